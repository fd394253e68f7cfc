import HTTP
import Testing

@Suite("Requests and responses")
struct MessageTests {
    @Test(
        "The target splits at its first question mark",
        arguments: [
            ("/", "/", ""),
            ("/a/b?limit=5", "/a/b", "limit=5"),
            ("/a?", "/a", ""),
            ("/a?b?c", "/a", "b?c"),
            ("?", "", ""),
            ("", "", ""),
            ("/%3F?x", "/%3F", "x"),
            ("/a?\u{301}=1", "/a", "\u{301}=1"),
        ])
    func target(_ target: String, path: String, query: String) {
        let request = Request(target: target)
        #expect(request.target == target)
        #expect(request.path == path)
        #expect(Array(request.query.utf8) == Array(query.utf8))
    }

    @Test("Defaults are an empty GET of / and an empty 200")
    func defaults() {
        let request = Request()
        #expect(request.method == .get)
        #expect(request.path == "/" && request.query.isEmpty && request.body.isEmpty && request.headers.isEmpty)
        let response = Response()
        #expect(response.status == .ok && response.body.isEmpty && response.headers.isEmpty)
    }

    @Test("Methods are case-sensitive tokens")
    func methods() {
        #expect(Method(rawValue: "GET") == .get)
        #expect(Method(rawValue: "get") != .get)
        #expect(Method(rawValue: "TRACE").description == "TRACE")
    }

    @Test("A status reads like its line")
    func status() {
        #expect(Status.unprocessableContent.description == "422 Unprocessable Content")
        #expect(Status.payloadTooLarge.code == 413)
    }
}

@Suite("Request ids")
struct RequestIDTests {
    @Test("A well-formed id is kept", arguments: ["a", "0123456789abcdefABCDEF-", String(repeating: "z", count: 64)])
    func kept(_ id: String) {
        #expect(RequestID(id).description == id)
    }

    @Test(
        "Anything else becomes 32 random hexadecimal digits",
        arguments: [nil, "", String(repeating: "z", count: 65), "a b", "a\r\nX: y", "é", "a_b"])
    func replaced(_ id: String?) {
        let made = RequestID(id)
        #expect(made.description.wholeMatch(of: /[0-9a-f]{32}/) != nil)
        #expect(made != RequestID(id))
    }
}
