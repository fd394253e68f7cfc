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

        init(_ name: StaticString, _ form: Form) {
            self.name = name
            self.form = form
        }
    }

    /// A member as it is written: what stands before its value, as a part of ``openings``, and how the value is.
    private struct Part {
        let opening: Range<Int>
        let form: Form
    }

    /// `{"name":`, `,"name":` and so on, made once and all in one: an array for each would be retained and released for
    /// each value, a twelfth of a worker's time.
    private let openings: [UInt8]
    private let parts: [Part]

    init(members: [Member]) {
        var openings: [UInt8] = []
        parts = members.map { member in
            let start = openings.count
            openings += Array((start == 0 ? "{" : ",").utf8) + Array("\"\(member.name)\":".utf8)
            return Part(opening: start..<openings.count, form: member.form)
        }
        self.openings = openings
    }

    /// Writes the row as an object. Its first columns are the members'; any after them are not written.
    func write(_ row: Row, to json: inout JSONWriter) throws(PostgresError) {
        json.separate()
        try openings.withUnsafeBufferPointer { openings throws(PostgresError) in
            try parts.withUnsafeBufferPointer { parts throws(PostgresError) in
                for (column, part) in parts.enumerated() {
                    json.raw(UnsafeBufferPointer(rebasing: openings[part.opening]))
                    try row.withBytes(column) { bytes throws(PostgresError) in write(bytes, as: part.form, to: &json) }
                }
            }
        }
        json.raw("}")
    }

    private func write(_ bytes: UnsafeBufferPointer<UInt8>?, as form: Form, to json: inout JSONWriter) {
        guard let bytes else { return json.raw("null") }
        switch form {
        case .raw: json.raw(bytes)
        case .text: json.string(bytes)
        case .word: quote(bytes, to: &json)
        case .time: quote(.init(rebasing: bytes.prefix(5)), to: &json)
        case .flag: json.raw(bytes.first == UInt8(ascii: "t") ? "true" : "false")
        case .instant: writeInstant(bytes, to: &json)
        case .successors: json.raw(Self.successors(of: bytes))
        }
    }

    private func quote(_ bytes: UnsafeBufferPointer<UInt8>, to json: inout JSONWriter) {
        json.raw("\"")
        json.raw(bytes)
        json.raw("\"")
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
