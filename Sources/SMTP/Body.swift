/// A message on its way out, and how much of it libcurl has read and written.
struct Body {
    private let bytes: [UInt8]
    /// Bytes on the wire: libcurl doubles the dot that begins a line (RFC 5321, section 4.5.2).
    private let wireSize: Int
    private var read = 0
    private var written = 0

    /// No message at all.
    init() {
        bytes = []
        wireSize = 0
    }

    /// - Throws: `verdict` `.refused` unless all lines end with CRLF. A lone CR or LF is more than bad style: servers
    ///   that take it for a line's end would see the message end at a dot behind it, and commands after that.
    init(_ message: [UInt8]) throws(SMTPFailure) {
        guard let dots = Body.leadingDots(message) else {
            throw SMTPFailure(
                .refused, at: .data, "the message is empty, or has a line that does not end with CRLF, or a NUL")
        }
        bytes = message
        wireSize = message.count + dots
    }

    /// libcurl has handed all of it to the system: what comes next is the final dot.
    var isWritten: Bool { written >= wireSize }

    /// Copies the next piece; 0 is the end.
    mutating func copy(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = bytes[read...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        read += piece.count
        return piece.count
    }

    /// So many bytes went out.
    mutating func wrote(_ count: Int) {
        written += count
    }

    /// How many lines begin with a dot; nil if it is not made of lines.
    private static func leadingDots(_ message: [UInt8]) -> Int? {
        var dots = 0
        var previous: UInt8 = newline
        var beforeThat: UInt8 = carriageReturn
        for byte in message {
            if byte == 0 || (previous == carriageReturn) != (byte == newline) { return nil }
            if byte == UInt8(ascii: "."), previous == newline, beforeThat == carriageReturn { dots += 1 }
            beforeThat = previous
            previous = byte
        }
        return !message.isEmpty && previous == newline ? dots : nil
    }

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
}
