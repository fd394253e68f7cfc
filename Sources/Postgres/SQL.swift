/// One SQL statement with its binds.
///
/// Written as a string with interpolations: every `\(value)` becomes a bind (`$1`, `$2`, ...) and never text of the
/// statement; an interpolated `SQL` is spliced in, its binds renumbered.
///
///     let mine: SQL = "profile_id = \(profile)"
///     let sql: SQL = "select id from bookings where \(mine) and booking_date >= \(from)::date and id = any(\(ids))"
///
/// The server infers the type of a bind from where it stands; cast it (`\(x)::date`) where it cannot.
public struct SQL: Sendable {
    /// The statement's text in UTF-8. Bytes, not a `String`: two strings are equal when they are canonically
    /// equivalent, and statements that differ in one byte must not share a prepared statement.
    private(set) var text: [UInt8] = []
    /// Where in `text` the placeholder of each bind begins. Kept so that splicing needs no parser for SQL.
    private(set) var placeholders: [Int] = []
    private(set) var binds = CStringList()

    init() {}

    mutating func append(raw string: String) {
        text.append(contentsOf: string.utf8)
    }

    mutating func append(bind value: String?) {
        binds.append(value)
        appendPlaceholder()
    }

    mutating func append(_ other: SQL) {
        defer { binds.append(contentsOf: other.binds) }
        if placeholders.isEmpty {
            // Its numbers stay as they are.
            placeholders = other.placeholders.map { $0 + text.count }
            text.append(contentsOf: other.text)
            return
        }
        var copied = 0
        for (index, placeholder) in other.placeholders.enumerated() {
            text.append(contentsOf: other.text[copied..<placeholder])
            appendPlaceholder()
            copied = placeholder + 1 + String(index + 1).utf8.count
        }
        text.append(contentsOf: other.text[copied...])
    }

    /// Room for the text and the binds of one literal, so that writing it allocates once.
    mutating func reserve(text bytes: Int, binds count: Int) {
        text.reserveCapacity(bytes)
        placeholders.reserveCapacity(count)
    }

    private mutating func appendPlaceholder() {
        placeholders.append(text.count)
        text.append(UInt8(ascii: "$"))
        append(raw: String(placeholders.count))
    }
}

extension SQL: ExpressibleByStringInterpolation {
    /// A statement without binds.
    public init(stringLiteral value: String) {
        append(raw: value)
    }

    /// A statement from a string with interpolations.
    public init(stringInterpolation: Interpolation) {
        self = stringInterpolation.sql
    }

    /// What may stand in `\( )` inside a statement.
    public struct Interpolation: StringInterpolationProtocol {
        var sql = SQL()

        /// Called by the compiler.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserve(text: literalCapacity + 32 * interpolationCount, binds: interpolationCount)
        }

        /// Called by the compiler.
        public mutating func appendLiteral(_ literal: String) {
            sql.append(raw: literal)
        }

        /// A bind.
        public mutating func appendInterpolation(_ value: some PostgresBindable) {
            sql.append(bind: value.postgresText)
        }

        /// A bind that may be NULL.
        public mutating func appendInterpolation(_ value: (some PostgresBindable)?) {
            sql.append(bind: value?.postgresText)
        }

        /// A part of a statement, spliced in with its binds.
        public mutating func appendInterpolation(_ part: SQL) {
            sql.append(part)
        }

        /// Text that goes into the statement as it is. Only for what the program itself wrote, such as the name of a
        /// table that a bind cannot be; never for anything that came from outside.
        public mutating func appendInterpolation(unsafeRaw text: String) {
            sql.append(raw: text)
        }
    }
}

extension SQL: CustomStringConvertible {
    /// The text with its placeholders. Never the binds: they are people's data.
    public var description: String { String(decoding: text, as: UTF8.self) }
}

extension [SQL] {
    /// The parts spliced into one, `separator` between them, as for the conditions of a filter.
    public func joined(separator: SQL) -> SQL {
        var sql = SQL()
        for (index, part) in enumerated() {
            if index > 0 { sql.append(separator) }
            sql.append(part)
        }
        return sql
    }
}
