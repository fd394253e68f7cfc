import Postgres
import Testing

@testable import Bookings

/// What operators see of the messages to visitors.
@Suite struct JobListTests {
    private let test: TestJobs

    init() throws {
        test = try TestJobs()
    }

    @Test func theOldestFirstOfThoseThatNeedAttention() throws {
        let sending = try test.add(.sending, age: "1 minute")
        let failed = try test.add(.failed, age: "2 minutes")
        let queued = try test.add(.queued, age: "3 minutes")
        let past = try [test.add(.sent), test.add(.cancelled)]
        #expect(try test.listed().map(\.[0]) == [queued, failed, sending].map(String.init))
        #expect(try test.listed([.sent, .cancelled]).map(\.[0]) == past.map(String.init))
        #expect(try test.listed([.failed]).map(\.[4]) == ["failed"])
    }

    @Test func aLineHasAllButTheAddress() throws {
        let id = try test.add(.queued, .reviewRequest, attempts: 3, nextTry: "170 minutes", booking: test.booking)
        let created = try test.profile.sql(
            "select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') from vexar.notifications where id = \(id)"
        )[0].string(0)
        #expect(
            try test.listed() == [
                [
                    "\(id)", test.username, "\(test.booking)", "review_request", "queued", "3", "in", "3", "h", created,
                    "-",
                ]
            ])
    }

    /// Servers repeat addresses in their answers.
    @Test func nobodysAddressIsInIt() throws {
        let id = try test.add(
            .failed, lastError: "550 <Jane.Doe@Example.com>: no jane.doe here,\nsee jd@b.example",
            booking: test.booking)
        let table = try test.provisioning.jobs(of: test.username).table
        #expect(table.contains("550 <***>: no *** here, see ***\n"))
        #expect(!table.lowercased().contains("jane") && !table.contains("@"))
        #expect(try test.provisioning.describeJob(id).contains("550 <Jane.Doe@Example.com>: no jane.doe here, see"))
    }

    @Test func aLongErrorIsCut() throws {
        let error = "451 " + String(repeating: "later ", count: 40)
        let id = try test.add(.queued, attempts: 1, lastError: error)
        let line = try #require(test.provisioning.jobs(of: test.username).table.split(separator: "\n").last)
        #expect(line.hasSuffix("  " + error.prefix(59) + "…"))
        #expect(try test.provisioning.describeJob(id).contains("  Last error  \(error)\n"))
    }

    @Test func itTellsHowManyThereAre() throws {
        let first = try test.add(age: "1 minute")
        for _ in 1...3 { _ = try test.add() }
        let list = try test.provisioning.jobs(of: test.username, limit: 1)
        #expect((list.shown, list.total) == (1, 4))
        #expect(list.table.contains("\n\(first)  ") && list.table.filter { $0 == "\n" }.count == 2)
        let none = try test.provisioning.jobs([.sent], of: test.username)
        #expect((none.shown, none.total, none.table) == (0, 0, ""))
    }

    /// Other tests' messages come and go meanwhile.
    @Test func withoutAProfileItIsOfAll() throws {
        let (id, other) = (try test.add(age: "50 years"), try TestJobs())
        let foreign = try other.add(age: "50 years")
        let ids = try test.provisioning.jobs(limit: 1_000_000).table.split(separator: "\n").compactMap {
            $0.split(separator: " ").first.flatMap { Int64($0) }
        }
        #expect(ids.contains(id) && ids.contains(foreign))
        #expect(try test.listed().map(\.[0]) == ["\(id)"])
    }

    @Test func anUnknownProfileIsTold() {
        let told = TestJobs.reason { _ = try test.provisioning.jobs(of: "nobody") }
        #expect(told == "not found: there is no profile \"nobody\"; see: vexar profile list")
    }

    @Test(arguments: [
        (-5, "now"), (0, "now"), (1, "in 1 s"), (119, "in 119 s"), (120, "in 2 min"), (121, "in 3 min"),
        (7_199, "in 120 min"), (7_200, "in 2 h"), (172_800, "in 2 d"), (172_801, "in 3 d"),
    ])
    func theNextTryIsTold(_ seconds: Int64, _ text: String) {
        #expect(Duration.seconds(seconds).fromNow == text)
    }

    @Test(arguments: [
        ("550 5.1.1 a+b@example.com unknown", "550 5.1.1 *** unknown"),
        ("no user A+B; VERP owner-a+b=example.com", "no user ***; VERP owner-***=example.com"),
        ("cannot find the host example.com", "cannot find the host example.com"),
        ("forwarded to <x@y.example>,\"z\"@y.example", "forwarded to <***>,\"z\"@y.example"),
    ])
    func addressesAreHidden(_ said: String, _ shown: String) {
        #expect(said.hidingAddresses(of: "a+b@example.com") == shown)
    }
}
