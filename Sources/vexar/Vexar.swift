import ArgumentParser
import Bookings
import Glibc

/// `vexar`: the service and the commands of its operators.
@main
struct Vexar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vexar",
        abstract: "Bookings over HTTP for salons, practices and guest houses.",
        discussion: """
            Exit codes:
              0   done
              1   `vexar check`: something does not work as it is set, or nothing is set
              64  wrong usage
              65  mistakes in a file or in a value, or a job that this cannot be done to
              66  a file that cannot be read
              67  no such profile, staff member, key or job
              69  the database is away, busy, or without the schema
              70  a defect of this program
              71  the system refused something, such as a socket
              74  standard output cannot be written
              78  a setting is missing or wrong
            """,
        version: Release.version,
        subcommands: [
            Serve.self, Notify.self, Profile.self, Key.self, Jobs.self, Check.self, Housekeep.self,
        ]
    )

    static func main() {
        // Of every command and before anything else: a reader that has gone is an error of write(2) then, not the end
        // of the process.
        signal(SIGPIPE, SIG_IGN)
        main(nil)
    }
}
