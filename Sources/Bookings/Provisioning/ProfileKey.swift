/// The names by which the profile file knows things from one apply to the next.
enum ProfileKey {
    /// What a username has to be.
    static let usernameRule = "Must be 1 to 63 lower-case letters and digits, after the first also _ . -"
    /// What the key of a service or staff member has to be.
    static let itemRule = "Must be 1 to 63 letters from a to z and digits, after the first also _ . -"

    /// The text, if it can be a username: what `vexar.profiles` checks.
    static func username(_ text: String) -> String? {
        text.isASCII && text.wholeMatch(of: /[a-z0-9][a-z0-9_.\-]{0,62}/) != nil ? text : nil
    }

    /// The text, if it can be the key of a service or staff member: what their tables check.
    static func item(_ text: String) -> String? {
        text.isASCII && text.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9_.\-]{0,62}/) != nil ? text : nil
    }
}

extension String {
    /// Whether patterns that are meant for ASCII can be asked: otherwise an accent may hide in a character.
    var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}
