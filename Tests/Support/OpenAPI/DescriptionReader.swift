import HTTP

/// Reads the parts of a document, following its references.
struct DescriptionReader {
    private let document: JSONValue
    private var schemas: SchemaReader

    init(_ document: JSONValue) {
        self.document = document
        schemas = SchemaReader(document)
    }

    mutating func operations(at path: String, _ item: JSONValue) throws(SchemaError) -> [Operation] {
        let here = JSONPointer().appending("paths").appending(path)
        var operations: [Operation] = []
        for member in item.object ?? JSONObject() where Self.methods.contains(member.key) {
            let place = here.appending(member.key).appending("responses")
            operations.append(
                Operation(
                    method: HTTP.Method(rawValue: member.key.uppercased()), path: path, json: member.value,
                    answers: try answers(member.value["responses"], at: place)))
        }
        return operations
    }

    private static let methods: Set = ["get", "put", "post", "delete", "options", "head", "patch", "trace"]

    private mutating func answers(
        _ responses: JSONValue?, at place: JSONPointer
    ) throws(SchemaError) -> [Int: AnswerDescription] {
        var answers: [Int: AnswerDescription] = [:]
        for member in responses?.object ?? JSONObject() {
            let here = place.appending(member.key)
            guard let status = Int(member.key) else { throw SchemaError(here, "Is no status") }
            answers[status] = try answer(member.value, at: here)
        }
        return answers
    }

    /// One of those that several operations share.
    mutating func answer(named name: String) throws(SchemaError) -> AnswerDescription {
        let place = JSONPointer().appending("components").appending("responses").appending(name)
        guard let response = place.resolve(in: document) else { throw SchemaError(place, "Is not there") }
        return try answer(response, at: place)
    }

    private mutating func answer(_ json: JSONValue, at place: JSONPointer) throws(SchemaError) -> AnswerDescription {
        let (response, place) = try followed(json, at: place)
        var fields: [AnswerDescription.Field] = []
        for member in response["headers"]?.object ?? JSONObject() {
            fields.append(try field(member, at: place.appending("headers").appending(member.key)))
        }
        let media = response["content"]?.object ?? JSONObject()
        guard media.allSatisfy({ $0.key == MediaType.json }) else { throw SchemaError(place, "Is not JSON alone") }
        var body: JSONSchema?
        if let schema = media.first?.value["schema"] {
            let content = place.appending("content").appending(MediaType.json)
            body = try schemas.read(schema, at: content.appending("schema"))
        }
        return AnswerDescription(fields: fields, body: body)
    }

    private mutating func field(
        _ member: JSONObject.Member, at place: JSONPointer
    ) throws(SchemaError) -> AnswerDescription.Field {
        let (header, place) = try followed(member.value, at: place)
        guard let schema = header["schema"] else { throw SchemaError(place, "Has no schema") }
        return AnswerDescription.Field(
            name: member.key, isRequired: header["required"]?.bool ?? false,
            schema: try schemas.read(schema, at: place.appending("schema")))
    }

    private func followed(
        _ json: JSONValue, at place: JSONPointer
    ) throws(SchemaError) -> (json: JSONValue, place: JSONPointer) {
        guard let reference = json["$ref"]?.string else { return (json, place) }
        guard let pointer = JSONPointer(reference.dropFirst()), let target = pointer.resolve(in: document) else {
            throw SchemaError(place, "\(reference) is not there")
        }
        return (target, pointer)
    }
}
