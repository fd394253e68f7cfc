import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings/stats`, and the same counters inside the grid.
@Suite struct StatisticsTests {
    /// The counters of a profile; stats and grid have to agree.
    private func counters(_ profile: TestProfile, key: String? = nil) throws -> [String: Int64] {
        let api = try TestAPI(key: key ?? profile.key)
        let (stats, grid) = (try api.get("stats")["stats"], try api.get("grid")["stats"])
        #expect(stats == grid)
        #expect(stats?.keys == ["today", "pending", "upcoming", "total"])
        return Dictionary(
            uniqueKeysWithValues: (stats?.object ?? JSONObject()).map { ($0.key, $0.value.integer ?? -1) })
    }

    private func expect(
        _ profile: TestProfile, today: Int64 = 0, pending: Int64 = 0, upcoming: Int64 = 0, total: Int64,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = ["today": today, "pending": pending, "upcoming": upcoming, "total": total]
        #expect(try counters(profile) == expected, sourceLocation: sourceLocation)
    }

    @Test func theShapeOfTheCounters() throws {
        let profile = try TestProfile()
        let answer = try TestAPI(key: profile.key).get("stats")
        #expect(
            answer.text == #"{"success":true,"stats":{"today":0,"pending":0,"upcoming":0,"total":0}}"#)
        #expect(answer.headers["Content-Type"] == "application/json")
    }

    @Test(arguments: [
        "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns",
    ])
    func todayIsTheProfilesOwn(zone: String) throws {
        let profile = try TestProfile(timezone: zone)
        let room = try profile.rental(capacity: 9)
        let (yesterday, today, tomorrow) = (try profile.day(-1), try profile.day(0), try profile.day(1))
        for status in ["pending", "confirmed", "completed", "cancelled"] {
            for (day, time) in [(yesterday, "23:59"), (today, "00:00"), (today, "23:59"), (tomorrow, "00:00")] {
                try profile.appointment(day, time, minutes: 1, status: status)
            }
            try profile.stay(in: room, yesterday, tomorrow, status: status)
            try profile.stay(in: room, today, tomorrow, status: status)
            try profile.stay(in: room, tomorrow, try profile.day(2), status: status)
        }
        // Of pending and confirmed each: 23:59 and the stay of today, 00:00 and the stay of tomorrow.
        try expect(profile, today: 9, pending: 7, upcoming: 8, total: 28)
    }

    @Test(arguments: ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
    func upcomingIsWhatStartsFromNowOn(zone: String) throws {
        let profile = try TestProfile(timezone: zone)
        for status in ["pending", "confirmed", "completed", "cancelled"] {
            for minutes: Int64 in [-60 * 24 * 30, -2, 3, 60, 60 * 24 * 300] {
                let (date, time) = try profile.wall(minutes: minutes)
                try profile.appointment(date, time, minutes: 600, status: status)
            }
        }
        #expect(try counters(profile)["upcoming"] == 6)
        #expect(try counters(profile)["pending"] == 5)
        #expect(try counters(profile)["total"] == 20)
    }

    @Test(arguments: ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])
    func aStayIsUpcomingAllThroughItsFirstDay(zone: String) throws {
        let profile = try TestProfile(timezone: zone)
        let room = try profile.rental(capacity: 9)
        try profile.stay(in: room, try profile.day(-1), try profile.day(5))
        #expect(try counters(profile)["upcoming"] == 0)
        try profile.stay(in: room, try profile.day(0), try profile.day(1))
        #expect(try counters(profile)["upcoming"] == 1)
        try profile.stay(in: room, try profile.day(0), try profile.day(1), status: "pending")
        try profile.stay(in: room, try profile.day(1), try profile.day(2))
        #expect(try counters(profile)["upcoming"] == 3)
        try profile.stay(in: room, try profile.day(0), try profile.day(1), status: "completed")
        try profile.stay(in: room, try profile.day(0), try profile.day(1), status: "cancelled")
        #expect(try counters(profile)["upcoming"] == 3)
        #expect(try counters(profile)["today"] == 3)
    }

    @Test func theFirstDayEndsAtTheProfilesMidnight() throws {
        let profile = try TestProfile(timezone: "Europe/Kyiv")
        let room = try profile.rental(capacity: 9)
        // 25 hours long, 23 hours long, and an ordinary one.
        let ends = try ["2026-10-25", "2026-03-29", "2026-07-01"].map { day in
            let id = try profile.stay(in: room, day, "2026-12-31")
            return try profile.sql(
                "select b.upcoming_until::text from vexar.bookings as b where b.id = \(id)")[0].string(0)
        }
        #expect(ends == ["2026-10-25 22:00:00+00", "2026-03-29 21:00:00+00", "2026-07-01 21:00:00+00"])
    }

    @Test func countersFollowEveryChange() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let id = try profile.appointment(try profile.day(2), status: "pending")
        try expect(profile, pending: 1, upcoming: 1, total: 1)
        _ = try api.put("\(id)/status", #"{"status": "confirmed"}"#)
        try expect(profile, upcoming: 1, total: 1)
        _ = try api.put(
            "\(id)/reschedule", #"{"booking_date": "\#(try profile.day(-2))", "start_time": "10:00"}"#)
        try expect(profile, total: 1)
        _ = try api.put(
            "\(id)/reschedule", #"{"booking_date": "\#(try profile.day(0))", "start_time": "00:00"}"#)
        try expect(profile, today: 1, total: 1)
        _ = try api.put("\(id)/status", #"{"status": "cancelled"}"#)
        try expect(profile, total: 1)
    }

    @Test func countersFollowTheProfileIntoAnotherZone() throws {
        let profile = try TestProfile(timezone: "Pacific/Kiritimati")
        let tomorrowThere = try profile.day(1)
        try profile.appointment(tomorrowThere, "00:00", minutes: 1)
        try expect(profile, upcoming: 1, total: 1)
        try profile.sql("update vexar.profiles set timezone = 'Pacific/Pago_Pago' where id = \(profile.id)")
        let difference = try profile.sql(
            "select (\(tomorrowThere)::date - (now() at time zone 'Pacific/Pago_Pago')::date)::bigint")[0].int64(0)
        #expect(difference >= 1)
        try expect(profile, upcoming: 1, total: 1)
        try profile.appointment(try profile.day(0), "23:59", minutes: 1)
        try expect(profile, today: 1, upcoming: 2, total: 2)
    }

    @Test func eachProfileCountsItsOwn() throws {
        let (profile, other) = (try TestProfile(), try TestProfile())
        try other.appointment(try other.day(0), status: "pending")
        try expect(profile, total: 0)
    }
}
