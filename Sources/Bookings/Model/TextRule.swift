/// What a text field may hold, after it has been cleaned. Lengths are counted in code points.
struct TextRule: Sendable {
    let length: ClosedRange<Int>
    /// Whether line feeds and tabs may stay.
    var allowsLines = false
    /// Whether `""` means that there is no value.
    var emptyIsNull = true

    static let visitorName = TextRule(length: 1...200, emptyIsNull: false)
    static let visitorEmail = TextRule(length: 1...254)
    static let visitorPhone = TextRule(length: 1...40)
    static let visitorNote = TextRule(length: 1...5_000, allowsLines: true)
    static let reason = TextRule(length: 1...1_000, allowsLines: true)
    /// As long as a request line can be.
    static let search = TextRule(length: 1...8_192)

    /// The text with CR LF as LF and without white space around it; or what is wrong with it.
    func clean(_ raw: String) throws(FieldProblem) -> String? {
        let scalars = Self.trimmed(raw.unicodeScalars.replacingCRLF)
        if scalars.isEmpty && emptyIsNull { return nil }
        guard scalars.allSatisfy({ $0.properties.generalCategory != .control || isAllowedControl($0) }) else {
            throw FieldProblem(
                allowsLines
                    ? "Must not contain control characters other than line breaks and tabs"
                    : "Must not contain control characters")
        }
        guard length.contains(scalars.count) else {
            throw FieldProblem("Must be \(length.lowerBound) to \(length.upperBound) characters")
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    private func isAllowedControl(_ scalar: Unicode.Scalar) -> Bool {
        allowsLines && (scalar == "\n" || scalar == "\t")
    }

    private static func trimmed(_ scalars: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        let isSpace: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return scalars[first...last]
    }
}

/// What is wrong with a field, in words for the person who filled it in.
struct FieldProblem: Error, Equatable {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    static let required = FieldProblem("Is required")
}

extension String.UnicodeScalarView {
    fileprivate var replacingCRLF: [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in self {
            if scalar == "\n", result.last == "\r" { result.removeLast() }
            result.append(scalar)
        }
        return result
    }

}
