import HTTP
import Testing

@Suite("Entity tags")
struct EntityTagTests {
    @Test(
        "If-Match and If-None-Match",
        arguments: [
            ("*", .any), (" *\t", .any),
            ("\"1\"", .tags([EntityTag("1")])),
            ("W/\"1\"", .tags([EntityTag("1", isWeak: true)])),
            ("\"\"", .tags([EntityTag("")])),
            (
                "\"1\", W/\"2\",\"3\"\t,  \"4\"",
                .tags([EntityTag("1"), EntityTag("2", isWeak: true), EntityTag("3"), EntityTag("4")])
            ),
            (",\"1\", ,,\"2\" ,", .tags([EntityTag("1"), EntityTag("2")])),
            ("\"a,b\"", .tags([EntityTag("a,b")])),
            ("\"W/\"", .tags([EntityTag("W/")])),
            ("\"!#~\\é\"", .tags([EntityTag("!#~\\é")])),
            ("", .tags([])), (" , ,", .tags([])),
            ("1", .malformed), ("\"1", .malformed), ("1\"", .malformed), ("\"1\"x", .malformed),
            ("\"1\" \"2\"", .malformed),
            ("w/\"1\"", .malformed), ("W/1", .malformed), ("W\"1\"", .malformed), ("W/ \"1\"", .malformed),
            ("W/", .malformed), ("W", .malformed),
            ("*, \"1\"", .malformed), ("\"1\", *", .malformed), ("**", .malformed), ("*x", .malformed),
            ("\"a b\"", .malformed), ("\"a\tb\"", .malformed), ("\"\u{7F}\"", .malformed), ("'1'", .malformed),
            (";", .malformed),
        ] as [(String, EntityTagCondition)])
    func conditions(_ value: String, expected: EntityTagCondition) {
        #expect(EntityTagCondition(value) == expected)
    }

    /// The table of RFC 9110 section 8.8.3.2.
    @Test(
        "Strong and weak comparison",
        arguments: [
            (EntityTag("1", isWeak: true), EntityTag("1", isWeak: true), false, true),
            (EntityTag("1", isWeak: true), EntityTag("2", isWeak: true), false, false),
            (EntityTag("1", isWeak: true), EntityTag("1"), false, true),
            (EntityTag("1"), EntityTag("1"), true, true),
            (EntityTag("1"), EntityTag("2"), false, false),
        ])
    func comparison(_ one: EntityTag, _ other: EntityTag, strong: Bool, weak: Bool) {
        #expect(one.stronglyEquals(other) == strong)
        #expect(other.stronglyEquals(one) == strong)
        #expect(one.weaklyEquals(other) == weak)
        #expect(other.weaklyEquals(one) == weak)
    }

    @Test(
        "What a condition says of version 7",
        arguments: [
            ("*", true, true), ("\"7\"", true, true), ("\"6\", \"7\"", true, true), ("W/\"7\"", false, true),
            ("\"8\"", false, false),
            ("", false, false), ("7", false, false), ("\"7\", oops", false, false),
        ])
    func verdicts(_ value: String, permitsChange: Bool, isFresh: Bool) {
        #expect(EntityTagCondition(value).permitsChange(of: EntityTag("7")) == permitsChange)
        #expect(EntityTagCondition(value).isFresh(EntityTag("7")) == isFresh)
    }

    @Test("A tag reads back from the way it is written", arguments: [EntityTag("7"), EntityTag("a-b", isWeak: true)])
    func description(_ tag: EntityTag) {
        #expect(EntityTagCondition(tag.description) == .tags([tag]))
    }

    @Test("A list of any length is read in one go")
    func long() {
        #expect(EntityTagCondition(String(repeating: ",", count: 65_536)) == .tags([]))
        #expect(EntityTagCondition(String(repeating: "\"1\",", count: 10_000)).permitsChange(of: EntityTag("1")))
    }
}

@Suite("Bearer tokens")
struct BearerTokenTests {
    @Test(
        "Well-formed",
        arguments: [
            ("Bearer abc", "abc"), ("bearer abc", "abc"), ("BEARER   abc", "abc"),
            ("bEaReR a.b-c_d~e+f/g==", "a.b-c_d~e+f/g=="),
            ("Bearer 0", "0"),
        ])
    func valid(_ field: String, token: String) {
        #expect(BearerToken(authorization: field)?.value == token)
    }

    @Test(
        "Anything else",
        arguments: [
            "", "Bearer", "Bearer ", "Bearer  ", "Bearerabc", "Bearer\tabc", "Bearer \tabc", " Bearer abc",
            "Bearer abc ", "Bearer a b",
            "Bearer a,b", "Bearer a=b", "Bearer =", "Bearer ==", "Bearer é", "Bearer a\u{0}", "Bearer: abc",
            "Basic abc", "Token abc", "abc",
            "Bearer abc, Bearer abc", "Béarer abc", "Bearer \"abc\"", "Bearer token=abc",
        ])
    func malformed(_ field: String) {
        #expect(BearerToken(authorization: field) == nil)
    }

    @Test("A token does not print itself")
    func secrecy() throws {
        let token = try #require(BearerToken(authorization: "Bearer s3cret"))
        #expect(!"\(token)\(String(reflecting: token))\([token])\(Optional(token) as Any)".contains("s3cret"))
    }
}

@Suite("Media types")
struct MediaTypeTests {
    @Test(
        "JSON",
        arguments: [
            "application/json", "Application/JSON", " application/json\t", "application/json;charset=utf-8",
            "application/json; charset=UTF-8", "application/json ; CHARSET=\"Utf-8\"",
            "application/json; charset=\"u\\tf-8\"",
            "application/json; version=1; charset=utf-8", "application/json; profile=\"a;b, \\\"c\\\"\"",
            "application/json;", "application/json;;x=1",
        ])
    func json(_ contentType: String) {
        #expect(MediaType.isJSON(contentType))
    }

    @Test(
        "Not JSON",
        arguments: [
            "", "json", "application", "application/", "/json", "text/json", "application/jsonp", "application/json5",
            "application/vnd.api+json",
            "application/json-patch+json", "application /json", "application/ json", "application/json, text/plain",
            "application/json text",
            "application/json; charset=utf-16", "application/json; charset=utf8", "application/json; charset=",
            "application/json; charset=\"\"",
            "application/json; charset", "application/json; charset =utf-8", "application/json; charset= utf-8",
            "application/json; charset=utf-8x",
            "application/json; charset=utf-8; charset=latin1", "application/json; charset=\"utf-8",
            "application/json; charset=\"utf-8\"x",
            "application/json; x=\"\\", "application/json; x=\"\u{0}\"", "application/json; =x", "application/json x=1",
            "*/*", "application/*",
            "application/json, application/json", "multipart/form-data; boundary=application/json",
        ])
    func other(_ contentType: String) {
        #expect(!MediaType.isJSON(contentType))
    }

    @Test("The service's own type is JSON")
    func own() {
        #expect(MediaType.isJSON(MediaType.json))
    }
}

@Suite("Idempotency keys")
struct IdempotencyKeyTests {
    @Test("Printable ASCII is kept as it is", arguments: ["a", " ", "\"x\", ~", String(repeating: "k", count: 255)])
    func valid(_ value: String) {
        #expect(IdempotencyKey(value)?.value == value)
    }

    @Test(
        "Anything else is malformed",
        arguments: ["", String(repeating: "k", count: 256), "é", "a\tb", "a\u{7F}", "a\u{0}", "a\nb"])
    func malformed(_ value: String) {
        #expect(IdempotencyKey(value) == nil)
    }
}
