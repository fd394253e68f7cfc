import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings`: pages, their order, and what is no parameter.
@Suite struct ListPageTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// Makes that many bookings, the oldest first.
    private func make(_ count: Int) throws -> [Int64] {
        try (0..<count).map { number in
            let minute = number % 60 < 10 ? "0\(number % 60)" : "\(number % 60)"
            return try profile.appointment("2026-07-01", "1\(number / 60):\(minute)", minutes: 1)
        }
    }

    @Test func fiftyUnlessSaid() throws {
        let all = try make(201)
        #expect(try api.get("?order=asc").ids == Array(all.prefix(50)))
        #expect(try api.get("?order=asc&limit=1").ids == Array(all.prefix(1)))
        #expect(try api.get("?order=asc&limit=200").ids == Array(all.prefix(200)))
        #expect(try api.get("?order=asc&limit=200&offset=200").ids == Array(all.suffix(1)))
        #expect(try api.get("?order=asc&limit=200&offset=200").total == 201)
        #expect(try api.get("").ids == Array(all.reversed().prefix(50)))
    }

    @Test(arguments: ["asc", "desc"])
    func pageByPageEachOnce(order: String) throws {
        let all = try make(11)
        let pages = try stride(from: 0, to: 15, by: 3).map { offset in
            try api.get("?limit=3&offset=\(offset)&order=\(order)")
        }
        #expect(pages.flatMap(\.ids) == (order == "asc" ? all : all.reversed()))
        #expect(pages.map(\.bookings.count) == [3, 3, 3, 2, 0])
        #expect(pages.allSatisfy { $0.total == 11 })
    }

    @Test(arguments: ["11", "12", "10000000", "9223372036854775807"])
    func beyondTheEndThereIsNothing(offset: String) throws {
        _ = try make(11)
        for limit in ["1", "200"] {
            let answer = try api.get("?offset=\(offset)&limit=\(limit)")
            #expect(answer.status == 200)
            #expect(answer.ids == [])
            #expect(answer.total == 11)
        }
    }

    @Test(arguments: [
        "0", "201", "-1", "x", "", "1.0", "1e2", "%2B5", "+5", "5+", "%205", "true", "null", "99999999999999999999",
        "5,6", "0x5", "%D9%A5", "5%00",
    ])
    func aLimitThatIsNone(value: String) throws {
        let answer = try api.get("?limit=\(value)")
        #expect(answer.status == 422)
        #expect(answer.badFields == ["limit"])
        #expect(try api.get("?changed_since=0&limit=\(value)").badFields == ["limit"])
    }

    @Test(arguments: ["-1", "x", "", "1.0", "1e2", "%2B5", "9223372036854775808", "99999999999999999999", "-0"])
    func anOffsetThatIsNone(value: String) throws {
        #expect(try api.get("?offset=\(value)").badFields == ["offset"])
    }

    @Test(arguments: ["", "ASC", "ascending", "asc,desc", "asc%20", "1", "id"])
    func anOrderThatIsNone(value: String) throws {
        #expect(try api.get("?order=\(value)").badFields == ["order"])
    }

    @Test func newestDateThenTimeThenIdFirst() throws {
        let room = try profile.rental()
        let noon = try profile.appointment("2026-07-02", "12:00")
        let stay = try profile.stay(in: room, "2026-07-02", "2026-07-03")
        let midnight = try profile.appointment("2026-07-02", "00:00")
        let otherStay = try profile.stay(in: room, "2026-07-02", "2026-07-09")
        let noonToo = try profile.appointment("2026-07-02", "12:00", status: "cancelled")
        let early = try profile.appointment("2026-07-01", "23:59")
        let late = try profile.appointment("2026-07-03", "00:01")
        let ascending = [early, stay, midnight, otherStay, noon, noonToo, late]
        #expect(try api.get("").ids == ascending.reversed())
        #expect(try api.get("?order=desc").ids == ascending.reversed())
        #expect(try api.get("?order=asc").ids == ascending)
        #expect(try api.get("grid?date_from=2026-07-01&date_to=2026-07-31").ids == ascending)
    }

    @Test func whatIsWrongIsFoundInOneGo() throws {
        let wrong = "status=x&date_from=x&date_to=x&product_id=x&operator_id=x&search=%07"
        let list = try api.get("?\(wrong)&limit=x&offset=x&order=x")
        #expect(list.status == 422)
        #expect(list.json.keys == ["success", "error", "code", "errors"])
        #expect(list["error"]?.string == "Validation failed")
        #expect(
            list.badFields == [
                "date_from", "date_to", "limit", "offset", "operator_id", "order", "product_id", "search", "status",
            ])
        #expect(
            try api.get("grid?\(wrong)").badFields == [
                "date_from", "date_to", "operator_id", "product_id", "search", "status",
            ])
    }

    @Test(arguments: [
        "status=pending", "date_from=2026-07-01", "date_to=2026-07-01", "product_id=1", "operator_id=1", "search=x",
    ])
    func aKnownParameterTwice(parameter: String) throws {
        let name = String(parameter.prefix { $0 != "=" })
        for path in ["", "grid"] {
            for query in ["\(parameter)&\(parameter)", "\(parameter)&x=1&\(name)=", "\(name)&\(parameter)"] {
                let answer = try api.get("\(path)?\(query)")
                #expect(answer.status == 422)
                #expect(answer.badFields == [name])
            }
        }
        let escaped = "%" + String(name.utf8.first ?? 0, radix: 16) + name.dropFirst()
        #expect(try api.get("?\(parameter)&\(escaped)=1").badFields == [name])
    }

    @Test(arguments: ["limit=5", "offset=5", "order=asc", "changed_since=5"])
    func aKnownParameterOfListsTwice(parameter: String) throws {
        let name = String(parameter.prefix { $0 != "=" })
        #expect(try api.get("?\(parameter)&\(parameter)").badFields == [name])
        #expect(try api.get("grid?\(parameter)&\(parameter)").status == 200)
    }

    @Test(arguments: [
        "unknown=1&unknown=2", "LIMIT=0", "Status=x", "limit%20=0", "status[]=x", "x=%FF", "%FF=1", "=1", "&&&", "?",
        "%zz=%", "callback=alert(1)", "page=0&per_page=0&sort=x", "limit.=0",
    ])
    func whatIsNoParameterIsNotLookedAt(query: String) throws {
        let id = try profile.appointment("2026-07-01")
        #expect(try api.get("?\(query)").ids == [id])
        for path in ["grid", "stats", "poll", "\(id)", "\(id)/history", "\(id)/notifications"] {
            #expect(try api.get("\(path)?\(query)").status == 200)
        }
    }

    @Test(arguments: ["%FF", "%C3", "%C3%28", "%ED%A0%80", "%F5%80%80%80", "%C0%AF", "ok%80"])
    func textThatIsNotUTF8(value: String) throws {
        for name in ["search", "status", "date_from", "product_id"] {
            for path in ["?\(name)=\(value)", "grid?\(name)=\(value)", "?\(name)=1&\(name)=\(value)"] {
                let answer = try api.get(path)
                #expect(answer.status == 400)
                #expect(answer.code == "invalid_request")
            }
        }
    }

    @Test func countersLookAtNoParameters() throws {
        for path in ["stats", "poll"] {
            #expect(try api.get("\(path)?status=x&limit=0&date_from=x&search=%FF&search=%FF").status == 200)
        }
    }
}
