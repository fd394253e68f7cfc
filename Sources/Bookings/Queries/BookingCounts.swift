internal import Postgres

/// How many bookings there are, added up from what the database keeps by staff member, date and status: as fast for a
/// million as for a thousand (`sql/deploy/booking_counts.sql`).
struct BookingCounts: Sendable {
    /// What the counts of all bookings stand under; no staff member has this id.
    private static let everybody = OperatorID(rawValue: 0)

    private let profile: ProfileID
    /// Whose bookings; nil: all of the profile's.
    private let operatorID: OperatorID?

    /// Of all that the caller may see.
    init(visibleTo session: Session) {
        profile = session.profile
        operatorID = session.viewedOperator
    }

    /// Of what a filter lets through. Nil where no counts are kept of that: by product, by a search, or of another
    /// staff member's bookings than the caller may see. Nor where nobody's bookings are wanted: under 0 all are
    /// counted.
    init?(_ filter: BookingFilter, visibleTo session: Session) {
        guard filter.product == nil, filter.search == nil, filter.operatorID != Self.everybody else { return nil }
        let viewed = session.viewedOperator
        if let viewed, let wanted = filter.operatorID, wanted != viewed { return nil }
        profile = session.profile
        operatorID = viewed ?? filter.operatorID
    }

    /// How many have one of these statuses, on any date.
    func sum(of statuses: [BookingStatus]) -> SQL {
        sum(of: statuses, where: "c.booking_date = '-infinity'")
    }

    /// How many have one of these statuses and are on a date for which the condition on `c.booking_date` holds. The
    /// condition must leave out the row of all dates, -infinity.
    func sum(of statuses: [BookingStatus], where condition: SQL) -> SQL {
        let columns = BookingStatus.allCases.filter(statuses.contains).map { "c.\(unsafeRaw: $0.rawValue)" as SQL }
        return """
            select coalesce(sum(\(columns.joined(separator: " + "))), 0)
            from vexar.booking_counts as c
            where
                c.profile_id = \(profile)::bigint
                and c.operator_id = \(operatorID ?? Self.everybody)::bigint and \(condition)
            """
    }
}
