internal import HTTP
internal import Postgres

/// `GET /bookings/stats` and `GET /bookings/poll`.
enum CountBookings {
    /// The counters. Their entity tag holds the counters themselves: they change with the time of day too.
    static func stats(_ call: Call, _ tenant: Tenant) throws -> Response {
        let counters = try Counters(tenant.read([Statistics.count(for: call.session)])[0].one())
        let tag = EntityTag.view(of: call.session, at: counters.clock, counters.tagParts)
        if call.isCurrent(tag) { return .notModified(tag) }
        var response = Response.success { $0.member("stats", counters) }
        response.headers["ETag"] = tag.description
        return response
    }

    /// The profile's clock, alone and as the seed has it.
    static func poll(_ call: Call, _ tenant: Tenant) throws -> Response {
        let ts = try tenant.clock()
        var json = JSONWriter(capacity: 32)
        json.object { $0.member("ts", ts.rawValue) }
        return .json(json.finish())
    }
}

/// The counters of a profile, and its clock.
struct Counters: Sendable {
    let today: Int64
    let pending: Int64
    let upcoming: Int64
    let total: Int64
    /// Today's date in the profile's zone, by which `today` was counted.
    let date: CalendarDate
    /// The profile's clock at the same moment.
    let clock: Int64

    /// A row of ``Statistics/count(for:)``.
    init(_ row: Row) throws {
        today = try row.int64(0)
        pending = try row.int64(1)
        upcoming = try row.int64(2)
        total = try row.int64(3)
        date = try row.parsed(4, CalendarDate.init)
        clock = try row.int64(5)
    }

    /// What an answer that shows them adds to its entity tag.
    var tagParts: [String] {
        [today, pending, upcoming, total].map { String($0) }
    }
}

extension JSONWriter {
    /// A member with the counters.
    mutating func member(_ name: String, _ counters: Counters) {
        member(name) {
            $0.object {
                $0.member("today", counters.today)
                $0.member("pending", counters.pending)
                $0.member("upcoming", counters.upcoming)
                $0.member("total", counters.total)
            }
        }
    }
}
