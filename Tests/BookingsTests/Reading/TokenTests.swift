import HTTP
import Postgres
import Testing

@testable import Bookings

/// JSON Web Tokens: HS256 alone, and every claim as it should be.
@Suite struct TokenTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: nil, tokenSecret: TestToken.secret)
    }

    private func answer(to token: String) throws -> TestAnswer {
        try api.get("stats", headers: ["Authorization": "Bearer \(token)"])
    }

    private func expectRefused(_ token: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let answer = try answer(to: token)
        let nobody = try api.get("stats")
        #expect(answer.status == 401, "\(token)", sourceLocation: sourceLocation)
        #expect(answer.text == nobody.text, sourceLocation: sourceLocation)
        #expect(answer.headers["WWW-Authenticate"] == "Bearer", sourceLocation: sourceLocation)
        #expect(nobody.code == "unauthenticated", sourceLocation: sourceLocation)
    }

    @Test func speaksForTheOwner() throws {
        try profile.appointment("2026-07-01")
        let answer = try answer(to: TestToken.make(TestToken.claims(profile.id)))
        #expect(answer.status == 200)
        #expect(answer["stats"]?["total"]?.integer == 1)
    }

    @Test func takesWhatTheStandardAllows() throws {
        let (id, now) = (profile.id, TestToken.now)
        let good = [
            #"{"sub":\#(id),"exp":\#(now + 1)}"#, #"{"exp":\#(now + 1).5,"sub":"\#(id)"}"#,
            #"{"sub":\#(id),"exp":4e9}"#, TestToken.claims(id, #""nbf":\#(now)"#),
            TestToken.claims(id, #""nbf":\#(now - 1).5"#), TestToken.claims(id, #""operator_id":null"#),
            TestToken.claims(id, #""iss":"vexar","aud":["x"],"iat":\#(now),"jti":"a","role":"owner""#),
        ]
        for claims in good { #expect(try answer(to: TestToken.make(claims)).status == 200, "\(claims)") }
        let headers = [#"{"alg":"HS256"}"#, #"{"kid":"1","alg":"HS256","typ":"at+jwt"}"#]
        for header in headers {
            #expect(try answer(to: TestToken.make(TestToken.claims(id), header: header)).status == 200, "\(header)")
        }
    }

    @Test func noOtherAlgorithm() throws {
        let claims = TestToken.claims(profile.id)
        try expectRefused(TestToken.makeHS512(claims))
        try expectRefused(TestToken.makeUnsigned(claims))
        try expectRefused(TestToken.makeUnsigned(claims, header: TestToken.plainHeader))
        for algorithm in ["none", "None", "NONE", "", "RS256", "ES256", "HS384", "HS512", "hs256", "HS256 "] {
            try expectRefused(TestToken.make(claims, header: #"{"alg":"\#(algorithm)"}"#))
        }
        let headers = [
            "{}", "[]", #""HS256""#, #"{"alg":null}"#, #"{"alg":["HS256"]}"#, #"{"alg":"HS256","alg":"HS256"}"#,
            #"{"alg":"HS256","crit":["exp"]}"#, #"{"alg":"HS256","crit":[]}"#,
            #"{"alg":"HS256","b64":false,"crit":["b64"]}"#, "", "not json",
        ]
        for header in headers { try expectRefused(TestToken.make(claims, header: header)) }
    }

    @Test func noOtherSignature() throws {
        let claims = TestToken.claims(profile.id)
        let good = TestToken.make(claims)
        #expect(try answer(to: good).status == 200)
        try expectRefused(TestToken.make(claims, secret: TestToken.secret + " "))
        try expectRefused(TestToken.make(claims, secret: String(repeating: "\0", count: 32)))
        let parts = good.split(separator: ".").map(String.init)
        let others = TestToken.make(TestToken.claims(profile.id + 1)).split(separator: ".").map(String.init)
        let broken = [
            "\(parts[0]).\(others[1]).\(parts[2])", "\(parts[0]).\(parts[1])", "\(parts[0]).\(parts[1]).",
            "\(parts[0]).\(parts[1]).\(parts[2]).", ".\(parts[1]).\(parts[2])", "\(good)=", "\(good)A", "\(good).x",
            String(good.dropLast()), "\(parts[0])=.\(parts[1]).\(parts[2])",
        ]
        for token in broken { try expectRefused(token) }
    }

    @Test func onlyInItsTime() throws {
        let (id, now) = (profile.id, TestToken.now)
        let wrong = [
            #"{"sub":"\#(id)"}"#, #"{"sub":"\#(id)","exp":null}"#, #"{"sub":"\#(id)","exp":"\#(now + 60)"}"#,
            #"{"sub":"\#(id)","exp":\#(now)}"#, #"{"sub":"\#(id)","exp":\#(now - 1)}"#,
            #"{"sub":"\#(id)","exp":\#(now - 1).9}"#, #"{"sub":"\#(id)","exp":0}"#, #"{"sub":"\#(id)","exp":-1}"#,
            #"{"sub":"\#(id)","exp":true}"#, #"{"sub":"\#(id)","exp":[\#(now + 60)]}"#,
            TestToken.claims(id, #""nbf":\#(now + 1)"#), TestToken.claims(id, #""nbf":\#(now).5"#),
            TestToken.claims(id, #""nbf":"\#(now)""#), TestToken.claims(id, #""nbf":null"#),
            TestToken.claims(id, #""exp":\#(now + 60)"#),
        ]
        for claims in wrong { try expectRefused(TestToken.make(claims)) }
    }

    @Test func onlyForAProfileThatIsThere() throws {
        let exp = #""exp":\#(TestToken.now + 60)"#
        let subjects = [
            "null", "true", "\"\"", "\"\(profile.id) \"", "\" \(profile.id)\"", "\"\(profile.username)\"",
            "\(profile.id).0", "\"\(profile.id).0\"", "[\(profile.id)]", "{}", "-\(profile.id)", "\"-\(profile.id)\"",
            "\"+\(profile.id)\"", "0", "9223372036854775807", "\"9223372036854775807\"", "9223372036854775808",
            "\"99999999999999999999\"", "1e3", "\"\(profile.id)' or '1'='1\"",
        ]
        for subject in subjects { try expectRefused(TestToken.make(#"{"sub":\#(subject),\#(exp)}"#)) }
        try expectRefused(TestToken.make("{\(exp)}"))
        for claims in ["", "null", "[]", "\"\(profile.id)\"", "{"] { try expectRefused(TestToken.make(claims)) }
    }

    @Test func aStaffMemberSeesItsOwn() throws {
        let staff = try profile.staff()
        try profile.appointment("2026-07-01", staff: staff)
        try profile.appointment("2026-07-01")
        for claim in ["\(staff)", "\"\(staff)\""] {
            let answer = try answer(to: TestToken.make(TestToken.claims(profile.id, #""operator_id":\#(claim)"#)))
            #expect(answer["stats"]?["total"]?.integer == 1)
        }
    }

    @Test func onlyForAStaffMemberOfTheProfile() throws {
        let other = try TestProfile()
        let stranger = try other.staff()
        let archived = try profile.staff("Gone")
        try profile.sql("update vexar.staff set is_active = false where id = \(archived)")
        let claims = [
            "\(stranger)", "\"\(stranger)\"", "\(archived)", "0", "-1", "9223372036854775807", "9223372036854775808",
            "true", "false", "\"\"", "[]", "{}", "1.0",
        ]
        for claim in claims {
            try expectRefused(TestToken.make(TestToken.claims(profile.id, #""operator_id":\#(claim)"#)))
        }
    }

    @Test func nobodyIsSpokenForWhereNoSecretIsSet() throws {
        let token = TestToken.make(TestToken.claims(profile.id))
        let answer = try TestAPI(key: nil).get("stats", headers: ["Authorization": "Bearer \(token)"])
        #expect(answer.status == 401)
        #expect(try TestAPI(key: nil).get("stats").text == answer.text)
    }

    @Test func tokensMadeToHurt() throws {
        let deep = String(repeating: "[", count: 20_000)
        let wide = String(repeating: " ", count: 60_000)
        let digits = String(repeating: "9", count: 10_000)
        try expectRefused(TestToken.make(TestToken.claims(profile.id, #""x":\#(deep)"#)))
        try expectRefused(TestToken.make("{}", header: #"{"alg":"HS256","x":\#(deep)"#))
        try expectRefused(TestToken.make(#"{"sub":\#(digits),"exp":\#(digits)}"#))
        try expectRefused(TestToken.make(wide))
        try expectRefused(String(repeating: ".", count: 10_000))
        try expectRefused(String(repeating: "A", count: 60_000) + "..")
        try expectRefused(TestToken.make("{\"sub\":\(profile.id),\"exp\":\(digits),\"a\u{301}\":\"\0\"}"))
        let padded = TestToken.make(TestToken.claims(profile.id, #""x":"\#(wide)""#))
        #expect(try answer(to: padded).status == 200)
    }

    @Test func aStaffMemberWhoMaySeeEverythingDoes() throws {
        let staff = try profile.staff(canViewAll: true)
        try profile.appointment("2026-07-01")
        let token = TestToken.make(TestToken.claims(profile.id, #""operator_id":\#(staff)"#))
        #expect(try answer(to: token)["stats"]?["total"]?.integer == 1)
    }

    @Test func keysAreTakenBesideTokens() throws {
        let answer = try api.get("stats", headers: ["Authorization": "Bearer \(profile.key)"])
        #expect(answer.status == 200)
    }
}
