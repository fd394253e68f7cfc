import ArgumentParser
import Bookings

/// Why a command has not done its work.
struct Failure: Error {
    /// Exit codes of sysexits.h. Wrong usage is 64, by ArgumentParser.
    enum Code: Int32 {
        case mistakes = 65
        case unreadableFile = 66
        case notFound = 67
        case unavailable = 69
        case defect = 70
        case system = 71
        case unwritableOutput = 74
        case configuration = 78
    }

    let code: Code
    /// What is said of it, a line each.
    let lines: [String]

    init(_ code: Code, _ lines: String...) {
        self.init(code, lines: lines)
    }

    private init(_ code: Code, lines: [String]) {
        self.code = code
        self.lines = lines
    }

    /// An error of provisioning, from a file of that name where there is one.
    init(_ error: ProvisioningError, in file: String = "the file") {
        switch error {
        case .malformed(let line, let column, let reason):
            self.init(.mistakes, "\(file):\(line):\(column): not JSON: \(reason)")
        case .mistakes(let mistakes):
            let count = mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes"
            let lines = mistakes.map { "\(file): \($0)" } + ["\(file): \(count), nothing was changed"]
            self.init(.mistakes, lines: lines)
        case .refused(let reason): self.init(.mistakes, reason)
        case .notFound(let reason): self.init(.notFound, reason)
        case .unavailable(let reason): self.init(.unavailable, reason)
        case .unexpected(let reason): self.init(.defect, reason)
        }
    }

    /// Why a process does not start. Starting it again helps with nothing of it before somebody has changed something.
    init(startingFailed error: any Error) {
        let code: Code =
            switch error {
            case is ConfigurationErrors, StartError.unboundRole, StartError.powerlessRole: .configuration
            case StartError.schemaTooOld: .unavailable
            default: .system
            }
        self.init(code, "\(error)")
    }

    /// Says it on standard error; what is left is the exit code.
    func reported() -> ExitCode {
        for line in lines.flatMap({ $0.split(separator: "\n").map(String.init) }) { StandardError.note(line) }
        return ExitCode(code.rawValue)
    }
}
