import Dispatch
import Postgres
import Testing

/// The bookings of a profile are counted anew while others change them.
@Suite struct RecountTests {
    private let profile: TestProfile

    init() throws {
        profile = try TestProfile()
    }

    /// By somebody who has not said which profile, so that the booking is gone before anything is waited for.
    @Test func aBookingThatIsDeletedMeanwhileIsNotCounted() throws {
        let (id, booking) = (profile.id, try profile.appointment("2031-05-06"))
        try profile.appointment("2031-05-06", "12:00")
        for table in ["holds", "booking_history"] as [SQL] {
            try profile.sql("delete from vexar.\(table) where profile_id = \(id) and booking_id = \(booking)")
        }
        let counted = DispatchSemaphore(value: 0)
        _ = try Race.run(2, key: profile.key) { _, number in
            let database = try TestDatabase.superuser()
            if number == 1 {
                counted.wait()
                _ = try database.query("delete from vexar.bookings where profile_id = \(id) and id = \(booking)")
                return
            }
            defer { counted.signal() }
            try database.transaction(.readWrite) { transaction in
                _ = try transaction.query("select vexar.recount_bookings(\(id))")
                counted.signal()
                try Self.waitForOthers(at: transaction)
            }
        }
        let counts = try profile.sql(
            """
            select c.confirmed from vexar.booking_counts as c
            where c.profile_id = \(id) and c.operator_id = 0
            order by c.booking_date
            """)
        #expect(try counts.map { try $0.int64(0) } == [1, 1])
    }

    /// Until somebody waits for the transaction.
    private static func waitForOthers(at transaction: borrowing Transaction) throws {
        let waiting: SQL = "select from pg_locks as l where pg_backend_pid() = any (pg_blocking_pids(l.pid)) limit 1"
        while try transaction.query(waiting).isEmpty {}
    }
}
