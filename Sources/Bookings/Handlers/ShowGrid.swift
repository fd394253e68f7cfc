internal import HTTP
internal import Postgres

/// `GET /bookings/grid`: everything that the calendar shows, in one snapshot.
enum ShowGrid {
    static func respond(to call: Call, _ tenant: Tenant) throws -> Response {
        let (filter, from, to) = try parameters(of: call)
        let count = Statistics.count(for: call.session)
        // Where nothing depends on what day it is, nor on what the client has, one round trip brings it all.
        if let from, let to, call.request.headers["If-None-Match"] == nil {
            let queries = GridQueries(range: GridRange(from: from, to: to), filter: filter, session: call.session)
            var results = try tenant.read([count] + queries.all)
            let counters = try Counters(results.removeFirst().one())
            return try answer(GridRows(results), queries.range, counters, call.session)
        }
        return try tenant.read { transaction in
            let counters = try Counters(transaction.query(count).one())
            let range = GridRange(from: from, to: to, today: counters.date)
            let tag = tag(range, counters, call.session)
            if call.isCurrent(tag) { return .notModified(tag) }
            let queries = GridQueries(range: range, filter: filter, session: call.session)
            return try answer(GridRows(transaction.finish(with: queries.all)), range, counters, call.session)
        }
    }

    private static func tag(_ range: GridRange, _ counters: Counters, _ session: Session) -> EntityTag {
        .view(of: session, at: counters.clock, counters.tagParts + ["\(range.from)", "\(range.to)"])
    }

    private static func parameters(
        of call: Call
    ) throws(Refusal) -> (filter: BookingFilter, from: CalendarDate?, to: CalendarDate?) {
        var query = try QueryFields(
            call.request, known: ["date_from", "date_to", "status", "product_id", "operator_id", "search"])
        let from = query.date("date_from")
        let to = query.date("date_to")
        let filter = query.filter()
        query.checkOrder(from: from, to: to)
        if let from, let to, to.daysSince1970 - from.daysSince1970 >= GridRange.longest {
            query.errors.add("date_to", "Must be at most \(GridRange.longest) days from date_from, both counted")
        }
        try query.errors.throwIfAny()
        return (filter, from, to)
    }

    private static func answer(
        _ rows: GridRows, _ range: GridRange, _ counters: Counters, _ session: Session
    ) throws -> Response {
        var response = try Response.success(capacity: 512 * (rows.bookings.count + 16)) {
            try $0.member("bookings", rows.bookings, as: BookingObject.shape)
            try $0.member("schedule", rows.schedule, as: GridObjects.schedule)
            try $0.member("overrides", rows.overrides, as: GridObjects.override)
            try $0.member("services", rows.services, as: GridObjects.service)
            let settings = try rows.settings.one()
            try $0.member("settings") { try GridObjects.settings.write(settings, to: &$0) }
            try $0.member("staff", rows.staff, as: GridObjects.staffMember)
            $0.member("can_view_all", session.canViewAll)
            $0.member("stats", counters)
        }
        response.headers["ETag"] = tag(range, counters, session).description
        return response
    }
}

/// The parts of a grid.
private struct GridRows {
    let bookings: Rows
    let schedule: Rows
    let overrides: Rows
    let services: Rows
    let settings: Rows
    let staff: Rows

    /// What ``GridQueries/all`` gave.
    init(_ results: [Rows]) throws {
        guard results[0].count <= GridQueries.mostBookings else {
            var errors = FieldErrors()
            errors.add("date_to", "More than \(GridQueries.mostBookings) bookings: ask for a narrower range")
            throw Refusal.validationFailed(errors)
        }
        bookings = results[0]
        schedule = results[1]
        overrides = results[2]
        services = results[3]
        settings = results[4]
        staff = results[5]
    }
}
