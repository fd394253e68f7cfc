import Foundation
import HTTP
import Synchronization

/// Reads on kept connections, creates and changes of status on fresh ones, from threads of its own until it is ended.
final class MixedLoad: Sendable {
    /// What came of all requests.
    struct Outcome {
        var counts: [String: Int] = [:]
        /// What was no success, and when.
        var failures: [String] = []
        /// The slowest few, slowest first.
        var slowest: [Slow] = []
        var reconnections = 0
    }

    /// How long a request took, and what it was.
    struct Slow: CustomStringConvertible {
        let took: Duration
        let what: String
        var description: String { "\(took) \(what)" }
    }

    private struct State {
        var step = "before"
        var isOver = false
        var outcome = Outcome()
    }

    private let state = Mutex(State())
    private let port: UInt16

    init(port: UInt16) {
        self.port = port
    }

    /// Starts the threads: two for each key, one that reads and one that writes.
    func start(_ keys: [String]) -> Pending<[Void]> {
        Pending { [self] in
            try concurrently(keys.count * 2) { [self] number in
                let key = keys[number / 2]
                if number.isMultiple(of: 2) { read(key) } else { write(key) }
            }
        }
    }

    /// What is done beside it from now on.
    func step(_ name: String) {
        state.withLock { $0.step = name }
    }

    /// Requests so far.
    var count: Int { state.withLock { $0.outcome.counts.values.reduce(0, +) } }

    func end() {
        state.withLock { $0.isOver = true }
    }

    var outcome: Outcome { state.withLock { $0.outcome } }

    private var goesOn: Bool { state.withLock { !$0.isOver } }

    private func read(_ key: String) {
        let client = KeptClient(port: port, key: key)
        var number = 0
        while goesOn {
            number += 1
            let isPoll = number.isMultiple(of: 2)
            let target = isPoll ? "\(Tenant.bookings)/poll" : "\(Tenant.bookings)?status=confirmed&limit=50"
            _ = measure(isPoll ? "GET poll" : "GET list", 200) { try client.get(target) }
            usleep(8_000)
        }
        state.withLock { $0.outcome.reconnections += client.reconnections }
    }

    /// A booking, and then its end. Any of them is to be answered; none is repeated.
    private func write(_ key: String) {
        let client = HTTPClient(port: port, key: key)
        let body = """
            {"booking_date": "2031-05-06", "start_time": "10:00", "visitor_name": "Jane", "allow_double_booking": true}
            """
        while goesOn {
            let made = measure("POST", 201) { try client.send("POST", Tenant.bookings, body) }
            if let id = (try? made?.json()["booking"]?["id"]?.integer) ?? nil {
                _ = measure("PUT status", 200) {
                    try client.send("PUT", "\(Tenant.bookings)/\(id)/status", #"{"status": "cancelled"}"#)
                }
            }
            usleep(15_000)
        }
    }

    /// Counts a request, and keeps what is wrong with its answer.
    private func measure(_ kind: String, _ expected: Int, _ request: () throws -> HTTPAnswer) -> HTTPAnswer? {
        let begin = ContinuousClock.now
        let result = Result { try request() }
        let took = ContinuousClock.now - begin
        let problem: String? =
            switch result {
            case .success(let answer) where answer.status == expected: nil
            case .success(let answer): "\(answer.status) \(String(decoding: answer.body, as: UTF8.self))"
            case .failure(let error): "\(error)"
            }
        state.withLock { state in
            state.outcome.counts[kind, default: 0] += 1
            if let problem { state.outcome.failures.append("\(kind) while \(state.step): \(problem)") }
            let slow = Slow(took: took, what: "\(kind) while \(state.step)")
            state.outcome.slowest = Array((state.outcome.slowest + [slow]).sorted { $0.took > $1.took }.prefix(5))
        }
        return try? result.get()
    }
}
