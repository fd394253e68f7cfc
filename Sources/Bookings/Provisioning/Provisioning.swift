internal import Postgres

/// What operators do: profiles, from files that they keep, keys, and messages to visitors. Connects as the role that
/// may cross tenants.
///
/// Belongs to the thread that made it.
public struct Provisioning {
    private let database: Database

    /// Connects with the first call, not here.
    ///
    /// - Parameter database: a connection string or URL, as in `VEXAR_ADMIN_DATABASE_URL`.
    public init(database: String) {
        var settings = ConnectionSettings(database)
        settings.applicationName = "vexar provisioning"
        // Above the role's lock_timeout of 30 s, so that the server's answer comes first; a profile with many bookings
        // that moves to another time zone moves them all.
        settings.callTimeout = .seconds(600)
        self.database = Database(settings)
    }

    /// Makes or changes a profile as a file says, in one transaction.
    ///
    /// - Parameters:
    ///   - file: the file's content.
    ///   - dryRun: do it all, tell it, and take it back.
    /// - Returns: what changed, a line each; empty where everything was so already.
    public func apply(_ file: [UInt8], dryRun: Bool = false) throws(ProvisioningError) -> [String] {
        let (document, mistakes) = try ProfileDocument.read(file)
        do {
            return try transaction(.readWrite, first: [ProfileUpdate.queue(for: document.username)]) { transaction in
                let lines = try ProfileUpdate.apply(document, mistakes, in: transaction).map(\.description)
                if dryRun { throw RolledBack(lines: lines) }
                return lines
            }
        } catch let rolledBack as RolledBack {
            return rolledBack.lines
        } catch {
            throw ProvisioningError(error)
        }
    }

    /// All profiles, as a table.
    public func profiles() throws(ProvisioningError) -> String {
        try reading { transaction in try ProfileList.table(in: transaction) }
    }

    /// A profile in words.
    public func describeProfile(_ username: String) throws(ProvisioningError) -> String {
        try reading { transaction in try StoredProfile(named: username, in: transaction).text }
    }

    /// A profile as the file that would make it, with the ids of the profile, its services and its staff. Applied
    /// again it changes nothing.
    public func profileFile(_ username: String) throws(ProvisioningError) -> String {
        try reading { transaction in try StoredProfile(named: username, in: transaction).file }
    }
}

extension Provisioning {
    /// A snapshot; what fails in it is told to an operator.
    func reading<Value>(_ body: (borrowing Transaction) throws -> Value) throws(ProvisioningError) -> Value {
        do {
            return try transaction(.snapshot, body)
        } catch {
            throw ProvisioningError(error)
        }
    }

    /// A transaction that writes; what fails in it is told to an operator.
    func writing<Value>(_ body: (borrowing Transaction) throws -> Value) throws(ProvisioningError) -> Value {
        do {
            return try transaction(.readWrite, body)
        } catch {
            throw ProvisioningError(error)
        }
    }

    /// Fails for a role that is not meant for this. Row-level security would show the service's own an empty list of
    /// profiles, and refuse nothing.
    private static let mayProvision: SQL = "select from vexar.api_keys limit 0"

    private func transaction<Value>(
        _ mode: TransactionMode, first: [SQL] = [], _ body: (borrowing Transaction) throws -> Value
    ) throws -> Value {
        try database.transaction(mode, first: [Self.mayProvision] + first, body)
    }
}

/// Ends a dry run's transaction.
private struct RolledBack: Error {
    let lines: [String]
}

extension StoredProfile {
    /// The profile with a username.
    init(named username: String, in transaction: borrowing Transaction) throws {
        try self.init(Self.id(of: username, in: transaction), in: transaction)
    }

    /// The id of the profile with a username, which has to exist.
    static func id(of username: String, in transaction: borrowing Transaction) throws -> ProfileID {
        guard let profile = try find(username, in: transaction) else {
            throw ProvisioningError.notFound("there is no profile \(username.quoted); see: vexar profile list")
        }
        return profile
    }
}
