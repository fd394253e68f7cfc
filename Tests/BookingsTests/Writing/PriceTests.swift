import HTTP
import Testing

@testable import Bookings

/// Money: integers in the smallest unit, 0 to 9 999 999 999; of a rental the price times the nights.
@Suite struct PriceTests {
    @Test(arguments: [("2030-07-11", 1), ("2030-07-13", 3), ("2031-07-10", 365)])
    func aStayCostsItsPriceEveryNight(_ checkout: String, _ nights: Int64) throws {
        let profile = try TestProfile()
        let room = try profile.rental(price: 9_050)
        let answer = try TestAPI(key: profile.key).create(.stay(room, "2030-07-10", checkout))
        #expect(answer.number("price") == 9_050 * nights)
    }

    /// Nights are dates: a change of the clocks makes none longer.
    @Test func aClockChangeCostsNothing() throws {
        let profile = try TestProfile(timezone: "Europe/Kyiv")
        let room = try profile.rental(price: 100)
        let answer = try TestAPI(key: profile.key).create(.stay(room, "2030-03-30", "2030-04-01"))
        #expect(answer.number("price") == 200)
    }

    @Test func nightsThatCostTooMuchAreThePricesFault() throws {
        let profile = try TestProfile()
        let room = try profile.rental(price: 4_999_999_999)
        let suite = try profile.rental(price: 9_999_999_999)
        let api = try TestAPI(key: profile.key)
        #expect(try api.create(.stay(room, "2030-07-10", "2030-07-12")).number("price") == 9_999_999_998)
        expectInvalid(try api.create(.stay(room, "2030-08-10", "2030-08-13")), "price")
        expectInvalid(try api.create(.stay(suite, "2000-01-01", "2100-12-31")), "price")
        #expect(try api.create(.stay(suite, "2030-07-10", "2030-07-11")).number("price") == 9_999_999_999)
    }

    /// A price that is named is the price of the whole stay.
    @Test func aNamedPriceIsTakenAsItIs() throws {
        let profile = try TestProfile()
        let suite = try profile.rental(price: 9_999_999_999, capacity: 3)
        let api = try TestAPI(key: profile.key)
        for price in [Int64(0), 12_345, 9_999_999_999] {
            let answer = try api.create(.stay(suite, "2030-07-10", "2030-07-20").with("price", .integer(price)))
            #expect(answer.number("price") == price)
        }
        expectInvalid(try api.create(.stay(suite, "2031-07-10", "2031-07-20").with("price", .raw("-1"))), "price")
    }

    @Test func withoutAPriceACustomAppointmentIsFree() throws {
        let api = try TestAPI(key: TestProfile().key)
        #expect(try api.create(.appointment()).number("price") == 0)
    }

    @Test(arguments: ["USD", "usd", "UsD"])
    func currencyComesBackInLowerCase(_ currency: String) throws {
        let api = try TestAPI(key: TestProfile(currency: "eur").key)
        let answer = try api.create(.appointment().with("currency", .string(currency)))
        #expect(answer.word("currency") == "usd")
    }

    /// A product's price or currency may change later; what was agreed stays.
    @Test func whatWasAgreedStays() throws {
        let profile = try TestProfile()
        let (cut, colour) = (try profile.service(price: 5_000), try profile.service(price: 8_000))
        let api = try TestAPI(key: profile.key)
        let id = try api.book(.appointment(product: cut))
        let moved = try api.move(
            id, ["booking_date": "2030-05-08", "start_time": "10:00", "product_id": .integer(colour)])
        #expect(moved.number("product_id") == colour && moved.number("price") == 5_000)
        #expect(moved.number("duration_minutes") == 60)
    }

    @Test func aLongerStayKeepsItsPrice() throws {
        let profile = try TestProfile()
        let room = try profile.rental(price: 9_000)
        let api = try TestAPI(key: profile.key)
        let id = try api.book(.stay(room, "2030-07-10", "2030-07-11"))
        let moved = try api.move(id, ["booking_date": "2030-07-10", "checkout_date": "2030-07-20"])
        #expect(moved.status == 200 && moved.number("price") == 9_000)
    }
}
