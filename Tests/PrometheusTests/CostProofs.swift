import CoreMetrics
import Foundation
import Testing

@testable import Prometheus

/// What counting costs on one thread.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["VEXAR_LONG"] == "1")) struct CostProofs {
    @Test func countingAndTimingTakeLessThanAMicrosecondEach() {
        let registry = Registry([MetricFamily("a_total", .counter, "A."), MetricFamily("b_seconds", .seconds, "B.")])
        let counter = Counter(label: "a_total", factory: registry)
        let timer = Timer(label: "b_seconds", factory: registry)
        let began = ContinuousClock.now
        for number in 0..<1_000_000 {
            counter.increment()
            timer.recordNanoseconds(number)
        }
        let each = began.duration(to: .now) / 1_000_000
        print("a count and a time: \(each)")
        #expect(each < .microseconds(2), "unoptimised; a tenth of it when optimised")
    }
}
