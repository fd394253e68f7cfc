import Foundation
import Testing

@testable import Bookings

/// Which names are settings.
@Suite struct SettingNameTests {
    /// A setting that nobody added to the list would be called misspelt.
    @Test func everySettingOfTheProgramIsListed() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Sources").standardizedFileURL
        var named: Set<String> = []
        for case let file as URL in try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        where file.pathExtension == "swift" && file.lastPathComponent != "SettingName.swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /"(VEXAR_[A-Z_]+)"/) { named.insert(String(match.output.1)) }
        }
        #expect(named == SettingName.all)
    }

    /// One table, with each of them once.
    @Test func theREADMEHasThemAll() throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../README.md")
        let readme = try String(contentsOf: file.standardizedFileURL, encoding: .utf8)
        let table = readme.matches(of: /(?m)^\| `(VEXAR_[A-Z_]+)` \|/).map { String($0.1) }
        #expect(table.sorted() == SettingName.all.sorted())
    }

    @Test func othersAreNoneOfOurBusiness() {
        #expect(SettingName.strangers(among: ["PATH", "vexar_threads", "VEXAR_THREADS", "VEXAR_API_KEY"]).isEmpty)
        #expect(SettingName.strangers(among: ["VEXAR_B", "VEXAR_A", "VEXAR_B"]) == ["VEXAR_A", "VEXAR_B"])
    }

    @Test(arguments: [("VEXAR_TREADS", "VEXAR_THREADS"), ("VEXAR_SMPT_URL", "VEXAR_SMTP_URL")])
    func theLikeliestIsNamed(_ name: String, _ meant: String) {
        #expect(SettingName.warning(of: name).hasSuffix("did you mean \(meant)?"))
    }

    @Test func whatIsLikeNothingGetsNoGuess() {
        #expect(!SettingName.warning(of: "VEXAR_WEATHER_REPORT").contains("did you mean"))
    }
}
