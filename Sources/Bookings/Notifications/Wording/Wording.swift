internal import Foundation

/// Dates and amounts in the words of a language, with what Foundation knows of it: a language of which only templates
/// were added has them, too.
struct Wording: Sendable {
    let language: LanguageTag
    private let locale: Locale

    init(_ language: LanguageTag) {
        self.language = language
        // English without a country writes the date as most of the world does, and 24 hours.
        locale = Locale(identifier: language == .english ? "en-GB" : language.text)
    }

    /// Which way its lines run: `ltr` or `rtl`, as HTML has it.
    var direction: String {
        Locale.Language(identifier: language.text).characterDirection == .rightToLeft ? "rtl" : "ltr"
    }

    /// A day with its weekday: `Wednesday, 1 July 2026`.
    func day(_ date: CalendarDate) -> String {
        formatted(date, style.weekday(.wide).day().month(.wide).year())
    }

    /// A day in short: `1 July 2026`.
    func shortDay(_ date: CalendarDate) -> String {
        formatted(date, style.day().month(.wide).year())
    }

    /// A time of day: `10:00`, or `10:00 AM` where that is the custom.
    func time(_ time: TimeOfDay) -> String {
        formatted(CalendarDate(daysSince1970: 0), at: time, style.hour().minute())
    }

    /// An amount with its currency: `UAH 1,200.00`. The places are the currency's by ISO 4217, since the amount is in
    /// its smallest unit; those of Foundation are what people still use, and fewer for some. A currency that
    /// Foundation does not know stands there by its code.
    func amount(_ price: Price, _ currency: Currency) -> String {
        let places = currency.decimalPlaces
        let amount = Decimal(sign: .plus, exponent: -places, significand: Decimal(price.smallestUnits))
        return amount.formatted(
            .currency(code: currency.code.uppercased()).precision(.fractionLength(places)).locale(locale))
    }

    /// A style without fields. The calendar is that of the dates, whatever the locale's own is; wall dates and times
    /// are put in as if they were UTC, and taken out as UTC, so that no zone has a say.
    private var style: Date.FormatStyle {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return Date.FormatStyle(locale: locale, calendar: calendar, timeZone: .gmt)
    }

    private func formatted(_ date: CalendarDate, at time: TimeOfDay? = nil, _ style: Date.FormatStyle) -> String {
        let seconds = date.daysSince1970 * 86_400 + (time?.minutes ?? 0) * 60
        return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
    }
}

extension Currency {
    private static let withoutPlaces = Set(
        "bif clp djf gnf isk jpy kmf krw pyg rwf ugx uyi vnd vuv xaf xof xpf".split(separator: " ").map(String.init))
    private static let withThreePlaces: Set = ["bhd", "iqd", "jod", "kwd", "lyd", "omr", "tnd"]
    private static let withFourPlaces: Set = ["clf", "uyw"]

    /// How many decimal places its smallest unit is (ISO 4217): 2 unless known otherwise.
    var decimalPlaces: Int {
        if Self.withoutPlaces.contains(code) { return 0 }
        if Self.withThreePlaces.contains(code) { return 3 }
        return Self.withFourPlaces.contains(code) ? 4 : 2
    }
}
