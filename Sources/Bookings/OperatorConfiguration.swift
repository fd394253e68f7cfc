/// The settings of the operators' commands, from the environment and the credentials.
public struct OperatorConfiguration: Sendable {
    /// How to reach the database, as the role vexar_admin.
    public let database: String

    /// Reads the settings.
    public init(environment: [String: String]) throws(ConfigurationErrors) {
        var reader = EnvironmentReader(environment)
        database = reader.requiredDatabase("VEXAR_ADMIN_DATABASE_URL")
        try reader.throwIfAny()
    }
}
