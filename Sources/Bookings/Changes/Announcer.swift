internal import Dispatch
internal import Logging
internal import Postgres
internal import Synchronization

/// Tells every process what has changed, after the commit and off its path: at once when there was nothing to tell for
/// a while, and what gathers in between in one go.
///
/// NOTIFY takes a lock that all other NOTIFYs of the cluster wait for: in each writing transaction it left 35 % of the
/// writes per second. An announcement may be lost, with this process or with its connection: listeners look for
/// themselves too.
final class Announcer: Sendable {
    /// Between two announcements. With 4 announcers that always have something to tell and 16 processes that listen, on
    /// two busy cores, pgbench kept 86 % of its writes at 40 ms and 82 % at 20 ms (`AnnouncementProofs`).
    static let interval = Duration.milliseconds(40)

    private struct State {
        var waiting = Batch()
        var isStopping = false
    }

    private let settings: ConnectionSettings
    private let log: Logger
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let thread = BackgroundThread(name: "announcer")

    init(_ settings: ConnectionSettings, log: Logger) {
        var settings = settings
        settings.applicationName = "vexar announcer"
        settings.callTimeout = .seconds(5)
        self.settings = settings
        self.log = log
    }

    func start() {
        thread.start { self.run() }
    }

    /// Tells what is still to be told, and ends the thread.
    func stop() {
        state.withLock { $0.isStopping = true }
        wake.signal()
        thread.join()
    }

    /// To be told soon; of one profile the latest.
    func announce(_ ts: ClockTime, of profile: ProfileID) {
        add { $0.clocks[profile] = max(ts, $0.clocks[profile] ?? ts) }
    }

    /// To be told soon: a message was queued, for the notifiers.
    func announceMessage() {
        add { $0.hasMessage = true }
    }

    /// How much there is to be told: profiles, and one more for messages.
    var pending: Int { state.withLock { $0.waiting.clocks.count + ($0.waiting.hasMessage ? 1 : 0) } }

    private func add(_ change: (inout Batch) -> Void) {
        let isFirst = state.withLock { state in
            defer { change(&state.waiting) }
            return state.waiting.isEmpty
        }
        if isFirst { wake.signal() }
    }

    private func run() {
        let database = Database(settings)
        var next = ContinuousClock.now
        var isSilent = false
        while true {
            wake.wait()
            pause(until: next)
            let (batch, isStopping) = state.withLock { state in
                defer { state.waiting = Batch() }
                return (state.waiting, state.isStopping)
            }
            if !batch.isEmpty { isSilent = !tell(batch, in: database, wasSilent: isSilent) }
            if isStopping { return }
            next = .now + Self.interval
        }
    }

    private func pause(until instant: ContinuousClock.Instant) {
        let left = ContinuousClock.now.duration(to: instant)
        if left > .zero, !state.withLock({ $0.isStopping }) { Pause.sleep(left) }
    }

    /// Whether it could be done. What could not is not tried again: every listener finds it within a second.
    private func tell(_ batch: Batch, in database: Database, wasSilent: Bool) -> Bool {
        do {
            _ = try database.query(batch.statement)
            if wasSilent { log.notice("changes are announced again") }
            return true
        } catch {
            if !wasSilent { log.warning("changes cannot be announced", metadata: ["error": "\(error)"]) }
            return false
        }
    }
}

extension Announcer {
    /// What is told in one go.
    private struct Batch {
        var clocks: [ProfileID: ClockTime] = [:]
        var hasMessage = false

        var isEmpty: Bool { clocks.isEmpty && !hasMessage }

        /// Nobody waits for an announcement to reach the disk: it would be of no use after a crash.
        var statement: SQL {
            let profiles = Array(clocks.keys)
            let times = Array(clocks.values)
            return """
                select
                    set_config('synchronous_commit', 'off', true),
                    vexar.announce_changes(\(profiles)::bigint[], \(times)::bigint[]),
                    case when \(hasMessage)::boolean then pg_notify('\(unsafeRaw: Announcement.outbox)', '') end
                """
        }
    }
}
