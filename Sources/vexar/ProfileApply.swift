import ArgumentParser
import Bookings

extension Profile {
    /// `vexar profile apply`
    struct Apply: OperatorCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make or change a profile as a file says.",
            discussion: """
                Everything in one transaction, or nothing. Applied twice, a file changes nothing the second time. Prints \
                what changed, a line each: + made, ~ changed, - removed or archived.

                The file is a JSON object of sections; a section left out stays as it is:

                profile: username, display_name, timezone, currency, language, email (where answers to messages go)

                settings: slot_duration, buffer_time, max_bookings_per_day, min_notice_hours, max_advance_days, \
                cancellation_hours, auto_confirm, require_payment, confirmation_message, staff_selection_mode (hidden, \
                optional, required, auto)

                schedule: a list of {day_of_week (0 is Sunday), start_time, end_time, is_available}

                overrides: a list of {operator (the key of a staff member, or null), override_date, is_available, \
                start_time, end_time, reason}

                services: a list of {key, kind (service, rental), name, description, price, currency, \
                duration_minutes, capacity, is_active}

                staff: a list of {key, name, display_name, email, job_title, is_active, is_bookable, can_view_all, \
                color, avatar_url, services (their keys), schedule}

                In what is listed, a field left out keeps its value, and null clears it. Services and staff are known \
                by their key; one that is no longer listed is archived, never deleted, and active again once it is \
                listed again. Schedules, overrides and a staff member's services are replaced as a whole.

                The quickest way to a file is another profile's: vexar profile show USERNAME --json
                """
        )

        @Argument(help: "The profile file; - reads standard input.")
        var file: String

        @Flag(help: "Tell what would change, and change nothing.")
        var dryRun = false

        func run(_ provisioning: Provisioning) throws {
            let content = try InputFile.read(file)
            do {
                let changes = try provisioning.apply(content, dryRun: dryRun)
                if dryRun { StandardError.note("dry run: nothing was written") }
                try StandardOutput.write(changes.isEmpty ? "= nothing changed\n" : changes.map { $0 + "\n" }.joined())
            } catch let error as ProvisioningError {
                throw Failure(error, in: InputFile.name(of: file))
            }
        }
    }
}
