/// Media types as they stand in `Content-Type` (RFC 9110 section 8.3).
public enum MediaType {
    /// The `Content-Type` of the service's own answers. JSON has no `charset` parameter: it is UTF-8 (RFC 8259 section
    /// 11).
    public static let json = "application/json"

    /// Whether a `Content-Type` says JSON: `application/json` in any case, with any well-formed parameters, as long as
    /// a `charset` among them is UTF-8.
    public static func isJSON(_ contentType: String) -> Bool {
        var scanner = FieldScanner(contentType)
        scanner.skipWhitespace()
        guard scanner.token()?.equals("application") == true, scanner.skip(UInt8(ascii: "/")),
            scanner.token()?.equals("json") == true
        else { return false }
        scanner.skipWhitespace()
        while scanner.skip(UInt8(ascii: ";")) {
            scanner.skipWhitespace()
            guard skipParameter(&scanner) else { return false }
            scanner.skipWhitespace()
        }
        return scanner.isAtEnd
    }

    /// Steps over `name=value` or, as section 5.6.6 allows, over nothing; false when it is malformed or a charset other
    /// than UTF-8.
    private static func skipParameter(_ scanner: inout FieldScanner) -> Bool {
        guard let name = scanner.token() else { return scanner.isAtEnd || scanner.current == UInt8(ascii: ";") }
        guard scanner.skip(UInt8(ascii: "=")), let value = scanner.token() ?? scanner.quotedString() else {
            return false
        }
        return !name.equals("charset") || value.equals("utf-8")
    }
}

extension ArraySlice<UInt8> {
    /// Whether these are that lower-case text, in any case.
    fileprivate func equals(_ lowercase: StaticString) -> Bool {
        lowercase.withUTF8Buffer { elementsEqual($0) { $0.asciiLowercased == $1 } }
    }
}
