import HTTP
import Testing

/// Whoever answers, nginx's own refusals too: the envelope, its code, and the request's id.
@Suite struct EnvelopeTests {
    @Test func nginxsOwnRefusals() throws {
        let stack = try Stack()
        let client = stack.client()
        let long = String(repeating: "x", count: 9_000)
        try expect(client.raw("nonsense\r\n\r\n"), 400, "invalid_request")
        try expect(client.raw("GET /\(long) HTTP/1.1\r\nHost: a\r\n\r\n"), 414, "invalid_request")
        try expect(client.raw("GET / HTTP/1.1\r\nHost: a\r\nX: \(long)\r\n\r\n"), 431, "invalid_request")
        try expect(client.raw("GET / HTTP/3.0\r\nHost: a\r\n\r\n"), 505, "invalid_request")
        try expect(
            client.raw("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: bogus\r\n\r\n"), 501, "invalid_request")
        try expect(client.raw("GET /%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), 400, "invalid_request")
        try expect(client.send("GET", "/"), 404, "not_found")
        try expect(client.send("GET", "/../../etc"), 400, "invalid_request")
    }

    @Test func bodiesAreTakenUpToTheLimitAndNotBeyond() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let blanks = String(repeating: " ", count: 65_536)
        try expect(client.send("POST", Tenant.bookings, blanks), 400, "invalid_request")
        try expect(client.send("POST", Tenant.bookings, blanks + " "), 413, "payload_too_large")
        // Before everything else: route, method and key.
        try expect(stack.client().send("DELETE", "/nowhere", blanks + " "), 413, "payload_too_large")
    }

    /// As `%FF`, and not as a character that nobody has typed.
    @Test func aQueryThatIsNotUTF8() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        for search in [[0xFF], Array("%FF".utf8)] as [[UInt8]] {
            let head = Array("GET \(Tenant.bookings)?search=".utf8) + search + Array(" HTTP/1.1\r\nHost: a\r\n".utf8)
            let request = head + Array("Authorization: Bearer \(tenant.key)\r\nConnection: close\r\n\r\n".utf8)
            let connection = try TCPConnection(port: stack.port)
            try connection.send(request)
            let answer = try HTTPAnswer(connection.readToEnd())
            #expect(answer.status == 400 && answer.code == "invalid_request")
        }
    }

    @Test func methodsThatNobodyServes() throws {
        let stack = try Stack()
        for method in ["OPTIONS", "DELETE", "PATCH", "TRACE"] {
            let answer = try stack.client().send(method, Tenant.bookings)
            try expect(answer, 405, "method_not_allowed")
            #expect(answer.headers["Allow"] == "GET, HEAD, POST", "\(method)")
        }
    }

    @Test func aWorkerThatIsGone() throws {
        let stack = try Stack()
        stack.worker.signal(9)
        _ = stack.worker.wait()
        let answer = try stack.client().send("GET", Tenant.bookings)
        try expect(answer, 502, "unavailable")
        #expect(answer.headers["Retry-After"] != nil)
    }

    private func expect(_ answer: HTTPAnswer, _ status: Int, _ code: String) throws {
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.headers["Content-Type"] == "application/json")
        #expect(answer.headers["X-Request-Id"] != nil)
        #expect(try answer.json()["success"]?.bool == false)
        #expect(try answer.json()["error"]?.string?.isEmpty == false)
    }
}
