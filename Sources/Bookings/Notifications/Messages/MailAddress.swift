/// An e-mail address of the form that ``EmailAddress`` allows, up to 254 bytes. So there is no space, quotation mark,
/// bracket or control character in it, and it cannot leave the header field that it is put in.
struct MailAddress: Hashable, Sendable {
    let text: String

    /// Nil for anything that is no such address.
    init?(_ text: String) {
        guard text.utf8.count <= 254, EmailAddress.isWellFormed(text) else { return nil }
        self.text = text
    }

    private var localPart: Substring { text.prefix { $0 != "@" } }

    /// What comes after the @.
    var domain: Substring { text[localPart.endIndex...].dropFirst() }

    /// As mail has it (RFC 5322, section 3.4.1). The HTML standard lets dots stand where no dot-atom has one; such a
    /// local part is quoted.
    var specification: String {
        let isDotAtom = localPart.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
        return isDotAtom ? text : "\"\(localPart)\"@\(domain)"
    }

    /// The address as a URI (RFC 6068).
    var uri: String {
        let isPlain: (UInt8) -> Bool = { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "-._~!$'*+@".utf8.contains(byte)
        }
        let escaped = specification.utf8.map { byte in
            isPlain(byte)
                ? String(UnicodeScalar(byte))
                : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return "mailto:" + escaped.joined()
    }
}
