import HTTP
import Testing

@testable import Bookings

/// A value of another type is 422 on its field, alone, and nothing is written. Nothing is guessed, rounded or
/// converted.
@Suite struct StrictTypesTests {
    @Test(arguments: WrongValues.ofCreate.keys.sorted())
    func creates(_ field: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        for wrong in try #require(WrongValues.ofCreate[field]) {
            expectInvalid(try api.create(.appointment().with(field, .raw(wrong))), field)
        }
        #expect(try api.total() == 0)
    }

    @Test func createsOfAStay() throws {
        let profile = try TestProfile()
        let room = try profile.rental()
        let api = try TestAPI(key: profile.key)
        for wrong in WrongValues.forDates {
            expectInvalid(try api.create(.stay(room).with("checkout_date", .raw(wrong))), "checkout_date")
            expectInvalid(try api.create(.stay(room).with("booking_date", .raw(wrong))), "booking_date")
        }
        #expect(try api.total() == 0)
    }

    @Test(arguments: WrongValues.ofReschedule.keys.sorted())
    func reschedules(_ field: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        let before = try api.booking(id)
        let move: TestBody = ["booking_date": "2030-06-01", "start_time": "12:00"]
        for wrong in try #require(WrongValues.ofReschedule[field]) {
            expectInvalid(try api.move(id, move.with(field, .raw(wrong))), field)
        }
        #expect(try api.booking(id) == before)
    }

    @Test func reschedulesOfAStay() throws {
        let profile = try TestProfile()
        let room = try profile.rental()
        let api = try TestAPI(key: profile.key)
        let id = try api.book(.stay(room))
        for wrong in WrongValues.forDates {
            let body: TestBody = ["booking_date": "2030-08-01", "checkout_date": .raw(wrong)]
            expectInvalid(try api.move(id, body), "checkout_date")
        }
        #expect(try api.booking(id)["version"]?.integer == 1)
    }

    @Test(arguments: WrongValues.ofStatus.keys.sorted())
    func statuses(_ field: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let id = try api.book()
        let before = try api.booking(id)
        let reason: TestBody = ["reason": "Ill"]
        for wrong in try #require(WrongValues.ofStatus[field]) {
            expectInvalid(try api.change(id, to: "cancelled", reason.with(field, .raw(wrong))), field)
        }
        #expect(try api.booking(id) == before)
    }

    /// The last value on either side of each limit.
    @Test(arguments: [
        ("price", "0", "-1"), ("price", "9999999999", "10000000000"), ("duration_minutes", "1", "0"),
        ("duration_minutes", "10080", "10081"), ("booking_date", #""2000-01-01""#, #""1999-12-31""#),
        ("booking_date", #""2100-12-31""#, #""2101-01-01""#), ("booking_date", #""2096-02-29""#, #""2097-02-29""#),
        ("start_time", #""00:00""#, #""-00:01""#), ("start_time", #""23:59""#, #""24:00""#),
        ("currency", #""USD""#, #""US""#), ("currency", #""uSd""#, #""usdt""#),
    ])
    func limits(_ field: String, _ last: String, _ beyond: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        let accepted = try api.create(.appointment().with(field, .raw(last)))
        #expect(accepted.status == 201, "\(accepted.text)")
        expectInvalid(try api.create(.appointment("2031-01-01").with(field, .raw(beyond))), field)
    }

    @Test func aStayMayEndOnTheLastDateAndNotLater() throws {
        let profile = try TestProfile()
        let room = try profile.rental()
        let api = try TestAPI(key: profile.key)
        #expect(try api.create(.stay(room, "2100-12-30", "2100-12-31")).status == 201)
        expectInvalid(try api.create(.stay(room, "2100-12-31", "2101-01-01")), "checkout_date")
        #expect(try api.create(.stay(room, "2000-01-01", "2000-01-02")).status == 201)
    }

    /// Numbers that are the integer all the same.
    @Test func whiteSpaceAndEscapesAreNoTypes() throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.post(
            "",
            """
            \r\n\t {"\\u0070rice" :\t5000\n, "booking_date":"2030\\u002d05-06","start_time":"10:00","visitor_name":"J"} \n
            """)
        #expect(answer.status == 201, "\(answer.text)")
        #expect(answer.number("price") == 5_000)
    }
}
