import HTTP
import Postgres
import Testing

@testable import Bookings

/// Versions, instants, the clock and the history that every change leaves behind.
@Suite struct VersionTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    @Test func everyChangeCountsOne() throws {
        let id = try api.book()
        var last = try api.booking(id)
        #expect(last["version"]?.integer == 1 && last["created_at"] == last["updated_at"])
        var ts = try api.poll()
        let changes = [
            { try api.change(id, to: "cancelled") }, { try api.change(id, to: "pending") },
            { try api.move(id, ["booking_date": "2030-05-07", "start_time": "10:00"]) },
            { try api.change(id, to: "completed") }, { try api.change(id, to: "confirmed") },
        ]
        for (index, change) in changes.enumerated() {
            let answer = try change()
            #expect(answer.number("version") == Int64(index + 2), "\(answer.text)")
            #expect(answer.booking?["created_at"] == last["created_at"])
            let before = try #require(last["updated_at"]?.string?.sortableInstant)
            let after = try #require(answer.word("updated_at")?.sortableInstant)
            #expect(before < after)
            #expect(try api.poll() > ts)
            ts = try api.poll()
            last = try api.booking(id)
            #expect(answer.booking == last)
        }
        #expect(try api.history(id).count == 6)
    }

    /// RFC 3339 in UTC, with as many fractional digits as there are.
    @Test func instantsAreUTC() throws {
        let booking = try api.booking(try api.book())
        for field in ["created_at", "updated_at"] {
            let instant = try #require(booking[field]?.string)
            #expect(try /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z/.wholeMatch(in: instant) != nil, "\(instant)")
        }
    }

    @Test func theHistoryOfABooking() throws {
        let (service, ann) = (try profile.service(), try profile.staff())
        try profile.sql("insert into vexar.staff_products values (\(profile.id), \(ann), \(service))")
        let id = try api.book(.appointment(product: service).with("visitor_note", "n"))
        _ = try api.change(id, to: "cancelled", ["reason": "Ill"])
        _ = try api.change(id, to: "confirmed")
        _ = try api.move(id, ["booking_date": "2030-05-06", "start_time": "12:00", "operator_id": .integer(ann)])
        let history = try api.history(id)
        #expect(history.map { $0["action"]?.string } == ["created", "status", "status", "rescheduled"])
        #expect(history[0]["from"] == .null)
        let created = try #require(history[0]["to"])
        #expect(created["start_time"]?.string == "10:00" && created["price"]?.integer == 5_000)
        #expect(created["status"]?.string == "confirmed" && created["visitor_note"]?.string == "n")
        #expect(history[1]["from"] == Self.object(#"{"status": "confirmed", "cancellation_reason": null}"#))
        #expect(history[1]["to"] == Self.object(#"{"status": "cancelled", "cancellation_reason": "Ill"}"#))
        #expect(history[2]["from"] == Self.object(#"{"status": "cancelled", "cancellation_reason": "Ill"}"#))
        #expect(history[2]["to"] == Self.object(#"{"status": "confirmed", "cancellation_reason": null}"#))
        let from = #"{"start_time": "10:00", "end_time": "11:00", "operator_id": null}"#
        let to = #"{"start_time": "12:00", "end_time": "13:00", "operator_id": \#(ann)}"#
        #expect(history[3]["from"] == Self.object(from) && history[3]["to"] == Self.object(to))
        for entry in history {
            #expect(entry["actor"] == Self.object(#"{"type": "owner", "operator_id": null, "name": "Test Salon"}"#))
        }
        #expect(history[0]["at"] == (try api.booking(id))["created_at"])
        #expect(history[3]["at"] == (try api.booking(id))["updated_at"])
    }

    @Test func theHistoryOfAStay() throws {
        let id = try api.book(.stay(profile.rental()))
        _ = try api.move(id, ["booking_date": "2030-07-10", "checkout_date": "2030-07-13"])
        let history = try api.history(id)
        #expect(history[1]["from"] == Self.object(#"{"checkout_date": "2030-07-12"}"#))
        #expect(history[1]["to"] == Self.object(#"{"checkout_date": "2030-07-13"}"#))
        #expect(history[0]["to"]?["checkout_date"]?.string == "2030-07-12")
    }

    /// What was refused has not happened.
    @Test func refusalsLeaveNoTrace() throws {
        let id = try api.book()
        _ = try api.book(.appointment("2030-05-07"))
        let (before, ts) = (try api.booking(id), try api.poll())
        _ = try api.change(id, to: "pending")
        _ = try api.change(id, to: "gone")
        _ = try api.move(id, ["booking_date": "2030-05-07", "start_time": "10:00"])
        _ = try api.move(id, [:])
        _ = try api.change(id, to: "cancelled", headers: ["If-Match": "\"2\""])
        _ = try api.notify(id)
        _ = try api.create(.appointment())
        #expect(try api.booking(id) == before && api.poll() == ts && api.history(id).count == 1)
    }

    private static func object(_ text: String) -> JSONValue? {
        try? JSONReader.read(Array(text.utf8))
    }
}
