import Testing

@testable import Bookings

@Suite struct EncodedWordsTests {
    @Test func encodesAName() {
        #expect(EncodedWords.encode("Олена") == ["=?utf-8?B?0J7Qu9C10L3QsA==?="])
    }

    @Test func breaksBetweenCharacters() {
        // 19 letters of two bytes fill 38 of the 39 bytes; the twentieth would be split.
        let words = EncodedWords.encode(String(repeating: "я", count: 20))
        #expect(words.count == 2)
        #expect(words[1] == "=?utf-8?B?0Y8=?=")
        #expect(words.allSatisfy { $0.utf8.count <= 75 })
    }

    @Test(arguments: [
        ("Jane Doe", true), ("", true), ("Zoë", false), ("=?utf-8?B?SGk=?=", false), ("a =?= b", false),
        ("a = b?", true), ("a\tb", false), ("a\u{7F}b", false),
    ])
    func knowsWhatNeedsNone(text: String, isPlain: Bool) {
        #expect(EncodedWords.areNeedless(for: text) == isPlain)
    }
}
