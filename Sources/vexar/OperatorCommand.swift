import ArgumentParser
import Bookings
import Glibc

/// A command on the database, by the role for operators.
protocol OperatorCommand: ParsableCommand {
    func run(_ provisioning: Provisioning) throws
}

extension OperatorCommand {
    /// Runs the command, and tells on standard error why it could not be done.
    mutating func run() throws {
        // A reader that has gone is an error of write(2) then, not the end of the process before it has said anything.
        signal(SIGPIPE, SIG_IGN)
        Self.fillStandardDescriptors()
        do {
            try run(Provisioning(database: Self.databaseURL()))
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

    private static func databaseURL() throws(Failure) -> String {
        guard let url = getenv("VEXAR_ADMIN_DATABASE_URL").map({ String(cString: $0) }), !url.isEmpty else {
            throw Failure(
                .configuration,
                "VEXAR_ADMIN_DATABASE_URL is not set; it names the database, "
                    + "as in postgresql://vexar_admin@localhost/vexar")
        }
        return url
    }
}
