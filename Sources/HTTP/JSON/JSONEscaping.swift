extension JSONWriter {
    /// Appends text with what RFC 8259 section 7 demands escaped: quotation mark, backslash and everything below
    /// U+0020. The rest is copied, a clean run at a time.
    mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = text.startIndex
        while true {
            let end = text.firstToEscape(from: start)
            bytes.append(UnsafeBufferPointer(rebasing: text[start..<end]))
            guard end < text.endIndex else { return }
            appendEscape(of: text[end])
            start = end + 1
        }
    }

    private mutating func appendEscape(of byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): raw(#"\""#)
        case UInt8(ascii: "\\"): raw(#"\\"#)
        case 0x08: raw(#"\b"#)
        case 0x09: raw(#"\t"#)
        case 0x0A: raw(#"\n"#)
        case 0x0C: raw(#"\f"#)
        case 0x0D: raw(#"\r"#)
        default:
            raw(#"\u00"#)
            bytes.append(hexDigit(byte >> 4))
            bytes.append(hexDigit(byte & 0xF))
        }
    }

    private func hexDigit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + (nibble - 10)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The first byte that may not stand in a JSON string as it is, or `endIndex`; eight bytes at a step.
    func firstToEscape(from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(self)
        var index = start
        while count - index >= 8 {
            // In bounds: eight bytes are left from `index`.
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            let found = word.bytesToEscape
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, !self[index].isEscaped { index += 1 }
        return index
    }
}

extension UInt8 {
    fileprivate var isEscaped: Bool { self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") }
}

extension UInt64 {
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The high bit of each byte that needs an escape. Exact up to the lowest such byte; above it a borrow may set
    /// bits of clean bytes ("Bit Twiddling Hacks", determine if a word has a byte less than n).
    fileprivate var bytesToEscape: UInt64 {
        let quotes = self ^ (Self.ones &* 0x22)
        let backslashes = self ^ (Self.ones &* 0x5C)
        let control = (self &- Self.ones &* 0x20) & ~self
        let equal = ((quotes &- Self.ones) & ~quotes) | ((backslashes &- Self.ones) & ~backslashes)
        return (control | equal) & (Self.ones &* 0x80)
    }
}
