internal import CFastCGI
import Glibc

/// One request in libfcgi's hands: its parameters and its body. This is the only place that calls libfcgi with a
/// request; the answer goes its own way (``AnswerRecords``), and libfcgi's streams for it stay empty.
///
/// The memory that `request` points to is allocated, used and freed here alone; libfcgi's streams point back at it,
/// which is why it lies on the heap, where it does not move. An exchange lives within one call on one thread.
struct Exchange: ~Copyable {
    private let request: UnsafeMutablePointer<FCGX_Request>

    /// Lets libfcgi read a request. `readEnd` holds at least the whole of its parameters. Nil when libfcgi takes the
    /// request for broken, which the gate should have seen to; `readEnd` is closed then.
    init?(readEnd: Int32) {
        let request = UnsafeMutablePointer<FCGX_Request>.allocate(capacity: 1)
        FCGX_InitRequest(request, -1, 0)
        request.pointee.ipcFd = readEnd
        // FCGX_Accept_r first ends the request before, and closes the connection unless that one was to keep it. Should
        // this request fail it goes on to accept a connection on socket -1: that fails, and the call returns.
        request.pointee.keepConnection = 1
        guard FCGX_Accept_r(request) == 0 else {
            request.deallocate()
            return nil
        }
        // A stream that breaks off between two parameters is no failure to FCGX_Accept_r.
        guard FCGX_GetError(request.pointee.in) == 0 else {
            FCGX_Free(request, 1)
            request.deallocate()
            return nil
        }
        self.request = request
    }

    deinit {
        FCGX_Free(request, 0)
        request.deallocate()
    }

    /// Whether the front server wants to use the connection again (FCGI_KEEP_CONN).
    var keepsConnection: Bool { request.pointee.keepConnection != 0 }

    /// Calls back with every parameter as libfcgi holds it: `NAME=value` and a NUL. The pointers are good for the time
    /// of the call only.
    func forEachParameter(_ body: (UnsafePointer<CChar>) -> Void) {
        guard var next = request.pointee.envp else { return }
        while let parameter = next.pointee {
            body(parameter)
            next += 1
        }
    }

    /// The body, which must be of this length and be there to its end; nil when it is not.
    func body(length: Int) -> [UInt8]? {
        let stream = request.pointee.in
        let body = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            let read = buffer.withMemoryRebound(to: CChar.self) {
                FCGX_GetStr($0.baseAddress, Int32(clamping: length), stream)
            }
            count = Int(read)
        }
        // Reading on to the end takes the record that ends the stream out of the pipe.
        guard body.count == length, FCGX_GetChar(stream) == EOF, FCGX_GetError(stream) == 0 else { return nil }
        return body
    }

    /// The request's number on its connection, which every record of the answer carries.
    var requestID: UInt16 { UInt16(truncatingIfNeeded: request.pointee.requestId) }
}
