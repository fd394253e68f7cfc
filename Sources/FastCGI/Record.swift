/// The frame of one record (FastCGI 1.0 section 3.3): 8 bytes of header, content, padding.
struct Record {
    /// The types of section 8 that the front looks at.
    enum Kind {
        static let beginRequest: UInt8 = 1
        static let abortRequest: UInt8 = 2
        static let endRequest: UInt8 = 3
        static let parameters: UInt8 = 4
        static let standardInput: UInt8 = 5
        static let standardOutput: UInt8 = 6
        static let getValues: UInt8 = 9
        static let getValuesResult: UInt8 = 10
        static let unknownType: UInt8 = 11
    }

    static let headerLength = 8

    let kind: UInt8
    /// 0 for management records.
    let requestID: UInt16
    /// Where the content lies in the bytes the record was found in.
    let content: Range<Int>
    let padding: Int

    /// Where the next record begins.
    var end: Int { content.upperBound + padding }

    /// The record at an offset; nil while bytes of it are missing. A wrong version is thrown as soon as it is seen, so
    /// that garbage is not waited for.
    init?(in bytes: ArraySlice<UInt8>, at offset: Int) throws(ProtocolViolation) {
        guard offset < bytes.endIndex else { return nil }
        guard bytes[offset] == 1 else { throw .unsupportedVersion }
        guard bytes.endIndex - offset >= Self.headerLength else { return nil }
        kind = bytes[offset + 1]
        requestID = UInt16(bytes[offset + 2]) << 8 | UInt16(bytes[offset + 3])
        let length = Int(bytes[offset + 4]) << 8 | Int(bytes[offset + 5])
        padding = Int(bytes[offset + 6])
        let start = offset + Self.headerLength
        content = start..<(start + length)
        guard end <= bytes.endIndex else { return nil }
    }

    /// The header of a record of up to 65 535 bytes without padding.
    static func header(kind: UInt8, requestID: UInt16, length: Int) -> [UInt8] {
        let length = UInt16(truncatingIfNeeded: length)
        return [
            1, kind, UInt8(requestID >> 8), UInt8(requestID & 0xFF), UInt8(length >> 8), UInt8(length & 0xFF), 0, 0,
        ]
    }

    /// A record of up to 65 535 bytes, without padding.
    static func bytes(kind: UInt8, requestID: UInt16, content: [UInt8]) -> [UInt8] {
        header(kind: kind, requestID: requestID, length: content.count) + content
    }
}
