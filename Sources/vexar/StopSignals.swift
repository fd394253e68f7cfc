import Foundation
import Synchronization

/// The signals by which a process is asked to leave: SIGTERM and SIGINT. All threads have them blocked but one, which
/// waits for them, so that none is lost however early it comes: signal(7) discards what is ignored, and a source of
/// Dispatch, which wants them ignored, is not there at once.
final class StopSignals: Sendable {
    private let stop = Mutex<(@Sendable () -> Void)?>(nil)

    /// To be made before any other thread, which inherits what is blocked. Until there is something to stop, the
    /// signals end the process.
    init() {
        let signals = Self.all
        Self.mask(Int32(SIG_BLOCK), signals)
        Thread.detachNewThread { [self] in
            while true {
                var number: Int32 = 0
                withUnsafePointer(to: signals) { _ = sigwait($0, &number) }
                if let stop = stop.withLock({ $0 }) { stop() } else { Self.die(of: number) }
            }
        }
    }

    /// Runs `body`, and calls `stop`, on another thread, when one of the signals comes meanwhile.
    func call<Value>(_ stop: @escaping @Sendable () -> Void, during body: () throws -> Value) rethrows -> Value {
        self.stop.withLock { $0 = stop }
        return try body()
    }

    private static var all: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigaddset(&signals, SIGINT)
        return signals
    }

    private static func mask(_ how: Int32, _ signals: sigset_t) {
        withUnsafePointer(to: signals) { _ = pthread_sigmask(how, $0, nil) }
    }

    /// As if nobody had waited for it: whoever waits for this process sees what it died of.
    private static func die(of number: Int32) {
        signal(number, SIG_DFL)
        mask(Int32(SIG_UNBLOCK), all)
        raise(number)
    }
}
