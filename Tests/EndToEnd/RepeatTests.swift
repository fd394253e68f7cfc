import Foundation
import HTTP
import Postgres
import Testing

/// Safe retries, through nginx and over a worker's death.
@Suite struct RepeatTests {
    /// Killed as soon as its commit can be seen: its answer is mostly lost then, and the repeat gets it.
    @Test func aKeySurvivesAWorkerThatDiesBetweenCommitAndAnswer() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let headers = [("Idempotency-Key", "once-\(tenant.profileID)")]
        for round in 1...5 {
            let body = Tenant.body(on: "2031-05-0\(round)")
            let key = headers.map { ($0.0, "\($0.1)-\(round)") }
            let first = Pending { try client.send("POST", Tenant.bookings, body, headers: key) }
            try eventually("a commit") {
                try stack.database.query(
                    "select from vexar.idempotency_keys where profile_id = \(tenant.profileID) and key = \(key[0].1)"
                ).count == 1
            }
            stack.worker.signal(SIGKILL)
            _ = stack.worker.wait()
            let lost = try first.value()
            #expect([201, 502].contains(lost.status), "committed, and the answer may have got out before")
            try stack.restartWorker()
            let repeated = try client.send("POST", Tenant.bookings, body, headers: key)
            #expect(repeated.status == 201)
            #expect(repeated.headers["Idempotent-Replayed"] == "true")
            let made = try stack.database.query(
                "select count(*) from vexar.bookings where profile_id = \(tenant.profileID)")[0].int64(0)
            #expect(made == Int64(round))
        }
    }

    /// The server goes at the commit: the client is told that nobody knows, and finds out by asking again.
    @Test func aCommitThatNobodyHeardOf() throws {
        let cluster = try Cluster()
        let stack = try Stack(cluster: cluster)
        let tenant = try Tenant(in: stack)
        for statement: SQL in [
            """
            create function vexar.die() returns trigger language plpgsql security definer as $$
            begin
                if new.visitor_name = 'Fatal' then perform pg_terminate_backend(pg_backend_pid()); end if;
                return null;
            end $$
            """,
            """
            create constraint trigger die after insert on vexar.bookings
            deferrable initially deferred for each row execute function vexar.die()
            """,
        ] { _ = try stack.database.query(statement) }
        let client = stack.client(tenant.key)
        let fatal = Tenant.body().replacing("Jane", with: "Fatal")
        let answer = try client.send("POST", Tenant.bookings, fatal)
        #expect(answer.status == 503 && answer.code == "unavailable")
        #expect(answer.headers["Retry-After"] == "1")
        #expect(try answer.json()["error"]?.string?.contains("may or may not have been made") == true)
        #expect(try client.send("POST", Tenant.bookings, Tenant.body()).status == 201)
    }

    @Test func keysAndVersionsPassNginx() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let key = [("Idempotency-Key", "once")]
        let made = try client.send("POST", Tenant.bookings, Tenant.body(), headers: key)
        let again = try client.send("POST", Tenant.bookings, Tenant.body(), headers: key)
        #expect(made.status == 201 && again.status == 201 && made.body == again.body)
        #expect(again.headers["Idempotent-Replayed"] == "true")
        #expect(
            try client.send("POST", Tenant.bookings, Tenant.body() + " ", headers: key).code == "idempotency_key_reused"
        )
        let id = try #require(made.json()["booking"]?["id"]?.integer)
        let path = "\(Tenant.bookings)/\(id)"
        let tag = try #require(try client.send("GET", path).headers["ETag"])
        #expect(tag == "\"1\"")
        let cancel = #"{"status": "cancelled"}"#
        let stale = try client.send("PUT", "\(path)/status", cancel, headers: [("If-Match", "\"2\"")])
        #expect(stale.status == 412 && stale.code == "version_mismatch")
        #expect(try client.send("PUT", "\(path)/status", cancel, headers: [("If-Match", tag)]).status == 200)
    }
}
