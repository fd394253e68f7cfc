import Testing

@testable import Bookings

/// Every kind in every built-in language for every shape of a booking, as an independent reader reads it.
@Suite struct EveryMessageTests {
    private static let shapes = [
        SampleMessage(confirmationMessage: "Second floor", time: .morning),
        SampleMessage(reason: "Ill", previous: BookingTime.morning.occasion, time: .night),
        SampleMessage(
            replyTo: nil, productName: "Дім біля моря", price: 5_000, currency: "jpy",
            previous: .stay(from: BookingTime.day("2026-07-01"), to: BookingTime.day("2026-07-02")), time: .weekend),
        SampleMessage(productName: nil, staffName: nil, price: 0, status: .pending),
    ]

    private static func every() -> [SampleMessage] {
        NotificationKind.allCases.flatMap { kind in
            ["en", "uk", "en-us", "uk-ua", "de"].flatMap { language in
                shapes.map { shape in
                    var message = shape
                    (message.kind, message.language) = (kind, language)
                    message.reviewLink = "https://vexar.example/r/1"
                    return message
                }
            }
        }
    }

    @Test func saysTheSameInTextAndHTMLWithoutHoles() throws {
        let samples = Self.every()
        let bytes = try samples.map { try $0.composed() }
        let messages = try ReadMessage.read(bytes)
        #expect(messages.count == samples.count)
        for ((sample, bytes), message) in zip(zip(samples, bytes), messages) {
            #expect(WireForm.problems(of: bytes) == [])
            #expect(message.defects == [])
            #expect(message.from.name == sample.businessName && message.to.name == sample.visitorName)
            #expect(!message.subject.isEmpty && !message.subject.contains("  "))
            #expect(!message.text.contains("\n\n\n") && !message.text.contains("{") && !message.text.hasPrefix("\n"))
            for line in message.text.split(separator: "\n") where !line.contains("https:") && !line.contains("@") {
                let words = line.split(separator: ": ").last.map { $0.hasSuffix(":") ? $0.dropLast() : $0 } ?? ""
                #expect(message.page.contains(words), "\(line)")
            }
            #expect((message.event == nil) == (sample.kind == .reviewRequest))
        }
    }

    @Test func namesTheLanguageThatItIsIn() throws {
        let samples = Self.every()
        for (sample, message) in zip(samples, try ReadMessage.read(try samples.map { try $0.composed() })) {
            let isCyrillic =
                message.text.unicodeScalars.contains { "а"..."я" ~= $0 } && sample.productName != "Дім біля моря"
            #expect(message.language == (sample.language == "de" ? "en" : sample.language))
            #expect(message.attributes.contains(message.language))
            #expect(message.text.hasPrefix(message.language.hasPrefix("uk") ? "Вітаємо, " : "Hello "))
            if !message.language.hasPrefix("uk") { #expect(!isCyrillic) }
        }
    }
}
