internal import CTemplates
internal import Foundation

extension TemplateFile {
    /// The templates that the program has: Sources/CTemplates as it was when the program was built.
    static func builtIn(_ errors: inout TemplateErrors) -> [TemplateFile] {
        (0..<vexar_template_count()).compactMap { index in
            // Both are texts of the program's constant data, ended by a NUL, which are there as long as the process.
            guard let path = vexar_template_name(index), let content = vexar_template_text(index) else { return nil }
            let names = String(cString: path).split(separator: "/").map(String.init)
            guard names.count == 2, let language = LanguageTag(names[0]), let name = TemplateName(fileName: names[1])
            else {
                errors.add(String(cString: path), "is built in under a name that the program does not know")
                return nil
            }
            return TemplateFile(
                language: language, name: name, path: String(cString: path), content: String(cString: content))
        }
    }

    /// The templates of a directory, `LANGUAGE/NAME.mustache`. Other files may lie beside them.
    static func inDirectory(_ directory: String, _ errors: inout TemplateErrors) -> [TemplateFile] {
        names(in: directory, &errors).flatMap { entry -> [TemplateFile] in
            let path = directory + "/" + entry
            if entry.isTemplateFileName {
                errors.add(path, "belongs into a folder that is named after its language, as in \"uk\" or \"pt-br\"")
            }
            guard isDirectory(path) else { return [] }
            guard let language = LanguageTag(entry) else {
                errors.add(path, "is no language; name the folder as in \"uk\" or \"pt-br\", in lower case")
                return []
            }
            return names(in: path, &errors).filter(\.isTemplateFileName).compactMap { name in
                read(path + "/" + name, named: name, language, &errors)
            }
        }
    }

    private static func read(
        _ path: String, named fileName: String, _ language: LanguageTag, _ errors: inout TemplateErrors
    ) -> TemplateFile? {
        guard let name = TemplateName(fileName: fileName) else {
            let known = TemplateName.all.map(\.fileName).joined(separator: ", ")
            errors.add(path, "is no template that is used; there are \(known)")
            return nil
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            errors.add(path, "cannot be read; let the service's user read it, or take it away")
            return nil
        }
        guard let content = String(validating: bytes, as: UTF8.self) else {
            errors.add(path, line: firstBadLine(of: bytes), "is not UTF-8; save it in that encoding")
            return nil
        }
        return TemplateFile(language: language, name: name, path: path, content: content)
    }

    /// What lies in a directory and is not hidden, in order.
    private static func names(in directory: String, _ errors: inout TemplateErrors) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            errors.add(directory, "cannot be read as a directory; make it, and let the service's user read it")
            return []
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }

    private static func firstBadLine(of bytes: Data) -> Int {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return (lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0) + 1
    }
}
