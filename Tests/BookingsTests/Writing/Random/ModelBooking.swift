import HTTP
import Testing

@testable import Bookings

/// A booking as the model has it. Times are minutes since 1970 in UTC.
struct ModelBooking: Equatable, Sendable {
    /// Where time is taken.
    enum Line: Hashable, Sendable {
        case own
        case staff(Int64)
        case rental(Int64)
    }

    /// What its history should say of a change.
    struct Change: Equatable, Sendable {
        let action: String
        let actor: Int64?
    }

    /// What may share its time: visitors of the same session, and all stays.
    struct Session: Equatable, Sendable {
        let product: Int64?
        let start: Int
        let length: Int
    }

    var id: Int64 = 0
    let isStay: Bool
    var product: Int64?
    var staff: Int64?
    var start: Int
    var length: Int
    var status: String
    var isDoubleBooked = false
    var changes: [Change] = []

    var version: Int64 { Int64(changes.count) }
    var isHolding: Bool { status == "pending" || status == "confirmed" }
    var during: Range<Int> { start..<(start + length) }

    var line: Line {
        if isStay, let product { return .rental(product) }
        return staff.map(Line.staff) ?? .own
    }

    var session: Session? {
        isStay ? nil : Session(product: product, start: start, length: length)
    }

    /// Whether both take the same time in the same way, so that going from one to the other takes nothing new.
    func holdsTheSame(as other: ModelBooking) -> Bool {
        line == other.line && session == other.session && during == other.during
    }
}

extension ModelBooking {
    /// Where it differs from a booking of the API; empty when it does not.
    func differences(from booking: JSONValue?) -> [String] {
        let first = CalendarDate(daysSince1970: start / 1_440)
        let wanted: [(String, JSONValue?)] = [
            ("product_id", .number(product)), ("operator_id", .number(staff)),
            ("booking_date", .string(first.description)), ("start_time", isStay ? .null : .time(start)),
            ("end_time", isStay ? .null : .time(start + length)),
            ("checkout_date", isStay ? .string(first.adding(days: length / 1_440).description) : .null),
            ("duration_minutes", isStay ? .null : .number(Int64(length))), ("status", .string(status)),
            ("double_booked", .bool(isDoubleBooked)), ("version", .number(version)),
        ]
        return wanted.compactMap { name, value in
            booking?[name] == value ? nil : "\(name): \(String(describing: value)), not \(booking?[name] as Any)"
        }
    }
}

extension JSONValue {
    /// A number, or null.
    fileprivate static func number(_ value: Int64?) -> JSONValue? {
        guard let value else { return .null }
        return try? JSONReader.read(Array(String(value).utf8))
    }

    /// The time of day.
    fileprivate static func time(_ minutes: Int) -> JSONValue {
        .string(clock(minutes))
    }
}

/// `HH:MM` of a number of minutes.
func clock(_ minutes: Int) -> String {
    let (hour, minute) = (minutes % 1_440).quotientAndRemainder(dividingBy: 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
}
