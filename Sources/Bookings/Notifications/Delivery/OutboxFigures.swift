internal import CoreMetrics
internal import Postgres
internal import Prometheus

/// What waits in the outbox, read from the database at the moment when somebody asks. Owned by the thread that
/// collects.
struct OutboxFigures {
    static let families = [
        MetricFamily("vexar_outbox_queued", .gauge, "Messages that wait, of all profiles; at most 100000 are counted."),
        MetricFamily("vexar_outbox_sending", .gauge, "Messages that a notifier has claimed."),
        MetricFamily("vexar_outbox_oldest_seconds", .gauge, "For how long the oldest message that is due has been so."),
        MetricFamily("vexar_outbox_failed", .gauge, "Messages that were given up within a day."),
    ]

    private let database: Database
    private let errors: DatabaseErrorMetrics
    private let queued: Gauge
    private let sending: Gauge
    private let oldest: Gauge
    private let failed: Gauge

    /// Whoever asks does not wait long for a database that does not answer.
    init(_ settings: ConnectionSettings, _ errors: DatabaseErrorMetrics, in registry: Registry) {
        var settings = settings
        settings.applicationName = "vexar metrics"
        settings.connectTimeout = .seconds(1)
        settings.callTimeout = .seconds(1)
        database = Database(settings)
        self.errors = errors
        queued = Gauge(label: "vexar_outbox_queued", factory: registry)
        sending = Gauge(label: "vexar_outbox_sending", factory: registry)
        oldest = Gauge(label: "vexar_outbox_oldest_seconds", factory: registry)
        failed = Gauge(label: "vexar_outbox_failed", factory: registry)
    }

    /// Where the database cannot be asked the numbers are not known, and so not shown: an old one would look good.
    func collect() {
        do {
            let row = try database.query(OutboxQueries.depth).one()
            queued.record(try row.int64(0))
            sending.record(try row.int64(1))
            failed.record(try row.int64(2))
            oldest.record(Double(try row.int64(3)) / 1e3)
        } catch {
            errors.count(error)
            for gauge in [queued, sending, failed, oldest] { gauge.record(Double.nan) }
        }
    }
}
