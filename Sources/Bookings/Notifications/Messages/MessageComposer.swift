/// Makes the messages that visitors get. Immutable: one serves every thread.
struct MessageComposer: Sendable {
    private let templates: TemplateSet
    private let sender: MailAddress

    /// - Parameter sender: the address that every message comes from.
    init(templates: TemplateSet, sender: MailAddress) {
        self.templates = templates
        self.sender = sender
    }

    /// A complete message (RFC 5322): ASCII on lines of up to 76 characters where nothing in them is longer, each ended
    /// by CRLF. Each attempt at the same notification has the same Message-ID.
    ///
    /// - Parameter now: when it is made, which calendars look at.
    func compose(_ facts: MessageFacts, now: Instant) -> [UInt8] {
        let templates = templates.templates(for: facts.profile.language)
        let wording = Wording(templates.language(of: facts.kind, for: facts.profile.language))
        var values = TemplateValues(facts, wording)
        values[.title] = templates.render(.part(.title), values).singleLine
        values[.subject] = templates.render(.message(facts.kind, .subject), values).singleLine
        var header = header(for: facts, in: wording.language, subject: values[.subject] ?? "")
        let boundary = "=_vexar_\(facts.notification.rawValue)"
        header.add("Content-Type", "multipart/alternative;", "boundary=\"\(boundary)\"")
        let parts = parts(for: facts, templates, values, now: now)
        return Array((header.text + "\r\n" + parts.alternatives(boundary: boundary)).utf8)
    }

    private func header(for facts: MessageFacts, in language: LanguageTag, subject: String) -> HeaderFields {
        var header = HeaderFields()
        header.add("From", displayName: facts.profile.displayName, sender)
        if let replyTo = facts.profile.replyTo {
            header.add("Reply-To", displayName: facts.profile.displayName, replyTo)
        }
        header.add("To", displayName: facts.booking.visitorName, facts.booking.visitorAddress)
        header.add("Subject", freeText: subject)
        header.add("Date", facts.queuedAt.mailDate)
        header.add("Message-ID", messageID(for: facts))
        // No answers from those that answer by themselves (RFC 3834, section 5).
        header.add("Auto-Submitted", "auto-generated")
        header.add("Content-Language", language.text)
        header.add("MIME-Version", "1.0")
        return header
    }

    /// Tells it from any other message: the time stands for the installation, whose counters may be those of another.
    private func messageID(for facts: MessageFacts) -> String {
        let number = facts.notification.rawValue
        return "<vexar.\(facts.profile.id.rawValue).\(number).\(facts.queuedAt.secondsSince1970)@\(sender.domain)>"
    }

    /// From the plainest to the best, as alternatives are ordered.
    private func parts(
        for facts: MessageFacts, _ templates: LanguageTemplates, _ values: TemplateValues, now: Instant
    ) -> [MIMEPart] {
        var parts = [
            MIMEPart(type: "text/plain", content: templates.render(.message(facts.kind, .text), values)),
            MIMEPart(type: "text/html", content: templates.render(.message(facts.kind, .html), values)),
        ]
        if let calendar = calendar(for: facts, templates, values, now: now) {
            let method = "method=\(calendar.method.rawValue)"
            parts.append(MIMEPart(type: "text/calendar", parameters: [method], content: calendar.text))
        }
        return parts
    }

    private func calendar(
        for facts: MessageFacts, _ templates: LanguageTemplates, _ values: TemplateValues, now: Instant
    ) -> CalendarMessage? {
        let summary = [values[.title], values[.business]].compactMap { $0 }.joined(separator: " – ")
        // An entry tells how things are, not how they were.
        var present = values
        present[.previous] = nil
        let description = [templates.render(.part(.detailsText), present), values[.message]].compactMap { $0 }
        return CalendarMessage(
            facts, organizer: sender, summary: summary, description: description.joined(separator: "\n"), now: now)
    }
}
