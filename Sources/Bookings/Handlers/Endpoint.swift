internal import HTTP
internal import Postgres

/// What a route leads to, and what has to hold before it is run.
enum Endpoint: Sendable {
    /// Needs no key.
    case open(@Sendable (Worker) -> Response)
    /// Needs a key, reads only.
    case read(@Sendable (Call, Tenant) throws -> Response)
    /// Needs a key and a JSON object as its body.
    case change(@Sendable (ChangeCall, Tenant) throws -> Response)
    /// Needs a key; a body may come, and is a JSON object then.
    case trigger(@Sendable (ChangeCall, Tenant) throws -> Response)
}
