internal import Postgres

/// A field of the profile file: its name, which is its column's name too, and what it may hold.
struct Field: Sendable {
    /// What a field may hold, where it is not null.
    enum Rule: Sendable {
        case flag
        case integer(ClosedRange<Int64>)
        case text(TextRule)
        case email
        /// A text in a notation of its own: what is said of any other text, and the form in which it is kept.
        case notation(String, kept: @Sendable (String) -> String?)
    }

    let name: String
    let rule: Rule
    /// Whether null is a value of it.
    var mayBeNull = false
    /// Whether whatever it belongs to cannot be made without it: there is no default.
    var isRequired = false

    /// The value of a field that is there, or nil with the mistake noted.
    func value(of fields: inout BodyFields) -> FieldValue? {
        guard fields.hasValue(name) else {
            if mayBeNull { return .null }
            fields.errors.add(name, "Must not be null; leave it out to keep what there is")
            return nil
        }
        switch rule {
        case .flag: return .flag(fields.flag(name, default: false))
        case .integer(let range): return fields.integer(name, range).map(FieldValue.integer)
        case .notation(let description, let kept): return fields.parsed(name, description, kept).map(FieldValue.text)
        case .text(let textRule): return orNull(fields.text(name, textRule), fields)
        case .email: return orNull(fields.email(name, .visitorEmail), fields)
        }
    }

    /// Where there is no text and no complaint either, it was empty: that is null.
    private func orNull(_ text: String?, _ fields: BodyFields) -> FieldValue? {
        text.map(FieldValue.text) ?? (fields.errors.contains(name) ? nil : .null)
    }

    /// The value that a row has.
    func value(in row: Row, column: Int) throws(PostgresError) -> FieldValue {
        switch rule {
        case .flag: try row.boolIfPresent(column).map(FieldValue.flag) ?? .null
        case .integer: try row.int64IfPresent(column).map(FieldValue.integer) ?? .null
        case .text, .email, .notation: try row.stringIfPresent(column).map(FieldValue.text) ?? .null
        }
    }
}

extension [Field] {
    /// The names of the columns, for a statement.
    var columns: String { map(\.name).joined(separator: ", ") }

    /// The values that a row has in these columns, which are its last.
    func values(in row: Row, from first: Int) throws(PostgresError) -> FieldValues {
        var values: FieldValues = [:]
        for (index, field) in enumerated() { values[field.name] = try field.value(in: row, column: first + index) }
        return values
    }
}
