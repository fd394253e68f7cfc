import Foundation
import HTTP

/// A line of nginx's access log.
struct LogLine {
    let text: String
    let json: JSONValue

    /// Those of a file; throws on the first one that is not JSON, or has a name twice.
    static func read(_ path: String) throws -> [LogLine] {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        return try bytes.split(separator: UInt8(ascii: "\n")).map {
            LogLine(text: String(decoding: $0, as: UTF8.self), json: try JSONReader.read(Array($0)))
        }
    }

    subscript(name: String) -> String? { json[name]?.string }

    var status: Int64? { json["status"]?.integer }
}
