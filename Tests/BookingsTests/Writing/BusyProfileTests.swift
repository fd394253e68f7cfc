import Foundation
import HTTP
import Postgres
import Testing

@testable import Bookings

/// A profile that somebody holds on to, in psql or in a stuck transaction: after the lock timeout (5 s) its changes are
/// told to come again, nothing of them has happened, and reading goes on.
@Suite struct BusyProfileTests {
    @Test func changesAreToldToComeAgain() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let id = try api.book()
        let before = try api.booking(id)
        try TestDatabase.superuser().transaction(.readWrite) { transaction in
            _ = try transaction.query(
                "select from vexar.profile_clocks where profile_id = \(profile.id) for no key update")
            let answers = try Race.run(4, key: profile.key) { api, number in
                switch number {
                case 0: try api.create(.appointment("2030-05-07"), headers: ["Idempotency-Key": "k"])
                case 1: try api.change(id, to: "cancelled")
                case 2: try api.move(id, ["booking_date": "2030-05-08", "start_time": "10:00"])
                default: try api.get("\(id)")
                }
            }
            for answer in answers.dropLast() {
                expectRefusal(answer, 503, "unavailable")
                #expect(answer.headers["Retry-After"].flatMap(Int.init).map { $0 > 0 } == true)
            }
            #expect(answers[3].booking == before)
        }
        #expect(try api.booking(id) == before && api.total() == 1)
        let again = try api.create(.appointment("2030-05-07"), headers: ["Idempotency-Key": "k"])
        #expect(again.status == 201 && again.headers["Idempotent-Replayed"] == nil)
    }

    /// Once one has waited in vain the others do not wait as long, until one gets through.
    @Test func nobodyWaitsLongForWhatIsStuck() throws {
        let profile = try TestProfile()
        let (api, id) = (try TestAPI(key: profile.key), ProfileID(rawValue: profile.id))
        let patience = api.worker.patience
        try TestDatabase.superuser().transaction(.readWrite) { transaction in
            _ = try transaction.query(
                "select from vexar.profile_clocks where profile_id = \(profile.id) for no key update")
            #expect(patience.limit(for: id) == nil)
            for _ in 1...3 {
                expectRefusal(try api.create(.appointment()), 503, "unavailable")
                #expect(patience.limit(for: id) != nil)
            }
        }
        #expect(try api.create(.appointment()).status == 201)
        #expect(patience.limit(for: id) == nil)
    }

    /// Another profile does not notice.
    @Test func otherProfilesGoOn() throws {
        let (held, other) = (try TestProfile(), try TestProfile())
        try TestDatabase.superuser().transaction(.readWrite) { transaction in
            _ = try transaction.query(
                "select from vexar.profile_clocks where profile_id = \(held.id) for no key update")
            #expect(try TestAPI(key: other.key).create(.appointment()).status == 201)
            #expect(try TestAPI(key: held.key).total() == 0)
        }
    }
}
