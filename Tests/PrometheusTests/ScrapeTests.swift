import CoreMetrics
import Foundation
import Synchronization
import Testing

@testable import Prometheus

/// The metrics' socket, from outside.
@Suite struct ScrapeTests {
    private static func path() -> String {
        "\(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")/scrape-\(UUID().uuidString.prefix(8))"
    }

    /// Runs a server while `body` asks it, and waits for its end.
    private func serve(
        at address: ScrapeAddress, collect: @escaping @Sendable () -> Void = {},
        _ body: (ScrapeClient) throws -> Void
    ) throws {
        let registry = Registry([MetricFamily("a_total", .counter, "A.")])
        Counter(label: "a_total", factory: registry).increment(by: 7)
        let server = try ScrapeServer(registry, at: address)
        let hasEnded = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            server.run(collect)
            hasEnded.signal()
        }
        defer {
            server.stop()
            hasEnded.wait()
        }
        try body(ScrapeClient(address: address))
    }

    private func serve(_ body: (ScrapeClient) throws -> Void) throws {
        let address = try #require(ScrapeAddress(Self.path()))
        try serve(at: address, body)
    }

    @Test func theMetricsWithTheirTypeAndLength() throws {
        let body = "# HELP a_total A.\n# TYPE a_total counter\na_total 7\n"
        try serve { client throws in
            for request in ["GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", "GET /metrics?a=b HTTP/1.0\r\n\r\n"] {
                #expect(
                    try client.send(request) == """
                        HTTP/1.1 200 OK\r
                        Content-Type: text/plain; version=0.0.4; charset=utf-8\r
                        Content-Length: \(body.utf8.count)\r
                        Connection: close\r
                        \r
                        \(body)
                        """)
            }
            let head = try client.send("HEAD /metrics HTTP/1.1\r\n\r\n")
            #expect(head.contains("Content-Length: \(body.utf8.count)\r\n") && head.hasSuffix("\r\n\r\n"))
        }
    }

    @Test(
        "What is something else",
        arguments: [
            ("GET / HTTP/1.1\r\n\r\n", "404"), ("GET /metrics/ HTTP/1.1\r\n\r\n", "404"),
            ("GET /metricsx HTTP/1.1\r\n\r\n", "404"), ("POST /metrics HTTP/1.1\r\n\r\nbody", "405"),
            ("\r\n\r\n", "400"), ("GET /metrics\r\n\r\n", "400"), ("GET /metrics HTTP/2\r\n\r\n", "400"),
            ("GET  /metrics HTTP/1.1\r\n\r\n", "400"), ("GET metrics HTTP/1.1\r\n\r\n", "400"),
            ("\u{16}\u{03}\u{01}\0\n\n", "400"), ("GET /metrics HTTP/1.1\n\n", "200"),
            (String(repeating: "x", count: 100_000), "431"),
            ("GET /metrics HTTP/1.1\r\nA: \(String(repeating: "b", count: 9_000))", "431"),
        ])
    func otherwise(_ request: String, _ status: String) throws {
        try serve { client throws in
            #expect(try client.status(request) == status)
            #expect(try client.status("GET /metrics HTTP/1.1\r\n\r\n") == "200", "and it goes on")
        }
    }

    @Test func whatEndsTooEarlyGetsNothing() throws {
        try serve { client throws in
            for text in ["", "G", "GET /metrics HTTP/1.1\r\n"] { #expect(try client.send(text) == "") }
            let answer = try client.send([0xFF, 0xFE, 0x0A, 0x0A])
            #expect(answer.hasPrefix("HTTP/1.1 400"))
        }
    }

    /// After two seconds, and not only when it closes.
    @Test func whoSaysNothingIsLeft() throws {
        try serve { client throws in
            #expect(try client.send(Array("GET /met".utf8), thenSilent: true) == "")
            #expect(try client.status("GET /metrics HTTP/1.1\r\n\r\n") == "200")
        }
    }

    /// One after the other they would keep it waiting for two seconds each.
    @Test("Many who say nothing keep nobody waiting, or for two seconds", arguments: [10, 20])
    func manyWhoSayNothing(_ count: Int) throws {
        try serve { client throws in
            let silent = try (0..<count).map { _ in try client.open() }
            defer { for descriptor in silent { close(descriptor) } }
            let began = ContinuousClock.now
            #expect(try client.status("GET /metrics HTTP/1.1\r\n\r\n") == "200")
            #expect(began.duration(to: .now) < .seconds(10))
        }
    }

    /// Prometheus waits longer than a database does that is away.
    @Test func numbersThatTakeLongAreShownToAllWhoAsk() throws {
        let address = try #require(ScrapeAddress(Self.path()))
        try serve(at: address, collect: { usleep(2_200_000) }) { client throws in
            let other = Mutex("")
            let hasAnswer = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                let answer = (try? client.lastLine("GET /metrics HTTP/1.1\r\n\r\n")) ?? ""
                other.withLock { $0 = answer }
                hasAnswer.signal()
            }
            #expect(try client.lastLine("GET /metrics HTTP/1.1\r\n\r\n") == "a_total 7")
            hasAnswer.wait()
            #expect(other.withLock { $0 } == "a_total 7")
        }
    }

    @Test func theNumbersAreCollectedForEachAnswer() throws {
        let count = Mutex(0)
        let address = try #require(ScrapeAddress(Self.path()))
        let registry = Registry([])
        let gauge = Gauge(label: "asked", factory: registry)
        let server = try ScrapeServer(registry, at: address)
        Thread.detachNewThread {
            server.run {
                gauge.record(
                    count.withLock {
                        $0 += 1
                        return $0
                    })
            }
        }
        defer { server.stop() }
        let client = ScrapeClient(address: address)
        #expect(try client.lastLine("GET /metrics HTTP/1.1\r\n\r\n") == "asked 1")
        #expect(try client.status("GET /nothing HTTP/1.1\r\n\r\n") == "404")
        #expect(try client.lastLine("GET /metrics HTTP/1.1\r\n\r\n") == "asked 2")
    }

    @Test func aPortOfLoopback() throws {
        // From here upwards until one is free.
        for port in UInt16(24_100)...24_400 {
            do {
                try serve(at: .loopback4(port: port)) { client throws in
                    #expect(try client.lastLine("GET /metrics HTTP/1.1\r\n\r\n") == "a_total 7")
                    #expect(throws: ScrapeError.self) { _ = try ScrapeServer(Registry([]), at: client.address) }
                }
                return
            } catch is ScrapeError {
                continue
            }
        }
        Issue.record("no port was free")
    }

    @Test func aSocketFileIsTakenOverAndLeftToItsLastOwner() throws {
        let path = Self.path()
        let address = try #require(ScrapeAddress(path))
        let registry = Registry([])
        let old = try ScrapeServer(registry, at: address)
        let new = try ScrapeServer(registry, at: address)
        old.stop()
        #expect(FileManager.default.fileExists(atPath: path), "it is the new one's")
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o660)
        new.stop()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func anyOtherFileStays() throws {
        let path = Self.path()
        try "mine".write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let address = try #require(ScrapeAddress(path))
        #expect(throws: ScrapeError.notASocket(path: path)) { _ = try ScrapeServer(Registry([]), at: address) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        let nowhere = try #require(ScrapeAddress("/nowhere.invalid/metrics"))
        #expect(throws: ScrapeError.self) { _ = try ScrapeServer(Registry([]), at: nowhere) }
    }

    @Test(
        "Addresses that are none, or not of this machine",
        arguments: [
            "", "metrics", "0.0.0.0:9000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:+80",
            "127.0.0.2:80", "localhost:9000", "[::]:9000", "::1:9000", "[::1]", ":9000", "9000", "/run/",
            "127.0.0.1:80 ",
            "/\(String(repeating: "x", count: 90))",
        ])
    func badAddresses(_ text: String) {
        #expect(ScrapeAddress(text) == nil)
    }

    @Test func goodAddresses() {
        for text in ["/run/vexar/metrics", "127.0.0.1:9187", "[::1]:1", "[::1]:65535"] {
            #expect(ScrapeAddress(text)?.description == text)
        }
    }
}
