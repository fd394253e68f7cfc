import HTTP
import Postgres
import Testing

@testable import Bookings

/// A staff key that does not see everything makes and changes its own bookings alone; one that does is like the
/// owner's.
@Suite struct StaffKeyWritingTests {
    private let profile: TestProfile
    private let (ann, bob): (Int64, Int64)
    private let (owner, hers): (TestAPI, TestAPI)

    init() throws {
        profile = try TestProfile()
        (ann, bob) = (try profile.staff("Ann"), try profile.staff("Bob"))
        owner = try TestAPI(key: profile.key)
        hers = try TestAPI(key: profile.key(for: ann))
    }

    @Test func createsForItself() throws {
        let naming: [TestBody.Value?] = [nil, .null, .integer(ann)]
        for (day, staff) in naming.enumerated() {
            let body = TestBody.appointment("2030-05-0\(day + 1)").with("operator_id", staff)
            let answer = try hers.create(body)
            #expect(answer.status == 201 && answer.number("operator_id") == ann, "\(answer.text)")
            let actor = try hers.history(answer.bookingID()).first?["actor"]
            #expect(actor?["type"]?.string == "staff" && actor?["operator_id"]?.integer == ann)
            #expect(actor?["name"]?.string == "Ann")
        }
    }

    @Test func createsForNobodyElse() throws {
        let foreign = try TestProfile().staff()
        for staff in [bob, foreign, 0, .max] {
            expectRefusal(try hers.create(.appointment(staff: staff)), 403, "forbidden")
        }
        #expect(try owner.total() == 0)
        expectInvalid(try hers.create(.appointment().with("operator_id", "Bob")), "operator_id")
    }

    @Test func offersOnlyWhatItOffers() throws {
        let (cut, colour, room) = (try profile.service(), try profile.service("Colour"), try profile.rental())
        try profile.sql("insert into vexar.staff_products values (\(profile.id), \(ann), \(cut))")
        #expect(try hers.create(.appointment(product: cut)).status == 201)
        expectInvalid(try hers.create(.appointment("2030-05-07", product: colour)), "operator_id")
        #expect(try hers.create(.stay(room)).number("operator_id") == ann)
    }

    /// Another's booking, and one of nobody's, is as absent as another profile's.
    @Test func changesItsOwnAlone() throws {
        let others = [
            try owner.book(.appointment(staff: bob).with("visitor_email", "jane@example.com")),
            try owner.book(.appointment().with("visitor_email", "jane@example.com")),
        ]
        for id in others {
            let before = try owner.booking(id)
            expectRefusal(try hers.change(id, to: "cancelled"), 404, "not_found")
            expectRefusal(
                try hers.move(id, ["booking_date": "2030-05-07", "start_time": "10:00", "operator_id": .integer(ann)]),
                404, "not_found")
            expectRefusal(try hers.notify(id), 404, "not_found")
            #expect(try owner.booking(id) == before && owner.messages(id) == ["confirmed queued"])
        }
        let id = try owner.book(.appointment(staff: ann))
        #expect(try hers.change(id, to: "completed").status == 200)
        #expect(try hers.change(id, to: "confirmed").status == 200)
        let moved = try hers.move(id, ["booking_date": "2030-05-08", "start_time": "10:00"])
        #expect(moved.number("operator_id") == ann)
        #expect(try owner.history(id).last?["actor"]?["name"]?.string == "Ann")
    }

    @Test func keepsWhatItMoves() throws {
        let id = try hers.book()
        let onward: TestBody = ["booking_date": "2030-05-08", "start_time": "10:00"]
        let kept = try hers.move(id, onward.with("operator_id", .null))
        #expect(kept.status == 200 && kept.number("operator_id") == ann)
        let before = try owner.booking(id)
        for staff in [bob, 0] {
            expectRefusal(try hers.move(id, onward.with("operator_id", .integer(staff))), 403, "forbidden")
        }
        #expect(try owner.booking(id) == before)
        #expect(try hers.move(id, onward.with("operator_id", .integer(ann))).number("version") == 2)
    }

    /// Once given to somebody else it is gone, and its answer is kept for a repeated request all the same.
    @Test func losesSightOfWhatIsGivenAway() throws {
        let id = try hers.book()
        let headers: Headers = ["Idempotency-Key": "k"]
        let move: TestBody = ["booking_date": "2030-05-08", "start_time": "10:00"]
        let first = try hers.move(id, move, headers: headers)
        _ = try owner.move(id, move.with("operator_id", .integer(bob)))
        expectRefusal(try hers.move(id, move), 404, "not_found")
        let replay = try hers.move(id, move, headers: headers)
        #expect(replay.status == 200 && replay.body == first.body)
    }

    /// Whose time it is does not depend on who sees it: what is hidden is in the way, and stays hidden.
    @Test func meetsWhatItDoesNotSee() throws {
        let room = try profile.rental()
        let id = try owner.book(.stay(room).with("operator_id", .integer(bob)))
        let refused = try hers.create(.stay(room))
        expectRefusal(refused, 409, "slot_taken")
        #expect(refused.booking == nil && !refused.text.contains("Jane"))
        #expect(try hers.create(.stay(room).with("allow_double_booking", true)).booking?["double_booked"]?.bool == true)
        #expect(try owner.booking(id)["double_booked"]?.bool == false)
    }

    @Test func mayDoubleBook() throws {
        let id = try hers.book()
        let over = try hers.create(.appointment().with("allow_double_booking", true))
        #expect(over.booking?["double_booked"]?.bool == true)
        _ = try hers.change(id, to: "cancelled")
        expectRefusal(try hers.change(id, to: "confirmed"), 409, "slot_taken")
        let back = try hers.change(id, to: "confirmed", ["allow_double_booking": true])
        #expect(back.booking?["double_booked"]?.bool == true)
        let apart = try hers.book(.appointment("2030-05-07"))
        let onto: TestBody = ["booking_date": "2030-05-06", "start_time": "10:00", "allow_double_booking": true]
        #expect(try hers.move(apart, onto).booking?["double_booked"]?.bool == true)
    }

    /// Allowed to see everything, it makes bookings for anybody, and for nobody.
    @Test func oneThatSeesEverythingIsLikeTheOwners() throws {
        let all = try profile.staff("Chief", canViewAll: true)
        let api = try TestAPI(key: profile.key(for: all))
        #expect(try api.create(.appointment()).booking?["operator_id"] == .null)
        let id = try api.book(.appointment(staff: bob))
        let body: TestBody = ["booking_date": "2030-05-07", "start_time": "10:00", "operator_id": .integer(ann)]
        #expect(try api.move(id, body).number("operator_id") == ann)
        #expect(try api.change(id, to: "cancelled").status == 200)
        #expect(try api.history(id).last?["actor"]?["operator_id"]?.integer == all)
    }

    @Test func anArchivedStaffMemberSpeaksNoMore() throws {
        let id = try hers.book()
        try profile.sql("update vexar.staff set is_active = false where profile_id = \(profile.id)")
        expectRefusal(try hers.create(.appointment("2030-05-07")), 401, "unauthenticated")
        expectRefusal(try hers.change(id, to: "cancelled"), 401, "unauthenticated")
    }
}
