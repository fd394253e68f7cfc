internal import HTTP
internal import Postgres

/// `GET /bookings/{id}` and what hangs below it.
enum ReadBooking {
    /// One booking, with its version as entity tag.
    static func booking(_ call: Call, _ tenant: Tenant) throws -> Response {
        let id = try call.bookingID()
        guard let row = try tenant.read([BookingQueries.booking(id, for: call.session)])[0].first else {
            throw Refusal.notFound
        }
        let booking = try Booking(row)
        let tag = EntityTag.version(of: booking.version)
        if call.isCurrent(tag) { return .notModified(tag) }
        var response = Response.booking(booking.json)
        response.headers["ETag"] = tag.description
        return response
    }

    /// What happened to it.
    static func history(_ call: Call, _ tenant: Tenant) throws -> Response {
        let entries = try below(call, tenant) { BookingQueries.history(of: $0, in: call.session.profile) }
        return try .success { try $0.member("history", entries, as: HistoryObject.shape) }
    }

    /// What its visitor was told.
    static func notifications(_ call: Call, _ tenant: Tenant) throws -> Response {
        let messages = try below(call, tenant) { NotificationQueries.notifications(of: $0, in: call.session.profile) }
        return try .success { try $0.member("notifications", messages, as: NotificationObject.shape) }
    }

    /// Rows that belong to a booking, once it is clear that the caller may see it.
    private static func below(_ call: Call, _ tenant: Tenant, _ statement: (BookingID) -> SQL) throws -> Rows {
        let id = try call.bookingID()
        let results = try tenant.read([BookingQueries.booking(id, for: call.session), statement(id)])
        guard results[0].first != nil else { throw Refusal.notFound }
        return results[1]
    }
}
