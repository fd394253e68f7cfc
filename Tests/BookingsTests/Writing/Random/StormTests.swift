import Foundation
import HTTP
import Postgres
import Testing

@testable import Bookings

/// Many keys at once that know nothing of each other: nobody gets 500 or 503, and what is left is whole.
@Suite(.serialized) struct StormTests {
    @Test func whatIsLeftIsWhole() throws {
        let profile = try TestProfile()
        let salon = try ModelSalon(profile)
        let seed = ProcessInfo.processInfo.environment["VEXAR_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)
        print("storm: VEXAR_SEED=\(seed)")
        let tomorrow = Int(Date().timeIntervalSince1970) / 86_400 + 1
        let keys = (0..<16).map { salon.speakers[$0 % salon.speakers.count].key }
        let answers = try Race.run(keys: keys) { api, number in
            var steps = RandomSteps(
                salon: salon, days: tomorrow...(tomorrow + 3), random: SeededGenerator(seed: seed &+ UInt64(number)))
            return try (0..<25).map { _ in try steps.next(Self.known(to: api)).send(by: api) }
        }.flatMap(\.self)
        #expect(Set(answers.map(\.status)).isSubset(of: [200, 201, 403, 404, 409, 412]), "VEXAR_SEED=\(seed)")
        #expect(answers.count { $0.status == 201 } > 0 && answers.count { $0.code == "slot_taken" } > 0)

        let apis = try Dictionary(uniqueKeysWithValues: salon.speakers.map { ($0.key, try TestAPI(key: $0.key)) })
        let audit = BookingAudit(profile: profile, salon: salon, apis: apis)
        let owner = try #require(apis[profile.key])
        var problems = try audit.tableProblems()
        for checkpoint in try audit.checkpoints() {
            let origin = BookingAudit.Checkpoint(key: checkpoint.key, ts: 0, bookings: [:])
            if try audit.follow(origin, limit: 7) != checkpoint.bookings { problems.append("the feed of a key") }
        }
        for id in try audit.checkpoints()[0].bookings.keys { problems += try audit.storyProblems(owner, id) }
        #expect(problems.isEmpty, "VEXAR_SEED=\(seed)")
    }

    /// The latest bookings that a key sees, as far as a step needs to know them.
    private static func known(to api: TestAPI) throws -> [ModelBooking] {
        try api.get("?limit=30").bookings.compactMap { booking in
            guard let id = booking["id"]?.integer, let date = booking["booking_date"]?.string.flatMap(CalendarDate.init)
            else { return nil }
            let checkout = booking["checkout_date"]?.string.flatMap(CalendarDate.init)
            let time = booking["start_time"]?.string.flatMap(TimeOfDay.init)?.minutes ?? 0
            let nights = checkout.map { date.nights(to: $0) * 1_440 }
            return ModelBooking(
                id: id, isStay: checkout != nil, product: booking["product_id"]?.integer,
                staff: booking["operator_id"]?.integer, start: date.daysSince1970 * 1_440 + time,
                length: nights ?? Int(booking["duration_minutes"]?.integer ?? 0),
                status: booking["status"]?.string ?? "")
        }
    }
}
