import Foundation
import HTTP
import Postgres
import Testing

/// Several workers behind one nginx, and what becomes of a request when its worker dies with it.
@Suite struct DeadWorkerTests {
    /// The answer comes while the lock is still held, so nobody else has been asked; the log has one worker.
    @Test(arguments: ["POST", "PUT"]) func aChangeIsNeverSentTwice(_ method: String) throws {
        let pair = try WorkerPair()
        let tenant = try Tenant(in: pair.stack)
        let client = pair.site.client(tenant.key)
        let made = try client.send("POST", Tenant.bookings, Tenant.body())
        let id = try #require(try made.json()["booking"]?["id"]?.integer)
        let (target, body) =
            method == "POST"
            ? (Tenant.bookings, Tenant.body(on: "2031-05-07"))
            : ("\(Tenant.bookings)/\(id)/status", #"{"status": "cancelled"}"#)
        let answer = try holding("select vexar.lock_clock(\(tenant.profileID)::bigint)", of: pair) {
            let pending = Pending { try client.send(method, target, body) }
            pair.kill(try pair.waitingWorker())
            return try pending.value()
        }
        #expect(answer.status == 502 && answer.code == "unavailable")
        #expect(answer.headers["Retry-After"] == "2")
        let line = try loggedLine(of: answer, pair.site)
        #expect(line["upstream_addr"]?.contains(",") == false && line["method"] == method)
    }

    @Test func aReadIsGivenToAnother() throws {
        let pair = try WorkerPair()
        let tenant = try Tenant(in: pair.stack)
        let client = pair.site.client(tenant.key)
        let pending = try holding("lock table vexar.bookings in access exclusive mode", of: pair) {
            let pending = Pending { try client.send("GET", Tenant.bookings) }
            pair.kill(try pair.waitingWorker())
            try eventually("the other one") { try pair.namesOfWaiting().count == 2 }
            return pending
        }
        let answer = try pending.value()
        #expect(answer.status == 200)
        #expect(try loggedLine(of: answer, pair.site)["upstream_addr"]?.split(separator: ", ").count == 2)
    }

    /// A host that can't be reached: reads and POSTs go to the other at once. A PUT is 502 until nginx has learned it.
    @Test func aHostThatIsGone() throws {
        let pair = try WorkerPair()
        let tenant = try Tenant(in: pair.stack)
        let client = pair.site.client(tenant.key)
        pair.kill("one")
        var id: Int64 = 0
        for number in 1...6 {
            let made = try client.send("POST", Tenant.bookings, Tenant.body(on: "2031-05-0\(number)"))
            #expect(made.status == 201)
            id = try #require(try made.json()["booking"]?["id"]?.integer)
            #expect(try client.send("GET", Tenant.bookings).status == 200)
        }
        let changes = try (1...6).map { _ in
            try client.send("PUT", "\(Tenant.bookings)/\(id)/status", #"{"status": "cancelled"}"#).status
        }
        #expect(Set(changes).isSubset(of: [200, 502]) && changes.contains(200))
    }

    /// Runs something while a transaction of the test holds a lock.
    private func holding<Value>(_ lock: SQL, of pair: WorkerPair, _ body: () throws -> Value) throws -> Value {
        let holder = try Connection(ConnectionSettings(pair.cluster.url(role: "postgres")))
        return try holder.transaction(.readWrite) { transaction in
            _ = try transaction.query(lock)
            let value = try body()
            _ = try transaction.finish()
            return value
        }
    }

    private func loggedLine(of answer: HTTPAnswer, _ site: Site) throws -> LogLine {
        var line: LogLine?
        try eventually("its line in the log") {
            line = try site.log().first { $0["request_id"] == answer.headers["X-Request-Id"] }
            return line != nil
        }
        return try #require(line)
    }
}
