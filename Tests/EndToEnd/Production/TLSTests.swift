import Foundation
import HTTP
import Testing

/// The production site's door: TLS, HTTP/2, and the way there from port 80.
@Suite struct TLSTests {
    /// That it starts at all says that `nginx -t` takes the example as it is, in Debian's `http {}`.
    @Test func http2AndHTTP1() throws {
        let stack = try Stack()
        let site = try Site(stack)
        let tenant = try Tenant(in: stack)
        let client = site.client(tenant.key)
        for (option, time) in [("--http2", "09:00"), ("--http1.1", "10:00")] {
            let made = try client.send("POST", Tenant.bookings, Tenant.body(at: time), options: [option])
            #expect(made.status == 201, "\(option)")
            #expect(try client.send("GET", Tenant.bookings, options: [option]).status == 200)
            #expect(try client.send("HEAD", Tenant.bookings, options: [option]).status == 200)
        }
        try eventually("six lines in the log") { try site.log().count == 6 }
        let protocols = try site.log().map { $0["protocol"] }
        #expect(protocols.prefix(3).allSatisfy { $0 == "HTTP/2.0" })
        #expect(protocols.suffix(3).allSatisfy { $0 == "HTTP/1.1" })
        #expect(try site.log().allSatisfy { $0["tls"] == "TLSv1.3" })
    }

    /// 35: the server refused the handshake.
    @Test(arguments: ["1.0", "1.1", "1.2"]) func olderTLSIsRefused(_ version: String) throws {
        let site = try Site(Stack())
        let client = site.client()
        let lenient = ["--ciphers", "DEFAULT@SECLEVEL=0", "--tlsv\(version)", "--tls-max", version]
        #expect(try client.run(lenient + ["\(client.url)/healthz"]).code == 35)
        #expect(try client.run(["--tlsv1.3", "\(client.url)/healthz"]).code == 0)
    }

    @Test func plainHTTPIsSentToHTTPS() throws {
        let site = try Site(Stack())
        let plain = site.plainClient
        for method in ["GET", "POST", "TRACE"] {
            let answer = try plain.send(method, "/api/v1/my-profile/bookings?limit=2")
            #expect(answer.status == 308, "\(method)")
            #expect(answer.headers["Location"] == "https://bookings.example.com/api/v1/my-profile/bookings?limit=2")
            #expect(answer.headers["Strict-Transport-Security"] == nil, "only over HTTPS (RFC 6797 section 7.2)")
        }
        let long = String(repeating: "x", count: 9_000)
        #expect(try plain.send("GET", "/\(long)").code == "invalid_request")
    }

    @Test func plainHTTPOnThePortOfHTTPS() throws {
        let site = try Site(Stack())
        let connection = try TCPConnection(port: site.port)
        try connection.send(Array("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
        let answer = try HTTPAnswer(connection.readToEnd())
        #expect(answer.status == 400 && answer.code == "invalid_request")
    }
}
