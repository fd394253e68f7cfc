import Prometheus
import Testing

@testable import Bookings

/// The settings of `vexar serve`: what is taken, what is complained of, all of it at once.
@Suite struct ConfigurationTests {
    private static let database = "postgresql://vexar_app:s3cret@db.example/vexar"

    private func read(_ more: [String: String]) throws(ConfigurationErrors) -> Configuration {
        try Configuration(environment: ["VEXAR_DATABASE_URL": Self.database].merging(more) { $1 })
    }

    private func complaints(_ more: [String: String]) -> [String] {
        do {
            _ = try read(more)
            return []
        } catch {
            return error.lines
        }
    }

    @Test func whatIsNotSetHasADefault() throws {
        let configuration = try read(["VEXAR_THREADS": "", "VEXAR_LISTEN": ""])
        #expect(configuration.process.database == Self.database)
        #expect(configuration.process.directDatabase == Self.database)
        #expect(configuration.listening == .inherited)
        #expect(configuration.threads == 8)
        #expect(configuration.tokenSecret == nil)
        #expect(configuration.process.logLevel == "info")
        #expect(configuration.process.preparesStatements)
        #expect(configuration.logsRequests)
        #expect(configuration.process.metrics == nil)
    }

    @Test func whatIsSetIsTaken() throws {
        let configuration = try read([
            "VEXAR_DIRECT_DATABASE_URL": "host=direct", "VEXAR_LISTEN": "/run/vexar/socket", "VEXAR_THREADS": "256",
            "VEXAR_JWT_SECRET": String(repeating: "x", count: 32), "VEXAR_LOG_LEVEL": "debug",
            "VEXAR_PREPARED_STATEMENTS": "off", "VEXAR_REQUEST_LOG": "off", "VEXAR_METRICS": "[::1]:9187",
        ])
        #expect(configuration.process.directDatabase == "host=direct")
        #expect(configuration.listening == .path("/run/vexar/socket"))
        #expect(configuration.threads == 256)
        #expect(configuration.tokenSecret?.utf8.count == 32)
        #expect(configuration.process.logLevel == "debug")
        #expect(!configuration.process.preparesStatements)
        #expect(!configuration.logsRequests)
        #expect(configuration.process.metrics == .loopback6(port: 9_187))
    }

    @Test func everyMistakeIsNamedAtOnceWithAnExample() {
        let lines = complaints([
            "VEXAR_DATABASE_URL": "postgresql://vexar_app:p@ss/word@db/vexar", "VEXAR_DIRECT_DATABASE_URL": "nonsense",
            "VEXAR_LISTEN": "/\(String(repeating: "x", count: 107))", "VEXAR_THREADS": "0",
            "VEXAR_JWT_SECRET": "short", "VEXAR_LOG_LEVEL": "loud",
            "VEXAR_PREPARED_STATEMENTS": "maybe", "VEXAR_REQUEST_LOG": "yes", "VEXAR_METRICS": "0.0.0.0:9187",
        ])
        let names = [
            "VEXAR_DATABASE_URL", "VEXAR_DIRECT_DATABASE_URL", "VEXAR_PREPARED_STATEMENTS", "VEXAR_LOG_LEVEL",
            "VEXAR_METRICS", "VEXAR_LISTEN", "VEXAR_THREADS", "VEXAR_JWT_SECRET", "VEXAR_REQUEST_LOG",
        ]
        #expect(lines.count == names.count)
        for (line, name) in zip(lines, names) {
            #expect(line.hasPrefix("\(name) ") && line.contains("for example"), "\(line)")
        }
        #expect(lines[4].hasSuffix("=/run/vexar-worker/metrics.sock"), "where vexar.service has it")
        #expect(!lines.joined().contains("p@ss"), "no password is shown")
    }

    @Test func socketsThatCannotBe() {
        let longest = "/\(String(repeating: "s", count: 106))"
        #expect(complaints(["VEXAR_LISTEN": longest]).isEmpty)
        #expect(complaints(["VEXAR_LISTEN": "\(longest)s"]).first?.hasPrefix("VEXAR_LISTEN ") == true)
        let same = complaints(["VEXAR_LISTEN": "/run/vexar/s", "VEXAR_METRICS": "/run/vexar/s"])
        #expect(same.count == 1 && same.first?.hasPrefix("VEXAR_METRICS must be another path") == true)
    }

    @Test(arguments: ["257", "-1", "8.0", "eight", " 8"])
    func threadsOutOfRange(_ threads: String) {
        #expect(complaints(["VEXAR_THREADS": threads]).count == 1)
    }

    @Test func aSecretIsCountedInBytes() {
        #expect(complaints(["VEXAR_JWT_SECRET": String(repeating: "x", count: 31)]).count == 1)
        #expect(complaints(["VEXAR_JWT_SECRET": String(repeating: "ü", count: 16)]).isEmpty)
    }

    @Test func theDatabaseIsNeeded() {
        #expect(complaints(["VEXAR_DATABASE_URL": ""]).count == 1)
    }
}
