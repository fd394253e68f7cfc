import Foundation

/// One run of the executable, `VEXAR_BIN`, as an operator would, or of a script.
struct CommandRun {
    let exitCode: Int32
    let output: String
    let errors: String

    /// Runs a command on the tests' database.
    init(_ arguments: String..., input: String = "") throws {
        try self.init(arguments, input: input, database: TestProvisioning.url())
    }

    /// Runs a command to its end.
    ///
    /// - Parameters:
    ///   - input: what it reads from standard input.
    ///   - database: `VEXAR_ADMIN_DATABASE_URL`; nil for none.
    init(_ arguments: [String], input: String = "", database: String?) throws {
        try self.init(Self.process(arguments, database: database), input: input)
    }

    /// Runs a process that has not been started yet to its end.
    init(_ process: Process, input: String = "") throws {
        let files = try TemporaryFiles()
        defer { files.remove() }
        try Data(input.utf8).write(to: files.url("input"))
        process.standardInput = try FileHandle(forReadingFrom: files.url("input"))
        process.standardOutput = try files.forWriting("output")
        process.standardError = try files.forWriting("errors")
        try process.run()
        process.waitUntilExit()
        exitCode = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        output = try String(contentsOf: files.url("output"), encoding: .utf8)
        errors = try String(contentsOf: files.url("errors"), encoding: .utf8)
    }

    /// The executable with these arguments, not started yet.
    static func process(_ arguments: [String], database: String?) throws -> Process {
        var environment = ProcessInfo.processInfo.environment
        guard let executable = environment["VEXAR_BIN"] else { throw TestDatabase.Missing(variable: "VEXAR_BIN") }
        environment["VEXAR_ADMIN_DATABASE_URL"] = database
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = environment
        return process
    }
}

/// Files of one run: pipes would have to be emptied while it runs.
private struct TemporaryFiles {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)

    init() throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: false)
    }

    func url(_ name: String) -> URL { directory.appendingPathComponent(name) }

    func forWriting(_ name: String) throws -> FileHandle {
        try Data().write(to: url(name))
        return try FileHandle(forWritingTo: url(name))
    }

    func remove() {
        try? FileManager.default.removeItem(at: directory)
    }
}
