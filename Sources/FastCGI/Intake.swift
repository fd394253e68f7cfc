internal import CFastCGI
import Glibc

/// The pipe out of which libfcgi reads requests; each thread has one. A request that the gate let through is written
/// into it whole, so libfcgi finds all that it asks for and never waits. Should it ask for more, it is told EAGAIN and
/// gives up.
struct Intake: ~Copyable {
    private struct Pipe {
        let readEnd: Int32
        let writeEnd: Int32
    }

    private let capacity: Int
    private var pipe: Pipe?

    /// A pipe that holds so many bytes; more than `/proc/sys/fs/pipe-max-size` (1 MiB) is refused with EPERM.
    init(capacity: Int) throws(SystemError) {
        self.capacity = capacity
        pipe = try Self.makePipe(capacity: capacity)
    }

    deinit { Self.close(pipe) }

    /// Lets libfcgi read a request: its parameters at least and, if `body` is to be asked for, all of it.
    mutating func begin(_ request: ArraySlice<UInt8>) throws(SystemError) -> Exchange {
        let pipe = if let pipe { pipe } else { try Self.makePipe(capacity: capacity) }
        self.pipe = pipe
        let written = request.withUnsafeBytes { write(pipe.writeEnd, $0.baseAddress, $0.count) }
        guard written == request.count else {
            let error = SystemError("write to the intake")
            reset()
            throw error
        }
        guard let exchange = Exchange(readEnd: pipe.readEnd) else {
            // libfcgi has closed the end that it read from: its number is not this pipe's any more.
            Glibc.close(pipe.writeEnd)
            self.pipe = nil
            throw SystemError("FCGX_Accept_r", code: EPROTO)
        }
        return exchange
    }

    /// Throws away what libfcgi has left in the pipe.
    mutating func reset() {
        Self.close(pipe)
        pipe = nil
    }

    private static func makePipe(capacity: Int) throws(SystemError) -> Pipe {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends, O_CLOEXEC | O_NONBLOCK) == 0 else { throw SystemError("pipe2") }
        let pipe = Pipe(readEnd: ends[0], writeEnd: ends[1])
        guard fcntl(pipe.writeEnd, setPipeSize, Int32(clamping: capacity)) >= capacity else {
            let error = SystemError("fcntl(F_SETPIPE_SZ, \(capacity))")
            close(pipe)
            throw error
        }
        return pipe
    }

    private static func close(_ pipe: Pipe?) {
        guard let pipe else { return }
        Glibc.close(pipe.readEnd)
        Glibc.close(pipe.writeEnd)
    }
}
