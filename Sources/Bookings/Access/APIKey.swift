internal import Crypto

/// An API key: 32 random bytes, written as 64 lowercase hexadecimal digits. Only its SHA-256 is kept.
struct APIKey: Sendable {
    /// The key itself. Shown once, when it is made.
    let text: String

    /// A new key from the system's random source.
    static func generate() -> APIKey {
        APIKey(checked: SecretBytes.generate(32).hexadecimal)
    }

    /// Nil for anything but 64 lowercase hexadecimal digits.
    init?(_ text: String) {
        guard text.utf8.count == 64,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    /// What the database knows it by: SHA-256 of its 64 digits.
    var hash: [UInt8] {
        Array(SHA256.hash(data: Array(text.utf8)))
    }
}
