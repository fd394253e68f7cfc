extension Session {
    /// Whose booking it becomes when a staff member is asked for, or none is. A key that sees only its own bookings
    /// makes them for itself: nobody else's.
    func assignee(_ wanted: OperatorID?) throws(Refusal) -> OperatorID? {
        guard let viewedOperator else { return wanted }
        if let wanted, wanted != viewedOperator {
            throw .forbidden("This key may only make and move bookings of its own staff member")
        }
        return viewedOperator
    }
}
