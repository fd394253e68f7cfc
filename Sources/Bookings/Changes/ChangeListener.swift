internal import Logging
internal import Postgres

/// Hears what other processes announce, and looks for what it may have missed, on a thread and a connection of its own.
///
/// A sweep asks which clocks have been moved by transactions that the last sweep's snapshot did not see: so it finds
/// what was never announced, by a process that died or a person in psql, and shows that the server is still there.
/// Between two sweeps lies half a second; what is remembered is believed for 1.5 s from the beginning of the last good
/// one.
final class ChangeListener: Sendable {
    private static let sweepInterval = Duration.milliseconds(500)
    private static let belief = Duration.milliseconds(1_500)

    private let settings: ConnectionSettings
    private let hearing: Hearing
    private let clock: ChangeClock
    private let sessions: SessionCache
    private let log: Logger
    private let thread: ListeningThread

    init(
        _ settings: ConnectionSettings, hearing: Hearing, clock: ChangeClock, sessions: SessionCache, log: Logger
    ) {
        var settings = settings
        settings.applicationName = "vexar listener"
        settings.prepared = true
        // A server that takes longer leaves this process blind, and another connection is the better try.
        settings.callTimeout = Self.belief
        settings.connectTimeout = .seconds(2)
        self.settings = settings
        self.hearing = hearing
        self.clock = clock
        self.sessions = sessions
        self.log = log
        thread = ListeningThread(
            name: "listener", backoff: Backoff(from: .milliseconds(50), to: .seconds(1)), log: log)
    }

    func start() {
        thread.start("not listening for changes") { try self.listen($0) }
    }

    /// Ends the thread.
    func stop() {
        thread.stop()
    }

    /// Listens until it is to stop, or the connection is lost. It has really begun with the first sweep that succeeds.
    private func listen(_ didBegin: () -> Void) throws {
        let listener = try Listener(settings, channels: [Announcement.changes, Announcement.access])
        var sweep = try Sweep(on: listener)
        // Everything before this may have been missed; from here on nothing is.
        clock.startOver()
        sessions.forgetAll()
        hearing.believe(until: sweep.began + Self.belief, since: sweep.began)
        log.info("listening for changes")
        while thread.isWanted {
            let left = ContinuousClock.now.duration(to: sweep.began + Self.sweepInterval)
            heed(try listener.notifications(within: max(.zero, min(left, ListeningThread.attention))))
            guard ContinuousClock.now >= sweep.began + Self.sweepInterval else { continue }
            let found = try sweep.next(on: listener)
            for (profile, ts) in found.clocks { clock.hear(ts, of: profile) }
            sessions.forget(found.access)
            hearing.believe(until: sweep.began + Self.belief, since: sweep.began)
            didBegin()
        }
    }

    private func heed(_ notifications: [Notification]) {
        var losers: Set<ProfileID> = []
        for notification in notifications {
            switch notification.channel {
            case Announcement.changes:
                for (profile, ts) in Announcement.clocks(in: notification.payload) { clock.hear(ts, of: profile) }
            default:
                if let profile = Announcement.profile(in: notification.payload) { losers.insert(profile) }
            }
        }
        sessions.forget(losers)
    }
}
