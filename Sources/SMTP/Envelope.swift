/// Who a message is from and for, as the server is told (RFC 5321, section 2.3.1), whatever the message's own fields
/// say.
public struct Envelope: Sendable, Equatable {
    /// Where failures are reported to.
    public let sender: String
    /// The one mailbox that gets the message.
    public let recipient: String

    /// - Throws: `verdict` `.refused` for an address that cannot be written in SMTP: it must be ASCII without blanks,
    ///   control characters and angle brackets, with a local part of 1 to 64 bytes, at most 254 altogether, and a
    ///   domain of letters, digits, dots and hyphens, or an address literal in brackets. Neither SMTPUTF8 nor local
    ///   parts with blanks in quotes are to be had.
    public init(sender: String, recipient: String) throws(SMTPFailure) {
        guard isMailbox(sender) else {
            throw SMTPFailure(.refused, at: .mail, "the sender's address cannot be written in SMTP")
        }
        guard isMailbox(recipient) else {
            throw SMTPFailure(.refused, at: .rcpt, "the recipient's address cannot be written in SMTP")
        }
        self.sender = sender
        self.recipient = recipient
    }
}

private func isMailbox(_ address: String) -> Bool {
    let bytes = Array(address.utf8)
    guard bytes.count <= 254,
        bytes.allSatisfy({ isPrintable($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }),
        let at = bytes.lastIndex(of: UInt8(ascii: "@"))
    else { return false }
    return (1...64).contains(at) && isDomain(bytes[(at + 1)...])
}

private func isPrintable(_ byte: UInt8) -> Bool { (0x21...0x7e).contains(byte) }

/// Whether this can stand for a domain, as in EHLO: a name, or an address literal in brackets.
func isDomain(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 253 else { return false }
    guard first == UInt8(ascii: "["), bytes.count > 2 else {
        return bytes.allSatisfy { isAlphanumeric($0) || "-.".utf8.contains($0) }
    }
    return last == UInt8(ascii: "]")
        && bytes.dropFirst().dropLast().allSatisfy { isAlphanumeric($0) || "-.:".utf8.contains($0) }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: false
    }
}
