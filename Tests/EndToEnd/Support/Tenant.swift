import Foundation
import Postgres

/// A profile of a test's own, with a key.
struct Tenant {
    let username: String
    /// The owner's key.
    let key: String
    let profileID: Int64

    init(in stack: Stack) throws {
        let username = "e2e-" + UUID().uuidString.lowercased()
        let key = (UUID().uuidString + UUID().uuidString).replacingOccurrences(of: "-", with: "").lowercased()
        let rows = try stack.database.query(
            """
            with profile as (
                insert into vexar.profiles (username, display_name, timezone)
                values (\(username), 'End to End', 'Europe/Kyiv') returning id
            ),
            settings as (
                insert into vexar.profile_settings (profile_id) select id from profile
            ),
            key as (
                insert into vexar.api_keys (profile_id, key_hash)
                select id, sha256(convert_to(\(key)::text, 'UTF8')) from profile
            )
            select id from profile
            """)
        self.username = username
        self.key = key
        profileID = try rows[0].int64(0)
    }

    static let bookings = "/api/v1/my-profile/bookings"

    /// The body of a custom appointment of 20 minutes.
    static func body(on date: String = "2031-05-06", at time: String = "10:00") -> String {
        """
        {"booking_date": "\(date)", "start_time": "\(time)", "duration_minutes": 20, "visitor_name": "Jane"}
        """
    }
}
