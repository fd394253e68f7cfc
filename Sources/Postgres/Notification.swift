import CPostgres

/// What somebody has told a channel (PostgreSQL documentation, NOTIFY).
public struct Notification: Sendable, Hashable {
    /// The channel.
    public let channel: String
    /// What was told: fewer than 8 000 bytes, empty where nothing was given.
    public let payload: String
}

extension Connection {
    /// What has been told on the channels that this connection listens to. Waits for the first of it, at most so long;
    /// of what was told twice in one transaction the server sends one.
    ///
    /// - Throws: `kind` `.connection` when the server has gone.
    func notifications(within timeout: Duration) throws(PostgresError) -> [Notification] {
        let handle = try openHandle()
        let deadline = Deadline(after: timeout)
        // As when receiving: decrypted bytes can wait inside the library with nothing on the socket.
        let limit: Int32 = PQsslInUse(handle) == 1 || PQgssEncInUse(handle) == 1 ? 20 : .max
        while true {
            let waiting = takeNotifications(handle)
            if !waiting.isEmpty { return waiting }
            guard deadline.wait(for: .read, on: PQsocket(handle), atMost: limit) else { return [] }
            let isThere = PQconsumeInput(handle) == 1 && PQstatus(handle) == CONNECTION_OK
            if isThere, !notices.announcesEnd { continue }
            // What came before the end is still worth hearing: the end is told next time.
            let heard = takeNotifications(handle)
            guard heard.isEmpty else { return heard }
            throw lost(handle)
        }
    }

    private func takeNotifications(_ handle: OpaquePointer) -> [Notification] {
        var taken: [Notification] = []
        while let notification = PQnotifies(handle) {
            defer { PQfreemem(notification) }
            taken.append(
                Notification(
                    channel: singleLine(notification.pointee.relname),
                    payload: notification.pointee.extra.map { String(cString: $0) } ?? ""))
        }
        return taken
    }

    private func lost(_ handle: OpaquePointer) -> PostgresError {
        let reason = singleLine(PQerrorMessage(handle))
        close()
        return PostgresError(.connection, "the connection to the database was lost while listening: \(reason)")
    }
}
