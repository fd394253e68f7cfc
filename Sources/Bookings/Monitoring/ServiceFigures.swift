internal import CoreMetrics
internal import Prometheus

/// What `vexar serve` knows of itself at the moment when somebody asks.
struct ServiceFigures {
    static let families = [
        MetricFamily("vexar_connections", .gauge, "Open connections of the front server."),
        MetricFamily(
            "vexar_listener_lag_seconds", .gauge,
            "Time since this process had heard of every change; beyond 1.5 it answers nothing from memory."),
        MetricFamily("vexar_announcer_pending", .gauge, "Profiles whose changes are still to be announced."),
        MetricFamily("vexar_clock_entries", .gauge, "Profiles whose clocks are followed."),
        MetricFamily("vexar_session_entries", .gauge, "Credentials whose sessions are remembered."),
    ]

    private let changes: Changes
    private let openConnections: () -> Int
    private let connections: Gauge
    private let lag: Gauge
    private let pending: Gauge
    private let clocks: Gauge
    private let sessions: Gauge

    init(_ changes: Changes, openConnections: @escaping () -> Int, in registry: Registry) {
        self.changes = changes
        self.openConnections = openConnections
        connections = Gauge(label: "vexar_connections", factory: registry)
        lag = Gauge(label: "vexar_listener_lag_seconds", factory: registry)
        pending = Gauge(label: "vexar_announcer_pending", factory: registry)
        clocks = Gauge(label: "vexar_clock_entries", factory: registry)
        sessions = Gauge(label: "vexar_session_entries", factory: registry)
    }

    func collect() {
        connections.record(openConnections())
        lag.record(Double(changes.hearing.lag.wholeNanoseconds) / 1e9)
        pending.record(changes.pendingAnnouncements)
        clocks.record(changes.clock.count)
        sessions.record(changes.sessions.count)
    }
}
