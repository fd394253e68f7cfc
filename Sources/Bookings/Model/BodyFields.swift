internal import HTTP

/// Reads the fields of a request body, strictly, and remembers what is wrong with each.
///
/// `null` is the same as left out. A method returns nil for a field that has no value or not a usable one; which of the
/// two, `errors` tells.
struct BodyFields {
    private let object: JSONObject
    var errors = FieldErrors()

    init(_ object: JSONObject) {
        self.object = object
    }

    /// Whether a field was sent, `null` included.
    func isPresent(_ name: String) -> Bool {
        object[name] != nil
    }

    /// Whether a field was sent with a value, right or wrong.
    func hasValue(_ name: String) -> Bool {
        value(name) != nil
    }

    private func value(_ name: String) -> JSONValue? {
        guard let value = object[name], case .null = value else { return object[name] }
        return nil
    }

    /// A string as it was sent.
    private mutating func string(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            errors.add(name, "Must be a string")
            return nil
        }
        return text
    }

    /// A text, cleaned and checked by its rule.
    mutating func text(_ name: String, _ rule: TextRule) -> String? {
        guard let raw = string(name) else { return nil }
        return errors.collect(name) { () throws(FieldProblem) in try rule.clean(raw) }
    }

    /// An e-mail address.
    mutating func email(_ name: String, _ rule: TextRule) -> String? {
        guard let address = text(name, rule) else { return nil }
        guard EmailAddress.isWellFormed(address) else {
            errors.add(name, "Must be an e-mail address")
            return nil
        }
        return address
    }

    /// A string that a type can be made of.
    mutating func parsed<Value>(_ name: String, _ message: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = string(name) else { return nil }
        guard let value = parse(text) else {
            errors.add(name, message)
            return nil
        }
        return value
    }

    /// A date within what the service accepts.
    mutating func date(_ name: String) -> CalendarDate? {
        guard let text = string(name) else { return nil }
        return errors.collect(name) { () throws(FieldProblem) in try CalendarDate.checked(text) }
    }

    /// A time of day.
    mutating func time(_ name: String) -> TimeOfDay? {
        parsed(name, "Must be HH:MM, 00:00 to 23:59", TimeOfDay.init)
    }

    /// An integer written as one, within a range.
    mutating func integer(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        guard let value = value(name) else { return nil }
        guard case .number(let number) = value, let integer = number.exactInteger, range.contains(integer) else {
            errors.add(name, "Must be an integer from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return integer
    }

    /// An id. Whether anything has it is for the database to say.
    mutating func identifier<ID: Identifier>(_ name: String) -> ID? {
        guard let value = value(name) else { return nil }
        guard case .number(let number) = value, let integer = number.exactInteger else {
            errors.add(name, "Must be an integer or null")
            return nil
        }
        return ID(rawValue: integer)
    }

    /// `true` or `false`; what stands for it when it was not sent.
    mutating func flag(_ name: String, default standard: Bool) -> Bool {
        guard let value = value(name) else { return standard }
        guard case .bool(let flag) = value else {
            errors.add(name, "Must be true or false")
            return standard
        }
        return flag
    }

    /// Notes that a field is missing, unless something was sent for it.
    mutating func require(_ name: String, because message: String? = nil) {
        if !hasValue(name) { errors.add(name, message.map(FieldProblem.init) ?? .required) }
    }

    /// Notes that a field with a value has no place here.
    mutating func refuse(_ name: String, _ message: String) {
        if hasValue(name) { errors.add(name, message) }
    }
}

extension CalendarDate {
    /// Reads a date and checks it against what is accepted.
    static func checked(_ text: String) throws(FieldProblem) -> CalendarDate {
        guard let date = CalendarDate(text) else { throw FieldProblem("Must be YYYY-MM-DD") }
        guard accepted.contains(date) else {
            throw FieldProblem("Must be from \(accepted.lowerBound) to \(accepted.upperBound)")
        }
        return date
    }
}
