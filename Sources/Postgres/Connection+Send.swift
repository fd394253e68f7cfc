import CPostgres

extension Connection {
    /// Hands a trip to libpq, up to its Sync, and returns what will be answered; nil when libpq takes no more, because
    /// the connection is lost. libpq keeps what the socket does not take yet.
    func send(_ trip: Trip, on handle: OpaquePointer) -> [Answer]? {
        var answers: [Answer] = []
        if let begin = trip.begin {
            guard sendParsed(begin.begin, as: .begin, .nothing, handle, &answers) else { return nil }
        }
        for (index, sql) in trip.first.enumerated() {
            guard send(sql, as: .first(index), .nothing, handle, &answers) else { return nil }
        }
        for (index, sql) in trip.statements.enumerated() {
            guard send(sql, as: .statement(index), .rows, handle, &answers) else { return nil }
        }
        guard sendEnd(of: trip, handle, &answers) else { return nil }
        // A failed write is told when reading: the server may have said why before it went.
        return PQpipelineSync(handle) == 1 || PQstatus(handle) == CONNECTION_BAD ? answers : nil
    }

    private func sendEnd(of trip: Trip, _ handle: OpaquePointer, _ answers: inout [Answer]) -> Bool {
        // Not before the statements: DEALLOCATE takes a snapshot, after which no isolation level can be set. Not
        // without statements: in a failed transaction it would keep the ROLLBACK from being run.
        if !trip.statements.isEmpty {
            for name in statements.discarded {
                let step = PostgresError.Step.statement(trip.statements.count - 1)
                let sql: SQL = "deallocate \(unsafeRaw: name)"
                guard sendParsed(sql, as: step, .deallocated(name: name), handle, &answers) else { return false }
            }
        }
        switch trip.end {
        case nil: return true
        case .commit: return sendParsed("commit", as: .commit, .nothing, handle, &answers)
        case .rollback: return sendParsed("rollback", as: .rollback, .nothing, handle, &answers)
        }
    }

    /// A statement of the caller's, prepared on its first use where that is wanted.
    private func send(
        _ sql: SQL, as step: PostgresError.Step, _ content: Answer.Content, _ handle: OpaquePointer,
        _ answers: inout [Answer]
    ) -> Bool {
        guard settings.prepared else { return sendParsed(sql, as: step, content, handle, &answers) }
        let text = StatementText(bytes: sql.text)
        guard let name = statements.name(for: text) ?? prepare(text, for: step, handle, &answers) else { return false }
        answers.append(Answer(step: step, content: content))
        let sent = sql.binds.withPointers { values in
            PQsendQueryPrepared(handle, name, Int32(sql.binds.count), values, nil, nil, 0)
        }
        return sent == 1
    }

    /// The name of a statement that is prepared in this trip; nil when the connection is lost.
    private func prepare(
        _ text: StatementText, for step: PostgresError.Step, _ handle: OpaquePointer, _ answers: inout [Answer]
    ) -> String? {
        let name = statements.add(text)
        answers.append(Answer(step: step, content: .prepared(text, name: name)))
        let sent = withCString(text.bytes) { PQsendPrepare(handle, name, $0, 0, nil) }
        return sent == 1 ? name : nil
    }

    /// A statement that is parsed, run and forgotten.
    private func sendParsed(
        _ sql: SQL, as step: PostgresError.Step, _ content: Answer.Content, _ handle: OpaquePointer,
        _ answers: inout [Answer]
    ) -> Bool {
        answers.append(Answer(step: step, content: content))
        let sent = withCString(sql.text) { text in
            sql.binds.withPointers { values in
                PQsendQueryParams(handle, text, Int32(sql.binds.count), nil, values, nil, nil, 0)
            }
        }
        return sent == 1
    }
}

private func withCString(_ text: [UInt8], _ body: (UnsafePointer<CChar>?) -> Int32) -> Int32 {
    (text + [0]).withUnsafeBytes { body($0.baseAddress?.assumingMemoryBound(to: CChar.self)) }
}
