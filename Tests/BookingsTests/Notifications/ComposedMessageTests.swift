import Testing

@testable import Bookings

@Suite struct ComposedMessageTests {
    @Test func hasTheFieldsOfAMessageFromAProgram() throws {
        let message = try SampleMessage().read()
        #expect(
            message.fields == [
                "From", "Reply-To", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
                "MIME-Version", "Content-Type",
            ])
        #expect(message.from == .init(name: "Olena's Salon", address: "bookings@vexar.example"))
        #expect(message.replyTo == .init(name: "Olena's Salon", address: "salon@example.com"))
        #expect(message.to == .init(name: "Jane Doe", address: "jane@example.org"))
        #expect(message.date == "2026-06-30T05:52:45+00:00")
        #expect(message.messageID == "<vexar.7.99.1782798765@vexar.example>")
        #expect(message.language == "en")
        #expect(message.types == ["text/plain", "text/html", "text/calendar"])
        #expect(message.defects.isEmpty)
    }

    @Test func isWrittenLikeThis() throws {
        let text = String(decoding: try SampleMessage(businessName: "Салон", replyTo: nil).composed(), as: UTF8.self)
        #expect(
            text.hasPrefix(
                """
                From: =?utf-8?B?0KHQsNC70L7QvQ==?= <bookings@vexar.example>\r
                To: "Jane Doe" <jane@example.org>\r
                Subject: Confirmed: Haircut, 1 July 2026, 10:00\r
                Date: Tue, 30 Jun 2026 05:52:45 +0000\r
                Message-ID: <vexar.7.99.1782798765@vexar.example>\r
                Auto-Submitted: auto-generated\r
                Content-Language: en\r
                MIME-Version: 1.0\r
                Content-Type: multipart/alternative; boundary="=_vexar_99"\r
                \r
                --=_vexar_99\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: base64\r
                \r

                """))
        #expect(text.contains("\r\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\r\n"))
        #expect(text.hasSuffix("\r\n--=_vexar_99--\r\n"))
    }

    @Test func confirms() throws {
        let message = try SampleMessage(confirmationMessage: "Second floor.\r\nRing twice.").read()
        #expect(
            message.text == """
                Hello Jane Doe,

                Your booking with Olena's Salon is confirmed.

                Service: Haircut
                With: Iryna
                When: Wednesday, 1 July 2026, 10:00–11:00 (Europe/Kyiv)
                Price: UAH\u{A0}1,200.00

                Second floor.
                Ring twice.

                Questions? Reply to this message or write to salon@example.com.

                Olena's Salon

                """)
    }

    @Test func leavesOutWhatIsNotThere() throws {
        let message = try SampleMessage(replyTo: nil, productName: nil, staffName: nil, price: 0).read()
        #expect(
            message.text == """
                Hello Jane Doe,

                Your booking with Olena's Salon is confirmed.

                When: Wednesday, 1 July 2026, 10:00–11:00 (Europe/Kyiv)

                Questions? Please get in touch with Olena's Salon.

                Olena's Salon

                """)
        #expect(message.subject == "Confirmed: Appointment, 1 July 2026, 10:00")
        #expect(message.replyTo == nil)
        #expect(message.event?.summary == "Appointment – Olena's Salon")
    }

    @Test func cancelsWithTheReason() throws {
        let message = try SampleMessage(
            kind: .cancelled, status: .cancelled, reason: "Ill,\nsorry", confirmationMessage: "Not here"
        ).read()
        #expect(message.subject == "Cancelled: Haircut, 1 July 2026, 10:00")
        #expect(message.text.contains("has been cancelled.\n\nReason: Ill,\nsorry\n\nService: Haircut\n"))
        #expect(!message.text.contains("Not here") && !message.text.contains("Price"))
        #expect(message.page.contains("Reason: Ill,\nsorry"))
    }

    @Test func tellsOldAndNewTime() throws {
        let message = try SampleMessage(kind: .rescheduled, previous: BookingTime.night.occasion).read()
        #expect(message.subject == "New time: Haircut, 1 July 2026, 10:00")
        #expect(message.text.contains("has been moved."))
        #expect(
            message.text.contains(
                """
                When: Wednesday, 1 July 2026, 10:00–11:00 (Europe/Kyiv)
                Before: Wednesday, 1 July 2026, 23:00 – Thursday, 2 July 2026, 01:30 (Europe/Kyiv)

                """))
    }

    @Test(arguments: [nil, BookingTime.morning.occasion])
    func tellsTheTimesAloneWhereNothingMoved(previous: Occasion?) throws {
        let message = try SampleMessage(kind: .rescheduled, status: .pending, previous: previous).read()
        #expect(message.subject == "Your booking: Haircut, 1 July 2026, 10:00")
        #expect(!message.text.contains("Before") && !message.text.contains("moved"))
        #expect(message.text.contains("as it stands.\nIt still has to be confirmed"))
        #expect(message.event?.status == "TENTATIVE")
    }

    @Test func asksForAReview() throws {
        let link = "https://vexar.example/review?token=abc&lang=en"
        let message = try SampleMessage(kind: .reviewRequest, status: .completed, reviewLink: link).read()
        #expect(message.types == ["text/plain", "text/html"])
        #expect(message.text.contains("Write a review:\n\(link)\n"))
        #expect(message.attributes.contains(link))
    }

    @Test func tellsOfAStayByItsDays() throws {
        let message = try SampleMessage(language: "uk", productName: "Будиночок", staffName: nil, time: .weekend).read()
        #expect(message.subject.withPlainSpaces == "Підтверджено: Будиночок, 31 липня 2026 р.")
        #expect(
            message.text.withPlainSpaces.contains(
                """
                Проживання: Будиночок
                Заїзд: пʼятниця, 31 липня 2026 р.
                Виїзд: неділя, 2 серпня 2026 р.
                Кількість ночей: 2

                """))
        #expect(!message.text.contains("Europe/Kyiv"))
    }

    @Test func isTheSameForEachAttempt() throws {
        #expect(try SampleMessage().composed() == SampleMessage().composed())
    }
}
