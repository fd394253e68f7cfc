/// Why a process does not start whose settings have no mistakes.
public enum StartError: Error, CustomStringConvertible {
    /// Changes of the Sqitch project that the program needs and the database lacks.
    case schemaTooOld(missing: [String])
    /// The role by which the program connects, one that row-level security does not bind.
    case unboundRole(String)
    /// The role by which the program connects, and what the database does not let it do.
    case powerlessRole(String, refusal: String)
    /// A setting by its name, and why the system does not do what it asks for.
    case unusable(setting: String, any Error)
    /// The socket that is not set, and why there is none on descriptor 0 either.
    case nothingToListenOn(any Error)

    /// What is missing and what to do.
    public var description: String {
        switch self {
        case .schemaTooOld(let missing):
            "The database's schema is older than this program: missing \(missing.joined(separator: ", ")). "
                + "Run sqitch deploy in sql/ first."
        case .unboundRole(let role):
            "VEXAR_DATABASE_URL connects as \(role), a superuser or a member of vexar_owner or vexar_admin, whom "
                + "nothing keeps to one profile. Connect as vexar_app."
        case .powerlessRole(let role, let refusal):
            "VEXAR_DATABASE_URL connects as \(role), who lacks a right: \(refusal). Connect as vexar_app; if that is "
                + "who it is, run sqitch deploy in sql/, which gives it its rights."
        case .unusable(let setting, let error): "\(setting) cannot be used: \(error)"
        case .nothingToListenOn(let error): "VEXAR_LISTEN is not set, and \(error)"
        }
    }
}
