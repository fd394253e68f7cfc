import CPostgres

/// One row. It keeps its ``Rows`` alive.
///
/// Columns are counted from 0. Every getter throws `kind` `.value` for a row or column that does not exist, for NULL
/// where a value is asked for, and for text that is no value of the type.
public struct Row {
    @usableFromInline let rows: Rows
    private let index: Int

    init(_ rows: Rows, _ index: Int) {
        self.rows = rows
        self.index = index
    }

    @usableFromInline
    func require(column: Int) throws(PostgresError) {
        guard index >= 0, index < rows.count, column >= 0, column < rows.columnCount else {
            throw PostgresError(
                .value, "no row \(index), column \(column) in a result of \(rows.count) by \(rows.columnCount)")
        }
    }

    /// A column's bytes, valid while `rows` lives. For one that does not exist libpq says that it is NULL.
    @usableFromInline
    func field(_ column: Int) -> UnsafeBufferPointer<UInt8>? {
        let (row, column) = (Int32(truncatingIfNeeded: index), Int32(truncatingIfNeeded: column))
        let length = PQgetlength(rows.result, row, column)
        // NULL has no length either: asking only then saves a fifth of the instructions of reading a field.
        if length == 0, PQgetisnull(rows.result, row, column) == 1 { return nil }
        guard let start = PQgetvalue(rows.result, row, column) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(length)).assumingMemoryBound(to: UInt8.self)
    }

    /// The column, if it is not NULL, as `type`, read by `parse`.
    func valueIfPresent<Value>(
        _ column: Int, _ type: String, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws(PostgresError) -> Value? {
        defer { withExtendedLifetime(rows) {} }
        try require(column: column)
        guard let text = field(column) else { return nil }
        guard let value = parse(text) else { throw refused(column, "is no \(type)") }
        return value
    }

    func value<Value>(
        _ column: Int, _ type: String, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
    ) throws(PostgresError) -> Value {
        guard let value = try valueIfPresent(column, type, parse) else {
            throw refused(column, "is NULL, where \(type) is wanted")
        }
        return value
    }

    /// Names the column but not its value.
    private func refused(_ column: Int, _ reason: String) -> PostgresError {
        let name = singleLine(PQfname(rows.result, Int32(column)))
        return PostgresError(.value, "column \(column) (\"\(name)\") of row \(index) \(reason)")
    }
}

@available(*, unavailable)
extension Row: Sendable {}
