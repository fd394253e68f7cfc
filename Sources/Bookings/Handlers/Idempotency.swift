internal import Crypto
internal import HTTP
internal import Postgres

/// The `Idempotency-Key` of a request.
enum IdempotencyHeader {
    case absent
    case malformed
    case key(IdempotencyKey)

    init(_ request: Request) {
        guard let text = request.headers["Idempotency-Key"] else {
            self = .absent
            return
        }
        self = IdempotencyKey(text).map(Self.key) ?? .malformed
    }
}

/// An answer kept for a client that asks again: in the transaction of its effect, found and made while the profile's
/// clock is held, so that of many at once one acts and the others repeat its answer.
struct KeptAnswer {
    private let key: IdempotencyKey
    private let session: Session
    private let requestHash: [UInt8]

    /// Nil where the caller did not ask for one.
    init?(_ change: ChangeCall) {
        guard case .key(let key) = change.idempotency else { return nil }
        self.key = key
        session = change.session
        requestHash = Self.hash(of: change.call.request)
    }

    /// SHA-256 over method, path and body. Neither of the first two can hold a line feed.
    private static func hash(of request: Request) -> [UInt8] {
        var hash = SHA256()
        hash.update(data: Array("\(request.method)\n\(request.path)\n".utf8))
        hash.update(data: request.body)
        return Array(hash.finalize())
    }

    /// Looks for the answer; a row older than 24 hours counts for nothing.
    var lookup: SQL {
        """
        select k.request_hash = \(requestHash)::bytea, k.status, k.body
        from vexar.idempotency_keys as k
        where
            k.profile_id = \(session.profile)::bigint
            and k.operator_id = \(session.idempotencyScope)::bigint
            and k.key = \(key.value)
            and k.created_at > now() - interval '24 hours'
        """
    }

    /// The answer that was found. Throws where the key belongs to another request.
    func replay(_ found: Rows) throws -> Response? {
        guard let row = found.first else { return nil }
        guard try row.bool(0) else { throw Refusal.idempotencyKeyReused }
        var response = Response.json(try row.bytea(2), status: .success(code: try row.int(1)))
        response.headers["Idempotent-Replayed"] = "true"
        return response
    }

    /// Keeps an answer, in the place of one that is too old.
    func keeping(_ response: Response) -> SQL {
        """
        insert into vexar.idempotency_keys as k (profile_id, operator_id, key, request_hash, status, body)
        values (
            \(session.profile), \(session.idempotencyScope), \(key.value), \(requestHash)::bytea,
            \(response.status.code), \(response.body)::bytea
        )
        on conflict on constraint idempotency_keys_pkey do update
        set
            request_hash = excluded.request_hash,
            status = excluded.status,
            body = excluded.body,
            created_at = now()
        """
    }
}

extension Session {
    /// Keys are kept apart by profile and staff member; the owner is 0.
    fileprivate var idempotencyScope: Int64 {
        staffMember?.rawValue ?? 0
    }
}

extension Status {
    /// The status of a kept answer: they are all 200 or 201.
    fileprivate static func success(code: Int) -> Status {
        code == Status.created.code ? .created : .ok
    }
}
