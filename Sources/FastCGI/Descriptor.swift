import Glibc

/// An open file descriptor and its only owner, who closes it.
struct Descriptor: ~Copyable, Sendable {
    let number: Int32

    /// Takes what a system call returned; a negative number is its failure, and `errno` says why.
    init(_ number: Int32, from call: String) throws(SystemError) {
        guard number >= 0 else { throw SystemError(call) }
        self.number = number
    }

    deinit { close(number) }
}
