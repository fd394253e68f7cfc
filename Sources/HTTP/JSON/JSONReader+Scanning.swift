extension JSONReader {
    func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason, at: position)
    }

    /// The byte here; the text must not end before it.
    func current() throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[position]
    }

    /// Steps over that byte if it is the one here.
    mutating func skip(_ byte: UInt8) throws(JSONError) -> Bool {
        guard try current() == byte else { return false }
        position += 1
        return true
    }

    /// Space, tab, line feed, carriage return (RFC 8259 section 2), no other.
    mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }
}
