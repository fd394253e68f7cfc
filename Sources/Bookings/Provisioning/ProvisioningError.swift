internal import Postgres

/// Why a profile, a key or a message was not shown or changed. Nothing was changed then, unless it says otherwise.
public enum ProvisioningError: Error {
    /// The file is no JSON; line and column count from 1, the column in bytes.
    case malformed(line: Int, column: Int, reason: String)
    /// What the file asks for is not possible.
    case mistakes([Mistake])
    /// No such profile, staff member, key or message, or not one that can be used. May have several lines.
    case notFound(String)
    /// What was asked for on the command line is not possible. May have several lines.
    case refused(String)
    /// The database is away, busy, or not as it has to be.
    case unavailable(String)
    /// What should not happen.
    case unexpected(String)
}

extension ProvisioningError {
    /// What ended a transaction.
    init(_ error: any Error) {
        switch error {
        case let error as ProvisioningError: self = error
        case let error as PostgresError: self.init(error)
        default: self = .unexpected("\(error)")
        }
    }

    /// What an error of the database means to an operator. Holds no SQL, row or password.
    private init(_ error: PostgresError) {
        self =
            switch (error.category, error.sqlState) {
            case (.unavailable, _) where error.isOutcomeUnknown:
                .unavailable("the database was lost while committing: it is unknown whether it did; run this again")
            case (.unavailable, _): .unavailable("VEXAR_ADMIN_DATABASE_URL: \(error.message.onOneLine)")
            case (.timeout, _), (.retryable, _):
                .unavailable("the database is busy with the same profile; nothing was changed, try again")
            case (_, .insufficientPrivilege?):
                .unavailable("the role of VEXAR_ADMIN_DATABASE_URL may not do this; it has to be vexar_admin")
            case (_, .undefinedTable?), (_, .undefinedColumn?), (_, .undefinedFunction?), (_, .invalidSchemaName?):
                .unavailable("the database's schema is not what this version needs; deploy sql/ with sqitch first")
            default: .unexpected("the database refused it: \(error.description)")
            }
    }
}
