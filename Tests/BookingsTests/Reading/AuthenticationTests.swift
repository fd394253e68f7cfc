import HTTP
import Postgres
import Testing

@testable import Bookings

/// API keys and the header field that carries them.
@Suite struct AuthenticationTests {
    private static let zeros = String(repeating: "0", count: 64)

    private func answer(to header: String?, key: String? = nil) throws -> TestAnswer {
        try TestAPI(key: key).get("poll", headers: header.map { ["Authorization": $0] } ?? [:])
    }

    private func expectUnauthenticated(_ answer: TestAnswer, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(answer.status == 401, sourceLocation: sourceLocation)
        #expect(answer.headers["WWW-Authenticate"] == "Bearer", sourceLocation: sourceLocation)
        #expect(answer.headers["Content-Type"] == "application/json", sourceLocation: sourceLocation)
        #expect(
            answer.text
                == #"{"success":false,"error":"A valid API key or token is required","code":"unauthenticated"}"#,
            sourceLocation: sourceLocation)
    }

    @Test(arguments: ["Bearer ", "bearer ", "BEARER ", "Bearer   "])
    func takesAKeyUnderItsScheme(prefix: String) throws {
        let profile = try TestProfile()
        #expect(try answer(to: prefix + profile.key).status == 200)
    }

    @Test func nobodySpeaks() throws {
        expectUnauthenticated(try answer(to: nil))
    }

    @Test(arguments: ["", " ", "Bearer", "Bearer ", "Bearer\t", "Basic dXNlcjpwYXNz", "Bearer " + zeros, "Bearer .."])
    func theFieldHoldsNoKeyThatIsKnown(header: String) throws {
        expectUnauthenticated(try answer(to: header))
    }

    @Test func aKeyIsTakenToTheLetter() throws {
        let key = try TestProfile().key
        let wrong = [
            key, "Token \(key)", "Basic \(key)", "Bearer\(key)", "Bearer=\(key)", "Bearer: \(key)", "Bearer \(key) ",
            "Bearer \(key) x", "Bearer \(key),", "Bearer \"\(key)\"", "Bearer \(key)=", "Bearer \(key)0",
            "Bearer \(key.dropLast())", "Bearer \(key.dropFirst())", "Bearer \(key.uppercased())", " Bearer \(key)",
            "Bearer \(key), Bearer \(key)", "Bearer \(key.dropLast())g", "Bearer \(key)\n", "Bearer\t\(key)",
        ]
        for header in wrong where header != "Bearer \(key)" {
            expectUnauthenticated(try answer(to: header))
        }
    }

    @Test func twoFieldsAreNoKey() throws {
        let key = try TestProfile().key
        var headers: Headers = ["Authorization": "Bearer \(key)"]
        headers.add("Authorization", "Bearer \(key)")
        expectUnauthenticated(try TestAPI(key: nil).get("poll", headers: headers))
    }

    @Test func aKeyInTheQueryIsNone() throws {
        let key = try TestProfile().key
        expectUnauthenticated(try TestAPI(key: nil).get("poll?access_token=\(key)&api_key=\(key)"))
    }

    @Test func theStoredHashIsNoKey() throws {
        let profile = try TestProfile()
        let hash = try #require(APIKey(profile.key)).hash.hexadecimal
        expectUnauthenticated(try answer(to: "Bearer \(hash)"))
    }

    @Test func revokedFromThatMomentOn() throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        #expect(try api.get("poll").status == 200)
        try profile.sql("update vexar.api_keys set revoked_at = now() where profile_id = \(profile.id)")
        expectUnauthenticated(try api.get("poll"))
    }

    @Test func anArchivedStaffMemberSpeaksForNobody() throws {
        let profile = try TestProfile()
        let staff = try profile.staff()
        let api = try TestAPI(key: profile.key(for: staff))
        #expect(try api.get("poll").status == 200)
        try profile.sql("update vexar.staff set is_active = false where id = \(staff)")
        expectUnauthenticated(try api.get("poll"))
        try profile.sql("update vexar.staff set is_active = true, is_bookable = false where id = \(staff)")
        #expect(try api.get("poll").status == 200)
    }

    @Test func everyRouteOfAProfileWantsAKey() throws {
        let api = try TestAPI(key: nil)
        for route in Routes.table where route.pattern.contains("my-profile") {
            let path = route.pattern.replacing("{id}", with: "1")
            expectUnauthenticated(try api.send(route.method, path, route.method == .get ? nil : "{"))
        }
    }

    @Test(arguments: ["/healthz", "/readyz"])
    func thoseWhoWatchNeedNoKey(path: String) throws {
        #expect(try TestAPI(key: nil).get(path).status == 200)
        #expect(try TestAPI(key: nil).get(path, headers: ["Authorization": "Bearer nonsense"]).status == 200)
    }
}
