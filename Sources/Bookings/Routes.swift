internal import HTTP

/// The route table.
enum Routes {
    private static let bookings = "/api/v1/my-profile/bookings"

    static let table: [Route<Endpoint>] = [
        Route(.get, "/healthz", .open(Health.alive)),
        Route(.get, "/readyz", .open(Health.ready)),
        Route(.get, "/api/v1/openapi.json", .open(DescribeAPI.respond)),
        Route(.get, bookings, .read(ListBookings.respond)),
        Route(.post, bookings, .change(CreateBooking.respond)),
        Route(.get, "\(bookings)/grid", .read(ShowGrid.respond)),
        Route(.get, "\(bookings)/poll", .read(CountBookings.poll)),
        Route(.get, "\(bookings)/stats", .read(CountBookings.stats)),
        Route(.get, "\(bookings)/{id}", .read(ReadBooking.booking)),
        Route(.get, "\(bookings)/{id}/history", .read(ReadBooking.history)),
        Route(.get, "\(bookings)/{id}/notifications", .read(ReadBooking.notifications)),
        Route(.put, "\(bookings)/{id}/status", .change(ChangeStatus.respond)),
        Route(.put, "\(bookings)/{id}/reschedule", .change(RescheduleBooking.respond)),
        Route(.post, "\(bookings)/{id}/notify", .trigger(NotifyVisitor.respond)),
    ]
}
