import CPostgres

extension Connection {
    /// Sends a trip and reads every answer to it.
    func run(_ trip: Trip) throws(PostgresError) -> [Rows] {
        if trip.first.isEmpty, trip.statements.isEmpty, trip.end == nil { return [] }
        let handle = try openHandle()
        try trip.check()
        let deadline = Deadline(after: settings.callTimeout)
        // A rollback below is a call of its own within this one: its time is counted once.
        let (began, waitedBefore) = (ContinuousClock.now, waited)
        defer { waited = waitedBefore + began.duration(to: .now) }
        guard let answers = send(trip, on: handle) else { throw lost(handle, Reception([], of: trip), trip) }
        var reception = Reception(answers, of: trip)
        try receive(&reception, trip, handle, deadline)
        reception.settle(&statements)
        if let failure = reception.failure {
            // Whoever has taken the prepared statements may have reset the session as well: snapshots could not rely on
            // its isolation any more.
            if settings.implicitSnapshots, failure.sqlState == .invalidStatementName { close() }
            if !trip.leavesOpen, trip.end != .rollback { rollBack() }
            throw failure
        }
        try requireState(after: trip, handle)
        return reception.rows
    }

    /// Ends a transaction that the server still holds open. Where that cannot be done the connection is closed, which
    /// comes to the same.
    func rollBack() {
        guard let handle = try? openHandle() else { return }
        switch PQtransactionStatus(handle) {
        case PQTRANS_IDLE: return
        case PQTRANS_INTRANS, PQTRANS_INERROR:
            do throws(PostgresError) { _ = try run(Trip(end: .rollback)) } catch { close() }
        default: close()
        }
    }

    private func receive(
        _ reception: inout Reception, _ trip: Trip, _ handle: OpaquePointer, _ deadline: Deadline
    ) throws(PostgresError) {
        while true {
            switch wait(handle, deadline) {
            case .ready: break
            case .lost: throw lost(handle, reception, trip)
            case .expired: throw expired(reception, trip)
            }
            guard let result = PQgetResult(handle) else {
                guard reception.next() else { throw lost(handle, reception, trip) }
                continue
            }
            let rows = Rows(result, notices: notices)
            switch PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC: return
            case PGRES_PIPELINE_ABORTED: break
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: reception.accept(rows)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: throw copyRefused(reception)
            default:
                // Without a state it is libpq's own, and means that the connection is lost.
                guard let message = ServerMessage(result) else { throw lost(handle, reception, trip) }
                reception.fail(message)
            }
        }
    }

    private enum Wait {
        case ready
        case lost
        case expired
    }

    /// Waits until `PQgetResult` can answer at once, and meanwhile writes what libpq has not yet sent: a pipeline
    /// larger than the sockets' buffers moves only if both directions do.
    private func wait(_ handle: OpaquePointer, _ deadline: Deadline) -> Wait {
        // Decrypted bytes can wait inside the TLS or GSS library with nothing on the socket (libpq 15 does not always
        // drain it): look again every 20 ms.
        let limit: Int32 = PQsslInUse(handle) == 1 || PQgssEncInUse(handle) == 1 ? 20 : .max
        while true {
            let unsent = PQflush(handle) == 1
            if PQisBusy(handle) == 0 { return .ready }
            if PQstatus(handle) == CONNECTION_BAD { return .lost }
            let wanted: Readiness = unsent ? [.read, .write] : .read
            let isReady = settings.waiting { deadline.wait(for: wanted, on: PQsocket(handle), atMost: limit) }
            guard isReady else { return .expired }
            // When it fails, what came before the end is still to be had.
            if PQconsumeInput(handle) == 0, PQisBusy(handle) == 1 { return .lost }
        }
    }

    private func lost(_ handle: OpaquePointer, _ reception: Reception, _ trip: Trip) -> PostgresError {
        let reason = singleLine(PQerrorMessage(handle))
        close()
        return reception.loss(.connection, "the connection to the database was lost: \(reason)", trip)
    }

    private func expired(_ reception: Reception, _ trip: Trip) -> PostgresError {
        close()
        return reception.loss(.deadline, "the database did not answer within \(settings.callTimeout)", trip)
    }

    private func copyRefused(_ reception: Reception) -> PostgresError {
        close()
        return PostgresError(.misuse, "COPY cannot be run here: the connection was closed", step: reception.step)
    }

    /// A statement that begins or ends a transaction by itself would let later ones run in it, or outside it.
    private func requireState(after trip: Trip, _ handle: OpaquePointer) throws(PostgresError) {
        guard (PQtransactionStatus(handle) == PQTRANS_INTRANS) != trip.leavesOpen else { return }
        close()
        throw PostgresError(
            .misuse, "a statement began or ended a transaction: use transaction(_:). The connection was closed")
    }
}
