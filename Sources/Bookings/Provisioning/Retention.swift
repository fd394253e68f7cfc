/// How old something is, or may become, in days.
public struct Age: Sendable, Equatable {
    /// At least 1.
    public let days: Int

    /// As PostgreSQL reads an interval.
    var postgresInterval: String { "\(days) days" }
}

/// For how long old rows are kept.
public struct Retention: Sendable, Equatable {
    /// Ages of messages to visitors, and of what their links to reviews show, that can be asked for.
    public static let messageDays = 7...36_500
    /// Ages of bookings' history that can be asked for.
    public static let historyDays = 30...36_500

    /// From their making on.
    public let messages: Age
    /// From the change on; nil for ever.
    public let history: Age?

    /// Reads `VEXAR_KEEP_MESSAGES` and `VEXAR_KEEP_HISTORY`, in days.
    ///
    /// - Parameters:
    ///   - messages: days that are asked for by other means, within ``messageDays``; they win.
    ///   - history: likewise, within ``historyDays``.
    public init(
        environment: [String: String], messages: Int? = nil, history: Int? = nil
    ) throws(ConfigurationErrors) {
        var reader = EnvironmentReader(environment)
        let messageDays = messages ?? reader.integer("VEXAR_KEEP_MESSAGES", Self.messageDays, standard: 180)
        var historyDays = history
        if historyDays == nil, reader.text("VEXAR_KEEP_HISTORY") != nil {
            historyDays = reader.integer("VEXAR_KEEP_HISTORY", Self.historyDays, standard: 1_095)
        }
        try reader.throwIfAny()
        self.messages = Age(days: messageDays)
        self.history = historyDays.map(Age.init)
    }
}
