internal import Postgres

/// What a visitor is told.
enum NotificationKind: String, CaseIterable, Sendable, PostgresBindable {
    case confirmed, cancelled, rescheduled
    case reviewRequest = "review_request"

    /// Whether what it tells is so while the booking has this status. A visit that is over was confirmed, and may have
    /// moved, all the same.
    func isTrue(of status: BookingStatus) -> Bool {
        switch self {
        case .confirmed: status == .confirmed || status == .completed
        case .rescheduled: status != .cancelled
        case .cancelled: status == .cancelled
        case .reviewRequest: status == .completed
        }
    }
}
