/// The numbers that stood in a path where its route has names in braces.
public struct PathParameters: Sendable, Equatable {
    private let names: [String]
    private let numbers: [PathNumber]

    init(names: [String], numbers: [PathNumber]) {
        self.names = names
        self.numbers = numbers
    }

    /// The number in the place of `{name}`. Nil when it is greater than `Int64.max`, so that nothing can have it as its
    /// id, and when the route has no such name.
    public subscript(name: String) -> Int64? {
        zip(names, numbers).first { $0.0 == name }?.1.value
    }
}

/// A path segment of one or more ASCII digits.
struct PathNumber: Sendable, Equatable {
    /// Nil beyond `Int64.max`.
    private(set) var value: Int64? = 0

    /// Nil when the segment, percent-decoded, is anything but digits.
    init?(_ segment: Range<Int>, of path: Span<UInt8>) {
        var index = segment.lowerBound
        guard index < segment.upperBound else { return nil }
        while index < segment.upperBound {
            guard let byte = path.percentDecodedByte(at: &index, before: segment.upperBound), byte.isASCIIDigit else {
                return nil
            }
            append(digit: Int64(byte - UInt8(ascii: "0")))
        }
    }

    private mutating func append(digit: Int64) {
        guard let value else { return }
        let (tenfold, overflows) = value.multipliedReportingOverflow(by: 10)
        let (sum, overflowsToo) = tenfold.addingReportingOverflow(digit)
        self.value = overflows || overflowsToo ? nil : sum
    }
}
