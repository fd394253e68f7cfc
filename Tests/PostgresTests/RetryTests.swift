import Dispatch
import Postgres
import Synchronization
import Testing

@testable import struct Postgres.Retries

@Suite("Transactions run again")
struct RetryTests {
    /// Two threads that each wait for the other, the first time they come by.
    private final class Rendezvous: Sendable {
        private let arrived = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]

        func meet(_ index: Int) {
            arrived[index].signal()
            _ = arrived[1 - index].wait(timeout: .now() + 20)
        }
    }

    @Test("Two that deadlock both succeed in the end")
    func deadlock() throws {
        try TestServer.withSchema { database, settings in
            _ = try database.pipeline([
                "create table t (id bigint primary key, n bigint not null)", "insert into t values (0, 0), (1, 0)",
            ])
            let rendezvous = Rendezvous()
            let runs = Mutex(0)
            try concurrently(2) { index in
                var isFirst = true
                try Database(settings).transaction(.readWrite) { transaction in
                    runs.withLock { $0 += 1 }
                    _ = try transaction.query("update t set n = n + 1 where id = \(index)")
                    if isFirst { rendezvous.meet(index) }
                    isFirst = false
                    _ = try transaction.query("update t set n = n + 1 where id = \(1 - index)")
                }
            }
            #expect(try database.query("select n from t").map { try $0.int(0) } == [2, 2])
            #expect(runs.withLock { $0 } == 3)
        }
    }

    @Test("Two that cannot be serialized both succeed in the end, one after the other")
    func serialization() throws {
        try TestServer.withSchema { database, settings in
            _ = try database.pipeline(["create table t (n bigint)", "insert into t values (1)"])
            let rendezvous = Rendezvous()
            let runs = Mutex(0)
            try concurrently(2) { index in
                var isFirst = true
                let serializable: [SQL] = ["set transaction isolation level serializable"]
                try Database(settings).transaction(.readWrite, first: serializable) { transaction in
                    runs.withLock { $0 += 1 }
                    let sum = try transaction.query("select sum(n) from t")[0].int(0)
                    if isFirst { rendezvous.meet(index) }
                    isFirst = false
                    _ = try transaction.query("insert into t values (\(sum))")
                }
            }
            #expect(try database.query("select n from t order by n").map { try $0.int(0) } == [1, 1, 2])
            #expect(runs.withLock { $0 } == 3)
        }
    }

    @Test("At most five times, after pauses that grow and differ; then the error is thrown")
    func limit() throws {
        try TestServer.withSchema { _, settings in
            var pauses: [Duration] = []
            let database = Database(settings, retries: Retries(sleep: { pauses.append($0) }))
            var runs = 0
            let error = #expect(throws: PostgresError.self) {
                try database.transaction(.readWrite) { transaction in
                    runs += 1
                    _ = try transaction.query("do $$ begin raise 'x' using errcode = '40001'; end $$")
                }
            }
            #expect(error?.category == .retryable)
            #expect(runs == 6)
            let ranges: [ClosedRange<Duration>] = [5...10, 10...20, 20...40, 40...80, 40...80].map {
                .milliseconds($0.lowerBound) ... .milliseconds($0.upperBound)
            }
            #expect(pauses.count == 5)
            #expect(zip(ranges, pauses).allSatisfy { $0.contains($1) })
        }
    }

    @Test("No other error is tried again")
    func others() throws {
        try TestServer.withSchema { database, _ in
            for state in ["23505", "57014", "55P03", "P0001"] {
                var runs = 0
                #expect(throws: PostgresError.self) {
                    try database.transaction(.readWrite) { transaction in
                        runs += 1
                        let raise: SQL = "do $$ begin raise 'x' using errcode = '\(unsafeRaw: state)'; end $$"
                        _ = try transaction.query(raise)
                    }
                }
                #expect(runs == 1, "\(state)")
            }
        }
    }

    @Test("One-shot transactions and pipelines are run again too")
    func oneShot() throws {
        try TestServer.withSchema { _, settings in
            var retries = 0
            let database = Database(settings, retries: Retries(sleep: { _ in retries += 1 }))
            _ = try database.query("create sequence tries")
            let fragile: SQL = "select pass_on_even()"
            _ = try database.query(
                """
                create function pass_on_even() returns void language plpgsql as $$
                begin
                    if nextval('tries') % 3 <> 0 then raise 'x' using errcode = '40P01'; end if;
                end $$
                """)
            _ = try database.pipeline(["select 1", fragile])
            _ = try database.transaction(.readWrite, statements: [fragile])
            _ = try database.query(fragile)
            #expect(retries == 6)
        }
    }
}
