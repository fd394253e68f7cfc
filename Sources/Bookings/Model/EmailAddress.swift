/// The form of an e-mail address that the HTML standard has for `input type=email` (section 4.10.5.1.5), ASCII only:
/// an atom of printable characters, `@`, and labels of letters, digits and inner hyphens, up to 63 each.
enum EmailAddress {
    static func isWellFormed(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
        return bytes[..<at].allSatisfy(isLocalByte)
            && bytes[(at + 1)...].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy(isLabel)
    }

    private static let localSymbols = Set(".!#$%&'*+/=?^_`{|}~-".utf8)

    private static func isLocalByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || localSymbols.contains(byte)
    }

    private static func isLabel(_ label: ArraySlice<UInt8>) -> Bool {
        guard let first = label.first, let last = label.last, label.count <= 63 else { return false }
        return isLetterOrDigit(first) && isLetterOrDigit(last)
            && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
