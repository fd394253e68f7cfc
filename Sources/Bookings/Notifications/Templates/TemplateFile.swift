internal import Mustache

/// A template as it was read.
struct TemplateFile {
    let language: LanguageTag
    let name: TemplateName
    /// Where it was, for people.
    let path: String
    let content: String

    /// In front of each template: the values are escaped before they are put in, so that `{{{price}}}` is as harmless
    /// as `{{price}}`, and an accent cannot hide a quotation mark from the library's escaping.
    private static let preface = "{{% CONTENT_TYPE:TEXT }}\n"

    /// The template, parsed; nil where something is wrong with it.
    func parse(_ errors: inout TemplateErrors) -> MustacheTemplate? {
        let mistakes = TemplateTag.all(in: content).compactMap { tag in
            tag.problem(in: name).map { (tag.line, $0) }
        }
        for (line, problem) in mistakes { errors.add(path, line: line, problem) }
        guard mistakes.isEmpty else { return nil }
        do {
            return try MustacheTemplate(string: Self.preface + content)
        } catch let error as MustacheTemplate.ParserError {
            errors.add(path, line: max(1, error.context.lineNumber - 1), Self.explanation(of: error.error))
        } catch {
            errors.add(path, "cannot be read as a mustache template (\(error))")
        }
        return nil
    }

    private static func explanation(of error: any Error) -> String {
        switch error {
        case MustacheTemplate.Error.sectionCloseNameIncorrect:
            "this {{/name}} does not end the section that is open here; give it the name of that {{#name}} or {{^name}}"
        case MustacheTemplate.Error.expectedSectionEnd:
            "a section is still open where the file ends; end it with {{/name}}"
        case MustacheTemplate.Error.unfinishedName:
            "a tag is not finished here; write it as {{name}}"
        default: "this is no mustache template (\(error)); look at the tags in this line and before it"
        }
    }
}
