import HTTP

/// The head of an answer as a CGI script writes it (RFC 3875 section 6.3): `Status`, fields, an empty line. Nothing in
/// a response can add a line: values cannot hold line breaks (`Headers.Field`), fields whose name is no token are left
/// out, and so is what is not printable in the reason.
struct ResponseHead {
    let bytes: [UInt8]

    /// The head of `response` as an answer to that method. 204 and 304 carry no `Content-Length` (RFC 9110 section
    /// 8.6); that of an answer to HEAD is the length the body would have had.
    init(_ response: Response) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes.addLine("Status", "\(response.status.code) \(Self.printable(response.status.reason))")
        for field in response.headers where Self.isPermitted(field.name) { bytes.addLine(field.name, field.value) }
        if Self.allowsBody(response.status) { bytes.addLine("Content-Length", String(response.body.count)) }
        bytes += [0x0D, 0x0A]
        self.bytes = bytes
    }

    /// Whether the body is sent after the head.
    static func hasBody(_ response: Response, to method: Method) -> Bool {
        method != .head && allowsBody(response.status)
    }

    private static func allowsBody(_ status: Status) -> Bool {
        status.code != 204 && status.code != 304
    }

    /// A token (RFC 9110 section 5.6.2) that is not this head's own to say.
    private static func isPermitted(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy(isTokenByte) && !isNamed(name, "status")
            && !isNamed(name, "content-length")
    }

    private static func isNamed(_ name: String, _ lowercased: String) -> Bool {
        name.utf8.count == lowercased.utf8.count && name.lowercased() == lowercased
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func printable(_ reason: String) -> String {
        String(decoding: reason.utf8.filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
    }
}

extension [UInt8] {
    fileprivate mutating func addLine(_ name: String, _ value: String) {
        self += name.utf8
        self += [UInt8(ascii: ":"), UInt8(ascii: " ")]
        self += value.utf8
        self += [0x0D, 0x0A]
    }
}
