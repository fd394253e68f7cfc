public import HTTP

/// An answer as a client saw it, with what it had asked.
public struct ObservedAnswer: Sendable {
    /// The method of the request.
    public let method: HTTP.Method
    /// The target of the request: path and query.
    public let target: String
    /// The status.
    public let status: Int
    /// The header fields.
    public let headers: Headers
    /// The body; empty when there is none.
    public let body: [UInt8]

    /// An answer to a request.
    public init(method: HTTP.Method, target: String, status: Int, headers: Headers, body: [UInt8]) {
        self.method = method
        self.target = target
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension APIDescription {
    /// In what an answer differs from what is described; nothing if it does not.
    ///
    /// - Parameter absent: header fields that may be missing, since whoever adds them was not asked: `X-Request-Id` is
    ///   nginx's.
    public func complaints(about answer: ObservedAnswer, absent: Set<String> = []) -> [String] {
        guard let description = description(of: answer) else {
            return ["\(answer.status) is not described for \(answer.method) \(answer.target)"]
        }
        let complaints =
            description.complaintsOfHeaders(answer.headers, absent: absent)
            + description.complaintsOfBody(of: answer)
        return complaints.map { "\(answer.method) \(answer.target), \(answer.status): \($0)" }
    }

    private func description(of answer: ObservedAnswer) -> AnswerDescription? {
        let path = Request(target: answer.target).path
        guard case .found(let operation, _, _) = router.resolve(answer.method, path) else {
            return elsewhere[answer.status]
        }
        return operation.answers[answer.status]
    }
}

extension AnswerDescription {
    /// Header fields that every HTTP message may have, those for caches and browsers among them: the description does
    /// not speak of them.
    private static let ofHTTP: Set = [
        "cache-control", "connection", "content-length", "content-security-policy", "content-type", "date",
        "keep-alive", "referrer-policy", "server", "strict-transport-security", "transfer-encoding",
        "vary", "x-content-type-options",
    ]

    fileprivate func complaintsOfHeaders(_ headers: Headers, absent: Set<String>) -> [String] {
        let described = Set(fields.map { $0.name.lowercased() })
        let others = headers.map(\.name).filter {
            !described.contains($0.lowercased()) && !Self.ofHTTP.contains($0.lowercased())
        }
        return others.map { "the header field \($0) is not described" }
            + fields.flatMap { field in
                guard let value = headers[field.name] else {
                    return field.isRequired && !absent.contains(field.name) ? ["\(field.name) is missing"] : []
                }
                return field.complaints(about: value)
            }
    }

    fileprivate func complaintsOfBody(of answer: ObservedAnswer) -> [String] {
        guard let body else { return answer.body.isEmpty ? [] : ["has a body"] }
        if answer.headers["Content-Type"] != MediaType.json { return ["is not sent as \(MediaType.json)"] }
        if answer.method == .head && answer.body.isEmpty { return [] }
        do {
            return body.complaints(about: try JSONReader.read(answer.body)).map(\.description)
        } catch {
            return ["is not JSON: \(error)"]
        }
    }
}

extension AnswerDescription.Field {
    /// A field's value is text; where the schema wants a number, it is one if it reads as one.
    fileprivate func complaints(about value: String) -> [String] {
        let complaints = schema.complaints(about: .string(value))
        if !complaints.isEmpty, let number = try? JSONReader.read(Array(value.utf8)), schema.allows(number) {
            return []
        }
        return complaints.map { "\(name) \($0.message)" }
    }
}
