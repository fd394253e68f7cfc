internal import Foundation
internal import Postgres

/// Whether changes can be heard. A proxy that pools transactions takes LISTEN and never tells anything, so only a
/// notification that arrives proves it; and it has to come from another connection, since the answer to one's own comes
/// with the statement, through any proxy.
struct ListeningTrial {
    private static let channel = "vexar_check"
    private static let patience = Duration.seconds(5)

    let listener: DatabaseTrial
    let speaker: DatabaseTrial

    func finding() -> Finding {
        let word = UUID().uuidString
        do {
            let ear = try Listener(settings, channels: [Self.channel])
            try speaker.speak(word, on: Self.channel)
            guard try isHeard(word, by: ear) else { return Self.silence }
            return .ok("listening", "a notification was heard")
        } catch {
            let reason = (error as? PostgresError)?.message.onOneLine ?? "\(error)"
            return .fail("listening", reason, "VEXAR_DIRECT_DATABASE_URL has to reach the primary itself")
        }
    }

    /// As serve and notify listen: with what a proxy may refuse.
    private var settings: ConnectionSettings {
        var settings = listener.settings
        settings.prepared = true
        return settings
    }

    private func isHeard(_ word: String, by ear: Listener) throws -> Bool {
        let end = ContinuousClock.now + Self.patience
        while true {
            let left = ContinuousClock.now.duration(to: end)
            guard left > .zero else { return false }
            // Somebody else may be checking, too.
            if try ear.notifications(within: left).contains(where: { $0.payload == word }) { return true }
        }
    }

    private static let silence = Finding.fail(
        "listening", "a notification was not heard",
        "set VEXAR_DIRECT_DATABASE_URL to the same database, past any proxy that pools transactions")
}
