import Testing

@testable import Bookings

@Suite struct TypedTextTests {
    @Test(arguments: [
        ("  Jane   Doe\t", "Jane Doe"), ("a\r\nb\nc\rd\u{2028}e\u{2029}f\u{85}g\u{B}h", "a b c d e f g h"),
        ("\n\u{0}", ""),
        ("я 😀 e\u{301}", "я 😀 e\u{301}"), ("a \u{301}b", "a \u{301}b"),
    ])
    func fitsOnOneLine(text: String, line: String) {
        #expect(Array(text.singleLine.unicodeScalars) == Array(line.unicodeScalars))
    }

    @Test(arguments: [
        ("a\r\nb\rc\nd\u{2028}e", "a\nb\nc\nd\ne"), ("a\n\n\nb\r\r\nc", "a\n\n\nb\n\nc"),
        ("a\u{0}\u{1B}[31mb\tc", "a[31mb\tc"),
    ])
    func keepsLines(text: String, lines: String) {
        #expect(Array(text.cleanLines.unicodeScalars) == Array(lines.unicodeScalars))
    }

    @Test(arguments: [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("a\nb", "a<br>\nb"), ("&amp;", "&amp;amp;"),
        ("\"\u{301}>\u{301}", "&quot;\u{301}&gt;\u{301}"), ("{{visitor}}", "{{visitor}}"),
    ])
    func escapesForHTML(text: String, escaped: String) {
        #expect(Array(text.escapedForHTML.unicodeScalars) == Array(escaped.unicodeScalars))
    }
}
