/// Walks over the records of one request's streams, parameters first and the body after, without taking them apart any
/// further than their frames.
struct StreamReader {
    enum Body {
        case whole
        case unfinished
        case tooLong
        case tooShort
    }

    let bytes: ArraySlice<UInt8>
    let requestID: UInt16
    /// Where the next record begins.
    private(set) var offset: Int

    init(bytes: ArraySlice<UInt8>, requestID: UInt16, offset: Int) {
        self.bytes = bytes
        self.requestID = requestID
        self.offset = offset
    }

    /// The parameter stream's content; nil while its end is missing.
    mutating func parameters(limit: Int) throws(ProtocolViolation) -> ArraySlice<UInt8>? {
        var content: ArraySlice<UInt8> = []
        while let record = try next(Record.Kind.parameters) {
            guard !record.content.isEmpty else { return content }
            guard content.count + record.content.count <= limit else { throw .tooManyParameters }
            // As a rule there is one record, and nothing is copied.
            if content.isEmpty { content = bytes[record.content] } else { content += bytes[record.content] }
        }
        return nil
    }

    /// How the body stream compares with the length that was announced.
    mutating func body(expecting length: Int) throws(ProtocolViolation) -> Body {
        var received = 0
        while let record = try next(Record.Kind.standardInput) {
            guard !record.content.isEmpty else { return received == length ? .whole : .tooShort }
            received += record.content.count
            guard received <= length else { return .tooLong }
        }
        return .unfinished
    }

    /// The next record, nil while it is incomplete. An empty record ends a stream and must not be padded.
    private mutating func next(_ kind: UInt8) throws(ProtocolViolation) -> Record? {
        guard let record = try Record(in: bytes, at: offset) else { return nil }
        guard record.requestID == requestID else { throw .unexpectedRecord }
        guard record.kind == kind else { throw record.kind == Record.Kind.abortRequest ? .aborted : .unexpectedRecord }
        guard !record.content.isEmpty || record.padding == 0 else { throw .misplacedPadding }
        offset = record.end
        return record
    }
}
