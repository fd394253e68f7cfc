internal import Dispatch
internal import Synchronization

/// How many of a notifier's threads each profile holds. It may hold all but one: recipients whose server is slow then
/// keep nobody else's messages waiting.
final class ThreadShares: Sendable {
    private let most: Int
    private let held = Mutex<[ProfileID: Int]>([:])
    /// Claims come one after the other, so that no two take a profile's last share at once.
    private let turn = DispatchSemaphore(value: 1)

    /// Of so many threads, at least 1.
    init(of threads: Int) {
        most = max(1, threads - 1)
    }

    /// Runs a claim that passes by the profiles that hold their share.
    func claim(_ attempt: (_ passedBy: [ProfileID]) throws -> Lease?) rethrows -> Lease? {
        turn.wait()
        defer { turn.signal() }
        let full = held.withLock { held in held.filter { $0.value >= most }.map(\.key) }
        guard let lease = try attempt(full) else { return nil }
        held.withLock { $0[lease.profile, default: 0] += 1 }
        return lease
    }

    /// The lease is settled, or given up.
    func release(_ lease: Lease) {
        held.withLock { held in
            let left = (held[lease.profile] ?? 1) - 1
            held[lease.profile] = left > 0 ? left : nil
        }
    }
}
