import Postgres
import Testing

@Suite("A server of one's own")
struct ServerTests {
    @Test("A restart goes unnoticed by an idle connection; while the server is away calls say so, and then work again")
    func restart() throws {
        let cluster = try PrivateCluster()
        let database = Database(ConnectionSettings(cluster.conninfo))
        _ = try database.query("create table t (n bigint)")
        try cluster.stop()
        try cluster.start()
        _ = try database.transaction(.readWrite, statements: ["insert into t values (1)"])

        try cluster.stop()
        for _ in 0..<2 {
            let error = #expect(throws: PostgresError.self) { try database.query("select from t") }
            #expect(error?.category == .unavailable)
            #expect(error?.step == .connect)
            #expect(error?.isOutcomeUnknown == false)
        }
        try cluster.start()
        #expect(try database.query("select from t").count == 1)
    }

    @Test("A shutdown in the middle of a body is an absence; the next transaction works")
    func shutdownInside() throws {
        let cluster = try PrivateCluster()
        let database = Database(ConnectionSettings(cluster.conninfo))
        _ = try database.query("create table t (n bigint)")
        let error = #expect(throws: PostgresError.self) {
            try database.transaction(.readWrite) { transaction in
                _ = try transaction.query("insert into t values (1)")
                try cluster.stop()
                _ = try transaction.query("insert into t values (2)")
            }
        }
        #expect(error?.category == .unavailable)
        #expect(error?.isOutcomeUnknown == false)
        try cluster.start()
        #expect(try database.query("select from t").isEmpty)
    }

    @Test("A wrong password is refused without naming it, a right one is let in")
    func password() throws {
        let cluster = try PrivateCluster()
        let admin = try Connection(ConnectionSettings(cluster.conninfo))
        _ = try admin.query("create role guarded login password 'right-4711'")
        try cluster.requirePassword(of: "guarded")
        func connect(_ password: String) throws -> Connection {
            try Connection(ConnectionSettings(cluster.conninfo + " user=guarded password='\(password)'"))
        }
        try TestServer.wait(for: "the new rules") { (try? connect("wrong-4712")) == nil }
        let error = #expect(throws: PostgresError.self) { _ = try connect("wrong-4712") }
        let said = error.map { "\($0) \(String(reflecting: $0))" } ?? ""
        #expect(said.contains("password authentication failed"))
        #expect(!said.contains("4712"))
        #expect(error?.category == .unavailable)
        #expect(try connect("right-4711").query("select current_user")[0].string(0) == "guarded")
    }

    @Test("What libpq's own words would give away of a password is blotted out")
    func passwordInMessage() throws {
        // A mistake to be expected: the password in the place of another value as well.
        let error = #expect(throws: PostgresError.self) {
            try Connection(ConnectionSettings("host=/nowhere/hush-4711 password=hush-4711"))
        }
        #expect(error?.description.contains("/nowhere/***") == true)
        #expect(error?.debugDescription.contains("4711") == false)
    }

    @Test("Attributes of the wanted server are respected, refused hosts skipped")
    func targets() throws {
        let cluster = try PrivateCluster()
        let hosts = cluster.conninfo.replacing("host=", with: "host=/nowhere,")
        let primary = try Connection(ConnectionSettings(hosts + " target_session_attrs=read-write"))
        #expect(try primary.query("select 1").count == 1)
        let error = #expect(throws: PostgresError.self) {
            try Connection(ConnectionSettings(hosts + " target_session_attrs=standby"))
        }
        #expect(error?.category == .unavailable)
    }
}
