import Foundation
import HTTP
import TestSupport
import Testing

@testable import Bookings

/// Each refusal is described for the operations that can end in it, and for no other.
@Suite struct DescribedRefusalsTests {
    static let refusals: [Refusal] = {
        let booking = Array(Self.booking.utf8)
        var errors = FieldErrors()
        errors.add("status", .required)
        return [
            .invalidRequest("?"), .unauthenticated, .forbidden("?"), .notFound, .methodNotAllowed([.get, .head]),
            .slotTaken(booking: nil), .slotTaken(booking: booking),
            .illegalTransition(from: .completed, to: .pending, booking: booking), .illegalState("?", booking: booking),
            .versionMismatch(booking: booking), .payloadTooLarge, .unsupportedMediaType, .validationFailed(errors),
            .idempotencyKeyReused, .rateLimited("?", retryAfter: 1), .internalError, .unavailable(retryAfter: 1),
        ]
    }()

    @Test func everyCodeIsDescribed() throws {
        let schemas = try #require(try Described.value(at: "/components/schemas").object)
        let codes = schemas.compactMap { $0.value["properties"]?["code"]?["const"]?.string }
        #expect(Set(codes) == Set(Self.refusals.map(\.code)))
    }

    @Test(arguments: Routes.table.indices) func describedWhereItCanOccur(index: Int) throws {
        let route = Routes.table[index]
        for refusal in Self.refusals {
            let complaints = try complaints(about: refusal.response, of: route.method, route.pattern)
            #expect(complaints.isEmpty == Self.canOccur(refusal, at: route), "\(route.pattern) \(refusal.code)")
        }
    }

    @Test func whatNoOperationIsThereForIsDescribedToo() throws {
        for refusal in Self.refusals {
            let isThere = [400, 404, 405, 413, 429, 500, 503].contains(refusal.status.code)
            #expect(try complaints(about: refusal.response, of: .get, "/").isEmpty == isThere, "\(refusal.code)")
        }
    }

    /// nginx answers by itself what cannot come to the service: the same envelopes, for every operation.
    @Test func whatNginxAnswersIsDescribed() throws {
        let answers = try NginxErrors.answers()
        #expect(answers.count == 12)
        for answer in answers where answer.status.code != 404 {
            for route in Routes.table {
                #expect(try complaints(about: answer, of: route.method, route.pattern) == [])
            }
        }
    }

    private static func canOccur(_ refusal: Refusal, at route: Route<Endpoint>) -> Bool {
        let name = route.pattern.split(separator: "/").last.map(String.init) ?? ""
        return switch refusal {
        case .invalidRequest, .payloadTooLarge, .rateLimited, .internalError, .unavailable, .outcomeUnknown: true
        case .unauthenticated: !route.isOpen
        case .notFound: route.pattern.contains("{id}")
        case .methodNotAllowed: false
        case .forbidden: (route.method, name) == (.post, "bookings") || name == "reschedule"
        case .slotTaken(nil): (route.method, name) == (.post, "bookings")
        case .slotTaken: ["status", "reschedule"].contains(name)
        case .illegalTransition: name == "status"
        case .illegalState: ["reschedule", "notify"].contains(name)
        case .versionMismatch: route.method == .put
        case .unsupportedMediaType, .idempotencyKeyReused: route.takesBody
        case .validationFailed: route.takesBody || ["bookings", "grid"].contains(name)
        }
    }

    private func complaints(about response: Response, of method: HTTP.Method, _ pattern: String) throws -> [String] {
        let answer = ObservedAnswer(
            method: method, target: pattern.replacing("{id}", with: "1"), status: response.status.code,
            headers: response.headers, body: response.body)
        return try Described.api().complaints(about: answer, absent: ["X-Request-Id"])
    }

    private static let booking = """
        {"id":2,"product_id":null,"product_name":null,"operator_id":null,"operator_name":null,\
        "booking_date":"2026-12-23","start_time":"11:00","end_time":"12:00","checkout_date":null,"duration_minutes":60,\
        "status":"completed","allowed_statuses":["confirmed"],"visitor_name":"Jane","visitor_email":null,\
        "visitor_phone":null,"visitor_note":null,"price":0,"currency":"eur","cancellation_reason":null,\
        "double_booked":false,"version":2,"created_at":"2026-11-23T23:42:52Z","updated_at":"2026-11-23T23:42:53Z"}
        """
}

/// What deploy/nginx/errors.conf lets nginx answer.
private enum NginxErrors {
    static func answers() throws -> [Response] {
        let file = try #require(URL(string: "../../../deploy/nginx/errors.conf", relativeTo: URL(filePath: #filePath)))
        let maps = try String(contentsOf: file, encoding: .utf8).split(separator: "map $status ").dropFirst()
        let bodies = lines(of: try #require(maps.first))
        let delays = lines(of: try #require(maps.last))
        return bodies.map { status, body in
            var response = Response(
                status: Status(code: Int(status) ?? 500, reason: ""), headers: ["Content-Type": "application/json"],
                body: Array(body.utf8))
            response.headers["Retry-After"] = delays[status]
            return response
        }
    }

    /// A line `STATUS VALUE;` each, the value maybe in apostrophes.
    private static func lines(of map: Substring) -> [String: String] {
        let pairs = map.matches(of: /(?m)^ +(\d+|default) +'?(.*?)'?;$/).map { (String($0.1), String($0.2)) }
        return Dictionary(pairs) { first, _ in first }.filter { !$0.value.isEmpty }
    }
}
