/// The parameter CONTENT_LENGTH (RFC 3875 section 4.1.2).
enum ContentLength: Equatable {
    /// So many bytes; 0 when the parameter is empty or missing.
    case bytes(Int)
    /// No decimal number, or given twice.
    case malformed

    /// Finds it in a parameter stream, every pair of which is checked on the way.
    init(parameters: ArraySlice<UInt8>) throws(ProtocolViolation) {
        var pairs = NameValuePairs(parameters)
        var found: ContentLength?
        while let (name, value) = try pairs.next() {
            guard name.elementsEqual("CONTENT_LENGTH".utf8) else { continue }
            found = found == nil ? ContentLength(value: value) : .malformed
        }
        self = found ?? .bytes(0)
    }

    private init(value: ArraySlice<UInt8>) {
        var total = 0
        for byte in value {
            // 18 digits are below 2^63.
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), value.count <= 18 else {
                self = .malformed
                return
            }
            total = total * 10 + Int(byte - UInt8(ascii: "0"))
        }
        self = .bytes(total)
    }
}
