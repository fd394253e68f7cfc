import Foundation
import Testing

@testable import Bookings

/// A message about a booking, all of which can be changed.
struct SampleMessage {
    var kind = NotificationKind.confirmed
    var language = "en"
    var businessName = "Olena's Salon"
    var timezone = "Europe/Kyiv"
    var replyTo: String? = "salon@example.com"
    var visitorName = "Jane Doe"
    var visitorAddress = "jane@example.org"
    var productName: String? = "Haircut"
    var staffName: String? = "Iryna"
    var price: Int64 = 120_000
    var currency = "uah"
    var status = BookingStatus.confirmed
    var version: Int64 = 3
    var reason: String?
    var confirmationMessage: String?
    var reviewLink: String?
    var previous: Occasion?
    var time = BookingTime.morning

    static let sender = "bookings@vexar.example"
    static let now = Instant(secondsSince1970: 1_782_800_000)

    private static let builtIn = Result { try TemplateSet() }

    func facts() throws -> MessageFacts {
        let profile = ProfileFacts(
            id: ProfileID(rawValue: 7), displayName: businessName, timezone: timezone,
            language: try #require(LanguageTag(language)), replyTo: try replyTo.map { try #require(MailAddress($0)) })
        let booking = BookingFacts(
            id: BookingID(rawValue: 1234), createdAt: Instant(secondsSince1970: 1_782_000_000), version: version,
            status: status, time: time, productName: productName, staffName: staffName, visitorName: visitorName,
            visitorAddress: try #require(MailAddress(visitorAddress)), price: Price(smallestUnits: price),
            currency: try #require(Currency(currency)), cancellationReason: reason)
        return MessageFacts(
            kind: kind, notification: NotificationID(rawValue: 99), queuedAt: Instant(secondsSince1970: 1_782_798_765),
            profile: profile, booking: booking, previous: previous, confirmationMessage: confirmationMessage,
            reviewLink: reviewLink)
    }

    func composed(with templates: TemplateSet? = nil) throws -> [UInt8] {
        let sender = try #require(MailAddress(Self.sender))
        let composer = MessageComposer(templates: try templates ?? Self.builtIn.get(), sender: sender)
        return composer.compose(try facts(), now: Self.now)
    }

    func read(with templates: TemplateSet? = nil) throws -> ReadMessage {
        try #require(try ReadMessage.read([try composed(with: templates)]).first)
    }
}

extension BookingTime {
    /// Wednesday, 1 July 2026, 10:00 to 11:00 in Kyiv, which is three hours ahead of UTC then.
    static let morning = appointment("2026-07-01", "10:00", "11:00", begins: 1_782_889_200, minutes: 60)
    /// From 23:00 into the next day.
    static let night = appointment("2026-07-01", "23:00", "01:30", begins: 1_782_936_000, minutes: 150)
    /// Two nights over the end of a month.
    static let weekend = stay(from: day("2026-07-31"), to: day("2026-08-02"))

    static func appointment(
        _ date: String, _ start: String, _ end: String, begins: Int64, minutes: Int64
    ) -> BookingTime {
        appointment(
            on: day(date), from: clock(start), to: clock(end), begins: Instant(secondsSince1970: begins),
            ends: Instant(secondsSince1970: begins + minutes * 60))
    }

    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(text) else { preconditionFailure("\(text) is no day") }
        return day
    }

    static func clock(_ text: String) -> TimeOfDay {
        guard let time = TimeOfDay(text) else { preconditionFailure("\(text) is no time") }
        return time
    }
}
