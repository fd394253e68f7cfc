/// What came of looking at one thing.
struct Finding: Sendable, Equatable {
    /// How it is.
    enum Verdict: String, Sendable {
        case ok
        case warn
        case fail
        /// It is not configured, and was not looked at.
        case notSet = "not set"
    }

    /// What was looked at.
    let subject: String
    let verdict: Verdict
    /// What was seen, without passwords.
    let found: String
    /// What to do; nil where nothing is to be done.
    var advice: String?

    static func ok(_ subject: String, _ found: String) -> Finding {
        Finding(subject: subject, verdict: .ok, found: found)
    }

    static func warn(_ subject: String, _ found: String, _ advice: String? = nil) -> Finding {
        Finding(subject: subject, verdict: .warn, found: found, advice: advice)
    }

    static func fail(_ subject: String, _ found: String, _ advice: String? = nil) -> Finding {
        Finding(subject: subject, verdict: .fail, found: found, advice: advice)
    }

    static func notSet(_ subject: String, _ found: String) -> Finding {
        Finding(subject: subject, verdict: .notSet, found: found)
    }
}
