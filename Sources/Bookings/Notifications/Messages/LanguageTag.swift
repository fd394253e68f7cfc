/// A language as profiles name it: `uk`, `pt-br`; a tag of BCP 47 in lower case, up to 35 characters (RFC 5646, 4.4.1).
struct LanguageTag: Hashable, Sendable {
    /// What every message falls back to.
    static let english = LanguageTag(unchecked: "en")

    let text: String

    /// Nil for anything but a tag in lower case.
    init?(_ text: String) {
        guard text.utf8.count <= 35, text.isASCII, text.wholeMatch(of: /[a-z]{2,3}(-[a-z0-9]{2,8})*/) != nil else {
            return nil
        }
        self.text = text
    }

    private init(unchecked text: String) {
        self.text = text
    }

    /// English of any country.
    var isEnglish: Bool { self == .english || text.hasPrefix("en-") }

    /// Itself and what is more general, the most special first, English last: `pt-br`, `pt`, `en`.
    var fallbacks: [LanguageTag] {
        let subtags = text.split(separator: "-")
        let own = subtags.indices.reversed().map { last in
            LanguageTag(unchecked: subtags[...last].joined(separator: "-"))
        }
        return own.last == .english ? own : own + [.english]
    }
}
