/// The header fields of a message or of a part of one (RFC 5322, section 2.2), each on lines of up to 76 characters
/// where its words allow it, in the order in which they are added. What they say is ASCII on one line before it is
/// folded, whoever wrote it, so nothing can begin a field of its own.
struct HeaderFields {
    /// The limit of lines with encoded words (RFC 2047, section 2); others might have 78.
    private static let lineLength = 76

    /// The fields, each with its CRLF.
    private(set) var text = ""

    /// A field of words that are ours and fit for it.
    mutating func add(_ name: String, _ words: String...) {
        fold(name, words)
    }

    /// A field of free text (RFC 5322, section 2.2.1).
    mutating func add(_ name: String, freeText: String) {
        let line = freeText.singleLine
        let words = line.split(separator: " ").map(String.init)
        let isPlain = EncodedWords.areNeedless(for: line) && words.allSatisfy { $0.utf8.count < Self.lineLength }
        fold(name, isPlain ? words : EncodedWords.encode(line))
    }

    /// A field with a mailbox (RFC 5322, section 3.4).
    mutating func add(_ name: String, displayName: String, _ address: MailAddress) {
        fold(name, Self.phrase(displayName.singleLine) + ["<\(address.specification)>"])
    }

    /// A display name as a quoted string where that is possible and short, else as encoded words; no word at all for
    /// an empty name.
    private static func phrase(_ name: String) -> [String] {
        if name.isEmpty { return [] }
        let escaped = name.reduce(into: "") { escaped, character in
            if character == "\"" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        let isPlain = EncodedWords.areNeedless(for: name) && escaped.utf8.count <= 60
        return isPlain ? ["\"\(escaped)\""] : EncodedWords.encode(name)
    }

    /// Writes the words with a space before each, or a line break and a space where the line would be too long.
    private mutating func fold(_ name: String, _ words: [String]) {
        text += name + ":"
        var column = name.utf8.count + 1
        for (index, word) in words.enumerated() {
            if index > 0 && column + 1 + word.utf8.count > Self.lineLength {
                text += "\r\n"
                column = 0
            }
            text += " " + word
            column += 1 + word.utf8.count
        }
        text += "\r\n"
    }
}
