import HTTP
import Testing

/// Clients that keep nginx waiting.
@Suite struct SlowClientTests {
    /// Who sends too slowly is closed without an answer, whether in the headers or in the body.
    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: a\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
    ]) func slowClientsAreClosed(_ beginning: String) throws {
        let site = try Site(
            Stack(),
            edits: [
                .init("site.conf.example", "include vexar/redirect.conf", "include vexar/server.conf"),
                .init("clients.conf", "client_header_timeout 15s", "client_header_timeout 100ms"),
                .init("clients.conf", "client_body_timeout 15s", "client_body_timeout 100ms"),
            ])
        let connection = try TCPConnection(port: site.plainPort)
        try connection.send(Array(beginning.utf8))
        let answer = try? connection.readToEnd()
        #expect(answer ?? [] == [])
        try eventually("its line") { try site.log().contains { $0.status == 408 && $0["upstream_addr"] == "" } }
    }
}
