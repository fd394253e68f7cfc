import Foundation
import HTTP
import Postgres
import Testing

/// How long a change takes from one worker to the other's poll, and what a poll costs.
@Suite(.enabled(if: runsProofs), .serialized) struct TravelProofs {
    @Test func fromOneWorkerToTheOther() throws {
        let cluster = try Cluster()
        let (here, there) = (try Stack(cluster: cluster), try Stack(cluster: cluster))
        let tenant = try Tenant(in: here)
        let (writer, reader) = (here.client(tenant.key), there.client(tenant.key))
        let delays = try (0..<300).map { number in
            let before = try reader.ts()
            let answer = try writer.send(
                "POST", Tenant.bookings, Tenant.body(on: day(number / 40), at: time(number % 40)))
            #expect(answer.status == 201)
            let begin = ContinuousClock.now
            while try reader.ts() == before {}
            let delay = ContinuousClock.now - begin
            usleep(.random(in: 0..<60_000))
            return delay
        }.sorted()
        let (median, slow) = (delays[delays.count / 2], delays[delays.count * 99 / 100])
        print("a change through one worker in the other's poll: median \(median), p99 \(slow)")
        #expect(median <= .milliseconds(50))
        #expect(slow <= .milliseconds(250))
    }

    /// How long a key goes on working at another worker, when it is revoked in psql and when nobody announces that.
    @Test func aRevokedKey() throws {
        let stack = try Stack(cluster: Cluster())
        var delays: [String: [Duration]] = [:]
        for round in 0..<20 {
            let tenant = try Tenant(in: stack)
            let client = stack.client(tenant.key)
            for _ in 0..<2 { #expect(try client.send("GET", "\(Tenant.bookings)/poll").status == 200) }
            usleep(.random(in: 0..<500_000))
            let isAnnounced = round.isMultiple(of: 2)
            _ = try stack.database.transaction(.readWrite) { transaction in
                try transaction.pipeline(
                    (isAnnounced ? [] : ["set local session_replication_role = replica"]) + [
                        "update vexar.api_keys set revoked_at = now() where profile_id = \(tenant.profileID)",
                        "insert into vexar.access_clocks (profile_id) values (\(tenant.profileID)) on conflict do nothing",
                    ])
            }
            let begin = ContinuousClock.now
            while try client.send("GET", "\(Tenant.bookings)/poll").status == 200 {}
            delays[isAnnounced ? "announced" : "not announced", default: []].append(ContinuousClock.now - begin)
        }
        for (kind, times) in delays { print("a revoked key, \(kind): refused after at most \(times.max() ?? .zero)") }
        #expect(delays["announced"]?.allSatisfy { $0 < .seconds(1) } == true)
        #expect(delays["not announced"]?.allSatisfy { $0 < .seconds(2) } == true)
    }

    /// 64 clients, in turn: the poll, and nginx by itself with the same body.
    @Test func aPollBesideNginxAlone() throws {
        let bare = try FreePort.find()
        let stack = try Stack(
            environment: ["VEXAR_LOG_LEVEL": "warning"],
            nginx: """
                server {
                    listen 127.0.0.1:\(bare);
                    location / { default_type application/json; return 200 '{"ts":1717440000}'; }
                }
                """)
        let tenant = try Tenant(in: stack)
        var ratios: [Double] = []
        for _ in 0..<5 {
            let alone = try LoadRun("http://127.0.0.1:\(bare)/", key: tenant.key, seconds: 4).requestsPerSecond
            let poll = try LoadRun(
                "http://127.0.0.1:\(stack.port)\(Tenant.bookings)/poll", key: tenant.key, seconds: 4
            ).requestsPerSecond
            print("nginx alone \(Int(alone)) requests/s, poll \(Int(poll)): \(poll / alone)")
            ratios.append(poll / alone)
        }
        let median = ratios.sorted()[2]
        print("poll at 64 clients, of nginx's return 200: \(median)")
        #expect(median >= 0.3)
    }

    /// A day in January 2031.
    private func day(_ number: Int) -> String {
        "2031-01-\(number + 10)"
    }

    /// So many different times of a day, half an hour apart.
    private func time(_ number: Int) -> String {
        String(format: "%02d:%02d", number / 2, number % 2 * 30)
    }
}

extension HTTPClient {
    /// What poll says.
    func ts() throws -> Int64 {
        let answer = try send("GET", "\(Tenant.bookings)/poll")
        return try #require(answer.json()["ts"]?.integer, "\(answer.status)")
    }
}
