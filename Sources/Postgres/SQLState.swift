/// The five characters by which PostgreSQL names a condition (PostgreSQL documentation, appendix A).
public struct SQLState: RawRepresentable, Hashable, Sendable {
    /// Five digits or capital letters.
    public let rawValue: String

    /// Any state, also one that has no name here.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The first two characters, the family of the condition.
    public var classCode: String { String(rawValue.prefix(2)) }
}

extension SQLState: ExpressibleByStringLiteral, CustomStringConvertible {
    /// A state written out.
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// The five characters.
    public var description: String { rawValue }
}

extension SQLState {
    /// 08P01: what was sent does not fit, as with a bind that the statement has no place for.
    public static let protocolViolation: SQLState = "08P01"
    /// 0A000, among others "cached plan must not change result type".
    public static let featureNotSupported: SQLState = "0A000"
    /// 22007: text that is no date or time.
    public static let invalidDatetimeFormat: SQLState = "22007"
    /// 22008: a date or time out of range.
    public static let datetimeFieldOverflow: SQLState = "22008"
    /// 22023: a parameter's value is not allowed, as with an unknown time zone.
    public static let invalidParameterValue: SQLState = "22023"
    /// 22P02: text that is no value of its type.
    public static let invalidTextRepresentation: SQLState = "22P02"
    /// 23502.
    public static let notNullViolation: SQLState = "23502"
    /// 23503.
    public static let foreignKeyViolation: SQLState = "23503"
    /// 23505.
    public static let uniqueViolation: SQLState = "23505"
    /// 23514.
    public static let checkViolation: SQLState = "23514"
    /// 23P01: two rows that an exclusion constraint keeps apart.
    public static let exclusionViolation: SQLState = "23P01"
    /// 25006: a write in a transaction that only reads.
    public static let readOnlyTransaction: SQLState = "25006"
    /// 25P02: the transaction had failed before.
    public static let inFailedTransaction: SQLState = "25P02"
    /// 26000: a prepared statement that the server does not have.
    public static let invalidStatementName: SQLState = "26000"
    /// 40001.
    public static let serializationFailure: SQLState = "40001"
    /// 40P01.
    public static let deadlockDetected: SQLState = "40P01"
    /// 42501: the role may not, or a policy of row-level security refuses the row.
    public static let insufficientPrivilege: SQLState = "42501"
    /// 42601.
    public static let syntaxError: SQLState = "42601"
    /// 42703.
    public static let undefinedColumn: SQLState = "42703"
    /// 42883.
    public static let undefinedFunction: SQLState = "42883"
    /// 42P01.
    public static let undefinedTable: SQLState = "42P01"
    /// 3F000: the schema does not exist.
    public static let invalidSchemaName: SQLState = "3F000"
    /// 55P03: `lock_timeout` has passed, or NOWAIT found a lock.
    public static let lockNotAvailable: SQLState = "55P03"
    /// 57014: `statement_timeout` has passed, or somebody cancelled the statement.
    public static let queryCanceled: SQLState = "57014"
    /// 57P01: an administrator ended the connection.
    public static let adminShutdown: SQLState = "57P01"
    /// P0001: RAISE EXCEPTION without a state of its own.
    public static let raiseException: SQLState = "P0001"
}
