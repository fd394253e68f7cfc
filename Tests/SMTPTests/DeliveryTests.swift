import Foundation
import SMTP
import TestSupport
import Testing

@Suite("Delivery to a real server")
struct DeliveryTests {
    private let envelope: Envelope

    init() throws {
        envelope = try Envelope(sender: "notify@salon.test", recipient: "jane@example.test")
    }

    @Test("A message arrives byte for byte, dots at the beginning of lines and all")
    func content() throws {
        let server = try MailServer()
        let sent = message("dots", lines: [".", "..", ".a", "a.", "", "x" + String(repeating: ".", count: 900)])
        try SMTPClient(SMTPServer("smtp://127.0.0.1:\(server.port)/vexar.test")).send(envelope, sent)
        let received = try #require(server.wait(for: "message").first)
        #expect(received.content.map(Array.init) == sent)
        #expect(received.sender == "notify@salon.test")
        #expect(received.recipients == ["jane@example.test"])
        #expect(received.client == "vexar.test")
        #expect(received.options == [])
    }

    @Test(
        "Large messages arrive whole, wherever libcurl's pieces end in dots",
        arguments: [65_528, 65_536, 65_537, 131_072, 1_000_000])
    func large(size: Int) throws {
        let server = try MailServer()
        var sent = message("large")
        while sent.count < size { sent += Array(".\r\n..\r\nabc\r\n".utf8) }
        try SMTPClient(SMTPServer("smtp://127.0.0.1:\(server.port)")).send(envelope, sent)
        #expect(try server.wait(for: "message").first?.content.map(Array.init) == sent)
    }

    @Test("One connection carries many messages; close says QUIT, and the next message connects again")
    func reuse() throws {
        let server = try MailServer()
        let client = SMTPClient(try SMTPServer("smtp://localhost:\(server.port)"))
        for number in 0..<5 { try client.send(envelope, message("\(number)")) }
        #expect(try server.wait(for: "message", times: 5).count == 5)
        #expect(server.all("connection").count == 1)
        client.close()
        client.close()
        _ = try server.wait(for: "quit")
        try client.send(envelope, message("after"))
        #expect(try server.wait(for: "message", times: 6).count == 6)
        #expect(server.all("connection").count == 2)
    }

    @Test("A connection that was idle for too long is closed and not used again")
    func idle() throws {
        let server = try MailServer()
        var timeouts = SMTPTimeouts()
        timeouts.idle = .zero
        let client = SMTPClient(try SMTPServer("smtp://127.0.0.1:\(server.port)"), timeouts: timeouts)
        try client.send(envelope, message("one"))
        try client.send(envelope, message("two"))
        #expect(server.all("connection").count == 2)
        #expect(try server.wait(for: "quit").count == 1)
        client.closeIfIdle()
        #expect(try server.wait(for: "quit", times: 2).count == 2)
    }
}
