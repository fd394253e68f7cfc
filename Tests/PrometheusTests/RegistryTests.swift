import CoreMetrics
import Testing

@testable import Prometheus

/// The backend of swift-metrics.
@Suite struct RegistryTests {
    private let registry = Registry([
        MetricFamily("counted_total", .counter, "Counted."), MetricFamily("taken_seconds", .seconds, "Taken."),
    ])

    private func lines(_ prefix: String) -> [String] {
        Exposition.text(of: registry).split(separator: "\n").map(String.init).filter { $0.hasPrefix(prefix) }
    }

    @Test func theSameMetricWithTheSameLabelsIsOne() {
        for label in ["x", "y", "x"] {
            Counter(label: "counted_total", dimensions: [("a", label)], factory: registry).increment()
        }
        #expect(lines("counted") == [#"counted_total{a="x"} 2"#, #"counted_total{a="y"} 1"#])
    }

    @Test func aCounterOnlyGrows() {
        let counter = Counter(label: "counted_total", factory: registry)
        let seconds = FloatingPointCounter(label: "counted_total", factory: registry)
        counter.increment(by: 3)
        counter.increment(by: -2)
        seconds.increment(by: 0.5)
        seconds.increment(by: -0.25)
        #expect(lines("counted") == ["counted_total 3.5"])
        counter.reset()
        #expect(lines("counted") == ["counted_total 0"])
    }

    @Test func aMeterGoesUpAndDown() {
        let meter = Meter(label: "there", factory: registry)
        meter.increment(by: 3)
        meter.decrement(by: 1)
        #expect(lines("there") == ["there 2"])
        meter.set(7)
        #expect(lines("there") == ["there 7"])
    }

    @Test func whatContradictsTheKindIsShownNowhere() {
        Timer(label: "counted_total", factory: registry).recordSeconds(5)
        Gauge(label: "taken_seconds", factory: registry).record(5)
        Counter(label: "taken_seconds", factory: registry).increment()
        #expect(lines("counted_total ") == ["counted_total 0"])
        #expect(lines("taken_seconds_count") == ["taken_seconds_count 0"])
    }

    @Test func undeclaredMetricsHaveTheirKindAndNoHelp() {
        Recorder(label: "surprise", factory: registry).record(0.3)
        #expect(lines("# HELP surprise").isEmpty)
        #expect(lines("# TYPE surprise") == ["# TYPE surprise histogram"])
        #expect(lines("surprise_count") == ["surprise_count 1"])
    }

    @Test func whatIsDestroyedIsGoneAndTheOthersStay() {
        let counters = ["x", "y", "z"].map {
            Counter(label: "counted_total", dimensions: [("a", $0)], factory: registry)
        }
        counters[0].destroy()
        counters[2].increment()
        Counter(label: "counted_total", dimensions: [("a", "z")], factory: registry).increment()
        #expect(lines("counted") == [#"counted_total{a="y"} 0"#, #"counted_total{a="z"} 2"#])
    }

    @Test func observationsOnABoundAreWithinIt() {
        let timer = Timer(label: "taken_seconds", factory: registry)
        timer.recordNanoseconds(1_000_000)
        timer.recordNanoseconds(1_000_001)
        timer.recordNanoseconds(0)
        timer.recordNanoseconds(Int64.max)
        #expect(lines("taken_seconds_bucket{le=\"0.001\"}") == ["taken_seconds_bucket{le=\"0.001\"} 2"])
        #expect(lines("taken_seconds_bucket{le=\"10\"}") == ["taken_seconds_bucket{le=\"10\"} 3"])
        #expect(lines("taken_seconds_bucket{le=\"+Inf\"}") == ["taken_seconds_bucket{le=\"+Inf\"} 4"])
    }

    /// Threads count while others read: nothing is lost, and every reading is one that could have been.
    @Test func manyThreadsAtOnce() async {
        let counter = Counter(label: "counted_total", factory: registry)
        let timer = Timer(label: "taken_seconds", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<20_000 {
                        counter.increment()
                        timer.recordNanoseconds(500_000_000)
                    }
                }
            }
            group.addTask { [registry] in
                for _ in 0..<50 {
                    let counts = Exposition.text(of: registry).split(separator: "\n")
                        .filter { $0.hasPrefix("taken_seconds_bucket") }
                        .compactMap { Int($0.split(separator: " ")[1]) }
                    #expect(counts.count == 14 && counts == counts.sorted())
                }
            }
        }
        #expect(lines("counted_total ") == ["counted_total 160000"])
        #expect(lines("taken_seconds_count") == ["taken_seconds_count 160000"])
        #expect(lines("taken_seconds_sum") == ["taken_seconds_sum 80000"])
    }

    @Test func theProcessTellsOfItself() throws {
        let registry = Registry(ProcessFigures.families)
        var figures = ProcessFigures(registry)
        figures.collect()
        figures.collect()
        let values = Exposition.text(of: registry).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: " ") }
        let figure = Dictionary(uniqueKeysWithValues: values.map { (String($0[0]), Double($0[1]) ?? -1) })
        #expect(figure.count == 5)
        #expect(try #require(figure["process_resident_memory_bytes"]) > 1_000_000)
        #expect(try #require(figure["process_open_fds"]) >= 3)
        #expect(try #require(figure["process_start_time_seconds"]) > 1_700_000_000)
        #expect(try #require(figure["process_cpu_seconds_total"]) >= 0)
        #expect(try #require(figure["process_max_fds"]) > 3)
    }
}
