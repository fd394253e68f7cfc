internal import Crypto

/// An API key: 32 random bytes, written as 64 lowercase hexadecimal digits. Only its SHA-256 is kept.
struct APIKey: Sendable {
    /// The key itself. Shown once, when it is made.
    let text: String

    /// A new key from the system's random source.
    static func generate() -> APIKey {
        var source = SystemRandomNumberGenerator()
        return APIKey(checked: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }.hexadecimal)
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

extension Sequence where Element == UInt8 {
    /// The bytes in lowercase hexadecimal digits.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let bytes = flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
