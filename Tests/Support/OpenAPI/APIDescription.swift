public import HTTP

/// An API's description (OpenAPI 3.1), as far as it speaks of answers: what each operation may answer.
///
/// It is held to more than OpenAPI asks: answers are JSON and nothing else, and what is not described may not be there.
public struct APIDescription: Sendable {
    /// The document.
    public let document: JSONValue
    /// In the order of the document.
    public let operations: [Operation]
    /// What a request may be answered that no operation is there for, or none that it asks for.
    let elsewhere: [Int: AnswerDescription]
    let router: Router<Operation>

    /// Reads a document. Every schema in it is read, and what is wrong with any is thrown.
    public init(_ document: JSONValue) throws(SchemaError) {
        var reader = DescriptionReader(document)
        var operations: [Operation] = []
        for path in document["paths"]?.object ?? JSONObject() {
            operations += try reader.operations(at: path.key, path.value)
        }
        self.document = document
        self.operations = operations
        router = Router(operations.map { Route($0.method, $0.path, $0) })
        elsewhere = try Self.elsewhere(operations, &reader)
    }

    /// What every operation may answer, any request may be: a body that is too large, say. And 404 and 405.
    private static func elsewhere(
        _ operations: [Operation], _ reader: inout DescriptionReader
    ) throws(SchemaError) -> [Int: AnswerDescription] {
        var answers = operations.first?.answers ?? [:]
        for operation in operations { answers = answers.filter { operation.answers[$0.key] != nil } }
        answers[200] = nil
        answers[404] = try reader.answer(named: "NotFound")
        answers[405] = try reader.answer(named: "MethodNotAllowed")
        return answers
    }
}

/// One method of one path.
public struct Operation: Sendable {
    /// The method.
    public let method: HTTP.Method
    /// The path as the document has it, with names in braces.
    public let path: String
    /// The operation's own JSON.
    public let json: JSONValue
    /// What it may answer, by status.
    public let answers: [Int: AnswerDescription]
}

/// What an answer of one status looks like.
public struct AnswerDescription: Sendable {
    /// A header field that it may have.
    public struct Field: Sendable {
        /// As the document has it.
        public let name: String
        /// Whether it has to be there.
        public let isRequired: Bool
        /// What its value has to be.
        public let schema: JSONSchema
    }

    /// The header fields.
    public let fields: [Field]
    /// What the body has to be; nil where there is none.
    public let body: JSONSchema?
}
