extension Span<UInt8> {
    /// The byte at `index`, or the one that the `%XX` there stands for (RFC 3986 section 2.1); moves `index` past it.
    /// Nil, with `index` where it was, when a `%` is not followed by two hexadecimal digits before `end`.
    func percentDecodedByte(at index: inout Int, before end: Int) -> UInt8? {
        let byte = self[index]
        guard byte == UInt8(ascii: "%") else {
            index += 1
            return byte
        }
        guard end - index > 2, let high = self[index + 1].hexDigitValue, let low = self[index + 2].hexDigitValue else {
            return nil
        }
        index += 3
        return high << 4 | low
    }

    /// The position of the first such byte in the range, or the range's end.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int {
        var index = range.lowerBound
        while index < range.upperBound, self[index] != byte { index += 1 }
        return index
    }
}
