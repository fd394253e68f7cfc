import Postgres

extension TestProfile {
    /// Writes an appointment as somebody in psql would, overlapping or not. Returns its id.
    @discardableResult
    func appointment(
        _ date: String, _ start: String = "10:00", minutes: Int64 = 60, status: String = "confirmed",
        product: Int64? = nil, staff: Int64? = nil, name: String = "Jane", email: String? = nil, phone: String? = nil
    ) throws -> Int64 {
        try sql(
            """
            insert into vexar.bookings (
                profile_id, kind, product_id, operator_id, booking_date, start_time, duration_minutes, status,
                visitor_name, visitor_email, visitor_phone, currency, double_booked
            )
            values (
                \(id), 'service', \(product), \(staff), \(date)::date, \(start)::time, \(minutes), \(status),
                \(name), \(email), \(phone), 'usd', true
            )
            returning id
            """
        )[0].int64(0)
    }

    /// Writes a stay, overlapping or not. Returns its id.
    @discardableResult
    func stay(
        in object: Int64, _ arrival: String, _ departure: String, status: String = "confirmed", staff: Int64? = nil,
        name: String = "Jane"
    ) throws -> Int64 {
        try sql(
            """
            insert into vexar.bookings (
                profile_id, kind, product_id, operator_id, booking_date, checkout_date, status, visitor_name,
                currency, double_booked
            )
            values (
                \(id), 'rental', \(object), \(staff), \(arrival)::date, \(departure)::date, \(status), \(name),
                'usd', true
            )
            returning id
            """
        )[0].int64(0)
    }

    /// A date of the profile's own calendar, so many days from its today. In the last minute before midnight it waits
    /// for the new day, so that it stays the same for the rest of a test.
    func day(_ offset: Int64) throws -> String {
        while try wall(minutes: 0).time == "23:59" { try sql("select pg_sleep(1)") }
        return try sql(
            """
            select (now() at time zone p.timezone)::date + \(offset)::integer
            from vexar.profiles as p
            where p.id = \(id)
            """
        )[0].string(0)
    }

    /// Date and time of day on the profile's walls, so many minutes from now.
    func wall(minutes: Int64) throws -> (date: String, time: String) {
        let row = try sql(
            """
            select to_char(w.wall, 'YYYY-MM-DD'), to_char(w.wall, 'HH24:MI')
            from vexar.profiles as p
            cross join lateral (
                select (now() at time zone p.timezone) + make_interval(mins => \(minutes)::integer) as wall
            ) as w
            where p.id = \(id)
            """
        )[0]
        return (try row.string(0), try row.string(1))
    }
}
