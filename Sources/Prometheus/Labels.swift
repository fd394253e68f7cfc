/// The labels of a series as they stand between braces: `route="/healthz",method="GET"`.
struct Labels: Hashable, Sendable {
    let text: String

    init(_ dimensions: [(String, String)]) {
        text = dimensions.map { name, value in
            "\(MetricName.cleaned(name))=\"\(Self.escaped(value, quotes: true))\""
        }.joined(separator: ",")
    }

    /// In braces, with one more behind them; nothing where there is none at all.
    func text(and more: String = "") -> String {
        let all = [text, more].filter { !$0.isEmpty }.joined(separator: ",")
        return all.isEmpty ? "" : "{\(all)}"
    }

    /// A text that stands on one line: backslash, line feed and, in a label's value, the quotation mark are escaped.
    static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "\"" where quotes: escaped.append(contentsOf: "\\\"".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
