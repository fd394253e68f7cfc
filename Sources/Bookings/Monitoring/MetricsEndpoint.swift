internal import CoreMetrics
internal import Prometheus

/// The metrics of a process, and the thread on which they are offered.
final class MetricsEndpoint: Sendable {
    private static let families =
        [MetricFamily("vexar_build_info", .gauge, "Always 1; what runs, by version and command.")]
        + ProcessFigures.families

    let registry: Registry
    private let server: ScrapeServer
    private let thread = BackgroundThread(name: "metrics")

    /// Listens, and does not answer yet.
    ///
    /// - Parameter command: of `vexar`, such as `serve`.
    /// - Throws: ``StartError`` where it cannot listen.
    init(_ families: [MetricFamily], of command: String, at address: ScrapeAddress) throws(StartError) {
        registry = Registry(Self.families + families)
        do {
            server = try ScrapeServer(registry, at: address)
        } catch {
            throw .unusable(setting: "VEXAR_METRICS", error)
        }
        Gauge(
            label: "vexar_build_info", dimensions: [("version", Release.version), ("command", command)],
            factory: registry
        ).record(1)
    }

    /// Answers from now on.
    ///
    /// - Parameter makeCollector: called once on the thread, for what brings the numbers up to date that nobody counts.
    func start(_ makeCollector: @escaping @Sendable (Registry) -> () -> Void) {
        thread.start { [registry, server] in
            var process = ProcessFigures(registry)
            let collect = makeCollector(registry)
            server.run {
                process.collect()
                collect()
            }
        }
    }

    /// Ends the thread: within a tenth of a second, but for a collector that waits for the database.
    func stop() {
        server.stop()
        thread.join()
    }
}
