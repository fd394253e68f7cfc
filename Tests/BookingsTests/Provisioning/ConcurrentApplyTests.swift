import Dispatch
import Synchronization
import HTTP
import Testing

@testable import Bookings

/// Two who apply a profile at the same time.
@Suite struct ConcurrentApplyTests {
    @Test func ofANewProfileOneIsMade() throws {
        let test = try TestProvisioning()
        let outcomes = Self.atOnce(4) { [username = test.username] _ in
            try TestProvisioning(username: username).makeSalon().isEmpty ? "nothing" : "made"
        }
        #expect(outcomes.sorted() == ["made", "nothing", "nothing", "nothing"])
        #expect(try test.count() == 1)
    }

    @Test func ofDifferentFilesBothAreDone() throws {
        let test = try TestProvisioning()
        try test.makeSalon()
        for round in 0..<5 {
            let outcomes = Self.atOnce(2) { [username = test.username] number in
                let section =
                    number == 0
                    ? #""services": [{"key": "cut", "price": \#(100 + round)}, {"key": "class", "price": \#(round)}]"#
                    : #""staff": [{"key": "bo", "job_title": "\#(round)"}, {"key": "anna", "job_title": "\#(round)"}]"#
                try TestProvisioning(username: username).apply(#""profile": {"username": "@me"}, "# + section)
                return "done"
            }
            #expect(outcomes == ["done", "done"])
        }
        #expect(try test.stored("services", "cut")?["price"]?.integer == 104)
        #expect(try test.stored("staff", "anna")?["job_title"]?.string == "4")
    }

    /// What each of some threads came to: its word, or its error.
    private static func atOnce(_ count: Int, _ body: @escaping @Sendable (Int) throws -> String) -> [String] {
        let outcomes = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: count) { number in
            let outcome: String
            do {
                outcome = try body(number)
            } catch {
                outcome = "\(error)"
            }
            outcomes.withLock { $0.append(outcome) }
        }
        return outcomes.withLock { $0 }
    }
}
