internal import Postgres

/// The list of all profiles.
enum ProfileList {
    static func table(in transaction: borrowing Transaction) throws -> String {
        let rows = try transaction.query(
            """
            select
                p.id::text, p.username, p.display_name, p.timezone,
                (select count(*) from vexar.bookings as b where b.profile_id = p.id)::text
            from vexar.profiles as p
            order by p.id
            """)
        var table = TextTable(["ID", "USERNAME", "NAME", "TIME ZONE", "BOOKINGS"], rightAligned: [0, 4])
        for row in rows {
            table.add(try (0..<5).map { try row.string($0) })
        }
        return table.text
    }
}
