/// A mistake in a profile file.
public struct Mistake: Sendable, Equatable, CustomStringConvertible {
    /// Where, as in `services[2].price`; empty for the file as a whole.
    public let path: String
    /// What is wrong, and what would be right.
    public let problem: String

    /// Place and problem.
    public var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}

/// The mistakes of a file, collected so that all are told in one go.
struct Mistakes: Sendable {
    private(set) var entries: [Mistake] = []

    mutating func add(_ path: String, _ problem: String) {
        entries.append(Mistake(path: path, problem: problem.startingInLowerCase))
    }

    /// Whether there is a mistake in this place.
    func contains(_ path: String) -> Bool { entries.contains { $0.path == path } }

    /// Ends everything where there is a mistake.
    func throwIfAny() throws(ProvisioningError) {
        if !entries.isEmpty { throw .mistakes(entries) }
    }
}

extension String {
    /// As it goes on after a colon; the problems of fields are sentences.
    fileprivate var startingInLowerCase: String { prefix(1).lowercased() + dropFirst() }
}
