/// What went wrong at the database door. Holds no bind, and its `description` no row data: fit for logs.
public struct PostgresError: Error, Sendable {
    /// Where it came from.
    public enum Kind: Sendable, Equatable {
        /// The server refused a statement; `server` has its fields.
        case server
        /// No connection could be made, or it was lost.
        case connection
        /// The server did not answer within ``ConnectionSettings/callTimeout``; the connection was closed.
        case deadline
        /// A bind cannot be sent; nothing was.
        case bind
        /// A column does not hold what was asked of it.
        case value
        /// The caller broke a rule of this module.
        case misuse
    }

    /// What the caller can do about it.
    public enum Category: Sendable, Equatable {
        /// The database is away: answer 503, a later request finds it back. Lost connections, classes 08 (but 08P01,
        /// a mistake of the caller's), 53 and 57P, and everything FATAL.
        case unavailable
        /// The database is there but took too long: `statement_timeout` (57014) or `lock_timeout` (55P03).
        case timeout
        /// The same transaction can succeed when run again, and nothing of it was committed: 40001, 40P01, and
        /// prepared statements that a change of the schema has made stale. ``Database`` does so by itself.
        case retryable
        /// Anything else: a constraint, a mistake.
        case other
    }

    /// What the connection was doing.
    public enum Step: Sendable, Equatable {
        /// Connecting.
        case connect
        /// Beginning a transaction.
        case begin
        /// A statement of the transaction's `first`, counted from 0.
        case first(Int)
        /// A statement of the call, counted from 0.
        case statement(Int)
        /// Committing, which is where deferred constraints are checked.
        case commit
        /// Rolling back.
        case rollback
    }

    /// Where it came from.
    public let kind: Kind
    /// What it was, in words without row data; of a server's error see also `server`.
    public let message: String
    /// What the server said.
    public let server: ServerMessage?
    /// What the connection was doing; nil where that does not matter.
    public let step: Step?
    /// The connection was lost between sending a commit and hearing of it: the transaction may or may not have
    /// happened. Running it again could do it twice.
    public let isOutcomeUnknown: Bool

    init(
        _ kind: Kind, _ message: String, server: ServerMessage? = nil, step: Step? = nil, isOutcomeUnknown: Bool = false
    ) {
        self.kind = kind
        self.message = message
        self.server = server
        self.step = step
        self.isOutcomeUnknown = isOutcomeUnknown
    }

    init(_ server: ServerMessage, step: Step? = nil, isOutcomeUnknown: Bool = false) {
        self.init(
            .server, loggableMessage(of: server), server: server, step: step, isOutcomeUnknown: isOutcomeUnknown)
    }
}

extension PostgresError {
    /// The server's state, for errors of the server.
    public var sqlState: SQLState? { server?.sqlState }

    /// The name of the broken constraint or unique index.
    public var constraint: String? { server?.constraint }

    /// Which of the call's statements failed, counted from 0.
    public var statementIndex: Int? {
        if case .statement(let index) = step { index } else { nil }
    }

    /// What the caller can do about it.
    public var category: Category {
        switch kind {
        case .connection, .deadline: .unavailable
        case .bind, .value, .misuse: .other
        case .server: server.map(PostgresError.category(of:)) ?? .other
        }
    }

    private static func category(of server: ServerMessage) -> Category {
        if server.endsConnection { return .unavailable }
        if server.isStaleStatement { return .retryable }
        switch server.sqlState {
        case .serializationFailure, .deadlockDetected: return .retryable
        case .queryCanceled, .lockNotAvailable: return .timeout
        case .protocolViolation: return .other
        default: return server.isUnavailability ? .unavailable : .other
        }
    }
}

extension ServerMessage {
    fileprivate var isUnavailability: Bool {
        sqlState.classCode == "08" || sqlState.classCode == "53" || sqlState.rawValue.hasPrefix("57P")
    }

    /// A prepared statement whose result has another shape since a change of the schema, or that is gone (DISCARD).
    /// 0A000 has many meanings; the reporting function tells this one apart in every language.
    var isStaleStatement: Bool {
        sqlState == .invalidStatementName
            || sqlState == .featureNotSupported && routine == "RevalidateCachedQuery"
    }
}
