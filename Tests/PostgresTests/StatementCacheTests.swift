import Testing

@testable import Postgres

@Suite("Which statements are prepared")
struct StatementCacheTests {
    private func text(_ text: String) -> StatementText { StatementText(bytes: Array(text.utf8)) }

    @Test("The statement not used for longest makes room, and waits to be deallocated")
    func leastRecentlyUsed() {
        var cache = StatementCache(limit: 2)
        let a = cache.add(text("a"))
        let b = cache.add(text("b"))
        #expect(cache.name(for: text("a")) == a)
        let c = cache.add(text("c"))
        #expect(cache.discarded == [b])
        #expect(cache.name(for: text("b")) == nil)
        #expect(cache.name(for: text("a")) == a)
        #expect(cache.name(for: text("c")) == c)
        cache.deallocated(b)
        #expect(cache.discarded.isEmpty)
        #expect(cache.count == 2)
    }

    @Test("A statement that could not be prepared leaves nothing behind, even when it was already pushed out")
    func forgotten() {
        var cache = StatementCache(limit: 1)
        let a = cache.add(text("a"))
        let b = cache.add(text("b"))
        cache.forget(text("a"), name: a)
        #expect(cache.discarded.isEmpty)
        cache.forget(text("b"), name: b)
        #expect(cache.count == 0)
    }

    @Test("Names are never used twice")
    func names() {
        var cache = StatementCache(limit: 1)
        var names: Set<String> = []
        for round in 0..<10 {
            names.insert(cache.add(text("a\(round)")))
            if round == 5 { cache.discardAll() }
            if round == 7 { cache.forgetAll() }
        }
        #expect(names.count == 10)
    }

    @Test("Discarding all keeps the names for deallocation, forgetting all does not")
    func all() {
        var cache = StatementCache(limit: 8)
        let names = ["a", "b"].map { cache.add(text($0)) }
        cache.discardAll()
        #expect(cache.count == 0)
        #expect(cache.discarded.sorted() == names.sorted())
        cache.forgetAll()
        #expect(cache.discarded.isEmpty)
    }

    @Test("A limit below 1 is 1")
    func limit() {
        var cache = StatementCache(limit: 0)
        _ = cache.add(text("a"))
        #expect(cache.count == 1)
    }
}
