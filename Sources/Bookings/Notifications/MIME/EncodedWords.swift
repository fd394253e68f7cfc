internal import Foundation

/// Encoded words (RFC 2047): how a header field says what is not ASCII.
enum EncodedWords {
    /// How many bytes of UTF-8 a word holds. In base64 with its frame it has 64 characters then, and fits on a line of
    /// 76 behind a field name of up to 11.
    private static let capacity = 39

    /// A text as encoded words, none of which splits a character. A reader joins them without the spaces between.
    static func encode(_ text: String) -> [String] {
        var chunks: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunks[chunks.count - 1].count + bytes.count > capacity { chunks.append([]) }
            chunks[chunks.count - 1] += bytes
        }
        return chunks.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }
    }

    /// Whether the text can stand in a header as it is: printable ASCII in which nothing looks like an encoded word.
    static func areNeedless(for text: String) -> Bool {
        text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
    }
}
