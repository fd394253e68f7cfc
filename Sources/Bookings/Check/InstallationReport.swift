internal import HTTP

/// What a check of the installation has found.
public struct InstallationReport: Sendable {
    let findings: [Finding]

    /// Whether something has to be changed before everything works.
    public var hasFailures: Bool { findings.contains { $0.verdict == .fail } }

    /// For people: a table.
    public var text: String {
        var table = TextTable(["CHECK", "RESULT", "DETAILS"])
        for finding in findings {
            let details = [finding.found, finding.advice].compactMap { $0 }.joined(separator: " -> ")
            table.add([finding.subject, finding.verdict.rawValue, details])
        }
        return table.text
    }

    /// For scripts: an object on one line, with a newline behind it.
    public var json: String {
        var json = JSONWriter()
        json.object {
            $0.member("ok", !hasFailures)
            $0.member("checks") {
                $0.array { json in
                    for finding in findings {
                        json.object {
                            $0.member("check", finding.subject)
                            $0.member("result", finding.verdict.rawValue)
                            $0.member("found", finding.found)
                            $0.member("advice", finding.advice)
                        }
                    }
                }
            }
        }
        return String(decoding: json.finish(), as: UTF8.self) + "\n"
    }
}
