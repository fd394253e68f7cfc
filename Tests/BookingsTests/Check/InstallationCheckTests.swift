import Foundation
import TestSupport
import Testing

@testable import Bookings

/// The check on real servers, with one thing wrong at a time.
@Suite struct InstallationCheckTests {
    private let service: String
    private let admin: String
    private let superuser: String

    init() throws {
        service = try TestDatabase.url("VEXAR_DATABASE_URL")
        admin = try TestDatabase.url("VEXAR_ADMIN_DATABASE_URL")
        superuser = try TestDatabase.url("DATABASE_URL")
    }

    private func findings(_ environment: [String: String]) -> [Finding] {
        InstallationCheck(environment: environment).run().findings
    }

    private func finding(_ subject: String, _ environment: [String: String]) throws -> Finding {
        try #require(findings(environment).first { $0.subject == subject })
    }

    @Test func allThatIsSetWorks() throws {
        let mail = try MailServer()
        let socket = "\(FileManager.default.temporaryDirectory.path)/check-\(UUID().uuidString.prefix(8))"
        let report = InstallationCheck(environment: [
            "VEXAR_DATABASE_URL": service, "VEXAR_DIRECT_DATABASE_URL": service, "VEXAR_ADMIN_DATABASE_URL": admin,
            "VEXAR_SMTP_URL": "smtp://127.0.0.1:\(mail.port)", "VEXAR_MAIL_FROM": "a@salon.test",
            "VEXAR_REVIEW_URL": "https://salon.test/{token}", "VEXAR_LISTEN": socket,
        ]).run()
        #expect(
            report.findings.filter { $0.verdict == .ok }.map(\.subject) == [
                "settings of serve", "settings of notify", "settings of operators", "database", "schema", "clock",
                "direct database", "listening", "admin database", "mail server", "socket",
            ], "\(report.text)")
        #expect(!report.hasFailures)
        #expect(mail.all("message").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: socket))
    }

    @Test func whatIsNotSetIsPassedOver() {
        let findings = findings(["VEXAR_ADMIN_DATABASE_URL": admin])
        #expect(findings.count { $0.verdict == .notSet } == 8, "\(findings)")
        #expect(!findings.contains { $0.verdict == .fail })
    }

    /// As where somebody forgot to say where the credentials are: what housekeep keeps alone makes nothing run.
    @Test(arguments: [[:], ["CREDENTIALS_DIRECTORY": "/none/such"], ["VEXAR_KEEP_MESSAGES": "90"]])
    func nothingThatIsSetIsNoSuccess(_ environment: [String: String]) throws {
        let failed = findings(environment).filter { $0.verdict == .fail }
        #expect(failed.map(\.subject) == ["settings"])
        #expect(failed.first?.advice?.contains("CREDENTIALS_DIRECTORY=/etc/vexar/credentials") == true, "\(failed)")
    }

    @Test func settingsAloneAreChecked() throws {
        let all = findings([
            "VEXAR_DATABASE_URL": "nonsense", "VEXAR_THREADS": "many", "VEXAR_SMTP_URL": "http://mail",
            "VEXAR_THREAD": "4", "VEXAR_KEEP_MESSAGES": "6", "VEXAR_KEEP_HISTORY": "10 years",
        ])
        let failed = all.filter { $0.verdict == .fail }
        #expect(failed.count { $0.subject == "settings of serve" } == 2)
        #expect(failed.count { $0.subject == "settings of notify" } == 4)
        #expect(failed.count { $0.subject == "settings of housekeep" } == 2)
        #expect(failed.count == 8, "\(failed)")
        #expect(all.first { $0.verdict == .warn }?.found.contains("VEXAR_THREADS") == true)
    }

    @Test func aRoleThatIsTooPowerful() throws {
        for role in [superuser, admin] {
            let found = try finding("database", ["VEXAR_DATABASE_URL": role])
            #expect(found.verdict == .fail && found.advice?.contains("vexar_app") == true, "\(found)")
        }
        let found = try finding("admin database", ["VEXAR_ADMIN_DATABASE_URL": superuser])
        #expect(found.verdict == .fail && found.advice?.contains("vexar_admin") == true, "\(found)")
    }

    @Test func aRoleThatMayTooLittle() throws {
        let found = try finding("admin database", ["VEXAR_ADMIN_DATABASE_URL": service])
        #expect(found.verdict == .fail && found.advice?.contains("vexar_admin") == true, "\(found)")
    }

    @Test func aDatabaseThatIsAwayIsToldOnce() {
        let findings = findings(["VEXAR_DATABASE_URL": "postgresql://vexar_app:s3cret@%2Fnone/vexar"])
        let failed = findings.filter { $0.verdict == .fail }
        #expect(failed.map(\.subject) == ["database"])
        #expect(failed.first?.advice?.contains("VEXAR_DATABASE_URL") == true)
        #expect(!"\(findings)".contains("s3cret"))
    }

    /// One host that does not answer takes 5 s, and there may be several: the check is to end before its unit's time
    /// does.
    @Test func aDatabaseThatDoesNotAnswerIsAskedOnce() throws {
        let silent = try ListeningSocket()
        defer { silent.stop() }
        let began = ContinuousClock.now
        let found = try finding(
            "database", ["VEXAR_DATABASE_URL": "postgresql://vexar_app@127.0.0.1:\(silent.port)/vexar"])
        #expect(found.verdict == .fail && found.found.contains("no answer"), "\(found)")
        #expect(began.duration(to: .now) < .seconds(10))
    }

    @Test func aDatabaseWithoutTheSchema() throws {
        let other = service.replacing(/\/vexar$/, with: "/postgres")
        let found = try finding("schema", ["VEXAR_DATABASE_URL": other])
        #expect(found.verdict == .fail && found.advice?.contains("sqitch deploy") == true, "\(found)")
    }

    /// As behind a proxy that pools transactions: LISTEN is taken, and nothing is heard.
    @Test func whereNothingIsHeard() throws {
        let deaf = service.replacing(/\/vexar$/, with: "/postgres")
        let found = try finding("listening", ["VEXAR_DATABASE_URL": service, "VEXAR_DIRECT_DATABASE_URL": deaf])
        #expect(found.verdict == .fail && found.found == "a notification was not heard", "\(found)")
    }

    @Test func aMailServerThatIsAway() throws {
        let found = try finding("mail server", ["VEXAR_SMTP_URL": "smtp://127.0.0.1:1"])
        #expect(found.verdict == .fail && found.found.contains("at connect"), "\(found)")
    }

    @Test func socketsThatCannotBeMade() throws {
        for path in ["/none/such/socket", "/etc/passwd", "/tmp/\(String(repeating: "x", count: 120))"] {
            #expect(try finding("socket", ["VEXAR_LISTEN": path]).verdict == .fail)
            #expect(try finding("metrics socket", ["VEXAR_METRICS": path]).verdict == .fail)
        }
    }

    @Test func templatesThatAreBroken() throws {
        let found = findings(["VEXAR_TEMPLATES": "/none/such", "VEXAR_MAIL_FROM": "a@salon.test"])
        #expect(found.contains { $0.verdict == .fail && $0.found.contains("VEXAR_TEMPLATES") }, "\(found)")
        #expect(!found.contains { $0.subject == "templates" })
    }
}
