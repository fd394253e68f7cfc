import HTTP
import Postgres
import TestSupport
import Testing

@testable import Bookings

/// Each rule stands in one place, in the code; the description repeats it, and is held to it here.
@Suite struct DescribedLimitsTests {
    @Test func statuses() throws {
        #expect(try words("BookingStatus") == BookingStatus.allCases.map(\.rawValue))
        #expect(try words("NewBooking/properties/status").sorted() == BookingStatus.initial.map(\.rawValue).sorted())
    }

    @Test func whereEachStatusMayGo() throws {
        let table = try #require(try operation("setStatus")["description"]?.string)
        let rules = try #require(try Described.value(at: "/components/schemas/Booking/allOf").array)
        for status in BookingStatus.allCases {
            let successors = status.successors.map(\.rawValue)
            let row = "| `\(status.rawValue)` | \(successors.map { "`\($0)`" }.joined(separator: ", ")) |\n"
            #expect(table.contains(row), "\(row)")
            let rule = rules.first { $0["if"]?["properties"]?["status"]?["const"]?.string == status.rawValue }
            let described = rule?["then"]?["properties"]?["allowed_statuses"]?["const"]?.array?.compactMap(\.string)
            #expect(described == successors)
        }
    }

    @Test func otherWords() throws {
        #expect(try words("Notification/properties/kind") == NotificationKind.allCases.map(\.rawValue))
        #expect(try words("Service/properties/kind") == BookingKind.allCases.map(\.rawValue))
        let order = try parameter("order")
        #expect(
            order["enum"]?.array?.compactMap(\.string).sorted() == BookingList.Order.allCases.map(\.rawValue).sorted())
        #expect(order["default"]?.string == BookingList().order.rawValue)
    }

    @Test(arguments: [
        ("visitor_name", TextRule.visitorName), ("visitor_email", .visitorEmail), ("visitor_phone", .visitorPhone),
        ("visitor_note", .visitorNote), ("cancellation_reason", .reason),
    ])
    func lengthsOfTexts(field: String, rule: TextRule) throws {
        let sent = field == "cancellation_reason" ? "StatusChange/properties/reason" : "NewBooking/properties/\(field)"
        for place in [sent, "Booking/properties/\(field)"] {
            #expect(try value(place)["maxLength"]?.integer == Int64(rule.length.upperBound), "\(place)")
        }
        // The pattern of an address says more than a length could.
        let least = try value("Booking/properties/\(field)")["minLength"]?.integer ?? 1
        #expect(least == Int64(rule.length.lowerBound))
        #expect((try value(sent)["minLength"]?.integer == nil) == rule.emptyIsNull)
    }

    @Test(arguments: ["Price", "NewBooking/properties/price"])
    func prices(place: String) throws {
        try expect(value(place), Price.accepted)
    }

    @Test(arguments: [
        "DurationMinutes", "NewBooking/properties/duration_minutes", "Reschedule/properties/duration_minutes",
        "Booking/properties/duration_minutes", "Service/properties/duration_minutes",
    ])
    func durations(place: String) throws {
        try expect(value(place), DurationMinutes.accepted)
    }

    @Test func pages() throws {
        try expect(try parameter("limit"), BookingList.pageSizes)
        #expect(try parameter("limit")["default"]?.integer == BookingList.standardPageSize)
        try expect(try parameter("offset"), 0...Int64.max)
        for place in [
            "BookingPage/properties/bookings", "ChangeFeed/properties/bookings", "ChangeFeed/properties/gone",
        ] {
            #expect(try value(place)["maxItems"]?.integer == BookingList.pageSizes.upperBound)
        }
    }

    @Test func theGrid() throws {
        #expect(try value("Grid/properties/bookings")["maxItems"]?.integer == GridQueries.mostBookings)
        let text = try #require(try Described.value(at: "/components/parameters/grid_to/description").string)
        #expect(text.contains("at most \(GridRange.longest) days"))
        #expect(text.contains("more than \(GridQueries.mostBookings / 1_000) 000 bookings"))
    }

    @Test func messagesAnHour() throws {
        let text = try #require(try operation("notifyVisitor")["description"]?.string)
        #expect(text.contains("More than \(NotifyVisitor.hourlyLimit) within an hour"))
    }

    private func expect(_ schema: JSONValue, _ range: ClosedRange<Int64>) throws {
        #expect(schema["minimum"]?.integer == range.lowerBound)
        #expect(schema["maximum"]?.integer == range.upperBound)
    }

    private func value(_ place: String) throws -> JSONValue {
        try Described.value(at: "/components/schemas/\(place)")
    }

    private func words(_ place: String) throws -> [String] {
        try #require(try value(place)["enum"]?.array).compactMap(\.string)
    }

    private func parameter(_ name: String) throws -> JSONValue {
        try Described.value(at: "/components/parameters/\(name)/schema")
    }

    private func operation(_ name: String) throws -> JSONValue {
        try #require(try Described.api().operations.first { $0.json["operationId"]?.string == name }).json
    }
}
