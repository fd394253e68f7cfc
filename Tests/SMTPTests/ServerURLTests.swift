import SMTP
import Testing

@Suite("The server's URL")
struct ServerURLTests {
    @Test("Ports and encryption follow the scheme and the host")
    func defaults() throws {
        let remote = try SMTPServer("smtp://mail.example.com")
        #expect(remote.host == "mail.example.com" && remote.port == 587 && remote.tls == .required)
        #expect(try SMTPServer("smtps://mail.example.com").port == 465)
        #expect(try SMTPServer("smtps://mail.example.com").isTLSFromStart)
        #expect(try SMTPServer("smtp://u:p@mail.example.com:25").port == 25)
        #expect(try SMTPServer("smtp://[2001:db8::1]:25").host == "[2001:db8::1]")
        for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.9.9.9", "[::1]"] {
            #expect(try SMTPServer("smtp://u:p@\(host):25").tls == .optional)
        }
        for host in ["localhost.example.com", "127.0.0.1.example.com", "128.0.0.1", "[::2]", "[::ffff:127.0.0.1]"] {
            #expect(try SMTPServer("smtp://\(host)").tls == .required)
        }
        #expect(try SMTPServer("smtp://localhost", tls: .required).tls == .required)
        #expect(try SMTPServer("smtp://mail.example.com", tls: .off).tls == .off)
        #expect("\(try SMTPServer("smtp://u:p@mail.example.com"))" == "smtp://***@mail.example.com:587")
    }

    @Test("No password in the clear to another machine", arguments: [SMTPServer.TLSPolicy.optional, .off])
    func noPasswordInTheClear(policy: SMTPServer.TLSPolicy) throws {
        let error = #expect(throws: SMTPServerError.self) {
            try SMTPServer("smtp://u:geheim@mail.example.com", tls: policy)
        }
        #expect(error?.description.contains("password") == true)
        #expect(throws: SMTPServerError.self) { try SMTPServer("smtps://u:geheim@mail.example.com", tls: policy) }
        #expect(try SMTPServer("smtp://u:geheim@127.0.0.1", tls: policy).tls == policy)
    }

    @Test(
        "What cannot be read is refused without a word of it",
        arguments: [
            "", "geheim", "http://geheim", "smtp://", "smtp://:25", "smtp://u:geheim@", "smtp://u:ge@heim@h",
            "smtp://u:12/geheim@h",
            "smtp://u:geheim/x@h", "smtp://u:12#geheim@h", "smtp://u:12?geheim@h", "smtp://u;geheim:p@h",
            "smtp://u:p@h:geheim",
            "smtp://h:0", "smtp://h:65536", "smtp://u@geheim", "smtp://:geheim@h", "smtp://u:@geheim",
            "smtp://h/geheim x",
            "smtp://h/a/geheim", "smtp://h?geheim", "smtp://h\0geheim", "smtp://u:%0ageheim@h", "smtp://u:%00geheim@h",
            "smtp://bücher.geheim", "smtp://ge%20heim", "smtp://[fe80::1%25geheim]", "smtp://h/%0d%0ageheim",
            "smtp://u:geheim%@h/@",
        ])
    func malformed(url: String) throws {
        let error = try #require(throws: SMTPServerError.self) { try SMTPServer(url) }
        #expect(!error.description.contains("geheim"))
        #expect(error.description.contains("smtp://") || error.description.contains("mail server's URL"))
    }

    @Test("A file of authorities that is not there is found at once")
    func caFile() {
        for file in ["/nowhere/ca.pem", "/etc", "/etc/hostname"] {
            #expect(throws: SMTPServerError.self) { try SMTPServer("smtp://h", caFile: file) }
        }
    }
}
