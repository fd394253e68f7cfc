import Foundation
import HTTP
import Testing

/// What watching costs: processor time of the worker for each request, by its own metrics.
@Suite(.enabled(if: runsProofs)) struct MonitoringCostProofs {
    /// Microseconds for each poll that is answered from memory, the cheapest request there is: the least of several
    /// rounds, since whatever runs beside it makes it dearer and nothing cheaper.
    private func cost(_ environment: [String: String]) throws -> Double {
        let path = Scrape.makePath()
        let stack = try Stack(environment: environment.merging(["VEXAR_METRICS": path]) { $1 })
        let tenant = try Tenant(in: stack)
        let url = "http://127.0.0.1:\(stack.port)\(Tenant.bookings)/poll"
        _ = try LoadRun(url, key: tenant.key, seconds: 2)
        let rounds = try (1...4).map { _ in
            let before = try Scrape(path)
            _ = try LoadRun(url, key: tenant.key, seconds: 3)
            let after = try Scrape(path)
            let count = after.sum("vexar_requests_total") - before.sum("vexar_requests_total")
            #expect(count > 1_000)
            return try (after("process_cpu_seconds_total") - before("process_cpu_seconds_total")) / count * 1e6
        }
        return try #require(rounds.min())
    }

    @Test func theLineOfARequestCostsAFewMicroseconds() throws {
        let off = try cost(["VEXAR_REQUEST_LOG": "off"])
        let on = try cost(["VEXAR_REQUEST_LOG": "on"])
        print("poll: \(off) us of CPU without the request's line, \(on) us with it")
        #expect(on - off < 20)
    }
}
