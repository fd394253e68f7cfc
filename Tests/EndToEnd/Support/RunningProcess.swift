import Foundation

/// A process that a test has started; killed with the object.
final class RunningProcess {
    private let process = Process()

    /// Starts an executable. Its output goes to a file, so that no pipe can fill up; what it says of itself too, unless
    /// somewhere else is named.
    init(
        _ executable: String, _ arguments: [String], environment: [String: String] = [:], log: String,
        standardInput: FileHandle? = nil, standardError: FileHandle? = nil
    ) throws {
        guard FileManager.default.createFile(atPath: log, contents: nil),
            let output = FileHandle(forWritingAtPath: log)
        else { throw Failure(text: "cannot write \(log)") }
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = standardInput ?? FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = standardError ?? output
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var pid: pid_t { process.processIdentifier }

    var isRunning: Bool { process.isRunning }

    /// Sends a signal.
    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// Waits until it has left and gives its exit code; of one that a signal ended, 128 and the signal.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    }

    /// Runs something to its end; throws with its output unless it succeeds.
    static func run(_ executable: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let process = try RunningProcess("/usr/bin/env", [executable] + arguments, environment: environment, log: log)
        let status = process.wait()
        let output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        try? FileManager.default.removeItem(atPath: log)
        guard status == 0 else { throw Failure(text: "\(executable) \(arguments): \(status)\n\(output)") }
    }

    /// What a process said before it failed.
    struct Failure: Error, CustomStringConvertible {
        let text: String
        var description: String { text }
    }
}

/// Waits for something to become true; throws after 30 s, which only a hang takes.
func eventually(_ what: String, _ condition: () throws -> Bool) throws {
    for _ in 0..<1_500 {
        if try condition() { return }
        usleep(20_000)
    }
    throw RunningProcess.Failure(text: "never came: \(what)")
}
