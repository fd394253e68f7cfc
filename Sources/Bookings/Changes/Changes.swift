internal import Logging
internal import Postgres

/// What this process knows of changes, its own and everybody's: one for all of its threads.
///
///     a worker's commit → ChangeClock here, Announcer → NOTIFY
///         → every process's ChangeListener → its ChangeClock, SessionCache
final class Changes: Sendable {
    let clock: ChangeClock
    let sessions: SessionCache
    let hearing: Hearing
    private let announcer: Announcer
    private let listener: ChangeListener

    /// - Parameters:
    ///   - settings: how to reach the database for a statement at a time.
    ///   - direct: how to reach it for LISTEN, past any proxy.
    init(_ settings: ConnectionSettings, direct: ConnectionSettings, log: Logger) {
        let hearing = Hearing()
        self.hearing = hearing
        clock = ChangeClock(hearing: hearing)
        sessions = SessionCache(hearing: hearing)
        announcer = Announcer(settings, log: log)
        listener = ChangeListener(direct, hearing: hearing, clock: clock, sessions: sessions, log: log)
    }

    /// Listens and announces from now on, on two threads. Without it nothing is remembered: every question goes to the
    /// database, and others find changes by themselves.
    func start() {
        announcer.start()
        listener.start()
    }

    /// Tells what is still to be told, and ends both threads.
    func stop() {
        listener.stop()
        announcer.stop()
    }

    /// How many changes of this process are still to be announced.
    var pendingAnnouncements: Int { announcer.pending }

    /// A transaction of this process has committed, and left this behind: known here at once, elsewhere soon.
    func committed(_ trace: CommitTrace, of profile: ProfileID) {
        clock.hear(trace.ts, of: profile)
        if trace.hasMoved { announcer.announce(trace.ts, of: profile) }
        if trace.hasQueued { announcer.announceMessage() }
    }
}
