/// Reads a field value from front to back by the rules that fields share (RFC 9110 section 5.6).
struct FieldScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ value: String) {
        bytes = Array(value.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    /// The byte here, nil at the end.
    var current: UInt8? { isAtEnd ? nil : bytes[position] }

    /// Steps over that byte if it is the one here.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    /// Steps over the bytes from here that belong to a class, and returns them.
    mutating func run(_ belongs: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let run = bytes[position...].prefix(while: belongs)
        position = run.endIndex
        return run
    }

    /// Steps over optional white space: spaces and tabs (section 5.6.3).
    mutating func skipWhitespace() {
        _ = run { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    /// One or more token characters (section 5.6.2); nil when there is none here.
    mutating func token() -> ArraySlice<UInt8>? {
        let token = run(\.isTokenCharacter)
        return token.isEmpty ? nil : token
    }

    /// What a quoted string stands for (section 5.6.4); nil when none is here or it is malformed.
    mutating func quotedString() -> ArraySlice<UInt8>? {
        guard skip(UInt8(ascii: "\"")) else { return nil }
        var text: ArraySlice<UInt8> = []
        while !skip(UInt8(ascii: "\"")) {
            _ = skip(UInt8(ascii: "\\"))
            guard let byte = current, byte == UInt8(ascii: "\t") || byte >= 0x20 && byte != 0x7F else { return nil }
            text.append(byte)
            position += 1
        }
        return text
    }
}

extension UInt8 {
    fileprivate var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: isASCIIDigit || isASCIILetter
        }
    }
}
