public import HTTP

/// Reads the schemas of a document. A schema that is referred to is read once.
///
/// A keyword that is not known is an error: to overlook one would be to overlook what it forbids.
public struct SchemaReader {
    private let document: JSONValue
    private var known: [String: JSONSchema] = [:]
    /// What is being read: a schema that leads back to itself would never end.
    private var underway: Set<String> = []

    /// A reader for the schemas in a document, in which `$ref` finds what it names.
    public init(_ document: JSONValue) {
        self.document = document
    }

    /// Reads the schema that stands at a place.
    public mutating func read(_ schema: JSONValue, at place: JSONPointer) throws(SchemaError) -> JSONSchema {
        guard let keywords = schema.object else { throw SchemaError(place, "Must be an object") }
        var rules: [JSONSchema.Rule] = []
        for keyword in keywords where !Self.annotations.contains(keyword.key) {
            let here = place.appending(keyword.key)
            guard let read = Self.keywords[keyword.key] else { throw SchemaError(here, "Is not a known keyword") }
            if let rule = try read(&self, keyword.value, keywords, here) { rules.append(rule) }
        }
        return JSONSchema(rules: rules)
    }

    /// Reads the schema that a reference such as `#/components/schemas/Booking` names.
    mutating func follow(_ reference: String, from place: JSONPointer) throws(SchemaError) -> JSONSchema {
        if let schema = known[reference] { return schema }
        guard underway.insert(reference).inserted else { throw SchemaError(place, "\(reference) leads back to itself") }
        defer { underway.remove(reference) }
        guard reference.hasPrefix("#"), let pointer = JSONPointer(reference.dropFirst()),
            let target = pointer.resolve(in: document)
        else { throw SchemaError(place, "\(reference) is not there") }
        let schema = try read(target, at: pointer)
        known[reference] = schema
        return schema
    }

    /// Keywords that say something about a value and ask nothing of it.
    private static let annotations: Set = ["title", "description", "default", "example", "examples"]
}

/// A schema that cannot be read.
public struct SchemaError: Error, CustomStringConvertible, Equatable {
    /// The place in the document.
    public let place: JSONPointer
    /// What is wrong there.
    public let message: String

    init(_ place: JSONPointer, _ message: String) {
        self.place = place
        self.message = message
    }

    /// Both.
    public var description: String { "\(place): \(message)" }
}
