/// Lines of an iCalendar object (RFC 5545, section 3.1).
struct ContentLines {
    /// In octets, the line break not counted.
    private static let lineLength = 75

    /// The lines, folded, each with its CRLF.
    private(set) var text = ""

    /// A property whose value is fit for it as it is: a word, a number, a date, a URI.
    mutating func add(_ name: String, _ value: String) {
        fold("\(name):\(value)")
    }

    /// A property of free text, escaped (section 3.3.11).
    mutating func add(_ name: String, text: String) {
        var escaped = ""
        for scalar in text.cleanLines.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\\(scalar)"
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        fold("\(name):\(escaped)")
    }

    /// A person: an address with a common name in quotation marks. There is no way to write a quotation mark into a
    /// parameter (section 3.2) that all calendars know, so it becomes an apostrophe.
    mutating func add(_ name: String, _ address: MailAddress, commonName: String, parameters: String = "") {
        let scalars = commonName.singleLine.unicodeScalars.map { $0 == "\"" ? "'" : $0 }
        fold("\(name);CN=\"\(String(String.UnicodeScalarView(scalars)))\"\(parameters):\(address.uri)")
    }

    /// Breaks the line before the character that would make it too long; a space begins each further line.
    private mutating func fold(_ line: String) {
        var column = 0
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if column + width > Self.lineLength {
                text += "\r\n "
                column = 1
            }
            text.unicodeScalars.append(scalar)
            column += width
        }
        text += "\r\n"
    }
}
