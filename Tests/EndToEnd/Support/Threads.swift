import Foundation
import Synchronization

/// Runs something on so many threads of its own at once, and gives all results.
func concurrently<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
    let results = SharedResults<Value>()
    let group = DispatchGroup()
    for number in 0..<count {
        group.enter()
        let thread = Thread {
            results.add(Result { try body(number) })
            group.leave()
        }
        thread.start()
    }
    group.wait()
    return try results.all().map { try $0.get() }
}

/// Something under way on a thread of its own.
final class Pending<Value: Sendable>: Sendable {
    private let results = SharedResults<Value>()
    private let done = DispatchGroup()

    init(_ body: @escaping @Sendable () throws -> Value) {
        done.enter()
        Thread { [results, done] in
            results.add(Result { try body() })
            done.leave()
        }.start()
    }

    /// Waits for it.
    func value() throws -> Value {
        done.wait()
        guard let result = results.all().first else { throw RunningProcess.Failure(text: "no result") }
        return try result.get()
    }
}

private final class SharedResults<Value: Sendable>: Sendable {
    private let results = Mutex<[Result<Value, any Error>]>([])

    func add(_ result: Result<Value, any Error>) {
        results.withLock { $0.append(result) }
    }

    func all() -> [Result<Value, any Error>] {
        results.withLock { $0 }
    }
}
