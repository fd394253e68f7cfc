/// Everything that is wrong with the settings, as ``EnvironmentReader`` has found it.
public struct ConfigurationErrors: Error, CustomStringConvertible, Equatable {
    /// A line for each mistake, which begins with the setting's name.
    public let lines: [String]

    /// The lines.
    public var description: String { lines.joined(separator: "\n") }
}
