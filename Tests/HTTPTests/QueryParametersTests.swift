import HTTP
import Testing

@Suite("Query parameters")
struct QueryParametersTests {
    @Test(
        "First values, decoded",
        arguments: [
            ("a=1", "a", "1"),
            ("a=1&b=2", "b", "2"),
            ("a=1&a=2", "a", "1"),
            ("a", "a", ""),
            ("a=", "a", ""),
            ("a&b=2", "b", "2"),
            ("&&a=1&&", "a", "1"),
            ("a=b=c", "a", "b=c"),
            ("=x", "", "x"),
            ("=", "", ""),
            ("a=+%2B+", "a", " + "),
            ("a+b=1", "a b", "1"),
            ("%61=1", "a", "1"),
            ("a%3D=1", "a=", "1"),
            ("a=%26", "a", "&"),
            ("a=%", "a", "%"),
            ("a=%4", "a", "%4"),
            ("a=%4&b=1", "a", "%4"),
            ("a=%zz%41", "a", "%zzA"),
            ("a=%%41", "a", "%A"),
            ("%=1", "%", "1"),
            ("a=%C3%A9", "a", "é"),
            ("a=é", "a", "é"),
            ("a=%00", "a", "\u{0}"),
            ("a=1;b=2", "a", "1;b=2"),
            ("a=?", "a", "?"),
        ])
    func values(_ query: String, name: String, value: String) {
        let parameters = QueryParameters(query)
        #expect(parameters[name] == value)
        #expect(parameters.contains(name))
        #expect(!parameters.isMalformed(name))
    }

    @Test("Names that are not there", arguments: ["", "b", "ab", "A", "b=a", "&", "a%", "%2561=1", "a+", "a%00"])
    func absent(_ query: String) {
        let parameters = QueryParameters(query)
        #expect(parameters["a"] == nil)
        #expect(!parameters.contains("a"))
        #expect(!parameters.isRepeated("a"))
        #expect(!parameters.isMalformed("a"))
    }

    @Test("Nothing between two ampersands is no parameter", arguments: ["", "&", "&&a=1&&"])
    func nothing(_ query: String) {
        #expect(!QueryParameters(query).contains(""))
    }

    @Test(
        "A name given twice, however it is written",
        arguments: [
            ("a=1&a=2", true), ("a&a", true), ("a=1&%61=2", true), ("a=1&b=2", false), ("a=1", false), ("", false),
            ("a=1&A=1", false),
        ])
    func repeated(_ query: String, expected: Bool) {
        #expect(QueryParameters(query).isRepeated("a") == expected)
    }

    @Test(
        "A value that is not UTF-8 is told apart, for its own name alone",
        arguments: ["a=%FF", "a=%C3", "a=%C0%80", "a=%ED%A0%80", "a=%F4%90%80%80", "a=1&a=%FF", "a=%FF&a=1"])
    func malformed(_ query: String) {
        let parameters = QueryParameters(query + "&b=1&%FF=2")
        #expect(parameters.isMalformed("a"))
        #expect(parameters.contains("a"))
        #expect(parameters["a"] == nil || query.hasPrefix("a=1"))
        #expect(!parameters.isMalformed("b"))
        #expect(parameters["b"] == "1")
    }

    @Test("A decomposed name is another name than the composed one")
    func canonicalEquivalence() {
        #expect(QueryParameters("e%CC%81=1")["\u{E9}"] == nil)
    }

    @Test("Random queries are read without harm")
    func random() {
        let alphabet = Array("ab=&%+4F".utf8)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...20)).map { _ in alphabet.randomElement() ?? 0 }
            let query = QueryParameters(String(decoding: bytes, as: UTF8.self))
            #expect(query.contains("a") == (query["a"] != nil || query.isMalformed("a")))
        }
    }
}
