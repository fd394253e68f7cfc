internal import CCurl
import Glibc
import Synchronization

/// A flag for stopping: any thread raises it, once and for all, and every client that was made with it gives up what
/// it is sending, unless the final dot is already sent. Such a message waits for the reply as long as ever.
public final class SMTPAbort: Sendable {
    private let flag = Atomic(false)
    /// Readable once the flag is raised, so that nobody has to look at it again and again; nobody ever reads it. Below
    /// 0 where the process is out of descriptors: then the flag is seen within a second.
    let descriptor: Int32 = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))

    /// A flag that is not raised.
    public init() {}

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether it was raised.
    public var isRaised: Bool { flag.load(ordering: .acquiring) }

    /// Raises it; any number of times.
    public func raise() {
        flag.store(true, ordering: .releasing)
        if descriptor >= 0 { eventfd_write(descriptor, 1) }
    }
}
