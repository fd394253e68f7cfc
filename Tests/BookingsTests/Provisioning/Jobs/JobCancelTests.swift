import Postgres
import Testing

@testable import Bookings

/// Messages that an operator does not want sent.
@Suite struct JobCancelTests {
    private let test: TestJobs

    init() throws {
        test = try TestJobs()
    }

    private func line(_ sign: String, _ id: Int64, _ rest: String) -> String {
        "\(sign) job \(id) of \(test.username): \(rest)"
    }

    @Test func whatWaitsOrFailed() throws {
        let ids = try [test.add(.queued, attempts: 2), test.add(.failed)]
        #expect(try test.provisioning.cancelJobs(ids) == ids.map { line("-", $0, "cancelled") })
        #expect(try test.rows(ids) == ["cancelled 2", "cancelled 0"])
        #expect(try test.provisioning.cancelJobs(ids) == ids.map { line("=", $0, "cancelled already") })
    }

    @Test func whatIsSentOrBeingSentIsRefusedAndNothingDone() throws {
        let ids = try [test.add(.queued), test.add(.sending), test.add(.sent)]
        let told = TestJobs.reason { _ = try test.provisioning.cancelJobs(ids) }
        #expect(
            told == """
                refused: job \(ids[1]) of \(test.username) is being sent just now; try again in a moment
                job \(ids[2]) of \(test.username) was sent, so that nothing can call it back
                nothing was changed
                """)
        #expect(try test.rows(ids) == ["queued 0", "sending 0", "sent 0"])
        #expect(
            TestJobs.reason { _ = try test.provisioning.cancelJobs([ids[0], 0]) }
                == "not found: there is no job 0; see: vexar jobs list")
        #expect(try test.rows(ids)[0] == "queued 0")
    }

    /// Its notifier has died; should it only have been slow, it finds its lease lost.
    @Test func whatNobodyHoldsAnyMore() throws {
        let id = try test.add(.sending, attempts: 1, nextTry: "-1 s")
        let lease = try test.profile.sql("select locked_until::text from vexar.notifications where id = \(id)")[0]
            .string(0)
        #expect(
            try test.provisioning.cancelJobs([id]) == [
                line("-", id, "cancelled; the notifier that held it is gone, so it may have arrived")
            ])
        let isSettled = try TestDatabase.service().query(
            """
            select vexar.settle_notification(
                \(test.profile.id)::bigint, \(id)::bigint, \(lease)::timestamptz, 'sent', told => 1)
            """)[0].bool(0)
        #expect(!isSettled)
        #expect(try test.rows([id]) == ["cancelled 1"])
    }
}
