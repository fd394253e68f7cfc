import HTTP
import Testing

/// A request body, field by field, so that a test names only what it is about.
struct TestBody: ExpressibleByDictionaryLiteral, CustomStringConvertible, Sendable {
    /// A field's value as JSON text. Literals of Swift stand for the same of JSON; `raw` is for all that JSON allows
    /// and Swift does not.
    struct Value: Sendable, Equatable {
        let text: String

        static let null = Value(text: "null")

        static func raw(_ text: String) -> Value { Value(text: text) }

        static func string(_ string: String) -> Value {
            var json = JSONWriter()
            json.string(string)
            return Value(text: String(decoding: json.finish(), as: UTF8.self))
        }

        static func integer(_ integer: Int64?) -> Value { Value(text: integer.map(String.init) ?? "null") }
    }

    private var fields: [(name: String, value: Value)]

    init(dictionaryLiteral elements: (String, Value)...) {
        fields = elements.map { (name: $0.0, value: $0.1) }
    }

    /// The smallest appointment there can be.
    static func appointment(
        _ date: String = "2030-05-06", _ time: String = "10:00", product: Int64? = nil, staff: Int64? = nil,
        minutes: Int64? = nil
    ) -> TestBody {
        var body: TestBody = [
            "booking_date": .string(date), "start_time": .string(time), "visitor_name": "Jane",
        ]
        if let product { body["product_id"] = .integer(product) }
        if let staff { body["operator_id"] = .integer(staff) }
        if let minutes { body["duration_minutes"] = .integer(minutes) }
        return body
    }

    /// The smallest stay there can be.
    static func stay(_ room: Int64, _ from: String = "2030-07-10", _ to: String = "2030-07-12") -> TestBody {
        [
            "product_id": .integer(room), "booking_date": .string(from), "checkout_date": .string(to),
            "visitor_name": "Jane",
        ]
    }

    /// Sets a field, or takes it out; one that is there keeps its place.
    subscript(name: String) -> Value? {
        get { fields.first { $0.name == name }?.value }
        set {
            let place = fields.firstIndex { $0.name == name }
            fields.removeAll { $0.name == name }
            if let newValue { fields.insert((name: name, value: newValue), at: place ?? fields.endIndex) }
        }
    }

    /// With one field set, or, for nil, taken out.
    func with(_ name: String, _ value: Value?) -> TestBody {
        var body = self
        body[name] = value
        return body
    }

    /// With fields set.
    func with(_ other: TestBody) -> TestBody {
        other.fields.reduce(self) { $0.with($1.name, $1.value) }
    }

    /// With one field taken out.
    func without(_ name: String) -> TestBody { with(name, nil) }

    /// The JSON text.
    var description: String {
        let members = fields.map { "\(Value.string($0.name).text): \($0.value.text)" }
        return "{\(members.joined(separator: ", "))}"
    }
}

extension TestBody.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int64) { self = .integer(value) }
    init(booleanLiteral value: Bool) { text = value ? "true" : "false" }
}

extension TestBody.Value: CustomTestStringConvertible {
    var testDescription: String { text.utf8.count > 60 ? "\(text.prefix(40))… (\(text.utf8.count) bytes)" : text }
}
