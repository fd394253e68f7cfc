import CPostgres

/// What this module relies on in every session, whatever the server's, the role's and the database's defaults are:
/// dates and instants come out in ISO 8601 form and in UTC.
enum Session {
    private static let wanted = [
        (name: "DateStyle", value: "ISO"), (name: "TimeZone", value: "UTC"), (name: "IntervalStyle", value: "iso_8601"),
    ]

    /// Sent with the connection's start-up packet, at no extra cost.
    static let startupOptions = wanted.map { "-c \($0.name)=\($0.value)" }.joined(separator: " ")

    /// What the session still needs by statement: what a proxy has kept of the start-up options, and the isolation that
    /// snapshots rest on. The server reports the others unasked, but not that one; and PgBouncer told to ignore
    /// `options`, or options of the connection string, would leave it as it is: one list in 800 was torn then.
    ///
    /// Behind a proxy IntervalStyle is left alone: PgBouncer 1.18 keeps track of the other two for each client, but
    /// would let this one pass to whoever gets the server connection next.
    static func missing(on handle: OpaquePointer, _ settings: ConnectionSettings) -> [SQL] {
        let behindProxy = !settings.prepared
        var statements: [SQL] = wanted.compactMap { setting in
            if behindProxy && setting.name == "IntervalStyle" { return nil }
            let current = singleLine(PQparameterStatus(handle, setting.name))
            // DateStyle reports the order of day and month too: "ISO, MDY".
            if current.hasPrefix(setting.value) { return nil }
            return "set \(unsafeRaw: setting.name) to '\(unsafeRaw: setting.value)'"
        }
        if settings.implicitSnapshots, !behindProxy {
            statements.append("set default_transaction_isolation to 'repeatable read'")
        }
        return statements
    }
}
