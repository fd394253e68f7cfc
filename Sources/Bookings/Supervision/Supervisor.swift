internal import Glibc
internal import Synchronization

/// Whoever started this process and wants to know how it is, such as systemd: by the protocol of sd_notify(3), without
/// its library. Where nobody wants to know, nothing is sent.
public final class Supervisor: Sendable {
    private struct State {
        var isReady = false
        var isStopping = false
        var beaten: ContinuousClock.Instant?
    }

    private let socket: SupervisorSocket?
    /// Between two signs of life; nil where none are wanted.
    private let interval: Duration?
    private let state = Mutex(State())

    /// Nobody.
    public convenience init() {
        self.init(environment: [:], process: 0)
    }

    /// The one that `NOTIFY_SOCKET` names, which wants a sign of life within `WATCHDOG_USEC` microseconds if
    /// `WATCHDOG_PID` is this process or nobody (sd_watchdog_enabled(3)). What makes no sense is passed over.
    init(environment: [String: String], process: Int32) {
        socket = environment["NOTIFY_SOCKET"].flatMap(SupervisorSocket.init)
        let isMeant = environment["WATCHDOG_PID"].map { Int32($0) == process } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        interval = isMeant ? limit.map { .microseconds($0 / 2) } : nil
    }

    /// The one of the environment, whose variables are taken out of it: a process that this one should start is not
    /// meant by them. To be called before there are other threads, since it changes the environment.
    public static func takeFromEnvironment() -> Supervisor {
        let names = ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"]
        var environment: [String: String] = [:]
        for name in names {
            environment[name] = getenv(name).map { String(cString: $0) }
            unsetenv(name)
        }
        return Supervisor(environment: environment, process: getpid())
    }

    /// Tells something. That it cannot be told changes nothing for this process.
    func tell(_ notes: [SupervisorNote]) {
        state.withLock { state in
            if notes.contains(.stopping) { state.isStopping = true }
            _ = send(notes)
        }
    }

    /// This process gets on with its work: to be called more often than twice in the interval, by that work alone. The
    /// first time it is ready, and says this, until it has got that across.
    func beat(saying status: SupervisorNote) {
        state.withLock { state in
            // A supervisor takes one that is ready for one that runs: no more of that once it stops.
            if !state.isReady, !state.isStopping { state.isReady = send([.ready, status]) }
            guard let interval, state.beaten.map({ $0.duration(to: .now) >= interval }) ?? true else { return }
            state.beaten = .now
            // One of many: the work that calls this is not to wait for it.
            _ = send([.alive], patiently: false)
        }
    }

    /// Under the lock, so that nothing is told in another order than it was.
    private func send(_ notes: [SupervisorNote], patiently: Bool = true) -> Bool {
        socket?.send(SupervisorNote.datagram(notes), patiently: patiently) ?? true
    }
}
