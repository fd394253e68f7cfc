extension JSONReader {
    /// `[-] int [frac] [exp]` (RFC 8259 section 6).
    mutating func number() throws(JSONError) -> JSONNumber {
        let start = position
        stepOver(UInt8(ascii: "-"))
        let isZero = stepOver(UInt8(ascii: "0"))
        if !isZero { try digits() }
        if stepOver(UInt8(ascii: ".")) { try digits() }
        if stepOver(UInt8(ascii: "e")) || stepOver(UInt8(ascii: "E")) {
            if !stepOver(UInt8(ascii: "+")) { stepOver(UInt8(ascii: "-")) }
            try digits()
        }
        guard !continuesNumber else { throw error(.invalidNumber) }
        return JSONNumber(literal: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    @discardableResult
    private mutating func stepOver(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    /// One or more digits.
    private mutating func digits() throws(JSONError) {
        guard position < bytes.count, bytes[position].isASCIIDigit else { throw error(.invalidNumber) }
        while position < bytes.count, bytes[position].isASCIIDigit { position += 1 }
    }

    /// What a number cannot go on with but people try: `01`, `1.2.3`, `0x10`, `1_000`.
    private var continuesNumber: Bool {
        guard position < bytes.count else { return false }
        let byte = bytes[position]
        return byte.isASCIIDigit || byte.isASCIILetter || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
}
