import HTTP
import Testing

@Suite("Routing")
struct RouterTests {
    private static let router = Router<String>([
        Route(.get, "/", "root"),
        Route(.post, "/b", "create"),
        Route(.get, "/b", "list"),
        Route(.get, "/b/grid", "grid"),
        Route(.get, "/b/{id}", "one"),
        Route(.put, "/b/{id}/status", "status"),
        Route(.get, "/b/7/history", "seventh"),
        Route(.get, "/b/{id}/notes/{note}", "note"),
        Route(.get, "/d/1/{note}/x", "beside"),
        Route(.get, "/d/{id}/{note}/y", "behind"),
        Route(.head, "/c", "headed"),
        Route(.get, "/c", "got"),
    ])

    /// The handler with its numbers, `405 METHODS` or `404`.
    private func resolve(_ method: Method, _ path: String) -> String {
        switch Self.router.resolve(method, path) {
        case .found(let handler, let parameters, _):
            [handler, parameters["id"]?.description, parameters["note"]?.description]
                .compactMap(\.self).joined(separator: " ")
        case .methodNotAllowed(let allow): "405 " + allow.map(\.rawValue).joined(separator: ",")
        case .notFound: "404"
        }
    }

    @Test(
        "Paths that a GET finds",
        arguments: [
            ("/", "root"),
            ("/b", "list"),
            ("/b/grid", "grid"),
            ("/b/1", "one 1"),
            ("/b/007", "one 7"),
            ("/b/9223372036854775807", "one 9223372036854775807"),
            ("/b/12/notes/34", "note 12 34"),
            ("/%62", "list"),
            ("/b/gr%69d", "grid"),
            ("/b/%31%32", "one 12"),
            ("/b/7/history", "seventh"),
            ("/b/7/notes/8", "note 7 8"),
            ("/b/7", "one 7"),
            ("/d/1/2/x", "beside 2"),
            ("/d/1/2/y", "behind 1 2"),
        ])
    func found(_ path: String, answer: String) {
        #expect(resolve(.get, path) == answer)
        #expect(resolve(.head, path) == answer)
    }

    @Test(
        "Paths that nobody has",
        arguments: [
            "", "b", "*", "//", "/b/", "//b", "/b//1", "/b/1/", "/B", "/b/Grid", "/b/grids", "/b/gri", "/b/-1", "/b/+1",
            "/b/1a", "/b/a1", "/b/1.0", "/b/ 1", "/b/\u{661}", "/b/%D9%A1", "/b%2F1", "/b/1%2Fstatus", "/b/%", "/b/%3",
            "/b/%3g", "/b/1%", "/b/gri%64%", "/b/..", "/b/./grid", "/b/8/history", "/b/1/notes", "/b/1/notes/x",
            "/b/1/status/2", "/b/%00", "/b/gri\u{64}\u{301}", "/b?x", "/\u{0}", "/b/1;v=1",
        ])
    func notFound(_ path: String) {
        #expect(resolve(.get, path) == "404")
        #expect(resolve(.put, path) == "404")
    }

    @Test(
        "A path with another method lists those it has, HEAD beside GET",
        arguments: [
            (Method.put, "/b", "405 POST,GET,HEAD"),
            (.post, "/b/grid", "405 GET,HEAD"),
            (.get, "/b/1/status", "405 PUT"),
            (.head, "/b/1/status", "405 PUT"),
            (Method(rawValue: "OPTIONS"), "/b/1", "405 GET,HEAD"),
            (Method(rawValue: "get"), "/b/1", "405 GET,HEAD"),
            (.post, "/c", "405 HEAD,GET"),
        ])
    func methodNotAllowed(_ method: Method, _ path: String, answer: String) {
        #expect(resolve(method, path) == answer)
    }

    @Test("A HEAD of its own comes before the one of GET")
    func ownHead() {
        #expect(resolve(.head, "/c") == "headed")
        #expect(resolve(.get, "/c") == "got")
    }

    @Test(
        "A number beyond Int64 has the route, but no value",
        arguments: ["9223372036854775808", "10000000000000000000", "99999999999999999999999999"])
    func tooLarge(_ digits: String) {
        guard case .found("one", let parameters, _) = Self.router.resolve(.get, "/b/\(digits)") else {
            Issue.record("not found")
            return
        }
        #expect(parameters["id"] == nil)
    }

    @Test("A name that the pattern has not has no number")
    func unknownName() {
        guard case .found(_, let parameters, _) = Self.router.resolve(.get, "/b/1") else {
            Issue.record("not found")
            return
        }
        #expect(parameters["note"] == nil)
    }

    @Test("The table can be read back")
    func routes() {
        #expect(Self.router.routes.count == 12)
        #expect(Self.router.routes[5].method == .put)
        #expect(Self.router.routes[5].pattern == "/b/{id}/status")
    }

    @Test("Long paths are answered like any other")
    func long() {
        #expect(resolve(.get, String(repeating: "/", count: 65_536)) == "404")
        #expect(resolve(.get, "/b" + String(repeating: "/1", count: 32_768)) == "404")
        #expect(resolve(.get, "/b/" + String(repeating: "1", count: 65_536)) == "one")
    }

    @Test("Random paths are found exactly where their shape is in the table")
    func random() {
        for _ in 0..<5_000 {
            let path = String((0..<Int.random(in: 0...7)).compactMap { _ in "/b1%3".randomElement() })
            let decoded = path.replacing("%31", with: "1").replacing("%33", with: "3")
            let isFound = !decoded.contains("%") && decoded.wholeMatch(of: #//|/b(/[13]+)?/#) != nil
            #expect((resolve(.get, path) != "404") == isFound, "\(path)")
        }
    }

    @Test("A table that contradicts itself stops the program where it is built")
    func contradictions() async {
        await #expect(processExitsWith: .failure) {
            _ = Router([Route(.get, "/a/{x}", 1), Route(.get, "/a/{y}", 2)])
        }
        await #expect(processExitsWith: .failure) { _ = Router([Route(.get, "/a/{x}/{x}", 1)]) }
        await #expect(processExitsWith: .failure) { _ = Router([Route(.get, "a", 1)]) }
    }
}
