internal import CFastCGI
import Glibc

/// A flag that threads can wait for: an eventfd(2) that is raised once and stays up.
struct EventFlag: ~Copyable, Sendable {
    private let file: Descriptor

    init() throws(SystemError) {
        file = try Descriptor(eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK)), from: "eventfd")
    }

    /// What to watch: it is readable from `raise` on.
    var descriptor: Int32 { file.number }

    /// From any thread. The write cannot fail: it would have to overflow 64 bits.
    func raise() {
        eventfd_write(descriptor, 1)
    }

    /// Whether it is up, at the latest after this long.
    func isRaised(within timeout: Duration) -> Bool {
        isReadable(descriptor, within: timeout)
    }
}
