internal import Crypto
internal import HTTP
internal import Postgres

/// Finds out who is speaking, from the `Authorization` field.
struct Authenticator: Sendable {
    /// Signs the tokens that are accepted beside API keys; nil where none are.
    let tokenKey: SymmetricKey?
    /// Unix seconds now.
    let now: @Sendable () -> Int64
    /// Who spoke before.
    let sessions: SessionCache

    /// The session of a request. Whatever is wrong with its token, the answer is the same.
    func session(of request: Request, in database: Database) throws -> Session {
        guard let header = request.headers["Authorization"], let token = BearerToken(authorization: header),
            let credential = credential(in: token.value)
        else { throw Refusal.unauthenticated }
        if let session = sessions.session(of: credential) { return session }
        let question = sessions.question()
        guard let session = try database.query(credential.lookup).first.map(Session.init(_:)) else {
            throw Refusal.unauthenticated
        }
        sessions.keep(session, of: credential, since: question)
        return session
    }

    /// A token is verified each time: it expires.
    private func credential(in token: String) -> Credential? {
        if let key = APIKey(token) { return .key(KeyHash(of: key)) }
        guard let tokenKey, let verified = JSONWebToken(token, key: tokenKey, now: now()) else { return nil }
        return .subject(verified.profile, verified.staffMember)
    }
}

extension Credential {
    /// Asks the database whose it is: one row, or none.
    fileprivate var lookup: SQL {
        switch self {
        case .key(let hash):
            "select profile_id, operator_id, can_view_all from vexar.session_of_key(\(hash.bytes)::bytea)"
        case .subject(let profile, let staffMember):
            """
            select profile_id, operator_id, can_view_all
            from vexar.session_of_subject(\(profile)::bigint, \(staffMember)::bigint)
            """
        }
    }
}

extension Session {
    /// A row of vexar.session_of_key or vexar.session_of_subject.
    fileprivate init(_ row: Row) throws {
        profile = ProfileID(rawValue: try row.int64(0))
        staffMember = try row.int64IfPresent(1).map(OperatorID.init)
        canViewAll = try row.bool(2)
    }
}
