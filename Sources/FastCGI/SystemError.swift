import Glibc

/// A system call that failed.
public struct SystemError: Error, Equatable, CustomStringConvertible {
    /// The call and, where there is one, its object.
    public let call: String
    /// The `errno` it left.
    public let code: Int32

    init(_ call: String, code: Int32 = errno) {
        self.call = call
        self.code = code
    }

    /// The call and the system's own words. `strerror` is safe in threads from glibc 2.32 on.
    public var description: String { "\(call): \(String(cString: strerror(code))) (errno \(code))" }
}
