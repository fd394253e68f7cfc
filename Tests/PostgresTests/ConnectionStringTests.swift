import Testing

@testable import Postgres

@Suite("Connection strings")
struct ConnectionStringTests {
    private func parameters(_ conninfo: String, prepared: Bool = true) throws -> [String: String] {
        var settings = ConnectionSettings(conninfo)
        settings.prepared = prepared
        let string = try ConnectionString(conninfo)
        return string.parameters(settings, hosts: string.hosts)
    }

    @Test("A URL and key=value pairs say the same")
    func forms() throws {
        for conninfo in ["postgresql://u:p%40w@h:5/d", "user=u password='p@w' host=h port=5 dbname=d"] {
            let parameters = try parameters(conninfo)
            #expect(parameters["user"] == "u")
            #expect(parameters["password"] == "p@w")
            #expect(parameters["host"] == "h")
            #expect(parameters["port"] == "5")
            #expect(parameters["dbname"] == "d")
        }
    }

    @Test("Defaults stand unless the string says otherwise; the encoding is ours")
    func defaults() throws {
        let plain = try parameters("host=h")
        #expect(plain["keepalives_idle"] == "30")
        #expect(plain["tcp_user_timeout"] == "15000")
        #expect(plain["fallback_application_name"] == "vexar")
        let own = try parameters("host=h keepalives_idle=7 tcp_user_timeout=1 client_encoding=LATIN1")
        #expect(own["keepalives_idle"] == "7")
        #expect(own["tcp_user_timeout"] == "1")
        #expect(own["client_encoding"] == "UTF8")
    }

    @Test("Of several hosts the one that takes writes is wanted, unless the string says otherwise")
    func severalHosts() throws {
        #expect(try parameters("host=a,b")["target_session_attrs"] == "read-write")
        #expect(try parameters("postgresql://a:5432,b:5433/d")["target_session_attrs"] == "read-write")
        #expect(try parameters("host=a,b target_session_attrs=any")["target_session_attrs"] == "any")
        #expect(try parameters("host=a")["target_session_attrs"] == nil)
        #expect(try parameters("dbname=d")["target_session_attrs"] == nil)
    }

    @Test("Start-up options join the string's own, and are not sent behind a proxy")
    func options() throws {
        let own = "options='-c search_path=s'"
        let direct = try #require(try parameters(own)["options"])
        #expect(direct.contains("-c TimeZone=UTC"))
        #expect(direct.hasSuffix(" -c search_path=s"))
        #expect(try parameters("host=h", prepared: false)["options"] == nil)
        #expect(try parameters(own, prepared: false)["options"] == "-c search_path=s")
    }

    @Test(
        "What cannot be read, or not without doubt, is refused without quoting any of it",
        arguments: [
            "password=hush hush host=h", "postgres://u:hush@hush@h/d", "postgres://u:hush/hush@h/d",
            "postgresql://u:hush%zz@h/d", "hush", "password='hush", "host=h\0 password=hush",
        ])
    func refused(conninfo: String) {
        let error = #expect(throws: PostgresError.self) { try ConnectionString(conninfo) }
        #expect(error?.category == .unavailable)
        #expect(error?.debugDescription.contains("hush") == false)
    }

    @Test(
        "What libpq would find out with every connection anew is refused at once, without quoting any of it",
        arguments: [
            ("postgresql://h:54320000/d", "port"), ("postgresql://a:5432,b:0/d", "port"), ("host=h port=hush", "port"),
            ("postgresql://h/d?sslmode=required", "sslmode"),
            ("host=a,b target_session_attrs=master", "target_session_attrs"),
        ])
    func mistaken(conninfo: String, keyword: String) {
        let error = #expect(throws: PostgresError.self) { try ConnectionString(conninfo) }
        #expect(error?.message.contains(keyword) == true && error?.message.contains("hush") == false)
        #expect(ConnectionSettings(conninfo).problem != nil)
    }

    @Test(
        "What is left out is libpq's to know",
        arguments: [
            "host=a,b port=5432,", "host=a,b port=5432,5433", "host=h sslmode=verify-full",
            "host=h target_session_attrs=any sslmode=''",
        ])
    func understood(conninfo: String) {
        #expect(ConnectionSettings(conninfo).problem == nil)
    }

    @Test("Settings print without the connection string")
    func settingsAreQuiet() {
        let settings = ConnectionSettings("password=hush")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!"\(settings) \(String(reflecting: settings)) \(dumped)".contains("hush"))
    }

    @Test("Hosts are dropped from the front with their ports; a single port is everyone's")
    func hosts() {
        var hosts = HostList(host: "a,b,c", address: nil, port: "1,2,3")
        hosts.removeFirst(2)
        #expect(hosts.parameters == ["host": "c", "port": "3"])
        var shared = HostList(host: "a,b", address: "::1,::2", port: "1")
        #expect(shared.count == 2)
        shared.removeFirst(1)
        #expect(shared.parameters == ["host": "b", "hostaddr": "::2", "port": "1"])
        #expect(HostList(host: nil, address: nil, port: nil).count == 1)
    }
}
