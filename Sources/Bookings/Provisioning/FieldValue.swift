internal import HTTP
internal import Postgres

/// The value of a field, as the profile file, the database and the list of changes have it.
enum FieldValue: Sendable {
    case null
    case flag(Bool)
    case integer(Int64)
    case text(String)
}

/// The values of some fields, by the fields' names.
typealias FieldValues = [String: FieldValue]

extension FieldValue: Equatable {
    /// Texts are equal by code points: a name typed in another Unicode form is a change like any other.
    static func == (one: FieldValue, other: FieldValue) -> Bool {
        switch (one, other) {
        case (.null, .null): true
        case (.flag(let one), .flag(let other)): one == other
        case (.integer(let one), .integer(let other)): one == other
        case (.text(let one), .text(let other)): one.utf8.elementsEqual(other.utf8)
        default: false
        }
    }
}

extension FieldValue: PostgresBindable {
    var postgresText: String? {
        switch self {
        case .null: nil
        case .flag(let flag): flag.postgresText
        case .integer(let integer): integer.postgresText
        case .text(let text): text
        }
    }
}

extension FieldValue: CustomStringConvertible {
    /// How many characters of a text a line of changes shows.
    private static let shown = 40

    /// As the profile file would have it, long texts cut short.
    var description: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .integer(let integer): "\(integer)"
        case .text(let text) where text.count > Self.shown: (text.prefix(Self.shown - 1) + "…").quoted
        case .text(let text): text.quoted
        }
    }
}

extension StringProtocol {
    /// In quotation marks and on one line, as JSON writes it.
    var quoted: String {
        var json = JSONWriter(capacity: utf8.count + 2)
        json.string(String(self))
        return String(decoding: json.finish(), as: UTF8.self)
    }
}

extension JSONWriter {
    /// A member with a field's value.
    mutating func member(_ name: String, _ value: FieldValue) {
        switch value {
        case .null: member(name, nil as String?)
        case .flag(let flag): member(name, flag)
        case .integer(let integer): member(name, integer)
        case .text(let text): member(name, text)
        }
    }
}
