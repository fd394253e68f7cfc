/// Writes JSON (RFC 8259) into a buffer of its own.
///
/// Values put the comma in front of themselves where one is due, so objects and arrays are written as they read:
///
///     json.object {
///         $0.member("success", true)
///         $0.member("ids") { $0.array { for id in ids { $0.integer(id) } } }
///     }
///
/// Rows by the thousand go faster with `raw`, which copies and does nothing else: the bytes of `,"price":`, then those
/// of the value. A value after a raw `:`, `,`, `{` or `[` puts no comma, so the two ways mix.
public struct JSONWriter: ~Copyable {
    var bytes: ByteBuffer

    /// An empty text with room for that many bytes before it has to grow.
    public init(capacity: Int = 1_024) {
        bytes = ByteBuffer(capacity: capacity)
    }

    /// How many bytes have been written.
    public var count: Int { bytes.count }

    /// The text. The writer is empty again and keeps its memory for the next one.
    public mutating func finish() -> [UInt8] { bytes.take() }
}

// MARK: - Raw text

extension JSONWriter {
    /// Copies text that is JSON already. Commas and colons are the caller's.
    public mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append($0) }
    }

    /// Copies bytes that are JSON already, such as the digits of a number. They are read during the call only.
    public mutating func raw(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(text)
    }

    /// Copies bytes that are JSON already, such as a whole document as a member's value.
    public mutating func raw(_ text: [UInt8]) {
        text.withUnsafeBufferPointer { bytes.append($0) }
    }

    /// Copies bytes that are JSON already, such as a comma and a member's name, and then a value of which that is true.
    public mutating func raw(_ opening: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        bytes.append(opening, value)
    }

    /// The same, with quotation marks around a value in which nothing needs to be escaped.
    public mutating func raw(_ opening: UnsafeBufferPointer<UInt8>, quoted value: UnsafeBufferPointer<UInt8>) {
        bytes.append(opening, quoted: value)
    }

    /// A comma, unless what stands here is the beginning of the text, of an object or array, or just behind a comma or
    /// colon. A complete value never ends in one of `{ [ : ,`: strings end in a quotation mark.
    public mutating func separate() {
        switch bytes.last {
        case 0, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: ","): return
        default: bytes.append(UInt8(ascii: ","))
        }
    }
}
