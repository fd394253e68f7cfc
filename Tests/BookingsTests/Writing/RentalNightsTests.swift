import HTTP
import Postgres
import Testing

@testable import Bookings

/// A stay holds the nights from its arrival to its departure; an object of which there are N is held N times a night.
@Suite struct RentalNightsTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// Against the nights of the 10th to the 12th.
    @Test(arguments: [
        ("2030-07-08", "2030-07-10", true), ("2030-07-08", "2030-07-11", false), ("2030-07-10", "2030-07-13", false),
        ("2030-07-12", "2030-07-13", false), ("2030-07-11", "2030-07-12", false), ("2030-07-01", "2030-07-31", false),
        ("2030-07-13", "2030-07-14", true),
    ])
    func theDayOfDepartureIsFree(_ from: String, _ to: String, _ fits: Bool) throws {
        let room = try profile.rental()
        _ = try api.book(.stay(room, "2030-07-10", "2030-07-13"))
        let answer = try api.create(.stay(room, from, to))
        if fits { #expect(answer.status == 201) } else { expectRefusal(answer, 409, "slot_taken") }
    }

    @Test func everyObjectStandsForItself() throws {
        let (blue, red) = (try profile.rental("Blue"), try profile.rental("Red"))
        _ = try api.book(.stay(blue))
        #expect(try api.create(.stay(red)).status == 201)
        #expect(try api.create(.appointment("2030-07-10")).status == 201)
    }

    /// What counts is how many hold each night, not which of the objects they have.
    @Test func aStayFitsIfEveryNightHasRoom() throws {
        let tents = try profile.rental("Tents", capacity: 2)
        _ = try api.book(.stay(tents, "2030-07-01", "2030-07-05"))
        _ = try api.book(.stay(tents, "2030-07-03", "2030-07-08"))
        _ = try api.book(.stay(tents, "2030-07-05", "2030-07-06"))
        expectRefusal(try api.create(.stay(tents, "2030-07-02", "2030-07-04")), 409, "slot_taken")
        expectRefusal(try api.create(.stay(tents, "2030-07-05", "2030-07-10")), 409, "slot_taken")
        #expect(try api.create(.stay(tents, "2030-07-01", "2030-07-03")).status == 201)
        #expect(try api.create(.stay(tents, "2030-07-06", "2030-07-20")).status == 201)
        expectRefusal(try api.create(.stay(tents, "2030-07-07", "2030-07-08")), 409, "slot_taken")
        #expect(try api.create(.stay(tents, "2030-07-08", "2030-07-30")).status == 201)
    }

    /// Free nights that no single object has in a row: guests can be asked to change tents, or given others before.
    @Test func aStayMayBeMadeOfSeveralObjects() throws {
        let tents = try profile.rental("Tents", capacity: 2)
        let first = try api.book(.stay(tents, "2030-07-01", "2030-07-10"))
        _ = try api.book(.stay(tents, "2030-07-01", "2030-07-03"))
        _ = try api.book(.stay(tents, "2030-07-06", "2030-07-10"))
        _ = try api.change(first, to: "cancelled")
        for (from, to) in [("2030-07-03", "2030-07-06"), ("2030-07-01", "2030-07-06"), ("2030-07-06", "2030-07-10")] {
            #expect(try api.create(.stay(tents, from, to)).status == 201)
        }
        expectRefusal(try api.change(first, to: "confirmed"), 409, "slot_taken")
    }

    @Test func aStayMovesOntoItself() throws {
        let room = try profile.rental()
        let id = try api.book(.stay(room, "2030-07-10", "2030-07-13"))
        _ = try api.book(.stay(room, "2030-07-15", "2030-07-16"))
        #expect(try api.move(id, ["booking_date": "2030-07-11", "checkout_date": "2030-07-15"]).status == 200)
        let before = try api.booking(id)
        let refused = try api.move(id, ["booking_date": "2030-07-11", "checkout_date": "2030-07-16"])
        expectRefusal(refused, 409, "slot_taken")
        #expect(refused.booking == before)
        #expect(try api.booking(id) == before)
        #expect(try api.create(.stay(room, "2030-07-10", "2030-07-11")).status == 201)
    }

    @Test func aStayMovesToAnotherObject() throws {
        let (blue, red) = (try profile.rental("Blue"), try profile.rental("Red"))
        let (id, other) = (try api.book(.stay(blue)), try api.book(.stay(red, "2030-07-11", "2030-07-13")))
        let same: TestBody = ["booking_date": "2030-07-10", "checkout_date": "2030-07-12", "product_id": .integer(red)]
        expectRefusal(try api.move(id, same), 409, "slot_taken")
        _ = try api.change(other, to: "cancelled")
        #expect(try api.move(id, same).word("product_name") == "Red")
        #expect(try api.create(.stay(blue)).status == 201)
        expectRefusal(try api.change(other, to: "confirmed"), 409, "slot_taken")
    }

    @Test func aPendingStayHoldsAndADepartedOneDoesNot() throws {
        let room = try profile.rental()
        let id = try api.booking(in: "pending", .stay(room))
        expectRefusal(try api.create(.stay(room)), 409, "slot_taken")
        _ = try api.change(id, to: "completed")
        #expect(try api.create(.stay(room)).status == 201)
    }
}
