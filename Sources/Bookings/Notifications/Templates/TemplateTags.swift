internal import Foundation

/// A tag of a mustache template: `{{#price}}`.
struct TemplateTag {
    /// Counted from 1.
    let line: Int
    /// As it stands in the file.
    let text: String
    /// What stands before the name: `#`, `/`, or nothing.
    let sign: String
    let name: String

    /// The tags of a template, in order. One that is not finished has `{{` for a sign.
    static func all(in template: String) -> [TemplateTag] {
        template.matches(of: /\{\{([^\w\s.}]?)\s*([^}]*?)\s*\}\}|\{\{/).map { match in
            TemplateTag(
                line: template[..<match.range.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1,
                text: String(match.output.0), sign: match.output.1.map(String.init) ?? "{{",
                name: match.output.2.map(String.init) ?? "")
        }
    }

    /// What is wrong with the tag in that template, and what would be right. A name that nobody knows would only leave
    /// a hole in the message; a template that includes itself would never end.
    func problem(in template: TemplateName) -> String? {
        switch sign {
        case "!": nil
        case "", "#", "^", "/", "&", "{": TemplateVariable(rawValue: name) == nil ? unknownVariable : nil
        case ">" where template.includable.contains(name): nil
        case ">" where template.includable.isEmpty: "\(text) has no place here: parts cannot include others"
        case ">": "\(text) is not known here; there are \(template.includable.joined(separator: ", "))"
        case "{{": "this {{ begins a tag that is not finished; write it as {{name}}"
        default: "\(text) is a kind of tag that has no place in these templates"
        }
    }

    private var unknownVariable: String {
        let known = TemplateVariable.allCases.map(\.rawValue).joined(separator: ", ")
        return "\(text) is not known; there are \(known)"
    }
}
