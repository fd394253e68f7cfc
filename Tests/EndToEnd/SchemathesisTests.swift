import Foundation
import Postgres
import Testing

/// The whole stack, asked what follows from its own description: see the script, which is there to be run by hand too.
@Suite struct SchemathesisTests {
    @Test func theStackDoesWhatItsDescriptionSays() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        try tenant.offerSomethingOfEachKind(in: stack)
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("schemathesis")
        try RunningProcess.run(script.path, ["http://127.0.0.1:\(stack.port)", tenant.key])
    }
}

extension Tenant {
    /// A service with its staff member, a group service, and a rental object: a booking of each kind can be made.
    fileprivate func offerSomethingOfEachKind(in stack: Stack) throws {
        _ = try stack.database.query(
            """
            with offered as (
                insert into vexar.products (profile_id, key, kind, name, price, duration_minutes, capacity)
                values
                (\(profileID), 'cut', 'service', 'Cut', 4500, 60, 1),
                (\(profileID), 'workshop', 'service', 'Workshop', 6000, 90, 8),
                (\(profileID), 'flat', 'rental', 'Flat', 8500, null, 2)
                returning id, kind
            ),
            employed as (
                insert into vexar.staff (profile_id, key, name) values (\(profileID), 'ann', 'Ann') returning id
            )
            insert into vexar.staff_products (profile_id, operator_id, product_id)
            select \(profileID), employed.id, offered.id
            from employed
            inner join offered on offered.kind = 'service'
            """)
    }
}
