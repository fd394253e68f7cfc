import HTTP
import Testing

@testable import Bookings

/// What a check prints.
@Suite struct InstallationReportTests {
    private let report = InstallationReport(findings: [
        .ok("schema", "all is there"), .warn("clock", "2 s \"ahead\"", "use chrony"), .notSet("socket", "none"),
    ])

    @Test func aTableForPeople() {
        #expect(
            report.text == """
                CHECK   RESULT   DETAILS
                schema  ok       all is there
                clock   warn     2 s "ahead" -> use chrony
                socket  not set  none

                """)
    }

    @Test func anObjectForScripts() {
        #expect(
            report.json == #"{"ok":true,"checks":["#
                + #"{"check":"schema","result":"ok","found":"all is there","advice":null},"#
                + #"{"check":"clock","result":"warn","found":"2 s \"ahead\"","advice":"use chrony"},"#
                + #"{"check":"socket","result":"not set","found":"none","advice":null}]}"# + "\n")
    }

    @Test func onlyWhatFailedFails() {
        #expect(!report.hasFailures)
        let failed = InstallationReport(findings: [.ok("schema", "good"), .fail("clock", "bad")])
        #expect(failed.hasFailures && failed.json.hasPrefix(#"{"ok":false,"#))
    }
}
