import Postgres
import Synchronization
import Testing

@Suite("Sessions")
struct SessionTests {
    @Test("Dates are ISO, instants UTC and text UTF-8, whatever the role's defaults", arguments: [true, false])
    func settings(prepared: Bool) throws {
        try TestServer.withSchema { admin, settings in
            let role = try admin.query("select 'role_' || current_schema")[0].string(0)
            let password = "pw"
            _ = try admin.pipeline([
                "create role \(unsafeRaw: role) login superuser password '\(unsafeRaw: password)'",
                "alter role \(unsafeRaw: role) set timezone = 'Europe/Kyiv'",
                "alter role \(unsafeRaw: role) set datestyle = 'German'",
                "alter role \(unsafeRaw: role) set client_encoding = 'LATIN1'",
            ])
            defer { _ = try? admin.query("drop role \(unsafeRaw: role)") }
            try Relay.between { _, relayed in
                var own = ConnectionSettings(relayed.conninfo + " user='\(role)' password='\(password)'")
                own.prepared = prepared
                own.applicationName = "session test"
                let row = try Connection(own).query(
                    """
                    select '2026-07-01 12:00+03'::timestamptz, '€', current_setting('client_encoding'),
                        current_setting('application_name'), current_user
                    """)[0]
                #expect(try row.string(0) == "2026-07-01 09:00:00+00")
                #expect(try row.string(1) == "€")
                #expect(try row.string(2) == "UTF8")
                #expect(try row.string(3) == "session test")
                #expect(try row.string(4) == role)
            }
        }
    }

    @Test("Notices go to the hook; without one, nowhere")
    func notices() throws {
        try TestServer.withSchema { _, settings in
            let heard = Mutex<[String]>([])
            var settings = settings
            settings.onNotice = { notice in heard.withLock { $0.append("\(notice.severity) \(notice.message)") } }
            let raise: SQL = "do $$ begin raise warning 'one'; raise notice 'two'; end $$"
            _ = try Database(settings).query(raise)
            #expect(heard.withLock { $0 } == ["WARNING one", "NOTICE two"])
            settings.onNotice = nil
            _ = try Database(settings).query(raise)
        }
    }

    @Test("What the server says while nobody asks is read before the next call", arguments: [true, false])
    func unasked(prepared: Bool) throws {
        try TestServer.withSchema { database, settings in
            var settings = settings
            settings.prepared = prepared
            let listening = Database(settings)
            _ = try listening.query("listen test_channel")
            for round in 0..<50 {
                _ = try database.query("select pg_notify('test_channel', \("\(round)"))")
            }
            #expect(try listening.query("select \(5)::bigint")[0].int(0) == 5)
        }
    }
}
