/// The templates of a language, a file each: `LANGUAGE/confirmed.subject.mustache`.
enum TemplateName: Hashable, Sendable {
    /// What a template makes, and so what is escaped in it.
    enum Form: String, CaseIterable, Sendable {
        case subject, text, html
    }

    /// What others include, or the message is made of beside them.
    enum Part: String, CaseIterable, Sendable {
        /// The name of what was booked, in a subject and in calendars.
        case title = "title.text"
        /// Service, staff member, time and price, line by line; the description in calendars, too.
        case detailsText = "details.text"
        /// The same as a table.
        case detailsHTML = "details.html"
        /// What comes before all text; no words in it.
        case openingHTML = "opening.html"
        /// Whom to ask, and the greeting.
        case closingText = "closing.text"
        /// The same, and what ends the page.
        case closingHTML = "closing.html"
    }

    /// A part of the message of a kind.
    case message(NotificationKind, Form)
    case part(Part)

    static let all =
        NotificationKind.allCases.flatMap { kind in Form.allCases.map { TemplateName.message(kind, $0) } }
        + Part.allCases.map(TemplateName.part)

    private static let suffix = ".mustache"

    /// Nil for any other file name.
    init?(fileName: String) {
        guard let name = Self.all.first(where: { $0.fileName == fileName }) else { return nil }
        self = name
    }

    var fileName: String { text + Self.suffix }

    /// The name by which others include it: `details.text`.
    var text: String {
        switch self {
        case .message(let kind, let form): "\(kind.rawValue).\(form.rawValue)"
        case .part(let part): part.rawValue
        }
    }

    var form: Form {
        switch self {
        case .message(_, let form): form
        case .part(let part): part.rawValue.hasSuffix(".html") ? .html : .text
        }
    }

    /// What it may include: parts of its form. Parts include nothing, so that none can include itself.
    var includable: [String] {
        guard case .message = self else { return [] }
        return Part.allCases.filter { TemplateName.part($0).form == form }.map(\.rawValue)
    }
}

extension String {
    /// Whether a file of that name is meant as a template.
    var isTemplateFileName: Bool { hasSuffix(".mustache") }
}
