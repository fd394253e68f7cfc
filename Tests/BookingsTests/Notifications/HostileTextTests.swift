import Foundation
import Testing

@testable import Bookings

/// Texts that try to be more than text, in every field that people fill in.
@Suite struct HostileTextTests {
    private static let injections = [
        "Jane\r\nBcc: victim@example.net", "Jane\nX-Evil: 1\n\n<b>body</b>", "Jane\r\n\r\n--=_vexar_99\r\n",
        "\u{0}\u{1B}[31m",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "\"\u{301}><img src=x>",
        "{{visitor}}{{{reason}}}",
        "{{>details.html}}{{=<% %>=}}", "=?utf-8?B?SGVsbG8=?=", "=?utf-8?Q?=0D=0ABcc:_a@b.c?=", "a@b.c>, <d@e.f",
        "\"", "\\", "\",\\\"();:<>@[]", "END:VEVENT\r\nEND:VCALENDAR", "Jane\";X-EVIL=1:mailto:a@b.c\r\n ",
        "\u{2028}X: y\u{2029}",
        "\u{202E}enaJ", String(repeating: "long", count: 50), String(repeating: "дуже довго ", count: 18), "👩‍👩‍👧‍👦 Zoë ﷽",
        " ", "&lt;&amp;",
    ]

    private static func hostile(_ text: String, _ kind: NotificationKind) -> SampleMessage {
        SampleMessage(
            kind: kind, businessName: text, timezone: text, visitorName: text, productName: text, staffName: text,
            reason: text, confirmationMessage: text, reviewLink: text, previous: BookingTime.night.occasion)
    }

    private func check(_ texts: [String]) throws {
        for kind in NotificationKind.allCases {
            let messages = try ReadMessage.read(texts.map { try Self.hostile($0, kind).composed() })
            let harmless = try Self.hostile("x", kind).read()
            #expect(messages.count == texts.count)
            for (text, message) in zip(texts, messages) { try check(message, of: text, kind, like: harmless) }
        }
    }

    private func check(
        _ message: ReadMessage, of text: String, _ kind: NotificationKind, like harmless: ReadMessage
    ) throws {
        let bytes = try Self.hostile(text, kind).composed()
        let line = text.singleLine
        #expect(WireForm.problems(of: bytes) == [], "\(text.debugDescription)")
        #expect(message.defects == [], "\(text.debugDescription)")
        #expect(message.fields == harmless.fields)
        #expect(message.types == harmless.types)
        #expect(message.from.name.isSame(as: line) && message.to.name.isSame(as: line), "\(text.debugDescription)")
        #expect(message.from.address == SampleMessage.sender && message.to.address == "jane@example.org")
        #expect(message.text.contains("Hello \(line),\n"))
        #expect(message.page.contains("Hello \(line),"))
        // A service whose name shows nothing is as good as none.
        if !line.isEmpty {
            #expect(message.subject.isSame(as: harmless.subject.withX(line).singleLine), "\(text.debugDescription)")
            #expect(message.tags == harmless.tags, "\(text.debugDescription)")
        }
        if let event = message.event {
            #expect(event.properties == harmless.event?.properties)
            let summary = "\(line) – \(line)".singleLine
            #expect(event.summary.isSame(as: summary) || line.isEmpty, "\(text.debugDescription)")
            // The reader takes backslashes for escapes here, too, where there are none.
            let name = String(String.UnicodeScalarView(line.unicodeScalars.map { $0 == "\"" ? "'" : $0 }))
            #expect(event.attendeeName.isSame(as: name) || name.contains("\\"), "\(text.debugDescription)")
            #expect(event.attendee == "mailto:jane@example.org" && event.organizer == "mailto:bookings@vexar.example")
        }
    }

    @Test func injectionsStayText() throws {
        try check(Self.injections)
    }

    @Test func randomTextStaysItself() throws {
        let seed = ProcessInfo.processInfo.environment["VEXAR_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max)
        print("hostile texts: VEXAR_SEED=\(seed)")
        var random = SeededGenerator(seed: seed)
        try check((0..<60).map { _ in Self.randomText(&random) })
    }

    private static func randomText(_ random: inout SeededGenerator) -> String {
        let pieces =
            injections + [
                " ", "  ", "\t", "\r", "\n", "\"", "\\", ",", ";", ":", "=", "?", "=?", "?=", "<", ">", "&", "{{", "}}",
                "я", "ї",
                "漢字", "😀", "\u{301}", "\u{200D}", "\u{FEFF}", "a", "Z", "9", "word", "\u{7F}", "\u{85}", "\u{A0}",
            ]
        let text = (0..<Int.random(in: 1...12, using: &random)).map { _ in random.pick(pieces) }.joined()
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(200)))
    }
}

extension String {
    /// By scalars: `==` takes different ones for the same character.
    fileprivate func isSame(as other: String) -> Bool {
        unicodeScalars.elementsEqual(other.unicodeScalars)
    }

    /// With a text for the one word x of a harmless message.
    fileprivate func withX(_ text: String) -> String {
        split(separator: " ", omittingEmptySubsequences: false).map { word in
            word == "x" ? text : word == "x," ? text + "," : String(word)
        }.joined(separator: " ")
    }
}
