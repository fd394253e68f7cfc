import Testing

@testable import Bookings

@Suite struct AmountTests {
    @Test(
        arguments: [
            ("en", 123_456, "usd", "US$1,234.56"), ("en-us", 123_456, "usd", "$1,234.56"),
            ("uk", 123_456, "usd", "1 234,56 USD"),
            ("en", 120_000, "uah", "UAH 1,200.00"), ("uk", 120_000, "uah", "1 200,00 ₴"),
            ("en", 5_000, "jpy", "JP¥5,000"), ("uk", 5_000, "jpy", "5 000 ¥"),
            ("en", 12_345, "kwd", "KWD 12.345"), ("uk", 12_345, "kwd", "12,345 KWD"),
            ("de", 9_999_999_999, "eur", "99.999.999,99 €"), ("en", 1, "eur", "€0.01"),
            // The smallest unit by ISO 4217, whatever people still use.
            ("en", 123_456, "rsd", "RSD 1,234.56"), ("en", 123_456, "huf", "HUF 1,234.56"),
            ("en", 123_456, "clf", "CLF 12.3456"), ("en", 123_456, "iqd", "IQD 123.456"),
            // Nobody's currency.
            ("en", 123_456, "qqz", "QQZ 1,234.56"), ("uk", 123_456, "qqz", "1 234,56 QQZ"),
        ] as [(String, Int64, String, String)])
    func writes(language: String, smallestUnits: Int64, code: String, text: String) throws {
        let wording = Wording(try #require(LanguageTag(language)))
        let currency = try #require(Currency(code))
        #expect(wording.amount(Price(smallestUnits: smallestUnits), currency).withPlainSpaces == text)
    }
}
