import Glibc

/// An answer as a responder sends it: its bytes as STDOUT records, the record that ends them, END_REQUEST (FastCGI 1.0
/// sections 5.3, 5.5 and 6.2).
///
/// libfcgi would do that too, but with a write(2) for every 8 184 bytes: the size is fixed in FCGX_Accept_r. Each of
/// them wakes nginx, and a page of 50 bookings took three.
struct AnswerRecords {
    /// The longest content of a record that needs no padding to end at a multiple of eight, as section 3.3 recommends.
    private static let longestContent = 65_528

    let bytes: [UInt8]

    /// `parts` one after the other.
    init(_ parts: [[UInt8]], requestID: UInt16) {
        let content = parts.reduce(0) { $0 + $1.count }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(content + Record.headerLength * (parts.count + content / Self.longestContent + 3))
        for part in parts {
            for start in stride(from: 0, to: part.count, by: Self.longestContent) {
                let content = part[start..<min(start + Self.longestContent, part.count)]
                bytes += Record.header(kind: Record.Kind.standardOutput, requestID: requestID, length: content.count)
                bytes += content
            }
        }
        bytes += Record.header(kind: Record.Kind.standardOutput, requestID: requestID, length: 0)
        bytes += Record.bytes(kind: Record.Kind.endRequest, requestID: requestID, content: Self.completed)
        self.bytes = bytes
    }

    /// Exit status 0, REQUEST_COMPLETE, three reserved bytes.
    private static let completed: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]

    /// Sends all of it over a connection that blocks; the thread rests once the peer has to read before there is room
    /// for more. Zero, or the error that kept the peer from getting it: an `errno`, as a rule EPIPE.
    func send(over connection: Int32, as crew: Crew) -> Int32 {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            let error = send(&rest, over: connection, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            guard error == EAGAIN else { return error }
            crew.rest()
            defer { crew.resume() }
            return send(&rest, over: connection, Int32(MSG_NOSIGNAL))
        }
    }

    /// Sends until all is sent, or there is an error.
    private func send(_ rest: inout Slice<UnsafeRawBufferPointer>, over connection: Int32, _ flags: Int32) -> Int32 {
        while !rest.isEmpty {
            let start = UnsafeRawBufferPointer(rebasing: rest)
            let count = Glibc.send(connection, start.baseAddress, start.count, flags)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            rest = rest.dropFirst(count)
        }
        return 0
    }
}
