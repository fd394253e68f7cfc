internal import Logging
internal import Postgres

/// Wakes the senders when a message was queued, on a thread and a connection of its own. Without it they look every few
/// seconds by themselves.
final class OutboxListener: Sendable {
    private let settings: ConnectionSettings
    private let bell: Bell
    private let thread: ListeningThread

    init(_ settings: ConnectionSettings, bell: Bell, log: Logger) {
        var settings = settings
        settings.applicationName = "vexar notify listener"
        settings.prepared = true
        self.settings = settings
        self.bell = bell
        thread = ListeningThread(
            name: "outbox-listener", backoff: Backoff(from: .milliseconds(100), to: .seconds(5)), log: log)
    }

    func start() {
        thread.start("not listening for messages") { try self.listen($0) }
    }

    /// Ends the thread.
    func stop() {
        thread.stop()
    }

    private func listen(_ didBegin: () -> Void) throws {
        let listener = try Listener(settings, channels: [Announcement.outbox])
        didBegin()
        // What was queued before this was told to nobody.
        bell.ring()
        var asked = ContinuousClock.now
        while thread.isWanted {
            if !(try listener.notifications(within: ListeningThread.attention)).isEmpty { bell.ring() }
            guard asked.duration(to: .now) > .seconds(10) else { continue }
            _ = try listener.pipeline(["select 1"])
            asked = .now
        }
    }
}
