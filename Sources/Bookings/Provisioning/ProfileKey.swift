/// The names by which the profile file knows things from one apply to the next.
enum ProfileKey {
    /// The text, if it can be a username: what `vexar.profiles` checks.
    static func username(_ text: String) throws(FieldProblem) -> String {
        guard text.isASCII, text.wholeMatch(of: /[a-z0-9][a-z0-9_.\-]{0,62}/) != nil else {
            throw FieldProblem("Must be 1 to 63 lower-case letters and digits, after the first also _ . -")
        }
        return text
    }

    /// The text, if it can be the key of a service or staff member: what their tables check.
    static func item(_ text: String) throws(FieldProblem) -> String {
        guard text.isASCII, text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.\-]{0,62}/) != nil else {
            throw FieldProblem("Must be 1 to 63 letters from a to z and digits, after the first also _ . -")
        }
        return text
    }
}

extension String {
    /// Whether patterns that are meant for ASCII can be asked: otherwise an accent may hide in a character.
    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
