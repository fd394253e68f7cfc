internal import CFastCGI
import Glibc

/// A thread of the operating system: what runs on it may block without taking a thread from Swift's own pool.
struct WorkerThread {
    private let thread: pthread_t

    /// 1 MiB: enough for libpq and deep enough for a request's code, where the default (8 MiB here, RLIMIT_STACK)
    /// differs from machine to machine. Only pages that are touched take memory.
    private static let stackBytes = 1_048_576

    /// Starts a thread. Its name, at most 15 bytes, is what `top -H` and gdb show. Signals go to other threads, so that
    /// none of them interrupts a system call here.
    init(name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, Self.stackBytes)
        // The box is handed over to the thread: retained here, released there, exactly once; if no thread comes of it,
        // it is released below.
        let box = Unmanaged.passRetained(Body(run: body))
        var thread = pthread_t()
        let error = Self.withSignalsBlocked {
            pthread_create(&thread, &attributes, { Self.enter($0) }, box.toOpaque())
        }
        guard error == 0 else {
            box.release()
            throw SystemError("pthread_create", code: error)
        }
        pthread_setname_np(thread, String(name.prefix(15)))
        self.thread = thread
    }

    /// Waits for the thread's end; to be called once.
    func join() {
        pthread_join(thread, nil)
    }

    /// A thread inherits the mask of the one that starts it. Faults stay deliverable, for whoever reports crashes.
    private static func withSignalsBlocked<Result>(_ body: () -> Result) -> Result {
        var blocked = sigset_t()
        var previous = sigset_t()
        sigfillset(&blocked)
        for fault in [SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS] { sigdelset(&blocked, fault) }
        pthread_sigmask(SIG_SETMASK, &blocked, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        return body()
    }

    private static func enter(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let box else { return nil }
        Unmanaged<Body>.fromOpaque(box).takeRetainedValue().run()
        return nil
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
