internal import Postgres

/// The page of bookings that a list asks for.
struct BookingList: Sendable {
    enum Order: String, CaseIterable, Sendable {
        /// Newest date first.
        case descending = "desc"
        case ascending = "asc"
    }

    /// How many bookings a page may hold.
    static let pageSizes: ClosedRange<Int64> = 1...200
    /// How many it holds when nobody says.
    static let standardPageSize: Int64 = 50

    var filter = BookingFilter()
    var from: CalendarDate?
    var to: CalendarDate?
    var order = Order.descending
    var limit = standardPageSize
    var offset: Int64 = 0

    private func conditions(for session: Session) -> SQL {
        ([filter.conditions(for: session)] + dates("b.booking_date")).joined(separator: " and ")
    }

    private func dates(_ column: SQL) -> [SQL] {
        (from.map { ["\(column) >= \($0)::date"] } ?? []) + (to.map { ["\(column) <= \($0)::date"] } ?? [])
    }

    private var sorting: SQL {
        switch order {
        case .descending: "b.booking_date desc, b.sort_time desc, b.id desc"
        case .ascending: "b.booking_date, b.sort_time, b.id"
        }
    }

    /// The page, as ``BookingObject`` has it. Rows that the offset skips are not joined.
    func page(for session: Session) -> SQL {
        """
        select \(BookingObject.columns)
        from (
            select b.*
            from vexar.bookings as b
            where \(conditions(for: session))
            order by \(sorting)
            limit \(limit)::bigint offset \(offset)::bigint
        ) as b
        \(BookingObject.joins)
        order by \(sorting)
        """
    }

    /// How many bookings match, whatever the page.
    func total(for session: Session) -> SQL {
        guard let counts = BookingCounts(filter, visibleTo: session) else {
            return "select count(*) from vexar.bookings as b where \(conditions(for: session))"
        }
        let statuses = filter.statuses.isEmpty ? BookingStatus.allCases : filter.statuses
        if from == nil, to == nil { return counts.sum(of: statuses) }
        let dates = ["c.booking_date > '-infinity'"] + dates("c.booking_date")
        return counts.sum(of: statuses, where: dates.joined(separator: " and "))
    }
}
