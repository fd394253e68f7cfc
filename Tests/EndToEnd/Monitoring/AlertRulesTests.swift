import Foundation
import Testing

/// The rules of deploy/monitoring. Debian's package of promtool is large, so `deploy/dev test` installs it for the long
/// proofs alone: where it is there, it is asked.
@Suite struct AlertRulesTests {
    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../deploy/monitoring").standardizedFileURL.path
    private static let promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(.enabled(if: promtool != nil, "needs promtool, of Debian's package prometheus"))
    func promtoolAcceptsThem() throws {
        let promtool = try #require(Self.promtool)
        try RunningProcess.run(promtool, ["check", "rules", "\(Self.directory)/alerts.yml"])
        try RunningProcess.run("env", ["-C", Self.directory, promtool, "test", "rules", "alerts_test.yml"])
    }

    /// Each metric that a rule speaks of is shown by `serve` or by `notify`.
    @Test func everyMetricInThemExists() throws {
        let stack = try Stack(cluster: Cluster(), environment: ["VEXAR_METRICS": Scrape.makePath()])
        let path = try #require(stack.environment["VEXAR_METRICS"])
        let notifierPath = Scrape.makePath()
        let notifier = try NotifierProcess(stack, port: 1, environment: ["VEXAR_METRICS": notifierPath])
        try eventually("metrics of \(notifier.output)") { (try? Scrape(notifierPath)("vexar_outbox_queued")) != nil }
        let shown = try Array(Scrape(path).samples.keys) + Array(Scrape(notifierPath).samples.keys)
        let names = Set(shown.map { String($0.prefix { $0 != "{" }) })
        let rules = try String(contentsOfFile: "\(Self.directory)/alerts.yml", encoding: .utf8)
        let expressions = rules.split(separator: "\n").filter { !$0.contains("summary:") && !$0.hasPrefix("#") }
        let asked = Set(
            expressions.joined(separator: "\n").matches(of: /\b(vexar|process)_[a-z_]+\b/).map { String($0.0) })
        #expect(asked.count >= 9)
        #expect(asked.subtracting(names).isEmpty)
    }

    @Test func eachSaysWhatItMeansAndWhereToLook() throws {
        let rules = try String(contentsOfFile: "\(Self.directory)/alerts.yml", encoding: .utf8)
        let blocks = rules.components(separatedBy: "- alert: ").dropFirst()
        #expect(blocks.count >= 8)
        for block in blocks {
            for word in ["expr:", "for:", "severity:", "summary:", "description:", "runbook: \"README.md, Alerts: "] {
                #expect(block.contains(word), "\(word) in \(block.prefix(40))")
            }
        }
    }

    /// The notes have a paragraph for each alert, and for none that there is not.
    @Test func theREADMESaysWhatToDoAboutEach() throws {
        let rules = try String(contentsOfFile: "\(Self.directory)/alerts.yml", encoding: .utf8)
        let readme = try String(contentsOfFile: "\(Self.directory)/../../README.md", encoding: .utf8)
        let notes = try #require(readme.components(separatedBy: "\n## Alerts\n").last)
        let explained = notes.matches(of: /(?m)^- \*\*(.+?)\*\*/).flatMap { $0.1.components(separatedBy: ", ") }
        #expect(explained.sorted() == rules.matches(of: /- alert: (\w+)/).map { String($0.1) }.sorted())
        for name in rules.matches(of: /runbook: "README.md, Alerts: (\w+)"/).map({ String($0.1) }) {
            #expect(explained.contains(name), "\(name)")
        }
    }
}
