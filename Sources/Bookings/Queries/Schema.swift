internal import Postgres

/// The changes of the Sqitch project in `sql/` that this program was written for.
enum Schema {
    /// By name, in the order of `sql/sqitch.plan`.
    static let neededChanges = [
        "roles", "tenancy", "profiles", "clocks", "catalogue", "api_keys", "wall_time", "bookings", "holds", "history",
        "notifications", "idempotency_keys", "announcements", "creation_dates", "view_departures", "outbox",
        "failed_messages", "outbox_depth",
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
                        where o.rolname in ('vexar_owner', 'vexar_admin') and pg_has_role(r.oid, o.oid, 'member')
                    )
                )
            """)
        return try rows.first?.string(0)
    }
}
