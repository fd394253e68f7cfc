/// The templates of all languages, parsed and checked when they are loaded, so that no message can fail for them.
struct TemplateSet: Sendable {
    private let languages: [LanguageTag: LanguageTemplates]
    private let english: LanguageTemplates

    /// Loads the built-in templates and those of a directory, which add languages or stand in for built-in ones, file
    /// by file.
    ///
    /// - Parameter directory: nil for the built-in ones alone.
    /// - Throws: ``TemplateErrors`` with all that is wrong.
    init(directory: String? = nil) throws(TemplateErrors) {
        var errors = TemplateErrors()
        var files = TemplateFile.builtIn(&errors)
        if let directory { files += TemplateFile.inDirectory(directory, &errors) }
        var own: [LanguageTag: LanguageTemplates] = [:]
        for file in files {
            guard let template = file.parse(&errors) else { continue }
            own[file.language, default: LanguageTemplates()].add(template, file)
        }
        let english = own[.english] ?? LanguageTemplates()
        for name in TemplateName.all where !english.has(name) && errors.lines.isEmpty {
            errors.add("en/\(name.fileName)", "is missing in the program; build it anew")
        }
        try errors.throwIfAny()
        self.english = english
        languages = Dictionary(uniqueKeysWithValues: own.keys.map { ($0, LanguageTemplates(for: $0, from: own)) })
    }

    /// The templates for a profile's language: its own, where it has any, with each missing file from the next more
    /// general language, and English at last.
    func templates(for language: LanguageTag) -> LanguageTemplates {
        language.fallbacks.lazy.compactMap { languages[$0] }.first ?? english
    }
}
