import Postgres
import Testing

@testable import Bookings

/// One message, in words.
@Suite struct JobShowTests {
    private let test: TestJobs

    init() throws {
        test = try TestJobs()
    }

    /// What is told of a message, by what stands before it.
    private func facts(_ id: Int64) throws -> [String: String] {
        let lines = try test.provisioning.describeJob(id).split(separator: "\n").dropFirst()
        return Dictionary(
            uniqueKeysWithValues: try lines.map { line in
                let match = try #require(line.wholeMatch(of: #/ {2}([A-Z][a-z ]*[a-z]) {2,}(.+)/#))
                return (String(match.1), String(match.2))
            })
    }

    @Test func everythingOfAMessageThatFailed() throws {
        let id = try test.add(.failed, .cancelled, attempts: 2, lastError: "550 no", booking: test.booking)
        let later = try test.add(.sent, .cancelled, booking: test.booking)
        let text = try test.provisioning.describeJob(id)
        #expect(
            text.hasPrefix("job \(id) of \(test.username): failed\n  Kind        cancelled\n"))
        var facts = try facts(id)
        let queued = facts.removeValue(forKey: "Queued")
        #expect(queued?.wholeMatch(of: #/20[0-9-]{8}T[0-9:]{8}Z/#) != nil)
        #expect(
            facts == [
                "Kind": "cancelled", "Recipient": TestJobs.recipient,
                "Booking": "\(test.booking): confirmed, 2030-05-06 10:00 (Europe/Kyiv), version 1",
                "Cause": "asked for by a call of the API, at version 1 of the booking",
                "Attempts": "2", "Last error": "550 no",
                "Later": "job \(later) is of the same kind, about the same booking",
            ])
    }

    @Test func whenItIsTriedNext() throws {
        let waiting = try facts(test.add(nextTry: "2 hours 30 minutes"))["Next try"]
        #expect(waiting?.wholeMatch(of: #/in 3 h, at 20[0-9T:-]+Z/#) != nil)
        #expect(try facts(test.add(nextTry: "-1 minute"))["Next try"] == "now")
        let held = try facts(test.add(.sending))["Next try"]
        #expect(held?.hasPrefix("when the lease of the notifier that holds it ends, at 20") == true)
        let left = try facts(test.add(.sending, nextTry: "-1 minute"))["Next try"]
        #expect(left?.hasPrefix("now: the lease of the notifier that held it ended at 20") == true)
        for state in [JobState.sent, .failed, .cancelled] {
            #expect(try facts(test.add(state))["Next try"] == nil)
        }
    }

    @Test func whatASentOneTold() throws {
        let sent = try facts(test.add(.sent))["Sent"]
        #expect(sent?.wholeMatch(of: #/20[0-9T:-]+Z, telling version 1 of the booking/#) != nil)
    }

    @Test func aStayAndAChange() throws {
        let stay = try test.profile.stay(in: test.profile.rental(), "2030-06-01", "2030-06-04", status: "pending")
        let id = try test.add(booking: stay)
        try test.profile.sql("update vexar.notifications set cause = 'change' where id = \(id)")
        try test.profile.sql("update vexar.bookings set status = 'confirmed' where id = \(stay)")
        let facts = try facts(id)
        #expect(facts["Booking"] == "\(stay): confirmed, 2030-06-01 to 2030-06-04 (Europe/Kyiv), version 2")
        #expect(facts["Cause"] == "a change of the booking, to version 1")
    }

    /// Nothing that is shown can steer a terminal.
    @Test func whatAServerSaidIsOnOneLine() throws {
        let id = try test.add(.failed, lastError: "550-no\r\n550 \u{1b}[31mreally")
        #expect(try facts(id)["Last error"] == "550-no 550  [31mreally")
    }

    @Test func anUnknownOneIsTold() {
        let told = TestJobs.reason { _ = try test.provisioning.describeJob(0) }
        #expect(told == "not found: there is no job 0; see: vexar jobs list")
    }
}
