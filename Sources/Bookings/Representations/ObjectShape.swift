internal import HTTP
internal import Postgres

/// How a row becomes a JSON object: one member a column, in the order of the columns. This is the hot path of every
/// read: bytes go from libpq's result straight into the answer, with no value made in between (126 µs of CPU for 50
/// bookings with an encoder in the way were 605).
struct ObjectShape: Sendable {
    /// What a column's text form is, and so how it is written.
    enum Form: Sendable {
        /// Digits, or JSON already: copied.
        case raw
        /// Text of people: escaped.
        case text
        /// Text that needs no escaping, such as a date or a word of ours: copied into quotation marks.
        case word
        /// `HH:MM:SS`, shown as `HH:MM`.
        case time
        /// `t` or `f`.
        case flag
        /// `YYYY-MM-DD HH:MM:SS.ffffff+00`, shown as RFC 3339 in UTC.
        case instant
        /// A booking's status, of which is written where it may go.
        case successors
    }

    /// A member: its name, which needs no escaping, and how its value is written.
    struct Member: Sendable {
        let name: StaticString
        let form: Form
        /// The number of the member before it that it is made of, whose column it reads; nil where it has its own.
        let source: Int?

        init(_ name: StaticString, _ form: Form, of source: Int? = nil) {
            self.name = name
            self.form = form
            self.source = source
        }
    }

    /// A member as it is written: what stands before its value, and what is written if there is none, as parts of
    /// ``texts``; which column that is, and how it is written.
    private struct Part {
        let opening: Range<Int>
        let null: Range<Int>
        let column: Int
        let form: Form
    }

    /// `{"name":null`, `,"name":null` and so on, made once and all in one: an array for each would be retained and
    /// released for each value, a twelfth of a worker's time.
    private let texts: [UInt8]
    private let parts: [Part]
    /// How many columns of a row it takes, the first ones.
    let columnCount: Int

    init(members: [Member]) {
        var texts: [UInt8] = []
        var parts: [Part] = []
        var columnCount = 0
        for member in members {
            let start = texts.count
            texts += Array((start == 0 ? "{" : ",").utf8) + Array("\"\(member.name)\":".utf8)
            let opening = start..<texts.count
            texts += Array("null".utf8)
            let column = member.source.map { parts[$0].column } ?? columnCount
            if member.source == nil { columnCount += 1 }
            parts.append(Part(opening: opening, null: start..<texts.count, column: column, form: member.form))
        }
        self.texts = texts
        self.parts = parts
        self.columnCount = columnCount
    }

    /// The column that the member of that number reads.
    func column(ofMember number: Int) -> Int { parts[number].column }

    /// Writes the row as an object. Columns after those of the members are not written.
    func write(_ row: Row, to json: inout JSONWriter) throws(PostgresError) {
        json.separate()
        try row.withColumns(columnCount) { columns in
            texts.withUnsafeBufferPointer { texts in
                for part in parts {
                    if let value = columns[part.column] {
                        write(.init(rebasing: texts[part.opening]), value, as: part.form, to: &json)
                    } else {
                        json.raw(.init(rebasing: texts[part.null]))
                    }
                }
            }
        }
        json.raw("}")
    }

    private func write(
        _ opening: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, as form: Form,
        to json: inout JSONWriter
    ) {
        switch form {
        case .raw: json.raw(opening, value)
        case .text:
            json.raw(opening)
            json.string(value)
        case .word: json.raw(opening, quoted: value)
        case .time: json.raw(opening, quoted: .init(rebasing: value.prefix(5)))
        case .flag:
            json.raw(opening)
            json.raw(value.first == UInt8(ascii: "t") ? "true" : "false")
        case .instant:
            json.raw(opening)
            writeInstant(value, to: &json)
        case .successors:
            json.raw(opening)
            json.raw(Self.successors(of: value))
        }
    }

    /// The connection's time zone is UTC and its date style ISO, so the text is 10 characters of date, a space, the
    /// time, and `+00`.
    private func writeInstant(_ bytes: UnsafeBufferPointer<UInt8>, to json: inout JSONWriter) {
        json.raw("\"")
        json.raw(.init(rebasing: bytes.prefix(10)))
        json.raw("T")
        json.raw(.init(rebasing: bytes.dropFirst(11).dropLast(3)))
        json.raw("Z\"")
    }

    /// The transition table as JSON, one array a status.
    private static let successors: [(status: [UInt8], json: [UInt8])] = BookingStatus.allCases.map { status in
        let names = status.successors.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        return (Array(status.rawValue.utf8), Array("[\(names)]".utf8))
    }

    private static func successors(of status: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        successors.first { $0.status.elementsEqual(status) }?.json ?? Array("[]".utf8)
    }
}
