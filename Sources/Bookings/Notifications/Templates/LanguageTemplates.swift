internal import Mustache

/// The templates of one language.
struct LanguageTemplates: Sendable {
    private var library = MustacheLibrary()
    private var origins: [TemplateName: LanguageTag] = [:]

    /// A language that has none yet.
    init() {}

    /// What a language has with all its fallbacks.
    init(for language: LanguageTag, from own: [LanguageTag: LanguageTemplates]) {
        for fallback in language.fallbacks.reversed() {
            guard let templates = own[fallback] else { continue }
            for name in templates.origins.keys {
                library.register(templates.library.getTemplate(named: name.text), named: name.text)
            }
            origins.merge(templates.origins) { _, nearer in nearer }
        }
    }

    /// Adds one of its own.
    mutating func add(_ template: MustacheTemplate, _ file: TemplateFile) {
        library.register(template, named: file.name.text)
        origins[file.name] = file.language
    }

    /// Whether there is such a template.
    func has(_ name: TemplateName) -> Bool { origins[name] != nil }

    /// The language in which messages of a kind are written for readers of `wanted`: that one with its own customs of
    /// date and money, where the text is in it, and else English.
    func language(of kind: NotificationKind, for wanted: LanguageTag) -> LanguageTag {
        let origin = origins[.message(kind, .text)] ?? .english
        return origin == .english && !wanted.isEnglish ? .english : wanted
    }

    /// The template with the values put in.
    func render(_ name: TemplateName, _ values: TemplateValues) -> String {
        // Loading has seen to it that there is one.
        library.render(values.named(for: name.form), withTemplate: name.text) ?? ""
    }
}

extension MustacheLibrary {
    fileprivate mutating func register(_ template: MustacheTemplate?, named name: String) {
        if let template { register(template, named: name) }
    }
}
