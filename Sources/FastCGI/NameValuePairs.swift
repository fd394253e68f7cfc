/// The pairs of a parameter stream or of a GET_VALUES record (FastCGI 1.0 section 3.4): two lengths of one byte, or of
/// four with the top bit set, then name and value.
struct NameValuePairs {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        rest = bytes
    }

    /// The next pair, nil at the end. Throws when a pair runs over the end, or holds a NUL, at which a C library would
    /// cut it off.
    mutating func next() throws(ProtocolViolation) -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        guard !rest.isEmpty else { return nil }
        let nameLength = try length()
        let valueLength = try length()
        return (try text(nameLength), try text(valueLength))
    }

    private mutating func length() throws(ProtocolViolation) -> Int {
        guard let first = rest.popFirst() else { throw .malformedParameters }
        guard first & 0x80 != 0 else { return Int(first) }
        guard rest.count >= 3 else { throw .malformedParameters }
        return rest.takeFirst(3).reduce(Int(first & 0x7F)) { $0 << 8 | Int($1) }
    }

    private mutating func text(_ length: Int) throws(ProtocolViolation) -> ArraySlice<UInt8> {
        guard length <= rest.count else { throw .malformedParameters }
        let text = rest.takeFirst(length)
        guard !text.contains(0) else { throw .malformedParameters }
        return text
    }
}

extension ArraySlice {
    /// Takes so many elements off the front; there must be as many.
    fileprivate mutating func takeFirst(_ count: Int) -> ArraySlice {
        defer { self = dropFirst(count) }
        return prefix(count)
    }
}
