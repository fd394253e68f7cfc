internal import CoreMetrics
internal import Postgres
internal import Prometheus

/// What is counted of the database's errors: those by which a request, or a message, came to nothing. A constraint that
/// refuses what a client asked for is none.
struct DatabaseErrorMetrics: Sendable {
    static let families = [
        MetricFamily(
            "vexar_database_errors_total", .counter,
            "Errors of the database by which something came to nothing: unavailable, timeout, retryable, other.")
    ]

    private let unavailable: Counter
    private let timeout: Counter
    private let retryable: Counter
    private let other: Counter

    init(_ registry: Registry) {
        let counter = { category in
            Counter(label: "vexar_database_errors_total", dimensions: [("category", category)], factory: registry)
        }
        unavailable = counter("unavailable")
        timeout = counter("timeout")
        retryable = counter("retryable")
        other = counter("other")
    }

    /// Counts an error, if it is one of the database.
    func count(_ error: any Error) {
        guard let error = error as? PostgresError ?? (error as? LostCommit)?.cause else { return }
        switch error.category {
        case .unavailable: unavailable.increment()
        case .timeout: timeout.increment()
        case .retryable: retryable.increment()
        case .other: other.increment()
        }
    }
}
