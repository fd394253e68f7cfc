internal import HTTP
internal import Postgres

/// `GET /bookings`: a page of bookings, or, with `changed_since`, what has changed.
enum ListBookings {
    /// The parameters of a page.
    private static let page = [
        "status", "date_from", "date_to", "product_id", "operator_id", "search", "order", "offset",
    ]

    static func respond(to call: Call, _ tenant: Tenant) throws -> Response {
        var query = try QueryFields(call.request, known: page + ["limit", "changed_since"])
        let limit = query.integer("limit", BookingList.pageSizes) ?? BookingList.standardPageSize
        if query.contains("changed_since") {
            return try FollowChanges.respond(to: feed(&query, limit), call, tenant)
        }
        return try respond(with: list(&query, limit), to: call, tenant)
    }

    private static func list(_ query: inout QueryFields, _ limit: Int64) throws(Refusal) -> BookingList {
        let list = BookingList(
            filter: query.filter(),
            from: query.date("date_from"),
            to: query.date("date_to"),
            order: query.parsed("order", "Must be asc or desc", BookingList.Order.init) ?? .descending,
            limit: limit,
            offset: query.integer("offset", 0...Int64.max) ?? 0)
        query.checkOrder(from: list.from, to: list.to)
        try query.errors.throwIfAny()
        return list
    }

    private static func feed(_ query: inout QueryFields, _ limit: Int64) throws(Refusal) -> ChangeFeed {
        let since = query.parsed("changed_since", "Must be a ts from poll or a next from this feed", ChangeCursor.init)
        for name in page where query.contains(name) {
            query.errors.add(name, "Cannot be combined with changed_since")
        }
        try query.errors.throwIfAny()
        guard let since else { throw .internalError }
        return ChangeFeed(since: since, limit: limit)
    }

    private static func respond(with list: BookingList, to call: Call, _ tenant: Tenant) throws -> Response {
        let clock = Statistics.clock(of: call.session.profile)
        // A client that has something to compare with probably has it still: ask the clock alone first.
        if call.request.headers["If-None-Match"] != nil {
            let tag = try EntityTag.view(of: call.session, at: tenant.read([clock])[0].one().int64(0))
            if call.isCurrent(tag) { return .notModified(tag) }
        }
        // Clock and total in one: each statement costs the database some 15 µs, whatever it does.
        let results = try tenant.read([
            "select (\(clock)), (\(list.total(for: call.session)))", list.page(for: call.session),
        ])
        let numbers = try results[0].one()
        let tag = EntityTag.view(of: call.session, at: try numbers.int64(0))
        let total = try numbers.int64(1)
        var response = try Response.success(capacity: 640 * (results[1].count + 1)) {
            try $0.member("bookings", results[1], as: BookingObject.shape)
            $0.member("total", total)
        }
        response.headers["ETag"] = tag.description
        return response
    }
}
