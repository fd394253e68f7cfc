import Foundation
import Postgres

@testable import Bookings

/// A profile of a test's own, with an owner's key: whatever else runs, nobody touches it.
struct TestProfile {
    let id: Int64
    let username: String
    /// The owner's key.
    let key: String
    private let database: Database

    init(timezone: String = "UTC", currency: String = "usd") throws {
        database = try TestDatabase.superuser()
        username = "t-" + UUID().uuidString.lowercased()
        id = try database.insert(
            """
            insert into vexar.profiles (username, display_name, timezone, currency)
            values (\(username), 'Test Salon', \(timezone), \(currency)) returning id
            """)
        // For all that this connection does: who names the tenant takes its clock first, as the service does.
        _ = try database.query("select set_config('vexar.profile_id', \(id)::text, false)")
        _ = try database.query("insert into vexar.profile_settings (profile_id) values (\(id))")
        key = try database.issueKey(profile: id, operatorID: nil)
    }

    /// Makes a staff member who offers these products.
    func staff(_ name: String = "Ann", canViewAll: Bool = false, offers products: [Int64] = []) throws -> Int64 {
        let staff = try database.insert(
            """
            insert into vexar.staff (profile_id, key, name, can_view_all)
            values (\(id), \(UUID().uuidString), \(name), \(canViewAll)) returning id
            """)
        for product in products {
            _ = try database.query(
                """
                insert into vexar.staff_products (profile_id, operator_id, product_id)
                values (\(id), \(staff), \(product))
                """)
        }
        return staff
    }

    /// Makes a service; with a capacity above 1, a group service.
    func service(
        _ name: String = "Cut", price: Int64 = 5_000, minutes: Int64? = 60, capacity: Int64 = 1,
        currency: String? = nil
    ) throws -> Int64 {
        try database.insert(
            """
            insert into vexar.products (profile_id, key, kind, name, price, duration_minutes, capacity, currency)
            values (
                \(id), \(UUID().uuidString), 'service', \(name), \(price), \(minutes)::integer, \(capacity),
                \(currency)
            )
            returning id
            """)
    }

    /// Makes a rental object, of which there are so many.
    func rental(_ name: String = "Room", price: Int64 = 9_000, capacity: Int64 = 1) throws -> Int64 {
        try database.insert(
            """
            insert into vexar.products (profile_id, key, kind, name, price, capacity)
            values (\(id), \(UUID().uuidString), 'rental', \(name), \(price), \(capacity)) returning id
            """)
    }

    /// A key bound to a staff member.
    func key(for staff: Int64) throws -> String {
        try database.issueKey(profile: id, operatorID: staff)
    }

    /// What its clock has come to.
    func clock() throws -> Int64 {
        try database.query("select ts from vexar.profile_clocks where profile_id = \(id)")[0].int64(0)
    }

    /// Runs a statement as superuser, as somebody in psql would.
    @discardableResult
    func sql(_ statement: SQL) throws -> Rows {
        try database.query(statement)
    }
}

extension Database {
    /// The id that an insert returns.
    fileprivate func insert(_ statement: SQL) throws -> Int64 {
        try query(statement)[0].int64(0)
    }

    fileprivate func issueKey(profile: Int64, operatorID: Int64?) throws -> String {
        let key = APIKey.generate()
        _ = try query(
            """
            insert into vexar.api_keys (profile_id, operator_id, key_hash, label)
            values (\(profile), \(operatorID)::bigint, \(key.hash)::bytea, 'test')
            """)
        return key.text
    }
}
