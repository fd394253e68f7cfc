internal import Postgres

/// A number that names a row. Each kind is a type of its own, so that one cannot stand where another is meant.
protocol Identifier: RawRepresentable, Hashable, Sendable, PostgresBindable where RawValue == Int64 {
    init(rawValue: Int64)
}

/// A profile, the tenant.
struct ProfileID: Identifier {
    let rawValue: Int64
}

/// A booking, unique over all profiles.
struct BookingID: Identifier {
    let rawValue: Int64
}

/// A service or a rental object.
struct ProductID: Identifier {
    let rawValue: Int64
}

/// A staff member.
struct OperatorID: Identifier {
    let rawValue: Int64
}

/// A message to a visitor, unique over all profiles.
struct NotificationID: Identifier {
    let rawValue: Int64
}
