internal import Postgres

extension Session {
    /// What this caller may see of the bookings called `b`. Row-level security says the same; here it also lets the
    /// planner use the index.
    var visibleBookings: SQL {
        guard let operatorID = viewedOperator else { return "b.profile_id = \(profile)::bigint" }
        return "b.profile_id = \(profile)::bigint and b.operator_id = \(operatorID)::bigint"
    }
}
