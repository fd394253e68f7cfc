import Postgres
import Testing

@Suite("Round trips, counted on the wire")
struct RoundTripTests {
    @Test("A pipeline is one, also the first time, when it prepares", arguments: [true, false])
    func pipeline(prepared: Bool) throws {
        try Relay.between { relay, settings in
            var settings = settings
            settings.prepared = prepared
            let database = Database(settings)
            _ = try database.query("select 0")
            let before = relay.syncs
            for _ in 0..<3 { _ = try database.pipeline(["select \(1)", "select \(2)", "select \(3)"]) }
            #expect(relay.syncs - before == 3)
        }
    }

    @Test("Connecting costs none: what a session needs travels in the start-up packet")
    func connecting() throws {
        try Relay.between { relay, settings in
            _ = try Connection(settings)
            #expect(relay.syncs == 0)
            #expect(relay.startup.contains("TimeZone=UTC"))
        }
    }

    @Test("Behind a pooling proxy no start-up options are sent, and no statement is prepared by name")
    func proxy() throws {
        try Relay.between { relay, settings in
            var settings = settings
            settings.prepared = false
            let database = Database(settings)
            for _ in 0..<3 { _ = try database.query("select \(1)::bigint") }
            #expect(!relay.startup.contains("options"))
            #expect(relay.namedStatements == 0)
        }
    }

    @Test("A transaction from BEGIN to COMMIT is one; with a body it is one less than one might think")
    func transactions() throws {
        try Relay.between { relay, settings in
            let database = Database(settings)
            _ = try database.query("select 0")
            func count(_ body: () throws -> Void) rethrows -> Int {
                let before = relay.syncs
                try body()
                return relay.syncs - before
            }
            let first: [SQL] = ["select set_config('test.tenant', \("7"), true)"]
            let oneShot = try count { _ = try database.transaction(.snapshot, first: first, statements: ["select 1"]) }
            #expect(oneShot == 1)
            let finished = try count {
                try database.transaction(.readWrite, first: first) { transaction in
                    _ = try transaction.finish(with: ["select 1", "select 2"])
                }
            }
            #expect(finished == 1)
            let body = try count {
                try database.transaction(.readWrite, first: first) { _ = try $0.pipeline(["select 1", "select 2"]) }
            }
            #expect(body == 2)
            let nothing = try count { try database.transaction(.readWrite, first: first) { _ in } }
            #expect(nothing == 0)
        }
    }
}
