import CoreMetrics
import Testing

@testable import Prometheus

/// The text that Prometheus reads, to the byte.
@Suite struct ExpositionTests {
    @Test func everyKindAsTheFormatHasIt() {
        let registry = Registry([
            MetricFamily("b_total", .counter, "What was counted."),
            MetricFamily("c", .gauge, "What stands."),
            MetricFamily("a_seconds", .histogram(bounds: [0.25, 1]), "How long it took."),
        ])
        let counter = Counter(label: "b_total", dimensions: [("route", "/x"), ("status", "200")], factory: registry)
        counter.increment(by: 41)
        counter.increment()
        Counter(label: "b_total", dimensions: [("route", "/y"), ("status", "500")], factory: registry).increment(by: 0)
        Gauge(label: "c", factory: registry).record(-1.5)
        let timer = Timer(label: "a_seconds", factory: registry)
        for milliseconds in [250, 500, 1_000, 4_000] { timer.recordMilliseconds(milliseconds) }
        #expect(
            Exposition.text(of: registry) == """
                # HELP a_seconds How long it took.
                # TYPE a_seconds histogram
                a_seconds_bucket{le="0.25"} 1
                a_seconds_bucket{le="1"} 3
                a_seconds_bucket{le="+Inf"} 4
                a_seconds_sum 5.75
                a_seconds_count 4
                # HELP b_total What was counted.
                # TYPE b_total counter
                b_total{route="/x",status="200"} 42
                b_total{route="/y",status="500"} 0
                # HELP c What stands.
                # TYPE c gauge
                c -1.5

                """)
    }

    @Test func textsAreEscaped() {
        let registry = Registry([MetricFamily("a", .gauge, "back\\slash,\nline and \"quotes\"")])
        Gauge(label: "a", dimensions: [("l-1", "back\\slash,\nline and \"quotes\" é")], factory: registry).record(1)
        #expect(
            Exposition.text(of: registry) == #"""
                # HELP a back\\slash,\nline and "quotes"
                # TYPE a gauge
                a{l_1="back\\slash,\nline and \"quotes\" é"} 1

                """#)
    }

    @Test(
        "Numbers",
        arguments: [
            (0.0, "0"), (-0.5, "-0.5"), (1_800_000_000.25, "1800000000.25"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
            (.nan, "NaN"), (1e-5, "1e-05"), (1e300, "1e+300"), (67_108_864, "67108864"),
        ])
    func numbers(_ value: Double, _ text: String) {
        #expect(Exposition.number(value) == text)
    }

    @Test(
        "Names", arguments: [("vexar_a:b", "vexar_a_b"), ("9to5", "_9to5"), ("", "_"), ("é", "__"), ("A_z0", "A_z0")])
    func names(_ name: String, _ cleaned: String) {
        #expect(MetricName.cleaned(name) == cleaned)
    }

    @Test func whatWasNeverSetIsNotShown() {
        let registry = Registry([MetricFamily("a", .gauge, "A."), MetricFamily("b_total", .counter, "B.")])
        let gauge = Gauge(label: "a", factory: registry)
        #expect(Exposition.text(of: registry).isEmpty)
        gauge.record(3)
        gauge.record(Double.nan)
        #expect(Exposition.text(of: registry).isEmpty, "nor what is no longer known")
    }
}
