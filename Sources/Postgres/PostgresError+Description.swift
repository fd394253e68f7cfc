extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// State, message, constraint and place, for logs. Never row data, binds or passwords.
    public var description: String {
        var text = server.map { "\($0.severity) \($0.sqlState): " } ?? ""
        text += message
        if let constraint { text += " (constraint \(constraint))" }
        if let step { text += ", \(step)" }
        if isOutcomeUnknown { text += "; it is unknown whether the transaction was committed" }
        return text
    }

    /// Everything, also what may quote rows and binds. For tests and debuggers, not for logs.
    public var debugDescription: String {
        guard let server else { return description }
        let more = [
            "message": server.message, "detail": server.detail, "hint": server.hint, "context": server.context,
            "schema": server.schema, "table": server.table, "column": server.column, "dataType": server.dataType,
            "position": server.position.map(String.init),
        ]
        let lines = more.compactMap { name, value in value.map { "\(name): \($0)" } }.sorted()
        return ([description] + lines).joined(separator: "\n  ")
    }
}

extension PostgresError.Step: CustomStringConvertible {
    /// In words.
    public var description: String {
        switch self {
        case .connect: "when connecting"
        case .begin: "when beginning the transaction"
        case .first(let index): "in opening statement \(index)"
        case .statement(let index): "in statement \(index)"
        case .commit: "when committing"
        case .rollback: "when rolling back"
        }
    }
}

/// The server's message without the values it may quote. Only class 22 (data exceptions) quotes the value that was
/// wrong, as in `invalid input syntax for type date: "…"`: there the text ends before the first quote, colon or digit,
/// which holds in other languages too. Names in other classes' messages come from the schema.
func loggableMessage(of server: ServerMessage) -> String {
    guard server.sqlState.classCode == "22" else { return server.message }
    let words = server.message.prefix { $0.isLetter || " /,-()".contains($0) }
    return words.count == server.message.count ? server.message : words + "…"
}
