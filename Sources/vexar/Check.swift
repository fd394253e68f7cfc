import ArgumentParser
import Bookings
import Foundation

/// `vexar check`: whether all that is set here works.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Try the settings: databases, schema, mail server, sockets, clock.",
        discussion: """
            Looks at what is set for serve, notify and the operators' commands, in the environment or in credentials, \
            and passes over what is not. Changes nothing and sends no message. Prints a line for each thing: ok, warn \
            (works, but look at it), fail (does not work) or not set, and what to do. Exit code 0 if nothing failed, \
            1 if something did or nothing is set.

            Run it as the user, and with the settings, of the process that is meant.
            """
    )

    @Flag(help: "As a JSON object: {\"ok\": …, \"checks\": [{\"check\", \"result\", \"found\", \"advice\"}]}.")
    var json = false

    func run() throws {
        let report = InstallationCheck(environment: ProcessInfo.processInfo.environment).run()
        do {
            try StandardOutput.write(json ? report.json : report.text)
        } catch {
            throw error.reported()
        }
        if report.hasFailures { throw ExitCode(1) }
    }
}
