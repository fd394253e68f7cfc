import CPostgres

/// What this module relies on in every session, whatever the server's, the role's and the database's defaults are:
/// dates and instants come out in ISO 8601 form and in UTC.
enum Session {
    private static let wanted = [
        (name: "DateStyle", value: "ISO"), (name: "TimeZone", value: "UTC"), (name: "IntervalStyle", value: "iso_8601"),
    ]

    /// Sent with the connection's start-up packet, at no extra cost.
    static func startupOptions(_ settings: ConnectionSettings) -> String {
        var options = wanted.map { "-c \($0.name)=\($0.value)" }
        if settings.implicitSnapshots { options.append(#"-c default_transaction_isolation=repeatable\ read"#) }
        return options.joined(separator: " ")
    }

    /// What the session still needs by statement: everything behind a proxy that does not take start-up options,
    /// nothing otherwise. The server reports these settings unasked, so finding out costs no round trip.
    ///
    /// Behind a proxy IntervalStyle is left alone: PgBouncer 1.18 keeps track of the other two for each client, but
    /// would let this one pass to whoever gets the server connection next.
    static func missing(on handle: OpaquePointer, behindProxy: Bool) -> [SQL] {
        wanted.compactMap { setting in
            if behindProxy && setting.name == "IntervalStyle" { return nil }
            let current = singleLine(PQparameterStatus(handle, setting.name))
            // DateStyle reports the order of day and month too: "ISO, MDY".
            if current.hasPrefix(setting.value) { return nil }
            return "set \(unsafeRaw: setting.name) to '\(unsafeRaw: setting.value)'"
        }
    }
}
