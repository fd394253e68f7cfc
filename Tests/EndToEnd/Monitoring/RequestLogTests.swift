import Foundation
import HTTP
import Postgres
import Testing

/// The line that each request leaves in the log.
@Suite struct RequestLogTests {
    /// The lines of requests that came with this path's route; all that is there, of a stack that has answered.
    private func lines(_ stack: Stack, _ route: String) throws -> [JSONValue] {
        try log(stack).split(separator: "\n").map { try JSONReader.read(Array($0.utf8)) }
            .filter { $0["message"]?.string == "request" && $0["route"]?.string == route }
    }

    private func log(_ stack: Stack) throws -> String {
        try String(contentsOfFile: "\(stack.directory)/worker.log", encoding: .utf8)
    }

    private static let fields = [
        "level", "message", "method", "ms", "ms_database", "request_id", "route", "status", "time",
    ]

    @Test func aLineForEachRequestWithTheseFieldsAndNoOthers() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let created = try client.send("POST", Tenant.bookings, Tenant.body())
        let id = try #require(created.json()["booking"]?["id"]?.integer)
        let read = try client.send("GET", "\(Tenant.bookings)/\(id)?search=Jane%20Doe")
        let line = try #require(try lines(stack, "\(Tenant.bookings)/{id}").first)
        #expect(line.object?.map(\.key).sorted() == (Self.fields + ["profile"]).sorted())
        #expect(line["request_id"]?.string == read.headers["X-Request-Id"])
        #expect(line["method"]?.string == "GET")
        #expect(line["status"]?.integer == 200)
        #expect(line["profile"]?.integer == tenant.profileID)
        #expect(line["level"]?.string == "info")
        #expect(line["time"]?.string?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        let text = try #require(try log(stack).split(separator: "\n").last { $0.contains("{id}") })
        let times = try #require(text.firstMatch(of: /"ms":(\d+\.\d{3}),"ms_database":(\d+\.\d{3})/))
        #expect(try #require(Double(times.1)) >= #require(Double(times.2)))
        #expect(try #require(Double(times.2)) > 0)
        #expect(try lines(stack, Tenant.bookings).count == 1)
    }

    @Test func beforeItIsKnownWhoSpeaksThereIsNoProfile() throws {
        let stack = try Stack()
        _ = try stack.client("nonsense").send("GET", "\(Tenant.bookings)/stats")
        _ = try stack.client().send("GET", "/api/v1/elsewhere?x=1")
        let refused = try #require(try lines(stack, "\(Tenant.bookings)/stats").first)
        #expect(refused.object?.map(\.key).sorted() == Self.fields)
        #expect(refused["status"]?.integer == 401)
        let unknown = try #require(try lines(stack, "unknown").first)
        #expect(unknown.object?.map(\.key).sorted() == Self.fields)
        #expect(unknown["status"]?.integer == 404)
    }

    @Test func aRepeatedAnswerIsSaidToBeOne() throws {
        let stack = try Stack()
        let client = stack.client(try Tenant(in: stack).key)
        for _ in 1...2 {
            let answer = try client.send(
                "POST", Tenant.bookings, Tenant.body(), headers: [("Idempotency-Key", "again")])
            #expect(answer.status == 201)
        }
        let found = try lines(stack, Tenant.bookings)
        #expect(found.count == 2)
        #expect(found[0]["replayed"] == nil)
        #expect(found[1]["replayed"] == .bool(true))
    }

    @Test func nothingOfAVisitorAndNoKeyIsInTheLog() throws {
        let stack = try Stack(environment: ["VEXAR_LOG_LEVEL": "trace"])
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let body = """
            {"booking_date": "2031-05-06", "start_time": "10:00", "visitor_name": "Wilhelmina Secret",
            "visitor_email": "secret@example.test", "visitor_phone": "+15550001", "visitor_note": "has a secret"}
            """
        let id = try #require(try client.send("POST", Tenant.bookings, body).json()["booking"]?["id"]?.integer)
        _ = try client.send("GET", "\(Tenant.bookings)?search=Wilhelmina")
        _ = try client.send("GET", "\(Tenant.bookings)/grid?search=secret%40example.test")
        _ = try client.send("POST", "\(Tenant.bookings)/\(id)/notify", "{")
        _ = try client.send("GET", "/api/v1/secret-path")
        let log = try log(stack)
        for secret in ["Wilhelmina", "ecret", "5550001", tenant.key, "Bearer", "search", "?"] {
            #expect(!log.contains(secret), "\(secret)")
        }
        #expect(try lines(stack, "\(Tenant.bookings)/{id}/notify").first?["status"]?.integer == 400)
    }

    /// Threads write at once; each line is whole.
    @Test func linesOfManyThreadsDoNotMix() throws {
        let stack = try Stack(environment: ["VEXAR_THREADS": "8"])
        let client = stack.client(try Tenant(in: stack).key)
        _ = try concurrently(8) { _ in
            for _ in 1...25 { _ = try client.send("GET", "\(Tenant.bookings)/stats") }
        }
        let found = try lines(stack, "\(Tenant.bookings)/stats")
        #expect(found.count == 200)
        #expect(Set(found.compactMap { $0["request_id"]?.string }).count == 200)
    }

    @Test(arguments: [["VEXAR_REQUEST_LOG": "off"], ["VEXAR_LOG_LEVEL": "warning"]])
    func itCanBeTurnedOff(_ environment: [String: String]) throws {
        let stack = try Stack(environment: environment)
        #expect(try stack.client().send("GET", "/healthz").status == 200)
        #expect(try !log(stack).contains("\"request\""))
    }
}
