internal import Crypto
internal import Foundation

/// Where visitors write their reviews: a URL with `{token}` in it.
struct ReviewLink: Sendable {
    static let placeholder = "{token}"
    private let template: String

    /// Nil for anything but an http or https URL of ASCII that has the placeholder once.
    init?(_ template: String) {
        let parts = template.components(separatedBy: Self.placeholder)
        guard parts.count == 2, template.hasPrefix("https://") || template.hasPrefix("http://"),
            template.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        self.template = template
    }

    /// The link with a token.
    func url(with token: ReviewToken) -> String {
        template.replacing(Self.placeholder, with: token.text)
    }
}

/// What shows that somebody was a visitor: 16 random bytes, in hexadecimal digits. Only its SHA-256 is kept.
struct ReviewToken: Sendable {
    /// What the link holds.
    let text: String

    /// A new token from the system's random source.
    static func generate() -> ReviewToken {
        ReviewToken(text: SecretBytes.generate(16).hexadecimal)
    }

    /// What the database knows it by: SHA-256 of its 32 digits.
    var hash: [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }
}
