import Testing

@testable import Bookings

@Suite struct CalendarMessageTests {
    @Test func isWrittenLikeThis() throws {
        let event = try #require(try SampleMessage(productName: "Cut, colour; and more").read().event)
        #expect(
            event.source == """
                BEGIN:VCALENDAR\r
                PRODID:-//Vexar//Bookings//EN\r
                VERSION:2.0\r
                CALSCALE:GREGORIAN\r
                METHOD:REQUEST\r
                BEGIN:VEVENT\r
                UID:vexar-booking-7-1234-1782000000\r
                SEQUENCE:3\r
                DTSTAMP:20260630T061320Z\r
                DTSTART:20260701T070000Z\r
                DTEND:20260701T080000Z\r
                SUMMARY:Cut\\, colour\\; and more – Olena's Salon\r
                DESCRIPTION:Service: Cut\\, colour\\; and more\\nWith: Iryna\\nWhen: Wednesday\\\r
                 , 1 July 2026\\, 10:00–11:00 (Europe/Kyiv)\\nPrice: UAH\u{A0}1\\,200.00\\n\r
                STATUS:CONFIRMED\r
                ORGANIZER;CN="Olena's Salon":mailto:bookings@vexar.example\r
                ATTENDEE;CN="Jane Doe";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:ma\r
                 ilto:jane@example.org\r
                END:VEVENT\r
                END:VCALENDAR\r

                """)
    }

    @Test func cancels() throws {
        let event = try #require(try SampleMessage(kind: .cancelled, status: .cancelled, version: 9).read().event)
        #expect(event.method == "CANCEL" && event.parameter == "CANCEL")
        #expect(event.status == "CANCELLED")
        #expect(event.sequence == 9)
        #expect(event.uid == "vexar-booking-7-1234-1782000000")
        #expect(event.begin == "2026-07-01T07:00:00+00:00")
    }

    @Test func movesTheSameEntry() throws {
        let first = try #require(try SampleMessage(version: 1).read().event)
        let second = try #require(
            try SampleMessage(
                kind: .rescheduled, version: 2, previous: BookingTime.morning.occasion, time: .night
            ).read().event)
        #expect(second.method == "REQUEST" && second.parameter == "REQUEST")
        #expect(second.uid == first.uid)
        #expect(second.sequence > first.sequence)
        #expect(!second.description.contains("Before"))
        #expect(second.begin == "2026-07-01T20:00:00+00:00")
        #expect(second.end == "2026-07-01T22:30:00+00:00")
    }

    @Test func takesAStayAsWholeDays() throws {
        let event = try #require(try SampleMessage(time: .weekend).read().event)
        #expect(event.source.contains("\r\nDTSTART;VALUE=DATE:20260731\r\nDTEND;VALUE=DATE:20260802\r\n"))
        #expect(event.begin == "2026-07-31")
        #expect(event.end == "2026-08-02")
    }

    @Test func holdsTheOwnersMessage() throws {
        let event = try #require(try SampleMessage(confirmationMessage: "Second floor.\nRing twice.").read().event)
        #expect(event.description.hasSuffix("\n\nSecond floor.\nRing twice."))
    }
}
