import HTTP
import Postgres
import Testing

@testable import Bookings

/// `search`: part of the visitor's name, e-mail or phone, any case in any script; no character is a wildcard.
@Suite struct SearchTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// How many bookings list and grid find; they have to agree.
    private func found(_ search: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Int {
        let list = try api.get("?search=\(search.formEncoded)")
        let grid = try api.get("grid?search=\(search.formEncoded)&date_from=2026-07-01")
        #expect(list.status == 200, sourceLocation: sourceLocation)
        #expect(grid.ids == list.ids.reversed(), sourceLocation: sourceLocation)
        #expect(list.total == Int64(list.ids.count), sourceLocation: sourceLocation)
        return list.ids.count
    }

    @Test(arguments: [
        ("Jane Doe", ["jane", "JANE", "ane d", "e D", "Jane Doe", "  jane  ", "j", "E"]),
        ("Ольга Їжак", ["ольга", "ОЛЬГА", "їжак", "ЇЖАК", "Га Ї"]),
        ("Σωκράτης", ["ΣΩΚΡΆΤΗΣ", "σωκράτης", "σωκράτησ", "της", "ΤΗΣ", "τησ"]),
        ("ΟΔΥΣΣΕΥΣ", ["οδυσσευς", "οδυσσευσ", "Οδυσσευς", "ευς"]),
        ("Straße", ["STRASSE", "strasse", "straße", "STRAẞE", "ß", "ss", "ẞ"]),
        ("STRASSE", ["straße", "Straẞe"]), ("STRAẞE", ["straße", "strasse"]),
        ("İstanbul", ["istanbul", "i\u{307}stanbul", "İSTANBUL", "ISTANBUL", "I\u{307}STANBUL"]),
        ("Işık", ["ışık", "IŞIK", "işik", "ŞI"]), ("DİYARBAKIR", ["diyarbakır", "Diyarbakır", "diyarbakir"]),
        ("Zoë", ["zoe\u{308}", "ZOË", "ZOE\u{308}", "oë"]), ("Zoe\u{308}", ["zoë", "ZOË"]),
        ("Nguye\u{302}\u{303}n", ["nguyễn", "NGUYỄN", "nguy\u{1EC5}n"]), ("ΐ", ["Ϊ\u{301}", "ι\u{308}\u{301}"]),
        ("A\u{30A}sa", ["åsa", "ÅSA", "\u{212B}sa"]), ("ﬃ", ["FFI", "ffi"]), ("ŉ", ["ʼN"]),
        ("Ǆemal", ["ǆemal", "ǅemal"]), ("თბილისი", ["ᲗᲑᲘᲚᲘᲡᲘ"]), ("ᏣᎳᎩ", ["ꮳꮃꭹ"]), ("Գեւորգ", ["ԳԵՒՈՐԳ", "գև"]),
        ("𐐀𐐯", ["𐐨𐐯", "𐐀𐐇"]), ("山田 太郎", ["山田", "太郎"]), ("مريم", ["مريم"]), ("Ａｎｎ", ["ａｎｎ"]),
        ("👩‍👩‍👧 Fam", ["👩‍👩‍👧", "fam"]), ("K\u{212A}", ["kk"]), ("µ", ["Μ", "μ"]),
    ])
    func anyCaseInAnyScript(name: String, searches: [String]) throws {
        try profile.appointment("2026-07-01", name: "Somebody else")
        let id = try profile.appointment("2026-07-01", name: name)
        for search in searches + [name, name.lowercased(), name.uppercased()] {
            let ids = try api.get("?search=\(search.formEncoded)").ids
            #expect(ids.contains(id), "\(search) in \(name)")
        }
    }

    @Test(arguments: [
        ("Jane", ["%", "_", "J%e", "J_ne", "\\", "jane.", "j.*", "[a-z]", "^J", "ja ne", "'", "Jané", "\u{301}"]),
        ("100% wool", ["100_", "%%", "1%l", "\\%"]), ("a_b", ["a%b", "__", "a\\_b"]), ("a\\b", ["\\\\", "a%", "\\_"]),
        ("Zoë", ["zoe"]), ("Zoe", ["zoë"]),
    ])
    func nothingIsAWildcard(name: String, searches: [String]) throws {
        try profile.appointment("2026-07-01", name: name)
        for search in searches { #expect(try found(search) == 0, "\(search)") }
    }

    @Test(arguments: ["%", "_", "\\", "'", "\"", "100%", "$1", "{}", "a_b\\c", "+", "&", "=", "#", ";--", "<b>"])
    func everyCharacterStandsForItself(text: String) throws {
        try profile.appointment("2026-07-01", name: "plain")
        try profile.appointment("2026-07-01", name: "x\(text)y")
        #expect(try found(text) == 1)
        #expect(try found("x\(text)y") == 1)
    }

    @Test func nameEmailAndPhoneEachByItself() throws {
        let id = try profile.appointment(
            "2026-07-01", name: "Jane", email: "Doe@Example.com", phone: "+380 (44) 123-45")
        for search in ["jane", "doe@example", "EXAMPLE.COM", "380 (44)", "+380", "123-45"] {
            #expect(try api.get("?search=\(search.formEncoded)").ids == [id])
        }
        for search in ["janedoe", "jane doe", "com+380", "com +380", "confirmed", "2026-07-01", "usd"] {
            #expect(try found(search) == 0)
        }
    }

    @Test func theNoteAndTheNamesOfOthersAreNotSearched() throws {
        let product = try profile.service("Massage")
        let staff = try profile.staff("Xenia")
        let id = try profile.appointment("2026-07-01", product: product, staff: staff)
        try profile.sql(
            "update vexar.bookings set visitor_note = 'secret', price = 4711 where id = \(id)")
        for search in ["secret", "Massage", "Xenia", "4711"] { #expect(try found(search) == 0) }
    }

    @Test func aVisitorWhoChangesIsFoundAsTheyAre() throws {
        let id = try profile.appointment("2026-07-01", name: "Old", email: "old@example.com")
        try profile.sql(
            "update vexar.bookings set visitor_name = 'New', visitor_email = null where id = \(id)")
        #expect(try found("old") == 0)
        #expect(try found("new") == 1)
    }

    @Test func nothingToSearchForIsNoFilter() throws {
        try profile.appointment("2026-07-01", name: "Jane")
        for query in ["search=", "search", "search=%20%20", "search=+", "search=%C2%A0", "search=%E3%80%80"] {
            #expect(try api.get("?\(query)").total == 1)
        }
    }

    @Test func aPlusIsASpaceAndABrokenEscapeItself() throws {
        try profile.appointment("2026-07-01", name: "Jane Doe 5%zz")
        #expect(try api.get("?search=jane+doe").total == 1)
        #expect(try api.get("?search=5%zz").total == 1)
        #expect(try api.get("?search=5%25zz").total == 1)
        #expect(try api.get("?search=jane%2Bdoe").total == 0)
    }

    @Test(arguments: ["a\u{0}b", "\u{7}", "a\u{1F}b", "a\u{7F}", "a\u{85}b", "a\nb", "a\tb"])
    func controlCharacters(search: String) throws {
        for path in ["?search=\(search.formEncoded)", "grid?search=\(search.formEncoded)"] {
            let answer = try api.get(path)
            #expect(answer.status == 422)
            #expect(answer.badFields == ["search"])
        }
    }

    @Test func aLongSearchIsOnlyASearch() throws {
        try profile.appointment("2026-07-01", name: String(repeating: "ab", count: 100))
        #expect(try found(String(repeating: "ab", count: 100)) == 1)
        #expect(try found(String(repeating: "ab", count: 1_000)) == 0)
    }
}
