internal import Postgres

/// A place in a profile's changes: a clock, and within it a booking, since one transaction may change many.
struct ChangeCursor: Hashable, Comparable, Sendable {
    let ts: Int64
    /// The last booking that was given out of those changed at `ts`; nil when all of them were.
    let booking: BookingID?

    /// Reads a `ts` of poll, or what ``description`` wrote; nil for anything else.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isDigit) }),
            let ts = Int64(Substring(parts[0]))
        else { return nil }
        self.ts = ts
        guard parts.count == 2 else { booking = nil; return }
        guard let id = Int64(Substring(parts[1])) else { return nil }
        booking = BookingID(rawValue: id)
    }

    init(ts: Int64, booking: BookingID) {
        self.ts = ts
        self.booking = booking
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte)
    }

    private var position: (Int64, Int64) {
        (ts, booking?.rawValue ?? .max)
    }

    static func < (earlier: ChangeCursor, later: ChangeCursor) -> Bool {
        earlier.position < later.position
    }

    /// The condition that a row's clock and booking lie behind this place.
    func precedes(_ ts: SQL, _ booking: SQL) -> SQL {
        "(\(ts), \(booking)) > (\(position.0)::bigint, \(position.1)::bigint)"
    }
}

extension ChangeCursor: CustomStringConvertible {
    /// The `next` of a page.
    var description: String {
        booking.map { "\(ts).\($0.rawValue)" } ?? "\(ts)"
    }
}

/// What changed after a place, oldest change first.
struct ChangeFeed: Sendable {
    let since: ChangeCursor
    let limit: Int64

    /// The bookings, with their clock behind the columns of ``BookingObject``; one more than the page, to see whether
    /// there is more.
    func bookings(for session: Session) -> SQL {
        """
        select \(BookingObject.columns), b.changed_ts
        from (
            select b.*
            from vexar.bookings as b
            where \(session.visibleBookings) and \(since.precedes("b.changed_ts", "b.id"))
            order by b.changed_ts, b.id
            limit \(limit + 1)::bigint
        ) as b
        \(BookingObject.joins)
        order by b.changed_ts, b.id
        """
    }

    /// The bookings that have left a staff member's view: clock and id.
    func departures(of operatorID: OperatorID, in profile: ProfileID) -> SQL {
        """
        select d.changed_ts, d.booking_id
        from vexar.booking_departures as d
        where
            d.profile_id = \(profile)::bigint
            and d.operator_id = \(operatorID)::bigint
            and \(since.precedes("d.changed_ts", "d.booking_id"))
        order by d.changed_ts, d.booking_id
        limit \(limit + 1)::bigint
        """
    }
}
