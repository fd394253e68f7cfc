import ArgumentParser
import Bookings

extension Jobs {
    /// `vexar jobs retry`
    struct Retry: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Try messages again, now.",
            discussion: """
                Those that failed or wait are due at once, and their attempts count from 0. One that is just being sent \
                is left. One that was sent or cancelled is refused, and so is one that failed where a later message of \
                the same kind about the same booking tells the same; --all-failed leaves such a one. With a refusal or \
                an unknown id nothing is changed. Prints a line for each: ~ changed, = left.

                What a message tells is read when it leaves: one that has become untrue is cancelled then, not sent.
                """
        )

        @Argument(help: "The jobs' ids, as `vexar jobs list` shows them.")
        var id: [Int64] = []

        @Flag(help: "All that have failed, instead of ids.")
        var allFailed = false

        @Option(help: ArgumentHelp("With --all-failed: only those of this profile.", valueName: "username"))
        var profile: String?

        func validate() throws {
            guard id.isEmpty == allFailed else { throw ValidationError("Give ids or --all-failed, one of the two.") }
            guard profile == nil || allFailed else { throw ValidationError("--profile goes with --all-failed only.") }
        }

        func run(_ provisioning: Provisioning) throws {
            let lines = try allFailed ? provisioning.retryFailedJobs(of: profile) : provisioning.retryJobs(id)
            try StandardOutput.write(lines.isEmpty ? "= no job has failed\n" : lines.map { $0 + "\n" }.joined())
        }
    }

    /// `vexar jobs cancel`
    struct Cancel: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Do not send messages.",
            discussion: """
                Those that wait or failed are cancelled, for good, and so is one whose notifier has died while sending \
                it. One that was sent or is just being sent is refused; with a refusal or an unknown id nothing is \
                changed. Prints a line for each: - cancelled, = was so before.
                """
        )

        @Argument(help: "The jobs' ids, as `vexar jobs list` shows them.")
        var id: [Int64]

        func run(_ provisioning: Provisioning) throws {
            try StandardOutput.write(provisioning.cancelJobs(id).map { $0 + "\n" }.joined())
        }
    }
}
