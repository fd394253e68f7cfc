internal import HTTP
internal import Logging

/// Keeps account of what is answered: a line of the log and the metrics for each request. Shared by all threads.
struct RequestMonitor: Sendable {
    /// What a route is called that is not in the table.
    static let unknownRoute = "unknown"

    /// Nil where nobody reads them.
    let metrics: RequestMetrics?
    /// Nil where requests are not logged.
    let log: Logger?

    /// Keeps account of nothing.
    static let none = RequestMonitor(metrics: nil, log: nil)

    /// A request was answered.
    func note(_ request: Request, _ response: Response, _ account: RequestAccount) {
        metrics?.count(response.status, account)
        log?.info("request", metadata: Self.line(request, response, account))
    }

    /// A request was answered with an error that the client is not told of.
    func note(_ error: any Error) {
        metrics?.databaseErrors.count(error)
    }

    /// Whose request it was and what came of it; nothing that a client or a visitor has written but the method.
    private static func line(_ request: Request, _ response: Response, _ account: RequestAccount) -> Logger.Metadata {
        var line: Logger.Metadata = [
            "request_id": .string(request.id.description),
            "route": .string(account.route.map { Routes.table[$0].pattern } ?? unknownRoute),
            "method": .string(String(request.method.rawValue.prefix(20))),
            "status": .json(response.status.code), "ms": .milliseconds(account.total),
            "ms_database": .milliseconds(account.database),
        ]
        if let profile = account.profile { line["profile"] = .json(profile.rawValue) }
        if response.headers["Idempotent-Replayed"] != nil { line["replayed"] = .json(true) }
        return line
    }
}
