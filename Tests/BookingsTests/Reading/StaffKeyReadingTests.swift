import HTTP
import Postgres
import Testing

@testable import Bookings

/// A key that is bound to a staff member who may not see everything: it sees, counts and searches its own alone.
@Suite struct StaffKeyReadingTests {
    private let profile: TestProfile
    private let ann: Int64
    private let bob: Int64
    private let cut: Int64
    private let anns: Int64
    private let bobs: Int64
    private let nobodys: Int64
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        cut = try profile.service()
        ann = try profile.staff("Ann", offers: [cut])
        bob = try profile.staff("Bob", offers: [cut])
        let today = try profile.day(0)
        anns = try profile.appointment(
            today, "23:59", minutes: 1, status: "pending", product: cut, staff: ann, name: "Jane", email: "j@a.example")
        bobs = try profile.appointment(
            today, "23:59", minutes: 1, status: "pending", product: cut, staff: bob, name: "Joe", email: "j@b.example")
        nobodys = try profile.appointment(today, "23:59", minutes: 1, status: "pending", product: cut, name: "Jim")
        api = try TestAPI(key: profile.key(for: ann))
    }

    @Test func theListHoldsItsOwn() throws {
        let today = try profile.day(0)
        let queries = [
            "", "?status=pending", "?date_from=\(today)&date_to=\(today)", "?product_id=\(cut)", "?operator_id=\(ann)",
            "?search=j", "?order=asc", "?limit=1", "grid", "?changed_since=0",
        ]
        for query in queries {
            let answer = try api.get(query)
            #expect(answer.ids == [anns], "\(query)")
            if answer.total != nil { #expect(answer.total == 1, "\(query)") }
        }
        #expect(try api.get("?offset=1").ids == [])
        #expect(try api.get("?offset=1").total == 1)
    }

    @Test(arguments: ["Joe", "Jim", "b.example", "o", "i"])
    func searchTellsNothingOfOthers(search: String) throws {
        for path in ["?search=\(search)", "grid?search=\(search)"] { #expect(try api.get(path).ids == []) }
        #expect(try api.get("?search=\(search)").total == 0)
    }

    @Test func noFilterTellsOfOthers() throws {
        for path in ["?operator_id=\(bob)", "grid?operator_id=\(bob)", "?operator_id=\(bob)&search=joe"] {
            #expect(try api.get(path).status == 200)
            #expect(try api.get(path).ids == [])
        }
        #expect(try api.get("?operator_id=\(bob)").total == 0)
    }

    @Test func countersCountItsOwn() throws {
        let own = try JSONReader.read(Array(#"{"today": 1, "pending": 1, "upcoming": 1, "total": 1}"#.utf8))
        #expect(try api.get("stats")["stats"] == own)
        #expect(try api.get("grid")["stats"] == own)
        _ = try TestAPI(key: profile.key).put("\(bobs)/status", #"{"status": "cancelled"}"#)
        #expect(try api.get("stats")["stats"] == own)
    }

    @Test func anothersBookingIsNowhere() throws {
        let missing = try api.get("9223372036854775807")
        for id in [bobs, nobodys] {
            for tail in ["", "/history", "/notifications"] {
                let answer = try api.get("\(id)\(tail)")
                #expect(answer.status == 404)
                #expect(answer.text == missing.text)
                #expect(try api.get("\(id)\(tail)", headers: ["If-None-Match": "*"]).status == 404)
            }
            #expect(try api.put("\(id)/status", #"{"status": "confirmed"}"#).text == missing.text)
            let move = #"{"booking_date": "2026-07-02", "start_time": "10:00"}"#
            #expect(try api.put("\(id)/reschedule", move).text == missing.text)
            #expect(try api.put("\(id)/status", "{}", headers: ["If-Match": "\"9\""]).text == missing.text)
            #expect(try api.post("\(id)/notify", nil).text == missing.text)
        }
        for tail in ["", "/history", "/notifications"] { #expect(try api.get("\(anns)\(tail)").status == 200) }
    }

    @Test func theGridShowsItselfAndTheHouse() throws {
        try profile.sql(
            """
            insert into vexar.overrides (profile_id, operator_id, override_date, is_available, reason)
            select \(profile.id), who.id, \(profile.day(0))::date, false, who.reason
            from (values (null::bigint, 'closed'), (\(ann), 'dentist'), (\(bob), 'private')) as who (id, reason)
            """)
        try profile.sql(
            """
            insert into vexar.schedules (profile_id, operator_id, day_of_week, start_time, end_time)
            values (\(profile.id), null, 1, '09:00', '17:00'), (\(profile.id), \(bob), 1, '03:33', '04:44')
            """)
        let grid = try api.get("grid")
        #expect(grid["can_view_all"]?.bool == false)
        #expect(grid["staff"]?.ids == [ann])
        #expect(grid["services"]?.ids == [cut])
        #expect(grid["services"]?.array?.first?["operator_ids"]?.array?.compactMap(\.integer) == [ann])
        #expect(grid["schedule"]?.array?.count == 1)
        #expect(grid["overrides"]?.array?.compactMap { $0["reason"]?.string } == ["closed", "dentist"])
        for secret in ["private", "03:33", "Bob", "Joe", "Jim", "b.example"] {
            #expect(!grid.text.contains(secret), "\(secret)")
        }
        #expect(grid["settings"]?["timezone"]?.string == "UTC")
    }

    @Test func whoMaySeeEverythingDoes() throws {
        let cat = try profile.staff("Cat", canViewAll: true)
        let all = try TestAPI(key: profile.key(for: cat))
        let owner = try TestAPI(key: profile.key)
        for query in ["?order=asc", "grid", "?changed_since=0", "?search=j&order=asc", "?operator_id=\(bob)"] {
            #expect(try all.get(query).ids == (try owner.get(query).ids), "\(query)")
        }
        #expect(try all.get("stats").text == (try owner.get("stats").text))
        #expect(try all.get("grid").text == (try owner.get("grid").text))
        #expect(try all.get("grid")["can_view_all"]?.bool == true)
        #expect(try owner.get("grid")["can_view_all"]?.bool == true)
        for id in [anns, bobs, nobodys] { #expect(try all.get("\(id)/history").status == 200) }
    }

    @Test func theViewChangesWithThePermission() throws {
        try profile.sql("update vexar.staff set can_view_all = true where id = \(ann)")
        #expect(try api.get("").total == 3)
        #expect(try api.get("\(bobs)").status == 200)
        try profile.sql("update vexar.staff set can_view_all = false where id = \(ann)")
        #expect(try api.get("").total == 1)
        #expect(try api.get("\(bobs)").status == 404)
    }

    @Test func aBookingComesAndGoesWithItsStaffMember() throws {
        for (booking, staff) in [(anns, nil), (bobs, ann)] {
            try profile.sql(
                "update vexar.bookings set operator_id = \(staff), double_booked = true where id = \(booking)")
        }
        #expect(try api.get("").ids == [bobs])
        #expect(try api.get("\(bobs)/history").status == 200)
        for tail in ["", "/history", "/notifications"] { #expect(try api.get("\(anns)\(tail)").status == 404) }
    }

    @Test func aStayWithAStaffMemberNotedIsTheirs() throws {
        let room = try profile.rental()
        let stay = try profile.stay(in: room, "2026-07-01", "2026-07-03", staff: ann)
        try profile.stay(in: room, "2026-08-01", "2026-08-03")
        #expect(try api.get("?product_id=\(room)").ids == [stay])
    }
}
