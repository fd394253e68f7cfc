internal import HTTP
internal import Logging
internal import Postgres

/// `GET /healthz` and `GET /readyz`, for whoever watches the process.
enum Health {
    /// The process answers.
    static func alive(_ worker: Worker) -> Response {
        .success { $0.member("status", "alive") }
    }

    /// The database is there, and its schema is what this program needs.
    static func ready(_ worker: Worker) -> Response {
        do {
            let missing = try Schema.missingChanges(in: worker.database)
            guard missing.isEmpty else {
                worker.log.error("schema is too old", metadata: ["missing": "\(missing.joined(separator: ", "))"])
                return Refusal.unavailable(retryAfter: 5).response
            }
            return .success { $0.member("status", "ready") }
        } catch {
            worker.log.warning("not ready", metadata: ["error": "\(error)"])
            return Refusal.unavailable(retryAfter: 1).response
        }
    }
}
