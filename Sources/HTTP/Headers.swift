/// Header fields in the order in which they were added; names compare without regard to ASCII case (RFC 9110 section
/// 5.1). A message has a dozen at most, so a lookup walks a small array.
public struct Headers: Sendable, ExpressibleByDictionaryLiteral, RandomAccessCollection {
    /// One field line.
    public struct Field: Sendable, Equatable {
        /// The name as it was given.
        public let name: String
        /// The value, which holds no CR, LF or NUL.
        public let value: String

        /// CR, LF and NUL in the value become spaces, as RFC 9110 section 5.5 has it: no value can end its line early.
        public init(name: String, value: String) {
            self.name = name
            self.value = Self.singleLine(value)
        }
    }

    private var fields: [Field] = []

    /// No fields.
    public init() {}

    /// The fields of the literal, in its order; a name may stand twice.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map(Field.init(name:value:))
    }

    /// The field's value: with several lines of one name, all of them with `, ` between (RFC 9110 section 5.2), so that
    /// no line goes unseen. Setting replaces every line of that name where the first one stood; nil removes them.
    public subscript(name: String) -> String? {
        get {
            guard let first = fields.firstIndex(where: { $0.isNamed(name) }) else { return nil }
            let further = fields[(first + 1)...].lazy.filter { $0.isNamed(name) }
            return further.reduce(fields[first].value) { "\($0), \($1.value)" }
        }
        set {
            let first = fields.firstIndex { $0.isNamed(name) }
            fields.removeAll { $0.isNamed(name) }
            guard let newValue else { return }
            fields.insert(Field(name: name, value: newValue), at: first ?? fields.endIndex)
        }
    }

    /// Appends a line and keeps those of the same name.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    /// Makes room for that many lines.
    public mutating func reserveCapacity(_ count: Int) {
        fields.reserveCapacity(count)
    }

    /// 0
    public var startIndex: Int { fields.startIndex }
    /// The number of lines.
    public var endIndex: Int { fields.endIndex }
    /// The line at a position, in the order of addition.
    public subscript(position: Int) -> Field { fields[position] }
}

extension Headers.Field {
    /// Whether this is a line of that field.
    func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count
            && name.utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
    }

    private static func singleLine(_ value: String) -> String {
        guard value.utf8.contains(where: isLineBreaking) else { return value }
        return String(decoding: value.utf8.map { isLineBreaking($0) ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
    }

    private static func isLineBreaking(_ byte: UInt8) -> Bool {
        byte == 0x0D || byte == 0x0A || byte == 0x00
    }
}
