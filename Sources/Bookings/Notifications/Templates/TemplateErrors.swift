/// Everything that is wrong with the templates of a directory.
public struct TemplateErrors: Error, CustomStringConvertible, Equatable {
    /// One line for each mistake, with its file and, in a template, its line.
    public private(set) var lines: [String] = []

    /// The lines.
    public var description: String { lines.joined(separator: "\n") }

    mutating func add(_ file: String, line: Int? = nil, _ problem: String) {
        lines.append(line.map { "\(file):\($0): \(problem)" } ?? "\(file): \(problem)")
    }

    /// Ends everything where there is a mistake.
    func throwIfAny() throws(TemplateErrors) {
        if !lines.isEmpty { throw self }
    }
}
