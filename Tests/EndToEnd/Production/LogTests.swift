import Foundation
import HTTP
import Testing

/// The access log: JSON whatever is sent, and no secret in it.
@Suite struct LogTests {
    @Test func whatALineSays() throws {
        let stack = try Stack()
        let site = try Site(stack)
        let tenant = try Tenant(in: stack)
        let answer = try site.client(tenant.key).send("GET", "\(Tenant.bookings)?search=Jane%20Roe")
        #expect(answer.status == 200)
        try eventually("a line") { try site.log().count == 1 }
        let line = try site.log()[0]
        #expect(line["request_id"] == answer.headers["X-Request-Id"])
        #expect(line["method"] == "GET" && line["path"] == Tenant.bookings && line.status == 200)
        #expect(line["remote_addr"] == "127.0.0.1" && line["tls"] == "TLSv1.3" && line["protocol"] == "HTTP/2.0")
        #expect(line["upstream_addr"] == "unix:\(stack.directory)/socket" && line["upstream_status"] == "200")
        for name in ["upstream_connect_time", "upstream_header_time", "upstream_response_time"] {
            #expect(line[name].flatMap(Double.init) != nil, "\(name)")
        }
        for name in ["request_time", "request_length", "bytes_sent"] {
            guard case .number = line.json[name] else {
                Issue.record("\(name) is no number: \(line.text)")
                continue
            }
        }
        #expect(line["time"]?.utf8.count == 25)
        for secret in [tenant.key, "Jane", "Roe", "search", "Bearer"] { #expect(!line.text.contains(secret)) }
    }

    /// Mostly wrong ones; what stands after `?` is not for the log.
    private static let odd = [
        "nonsense\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /a\"b\\c?secret HTTP/1.1\r\nHost: \"a\"\r\nConnection: close\r\n\r\n",
        "GET /%22%5C%00?secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "TRACE /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST /../x?secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /\(String(repeating: "x", count: 9_000)) HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /\u{e9}?secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 65537\r\n\r\n",
        "GET http://a/b?secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    ]

    private static let notUTF8 = [
        Array("GET /".utf8) + [0xC3, 0xFF, 0x0A] + Array(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8),
        Array("GET /x".utf8) + [0xFF] + Array("?secret HTTP/1.0\r\n\r\n".utf8),
    ]

    /// Of the development stack, which has the same log; a method stays what it was where nginx answers by itself.
    @Test func everyLineIsJSON() throws {
        let stack = try Stack()
        let log = "\(stack.directory)/access.log"
        let before = try LogLine.read(log).count
        let requests = Self.odd.map { Array($0.utf8) } + Self.notUTF8
        for request in requests {
            let connection = try TCPConnection(port: stack.port)
            try connection.send(request)
            _ = try connection.readToEnd()
        }
        try eventually("the lines") { try LogLine.read(log).count == before + requests.count }
        let lines = try LogLine.read(log)[before...]
        #expect(lines.allSatisfy { !$0.text.contains("secret") && $0.status != nil })
        #expect(lines.contains { $0["method"] == "TRACE" && $0.status == 405 })
        #expect(lines.contains { $0["method"] == "POST" && $0.status == 400 && $0["path"] == "" })
        #expect(lines.contains { $0["path"] == "/a\"b\\c" })
        #expect(lines.contains { $0["path"] == "/x" })
    }
}
