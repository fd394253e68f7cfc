import HTTP
import Testing

@Suite("Header fields")
struct HeadersTests {
    @Test(
        "Names compare without regard to ASCII case, and only to that",
        arguments: ["Content-Type", "content-type", "CONTENT-TYPE"])
    func caseInsensitive(_ name: String) {
        let headers: Headers = ["Content-Type": "application/json", "Content-Typ\u{45}\u{301}": "x"]
        #expect(headers[name] == "application/json")
        #expect(headers["Content_Type"] == nil)
        #expect(Headers(dictionaryLiteral: ("a[", "x"))["a{"] == nil)
    }

    @Test("Lines of one name read as one list, so that none goes unseen")
    func combined() {
        var headers: Headers = ["If-Match": "\"1\"", "Accept": "*/*"]
        headers.add("if-match", "\"2\"")
        headers.add("IF-MATCH", "\"3\"")
        #expect(headers["If-Match"] == "\"1\", \"2\", \"3\"")
        #expect(headers.map(\.name) == ["If-Match", "Accept", "if-match", "IF-MATCH"])
    }

    @Test("Setting replaces every line of the name where the first one stood")
    func set() {
        var headers: Headers = ["A": "1", "B": "2", "a": "3", "C": "4"]
        headers["a"] = "5"
        #expect(headers.map { "\($0.name)=\($0.value)" } == ["a=5", "B=2", "C=4"])
        headers["D"] = "6"
        #expect(headers.last?.name == "D")
        headers["A"] = nil
        #expect(headers["a"] == nil)
        #expect(headers.count == 3)
        headers["unknown"] = nil
        #expect(headers.count == 3)
    }

    @Test(
        "No value ends its line early",
        arguments: ["a\r\nSet-Cookie: x", "a\nb", "a\rb", "a\u{0}b"])
    func injection(_ value: String) {
        var headers: Headers = ["First": value]
        headers.add("Second", value)
        headers["Third"] = value
        for field in headers {
            #expect(field.value.utf8.allSatisfy { $0 != 0x0D && $0 != 0x0A && $0 != 0 })
            #expect(field.value.utf8.count == value.utf8.count)
        }
    }

    @Test("An empty value is a value")
    func empty() {
        let headers: Headers = ["X": ""]
        #expect(headers["x"] == "")
        #expect(Headers()["x"] == nil)
    }
}
