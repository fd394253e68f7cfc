import Dispatch
import Glibc

/// The signals by which a process is asked to leave.
enum StopSignals {
    /// Runs `body`, and calls `stop`, on another thread, when one of them comes meanwhile.
    static func call<Value>(_ stop: @escaping @Sendable () -> Void, during body: () throws -> Value) rethrows -> Value {
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler(handler: stop)
            source.resume()
            return source
        }
        return try withExtendedLifetime(sources) { try body() }
    }
}
