internal import Crypto
internal import HTTP
internal import Postgres

/// Finds out who is speaking, from the `Authorization` field.
struct Authenticator: Sendable {
    /// Signs the tokens that are accepted beside API keys; nil where none are.
    let tokenKey: SymmetricKey?
    /// Unix seconds now.
    let now: @Sendable () -> Int64

    /// The session of a request. Whatever is wrong with its token, the answer is the same.
    func session(of request: Request, in database: Database) throws -> Session {
        guard let header = request.headers["Authorization"], let token = BearerToken(authorization: header),
            let lookup = lookup(for: token.value),
            let session = try database.query(lookup).first.map(Session.init(_:))
        else { throw Refusal.unauthenticated }
        return session
    }

    private func lookup(for token: String) -> SQL? {
        if let key = APIKey(token) {
            return "select profile_id, operator_id, can_view_all from vexar.session_of_key(\(key.hash)::bytea)"
        }
        guard let tokenKey, let verified = JSONWebToken(token, key: tokenKey, now: now()) else { return nil }
        return """
            select profile_id, operator_id, can_view_all
            from vexar.session_of_subject(\(verified.profile)::bigint, \(verified.staffMember)::bigint)
            """
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
