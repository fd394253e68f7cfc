import HTTP
import Testing

@testable import Bookings

/// From which status a booking may go where.
@Suite struct StatusTransitionTests {
    private static let table = [
        "pending": ["confirmed", "completed", "cancelled"], "confirmed": ["completed", "cancelled"],
        "completed": ["confirmed"], "cancelled": ["pending", "confirmed"],
    ]
    private static let all = ["pending", "confirmed", "completed", "cancelled"]

    @Test(arguments: all, all)
    func appointments(_ from: String, _ to: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        try walk(api, try api.booking(in: from), from, to)
    }

    @Test(arguments: all, all)
    func stays(_ from: String, _ to: String) throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        try walk(api, try api.booking(in: from, .stay(profile.rental())), from, to)
    }

    private func walk(_ api: TestAPI, _ id: Int64, _ from: String, _ to: String) throws {
        let before = try api.booking(id)
        #expect(before["status"]?.string == from)
        #expect(before["allowed_statuses"]?.array?.compactMap(\.string) == Self.table[from])
        let history = try api.history(id).count
        let answer = try api.change(id, to: to)
        if Self.table[from]?.contains(to) == true {
            #expect(answer.status == 200 && answer["success"]?.bool == true, "\(answer.text)")
            #expect(answer.word("status") == to)
            #expect(answer.number("version") == before["version"]?.integer.map { $0 + 1 })
            #expect(answer.booking?["allowed_statuses"]?.array?.compactMap(\.string) == Self.table[to])
            #expect(try api.history(id).count == history + 1)
        } else {
            if from == to { #expect(answer.status == 200) } else { expectRefusal(answer, 409, "illegal_transition") }
            #expect(answer.booking == before)
            #expect(try api.history(id).count == history)
        }
        #expect(try api.booking(id) == answer.booking)
    }

    /// Where every status but the same leads to nowhere new, nothing is changed: no version, clock, history or mail.
    @Test(arguments: all)
    func theSameStatusAgainChangesNothing(_ status: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.booking(in: status, .appointment().with("visitor_email", "jane@example.com"))
        let (before, ts, messages) = (try api.booking(id), try api.poll(), try api.messages(id))
        let answer = try api.change(id, to: status, ["reason": "Another", "allow_double_booking": true])
        #expect(answer.status == 200 && answer.booking == before)
        #expect(try api.booking(id) == before && api.poll() == ts && api.messages(id) == messages)
    }
}

/// The reason of a cancellation: kept with it, and with nothing else.
@Suite struct CancellationReasonTests {
    @Test func isKeptWithTheCancellation() throws {
        let api = try TestAPI(key: TestProfile().key)
        for status in ["pending", "confirmed"] {
            let id = try api.booking(in: status)
            let answer = try api.change(id, to: "cancelled", ["reason": " Ill,\r\nsorry "])
            #expect(answer.word("cancellation_reason") == "Ill,\nsorry")
            #expect(try api.booking(id)["cancellation_reason"]?.string == "Ill,\nsorry")
            let again = try api.change(id, to: "cancelled", ["reason": "Better now"])
            #expect(again.word("cancellation_reason") == "Ill,\nsorry")
        }
    }

    @Test(arguments: [nil, .null, "", "  ", "\r\n\t"] as [TestBody.Value?])
    func mayBeMissing(_ reason: TestBody.Value?) throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.change(try api.book(), to: "cancelled", TestBody().with("reason", reason))
        #expect(answer.status == 200 && answer.booking?["cancellation_reason"] == .null, "\(answer.text)")
    }

    @Test(arguments: ["pending", "confirmed"])
    func isClearedByAReinstatement(_ status: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        _ = try api.change(id, to: "cancelled", ["reason": "Ill"])
        let back = try api.change(id, to: status, ["reason": "Well again"])
        #expect(back.status == 200 && back.booking?["cancellation_reason"] == .null)
        #expect(try api.change(id, to: "cancelled").booking?["cancellation_reason"] == .null)
    }

    @Test func isOfNoUseElsewhereButMustBeRight() throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.booking(in: "pending")
        let text = TestBody.Value.string(String(repeating: "x", count: 1_001))
        for status in ["pending", "confirmed", "completed", "cancelled"] {
            expectInvalid(try api.change(id, to: status, ["reason": text]), "reason")
        }
        for status in ["confirmed", "completed"] {
            let answer = try api.change(id, to: status, ["reason": "Because"])
            #expect(answer.word("status") == status && answer.booking?["cancellation_reason"] == .null)
        }
    }

    @Test func hasAThousandCodePoints() throws {
        let api = try TestAPI(key: TestProfile().key)
        let longest = String(repeating: "e\u{301}", count: 500)
        let answer = try api.change(try api.book(), to: "cancelled", ["reason": .string(" \(longest)\n")])
        #expect(answer.booking?["cancellation_reason"] == .string(longest))
        expectInvalid(
            try api.change(try api.book(), to: "cancelled", ["reason": .string(longest + "!")]), "reason")
        expectInvalid(
            try api.change(try api.book(.appointment("2030-01-01")), to: "cancelled", ["reason": "a\u{1B}"]), "reason")
    }
}

extension TestAPI {
    /// Makes a booking and brings it to a status.
    func booking(in status: String, _ body: TestBody = .appointment()) throws -> Int64 {
        let begins = status == "pending" ? "pending" : "confirmed"
        let id = try book(body.with("status", .string(begins)))
        if status != begins {
            let answer = try change(id, to: status)
            try #require(answer.status == 200, "\(answer.text)")
        }
        return id
    }
}
