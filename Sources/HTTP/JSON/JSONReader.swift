/// Reads a whole JSON text (RFC 8259), strictly: made for small bodies from anybody. It takes linear time, never traps,
/// and keeps numbers as written.
///
/// Refused although some readers take it: anything but UTF-8, a byte order mark, a key twice in one object, half a
/// surrogate pair, more than ``maximumDepth`` levels.
public struct JSONReader {
    /// Arrays and objects inside one another. The service's own bodies have two levels; the limit keeps the stack
    /// small.
    public static let maximumDepth = 32

    let bytes: [UInt8]
    var position = 0
    private var depth = 0

    /// The value that the text consists of.
    public static func read(_ text: [UInt8]) throws(JSONError) -> JSONValue {
        try checkEncoding(text)
        var reader = JSONReader(bytes: text)
        reader.skipWhitespace()
        guard reader.position < text.count else { throw JSONError(.empty, at: 0) }
        let value = try reader.value()
        reader.skipWhitespace()
        guard reader.position == text.count else { throw reader.error(.trailingContent) }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The text once and for all, so that strings can be cut out of it without looking again.
    private static func checkEncoding(_ text: [UInt8]) throws(JSONError) {
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError(.byteOrderMark, at: 0) }
        do {
            _ = try UTF8Span(validating: text.span)
        } catch {
            throw JSONError(.invalidUTF8, at: error.byteOffsets.lowerBound)
        }
    }

    /// The value that starts here.
    private mutating func value() throws(JSONError) -> JSONValue {
        switch try current() {
        case UInt8(ascii: "{"): return .object(try nested { (reader) throws(JSONError) in try reader.object() })
        case UInt8(ascii: "["): return .array(try nested { (reader) throws(JSONError) in try reader.array() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error(.unexpectedCharacter)
        }
    }

    /// Reads an array or object one level down. Every recursion passes here, so the stack is bounded.
    private mutating func nested<Value>(
        _ read: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        guard depth < Self.maximumDepth else { throw error(.tooDeep) }
        depth += 1
        defer { depth -= 1 }
        position += 1
        return try read(&self)
    }

    private mutating func array() throws(JSONError) -> [JSONValue] {
        var elements: [JSONValue] = []
        skipWhitespace()
        if try skip(UInt8(ascii: "]")) { return elements }
        repeat {
            skipWhitespace()
            elements.append(try value())
            skipWhitespace()
        } while try hasMore(until: UInt8(ascii: "]"))
        return elements
    }

    private mutating func object() throws(JSONError) -> JSONObject {
        var members = UniqueMembers()
        skipWhitespace()
        if try skip(UInt8(ascii: "}")) { return JSONObject([]) }
        repeat {
            skipWhitespace()
            let start = position
            guard try current() == UInt8(ascii: "\"") else { throw error(.unexpectedCharacter) }
            let key = try string()
            guard members.isNew(key) else { throw JSONError(.duplicateKey, at: start) }
            skipWhitespace()
            guard try skip(UInt8(ascii: ":")) else { throw error(.unexpectedCharacter) }
            skipWhitespace()
            members.append(key, try value())
            skipWhitespace()
        } while try hasMore(until: UInt8(ascii: "}"))
        return JSONObject(members.members)
    }

    /// Steps over a comma (true) or the end of the array or object (false).
    private mutating func hasMore(until end: UInt8) throws(JSONError) -> Bool {
        if try skip(UInt8(ascii: ",")) { return true }
        guard try skip(end) else { throw error(.unexpectedCharacter) }
        return false
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        let isThere = text.withUTF8Buffer { bytes[position...].starts(with: $0) }
        guard isThere else { throw error(.unexpectedCharacter) }
        position += text.utf8CodeUnitCount
        return value
    }
}
