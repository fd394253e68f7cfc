import HTTP
import Postgres
import Testing

@testable import Bookings

/// A service with a capacity takes that many visitors in the same session: same service, line and times.
@Suite struct GroupSessionTests {
    private let profile: TestProfile
    private let api: TestAPI
    private let yoga: Int64

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
        yoga = try profile.service("Yoga", capacity: 3)
    }

    private var visit: TestBody { .appointment(product: yoga) }

    @Test func takesItsCapacityAndNoMore() throws {
        for _ in 1...3 { #expect(try api.create(visit).booking?["double_booked"]?.bool == false) }
        expectRefusal(try api.create(visit), 409, "slot_taken")
        #expect(try api.create(.appointment("2030-05-06", "11:00", product: yoga)).status == 201)
    }

    @Test func pendingVisitorsCountAndThoseWhoLeftDoNot() throws {
        let ids = try ["pending", "confirmed", "confirmed"].map { try api.booking(in: $0, visit) }
        expectRefusal(try api.create(visit), 409, "slot_taken")
        _ = try api.change(ids[0], to: "cancelled")
        _ = try api.change(ids[1], to: "completed")
        for _ in 1...2 { #expect(try api.create(visit).status == 201) }
        expectRefusal(try api.create(visit), 409, "slot_taken")
    }

    /// Nothing else may overlap a session on its line, and no session something else.
    @Test func nothingElseMayOverlap() throws {
        let (pilates, cut) = (try profile.service("Pilates", capacity: 3), try profile.service())
        _ = try api.book(visit)
        let others: [TestBody] = [
            .appointment(product: pilates), .appointment(product: cut), .appointment(),
            .appointment("2030-05-06", "10:30", product: yoga), .appointment("2030-05-06", "09:30", product: yoga),
            .appointment(product: yoga, minutes: 59), .appointment(product: yoga, minutes: 61),
            .appointment("2030-05-06", "10:59", minutes: 1), .appointment("2030-05-05", "10:01", minutes: 1_440),
        ]
        for other in others { expectRefusal(try api.create(other), 409, "slot_taken") }
        _ = try api.book(.appointment("2030-05-07", product: cut))
        expectRefusal(try api.create(.appointment("2030-05-07", "10:30", product: yoga)), 409, "slot_taken")
        #expect(try api.create(visit).status == 201)
    }

    @Test func everyLineHasSessionsOfItsOwn() throws {
        let (ann, bob) = (try profile.staff("Ann", offers: [yoga]), try profile.staff("Bob", offers: [yoga]))
        for staff in [ann, bob, nil] {
            for _ in 1...3 { _ = try api.book(.appointment(product: yoga, staff: staff)) }
            expectRefusal(try api.create(.appointment(product: yoga, staff: staff)), 409, "slot_taken")
        }
    }

    @Test func visitorsMoveBetweenSessions() throws {
        let next: TestBody = ["booking_date": "2030-05-06", "start_time": "11:00"]
        let ids = try (1...3).map { _ in try api.book(visit) }
        for id in ids.dropLast() { #expect(try api.move(id, next).status == 200) }
        _ = try api.book(.appointment("2030-05-06", "11:00", product: yoga))
        expectRefusal(try api.move(ids[2], next), 409, "slot_taken")
        // Half a session on is another one, and the visitors of the old stand in its way.
        expectRefusal(try api.move(ids[0], next.with("start_time", "10:30")), 409, "slot_taken")
        #expect(try api.move(ids[0], next.with("start_time", "10:00")).status == 200)
    }

    /// A session that is alone on its line may move onto itself; one with company may not drag it along.
    @Test func aSessionMovesVisitorByVisitor() throws {
        let half: TestBody = ["booking_date": "2030-05-06", "start_time": "10:30"]
        let first = try api.book(visit)
        #expect(try api.move(first, half).status == 200)
        let second = try api.book(.appointment("2030-05-06", "10:30", product: yoga))
        expectRefusal(try api.move(second, half.with("start_time", "10:00")), 409, "slot_taken")
    }

    @Test func theCapacityIsTheServicesOfNow() throws {
        for _ in 1...3 { _ = try api.book(visit) }
        try profile.sql("update vexar.products set capacity = 5 where profile_id = \(profile.id)")
        for _ in 1...2 { #expect(try api.create(visit).status == 201) }
        try profile.sql("update vexar.products set capacity = 2 where profile_id = \(profile.id)")
        expectRefusal(try api.create(visit), 409, "slot_taken")
        #expect(try api.create(.appointment("2030-05-07", product: yoga)).status == 201)
    }
}
