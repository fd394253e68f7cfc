import HTTP

@testable import Bookings

/// A request that anybody might send.
struct RandomStep: Sendable, CustomStringConvertible {
    /// A field that need not be sent.
    enum Reference: Sendable, Equatable {
        case leftOut, null, id(Int64)

        var id: Int64? {
            if case .id(let id) = self { id } else { nil }
        }

        fileprivate var value: TestBody.Value? {
            switch self {
            case .leftOut: nil
            case .null: .null
            case .id(let id): .integer(id)
            }
        }
    }

    /// Where a booking should be.
    struct Placement: Sendable {
        let start: Int
        /// Nights of a stay; nil for an appointment.
        let nights: Int?
        /// Of an appointment; nil where it is left out.
        let minutes: Int?
        let product: Reference
        let staff: Reference

        fileprivate var body: TestBody {
            let date = CalendarDate(daysSince1970: start / 1_440)
            var body: TestBody = ["booking_date": .string(date.description)]
            if let nights {
                body["checkout_date"] = .string(date.adding(days: nights).description)
            } else {
                body["start_time"] = .string(clock(start))
                body["duration_minutes"] = minutes.map { .integer(Int64($0)) }
            }
            body["product_id"] = product.value
            body["operator_id"] = staff.value
            return body
        }
    }

    enum Action: Sendable {
        case create(Placement, status: String)
        case move(Int64, to: Placement)
        case status(Int64, to: String)
    }

    let speaker: ModelSalon.Speaker
    let action: Action
    let mayOverlap: Bool
    /// The version that `If-Match` names, if it is sent.
    let version: Int64?

    func send(by api: TestAPI) throws -> TestAnswer {
        let headers: Headers = version.map { ["If-Match": "\"\($0)\""] } ?? [:]
        let flag: TestBody = mayOverlap ? ["allow_double_booking": true] : [:]
        switch action {
        case .create(let placement, let status):
            return try api.create(
                placement.body.with(["visitor_name": "Jane", "status": .string(status)]).with(flag), headers: headers)
        case .move(let id, let placement): return try api.move(id, placement.body.with(flag), headers: headers)
        case .status(let id, let status): return try api.change(id, to: status, flag, headers: headers)
        }
    }

    var description: String {
        let who = speaker.staff.map { "staff \($0)" } ?? "owner"
        let how = (mayOverlap ? " overlapping" : "") + (version.map { " if version \($0)" } ?? "")
        switch action {
        case .create(let placement, let status): return "\(who): create \(status) \(placement.body)\(how)"
        case .move(let id, let placement): return "\(who): move \(id) \(placement.body)\(how)"
        case .status(let id, let status): return "\(who): \(id) to \(status)\(how)"
        }
    }
}
