import HTTP
import TestSupport
import Testing

@testable import Bookings

/// Answers that are not as described have to be noticed.
@Suite struct ObservedAnswerTests {
    static let alive = #"{"success":true,"status":"alive"}"#
    static let named: Headers = ["Content-Type": "application/json", "X-Request-Id": "1"]

    @Test func anAnswerAsDescribedIsFine() throws {
        #expect(try complaints("/healthz", 200, Self.named, Self.alive) == [])
        #expect(try complaints("/nowhere", 404, Self.named, Self.envelope("not_found")) == [])
        #expect(try complaints("/nowhere", 413, Self.named, Self.envelope("payload_too_large")) == [])
        #expect(try complaints("/healthz", 200, Self.named, "", method: .head) == [])
    }

    static let wrong: [(target: String, status: Int, headers: Headers, body: String)] = [
        ("/healthz", 201, named, alive),
        ("/healthz", 200, named, #"{"success":true,"status":"ready"}"#),
        ("/healthz", 200, named, #"{"success":true}"#),
        ("/healthz", 200, named, alive + "x"),
        ("/healthz", 200, named, ""),
        ("/healthz", 200, ["X-Request-Id": "1"], alive),
        ("/healthz", 200, ["Content-Type": "text/html", "X-Request-Id": "1"], alive),
        ("/healthz", 200, ["Content-Type": "application/json"], alive),
        ("/healthz", 200, ["Content-Type": "application/json", "X-Request-Id": "?"], alive),
        ("/healthz", 200, ["Content-Type": "application/json", "X-Request-Id": "1", "ETag": "\"1\""], alive),
        ("/healthz", 404, named, envelope("not_found")),
        ("/nowhere", 200, named, alive),
        ("/nowhere", 401, named, envelope("unauthenticated")),
        ("/nowhere", 404, named, envelope("invalid_request")),
        ("/nowhere", 405, named, envelope("method_not_allowed")),
    ]

    @Test(arguments: wrong.indices) func anythingElseIsNot(index: Int) throws {
        let answer = Self.wrong[index]
        #expect(try complaints(answer.target, answer.status, answer.headers, answer.body).count == 1)
    }

    @Test func whoeverAddsAFieldMayBeMissing() throws {
        let answer = ObservedAnswer(
            method: .get, target: "/healthz", status: 200, headers: ["Content-Type": "application/json"],
            body: Array(Self.alive.utf8))
        #expect(try Described.api().complaints(about: answer, absent: ["X-Request-Id"]).isEmpty)
    }

    private static func envelope(_ code: String) -> String {
        #"{"success":false,"error":"?","code":"\#(code)"}"#
    }

    private func complaints(
        _ target: String, _ status: Int, _ headers: Headers, _ body: String, method: HTTP.Method = .get
    ) throws -> [String] {
        try Described.api().complaints(
            about: ObservedAnswer(
                method: method, target: target, status: status, headers: headers, body: Array(body.utf8)))
    }
}
