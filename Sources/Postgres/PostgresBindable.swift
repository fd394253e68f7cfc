/// A value that can stand in `\( )` in ``SQL``.
///
/// Types of the application conform by giving PostgreSQL's text form of themselves; those with a bindable raw value
/// (typed ids, enumerations of words) conform by saying so.
public protocol PostgresBindable {
    /// PostgreSQL's text form of the value, as a cast from text would read it; nil is NULL.
    ///
    /// A text with a zero byte (U+0000) is refused when the statement is run, before anything is sent: no text of
    /// PostgreSQL can hold it.
    var postgresText: String? { get }

    /// The text form of an array of such values. The default writes an array literal; arrays of arrays are not made
    /// into arrays of more dimensions.
    static func postgresText(ofArray values: [Self]) -> String
}

extension PostgresBindable {
    /// An array literal (PostgreSQL documentation, section 8.15.2).
    public static func postgresText(ofArray values: [Self]) -> String {
        arrayLiteral(of: values)
    }
}

extension PostgresBindable where Self: RawRepresentable, RawValue: PostgresBindable {
    /// The raw value's text form.
    public var postgresText: String? { rawValue.postgresText }
}

extension String: PostgresBindable {
    /// The string itself.
    public var postgresText: String? { self }
}

extension Bool: PostgresBindable {
    /// `t` or `f`.
    public var postgresText: String? { self ? "t" : "f" }
}

extension Int: PostgresBindable {
    /// In decimal.
    public var postgresText: String? { String(self) }
}

extension Int64: PostgresBindable {
    /// In decimal.
    public var postgresText: String? { String(self) }
}

extension Int32: PostgresBindable {
    /// In decimal.
    public var postgresText: String? { String(self) }
}

extension UInt8: PostgresBindable {
    /// In decimal.
    public var postgresText: String? { String(self) }

    /// Many bytes are a `bytea`, not an array.
    public static func postgresText(ofArray values: [UInt8]) -> String {
        byteaLiteral(of: values)
    }
}

extension Optional: PostgresBindable where Wrapped: PostgresBindable {
    /// NULL, or the value.
    public var postgresText: String? { self?.postgresText }
}

extension Array: PostgresBindable where Element: PostgresBindable {
    /// An array, as in `= any(\(ids))` or `unnest(\(names)::text[])`; of `[UInt8]` a `bytea`.
    public var postgresText: String? { Element.postgresText(ofArray: self) }
}
