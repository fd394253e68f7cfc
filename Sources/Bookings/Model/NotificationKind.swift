internal import Postgres

/// What a visitor is told.
enum NotificationKind: String, CaseIterable, Sendable, PostgresBindable {
    case confirmed, cancelled, rescheduled
    case reviewRequest = "review_request"
}

extension NewBooking {
    /// What its visitor is told, if anything.
    var confirmation: NotificationKind? {
        status == .confirmed && notifies ? .confirmed : nil
    }
}
