internal import Foundation

/// A text as one part of a message (RFC 2045): UTF-8 in base64, which every server carries unchanged and in which no
/// line can be mistaken for a boundary.
struct MIMEPart {
    /// Such as `text/plain`.
    let type: String
    /// Parameters of the type beside the charset, such as `method=REQUEST`.
    var parameters: [String] = []
    /// With LF or CRLF; it is sent with CRLF.
    let content: String

    /// Header fields, an empty line, and the body with the CRLF of its last line.
    var text: String {
        let words = [type, "charset=utf-8"] + parameters
        var header = HeaderFields()
        header.add("Content-Type", words.joined(separator: "; "))
        header.add("Content-Transfer-Encoding", "base64")
        return header.text + "\r\n" + Self.base64(content)
    }

    private static func base64(_ content: String) -> String {
        var bytes: [UInt8] = []
        for byte in content.utf8 where byte != UInt8(ascii: "\r") {
            if byte == UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\r")) }
            bytes.append(byte)
        }
        let options: Data.Base64EncodingOptions = [
            .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
        ]
        return Data(bytes).base64EncodedString(options: options) + "\r\n"
    }
}

extension [MIMEPart] {
    /// A body of type multipart/alternative (RFC 2046, section 5.1.4): the same in several forms, the best one last.
    func alternatives(boundary: String) -> String {
        map { "--\(boundary)\r\n\($0.text)" }.joined() + "--\(boundary)--\r\n"
    }
}
