import HTTP

extension SchemaReader {
    /// Makes a keyword's rule from its value, with an eye on the keywords beside it; nil where another keyword's rule
    /// takes care of it.
    typealias Keyword =
        @Sendable (inout SchemaReader, JSONValue, JSONObject, JSONPointer) throws(SchemaError) -> JSONSchema.Rule?

    /// The keywords, as the sections of JSON Schema 2020-12 have them.
    static let keywords: [String: Keyword] = [
        // Core, section 8
        "$ref": { reader, value, _, place throws(SchemaError) in
            try reader.follow(value.expected(\.string, at: place), from: place).complaints(about:at:)
        },

        // Applicators, core, section 10
        "allOf": { reader, value, _, place throws(SchemaError) in Rules.all(of: try reader.list(value, at: place)) },
        "oneOf": { reader, value, _, place throws(SchemaError) in Rules.one(of: try reader.list(value, at: place)) },
        "if": { reader, value, beside, place throws(SchemaError) in
            Rules.branch(
                on: try reader.read(value, at: place),
                then: try reader.optional(beside["then"], at: place),
                else: try reader.optional(beside["else"], at: place))
        },
        "then": { _, _, _, _ in nil },
        "else": { _, _, _, _ in nil },
        "properties": { reader, value, _, place throws(SchemaError) in
            Rules.properties(try reader.named(value, at: place))
        },
        "additionalProperties": { reader, value, beside, place throws(SchemaError) in
            let others = value.bool == false ? nil : try reader.read(value, at: place)
            return Rules.additional(to: Set(beside["properties"]?.object?.map(\.key) ?? []), are: others)
        },
        "items": { reader, value, _, place throws(SchemaError) in Rules.items(try reader.read(value, at: place)) },

        // Validation, section 6
        "type": { _, value, _, place throws(SchemaError) in try Rules.type(value, at: place) },
        "enum": { _, value, _, place throws(SchemaError) in Rules.oneOf(try value.expected(\.array, at: place)) },
        "const": { _, value, _, _ in Rules.oneOf([value]) },
        "minimum": { _, value, _, place throws(SchemaError) in
            let least = try value.expected(\.integer, at: place)
            return Rules.measure(\.integer, atLeast: least, "is less than \(least)")
        },
        "maximum": { _, value, _, place throws(SchemaError) in
            let most = try value.expected(\.integer, at: place)
            return Rules.measure(\.integer, atMost: most, "is more than \(most)")
        },
        "minLength": { _, value, _, place throws(SchemaError) in
            let least = try value.expected(\.integer, at: place)
            return Rules.measure(\.length, atLeast: least, "is shorter than \(least)")
        },
        "maxLength": { _, value, _, place throws(SchemaError) in
            let most = try value.expected(\.integer, at: place)
            return Rules.measure(\.length, atMost: most, "is longer than \(most)")
        },
        "minItems": { _, value, _, place throws(SchemaError) in
            let least = try value.expected(\.integer, at: place)
            return Rules.measure(\.itemCount, atLeast: least, "has fewer elements than \(least)")
        },
        "maxItems": { _, value, _, place throws(SchemaError) in
            let most = try value.expected(\.integer, at: place)
            return Rules.measure(\.itemCount, atMost: most, "has more elements than \(most)")
        },
        "minProperties": { _, value, _, place throws(SchemaError) in
            let least = try value.expected(\.integer, at: place)
            return Rules.measure(\.memberCount, atLeast: least, "has fewer members than \(least)")
        },
        "pattern": { _, value, _, place throws(SchemaError) in
            try Rules.pattern(value.expected(\.string, at: place), at: place)
        },
        "required": { _, value, _, place throws(SchemaError) in
            Rules.required(try value.expected(\.array, at: place).compactMap(\.string))
        },

        // Validation, section 7, and OpenAPI's format registry
        "format": { _, value, _, place throws(SchemaError) in
            try Rules.format(value.expected(\.string, at: place), at: place)
        },
    ]

    private mutating func list(_ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> [JSONSchema] {
        var schemas: [JSONSchema] = []
        for (index, schema) in try value.expected(\.array, at: place).enumerated() {
            schemas.append(try read(schema, at: place.appending(String(index))))
        }
        return schemas
    }

    private mutating func named(_ value: JSONValue, at place: JSONPointer) throws(SchemaError) -> [String: JSONSchema] {
        var schemas: [String: JSONSchema] = [:]
        for member in try value.expected(\.object, at: place) {
            schemas[member.key] = try read(member.value, at: place.appending(member.key))
        }
        return schemas
    }

    private mutating func optional(_ value: JSONValue?, at place: JSONPointer) throws(SchemaError) -> JSONSchema? {
        guard let value else { return nil }
        return try read(value, at: place)
    }
}

extension JSONValue {
    /// The value as what a keyword takes.
    fileprivate func expected<Value>(
        _ form: KeyPath<JSONValue, Value?>, at place: JSONPointer
    ) throws(SchemaError) -> Value {
        guard let value = self[keyPath: form] else { throw SchemaError(place, "Must be of another type") }
        return value
    }

    /// Code points of a string, as JSON Schema counts them (RFC 8259 characters).
    fileprivate var length: Int64? { string.map { Int64($0.unicodeScalars.count) } }

    fileprivate var itemCount: Int64? { array.map { Int64($0.count) } }

    fileprivate var memberCount: Int64? { object.map { Int64($0.count) } }
}
