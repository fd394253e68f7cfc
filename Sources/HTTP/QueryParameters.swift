/// The parameters of a raw query, read as `application/x-www-form-urlencoded` (WHATWG URL section 5.1): `+` is a space,
/// a malformed escape stands for itself, a name without `=` has an empty value. Parameters that nobody asks for are
/// never decoded.
public struct QueryParameters: Sendable {
    /// Where a parameter's name and value stand in the query.
    private struct Parameter {
        let name: Range<Int>
        let value: Range<Int>
    }

    private let query: String
    private let parameters: [Parameter]

    /// Reads a query as it stands in the request target, without its `?`.
    public init(_ query: String) {
        self.query = query
        parameters = Self.split(query.utf8.span)
    }

    /// The first value of that name. Nil when there is none, and when it is not UTF-8 (see ``isMalformed(_:)``).
    public subscript(name: String) -> String? {
        let bytes = query.utf8.span
        guard let first = parameters.first(where: { bytes.form($0.name, equals: name) }) else { return nil }
        return String(validating: bytes.decodedForm(first.value), as: UTF8.self)
    }

    /// Whether there is a parameter of that name, whatever its value.
    public func contains(_ name: String) -> Bool {
        let bytes = query.utf8.span
        return parameters.contains { bytes.form($0.name, equals: name) }
    }

    /// Whether the name stands in the query more than once.
    public func isRepeated(_ name: String) -> Bool {
        let bytes = query.utf8.span
        return parameters.count { bytes.form($0.name, equals: name) } > 1
    }

    /// Whether any value of that name is not UTF-8 once decoded.
    public func isMalformed(_ name: String) -> Bool {
        let bytes = query.utf8.span
        return parameters.contains {
            bytes.form($0.name, equals: name)
                && String(validating: bytes.decodedForm($0.value), as: UTF8.self) == nil
        }
    }

    private static func split(_ query: Span<UInt8>) -> [Parameter] {
        var parameters: [Parameter] = []
        var start = 0
        while start < query.count {
            let end = query.firstIndex(of: UInt8(ascii: "&"), in: start..<query.count)
            let equals = query.firstIndex(of: UInt8(ascii: "="), in: start..<end)
            if start < end { parameters.append(Parameter(name: start..<equals, value: min(equals + 1, end)..<end)) }
            start = end + 1
        }
        return parameters
    }
}

extension Span<UInt8> {
    /// The next byte of a form-encoded text; moves `index` past it.
    private func formByte(at index: inout Int, before end: Int) -> UInt8 {
        let raw = self[index]
        if raw == UInt8(ascii: "%"), let decoded = percentDecodedByte(at: &index, before: end) { return decoded }
        index += 1
        return raw == UInt8(ascii: "+") ? UInt8(ascii: " ") : raw
    }

    /// Whether the range, decoded, is that text.
    fileprivate func form(_ range: Range<Int>, equals text: String) -> Bool {
        var index = range.lowerBound
        for expected in text.utf8 {
            guard index < range.upperBound, formByte(at: &index, before: range.upperBound) == expected else {
                return false
            }
        }
        return index == range.upperBound
    }

    fileprivate func decodedForm(_ range: Range<Int>) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count)
        var index = range.lowerBound
        while index < range.upperBound { decoded.append(formByte(at: &index, before: range.upperBound)) }
        return decoded
    }
}
