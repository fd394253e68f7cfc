internal import HTTP
internal import Postgres

/// A field of the profile file: its name, which is its column's name too, and what it may hold.
struct Field: Sendable {
    /// What a field may hold, where it is not null.
    enum Rule: Sendable {
        case flag
        case integer(ClosedRange<Int64>)
        case text(TextRule)
        /// A text in a notation of its own: what is said of any other text, and the form in which it is kept.
        case notation(String, kept: @Sendable (String) -> String?)
    }

    let name: String
    let rule: Rule
    /// Whether null is a value of it.
    var mayBeNull = false
    /// Whether whatever it belongs to cannot be made without it: there is no default.
    var isRequired = false

    /// The value that the file gives.
    func value(of json: JSONValue) throws(FieldProblem) -> FieldValue {
        if json.isNull {
            guard mayBeNull else { throw FieldProblem("Must not be null; leave it out to keep what there is") }
            return .null
        }
        switch rule {
        case .flag: return .flag(try json.requiredFlag)
        case .integer(let range): return .integer(try json.integer(in: range))
        case .text(let textRule): return try textRule.clean(json.requiredText).map(FieldValue.text) ?? .null
        case .notation(let description, let kept):
            let text = try json.requiredText
            if text.isEmpty && mayBeNull { return .null }
            guard let value = kept(text) else { throw FieldProblem(description) }
            return .text(value)
        }
    }

    /// The value that a row has.
    func value(in row: Row, column: Int) throws(PostgresError) -> FieldValue {
        switch rule {
        case .flag: try row.boolIfPresent(column).map(FieldValue.flag) ?? .null
        case .integer: try row.int64IfPresent(column).map(FieldValue.integer) ?? .null
        case .text, .notation: try row.stringIfPresent(column).map(FieldValue.text) ?? .null
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

extension JSONValue {
    /// The value of `true` or `false`; anything else is a mistake.
    var requiredFlag: Bool {
        get throws(FieldProblem) {
            guard let bool else { throw FieldProblem("Must be true or false") }
            return bool
        }
    }

    /// The value of a string; anything else is a mistake.
    var requiredText: String {
        get throws(FieldProblem) {
            guard let string else { throw FieldProblem("Must be a string") }
            return string
        }
    }

    /// The value of a number written as an integer, within a range; anything else is a mistake.
    func integer(in range: ClosedRange<Int64>) throws(FieldProblem) -> Int64 {
        guard let integer, range.contains(integer) else {
            throw FieldProblem("Must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }
}
