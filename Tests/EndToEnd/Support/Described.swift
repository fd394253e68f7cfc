import Foundation
import HTTP
import TestSupport
import Testing

/// The description that the service gives of itself.
enum Described {
    private static let reading = Result {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        let file = root.appendingPathComponent("Sources/COpenAPI/openapi.json").standardizedFileURL
        return try APIDescription(JSONReader.read(Array(Data(contentsOf: file))))
    }

    /// Fails the test where an answer is not as described. What is no request of HTTP asks for nothing in particular.
    static func check(_ answer: HTTPAnswer, to request: String) throws {
        let line = request.split(separator: "\r\n").first?.split(separator: " ") ?? []
        let isRequest = line.count == 3 && line[1].hasPrefix("/")
        let observed = ObservedAnswer(
            method: isRequest ? HTTP.Method(rawValue: String(line[0])) : .get,
            target: isRequest ? String(line[1]) : "/",
            status: answer.status, headers: answer.headers, body: answer.body)
        for complaint in try reading.get().complaints(about: observed) {
            Issue.record("Not as openapi.json says: \(complaint)")
        }
    }
}
