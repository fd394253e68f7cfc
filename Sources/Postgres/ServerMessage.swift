import CPostgres

/// The fields of an error or a notice as the server sent them (PostgreSQL documentation, section 55.8).
///
/// `detail`, `hint` and `context` may quote rows and binds, and so may the message of class 22: keep them out of logs.
public final class ServerMessage: Sendable {
    /// ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO or LOG; never translated.
    public let severity: String
    /// What has happened.
    public let sqlState: SQLState
    /// What has happened, for people, in the server's language.
    public let message: String
    /// More about it; for a constraint the values that broke it.
    public let detail: String?
    /// What to do about it.
    public let hint: String?
    /// Where it happened inside functions and triggers.
    public let context: String?
    /// Where in the statement, in characters from 1.
    public let position: Int?
    /// The schema of `table` or `dataType`.
    public let schema: String?
    /// The table that the constraint belongs to.
    public let table: String?
    /// The column that may not be null.
    public let column: String?
    /// The domain that refused the value.
    public let dataType: String?
    /// The constraint, or the unique index, that was broken.
    public let constraint: String?
    /// The server's C function that reported it, which unlike the message is not translated.
    let routine: String?

    /// Reads the fields of a result that is an error or a notice; nil where libpq itself made it up, which it does
    /// without a state when the connection is lost.
    init?(_ result: OpaquePointer) {
        guard let state = field(errorFieldSQLState, of: result) else { return nil }
        sqlState = SQLState(rawValue: state)
        severity = field(errorFieldSeverity, of: result) ?? "ERROR"
        message = field(errorFieldMessage, of: result) ?? ""
        detail = field(errorFieldDetail, of: result)
        hint = field(errorFieldHint, of: result)
        context = field(errorFieldContext, of: result)
        position = field(errorFieldPosition, of: result).flatMap { Int($0) }
        schema = field(errorFieldSchema, of: result)
        table = field(errorFieldTable, of: result)
        column = field(errorFieldColumn, of: result)
        dataType = field(errorFieldDataType, of: result)
        constraint = field(errorFieldConstraint, of: result)
        routine = field(errorFieldRoutine, of: result)
    }

    /// The server closes the connection after it.
    var endsConnection: Bool { severity == "FATAL" || severity == "PANIC" }
}

private func field(_ code: Int32, of result: OpaquePointer) -> String? {
    PQresultErrorField(result, code).map { String(cString: $0) }
}
