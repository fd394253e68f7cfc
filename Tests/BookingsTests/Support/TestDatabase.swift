import Foundation
import Logging
import Postgres

@testable import Bookings

/// The throwaway cluster that `deploy/dev test` makes, with the schema deployed.
enum TestDatabase {
    /// As superuser, for making data.
    static func superuser() throws -> Database {
        Database(ConnectionSettings(try url("DATABASE_URL")))
    }

    /// As the service connects.
    static func service() throws -> Database {
        var settings = ConnectionSettings(try url("VEXAR_DATABASE_URL"))
        settings.implicitSnapshots = true
        return Database(settings)
    }

    /// What a process knows of changes; not started.
    static func changes() throws -> Changes {
        let settings = ConnectionSettings(try url("VEXAR_DATABASE_URL"))
        return Changes(settings, direct: settings, log: silence)
    }

    /// A log that nobody reads.
    static let silence = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    static func url(_ name: String) throws -> String {
        guard let url = ProcessInfo.processInfo.environment[name] else { throw Missing(variable: name) }
        return url
    }

    struct Missing: Error, CustomStringConvertible {
        let variable: String
        var description: String { "\(variable) is not set: run the tests with deploy/dev test" }
    }
}
