public import CoreMetrics
import Synchronization

/// All metrics of a process: the backend of swift-metrics whose numbers Prometheus reads.
///
/// A handler is made once and kept by whoever counts with it; counting then takes some atomic additions, no lock and no
/// allocation. The same metric with the same labels is the same handler. What contradicts a metric's kind, such as a
/// timer by a counter's name, gets a handler that nobody reads.
public final class Registry: MetricsFactory {
    private struct Member {
        let family: MetricFamily
        /// False where it was made up from a handler alone.
        let isDeclared: Bool
        var places: [Labels: Int] = [:]
        var series: [(labels: Labels, series: Series)] = []
    }

    private let members: Mutex<[String: Member]>

    /// A registry of these metrics. Others may come; they have no help then, and histograms measure seconds.
    public init(_ families: [MetricFamily]) {
        let declared = families.map { ($0.name, Member(family: $0, isDeclared: true)) }
        members = Mutex(Dictionary(declared) { first, _ in first })
    }

    /// All numbers, in the order of the metrics' names.
    var readings: [(family: MetricFamily, series: [(labels: Labels, series: Series)])] {
        members.withLock { Array($0.values) }
            .sorted { $0.family.name < $1.family.name }
            .map { ($0.family, $0.series) }
    }

    private func series(_ label: String, _ dimensions: [(String, String)], _ kind: MetricFamily.Kind) -> Series {
        let name = MetricName.cleaned(label)
        let labels = Labels(dimensions)
        return members.withLock { members in
            var member = members[name] ?? Member(family: MetricFamily(name, kind, ""), isDeclared: false)
            if let place = member.places[labels] { return member.series[place].series }
            let series = member.family.kind.makeSeries()
            member.places[labels] = member.series.count
            member.series.append((labels, series))
            members[name] = member
            return series
        }
    }

    private func forget(_ handler: AnyObject) {
        members.withLock { members in
            for (name, member) in members {
                guard let place = member.series.firstIndex(where: { $0.series.isKept(by: handler) }) else { continue }
                members[name]?.series.remove(at: place)
                let left = members[name]?.series.enumerated().map { ($1.labels, $0) } ?? []
                members[name]?.places = Dictionary(left) { first, _ in first }
            }
        }
    }
}

// MARK: - What swift-metrics asks for

extension Registry {
    /// A counter.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counter(label, dimensions)
    }

    /// A counter of what is not whole, such as seconds.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        counter(label, dimensions)
    }

    /// A gauge.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    /// A histogram or, where nothing is to be added up, a gauge.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
    }

    /// A histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions)
    }

    /// Shows it no more.
    public func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
    /// Shows it no more.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { forget(handler) }
    /// Shows it no more.
    public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
    /// Shows it no more.
    public func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
    /// Shows it no more.
    public func destroyTimer(_ handler: any TimerHandler) { forget(handler) }

    private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
        if case .counter(let series) = series(label, dimensions, .counter) { return series }
        return CounterSeries()
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        if case .gauge(let series) = series(label, dimensions, .gauge) { return series }
        return GaugeSeries()
    }

    private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries {
        if case .histogram(let series) = series(label, dimensions, .seconds) { return series }
        return HistogramSeries(bounds: [])
    }
}
