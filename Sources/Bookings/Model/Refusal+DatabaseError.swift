internal import Postgres

/// A change whose commit was sent and never answered.
struct LostCommit: Error, CustomStringConvertible {
    let cause: PostgresError

    var description: String { "\(cause)" }
}

extension Refusal {
    /// The one table from what went wrong to what the client is told. A refusal is itself; an error of the database is
    /// told by its state and the constraint that refused; anything else is ours.
    init(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as PostgresError: self.init(error)
        case is LostCommit: self = .outcomeUnknown
        default: self = .internalError
        }
    }

    private init(_ error: PostgresError) {
        switch error.category {
        case .unavailable: self = .unavailable(retryAfter: 1)
        // A profile on which many change things at once, or a statement that ran into its limit.
        case .timeout, .retryable: self = .unavailable(retryAfter: 2)
        case .other: self = Self.refusal(bySQLState: error) ?? .internalError
        }
    }

    /// What handlers have checked before, and somebody else changed in between.
    private static func refusal(bySQLState error: PostgresError) -> Refusal? {
        switch (error.sqlState, error.constraint) {
        case (.exclusionViolation?, _): .slotTaken(booking: nil)
        case (.checkViolation?, "bookings_start_time_exists"?): .invalid("start_time", "Is skipped by a clock change")
        case (.foreignKeyViolation?, "bookings_product_id_fkey"?): .invalid("product_id", "Is not this profile's")
        case (.foreignKeyViolation?, "bookings_operator_id_fkey"?): .invalid("operator_id", "Is not this profile's")
        default: nil
        }
    }

    private static func invalid(_ field: String, _ message: String) -> Refusal {
        var errors = FieldErrors()
        errors.add(field, message)
        return .validationFailed(errors)
    }
}
