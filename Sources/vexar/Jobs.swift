import ArgumentParser
import Bookings

/// `vexar jobs`: the messages to visitors, on their way and after it.
struct Jobs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List, show, retry and cancel messages to visitors.",
        discussion: """
            A job is one message: queued with the change of a booking that it tells of, and sent by `vexar notify`.

              queued     waits for its first try or its next one
              sending    a notifier holds it
              sent       the mail server took it
              failed     given up, as refused for good or tried for too long
              cancelled  withdrawn, or no longer true

            Connects to the database that VEXAR_ADMIN_DATABASE_URL names.
            """,
        subcommands: [List.self, Show.self, Retry.self, Cancel.self]
    )
}

extension Jobs {
    /// `vexar jobs list`
    struct List: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "List messages, the oldest first.",
            discussion: """
                Without --state those that are under way or need attention: queued, sending and failed. The list has \
                nobody's address; `vexar jobs show` has it.
                """
        )

        @Option(help: ArgumentHelp("Only those in this state; may be given again for another.", valueName: "state"))
        var state: [JobState] = []

        @Option(help: ArgumentHelp("Only those of this profile.", valueName: "username"))
        var profile: String?

        @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
        var limit = 50

        func validate() throws {
            guard limit >= 1 else { throw ValidationError("--limit is at least 1.") }
        }

        func run(_ provisioning: Provisioning) throws {
            let list = try provisioning.jobs(state.isEmpty ? JobState.ofInterest : state, of: profile, limit: limit)
            try StandardOutput.write(list.table)
            if list.shown == 0 {
                StandardError.note("there are no such jobs")
            } else if list.total > Int64(list.shown) {
                StandardError.note("these are the oldest \(list.shown) of \(list.total); --limit shows more")
            }
        }
    }

    /// `vexar jobs show`
    struct Show: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show all there is about a message, its recipient too.")

        @Argument(help: "The job's id, as `vexar jobs list` shows it.")
        var id: Int64

        func run(_ provisioning: Provisioning) throws {
            try StandardOutput.write(provisioning.describeJob(id))
        }
    }
}
