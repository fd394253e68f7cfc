/// What is wrong with the fields of one request, collected so that all of it is said in one answer.
struct FieldErrors: Sendable {
    private(set) var entries: [(field: String, problem: FieldProblem)] = []

    var isEmpty: Bool { entries.isEmpty }

    /// Notes a problem. A field is complained of once, by the first that found something.
    mutating func add(_ field: String, _ problem: FieldProblem) {
        guard !contains(field) else { return }
        entries.append((field, problem))
    }

    /// Notes a problem in words.
    mutating func add(_ field: String, _ message: String) {
        add(field, FieldProblem(message))
    }

    /// Whether there is a complaint of a field.
    func contains(_ field: String) -> Bool {
        entries.contains { $0.field == field }
    }

    /// The value, or nil after noting why there is none.
    mutating func collect<Value>(_ field: String, _ read: () throws(FieldProblem) -> Value?) -> Value? {
        do {
            return try read()
        } catch {
            add(field, error)
            return nil
        }
    }

    /// Ends the request where anything was wrong.
    func throwIfAny() throws(Refusal) {
        if !isEmpty { throw .validationFailed(self) }
    }
}
