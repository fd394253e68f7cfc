import Foundation
import TestSupport
import Testing

/// The real binary under a supervisor; the tests play its part: a held socket on descriptor 0, credentials as files,
/// and a socket that hears how the process is.
@Suite struct SupervisionTests {
    private let settings = ProcessInfo.processInfo.environment
    private let ear: SupervisorEar
    private let directory: String

    init() throws {
        ear = try SupervisorEar()
        directory = "\(settings["TMPDIR"] ?? "/tmp")/supervised-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    private var log: String { (try? String(contentsOfFile: "\(directory)/log", encoding: .utf8)) ?? "" }

    /// Starts a command. Nothing of what it may need is in its environment but what is given here.
    private func start(
        _ command: String, _ environment: [String: String] = [:], on socket: HeldSocket? = nil,
        standardError: FileHandle? = nil
    ) throws -> RunningProcess {
        let given = [
            "VEXAR_DATABASE_URL": "", "VEXAR_LISTEN": "", "CREDENTIALS_DIRECTORY": directory,
            "NOTIFY_SOCKET": ear.address, "WATCHDOG_USEC": "200000",
        ]
        return try RunningProcess(
            settings["VEXAR_BIN"] ?? "", [command], environment: given.merging(environment) { $1 },
            log: "\(directory)/log", standardInput: socket?.handle, standardError: standardError)
    }

    private func putCredential(_ name: String, _ value: String) throws {
        try Data("\(value)\n".utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
    }

    private func untilItLives() {
        for _ in 0..<3 { #expect(ear.next() == "WATCHDOG=1\n") }
    }

    /// What comes before this and signs of life is not expected.
    private func untilItStops(_ status: String) {
        while let heard = ear.next() {
            if heard == "WATCHDOG=1\n" { continue }
            #expect(heard == "STOPPING=1\nSTATUS=\(status)\n")
            return
        }
        Issue.record("it never said that it stops")
    }

    @Test func aWorkerOnAHeldSocket() throws {
        let socket = try HeldSocket()
        try putCredential("VEXAR_DATABASE_URL", try #require(settings["VEXAR_DATABASE_URL"]))
        // The second one finds the socket as the first one left it.
        for _ in 0..<2 {
            let worker = try start("serve", ["VEXAR_THREADS": "3"], on: socket)
            #expect(ear.next() == "READY=1\nSTATUS=serving on 3 threads\n")
            #expect(try socket.answers())
            untilItLives()
            worker.signal(SIGTERM)
            untilItStops("answering what has arrived")
            #expect(worker.wait() == 0)
            _ = ear.pending()
        }
    }

    /// However early: while it starts, just when it begins to wait for the signal, just after.
    @Test func aStopIsHeardAtAnyMoment() throws {
        let socket = try HeldSocket()
        try putCredential("VEXAR_DATABASE_URL", try #require(settings["VEXAR_DATABASE_URL"]))
        for number in 0..<30 {
            let worker = try start("serve", [:], on: socket)
            // The first 150 ms, step by step; every third at the very moment at which it is ready.
            if number.isMultiple(of: 3) { _ = ear.next() } else { usleep(UInt32(number) * 5_000) }
            worker.signal(SIGTERM)
            try eventually("its end") { !worker.isRunning }
            // Before there is anything to finish it dies of the signal.
            #expect([0, 128 + SIGTERM].contains(worker.wait()))
            _ = ear.pending()
        }
    }

    @Test func aNotifier() throws {
        // A database of its own: what other tests have queued is not to be taken from them.
        let cluster = try Cluster()
        try putCredential("VEXAR_DATABASE_URL", cluster.url(role: "vexar_app"))
        let notifier = try start(
            "notify",
            [
                "VEXAR_SMTP_URL": "smtp://127.0.0.1:1", "VEXAR_MAIL_FROM": "bookings@salon.test",
                "VEXAR_REVIEW_URL": "https://salon.test/review/{token}",
            ])
        #expect(ear.next() == "READY=1\nSTATUS=sending on 4 threads\n")
        untilItLives()
        notifier.signal(SIGTERM)
        untilItStops("finishing what the mail server has whole")
        #expect(notifier.wait() == 0)
    }

    /// Whether somebody reads what it says or not.
    @Test(arguments: ["serve", "notify"], [true, false])
    func whoWaitsForTheDatabaseIsNotReady(_ command: String, _ isRead: Bool) throws {
        let log = Pipe()
        if !isRead { try log.fileHandleForReading.close() }
        try putCredential("VEXAR_DATABASE_URL", "postgresql://vexar_app@%2Fnone/vexar")
        let process = try start(
            command,
            [
                "VEXAR_LISTEN": "\(directory)/socket", "VEXAR_SMTP_URL": "smtp://127.0.0.1:1",
                "VEXAR_MAIL_FROM": "bookings@salon.test", "VEXAR_REVIEW_URL": "https://salon.test/{token}",
            ], standardError: log.fileHandleForWriting)
        for _ in 0..<2 {
            #expect(ear.next() == "STATUS=waiting for the database\nEXTEND_TIMEOUT_USEC=60000000\n")
        }
        process.signal(SIGKILL)
        _ = process.wait()
    }

    @Test func aMisspeltSettingIsNamedAndTheRestServes() throws {
        let socket = try HeldSocket()
        try putCredential("VEXAR_DATABASE_URL", try #require(settings["VEXAR_DATABASE_URL"]))
        let worker = try start("serve", ["VEXAR_THREAD": "4"], on: socket)
        #expect(ear.next() == "READY=1\nSTATUS=serving on 8 threads\n")
        worker.signal(SIGTERM)
        #expect(worker.wait() == 0)
        let line = try #require(log.split(separator: "\n").first { $0.contains("VEXAR_THREAD ") })
        #expect(line.contains(#""level":"warning""#) && line.contains("did you mean VEXAR_THREADS?"))
    }

    @Test func aCredentialThatCannotBeReadIsNamed() throws {
        try FileManager.default.createDirectory(
            atPath: "\(directory)/VEXAR_DATABASE_URL", withIntermediateDirectories: false)
        let worker = try start("serve")
        #expect(worker.wait() == 78)
        #expect(log.contains("VEXAR_DATABASE_URL cannot be read from \(directory)/VEXAR_DATABASE_URL"))
    }
}
