/// Reads the text in which the server writes a value; nil when the text is anything else.
enum TextForm {
    /// An integer in decimal; nil also when it is out of range.
    static func integer<Number: FixedWidthInteger & SignedInteger>(_ text: UnsafeBufferPointer<UInt8>) -> Number? {
        let negative = text.first == UInt8(ascii: "-")
        let digits = negative ? text.dropFirst() : text[...]
        guard !digits.isEmpty else { return nil }
        // Counted downwards: the negative range is one longer than the positive.
        var number: Number = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (tens, tooBig) = number.multipliedReportingOverflow(by: 10)
            let (next, tooLow) = tens.subtractingReportingOverflow(Number(byte - UInt8(ascii: "0")))
            guard !tooBig, !tooLow else { return nil }
            number = next
        }
        if negative { return number }
        return number == .min ? nil : -number
    }

    /// `t` or `f`.
    static func boolean(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
        guard text.count == 1 else { return nil }
        switch text.first {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: return nil
        }
    }

    /// Any text. The session's encoding is UTF-8, so the server has checked or converted it.
    static func string(_ text: UnsafeBufferPointer<UInt8>) -> String? { String(decoding: text, as: UTF8.self) }

    /// A `bytea` in hex form; `bytea_output = escape` is not read.
    static func bytea(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        guard text.count.isMultiple(of: 2), text.starts(with: "\\x".utf8) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2 - 1)
        for index in stride(from: 2, to: text.count, by: 2) {
            guard let high = hexDigit(text[index]), let low = hexDigit(text[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
