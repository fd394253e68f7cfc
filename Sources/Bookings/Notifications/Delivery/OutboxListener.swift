internal import Logging
internal import Postgres
internal import Synchronization

/// Wakes the senders when a message was queued, on a thread and a connection of its own. Without it they look every few
/// seconds by themselves.
final class OutboxListener: Sendable {
    private static let attention = Duration.milliseconds(100)

    private let settings: ConnectionSettings
    private let bell: Bell
    private let log: Logger
    private let isStopping = Atomic(false)
    private let thread = BackgroundThread(name: "outbox-listener")

    init(_ settings: ConnectionSettings, bell: Bell, log: Logger) {
        var settings = settings
        settings.applicationName = "vexar notify listener"
        settings.prepared = true
        self.settings = settings
        self.bell = bell
        self.log = log
    }

    func start() {
        thread.start { self.run() }
    }

    /// Ends the thread.
    func stop() {
        isStopping.store(true, ordering: .relaxed)
        thread.join()
    }

    private func run() {
        var backoff = Backoff(from: .milliseconds(100), to: .seconds(5))
        while !isStopping.load(ordering: .relaxed) {
            do {
                try listen { backoff.reset() }
            } catch {
                log.warning("not listening for messages", metadata: ["error": "\(error)"])
                Pause.sleep(backoff.next(), unless: { self.isStopping.load(ordering: .relaxed) })
            }
        }
    }

    private func listen(_ didBegin: () -> Void) throws {
        let listener = try Listener(settings, channels: [Announcement.outbox])
        didBegin()
        // What was queued before this was told to nobody.
        bell.ring()
        var asked = ContinuousClock.now
        while !isStopping.load(ordering: .relaxed) {
            if !(try listener.notifications(within: Self.attention)).isEmpty { bell.ring() }
            guard asked.duration(to: .now) > .seconds(10) else { continue }
            _ = try listener.pipeline(["select 1"])
            asked = .now
        }
    }
}
