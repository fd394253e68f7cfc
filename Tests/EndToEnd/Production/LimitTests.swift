import Foundation
import HTTP
import Postgres
import Testing

/// Rates and numbers of connections, with limits so low that no machine is too slow to exceed them.
@Suite struct LimitTests {
    /// The first request and one more at once; the next in a minute.
    private static let strictCallers = [
        Site.Edit("limits.conf", "zone=vexar_callers:10m rate=20r/s", "zone=vexar_callers:10m rate=1r/m"),
        Site.Edit("limited.conf", "zone=vexar_callers burst=100", "zone=vexar_callers burst=1"),
    ]

    /// Addresses come from a header field, as behind a load balancer.
    private static let strictAddresses = [
        Site.Edit("limits.conf", "zone=vexar_addresses:10m rate=50r/s", "zone=vexar_addresses:10m rate=1r/m"),
        Site.Edit("limited.conf", "zone=vexar_addresses burst=200", "zone=vexar_addresses burst=1"),
        Site.Edit("limits.conf", "# 192.0.2.0/24 1;", "192.0.2.0/24 1;"),
        Site.Edit("site.conf.example", "# set_real_ip_from 10.0.0.0/8;", "set_real_ip_from 127.0.0.0/8;"),
        Site.Edit("site.conf.example", "# real_ip_header", "real_ip_header"),
    ]

    private func expectRefused(_ answer: HTTPAnswer) throws {
        #expect(answer.status == 429 && answer.code == "rate_limited")
        #expect(answer.headers["Retry-After"] == "1")
        #expect(try answer.json()["retry_after"]?.integer == 1)
        #expect(try answer.json()["success"]?.bool == false)
        #expect(answer.headers["Content-Type"] == "application/json")
        #expect(answer.headers["X-Request-Id"]?.utf8.count == 32)
        #expect(answer.headers["Cache-Control"] == "no-store")
    }

    @Test func aKeyHasARate() throws {
        let stack = try Stack()
        let site = try Site(stack, edits: Self.strictCallers)
        let (one, other) = (try Tenant(in: stack), try Tenant(in: stack))
        let client = site.client(one.key)
        #expect(try client.send("GET", Tenant.bookings).status == 200)
        #expect(try client.send("POST", Tenant.bookings, Tenant.body()).status == 201)
        try expectRefused(client.send("GET", Tenant.bookings))
        try expectRefused(client.send("POST", Tenant.bookings, Tenant.body(on: "2031-05-07")))
        for spelling in ["bearer \(one.key)", "BEARER   \(one.key)  "] {
            try expectRefused(site.client().send("GET", Tenant.bookings, headers: [("Authorization", spelling)]))
        }
        #expect(try site.client(other.key).send("GET", Tenant.bookings).status == 200)
        let made = try stack.database.query(
            "select count(*) from vexar.bookings where profile_id = \(one.profileID)")[0].int64(0)
        #expect(made == 1)
    }

    @Test func withoutAKeyItIsTheAddress() throws {
        let site = try Site(Stack(), edits: Self.strictCallers)
        for status in [200, 200] { #expect(try site.client().send("GET", "/healthz").status == status) }
        try expectRefused(site.client().send("GET", "/healthz"))
        // What is too short for a token is no way out.
        try expectRefused(site.client("short").send("GET", Tenant.bookings))
    }

    @Test func anAddressHasARateWhateverItsKeys() throws {
        let stack = try Stack()
        let site = try Site(stack, edits: Self.strictAddresses)
        func status(from address: String) throws -> Int {
            let key = UUID().uuidString + UUID().uuidString
            return try site.client(key).send("GET", Tenant.bookings, headers: [("X-Forwarded-For", address)]).status
        }
        #expect(try (1...4).map { _ in try status(from: "198.51.100.7") } == [401, 401, 429, 429])
        #expect(try status(from: "198.51.100.8") == 401)
        // A /64 is one address, its neighbour another.
        let inOne = try (1...4).map { try status(from: "2001:db8:0:1::\($0)") }
        #expect(inOne == [401, 401, 429, 429])
        #expect(try status(from: "2001:db8:0:2::1") == 401)
        #expect(try (1...4).map { _ in try status(from: "192.0.2.9") } == [401, 401, 401, 401])
        try expectRefused(site.client().send("GET", "/healthz", headers: [("X-Forwarded-For", "198.51.100.7")]))
        try eventually("the log") { try site.log().count == 15 }
        let refused = try site.log().filter { $0.status == 429 }
        #expect(refused.count == 5)
        #expect(refused.allSatisfy { $0.json["limited"]?["rate"]?.string == "REJECTED" && $0["upstream_addr"] == "" })
        #expect(refused.last?["remote_addr"] == "198.51.100.7")
    }

    /// A create that waits for the profile's clock, which the test holds, is the one request that the key may have.
    @Test func aKeyHasANumberOfRequestsAtOnce() throws {
        let stack = try Stack()
        let site = try Site(stack, edits: [.init("limited.conf", "vexar_callers_now 32", "vexar_callers_now 1")])
        let tenant = try Tenant(in: stack)
        let client = site.client(tenant.key)
        let holder = try Connection(ConnectionSettings(ProcessInfo.processInfo.environment["DATABASE_URL"] ?? ""))
        let first = try holder.transaction(.readWrite) { transaction in
            _ = try transaction.query("select vexar.lock_clock(\(tenant.profileID)::bigint)")
            let pending = Pending { try client.send("POST", Tenant.bookings, Tenant.body()) }
            try eventually("a create that waits") {
                try stack.database.query(
                    """
                    select count(*) from pg_stat_activity
                    where application_name = \(stack.applicationName) and wait_event_type = 'Lock'
                    """)[0].int64(0) > 0
            }
            try expectRefused(client.send("GET", Tenant.bookings))
            _ = try transaction.finish()
            return try pending.value()
        }
        #expect(first.status == 201)
        #expect(try client.send("GET", Tenant.bookings).status == 200)
    }
}
