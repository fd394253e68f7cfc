extension Row {
    /// Whether the column is NULL.
    public func isNull(_ column: Int) throws(PostgresError) -> Bool {
        try require(column: column)
        return field(column) == nil
    }

    /// A `bigint`, or any whole number that fits.
    public func int64(_ column: Int) throws(PostgresError) -> Int64 { try value(column, "Int64", TextForm.integer) }

    /// As ``int64(_:)``; nil is NULL.
    public func int64IfPresent(_ column: Int) throws(PostgresError) -> Int64? {
        try valueIfPresent(column, "Int64", TextForm.integer)
    }

    /// An `integer`, or any whole number that fits.
    public func int32(_ column: Int) throws(PostgresError) -> Int32 { try value(column, "Int32", TextForm.integer) }

    /// As ``int32(_:)``; nil is NULL.
    public func int32IfPresent(_ column: Int) throws(PostgresError) -> Int32? {
        try valueIfPresent(column, "Int32", TextForm.integer)
    }

    /// A whole number that fits.
    public func int(_ column: Int) throws(PostgresError) -> Int { try value(column, "Int", TextForm.integer) }

    /// As ``int(_:)``; nil is NULL.
    public func intIfPresent(_ column: Int) throws(PostgresError) -> Int? {
        try valueIfPresent(column, "Int", TextForm.integer)
    }

    /// A `boolean`.
    public func bool(_ column: Int) throws(PostgresError) -> Bool { try value(column, "Bool", TextForm.boolean) }

    /// As ``bool(_:)``; nil is NULL.
    public func boolIfPresent(_ column: Int) throws(PostgresError) -> Bool? {
        try valueIfPresent(column, "Bool", TextForm.boolean)
    }

    /// Any type, in PostgreSQL's text form.
    public func string(_ column: Int) throws(PostgresError) -> String { try value(column, "String", TextForm.string) }

    /// As ``string(_:)``; nil is NULL.
    public func stringIfPresent(_ column: Int) throws(PostgresError) -> String? {
        try valueIfPresent(column, "String", TextForm.string)
    }

    /// A `bytea`.
    public func bytea(_ column: Int) throws(PostgresError) -> [UInt8] {
        try value(column, "bytea in hex form", TextForm.bytea)
    }

    /// As ``bytea(_:)``; nil is NULL.
    public func byteaIfPresent(_ column: Int) throws(PostgresError) -> [UInt8]? {
        try valueIfPresent(column, "bytea in hex form", TextForm.bytea)
    }
}
