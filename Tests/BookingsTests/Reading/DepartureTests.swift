import HTTP
import Postgres
import Testing

@testable import Bookings

/// The feed of a key that does not see everything: `gone` lists what has left its view.
@Suite struct DepartureTests {
    private let profile: TestProfile
    private let ann: Int64
    private let bob: Int64
    private let owner: TestAPI
    private let annsKey: TestAPI
    private let bobsKey: TestAPI

    init() throws {
        profile = try TestProfile()
        ann = try profile.staff("Ann")
        bob = try profile.staff("Bob")
        owner = try TestAPI(key: profile.key)
        annsKey = try TestAPI(key: profile.key(for: ann))
        bobsKey = try TestAPI(key: profile.key(for: bob))
    }

    private func ts() throws -> Int64 {
        try #require(try owner.get("poll")["ts"]?.integer)
    }

    private func give(_ booking: Int64, to staff: Int64?) throws {
        try profile.sql("update vexar.bookings set operator_id = \(staff) where id = \(booking)")
    }

    private func gone(_ answer: TestAnswer) -> [Int64]? {
        answer["gone"]?.array?.compactMap(\.integer)
    }

    @Test func onlyAKeyThatDoesNotSeeEverythingIsTold() throws {
        let all = try TestAPI(key: profile.key(for: profile.staff("Cat", canViewAll: true)))
        #expect(try annsKey.get("?changed_since=0").json.keys == ["success", "bookings", "gone", "next", "more"])
        #expect(try annsKey.get("?changed_since=0").text.contains(#""bookings":[],"gone":[],"next":"0","more":false"#))
        for api in [owner, all] {
            #expect(try api.get("?changed_since=0").json.keys == ["success", "bookings", "next", "more"])
        }
    }

    @Test func onePersonsLossIsAnothersGain() throws {
        let booking = try profile.appointment("2026-07-01", staff: ann)
        let start = try ts()
        let answer = try owner.put(
            "\(booking)/reschedule",
            #"{"booking_date": "2026-07-01", "start_time": "10:00", "operator_id": \#(bob)}"#)
        #expect(answer.status == 200)
        let (anns, bobs) = (try annsKey.get("?changed_since=\(start)"), try bobsKey.get("?changed_since=\(start)"))
        #expect(anns.ids == [] && gone(anns) == [booking])
        #expect(bobs.ids == [booking] && gone(bobs) == [])
        #expect(try owner.get("?changed_since=\(start)").ids == [booking])
        #expect(try annsKey.get("\(booking)").status == 404)
    }

    /// What is no longer the caller's to see has left its view, whether the booking changed or the key.
    @Test func aViewThatBecomesNarrower() throws {
        let cat = try profile.staff("Cat", canViewAll: true)
        let key = try TestAPI(key: profile.key(for: cat))
        let others = [
            try profile.appointment("2026-07-01", staff: ann), try profile.appointment("2026-07-02"),
            try profile.appointment("2026-07-03", staff: bob),
        ]
        let own = try profile.appointment("2026-07-04", staff: cat)
        let all = try key.get("?changed_since=0")
        #expect(Set(all.ids) == Set(others + [own]) && gone(all) == nil)
        let next = try #require(all["next"]?.string)
        try profile.sql("update vexar.staff set can_view_all = false where id = \(cat)")
        let first = try key.get("?changed_since=\(next)&limit=2")
        #expect(first.ids == [] && gone(first) == Array(others.prefix(2)) && first["more"]?.bool == true)
        let second = try key.get("?changed_since=\(try #require(first["next"]?.string))")
        #expect(second.ids == [] && gone(second) == [others[2]] && second["more"]?.bool == false)
        // Anew: what was given away before the view was wide is gone as of now.
        try profile.sql("update vexar.staff set can_view_all = true where id = \(cat)")
        let later = try ts()
        try profile.sql("update vexar.staff set can_view_all = false where id = \(cat)")
        #expect(gone(try key.get("?changed_since=\(later)")) == others)
    }

    @Test func aBookingThatIsNobodysAnyMoreIsGone() throws {
        let booking = try profile.appointment("2026-07-01", staff: ann)
        let start = try ts()
        try give(booking, to: nil)
        #expect(gone(try annsKey.get("?changed_since=\(start)")) == [booking])
        #expect(gone(try bobsKey.get("?changed_since=\(start)")) == [])
    }

    @Test func whatComesBackIsNotGone() throws {
        let booking = try profile.appointment("2026-07-01", staff: ann)
        let start = try ts()
        try give(booking, to: bob)
        let away = try ts()
        try give(booking, to: ann)
        for point in [0, start, away] {
            let answer = try annsKey.get("?changed_since=\(point)")
            #expect(answer.ids == [booking] && gone(answer) == [])
        }
        #expect(gone(try bobsKey.get("?changed_since=\(start)")) == [booking])
        let back = try ts()
        try give(booking, to: nil)
        for point in [0, start, away, back] {
            let answer = try annsKey.get("?changed_since=\(point)")
            #expect(answer.ids == [] && gone(answer) == [booking])
        }
        #expect(gone(try annsKey.get("?changed_since=\(try ts())")) == [])
    }

    @Test func whatChangesElsewhereIsNoBusinessOfHers() throws {
        let booking = try profile.appointment("2026-07-01", staff: ann)
        try give(booking, to: bob)
        let start = try ts()
        try profile.sql("update vexar.bookings set price = 1 where id = \(booking)")
        let answer = try annsKey.get("?changed_since=\(start)")
        #expect(answer.ids == [] && gone(answer) == [])
        #expect(try bobsKey.get("?changed_since=\(start)").ids == [booking])
    }

    @Test(arguments: [1, 2, 3, 200])
    func pageByPageEachOnceInTheOrderOfChanges(limit: Int) throws {
        let bookings = try (1...6).map { try profile.appointment("2026-07-0\($0)", staff: ann) }
        let start = try ts()
        try give(bookings[4], to: bob)
        try profile.sql("update vexar.bookings set price = 1 where id = any (\([bookings[0], bookings[5]])::bigint[])")
        try give(bookings[1], to: nil)
        try give(bookings[2], to: bob)
        var (next, told, pages) = ("\(start)", [[Int64]](), 0)
        while pages < 20 {
            let page = try annsKey.get("?changed_since=\(next)&limit=\(limit)")
            let entries = page.ids + (gone(page) ?? [])
            #expect(entries.count <= limit)
            told.append(entries.sorted())
            next = try #require(page["next"]?.string)
            pages += 1
            if page["more"]?.bool != true { break }
        }
        let order = [bookings[4], bookings[0], bookings[5], bookings[1], bookings[2]]
        #expect(told.flatMap { $0 }.sorted() == order.sorted())
        if limit == 1 { #expect(told.flatMap { $0 } == order) }
        #expect(pages == (order.count + limit - 1) / limit)
    }

    @Test func oneTransactionThatTakesManyAway() throws {
        let bookings = try (10...16).map { try profile.appointment("2026-07-\($0)", staff: ann) }
        let start = try ts()
        try profile.sql("update vexar.bookings set operator_id = \(bob) where profile_id = \(profile.id)")
        var (next, told) = ("\(start)", [Int64]())
        for _ in 0..<4 {
            let page = try annsKey.get("?changed_since=\(next)&limit=2")
            told += gone(page) ?? []
            next = try #require(page["next"]?.string)
            #expect(page["more"]?.bool == (told.count < bookings.count))
        }
        #expect(told == bookings)
    }

    @Test func aKeyThatIsLetSeeEverythingIsToldOfNothingGone() throws {
        let booking = try profile.appointment("2026-07-01", staff: ann)
        let start = try ts()
        try give(booking, to: bob)
        try profile.sql("update vexar.staff set can_view_all = true where id = \(ann)")
        let answer = try annsKey.get("?changed_since=\(start)")
        #expect(answer.ids == [booking])
        #expect(answer["gone"] == nil)
    }
}
