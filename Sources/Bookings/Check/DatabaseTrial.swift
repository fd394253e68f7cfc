internal import Postgres

/// One database URL, tried.
struct DatabaseTrial {
    /// What the role of the URL has to be.
    enum Role {
        /// Kept to one profile at a time by row-level security: vexar_app.
        case bound
        /// Across profiles, but neither superuser nor owner: vexar_admin.
        case provisioning
    }

    let settings: ConnectionSettings
    private let name: String
    private let database: Database
    /// Why it cannot be reached. Found out once: several hosts that do not answer take seconds each.
    private let failure: (any Error)?

    /// Connects.
    ///
    /// - Parameter name: of the setting that the URL comes from.
    init(_ url: String, name: String, prepares: Bool) {
        var settings = ConnectionSettings(url)
        settings.applicationName = "vexar check"
        settings.prepared = prepares
        settings.callTimeout = .seconds(5)
        self.settings = settings
        self.name = name
        let database = Database(settings)
        self.database = database
        do {
            _ = try database.query("select")
            failure = nil
        } catch {
            failure = error
        }
    }

    /// Whether it can be reached, and by a role that is as it has to be.
    func findings(_ subject: String, role: Role) -> [Finding] {
        if let failure { return [.fail(subject, describe(failure), advice(for: failure, role))] }
        do {
            let row = try database.query(
                "select current_setting('server_version'), current_user, pg_is_in_recovery()"
            ).one()
            let reached = "PostgreSQL \(try row.string(0)) as \(try row.string(1))"
            if try row.bool(2) {
                return [.fail(subject, "\(reached), a standby, which takes no changes", adviceOnStandby)]
            }
            if let problem = try self.problem(with: role) {
                return [.fail(subject, "\(reached), \(problem)", advice(role))]
            }
            return [.ok(subject, reached)]
        } catch {
            return [.fail(subject, describe(error), advice(for: error, role))]
        }
    }

    /// The schema and the clock. Nothing of a database that cannot be reached, which is told once.
    func conditions() -> [Finding] {
        isReachable ? [schema(), clock()] : []
    }

    var isReachable: Bool { failure == nil }

    /// Says something to all who listen to a channel.
    func speak(_ payload: String, on channel: String) throws {
        _ = try database.query("select pg_notify(\(channel)::text, \(payload)::text)")
    }

    private func problem(with role: Role) throws -> String? {
        switch role {
        case .bound:
            if try Schema.unboundRole(in: database) != nil {
                return "a superuser or a member of vexar_owner or vexar_admin, whom nothing keeps to one profile"
            }
            let open = try Schema.unguardedTables(in: database)
            return open.isEmpty ? nil : "and row-level security does not bind it on \(open.joined(separator: ", "))"
        case .provisioning:
            if try Schema.overpowerfulRole(in: database) != nil {
                return "a superuser or a member of vexar_owner, who may do more than provision"
            }
            _ = try database.query("select from vexar.api_keys limit 0")
            return nil
        }
    }

    private func schema() -> Finding {
        do {
            let missing = try Schema.missingChanges(in: database)
            if missing.isEmpty { return .ok("schema", "all \(Schema.neededChanges.count) changes are deployed") }
            return .fail("schema", "lacks \(missing.joined(separator: ", "))", "run sqitch deploy in sql/")
        } catch {
            return .fail(
                "schema", describe(error), "connect as vexar_app or vexar_admin, and run sqitch deploy in sql/")
        }
    }

    private func clock() -> Finding {
        do {
            return try ClockDifference(to: database).finding
        } catch {
            return .fail("clock", describe(error), "see whether the database answers")
        }
    }

    private func describe(_ error: any Error) -> String {
        (error as? PostgresError)?.message.onOneLine ?? "\(error)"
    }

    private func advice(for error: any Error, _ role: Role) -> String {
        switch (error as? PostgresError)?.category {
        case .unavailable?, .timeout?: "see whether the database runs, and whether \(name) is right"
        default: advice(role)
        }
    }

    private var adviceOnStandby: String {
        "\(name) has to reach the primary: name all hosts, without target_session_attrs, and it is found among them"
    }

    private func advice(_ role: Role) -> String {
        switch role {
        case .bound: "\(name) has to connect as vexar_app, to a database with the schema of sql/ as it was deployed"
        case .provisioning: "\(name) has to connect as vexar_admin, to a database with the schema of sql/"
        }
    }
}
