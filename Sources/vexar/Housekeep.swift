import ArgumentParser
import Bookings
import Foundation

/// `vexar housekeep`: deletes what is past its time.
struct Housekeep: OperatorCommand {
    static let configuration = CommandConfiguration(
        abstract: "Delete old idempotency keys, messages, review tokens and, if asked for, history.",
        discussion: """
            To be run once a day. Connects to the database that VEXAR_ADMIN_DATABASE_URL names. Deletes in small \
            transactions beside the service; it can be cut off and run again, and run twice at once.

            Idempotency keys go after 24 hours. Messages that were sent, given up or withdrawn go when they are older \
            than --keep-messages days and their booking is that long over, and review tokens likewise; of a review \
            request that was sent the row stays, so that no visitor is asked twice. Bookings are never deleted.

            Prints a line for each kind: - deleted, = nothing to delete.
            """
    )

    @Option(
        help: ArgumentHelp(
            "Keep messages so long: \(Retention.messageDays.lowerBound) to "
                + "\(Retention.messageDays.upperBound); without, VEXAR_KEEP_MESSAGES or 180.",
            valueName: "days"))
    var keepMessages: Int?

    @Option(
        help: ArgumentHelp(
            "Keep bookings' history so long: \(Retention.historyDays.lowerBound) to "
                + "\(Retention.historyDays.upperBound); without, VEXAR_KEEP_HISTORY or for ever.",
            valueName: "days"))
    var keepHistory: Int?

    func validate() throws {
        try Self.require("--keep-messages", keepMessages, in: Retention.messageDays)
        try Self.require("--keep-history", keepHistory, in: Retention.historyDays)
    }

    func run(_ provisioning: Provisioning) throws {
        let retention = try Retention(
            environment: ProcessInfo.processInfo.environment, messages: keepMessages, history: keepHistory)
        try provisioning.deleteOld(retention) { try StandardOutput.write("\($0)\n") }
    }

    private static func require(_ option: String, _ days: Int?, in range: ClosedRange<Int>) throws {
        guard let days, !range.contains(days) else { return }
        throw ValidationError("\(option) must be from \(range.lowerBound) to \(range.upperBound) days")
    }
}
