/// Text that somebody typed, made fit for where it goes.
extension String {
    /// On one line: line breaks, other control characters and runs of spaces become one space, those at the ends none.
    var singleLine: String {
        unicodeScalars.split { $0 == " " || $0.breaksLines || $0.properties.generalCategory == .control }
            .map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    /// With LF for every line break, and without other control characters than the tab.
    var cleanLines: String {
        var lines = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in unicodeScalars {
            if scalar == "\r" || scalar.breaksLines {
                lines.append("\n")
            } else if scalar == "\n" {
                if previous != "\r" { lines.append(scalar) }
            } else if scalar == "\t" || scalar.properties.generalCategory != .control {
                lines.append(scalar)
            }
            previous = scalar
        }
        return String(lines)
    }

    /// For HTML, in text and in quoted attributes. Scalar by scalar: an accent after a quotation mark makes one
    /// Character of both, and the mark still ends the attribute.
    var escapedForHTML: String {
        var escaped = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\n": escaped.append(contentsOf: "<br>\n".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}

extension Unicode.Scalar {
    /// The line and paragraph separators.
    fileprivate var breaksLines: Bool { self == "\u{2028}" || self == "\u{2029}" }
}
