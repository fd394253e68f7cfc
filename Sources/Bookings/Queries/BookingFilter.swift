internal import Postgres

/// Which bookings a list or a grid is asked for.
struct BookingFilter: Sendable {
    var statuses: [BookingStatus] = []
    var product: ProductID?
    var operatorID: OperatorID?
    var search: String?

    /// The conditions on the bookings called `b`, and what the caller may see. A filter that is not set leaves no trace
    /// in the statement, so that each combination has a plan of its own.
    func conditions(for session: Session) -> SQL {
        var conditions = [session.visibleBookings]
        // As words, not as binds: a plan that knows no binds cannot use the index of what is pending, of which a large
        // profile may have little, or nothing.
        if !statuses.isEmpty {
            let words = BookingStatus.allCases.filter(statuses.contains).map { "'\(unsafeRaw: $0.rawValue)'" as SQL }
            conditions.append("b.status in (\(words.joined(separator: ", ")))")
        }
        if let product { conditions.append("b.product_id = \(product)::bigint") }
        if let operatorID { conditions.append("b.operator_id = \(operatorID)::bigint") }
        // The sub-select has the term put into its form once, not once a row.
        if let search {
            conditions.append("position((select vexar.search_form(\(search)::text)) in b.search_text) > 0")
        }
        return conditions.joined(separator: " and ")
    }
}
