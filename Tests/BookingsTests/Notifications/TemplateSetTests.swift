import Foundation
import Testing

@testable import Bookings

@Suite struct TemplateSetTests {
    /// Loads a directory with these files.
    private func load(_ files: [String: String]) throws -> TemplateSet {
        try load(files.mapValues { Data($0.utf8) })
    }

    private func load(_ files: [String: Data]) throws -> TemplateSet {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: directory) }
        for (name, content) in files {
            let file = directory.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try content.write(to: file)
        }
        do {
            return try TemplateSet(directory: directory.path)
        } catch let errors {
            // Where the directory was says nothing.
            throw Mistakes(lines: errors.lines.map { $0.replacingOccurrences(of: directory.path + "/", with: "") })
        }
    }

    private struct Mistakes: Error {
        let lines: [String]
    }

    private func mistakes(_ files: [String: String]) -> [String] {
        do {
            _ = try load(files)
            return []
        } catch let error as Mistakes {
            return error.lines
        } catch {
            return ["\(error)"]
        }
    }

    @Test func everyLanguageThatIsBuiltInIsComplete() throws {
        var errors = TemplateErrors()
        let files = TemplateFile.builtIn(&errors)
        #expect(errors.lines == [])
        let names = Dictionary(grouping: files, by: \.language).mapValues { Set($0.map(\.name)) }
        #expect(names.keys.map(\.text).sorted() == ["en", "uk"])
        #expect(names[.english] == Set(TemplateName.all))
        // The opening has no words.
        #expect(names[try #require(LanguageTag("uk"))] == Set(TemplateName.all).subtracting([.part(.openingHTML)]))
    }

    @Test func addsALanguage() throws {
        let templates = try load([
            "pt/confirmed.text.mustache": "Olá {{visitor}}: {{title}}, {{when}}, {{price}}\n{{>details.text}}",
            "pt/confirmed.subject.mustache": "Confirmado: {{title}}", "pt/title.text.mustache": "Marcação",
            "pt-br/confirmed.subject.mustache": "Confirmadíssimo: {{title}}", "README.md": "Ours",
        ])
        let message = try SampleMessage(language: "pt-br", price: 99_900, currency: "brl").read(with: templates)
        #expect(message.language == "pt-br")
        #expect(message.subject == "Confirmadíssimo: Marcação")
        #expect(
            message.text.withPlainSpaces.hasPrefix(
                "Olá Jane Doe: Marcação, quarta-feira, 1 de julho de 2026, 10:00–11:00 (Europe/Kyiv), R$ 999,00\n"
                    + "Service: Haircut\n"))
        #expect(try SampleMessage(language: "pt").read(with: templates).subject == "Confirmado: Marcação")
        #expect(try SampleMessage(language: "pt-pt").read(with: templates).subject == "Confirmado: Marcação")
    }

    @Test func writesInEnglishWhereThereIsNoText() throws {
        let templates = try load(["de/confirmed.text.mustache": "Hallo, {{when}}"])
        let other = try SampleMessage(kind: .cancelled, language: "de").read(with: templates)
        #expect(other.language == "en")
        #expect(other.text.contains("Wednesday, 1 July 2026"))
        #expect(
            try SampleMessage(language: "de").read(with: templates).text == "Hallo, Mittwoch, 1. Juli 2026, "
                + "10:00–11:00 (Europe/Kyiv)")
    }

    @Test func replacesASingleFile() throws {
        let templates = try load(["en/closing.text.mustache": "Bye from {{business}}\n"])
        let message = try SampleMessage().read(with: templates)
        #expect(message.text.hasPrefix("Hello Jane Doe,\n\nYour booking"))
        #expect(message.text.hasSuffix("\nBye from Olena's Salon\n"))
        #expect(message.page.contains("Questions? Reply to this message"))
    }

    @Test func laysOutALanguageFromRightToLeft() throws {
        let templates = try load(["ar/confirmed.text.mustache": "مرحبا {{visitor}}"])
        let message = try SampleMessage(language: "ar").read(with: templates)
        #expect(message.attributes.prefix(2) == ["ar", "rtl"])
        #expect(message.text == "مرحبا Jane Doe")
    }

    @Test(arguments: [
        ("one\n{{#price}}\n{{price}\n{{/price}}", 3), ("{{#price}}\ntwo\n{{/staff}}", 3), ("\n{{#price}}\n", 3),
        ("one\r\n{{pirce}}", 2), ("{{\nprice\n}}\n\n{{>details.html}}", 5), ("{{>confirmed.text}}", 1),
        ("{{>*service}}", 1), ("{{=<% %>=}}", 1), ("{{<details.text}}", 1),
        ("{{$title}}{{/title}}", 1),
        ("{{% CONTENT_TYPE:HTML}}", 1), ("{{uppercased(title)}}", 1), ("{{.}}", 1), ("{{", 1), ("{{}}", 1),
        ("x\n{{! never ends", 2),
    ])
    func namesTheLineOfAMistake(template: String, line: Int) {
        let mistakes = mistakes(["en/confirmed.text.mustache": template])
        #expect(mistakes.count == 1)
        #expect(mistakes.first?.hasPrefix("en/confirmed.text.mustache:\(line): ") == true, "\(mistakes)")
    }

    @Test func saysWhatWouldBeRight() {
        let mistakes = mistakes([
            "en/confirmed.text.mustache": "{{pirce}} {{>details.html}}",
            "en/closing.text.mustache": "{{>closing.text}}",
            "de/confirmed.txt.mustache": "", "confirmed.text.mustache": "", "EN/x": "",
        ])
        let price =
            "language, direction, subject, business, visitor, title, service, staff, when, starts, previous, "
            + "is_stay, check_in, check_out, nights, is_pending, price, message, reason, review_link, reply_to"
        #expect(mistakes.contains("en/confirmed.text.mustache:1: {{pirce}} is not known; there are \(price)"))
        #expect(
            mistakes.contains(
                "en/confirmed.text.mustache:1: {{>details.html}} is not known here; there are title.text, details.text, "
                    + "closing.text"))
        #expect(mistakes.contains { $0.hasPrefix("en/closing.text.mustache:1: {{>closing.text}} has no place here") })
        #expect(mistakes.contains { $0.hasPrefix("de/confirmed.txt.mustache: is no template that is used; there are") })
        #expect(mistakes.contains { $0.hasPrefix("confirmed.text.mustache: belongs into a folder") })
        #expect(mistakes.contains { $0.hasPrefix("EN: is no language") })
        #expect(mistakes.count == 6)
    }

    @Test func namesTheLineThatIsNotUTF8() throws {
        #expect {
            try load(["en/confirmed.text.mustache": Data([0x61, 0x0A, 0xFF, 0x0A])])
        } throws: { error in
            (error as? Mistakes)?.lines == ["en/confirmed.text.mustache:2: is not UTF-8; save it in that encoding"]
        }
    }

    @Test func namesADirectoryThatIsNotThere() {
        #expect(throws: TemplateErrors.self) { try TemplateSet(directory: "/nowhere/templates") }
    }
}
