import Foundation
import HTTP
import Testing

/// What every answer of the production site carries, once, whoever gives it.
@Suite struct HeaderTests {
    private static let always = [
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=63072000",
    ]

    /// The value of a field that stands twice has both values here, so equality is "once".
    private func check(_ answer: HTTPAnswer, _ status: Int, cache: String = "no-store") {
        #expect(answer.status == status)
        for (name, value) in Self.always { #expect(answer.headers[name] == value, "\(name) of a \(status)") }
        #expect(answer.headers["Cache-Control"] == cache, "of a \(status)")
        #expect(answer.headers["X-Request-Id"]?.utf8.count == 32, "of a \(status)")
        #expect(answer.headers["Server"] == "nginx")
    }

    @Test func ofTheWorkersAnswers() throws {
        let stack = try Stack()
        let site = try Site(stack)
        let tenant = try Tenant(in: stack)
        let client = site.client(tenant.key)
        let made = try client.send("POST", Tenant.bookings, Tenant.body())
        check(made, 201)
        let id = try #require(try made.json()["booking"]?["id"]?.integer)
        check(try client.send("POST", Tenant.bookings, Tenant.body()), 409)
        for path in ["", "/grid", "/stats", "/\(id)"] {
            let answer = try client.send("GET", Tenant.bookings + path)
            check(answer, 200, cache: "private, no-cache")
            let tag = try #require(answer.headers["ETag"])
            let again = try client.send("GET", Tenant.bookings + path, headers: [("If-None-Match", tag)])
            check(again, 304, cache: "private, no-cache")
        }
        check(try client.send("GET", Tenant.bookings + "/poll"), 200)
        check(try site.client().send("GET", Tenant.bookings), 401)
        check(try client.send("DELETE", Tenant.bookings), 405)
    }

    @Test func ofNginxsOwnRefusals() throws {
        let stack = try Stack()
        let site = try Site(stack)
        let client = site.client()
        let long = String(repeating: "X", count: 9_000)  // which HPACK makes no shorter
        for protocolOption in ["--http2", "--http1.1"] {
            func send(
                _ method: String, _ target: String, _ body: String? = nil, headers: [(String, String)] = []
            ) throws -> HTTPAnswer {
                let answer = try client.send(method, target, body, headers: headers, options: [protocolOption])
                #expect(answer.headers["Content-Type"] == "application/json")
                return answer
            }
            check(try send("GET", "/%00"), 400)
            check(try send("POST", "/", String(repeating: " ", count: 65_537)), 413)
            check(try send("TRACE", Tenant.bookings), 405)
            check(try send("GET", "/.vexar/read"), 404)
        }
        check(try client.send("GET", "/\(long)", options: ["--http1.1"]), 414)
        check(try client.send("GET", "/", headers: [("X", long)], options: ["--http1.1"]), 431)
        // Over HTTP/2 nginx has no answer to these; it ends the connection (ENHANCE_YOUR_CALM).
        #expect(try client.run(["\(client.url)/\(long)"]).code != 0)
        #expect(try client.run(["-H", "X: \(long)", client.url]).code != 0)
        stack.worker.signal(SIGKILL)
        _ = stack.worker.wait()
        let gone = try client.send("GET", Tenant.bookings)
        check(gone, 502)
        #expect(gone.headers["Retry-After"] == "2" && gone.code == "unavailable")
    }

    @Test func whoIsDeniedByTheOperatorFindsNothing() throws {
        let further = "include vexar/limited.conf;"
        let site = try Site(Stack(), edits: [.init("site.conf.example", further, "\(further) deny 127.0.0.1;")])
        for method in ["GET", "POST", "TRACE"] {
            let answer = try site.client().send(method, "/healthz")
            check(answer, 404)
            #expect(answer.code == "not_found")
        }
    }

    /// What nginx would refuse for files alone, or not at all, comes to the worker, which ignores it.
    @Test func fieldsThatNginxHasNoAnswerTo() throws {
        let site = try Site(Stack())
        let client = site.client()
        for (name, value) in [
            ("Range", "bytes=9999-"), ("Expect", "nonsense"), ("If-Match", "\"x\""), ("Upgrade", "nonsense"),
            ("If-Unmodified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ] {
            let answer = try client.send("GET", "/healthz", headers: [(name, value)], options: ["--http1.1"])
            #expect(answer.status == 200, "\(name)")
        }
        // Neither is a length missed (411).
        #expect(try client.send("POST", Tenant.bookings).status == 401)
    }
}
