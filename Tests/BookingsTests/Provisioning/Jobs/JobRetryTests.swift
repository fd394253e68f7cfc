import Postgres
import Testing

@testable import Bookings

/// Messages that an operator has tried again.
@Suite struct JobRetryTests {
    private let test: TestJobs

    init() throws {
        test = try TestJobs()
    }

    private func line(_ sign: String, _ id: Int64, _ rest: String) -> String {
        "\(sign) job \(id) of \(test.username): \(rest)"
    }

    @Test func whatFailedOrWaitsIsDueNow() throws {
        let failed = try test.add(.failed, attempts: 24, lastError: "550 no")
        let waiting = try test.add(.queued, attempts: 7)
        #expect(
            try test.provisioning.retryJobs([waiting, failed]) == [
                line("~", waiting, "attempts 7 -> 0, due now"),
                line("~", failed, "failed -> queued, attempts 24 -> 0, due now"),
            ])
        #expect(try test.rows([failed, waiting]) == ["queued 0 due", "queued 0 due"])
        #expect(try test.provisioning.describeJob(failed).contains("550 no"))

        let again = try test.provisioning.retryJobs([failed, waiting, failed])
        #expect(again == [line("=", failed, "due already"), line("=", waiting, "due already")])
    }

    @Test func aNotifierClaimsItAsNew() throws {
        let id = try test.add(.failed, attempts: 24)
        #expect(try test.claimable() == nil)
        _ = try test.provisioning.retryJobs([id])
        #expect(try test.claimable() == "\(id) 1")
    }

    @Test func notifiersAreWoken() throws {
        let id = try test.add()
        let settings = ConnectionSettings(try TestDatabase.url("VEXAR_DATABASE_URL"))
        let listener = try Listener(settings, channels: ["vexar_outbox"])
        _ = try test.provisioning.retryJobs([id])
        #expect(try listener.notifications(within: .seconds(30)).map(\.payload).contains(""))
    }

    @Test func whatIsBeingSentIsLeft() throws {
        let (held, left) = (try test.add(.sending, attempts: 2), try test.add(.sending, attempts: 3, nextTry: "-1 s"))
        #expect(
            try test.provisioning.retryJobs([held, left]) == [
                line("=", held, "being sent just now"),
                line("=", left, "its lease has ended, so the next notifier takes it over"),
            ])
        #expect(try test.rows([held, left]) == ["sending 2", "sending 3"])
    }

    @Test func whatIsOverIsRefusedAndNothingDone() throws {
        let ids = try [test.add(.failed, attempts: 5), test.add(.sent, attempts: 1), test.add(.cancelled)]
        let told = TestJobs.reason { _ = try test.provisioning.retryJobs(ids) }
        #expect(
            told == """
                refused: job \(ids[1]) of \(test.username) was sent: a second time would tell the visitor twice
                job \(ids[2]) of \(test.username) is cancelled, as withdrawn or no longer true, and stays so
                nothing was changed
                """)
        #expect(try test.rows(ids) == ["failed 5", "sent 1", "cancelled 0"])
    }

    @Test func ofUnknownOnesNothingIsDone() throws {
        let ids = try [test.add(.failed, attempts: 5), test.add(.sent)]
        let told = TestJobs.reason { _ = try test.provisioning.retryJobs(ids + [0, -1]) }
        #expect(
            told == "not found: there is no job 0; see: vexar jobs list\nthere is no job -1; see: vexar jobs list")
        #expect(try test.rows(ids) == ["failed 5", "sent 0"])
    }

    /// The visitor would read the same twice.
    @Test(arguments: [JobState.queued, .sending, .sent, .failed])
    func oneThatALaterOneStandsForIsRefused(_ state: JobState) throws {
        let early = try test.add(.failed, .reviewRequest, booking: test.booking)
        let later = try test.add(state, .reviewRequest, booking: test.booking)
        let told = TestJobs.reason { _ = try test.provisioning.retryJobs([early]) }
        let subject = "job \(early) of \(test.username)"
        let reason = "job \(later) is later and tells the same; look at that one instead"
        #expect(told == "refused: \(subject): \(reason)\nnothing was changed")
        #expect(try test.provisioning.retryFailedJobs(of: test.username).first == "= \(subject): \(reason)")
        #expect(try test.rows([early]) == ["failed 0"])
    }

    @Test func oneThatALaterOneDoesNotStandFor() throws {
        let early = try test.add(.failed, booking: test.booking)
        _ = try [
            test.add(.cancelled, booking: test.booking), test.add(.sent, .rescheduled, booking: test.booking),
            test.add(.sent),
        ]
        _ = try test.provisioning.retryJobs([early])
        #expect(try test.rows([early]) == ["queued 0 due"])
    }

    @Test func allThatFailedOfAProfile() throws {
        let other = try TestJobs()
        let foreign = try other.add(.failed)
        let ids = try [test.add(.failed), test.add(.queued), test.add(.failed, attempts: 2), test.add(.sent)]
        #expect(
            try test.provisioning.retryFailedJobs(of: test.username) == [
                line("~", ids[0], "failed -> queued, due now"),
                line("~", ids[2], "failed -> queued, attempts 2 -> 0, due now"),
            ])
        #expect(try test.rows(ids) == ["queued 0 due", "queued 0", "queued 0 due", "sent 0"])
        #expect(try other.rows([foreign]) == ["failed 0"])
        #expect(try test.provisioning.retryFailedJobs(of: test.username).isEmpty)
        #expect(TestJobs.reason { _ = try test.provisioning.retryFailedJobs(of: "nobody") } != nil)
    }
}
