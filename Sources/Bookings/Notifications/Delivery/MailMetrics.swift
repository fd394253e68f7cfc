internal import CoreMetrics
internal import Prometheus

/// What `vexar notify` counts of messages.
struct MailMetrics: Sendable {
    static let families =
        [
            MetricFamily(
                "vexar_mails_total", .counter,
                "Claimed messages by what came of them: sent, failed, deferred, returned, outdated."),
            MetricFamily("vexar_mail_seconds", .seconds, "Time that the mail server took for a message, taken or not."),
        ] + DatabaseErrorMetrics.families

    let databaseErrors: DatabaseErrorMetrics
    private let sent: Counter
    private let failed: Counter
    private let deferred: Counter
    private let returned: Counter
    private let outdated: Counter
    private let timer: Timer

    init(_ registry: Registry) {
        let counter = { result in
            Counter(label: "vexar_mails_total", dimensions: [("result", result)], factory: registry)
        }
        sent = counter("sent")
        failed = counter("failed")
        deferred = counter("deferred")
        returned = counter("returned")
        outdated = counter("outdated")
        timer = Timer(label: "vexar_mail_seconds", factory: registry)
        databaseErrors = DatabaseErrorMetrics(registry)
    }

    /// This came of a message.
    func count(_ outcome: Outcome) {
        switch outcome {
        case .sent: sent.increment()
        case .failed: failed.increment()
        case .deferred: deferred.increment()
        case .returned: returned.increment()
        case .outdated: outdated.increment()
        }
    }

    /// Times what is done with the mail server.
    func time<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let began = ContinuousClock.now
        defer { timer.recordNanoseconds(began.duration(to: .now).wholeNanoseconds) }
        return try body()
    }
}
