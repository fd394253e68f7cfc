internal import Logging
internal import Synchronization

/// A thread that listens on a connection of its own, and begins anew, after a pause, whenever that is lost.
final class ListeningThread: Sendable {
    /// How soon the thread sees that it is to end: it may wait for no longer at a time.
    static let attention = Duration.milliseconds(100)

    private let thread: BackgroundThread
    private let backoff: Backoff
    private let log: Logger
    private let isOver = Atomic(false)

    init(name: String, backoff: Backoff, log: Logger) {
        thread = BackgroundThread(name: name)
        self.backoff = backoff
        self.log = log
    }

    /// Whether it is to go on.
    var isWanted: Bool { !isOver.load(ordering: .relaxed) }

    /// Runs `listen` until the thread is to end. It is to call `didBegin` once it hears, so that the next failure
    /// counts as the first; what it throws is logged as `trouble`.
    func start(_ trouble: Logger.Message, _ listen: @escaping @Sendable (_ didBegin: () -> Void) throws -> Void) {
        thread.start {
            var backoff = self.backoff
            while self.isWanted {
                do {
                    try listen { backoff.reset() }
                } catch {
                    self.log.warning(trouble, metadata: ["error": "\(error)"])
                    Pause.sleep(backoff.next(), unless: { !self.isWanted })
                }
            }
        }
    }

    /// Ends the thread, and waits for its end.
    func stop() {
        isOver.store(true, ordering: .relaxed)
        thread.join()
    }
}
