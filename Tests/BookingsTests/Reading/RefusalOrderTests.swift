import HTTP
import Testing

@testable import Bookings

/// Which refusal comes first where a request deserves several: route 404, 405, 401, 400, booking 404, 422.
@Suite struct RefusalOrderTests {
    private static let root = "/api/v1/my-profile/bookings"

    @Test(arguments: [
        "/", "", "*", "/api", "/api/v1", "/api/v1/my-profile", "\(root)/", "\(root)//", "/api/v1//my-profile/bookings",
        "/api/v1/my-profile/Bookings", "\(root)/grid/", "\(root)/grid/1", "\(root)/1/", "\(root)/1/nothing",
        "\(root)/1/history/", "\(root)/1/history/1", "/api/v2/my-profile/bookings", "/api/v1/profiles/1/bookings",
        "/healthz/", "/Healthz", "\(root).json", "\(root);x", "/api/v1/my-profile/bookings%2F1", "\(root)/1%2Fhistory",
    ])
    func whatIsNowhereIsNotFound(path: String) throws {
        let api = try TestAPI(key: nil)
        for method: HTTP.Method in [.get, .head, .post, .put, HTTP.Method(rawValue: "OPTIONS")] {
            let target = path.hasPrefix("/") ? path : "/../\(path)"
            let answer = try api.send(method, target, method == .post ? "{" : nil)
            #expect(answer.status == 404)
            #expect(answer.code == "not_found")
            #expect(answer.headers["WWW-Authenticate"] == nil)
        }
    }

    @Test(arguments: [
        "abc", "-1", "+1", "1.5", "1e3", "%20", "0x1", "١", "１", "1a", "a1", "1%00", "1%20", "1,2", "null", "{id}",
        "%", "%3", "%zz", "1'", "9223372036854775807x",
    ])
    func anIdThatIsNoNumberIsNowhere(id: String) throws {
        let api = try TestAPI(key: nil)
        for tail in ["", "/history", "/notifications"] {
            #expect(try api.get("\(id)\(tail)").status == 404)
        }
        #expect(try api.put("\(id)/status", "{}").status == 404)
        #expect(try api.put("\(id)/reschedule", "{}").status == 404)
        #expect(try api.post("\(id)/notify", nil).status == 404)
    }

    @Test(arguments: ["0", "00", "1", "9223372036854775807", "9223372036854775808", String(repeating: "9", count: 400)])
    func aNumberThatNoBookingHas(id: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        for tail in ["", "/history", "/notifications"] {
            let answer = try api.get("\(id)\(tail)")
            #expect(answer.status == 404)
            #expect(answer.code == "not_found")
            #expect(try TestAPI(key: nil).get("\(id)\(tail)").status == 401)
        }
    }

    @Test(arguments: [
        (root, "GET, HEAD, POST"), ("\(root)/grid", "GET, HEAD"), ("\(root)/poll", "GET, HEAD"),
        ("\(root)/stats", "GET, HEAD"), ("\(root)/1", "GET, HEAD"), ("\(root)/1/history", "GET, HEAD"),
        ("\(root)/1/notifications", "GET, HEAD"), ("\(root)/1/status", "PUT"), ("\(root)/1/reschedule", "PUT"),
        ("\(root)/1/notify", "POST"), ("\(root)/99999999999999999999", "GET, HEAD"), ("/healthz", "GET, HEAD"),
        ("/readyz", "GET, HEAD"),
    ])
    func anotherMethodIsToldWhichThereAre(path: String, allow: String) throws {
        let api = try TestAPI(key: nil)
        let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "QUERY"]
        for method in methods where !allow.split(separator: ", ").contains(Substring(method)) {
            let answer = try api.send(HTTP.Method(rawValue: method), "\(path)?limit=x", "{")
            #expect(answer.status == 405, "\(method)")
            #expect(answer.headers["Allow"] == allow)
            #expect(answer.code == "method_not_allowed")
            #expect(answer["success"]?.bool == false)
        }
    }

    @Test func whoSpeaksIsAskedBeforeWhatIsSaid() throws {
        let api = try TestAPI(key: nil)
        #expect(try api.get("?limit=x&search=%FF").status == 401)
        #expect(try api.get("grid?date_from=x").status == 401)
        #expect(try api.get("1/history").status == 401)
    }

    @Test func whatCannotBeReadIsSaidBeforeWhatIsWrong() throws {
        let api = try TestAPI(key: TestProfile().key)
        let answer = try api.get("?limit=x&search=%FF")
        #expect(answer.status == 400)
        #expect(answer.code == "invalid_request")
        #expect(answer["errors"] == nil)
    }

    @Test func headIsAnsweredAsGet() throws {
        let profile = try TestProfile()
        let id = try profile.appointment("2026-07-01")
        let api = try TestAPI(key: profile.key)
        for path in ["", "?limit=0", "grid", "stats", "poll", "\(id)", "\(id)/history", "\(id)/notifications", "0"] {
            let (get, head) = (try api.get(path), try api.send(.head, path))
            #expect(head.status == get.status)
            #expect(head.tag == get.tag)
            #expect(head.headers["Content-Type"] == "application/json")
        }
        let tag = try #require(try api.get("\(id)").tag)
        #expect(try api.send(.head, "\(id)", headers: ["If-None-Match": tag]).status == 304)
    }

    @Test func bodiesAndFieldsOfNoConcernAreNotLookedAt() throws {
        let api = try TestAPI(key: TestProfile().key)
        #expect(try api.send(.get, "", "{ nonsense", headers: ["Content-Type": "text/plain"]).status == 200)
        let headers: Headers = [
            "Idempotency-Key": "", "If-Match": "\"9\"", "Accept": "text/html", "Range": "bytes=0-1",
            "If-Modified-Since": "x", "Content-Type": "nonsense", "X-HTTP-Method-Override": "DELETE",
        ]
        for path in ["", "grid", "stats", "poll"] { #expect(try api.get(path, headers: headers).status == 200) }
    }

    @Test func numbersAndNamesMayBeEscaped() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let id = try profile.appointment("2026-07-01")
        let escaped = String(id).utf8.map { "%" + String($0, radix: 16) }.joined()
        #expect(try api.get(escaped).booking?["id"]?.integer == id)
        #expect(try api.get("%67rid").status == 200)
    }
}
