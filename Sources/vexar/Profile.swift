import ArgumentParser
import Bookings

/// `vexar profile`: the tenants.
struct Profile: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make, change and show profiles.",
        discussion: "Connects to the database that VEXAR_ADMIN_DATABASE_URL names.",
        subcommands: [Apply.self, List.self, Show.self]
    )
}

extension Profile {
    /// `vexar profile list`
    struct List: OperatorCommand {
        static let configuration = CommandConfiguration(abstract: "List all profiles.")

        func run(_ provisioning: Provisioning) throws {
            let table = try provisioning.profiles()
            if table.isEmpty {
                StandardError.note("there are no profiles yet; make one: vexar profile apply FILE.json")
            }
            try StandardOutput.write(table)
        }
    }

    /// `vexar profile show`
    struct Show: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a profile: its settings, hours, services and staff.",
            discussion: """
                With --json as the file that `vexar profile apply` takes, plus the ids of the profile, its services and \
                its staff. Archived ones are in it with "is_active": false; applied again it changes nothing.
                """
        )

        @Argument(help: "The profile's username.")
        var username: String

        @Flag(help: "As a profile file.")
        var json = false

        func run(_ provisioning: Provisioning) throws {
            try StandardOutput.write(
                json ? provisioning.profileFile(username) : provisioning.describeProfile(username))
        }
    }
}
