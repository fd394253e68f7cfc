import Foundation
import Testing

/// What wrk has measured: 64 clients on kept connections that ask the same again and again.
struct LoadRun {
    let requestsPerSecond: Double
    let median: Duration
    let p99: Duration

    /// Asks for so many seconds. Every answer has to be a success.
    init(_ url: String, key: String, seconds: Int) throws {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/wrk")
        process.arguments = [
            "-t", "1", "-c", "64", "-d", "\(seconds)", "--latency", "-H", "Authorization: Bearer \(key)", url,
        ]
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(!output.contains("Non-2xx") && !output.contains("Socket errors"), "\(output)")
        let lines = output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        func value(_ name: String) throws -> String {
            try #require(lines.first { $0.first == name }?.dropFirst().first, "\(output)")
        }
        requestsPerSecond = try #require(Double(value("Requests/sec:")))
        median = try Self.duration(value("50%"))
        p99 = try Self.duration(value("99%"))
    }

    /// As wrk writes it: `812.00us`, `1.23ms`, `2.01s`.
    private static func duration(_ text: String) throws -> Duration {
        let number = try #require(Double(text.prefix { $0.isNumber || $0 == "." }))
        let units = ["us": 1.0, "ms": 1_000, "s": 1_000_000]
        let unit = try #require(units[String(text.drop { $0.isNumber || $0 == "." })])
        return .microseconds(Int64(number * unit))
    }
}
