import Foundation
import Postgres

/// A primary that acknowledges nothing that its standby does not have (PostgreSQL documentation, section 27.2.8).
struct PrimaryAndStandby {
    let primary: Cluster
    let standby: Cluster

    init() throws {
        primary = try Cluster()
        standby = try Cluster(standbyOf: primary)
        let database = Database(ConnectionSettings(primary.url(role: "postgres")))
        // Now, and not before the copy: the standby has none of its own once it is promoted.
        _ = try database.query("alter system set synchronous_standby_names = '*'")
        _ = try database.query("select pg_reload_conf()")
        try eventually("a synchronous standby") {
            try database.query("select count(*) from pg_stat_replication where sync_state = 'sync'")[0].int64(0) == 1
        }
    }

    /// A connection string that names both.
    func url(role: String) -> String {
        let hosts = [primary, standby].map { $0.directory.replacingOccurrences(of: "/", with: "%2F") }
        return "postgresql://\(role)@\(hosts.joined(separator: ","))/vexar"
    }
}
