internal import CoreMetrics
internal import HTTP
internal import Prometheus

/// What is counted of requests. All counters are there from the start, at 0: counting one looks nothing up by name, and
/// a first error is seen as a rise. A HEAD counts as the GET whose route it takes; what no route has counts as one.
final class RequestMetrics: Sendable {
    static let families =
        [
            MetricFamily(
                "vexar_requests_total", .counter,
                "Requests that were answered, by the route's pattern and method, and the answer's status."),
            MetricFamily("vexar_request_seconds", .seconds, "Time from a request's arrival to its answer."),
            MetricFamily(
                "vexar_database_seconds", .seconds,
                "Time that requests waited for the database, of those that needed it."),
        ] + DatabaseErrorMetrics.families

    private static let statuses: [Status] = [
        .ok, .created, .notModified, .badRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .conflict,
        .preconditionFailed, .payloadTooLarge, .unsupportedMediaType, .unprocessableContent, .tooManyRequests,
        .internalServerError, .serviceUnavailable,
    ]

    let databaseErrors: DatabaseErrorMetrics
    /// By route, and the last one for what has none; in each by status.
    private let counters: [[Counter]]
    private let timers: [Timer]
    private let databaseTimer: Timer

    init(_ routes: [Route<Endpoint>], in registry: Registry) {
        let names = routes.map { ($0.pattern, $0.method.rawValue) } + [(RequestMonitor.unknownRoute, "any")]
        let labels = names.map { [("route", $0), ("method", $1)] }
        counters = labels.map { labels in
            Self.statuses.map { status in
                Counter(
                    label: "vexar_requests_total", dimensions: labels + [("status", "\(status.code)")],
                    factory: registry)
            }
        }
        timers = labels.map { Timer(label: "vexar_request_seconds", dimensions: $0, factory: registry) }
        databaseTimer = Timer(label: "vexar_database_seconds", factory: registry)
        databaseErrors = DatabaseErrorMetrics(registry)
    }

    /// A request was answered.
    func count(_ status: Status, _ account: RequestAccount) {
        let route = account.route ?? timers.count - 1
        if let place = Self.statuses.firstIndex(where: { $0.code == status.code }) {
            counters[route][place].increment()
        }
        timers[route].recordNanoseconds(account.total.wholeNanoseconds)
        if account.database > .zero { databaseTimer.recordNanoseconds(account.database.wholeNanoseconds) }
    }
}
