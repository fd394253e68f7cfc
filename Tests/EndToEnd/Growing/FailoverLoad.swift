import Foundation
import HTTP
import Postgres
import Synchronization

/// Bookings and polls through every host, until it is stopped. A booking that was not acknowledged is asked for again
/// with its `Idempotency-Key`, as clients do.
final class FailoverLoad: Sendable {
    /// A booking that the service has said to be made.
    struct Acknowledged: Sendable {
        let profile: Int64
        let id: Int64
    }

    private struct State {
        var isOver = false
        var acknowledged: [Acknowledged] = []
        var repeated = 0
        var refusals: [Int: Int] = [:]
        var lastRefusal: ContinuousClock.Instant?
    }

    let ledger = Ledger()
    private let state = Mutex(State())
    private let clients: [HTTPClient]
    private let tenants: [Tenant]
    /// As superuser.
    private let url: String
    private let running = Mutex<[Pending<Void>]>([])

    init(_ clients: [HTTPClient], _ tenants: [Tenant], _ url: String) {
        (self.clients, self.tenants, self.url) = (clients, tenants, url)
    }

    var acknowledged: [Acknowledged] { state.withLock { $0.acknowledged } }
    /// How many bookings were acknowledged with the answer of an earlier request.
    var repeated: Int { state.withLock { $0.repeated } }
    /// How often which status was given instead of a booking; 0 where there was no answer.
    var refusals: [Int: Int] { state.withLock { $0.refusals } }
    var lastRefusal: ContinuousClock.Instant? { state.withLock { $0.lastRefusal } }

    /// A writer and a poller for each host and profile.
    func start() {
        for (host, client) in clients.enumerated() {
            for tenant in tenants {
                let client = HTTPClient(port: client.port, key: tenant.key)
                let writer = Pending { try self.write(host, client, tenant) }
                let poller = Pending { self.poll(host, client, tenant) }
                running.withLock { $0 += [writer, poller] }
            }
        }
    }

    /// Returns once every booking that was begun is acknowledged.
    func stop() throws {
        state.withLock { $0.isOver = true }
        for pending in running.withLock({ $0 }) { try pending.value() }
    }

    private var isOver: Bool { state.withLock { $0.isOver } }

    private func write(_ host: Int, _ client: HTTPClient, _ tenant: Tenant) throws {
        let database = Database(ConnectionSettings(url))
        var number = host
        while !isOver {
            let email = tenant.profileID == tenants[0].profileID ? "\(number)@\(tenant.username).test" : nil
            let body = Slot(number).body("Jane \(number)", email: email)
            try eventually("booking \(number)") {
                try ask(client, tenant, body, key: "\(number)", database)
            }
            number += clients.count
            usleep(20_000)
        }
    }

    /// Whether the booking is acknowledged now.
    private func ask(
        _ client: HTTPClient, _ tenant: Tenant, _ body: String, key: String, _ database: Database
    ) throws -> Bool {
        let answer = try? client.send("POST", Tenant.bookings, body, headers: [("Idempotency-Key", key)])
        guard let answer, answer.status == 201, let id = try answer.json()["booking"]?["id"]?.integer else {
            state.withLock {
                $0.refusals[answer?.status ?? 0, default: 0] += 1
                $0.lastRefusal = .now
            }
            return false
        }
        state.withLock {
            $0.acknowledged.append(Acknowledged(profile: tenant.profileID, id: id))
            if answer.headers["Idempotent-Replayed"] != nil { $0.repeated += 1 }
        }
        if let rows = try? database.query("select changed_ts from vexar.bookings where id = \(id)"), !rows.isEmpty {
            ledger.changed(tenant.profileID, to: try rows[0].int64(0))
        }
        return true
    }

    private func poll(_ host: Int, _ client: HTTPClient, _ tenant: Tenant) {
        while !isOver {
            let asked = ContinuousClock.now
            if let answer = try? client.send("GET", "\(Tenant.bookings)/poll"), answer.status == 200,
                let ts = try? answer.json()["ts"]?.integer
            {
                ledger.polled(host, tenant.profileID, asked: asked, ts: ts)
            }
            usleep(10_000)
        }
    }
}
