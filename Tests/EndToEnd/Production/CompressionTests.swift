import Foundation
import HTTP
import Testing

/// What is compressed, and that entity tags still do their work.
@Suite struct CompressionTests {
    private let gzip = [("Accept-Encoding", "gzip")]

    private func profile(in stack: Stack, _ site: Site) throws -> (client: Curl, id: Int64) {
        let client = site.client(try Tenant(in: stack).key)
        let made = try (1...9).map { try client.send("POST", Tenant.bookings, Tenant.body(on: "2031-05-0\($0)")) }
        return (client, try #require(try made[0].json()["booking"]?["id"]?.integer))
    }

    @Test func listGridAndDescriptionAreTheSameAfterwards() throws {
        let stack = try Stack()
        let site = try Site(stack)
        let (client, _) = try profile(in: stack, site)
        for target in [Tenant.bookings, "\(Tenant.bookings)/grid?date_from=2031-05-01", "/api/v1/openapi.json"] {
            let plain = try client.send("GET", target)
            let packed = try client.send("GET", target, headers: gzip)
            let unpacked = try client.send("GET", target, options: ["--compressed"])
            #expect(plain.status == 200 && plain.headers["Content-Encoding"] == nil)
            #expect(packed.headers["Content-Encoding"] == "gzip" && unpacked.headers["Content-Encoding"] == "gzip")
            #expect(packed.body.starts(with: [0x1F, 0x8B]) && packed.body.count < plain.body.count / 2)
            #expect(unpacked.body == plain.body)
            for answer in [plain, packed] { #expect(answer.headers["Vary"] == "Accept-Encoding") }
        }
    }

    @Test(arguments: ["", "/grid?date_from=2031-05-01"]) func aWeakTagIsAnsweredWith304(_ path: String) throws {
        let stack = try Stack()
        let site = try Site(stack)
        let (client, _) = try profile(in: stack, site)
        let target = Tenant.bookings + path
        let packed = try client.send("GET", target, headers: gzip)
        let tag = try #require(packed.headers["ETag"])
        #expect(tag.hasPrefix("W/\""))
        let again = try client.send("GET", target, headers: gzip + [("If-None-Match", tag)])
        #expect(again.status == 304 && again.body.isEmpty)
        #expect(try client.send("POST", Tenant.bookings, Tenant.body(on: "2031-06-01")).status == 201)
        #expect(try client.send("GET", target, headers: gzip + [("If-None-Match", tag)]).status == 200)
    }

    /// The note makes it long enough for compression, were it not for its tag.
    @Test func aBookingsTagStaysStrong() throws {
        let stack = try Stack()
        let site = try Site(stack)
        let client = site.client(try Tenant(in: stack).key)
        let note = String(repeating: "note ", count: 800)
        let body = Tenant.body().replacing("\"Jane\"", with: "\"Jane\", \"visitor_note\": \"\(note)\"")
        let made = try client.send("POST", Tenant.bookings, body, headers: gzip)
        #expect(made.status == 201 && made.headers["ETag"] == nil && made.headers["Content-Encoding"] == nil)
        let path = "\(Tenant.bookings)/\(try #require(try made.json()["booking"]?["id"]?.integer))"
        for spelling in [path, path + "?x=1", path.replacing("bookings", with: "%62ookings"), path + "/"] {
            let answer = try client.send("GET", spelling, headers: gzip)
            #expect(answer.headers["Content-Encoding"] == nil, "\(spelling)")
            if answer.status == 200 { #expect(answer.headers["ETag"] == "\"1\"", "\(spelling)") }
        }
        let shown = try client.send("GET", path, headers: gzip)
        #expect(shown.status == 200 && shown.body.count > 4_000)
        let tag = try #require(shown.headers["ETag"])
        let change = try client.send(
            "PUT", "\(path)/status", #"{"status": "cancelled"}"#, headers: gzip + [("If-Match", tag)])
        #expect(change.status == 200 && change.headers["Content-Encoding"] == nil)
        let history = try client.send("GET", "\(path)/history", headers: gzip)
        #expect(history.status == 200 && history.headers["ETag"] == nil)
    }
}
