internal import Postgres

extension Terms {
    /// The row of ``BookingQueries/terms(for:product:operatorID:date:start:)``.
    init(_ rows: Rows) throws {
        let row = try rows.one()
        timezone = try row.string(0)
        currency = try row.parsed(1, Currency.init)
        slotDuration = DurationMinutes(count: try row.int64(2))
        product =
            try row.isNull(3)
            ? nil
            : Product(
                kind: row.word(3), isActive: row.bool(4), price: Price(smallestUnits: row.int64(5)),
                currency: row.stringIfPresent(6).flatMap(Currency.init),
                duration: row.int64IfPresent(7).map(DurationMinutes.init))
        staffMember =
            try row.isNull(8) ? nil : StaffMember(isActive: row.bool(8), offersProduct: row.bool(9))
        isSkipped = try row.bool(10)
    }
}
