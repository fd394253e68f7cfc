internal import Postgres

/// The changes of the Sqitch project in `sql/` that this program was written for.
enum Schema {
    /// By name, in the order of `sql/sqitch.plan`.
    static let neededChanges = [
        "roles", "tenancy", "profiles", "clocks", "catalogue", "api_keys", "wall_time", "bookings", "holds", "history",
        "notifications", "idempotency_keys", "announcements", "creation_dates", "view_departures", "outbox",
        "failed_messages", "outbox_depth", "housekeeping", "housekeeping_indexes", "steady_plans",
        "booking_counts", "booking_counts_filled", "open_bookings_index", "steady_filters",
        "counted_deletes",
    ]

    /// Those that are not deployed. Sqitch keeps its registry in the same database; where there is none, nothing is
    /// deployed.
    static func missingChanges(in database: Database) throws(PostgresError) -> [String] {
        do {
            let rows = try database.query("select c.change from sqitch.changes as c where c.project = 'vexar'")
            let deployed = try rows.map { row throws(PostgresError) in try row.string(0) }
            return neededChanges.filter { !deployed.contains($0) }
        } catch  where error.sqlState == .undefinedTable || error.sqlState == .invalidSchemaName {
            return neededChanges
        }
    }

    /// The role of the connection, if it may pass by row-level security, or become one that may.
    static func unboundRole(in database: Database) throws(PostgresError) -> String? {
        try role(in: database, orMemberOf: ["vexar_owner", "vexar_admin"])
    }

    /// The role of the connection, if it may do more than provision, or become one that may.
    static func overpowerfulRole(in database: Database) throws(PostgresError) -> String? {
        try role(in: database, orMemberOf: ["vexar_owner"])
    }

    /// The tables on which row-level security does not bind the role of the connection.
    static func unguardedTables(in database: Database) throws(PostgresError) -> [String] {
        let rows = try database.query(
            """
            select c.relname
            from pg_class as c
            inner join pg_namespace as n on n.oid = c.relnamespace
            where n.nspname = 'vexar' and c.relkind in ('r', 'p') and not row_security_active(c.oid)
            order by c.relname
            """)
        return try rows.map { row throws(PostgresError) in try row.string(0) }
    }

    /// The role of the connection, if it is a superuser, passes by row-level security, or can become one of these.
    private static func role(
        in database: Database, orMemberOf roles: [String]
    ) throws(PostgresError) -> String? {
        let rows = try database.query(
            """
            select r.rolname
            from pg_roles as r
            where
                r.rolname = current_user
                and (
                    r.rolsuper or r.rolbypassrls
                    or exists (
                        select from pg_roles as o
                        where o.rolname = any (\(roles)::text[]) and pg_has_role(r.oid, o.oid, 'member')
                    )
                )
            """)
        return try rows.first?.string(0)
    }
}
