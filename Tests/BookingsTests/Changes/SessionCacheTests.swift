import Testing

@testable import Bookings

/// Who is remembered, and who is forgotten.
@Suite struct SessionCacheTests {
    private let hearing = Hearing()

    init() {
        hearing.believe(until: .now + .seconds(600))
    }

    private func credential(_ number: Int64) -> Credential {
        .subject(ProfileID(rawValue: number), nil)
    }

    private func session(_ number: Int64) -> Session {
        Session(profile: ProfileID(rawValue: number), staffMember: nil, canViewAll: true)
    }

    @Test func remembersUntilItIsToForget() {
        let cache = SessionCache(hearing: hearing)
        for number in Int64(1)...3 { cache.keep(session(number), of: credential(number), since: cache.question()) }
        #expect(cache.session(of: credential(2)) == session(2))
        cache.forget([ProfileID(rawValue: 2), ProfileID(rawValue: 9)])
        #expect(cache.session(of: credential(2)) == nil)
        #expect(cache.session(of: credential(3)) == session(3))
        cache.forgetAll()
        #expect(cache.session(of: credential(3)) == nil)
    }

    @Test func whatWasAskedBeforeALossIsNotRemembered() {
        let cache = SessionCache(hearing: hearing)
        let question = cache.question()
        cache.forget([ProfileID(rawValue: 1)])
        cache.keep(session(1), of: credential(1), since: question)
        #expect(cache.session(of: credential(1)) == nil)
        cache.keep(session(1), of: credential(1), since: cache.question())
        #expect(cache.session(of: credential(1)) == session(1))
    }

    @Test func theBlindRememberNobody() {
        let cache = SessionCache(hearing: hearing)
        cache.keep(session(1), of: credential(1), since: cache.question())
        hearing.believe(until: .now - .milliseconds(1))
        #expect(cache.session(of: credential(1)) == nil)
    }

    @Test func thoseAskedForStayWhenItIsFull() {
        let cache = SessionCache(hearing: hearing, limit: 20)
        for number in Int64(1)...1_000 {
            cache.keep(session(number), of: credential(number), since: cache.question())
            #expect(cache.session(of: credential(1)) == session(1))
        }
        let remembered = (Int64(1)...1_000).count { cache.session(of: credential($0)) != nil }
        #expect((10...20).contains(remembered))
    }

    /// In whatever order they ask: nobody of them is looked up again.
    @Test func halfOfWhatFitsIsNeverForgotten() {
        let cache = SessionCache(hearing: hearing, limit: 20)
        let numbers = (Int64(1)...10).map { $0 }
        for number in numbers { cache.keep(session(number), of: credential(number), since: cache.question()) }
        for _ in 0..<200 {
            let number = numbers.randomElement() ?? 1
            #expect(cache.session(of: credential(number)) == session(number))
        }
        #expect(cache.count == 10)
    }

    @Test func aKeysHashKeepsItsBytes() {
        let key = APIKey.generate()
        #expect(KeyHash(of: key).bytes == key.hash)
        #expect(KeyHash(of: key) != KeyHash(of: APIKey.generate()))
    }
}
