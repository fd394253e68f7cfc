internal import Logging
internal import Postgres

/// What every process wants to know of the database before it begins.
enum DatabaseCheck {
    /// How long one try may take, with several hosts that do not answer: the supervisor is told to wait as long.
    private static let patience = Duration.seconds(60)

    /// Waits for the database, and throws where it is not what this program needs.
    static func wait(for database: Database, _ supervisor: Supervisor, _ log: Logger) throws {
        while true {
            do {
                if let role = try Schema.unboundRole(in: database) { throw StartError.unboundRole(role) }
                let missing = try missingChanges(in: database)
                if !missing.isEmpty { throw StartError.schemaTooOld(missing: missing) }
                return
            } catch let error as PostgresError where error.category == .unavailable {
                log.warning("waiting for the database", metadata: ["error": "\(error)"])
                supervisor.tell([.status("waiting for the database"), .startingFor(Self.patience)])
                Pause.sleep(.seconds(1))
            }
        }
    }

    private static func missingChanges(in database: Database) throws -> [String] {
        do {
            return try Schema.missingChanges(in: database)
        } catch  where error.sqlState == .insufficientPrivilege {
            let role = try database.query("select current_user").one().string(0)
            throw StartError.powerlessRole(role, refusal: error.message.onOneLine)
        }
    }
}
