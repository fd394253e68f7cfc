extension JSONReader {
    /// The string whose opening quotation mark stands here.
    mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlain()
        // Most strings have no escape: they are one piece of the text.
        if try skip(UInt8(ascii: "\"")) { return String(decoding: bytes[start..<(position - 1)], as: UTF8.self) }
        var unescaped = Array(bytes[start..<position])
        while try !skip(UInt8(ascii: "\"")) {
            guard try skip(UInt8(ascii: "\\")) else { throw error(.controlCharacter) }
            try appendEscape(to: &unescaped)
            let run = position
            skipPlain()
            unescaped += bytes[run..<position]
        }
        return String(decoding: unescaped, as: UTF8.self)
    }

    /// Steps over what stands for itself: anything but quotation mark, backslash and control characters.
    private mutating func skipPlain() {
        position = bytes.withUnsafeBufferPointer { $0.firstToEscape(from: position) }
    }

    /// The character for the escape behind a backslash.
    private mutating func appendEscape(to unescaped: inout [UInt8]) throws(JSONError) {
        let letter = try current()
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(letter)
        case UInt8(ascii: "b"): unescaped.append(0x08)
        case UInt8(ascii: "f"): unescaped.append(0x0C)
        case UInt8(ascii: "n"): unescaped.append(0x0A)
        case UInt8(ascii: "r"): unescaped.append(0x0D)
        case UInt8(ascii: "t"): unescaped.append(0x09)
        case UInt8(ascii: "u"):
            unescaped += Array(String(Character(try unicodeEscape())).utf8)
            return
        default: throw error(.invalidEscape)
        }
        position += 1
    }

    /// The code point of `uXXXX`, or of two of them that are a UTF-16 surrogate pair.
    private mutating func unicodeEscape() throws(JSONError) -> Unicode.Scalar {
        let start = position - 1
        let first = try codeUnit()
        guard UTF16.isSurrogate(first) else { return UTF16.decode(UTF16.EncodedScalar([first])) }
        guard UTF16.isLeadSurrogate(first), bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")])
        else {
            throw JSONError(.loneSurrogate, at: start)
        }
        position += 1
        let second = try codeUnit()
        guard UTF16.isTrailSurrogate(second) else { throw JSONError(.loneSurrogate, at: start) }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    /// The `u` here and four hexadecimal digits.
    private mutating func codeUnit() throws(JSONError) -> UInt16 {
        position += 1
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = try current().hexDigitValue else { throw error(.invalidEscape) }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
