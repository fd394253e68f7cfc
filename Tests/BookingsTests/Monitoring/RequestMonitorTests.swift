import HTTP
import Logging
import Testing

@testable import Bookings
@testable import Prometheus

/// The pieces of watching: tokens in the log, counters by route, the listener's lag.
@Suite struct RequestMonitorTests {
    @Test(
        "Milliseconds",
        arguments: [
            (Duration.zero, "0.000"), (.microseconds(7), "0.007"), (.microseconds(1_050), "1.050"),
            (.nanoseconds(12_345_678), "12.345"), (.seconds(3), "3000.000"), (.microseconds(-5), "0.000"),
        ])
    func milliseconds(_ duration: Duration, _ text: String) {
        #expect(Logger.MetadataValue.milliseconds(duration).description == text)
    }

    @Test func everyRouteAndStatusIsThereFromTheStart() {
        let registry = Registry(RequestMetrics.families)
        let metrics = RequestMetrics(Routes.table, in: registry)
        let before = Exposition.text(of: registry)
        let lines = before.split(separator: "\n").filter { $0.hasPrefix("vexar_requests_total{") }
        #expect(lines.count == (Routes.table.count + 1) * 16)
        #expect(lines.allSatisfy { $0.hasSuffix(" 0") })
        for route in [nil] + Routes.table.indices.map(Optional.some) {
            metrics.count(.serviceUnavailable, RequestAccount(route: route, total: .milliseconds(3)))
        }
        metrics.count(Status(code: 299, reason: "Odd"), RequestAccount(route: 0))
        let after = Exposition.text(of: registry).split(separator: "\n")
        #expect(after.count == before.split(separator: "\n").count, "nothing new")
        let raised = after.filter { $0.hasPrefix("vexar_requests_total{") && $0.hasSuffix(" 1") }
        #expect(raised.count == Routes.table.count + 1 && raised.allSatisfy { $0.contains("status=\"503\"") })
    }

    @Test func aListenerThatNeverHeardLagsFromTheStart() {
        let hearing = Hearing()
        #expect(hearing.lag >= .zero && hearing.lag < .seconds(60))
        hearing.believe(until: .now, since: .now - .seconds(90))
        #expect(hearing.lag >= .seconds(90) && hearing.lag < .seconds(150))
        hearing.believe(until: .now + .seconds(1))
        #expect(hearing.lag < .seconds(60))
    }
}
