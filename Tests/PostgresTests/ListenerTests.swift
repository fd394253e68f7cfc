import Postgres
import Testing

@Suite("Listening")
struct ListenerTests {
    /// A channel of this test's own.
    private let channel = "test_\(UInt64.random(in: 0 ... .max))"

    private func listener() throws -> Listener {
        try Listener(ConnectionSettings(TestServer.conninfo()), channels: [channel, "\(channel)_too"])
    }

    private func tell(_ payload: String, on channel: String) throws {
        let speaker = try Connection(ConnectionSettings(TestServer.conninfo()))
        _ = try speaker.query("select pg_notify(\(channel), \(payload))")
    }

    @Test("What is told is heard, in its order, from every channel listened to and from no other")
    func hears() throws {
        let listener = try listener()
        try tell("one", on: channel)
        try tell("nobody's", on: "\(channel)_other")
        try tell("", on: "\(channel)_too")
        try tell("three", on: channel)
        var heard: [Notification] = []
        while heard.count < 3 { heard += try listener.notifications(within: .seconds(20)) }
        #expect(heard.map(\.payload) == ["one", "", "three"])
        #expect(heard.map(\.channel) == [channel, "\(channel)_too", channel])
    }

    @Test("Silence ends the wait, and is no error")
    func silence() throws {
        #expect(try listener().notifications(within: .milliseconds(1)).isEmpty)
    }

    @Test("What is told while something is asked on the connection is kept")
    func asking() throws {
        let listener = try listener()
        try tell("meanwhile", on: channel)
        #expect(try listener.pipeline(["select 1", "select 2"]).map { try $0[0].int64(0) } == [1, 2])
        #expect(try listener.notifications(within: .seconds(20)).map(\.payload) == ["meanwhile"])
    }

    @Test("A server that goes is told, after what it said before")
    func loss() throws {
        let listener = try listener()
        let pid = try listener.pipeline(["select pg_backend_pid()"])[0][0].int32(0)
        try tell("the last", on: channel)
        try TestServer.terminate(pid)
        #expect(try listener.notifications(within: .seconds(20)).map(\.payload) == ["the last"])
        let error = #expect(throws: PostgresError.self) {
            while true { _ = try listener.notifications(within: .seconds(20)) }
        }
        #expect(error?.category == .unavailable)
        #expect(throws: PostgresError.self) { try listener.pipeline(["select 1"]) }
    }

    @Test("A channel that cannot be listened to is an error at once")
    func refused() throws {
        let settings = ConnectionSettings(try TestServer.conninfo())
        #expect(throws: PostgresError.self) { try Listener(settings, channels: ["no channel"]) }
    }
}
