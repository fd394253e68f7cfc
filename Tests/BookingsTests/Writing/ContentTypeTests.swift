import HTTP
import Testing

@testable import Bookings

/// A body is JSON in UTF-8 and says so, else 415.
@Suite struct ContentTypeTests {
    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json;charset=UTF-8",
        #"application/json; charset="utf-8""#, "application/json ; charset=utf-8", "application/json;",
        "application/json; charset=utf-8; profile=x", "application/json; q=1", " application/json ",
        "application/json;\tCharset=Utf-8",
    ])
    func isJSON(_ type: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let headers: Headers = ["Content-Type": type]
        let created = try api.create(.appointment(), headers: headers)
        #expect(created.status == 201, "\(created.text)")
        let id = try created.bookingID()
        #expect(try api.change(id, to: "completed", headers: headers).status == 200)
    }

    @Test(arguments: [
        "", "text/plain", "text/json", "application/jsonp", "application/json5", "application/x-json", "json",
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/merge-patch+json",
        "application/vnd.api+json", "application/json+x", "*/*", "application/*", "application", "application/",
        "/json", "application/json; charset=iso-8859-1", "application/json; charset=utf-16",
        "application/json; charset=", #"application/json; charset="utf-8"#, "application/json, text/plain",
        "text/plain, application/json", "application/json; charset=utf-8, application/json", "application /json",
        "application/json charset=utf-8", "application/json; charset=utf-8; charset=latin1",
    ])
    func isAnythingElse(_ type: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book(.appointment("2031-01-01").with("visitor_email", "jane@example.com"))
        let headers: Headers = ["Content-Type": type]
        let move: TestBody = ["booking_date": "2031-01-02", "start_time": "10:00"]
        for answer in [
            try api.create(.appointment(), headers: headers), try api.change(id, to: "completed", headers: headers),
            try api.move(id, move, headers: headers), try api.post("\(id)/notify", "{}", headers: headers),
        ] {
            expectRefusal(answer, 415, "unsupported_media_type")
        }
        #expect(try api.booking(id)["version"]?.integer == 1)
    }

    @Test func isNotSaid() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let request = Request(
            method: .post, target: TestAPI.bookings, headers: ["Authorization": "Bearer \(profile.key)"],
            body: Array(TestBody.appointment().description.utf8))
        expectRefusal(try TestAnswer(api.worker.respond(to: request)), 415, "unsupported_media_type")
    }

    /// Without a body there is nothing to say it of.
    @Test(arguments: [nil, "text/plain", "application/json"] as [String?])
    func isOfNoConcernWithoutABody(_ type: String?) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book(.appointment().with("visitor_email", "jane@example.com"))
        #expect(try api.notify(id, headers: type.map { ["Content-Type": $0] } ?? [:]).status == 200)
    }
}
