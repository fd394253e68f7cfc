import ArgumentParser
import Bookings

/// `vexar key`: the keys by which clients of the API show who they are.
struct Key: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Issue, list and revoke API keys.",
        discussion: "Connects to the database that VEXAR_ADMIN_DATABASE_URL names.",
        subcommands: [Issue.self, List.self, Revoke.self]
    )
}

extension Key {
    /// `vexar key issue`
    struct Issue: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Issue a key, and print it this once.",
            discussion: """
                The key stands alone on the last line of standard output. Only its hash is kept: a key that is lost is \
                revoked, and another issued.
                """
        )

        @Argument(help: "The profile's username.")
        var username: String

        @Option(
            name: .customLong("operator"),
            help: ArgumentHelp("The staff member it is for; without, it is the owner's.", valueName: "staff-key"))
        var staffKey: String?

        @Option(help: ArgumentHelp("What it is for, shown by `key list`.", valueName: "text"))
        var label: String?

        func run(_ provisioning: Provisioning) throws {
            let key = try provisioning.issueKey(for: username, staffKey: staffKey, label: label)
            let whose = staffKey.map { "staff member \($0)" } ?? "the owner"
            StandardError.note("key \(key.id) of \(username), for \(whose); it is shown this once:")
            do {
                try StandardOutput.write("\(key.text)\n")
            } catch {
                StandardError.note("nobody has seen the key; take it back: vexar key revoke \(key.id)")
                throw error
            }
        }
    }

    /// `vexar key list`
    struct List: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "List a profile's keys, revoked ones too.")

        @Argument(help: "The profile's username.")
        var username: String

        func run(_ provisioning: Provisioning) throws {
            let table = try provisioning.keys(of: username)
            if table.isEmpty {
                StandardError.note("\(username) has no keys yet; issue one: vexar key issue \(username)")
            }
            try StandardOutput.write(table)
        }
    }

    /// `vexar key revoke`
    struct Revoke: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a key: from now on it is refused.",
            discussion: "For good: issue another in its place. Revoking it a second time changes nothing."
        )

        @Argument(help: "The key's id, as `vexar key list` shows it.")
        var id: Int64

        func run(_ provisioning: Provisioning) throws {
            let key = try provisioning.revokeKey(id)
            let line = key.revokedBefore.map { "= key \(id) of \(key.username) was revoked before, on \($0)" }
            try StandardOutput.write("\(line ?? "- key \(id) of \(key.username) (revoked)")\n")
        }
    }
}
