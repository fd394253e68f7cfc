import Foundation
import HTTP
import Postgres
import Testing

/// What the worker tells Prometheus, through the real binary.
@Suite struct MetricsTests {
    private let path = Scrape.makePath()

    private func stack(_ cluster: Cluster? = nil) throws -> Stack {
        try Stack(cluster: cluster, environment: ["VEXAR_METRICS": path])
    }

    private func requests(_ method: String, _ route: String, _ status: Int) -> String {
        #"vexar_requests_total{route="\#(route)",method="\#(method)",status="\#(status)"}"#
    }

    @Test func countsAreWhatWasSent() throws {
        let stack = try stack()
        let tenant = try Tenant(in: stack)
        let client = stack.client(tenant.key)
        let before = try Scrape(path)
        for number in 1...5 { _ = try client.send("GET", "\(Tenant.bookings)?limit=\(number)") }
        _ = try client.send("HEAD", Tenant.bookings)
        for _ in 1...3 { _ = try client.send("POST", Tenant.bookings, Tenant.body()) }
        _ = try client.send("POST", Tenant.bookings, "{")
        for number in 1...4 { _ = try client.send("GET", "\(Tenant.bookings)/\(900_000_000 + number)") }
        for number in 1...6 { _ = try client.send("GET", "/api/v1/no-such-\(number)-\(UUID())") }
        _ = try client.send("DELETE", Tenant.bookings)
        _ = try stack.client().send("GET", "\(Tenant.bookings)/stats")
        let after = try Scrape(path)
        let expected = [
            requests("GET", Tenant.bookings, 200): 6, requests("POST", Tenant.bookings, 201): 1,
            requests("POST", Tenant.bookings, 409): 2, requests("POST", Tenant.bookings, 400): 1,
            requests("GET", "\(Tenant.bookings)/{id}", 404): 4, requests("any", "unknown", 404): 6,
            requests("any", "unknown", 405): 1, requests("GET", "\(Tenant.bookings)/stats", 401): 1,
        ]
        let counted = try after.samples.filter { $0.key.hasPrefix("vexar_requests_total{") }
            .mapValues { Int($0) }.filter { name, value in try value > Int(before(name)) }
        var grown: [String: Int] = [:]
        for (name, value) in counted { grown[name] = try value - Int(before(name)) }
        #expect(grown == expected)
        #expect(Set(after.samples.keys) == Set(before.samples.keys), "whatever is asked, no number is new")
        // Of the names: a sum of seconds may have any digits.
        #expect(!after.samples.keys.contains { $0.contains("no-such") || $0.contains("90000000") })
    }

    @Test func histogramsHoldEveryRequestOnce() throws {
        let stack = try stack()
        let tenant = try Tenant(in: stack)
        for _ in 1...20 { _ = try stack.client(tenant.key).send("GET", "\(Tenant.bookings)/stats") }
        for _ in 1...20 { _ = try stack.client().send("GET", "/healthz") }
        let scrape = try Scrape(path)
        for (route, count) in [("\(Tenant.bookings)/stats", 20.0), ("/healthz", 20)] {
            let labels = #"route="\#(route)",method="GET""#
            #expect(try scrape("vexar_request_seconds_count{\(labels)}") == count)
            #expect(try scrape(#"vexar_request_seconds_bucket{\#(labels),le="+Inf"}"#) == count)
            #expect(try scrape("vexar_request_seconds_sum{\(labels)}") > 0)
            let bounds = [
                "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10",
            ]
            let buckets = try bounds.map { try scrape(#"vexar_request_seconds_bucket{\#(labels),le="\#($0)"}"#) }
            #expect(buckets == buckets.sorted())
        }
        #expect(scrape.sum("vexar_request_seconds_count") == scrape.sum("vexar_requests_total"))
        // Each statistic and each readyz asked the database, and no healthz did.
        let ready = scrape.sum(#"vexar_requests_total{route="/readyz""#)
        #expect(try scrape("vexar_database_seconds_count") == 20 + ready)
        let database = try scrape("vexar_database_seconds_sum")
        #expect(database > 0 && database < scrape.sum("vexar_request_seconds_sum"))
    }

    @Test func theProcessTellsOfItself() throws {
        let stack = try stack()
        let tenant = try Tenant(in: stack)
        _ = try stack.client(tenant.key).send("GET", "\(Tenant.bookings)/poll")
        let scrape = try Scrape(path)
        #expect(scrape.sum(#"vexar_build_info{version="0."#) == 1)
        #expect(try scrape("process_resident_memory_bytes") > 1e6)
        #expect(try abs(scrape("process_start_time_seconds") - Date().timeIntervalSince1970) < 60)
        #expect(try scrape("vexar_listener_lag_seconds") >= 0)
        #expect(try scrape("vexar_connections") >= 0)
        #expect(try scrape("vexar_announcer_pending") >= 0)
        try eventually("the poll to be answered from memory") {
            _ = try stack.client(tenant.key).send("GET", "\(Tenant.bookings)/poll")
            let scrape = try Scrape(path)
            return try scrape("vexar_clock_entries") == 1 && scrape("vexar_session_entries") == 1
        }
    }

    @Test func garbageOnTheSocketHarmsNobody() throws {
        let stack = try stack()
        var generator = SystemRandomNumberGenerator()
        for size in [1, 10, 1_000, 8_192, 8_193, 200_000] {
            _ = try Scrape.send((0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }, to: path)
        }
        let answer = try Scrape.send(Array("GET /secrets HTTP/1.1\r\n\r\n".utf8), to: path)
        #expect(answer.hasPrefix("HTTP/1.1 404"))
        #expect(try stack.client().send("GET", "/healthz").status == 200)
        #expect(try Scrape(path).samples.count > 100)
    }

    @Test func somebodyWhoHangsOnTheSocketDelaysNoStop() throws {
        let stack = try stack()
        let silent = try Scrape.connect(to: path)
        defer { close(silent) }
        stack.worker.signal(SIGTERM)
        #expect(stack.worker.wait() == 0)
        #expect(!FileManager.default.fileExists(atPath: path))
        try stack.restartWorker()
        #expect(try Scrape(path).samples.count > 100)
    }

    @Test func aDatabaseThatIsAwayIsSeen() throws {
        let cluster = try Cluster()
        let stack = try stack(cluster)
        let tenant = try Tenant(in: stack)
        _ = try stack.client(tenant.key).send("GET", "\(Tenant.bookings)/stats")
        let name = #"vexar_database_errors_total{category="unavailable"}"#
        #expect(try Scrape(path)(name) == 0)
        cluster.stop()
        #expect(try stack.client(tenant.key).send("GET", "\(Tenant.bookings)/stats").status == 503)
        let scrape = try Scrape(path)
        #expect(try scrape(name) >= 1)
        #expect(try scrape(requests("GET", "\(Tenant.bookings)/stats", 503)) == 1)
        try eventually("a listener that is blind") { try Scrape(path)("vexar_listener_lag_seconds") > 2 }
        try cluster.start()
        try eventually("a listener that hears again") { try Scrape(path)("vexar_listener_lag_seconds") < 1 }
    }

    @Test func aSocketThatCannotBeMadeIsNamedAtTheStart() throws {
        let settings = ProcessInfo.processInfo.environment
        let process = try RunningProcess(
            settings["VEXAR_BIN"] ?? "", ["serve"],
            environment: ["VEXAR_LISTEN": "\(path).socket", "VEXAR_METRICS": "/nowhere.invalid/metrics"],
            log: "\(path).log")
        #expect(process.wait() == 71)
        let output = try String(contentsOfFile: "\(path).log", encoding: .utf8)
        #expect(output.contains("VEXAR_METRICS cannot be used: ") && output.contains("/nowhere.invalid/metrics"))
    }

    /// Started by mistake beside one that runs, with the same settings.
    @Test func aSecondWorkerTakesNothingFromTheFirst() throws {
        let stack = try stack()
        let second = try RunningProcess(
            stack.binary, ["serve"], environment: stack.environment, log: "\(path).log")
        #expect(second.wait() == 71)
        #expect(
            try String(contentsOfFile: "\(path).log", encoding: .utf8)
                .contains("VEXAR_LISTEN cannot be used: another process listens"))
        #expect(try Scrape(path).samples.count > 100)
    }

    @Test func withoutTheSettingThereIsNoSocket() throws {
        let stack = try Stack()
        #expect(try stack.client().send("GET", "/healthz").status == 200)
        #expect(try stack.client().send("GET", "/metrics").status == 404, "nor are they on the API's side")
        let sockets = try FileManager.default.contentsOfDirectory(atPath: stack.directory).filter {
            try FileManager.default.attributesOfItem(atPath: "\(stack.directory)/\($0)")[.type] as? FileAttributeType
                == .typeSocket
        }
        #expect(sockets == ["socket"])
    }
}
