import Dispatch
import Foundation
import Synchronization
import Testing

/// Many at once, each on a thread of its own and with a connection of its own, as the service's workers are.
enum Race {
    /// What each of the contestants came back with, in the order of the keys. All are connected before the first sets
    /// off.
    static func run<Value: Sendable>(
        keys: [String], _ act: @escaping @Sendable (_ api: TestAPI, _ number: Int) throws -> Value
    ) throws -> [Value] {
        let results = Mutex<[Int: Result<Value, any Error>]>([:])
        let ready = DispatchSemaphore(value: 0)
        let go = DispatchSemaphore(value: 0)
        let done = DispatchSemaphore(value: 0)
        for (number, key) in keys.enumerated() {
            Thread.detachNewThread {
                let api = Result { try connected(key) }
                ready.signal()
                go.wait()
                let result = api.flatMap { api in Result { try act(api, number) } }
                results.withLock { $0[number] = result }
                done.signal()
            }
        }
        for _ in keys { ready.wait() }
        for _ in keys { go.signal() }
        for _ in keys { done.wait() }
        return try results.withLock { finished in
            try keys.indices.map { try #require(finished[$0]).get() }
        }
    }

    /// That many contestants with the same key.
    static func run<Value: Sendable>(
        _ count: Int, key: String, _ act: @escaping @Sendable (_ api: TestAPI, _ number: Int) throws -> Value
    ) throws -> [Value] {
        try run(keys: Array(repeating: key, count: count), act)
    }

    private static func connected(_ key: String) throws -> TestAPI {
        let api = try TestAPI(key: key)
        _ = try api.poll()
        return api
    }
}

/// How many of each there are: `[201: 1, 409: 49]`.
func tally<Element: Hashable>(_ elements: some Sequence<Element>) -> [Element: Int] {
    Dictionary(elements.map { ($0, 1) }, uniquingKeysWith: +)
}
