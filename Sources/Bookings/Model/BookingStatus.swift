internal import Postgres

/// The states of a booking, and where each may go.
enum BookingStatus: String, CaseIterable, Sendable, PostgresBindable {
    case pending, confirmed, completed, cancelled

    /// The transition table. Everything that depends on where a booking may go asks here.
    var successors: [BookingStatus] {
        switch self {
        case .pending: [.confirmed, .completed, .cancelled]
        case .confirmed: [.completed, .cancelled]
        case .completed: [.confirmed]
        case .cancelled: [.pending, .confirmed]
        }
    }

    /// Whether a booking in this state holds its time, and so may be moved or spoken of to its visitor.
    var holdsTime: Bool {
        self == .pending || self == .confirmed
    }

    /// In which states a booking may be made.
    static let initial: [BookingStatus] = [.confirmed, .pending]
}

/// The two kinds of bookings, which follow their product's kind.
enum BookingKind: String, CaseIterable, Sendable, PostgresBindable {
    /// An appointment, at a time and for some minutes; with a product or without.
    case service
    /// A stay in a rental object, over nights.
    case rental
}
