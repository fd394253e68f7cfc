import HTTP
import Testing

@testable import Bookings

/// `If-Match` of a PUT: RFC 9110 section 13.1.1, against the booking's version.
@Suite struct IfMatchTests {
    private static let same: TestBody = ["booking_date": "2030-05-08", "start_time": "10:00"]
    private let api: TestAPI
    private let id: Int64

    /// A booking of version 3, pending.
    init() throws {
        api = try TestAPI(key: TestProfile().key)
        id = try api.booking(in: "pending")
        _ = try api.move(id, Self.same.with("booking_date", "2030-05-07"))
        _ = try api.move(id, Self.same)
    }

    @Test(arguments: [
        #""3""#, "*", " * ", #" "3" "#, #""1", "3""#, #""3","1""#, #""1" , "2" ,"3""#, #", "3","#, #"W/"3", "3""#,
        #""x", W/"1", "3""#,
    ])
    func matches(_ condition: String) throws {
        let headers: Headers = ["If-Match": condition]
        #expect(try api.move(id, Self.same, headers: headers).number("version") == 3)
        #expect(try api.change(id, to: "pending", headers: headers).number("version") == 3)
        #expect(try api.change(id, to: "confirmed", headers: headers).number("version") == 4)
    }

    /// Stale, weak (which never matches here), or nothing that makes sense: 412, with the booking as it is, even where
    /// the request would change nothing.
    @Test(arguments: [
        #""2""#, #""4""#, #""1", "2""#, #"W/"3""#, #"w/"3""#, #""03""#, #"" 3""#, #""3 ""#, #""3.0""#, "3", "'3'",
        "\"3",
        "3\"", "", " ", ",", #""""#, #""*""#, #"*, "3""#, #""3", *"#, #""3" "2""#, #""3";q=1"#, "**", "null", "any",
    ])
    func doesNotMatch(_ condition: String) throws {
        let before = try api.booking(id)
        let headers: Headers = ["If-Match": condition]
        let answers = [
            try api.change(id, to: "cancelled", headers: headers), try api.change(id, to: "pending", headers: headers),
            try api.move(id, Self.same.with("start_time", "11:00"), headers: headers),
            try api.move(id, Self.same, headers: headers),
        ]
        for answer in answers {
            expectRefusal(answer, 412, "version_mismatch")
            #expect(answer.booking == before)
        }
        #expect(try api.booking(id) == before)
    }

    @Test func severalLinesAreOneList() throws {
        var headers = Headers()
        headers.add("If-Match", "\"1\"")
        headers.add("if-match", "\"3\"")
        #expect(try api.change(id, to: "confirmed", headers: headers).status == 200)
    }

    /// The tag of a single booking is what to send.
    @Test func theTagOfAGetIsTheOneToSend() throws {
        let tag = try #require(api.get("\(id)").headers["ETag"])
        #expect(tag == "\"3\"")
        #expect(try api.change(id, to: "confirmed", headers: ["If-Match": tag]).status == 200)
        expectRefusal(try api.change(id, to: "completed", headers: ["If-Match": tag]), 412, "version_mismatch")
    }

    /// It is a field of PUT: a POST does not look at it.
    @Test func isOfNoConcernToAPost() throws {
        for condition in ["\"99\"", "nonsense"] {
            let headers: Headers = ["If-Match": condition]
            let made = try api.create(.appointment().with("visitor_email", "jane@example.com"), headers: headers)
            #expect(made.status == 201)
            #expect(try api.notify(made.bookingID(), headers: headers).status == 200)
            _ = try api.change(made.bookingID(), to: "cancelled")
        }
    }

    /// `If-None-Match` has no meaning for a change.
    @Test func ifNoneMatchChangesNothing() throws {
        #expect(try api.change(id, to: "confirmed", headers: ["If-None-Match": "*"]).status == 200)
        #expect(try api.change(id, to: "completed", headers: ["If-None-Match": "\"4\""]).status == 200)
    }
}
