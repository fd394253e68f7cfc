import HTTP
import TestSupport
import Testing

/// The checker has to find what is wrong, and nothing else.
@Suite struct JSONSchemaTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let schema: String
        let valid: [String]
        let invalid: [String]
        var testDescription: String { schema }

        init(_ schema: String, valid: [String], invalid: [String]) {
            self.schema = schema
            self.valid = valid
            self.invalid = invalid
        }
    }

    static let cases = [
        Case(#"{"type": "integer"}"#, valid: ["1", "-9"], invalid: ["1.0", "1e3", #""1""#, "null", "true"]),
        Case(#"{"type": ["string", "null"]}"#, valid: ["null", #""""#], invalid: ["0", "[]", "{}", "false"]),
        Case(#"{"enum": ["a", null, 1]}"#, valid: [#""a""#, "null", "1"], invalid: [#""b""#, "2", #"["a"]"#]),
        Case(#"{"const": ["a", "b"]}"#, valid: [#"["a", "b"]"#], invalid: [#"["b", "a"]"#, #""a""#, "[]"]),
        Case(#"{"minimum": 1, "maximum": 3}"#, valid: ["1", "3", #""9""#, "null"], invalid: ["0", "4", "-1"]),
        Case(#"{"minLength": 1, "maxLength": 2}"#, valid: [#""a""#, #""😀é""#, "5"], invalid: [#""""#, #""abc""#]),
        Case(#"{"minItems": 1, "maxItems": 2}"#, valid: ["[1]", "[1, 2]", "{}"], invalid: ["[]", "[1, 2, 3]"]),
        Case(#"{"minProperties": 1}"#, valid: [#"{"a": 1}"#, "[]"], invalid: ["{}"]),
        Case(#"{"pattern": "b"}"#, valid: [#""abc""#, "1"], invalid: [#""ac""#]),
        Case(
            #"{"pattern": "^[a-z]{3}$"}"#, valid: [#""usd""#],
            invalid: [#""usd\n""#, #""USD""#, #""usdx""#, #"" usd""#]),
        Case(
            #"{"pattern": "^[^\\u0000-\\u001F]*$"}"#, valid: [#""a é 😀""#, #""""#], invalid: [#""a\u0000""#, #""a\n""#]),
        Case(#"{"format": "int64"}"#, valid: ["9223372036854775807", #""a""#], invalid: ["9223372036854775808"]),
        Case(#"{"format": "date"}"#, valid: [#""2026-07-01""#], invalid: [#""2026-7-1""#, #""2026-07-01T""#]),
        Case(
            #"{"format": "date-time"}"#, valid: [#""2026-07-01T10:00:00Z""#, #""2026-07-01T10:00:00.25+03:00""#],
            invalid: [#""2026-07-01 10:00:00Z""#, #""2026-07-01T10:00:00""#, #""2026-07-01""#]),
        Case(#"{"required": ["a"]}"#, valid: [#"{"a": null}"#, "1"], invalid: ["{}", #"{"b": 1}"#]),
        Case(
            #"{"properties": {"a": {"type": "null"}}, "additionalProperties": false}"#,
            valid: ["{}", #"{"a": null}"#, "[1]"], invalid: [#"{"a": 1}"#, #"{"b": null}"#]),
        Case(
            #"{"properties": {"a": {}}, "additionalProperties": {"type": "string"}}"#,
            valid: [#"{"a": 1, "b": "x"}"#], invalid: [#"{"b": 1}"#]),
        Case(#"{"items": {"type": "string"}}"#, valid: ["[]", #"["a", "b"]"#, "1"], invalid: [#"["a", 1]"#]),
        Case(#"{"allOf": [{"minimum": 1}, {"maximum": 2}]}"#, valid: ["1", "2"], invalid: ["0", "3"]),
        Case(#"{"oneOf": [{"minimum": 1}, {"maximum": 2}]}"#, valid: ["0", "3"], invalid: ["1", "2"]),
        Case(
            #"{"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"const": 1}}"#,
            valid: [#""ab""#, "1"], invalid: [#""a""#, "2"]),
        Case(#"{"if": {"const": 1}, "then": {"const": 2}}"#, valid: ["3"], invalid: ["1"]),
    ]

    @Test(arguments: cases) func takesTheValidAndRefusesTheInvalid(example: Case) throws {
        let schema = try Self.schema(example.schema)
        for value in example.valid {
            #expect(schema.complaints(about: try Self.json(value)).isEmpty, "\(value)")
            #expect(schema.allows(try Self.json(value)), "\(value)")
        }
        for value in example.invalid {
            #expect(!schema.complaints(about: try Self.json(value)).isEmpty, "\(value)")
            #expect(!schema.allows(try Self.json(value)), "\(value)")
        }
    }

    @Test func saysWhereAndWhat() throws {
        let schema = try Self.schema(
            #"{"properties": {"a/b": {"items": {"required": ["c"]}}}, "additionalProperties": false}"#)
        let complaints = schema.complaints(about: try Self.json(#"{"a/b": [{"c": 1}, {}], "d": 1}"#))
        #expect(complaints.map(\.description) == ["/a~1b/1/c: is missing", "/d: is not described"])
    }

    @Test func followsReferencesWithinTheDocument() throws {
        let document = try Self.json(
            ##"{"schemas": {"Id": {"type": "integer"}, "Ids": {"items": {"$ref": "#/schemas/Id"}}}}"##)
        var reader = SchemaReader(document)
        let schema = try reader.read(try Self.json(##"{"$ref": "#/schemas/Ids", "maxItems": 1}"##), at: JSONPointer())
        #expect(schema.allows(try Self.json("[1]")))
        #expect(!schema.allows(try Self.json(#"["1"]"#)))
        #expect(!schema.allows(try Self.json("[1, 2]")))
    }

    @Test(arguments: [
        #"{"minimun": 1}"#, #"{"type": "int"}"#, #"{"type": []}"#, #"{"format": "email"}"#, #"{"pattern": "["}"#,
        ##"{"$ref": "#/nowhere"}"##, ##"{"$ref": "other.json"}"##, #"{"maximum": "1"}"#, #"{"maximum": 1.5}"#, "[]",
        #"{"properties": {"a": {"not": {}}}}"#, ##"{"$ref": "#"}"##,
    ])
    func refusesASchemaThatItDoesNotUnderstand(text: String) throws {
        #expect(throws: SchemaError.self) { try Self.schema(text) }
    }

    private static func json(_ text: String) throws -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    private static func schema(_ text: String) throws -> JSONSchema {
        var reader = SchemaReader(try json(text))
        return try reader.read(try json(text), at: JSONPointer())
    }
}
