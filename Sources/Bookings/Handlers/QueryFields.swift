internal import HTTP

/// Reads the parameters of a request's query, strictly, and remembers what is wrong with each. Parameters that the
/// endpoint does not know are not looked at.
struct QueryFields {
    private let parameters: QueryParameters
    var errors = FieldErrors()

    /// Throws 400 where a known parameter is not UTF-8. One that is given twice is complained of at once.
    init(_ request: Request, known: [String]) throws(Refusal) {
        parameters = QueryParameters(request.query)
        for name in known {
            if parameters.isMalformed(name) { throw .invalidRequest("The parameter \(name) is not UTF-8") }
            if parameters.isRepeated(name) { errors.add(name, "Must be given once") }
        }
    }

    /// Whether a parameter was sent.
    func contains(_ name: String) -> Bool {
        parameters.contains(name)
    }

    /// A value that can be made of the parameter's text.
    mutating func parsed<Value>(_ name: String, _ message: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = parameters[name] else { return nil }
        guard let value = parse(text) else {
            errors.add(name, message)
            return nil
        }
        return value
    }

    /// A date within what the service accepts.
    mutating func date(_ name: String) -> CalendarDate? {
        guard let text = parameters[name] else { return nil }
        return errors.collect(name) { () throws(FieldProblem) in try CalendarDate.checked(text) }
    }

    /// Digits, within a range.
    mutating func integer(_ name: String, _ range: ClosedRange<Int64>) -> Int64? {
        parsed(name, "Must be an integer from \(range.lowerBound) to \(range.upperBound)") { text in
            Self.number(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// An id: digits, as in a path.
    mutating func identifier<ID: Identifier>(_ name: String) -> ID? {
        parsed(name, "Must be an id") { Self.number($0).map(ID.init(rawValue:)) }
    }

    /// Digits alone, without a sign; nil beyond `Int64.max`.
    private static func number(_ text: String) -> Int64? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int64(text) : nil
    }

    /// One status, or several with commas between them.
    mutating func statuses(_ name: String) -> [BookingStatus] {
        let chosen = parsed(name, .oneOf(BookingStatus.self) + "; several with commas") { text in
            let words = text.split(separator: ",", omittingEmptySubsequences: false)
            let statuses = words.compactMap { BookingStatus(rawValue: String($0)) }
            return statuses.count == words.count ? statuses : nil
        }
        return chosen ?? []
    }

    /// A text to search for; nil where nothing is left of it once it is trimmed.
    mutating func search(_ name: String) -> String? {
        guard let text = parameters[name] else { return nil }
        return errors.collect(name) { () throws(FieldProblem) in try TextRule.search.clean(text) }
    }

    /// Complains of a range whose end lies before its beginning.
    mutating func checkOrder(from: CalendarDate?, to: CalendarDate?) {
        if let from, let to, to < from { errors.add("date_to", "Must not be before date_from") }
    }

    /// The filter that list and grid share.
    mutating func filter() -> BookingFilter {
        BookingFilter(
            statuses: statuses("status"), product: identifier("product_id"), operatorID: identifier("operator_id"),
            search: search("search"))
    }
}
