extension Row {
    /// A row's columns as text, for code that writes thousands of them: nothing is checked and nothing is copied.
    ///
    /// The bytes are libpq's: they live as long as the ``Rows``, so neither they nor this may leave the closure that it
    /// was given to.
    public struct Columns {
        @usableFromInline let row: Row

        @usableFromInline
        init(of row: Row) {
            self.row = row
        }

        /// The column's text as the server sent it, in UTF-8; nil is NULL, or a column that does not exist.
        @inlinable
        public subscript(column: Int) -> UnsafeBufferPointer<UInt8>? { row.field(column) }
    }

    /// Calls `body` with the row's columns, of which there must be that many, at least one.
    @inlinable
    public func withColumns<Value>(_ count: Int, _ body: (Columns) -> Value) throws(PostgresError) -> Value {
        try require(column: count - 1)
        // The bytes belong to `rows`, which nothing else may hold any more.
        defer { withExtendedLifetime(rows) {} }
        return body(Columns(of: self))
    }
}
