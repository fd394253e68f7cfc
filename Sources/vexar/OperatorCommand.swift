import ArgumentParser
import Bookings
import Foundation

/// A command on the database, by the role for operators.
protocol OperatorCommand: ParsableCommand {
    func run(_ provisioning: Provisioning) throws
}

extension OperatorCommand {
    /// Runs the command, and tells on standard error why it could not be done.
    mutating func run() throws {
        Self.fillStandardDescriptors()
        do {
            let configuration = try OperatorConfiguration(environment: ProcessInfo.processInfo.environment)
            try run(Provisioning(database: configuration.database))
        } catch let error as ConfigurationErrors {
            throw Failure(startingFailed: error).reported()
        } catch let failure as Failure {
            throw failure.reported()
        } catch let error as ProvisioningError {
            throw Failure(error).reported()
        }
    }

    /// Where a standard stream was closed, the connection to the database would take its number, and what is printed
    /// would go there. Opened for reading alone: writing to it is an error, as it has to be.
    private static func fillStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDONLY)
        }
    }
}
