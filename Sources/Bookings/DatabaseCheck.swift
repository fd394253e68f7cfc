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
                if let role = try Schema.unboundRole(in: database) { throw ServiceError.unboundRole(role) }
                let missing = try Schema.missingChanges(in: database)
                if !missing.isEmpty { throw ServiceError.schemaTooOld(missing: missing) }
                return
            } catch let error as PostgresError where error.category == .unavailable {
                log.warning("waiting for the database", metadata: ["error": "\(error)"])
                supervisor.tell([.status("waiting for the database"), .startingFor(Self.patience)])
                Pause.sleep(.seconds(1))
            }
        }
    }
}

/// Why the service does not start.
public enum ServiceError: Error, CustomStringConvertible {
    /// Changes of the Sqitch project that the program needs and the database lacks.
    case schemaTooOld(missing: [String])
    /// The role by which the program connects, one that row-level security does not bind.
    case unboundRole(String)

    /// What is missing and what to do.
    public var description: String {
        switch self {
        case .schemaTooOld(let missing):
            "The database's schema is older than this program: missing \(missing.joined(separator: ", ")). "
                + "Run sqitch deploy in sql/ first."
        case .unboundRole(let role):
            "VEXAR_DATABASE_URL connects as \(role), a superuser or a member of vexar_owner or vexar_admin, whom nothing "
                + "keeps to one profile. Connect as vexar_app."
        }
    }
}
