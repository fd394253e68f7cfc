/// Answers to management records (FastCGI 1.0 section 4). libfcgi's own would be wrong: it claims to take one
/// connection.
enum ManagementRecord {
    /// The answer to a record of that type; `content` is what it holds.
    static func answer(
        to kind: UInt8, content: ArraySlice<UInt8>, maxConnections: Int
    ) throws(ProtocolViolation) -> [UInt8] {
        guard kind == Record.Kind.getValues else {
            return Record.bytes(
                kind: Record.Kind.unknownType, requestID: 0, content: [kind, 0, 0, 0, 0, 0, 0, 0])
        }
        let known = [
            "FCGI_MAX_CONNS": "\(maxConnections)",
            "FCGI_MAX_REQS": "\(maxConnections)",
            "FCGI_MPXS_CONNS": "0",
        ]
        let asked = try names(in: content)
        let pairs = known.filter { asked.contains($0.key) }.flatMap { [UInt8](name: $0.key, value: $0.value) }
        return Record.bytes(kind: Record.Kind.getValuesResult, requestID: 0, content: pairs)
    }

    /// The refusal of a request whose role is not served: END_REQUEST with UNKNOWN_ROLE (section 5.5).
    static func unknownRole(requestID: UInt16) -> [UInt8] {
        Record.bytes(kind: Record.Kind.endRequest, requestID: requestID, content: [0, 0, 0, 0, 3, 0, 0, 0])
    }

    private static func names(in content: ArraySlice<UInt8>) throws(ProtocolViolation) -> Set<String> {
        var pairs = NameValuePairs(content)
        var names: Set<String> = []
        while let (name, _) = try pairs.next() { names.insert(String(decoding: name, as: UTF8.self)) }
        return names
    }
}

extension [UInt8] {
    /// A pair whose name and value are shorter than 128 bytes.
    fileprivate init(name: String, value: String) {
        self = [UInt8(name.utf8.count), UInt8(value.utf8.count)] + Array(name.utf8) + Array(value.utf8)
    }
}
