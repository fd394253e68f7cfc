import HTTP

/// Lets through to libfcgi only requests that are there from the first byte to the last and framed as it can take them.
///
/// libfcgi 2.4.2 trusts its peer. Tried on Debian 12's: four names in one GET_VALUES overrun an array on its stack and
/// abort the process; so does a length that malloc refuses. A stream that breaks off between two parameters reads as
/// complete, with the rest missing. Padding after BEGIN_REQUEST or after the end of the parameters is read as a record.
/// And it reads with blocking calls, so that a slow peer would hold a thread.
struct Gate {
    let maxBodyBytes: Int
    let maxHeadBytes: Int

    /// What stands at the front of these bytes.
    func examine(_ bytes: ArraySlice<UInt8>) -> Arrival {
        do {
            guard let record = try Record(in: bytes, at: bytes.startIndex) else { return .incomplete }
            return try arrival(record, in: bytes)
        } catch {
            return .violation(error)
        }
    }

    private func arrival(_ first: Record, in bytes: ArraySlice<UInt8>) throws(ProtocolViolation) -> Arrival {
        if first.requestID == 0, first.kind != Record.Kind.beginRequest {
            return .management(kind: first.kind, content: first.content, end: first.end)
        }
        switch first.kind {
        case Record.Kind.abortRequest: return .nothing(end: first.end)
        case Record.Kind.beginRequest: return try request(begunBy: first, in: bytes)
        default: throw .unexpectedRecord
        }
    }

    /// Section 5.1: role in two bytes, flags in one, five reserved.
    private func request(begunBy first: Record, in bytes: ArraySlice<UInt8>) throws(ProtocolViolation) -> Arrival {
        guard first.requestID != 0, first.content.count == 8 else { throw .malformedBeginning }
        guard first.padding == 0 else { throw .misplacedPadding }
        let content = bytes[first.content]
        guard content.prefix(2).elementsEqual([0, 1]) else { return .foreignRole(requestID: first.requestID) }
        var reader = StreamReader(bytes: bytes, requestID: first.requestID, offset: first.end)
        guard let head = try reader.parameters(limit: maxHeadBytes) else { return .incomplete }
        switch try ContentLength(parameters: head) {
        case .malformed: return .refusal(.badRequest, headEnd: reader.offset)
        case .bytes(let length) where length > maxBodyBytes: return .refusal(.payloadTooLarge, headEnd: reader.offset)
        case .bytes(let length): return try body(length, of: &reader)
        }
    }

    private func body(_ length: Int, of reader: inout StreamReader) throws(ProtocolViolation) -> Arrival {
        let headEnd = reader.offset
        switch try reader.body(expecting: length) {
        case .whole: return .request(end: reader.offset, bodyLength: length)
        case .unfinished: return .incomplete
        case .tooLong: return .refusal(.badRequest, headEnd: headEnd)
        case .tooShort: throw .shortBody
        }
    }
}
