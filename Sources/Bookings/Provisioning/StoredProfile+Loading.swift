internal import Postgres

extension StoredProfile {
    /// The id of the profile with a username, if there is one.
    static func find(_ username: String, in transaction: borrowing Transaction) throws -> ProfileID? {
        try transaction.query("select id from vexar.profiles where username = \(username)").first
            .map { ProfileID(rawValue: try $0.int64(0)) }
    }

    /// Reads a profile that exists, in one round trip.
    init(_ profile: ProfileID, in transaction: borrowing Transaction) throws {
        let results = try transaction.pipeline(Self.queries(for: profile))
        guard results.count == 7, let row = results[0].first else {
            throw ProvisioningError.unexpected("profile \(profile.rawValue) is gone")
        }
        id = profile
        username = try row.string(0)
        values = try Field.profile.values(in: row, from: 1)
        settings = try results[1].first.map { try Field.settings.values(in: $0, from: 0) }
        services = try results[2].map { try StoredItem($0, Field.service) }
        let staff = try results[3].map { try StoredItem<OperatorID>($0, Field.staff) }
        let offers = try results[4].map { (try $0.int64(0), try $0.string(1)) }
        let hours = try results[5].map { (try $0.int64IfPresent(0), try Stored<OpeningHours>($0)) }
        overrides = try results[6].map(Stored<Override>.init)
        schedule = hours.filter { $0.0 == nil }.map(\.1)
        self.staff = staff.map { item in
            StoredStaffMember(
                item: item, services: offers.filter { $0.0 == item.id.rawValue }.map(\.1),
                schedule: hours.filter { $0.0 == item.id.rawValue }.map(\.1))
        }
    }

    private static func queries(for profile: ProfileID) -> [SQL] {
        [
            "select username, \(unsafeRaw: Field.profile.columns) from vexar.profiles where id = \(profile)",
            "select \(unsafeRaw: Field.settings.columns) from vexar.profile_settings where profile_id = \(profile)",
            items(.services, of: profile),
            items(.staff, of: profile),
            """
            select o.operator_id, p.key
            from vexar.staff_products as o
            join vexar.products as p on p.profile_id = o.profile_id and p.id = o.product_id
            where o.profile_id = \(profile)
            order by o.operator_id, p.id
            """,
            """
            select
                operator_id, id, day_of_week, is_available, to_char(start_time, 'HH24:MI'), to_char(end_time, 'HH24:MI')
            from vexar.schedules
            where profile_id = \(profile)
            order by operator_id nulls first, day_of_week, start_time, end_time, id
            """,
            """
            select
                o.id, s.key, o.override_date::text, o.is_available,
                to_char(o.start_time, 'HH24:MI'), to_char(o.end_time, 'HH24:MI'), o.reason
            from vexar.overrides as o
            left join vexar.staff as s on s.profile_id = o.profile_id and s.id = o.operator_id
            where o.profile_id = \(profile)
            order by o.override_date, s.id nulls first, o.start_time, o.id
            """,
        ]
    }

    private static func items(_ kind: CatalogueKind, of profile: ProfileID) -> SQL {
        """
        select id, key, \(unsafeRaw: kind.fields.columns)
        from \(unsafeRaw: kind.table)
        where profile_id = \(profile)
        order by id
        """
    }
}

extension StoredItem {
    fileprivate init(_ row: Row, _ fields: [Field]) throws(PostgresError) {
        id = ID(rawValue: try row.int64(0))
        key = try row.string(1)
        values = try fields.values(in: row, from: 2)
    }
}

extension Stored<OpeningHours> {
    fileprivate init(_ row: Row) throws {
        id = try row.int64(1)
        content = OpeningHours(
            dayOfWeek: try row.int(2), isAvailable: try row.bool(3),
            times: TimeSpan(start: try row.stringIfPresent(4), end: try row.stringIfPresent(5)))
    }
}

extension Stored<Override> {
    fileprivate init(_ row: Row) throws {
        let text = try row.string(2)
        guard let date = CalendarDate(text) else {
            throw ProvisioningError.unexpected("the database has an override on \(text)")
        }
        id = try row.int64(0)
        content = Override(
            staffKey: try row.stringIfPresent(1), date: date, isAvailable: try row.bool(3),
            times: TimeSpan(start: try row.stringIfPresent(4), end: try row.stringIfPresent(5)),
            reason: try row.stringIfPresent(6))
    }
}
