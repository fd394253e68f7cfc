import CPostgres

/// What a statement gave back: its rows, read straight from libpq's buffer, which is freed with this object.
public final class Rows {
    /// How many rows there are.
    public let count: Int
    /// How many columns each row has.
    public let columnCount: Int
    let result: OpaquePointer
    /// libpq reports a misuse of a result to the receiver of the connection that made it, which may be gone by then.
    private let notices: NoticeBox

    /// Takes over the result.
    init(_ result: OpaquePointer, notices: NoticeBox) {
        self.result = result
        self.notices = notices
        count = Int(PQntuples(result))
        columnCount = Int(PQnfields(result))
    }

    deinit {
        PQclear(result)
    }

    /// How many rows the statement has inserted, updated, deleted or selected; 0 for statements that count none.
    public var affectedRows: Int { Int(singleLine(PQcmdTuples(result))) ?? 0 }

    /// The number of the first column with this name, written exactly as the server reports it. For cold code: it
    /// compares names.
    public func column(_ name: String) throws(PostgresError) -> Int {
        for column in 0..<Int32(columnCount) where singleLine(PQfname(result, column)) == name {
            return Int(column)
        }
        throw PostgresError(.value, "the result has no column \"\(name)\"")
    }
}

extension Rows: RandomAccessCollection {
    /// 0.
    public var startIndex: Int { 0 }

    /// `count`.
    public var endIndex: Int { count }

    /// The row with this number. One that does not exist is no trap: reading from it throws.
    public subscript(position: Int) -> Row { Row(self, position) }
}

@available(*, unavailable)
extension Rows: Sendable {}
