internal import HTTP
internal import Postgres

extension Booking {
    /// A row of ``BookingQueries/booking(_:for:)``: the object's columns, and the kind.
    init(_ row: Row) throws {
        func column(_ member: BookingObject.Member) -> Int { BookingObject.column(of: member) }
        id = BookingID(rawValue: try row.int64(column(.id)))
        kind = try row.word(BookingObject.columnCount)
        status = try row.word(column(.status))
        version = try row.int64(column(.version))
        hasEmail = !(try row.isNull(column(.visitorEmail)))
        placement = Placement(
            product: try row.int64IfPresent(column(.productID)).map(ProductID.init),
            operatorID: try row.int64IfPresent(column(.operatorID)).map(OperatorID.init),
            date: try row.parsed(column(.bookingDate), CalendarDate.init),
            start: try row.stringIfPresent(column(.startTime)).flatMap { TimeOfDay(String($0.prefix(5))) },
            duration: try row.int64IfPresent(column(.durationMinutes)).map(DurationMinutes.init),
            checkout: try row.stringIfPresent(column(.checkoutDate)).flatMap(CalendarDate.init)
        )
        json = try BookingObject.json(of: row)
    }
}

extension BookingObject {
    /// The object alone.
    static func json(of row: Row) throws -> [UInt8] {
        var json = JSONWriter(capacity: 768)
        try shape.write(row, to: &json)
        return json.finish()
    }
}

extension Row {
    /// One of our own words, such as a status.
    func word<Word: RawRepresentable>(_ column: Int) throws -> Word where Word.RawValue == String {
        try parsed(column, Word.init)
    }

    /// A value made from its text.
    func parsed<Value>(_ column: Int, _ parse: (String) -> Value?) throws -> Value {
        let text = try string(column)
        guard let value = parse(text) else { throw UnexpectedValue(column: column, type: "\(Value.self)") }
        return value
    }
}

/// The database gave something that its constraints should have kept out.
struct UnexpectedValue: Error, CustomStringConvertible {
    let column: Int
    let type: String

    var description: String { "column \(column) of a result is no \(type)" }
}
