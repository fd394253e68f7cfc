/// The answers to one trip as they come in, sorted. Values only, no I/O.
struct Reception {
    private let answers: [Answer]
    /// What the Sync after the last answer belongs to: an implicit transaction commits there.
    private let last: PostgresError.Step?
    private var position = 0
    private(set) var rows: [Rows] = []
    private(set) var failure: PostgresError?
    private var failedAt: Int?

    init(_ answers: [Answer], of trip: Trip) {
        self.answers = answers
        last = trip.leavesOpen ? answers.last?.step : .commit
    }

    /// What the next answer belongs to.
    var step: PostgresError.Step? { position < answers.count ? answers[position].step : last }

    /// The answers to one command are complete; false when there were more than commands.
    mutating func next() -> Bool {
        position += 1
        return position <= answers.count + 1
    }

    mutating func accept(_ result: Rows) {
        if position < answers.count, case .rows = answers[position].content { rows.append(result) }
    }

    /// The first error counts; there is none after it but that the connection ends.
    mutating func fail(_ message: ServerMessage) {
        guard failure == nil else { return }
        failure = PostgresError(message, step: step)
        failedAt = position
    }

    /// The error for a connection that ended before the Sync was answered.
    func loss(_ kind: PostgresError.Kind, _ message: String, _ trip: Trip) -> PostgresError {
        let unknown = trip.commits && mayHaveCommitted
        guard let server = failure?.server else {
            return PostgresError(kind, message, step: step, isOutcomeUnknown: unknown)
        }
        return PostgresError(server, step: failure?.step, isOutcomeUnknown: unknown)
    }

    /// An ordinary error rolls back. One that ends the connection does too, unless it met the commit itself: the
    /// server may have written it and died on the way to saying so.
    private var mayHaveCommitted: Bool {
        guard let failure else { return !answers.isEmpty }
        return failure.step == .commit && failure.server?.endsConnection == true
    }

    /// Keeps the prepared statements in step with what the server has done.
    func settle(_ statements: inout StatementCache) {
        for (index, answer) in answers.enumerated() {
            let done = index < failedAt ?? answers.count
            switch answer.content {
            case .prepared(let text, let name): if !done { statements.forget(text, name: name) }
            case .deallocated(let name): if done { statements.deallocated(name) }
            case .rows, .nothing: break
            }
        }
        guard let server = failure?.server, server.isStaleStatement else { return }
        if server.sqlState == .invalidStatementName { statements.forgetAll() } else { statements.discardAll() }
    }
}
