internal import Postgres

/// A message to a visitor as operators deal with it: a row of the outbox.
struct Job: Sendable {
    let id: NotificationID
    let profile: ProfileID
    let username: String
    let booking: BookingID
    let kind: NotificationKind
    let state: JobState
    /// How often it was tried.
    let attempts: Int
    /// Until it may be tried again; while it is sent, until the sender's lease ends and somebody else may. Zero or less
    /// when that is so already. Of no meaning in the other states.
    let untilNextTry: Duration
    let created: Instant
    let recipient: String
    let lastError: String?
    /// A later message of the same kind about the same booking, unless that was cancelled: it tells the same.
    let later: NotificationID?

    /// What messages of the command call it.
    var subject: String { "job \(id.rawValue) of \(username)" }

    /// Whether a notifier may claim it now: always the same condition as in vexar.claim_notification.
    var isDue: Bool { state.isUnderWay && untilNextTry <= .zero }
}

extension Job {
    /// The columns of ``init(_:)``, of what ``source`` joins.
    static let columns: SQL = """
        n.id, n.profile_id, p.username, n.booking_id, n.kind, n.state, n.attempts,
        ceil(extract(epoch from n.next_attempt_at - clock_timestamp()))::bigint,
        \(SQL.seconds("n.created_at")), n.recipient, n.last_error,
        (
            select max(later.id)
            from vexar.notifications as later
            where
                later.profile_id = n.profile_id and later.booking_id = n.booking_id and later.id > n.id
                and later.kind = n.kind and later.state <> 'cancelled'
        )
        """
    /// How many those are.
    static let columnCount = 12

    static let source: SQL = "vexar.notifications as n inner join vexar.profiles as p on p.id = n.profile_id"

    init(_ row: Row) throws {
        id = NotificationID(rawValue: try row.int64(0))
        profile = ProfileID(rawValue: try row.int64(1))
        username = try row.string(2)
        booking = BookingID(rawValue: try row.int64(3))
        kind = try row.word(4)
        state = try row.word(5)
        attempts = try row.int(6)
        untilNextTry = .seconds(try row.int64(7))
        created = Instant(secondsSince1970: try row.int64(8))
        recipient = try row.string(9)
        lastError = try row.stringIfPresent(10)
        later = try row.int64IfPresent(11).map(NotificationID.init)
    }
}

extension SQL {
    /// A column of instants as ``Instant`` counts them, cut to the second.
    static func seconds(_ column: SQL) -> SQL {
        "extract(epoch from date_trunc('second', \(column)))::bigint"
    }
}
