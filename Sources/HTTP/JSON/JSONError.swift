/// Why a text is not the JSON that this service takes, and where.
public struct JSONError: Error, Equatable, CustomStringConvertible {
    /// What is wrong. The raw value says it to people, without repeating what was sent.
    public enum Reason: String, Sendable {
        /// Nothing but white space.
        case empty = "there is no value"
        /// RFC 8259 section 8.1 lets a reader refuse it.
        case byteOrderMark = "a byte order mark is not allowed"
        /// Overlong forms and encoded surrogates too.
        case invalidUTF8 = "the text is not UTF-8"
        /// The text ends inside a value.
        case unexpectedEnd = "the text ends too early"
        /// A character that cannot stand where it does.
        case unexpectedCharacter = "unexpected character"
        /// More than white space after the value.
        case trailingContent = "there is more after the value"
        /// Not as RFC 8259 section 6 has it: `01`, `+1`, `.5`, `1.`, `1e`.
        case invalidNumber = "malformed number"
        /// A backslash with something that RFC 8259 section 7 has not.
        case invalidEscape = "unknown escape"
        /// Half a UTF-16 surrogate pair written as `\u`.
        case loneSurrogate = "half a surrogate pair"
        /// A character below U+0020 inside a string.
        case controlCharacter = "unescaped control character in a string"
        /// One object has one name twice.
        case duplicateKey = "an object has this key twice"
        /// Beyond ``JSONReader/maximumDepth``.
        case tooDeep = "nested too deeply"
    }

    /// What is wrong.
    public let reason: Reason
    /// Where: the number of bytes before it.
    public let offset: Int

    /// An error at an offset.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// Reason and place: `malformed number at byte 12`.
    public var description: String { "\(reason.rawValue) at byte \(offset)" }
}
