import HTTP
import Postgres
import Testing

@testable import Bookings

/// Many at once, each with a thread and a connection of its own: exactly as many succeed as there is room, the others
/// are told, and nobody gets 500 or 503. One after the other, since each takes up to fifty connections.
@Suite(.serialized) struct RacingTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// Sends the same create many times and expects this many to come through.
    private func expectToFit(_ fitting: Int, of count: Int, _ body: TestBody, key: String? = nil) throws {
        let answers = try Race.run(count, key: key ?? profile.key) { api, _ in try api.create(body) }
        #expect(tally(answers.map(\.status)) == [201: fitting, 409: count - fitting])
        #expect(tally(answers.compactMap(\.code)) == ["slot_taken": count - fitting])
        #expect(try api.total() == Int64(fitting))
    }

    @Test func fiftyForOneTime() throws {
        try expectToFit(1, of: 50, .appointment())
    }

    @Test func fiftyForOneTimeOfAStaffMember() throws {
        let ann = try profile.staff()
        try expectToFit(1, of: 50, .appointment(staff: ann))
    }

    @Test func fiftyForAGroupOfSeven() throws {
        let yoga = try profile.service("Yoga", capacity: 7)
        try expectToFit(7, of: 50, .appointment(product: yoga))
    }

    @Test func fiftyForFiveTents() throws {
        let tents = try profile.rental("Tents", capacity: 5)
        try expectToFit(5, of: 50, .stay(tents))
    }

    /// Let through on purpose, all come: the first that does overlaps nothing.
    @Test func twentyOnPurpose() throws {
        let answers = try Race.run(20, key: profile.key) { api, _ in
            try api.create(.appointment().with("allow_double_booking", true))
        }
        #expect(tally(answers.map(\.status)) == [201: 20])
        #expect(tally(answers.compactMap { $0.booking?["double_booked"]?.bool }) == [false: 1, true: 19])
    }

    @Test func ownerAndStaffForOneTime() throws {
        let ann = try profile.staff()
        let keys = [profile.key, try profile.key(for: ann)]
        let answers = try Race.run(keys: (0..<20).map { keys[$0 % 2] }) { api, _ in
            try api.create(.appointment(staff: ann))
        }
        #expect(tally(answers.map(\.status)) == [201: 1, 409: 19])
    }

    /// Times that overlap each other in a chain: however many come through, no two of them meet.
    @Test func overlappingTimes() throws {
        let answers = try Race.run(40, key: profile.key) { api, number in
            try api.create(.appointment("2030-05-06", "10:\(10 + number)", minutes: 10))
        }
        #expect(Set(answers.map(\.status)).isSubset(of: [201, 409]))
        let starts = answers.indices.filter { answers[$0].status == 201 }
        #expect(!starts.isEmpty && zip(starts, starts.dropFirst()).allSatisfy { $1 - $0 >= 10 })
    }

    /// No night of five tents is sold six times, whichever stays come through.
    @Test func overlappingStays() throws {
        let tents = try profile.rental("Tents", capacity: 3)
        let answers = try Race.run(40, key: profile.key) { api, number in
            let first = 10 + number % 7
            return try api.create(.stay(tents, "2030-07-\(first)", "2030-07-\(first + 2 + number % 4)"))
        }
        #expect(Set(answers.map(\.status)).isSubset(of: [201, 409]))
        var nights: [Int: Int] = [:]
        for (number, answer) in answers.enumerated() where answer.status == 201 {
            for night in 0..<(2 + number % 4) { nights[10 + number % 7 + night, default: 0] += 1 }
        }
        #expect(nights.values.max() == 3)
    }

    @Test func reinstatementsOfOneTime() throws {
        let ids = try (0..<20).map { _ in try api.booking(in: "cancelled") }
        let answers = try Race.run(ids.count, key: profile.key) { api, number in
            try api.change(ids[number], to: number % 2 == 0 ? "confirmed" : "pending")
        }
        #expect(tally(answers.map(\.status)) == [200: 1, 409: 19])
        for (id, answer) in zip(ids, answers) { #expect(try api.booking(id) == answer.booking) }
    }

    @Test func reschedulesOntoOneTime() throws {
        let ids = try (10..<30).map { try api.book(.appointment("2030-05-\($0)")) }
        let answers = try Race.run(ids.count, key: profile.key) { api, number in
            try api.move(ids[number], ["booking_date": "2030-06-01", "start_time": "10:00"])
        }
        #expect(tally(answers.map(\.status)) == [200: 1, 409: 19])
        for (id, answer) in zip(ids, answers) { #expect(try api.booking(id) == answer.booking) }
    }

    /// Each wants what another has: in whatever order, nobody waits for ever.
    @Test func reschedulesInACircle() throws {
        let staff = try (0..<10).map { try profile.staff("Staff \($0)") }
        let ids = try staff.map { try api.book(.appointment(staff: $0)) }
        let answers = try Race.run(ids.count, key: profile.key) { api, number in
            let next = TestBody.Value.integer(staff[(number + 1) % staff.count])
            return try api.move(
                ids[number], ["booking_date": "2030-05-06", "start_time": "10:30", "operator_id": next])
        }
        #expect(tally(answers.map(\.status)) == [409: 10])
    }

    @Test func createsReinstatementsAndReschedulesForOneTime() throws {
        let cancelled = try (0..<10).map { _ in try api.booking(in: "cancelled") }
        let elsewhere = try (10..<20).map { try api.book(.appointment("2030-06-\($0)")) }
        let answers = try Race.run(30, key: profile.key) { api, number in
            switch number % 3 {
            case 0: try api.create(.appointment())
            case 1: try api.change(cancelled[number / 3], to: "confirmed")
            default: try api.move(elsewhere[number / 3], ["booking_date": "2030-05-06", "start_time": "10:00"])
            }
        }
        #expect(answers.count { $0.status < 300 } == 1 && answers.count { $0.status == 409 } == 29)
    }

    /// Time that is given back is there for exactly one of those who wait for it.
    @Test func aCancellationAmongCreates() throws {
        let id = try api.book()
        let answers = try Race.run(20, key: profile.key) { api, number in
            number == 0 ? try api.change(id, to: "cancelled") : try api.create(.appointment())
        }
        #expect(answers[0].status == 200)
        #expect(answers.dropFirst().count { $0.status == 201 } <= 1)
        #expect(Set(answers.dropFirst().map(\.status)).isSubset(of: [201, 409]))
    }
}
