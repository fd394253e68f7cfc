import HTTP
import Testing

@testable import Bookings

/// The HTML standard's rule for `input type=email`, ASCII only, 254 characters at most.
@Suite struct EmailRuleTests {
    @Test(arguments: [
        "jane@example.com", "a@b", "A.B@EXAMPLE.COM", "a@1", "1@2.3", "first.last+tag@sub.domain.example",
        ".a@b.example", "a.@b.example", "a..b@c.example", "!#$%&'*+/=?^_`{|}~-.@a.example", "a@b-c.example",
        "a@a--b.example", "a@xn--bcher-kva.example", "a@" + String(repeating: "x", count: 63) + ".example",
        String(repeating: "x", count: 200) + "@b.example",
    ])
    func wellFormed(_ address: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.create(.appointment().with("visitor_email", .string(address)))
        #expect(answer.word("visitor_email") == address, "\(answer.text)")
    }

    @Test func isTrimmedFirst() throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.create(.appointment().with("visitor_email", "  Jane@Example.com\r\n"))
        #expect(answer.word("visitor_email") == "Jane@Example.com")
    }

    @Test func illFormed() throws {
        let api = try TestAPI(key: TestProfile().key)
        let addresses = [
            "jane", "jane@", "@example.com", "@", "a@b@c", "a b@c.example", "a@b c.example", "a@b.", "a@.b", "a@b..c",
            "a@-b.example", "a@b-.example", "a@b_c.example", "a@" + String(repeating: "x", count: 64) + ".example",
            "Jane <jane@example.com>", "<jane@example.com>", "mailto:jane@example.com", "\"a b\"@c.example",
            "a,b@c.example", "a@b.example,c@d.example", "a;b@c.example", "a@[127.0.0.1]", "a@b.example.",
            "jané@example.com", "jane@exämple.com", "用户@例子.公司", "a@b.example\u{200B}", "a\\b@c.example",
            "a(b)@c.example", "a:b@c.example", "a@b:c", "a@b/c", "a＠b.example", "a@b。example",
            "jane@example.com\nBcc: all@example.com", "jane@example.com\u{0}",
        ]
        for address in addresses {
            expectInvalid(try api.create(.appointment().with("visitor_email", .string(address))), "visitor_email")
        }
        #expect(try api.total() == 0)
    }

    @Test func lengthIsCountedAfterTrimming() throws {
        let api = try TestAPI(key: TestProfile().key)
        let label = String(repeating: "x", count: 60)
        let domain = [label, label, label].joined(separator: ".")
        let longest = String(repeating: "a", count: 253 - domain.count) + "@" + domain
        #expect(longest.count == 254)
        let answer = try api.create(.appointment().with("visitor_email", .string(" " + longest + " ")))
        #expect(answer.word("visitor_email") == longest)
        expectInvalid(
            try api.create(.appointment("2030-05-07").with("visitor_email", .string("a" + longest))), "visitor_email")
    }
}
