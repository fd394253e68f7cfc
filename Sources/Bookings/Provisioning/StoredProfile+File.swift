internal import HTTP

extension StoredProfile {
    /// As a profile file, with ids; ends with a line break.
    var file: String {
        get throws {
            var json = JSONWriter()
            json.object { file in
                file.member("profile") { writeProfile(&$0) }
                if let settings {
                    file.member("settings") { json in json.object { $0.members(Field.settings, settings) } }
                }
                file.member("schedule") { $0.schedule(schedule) }
                file.array("overrides", overrides) { $0.override($1.content) }
                file.array("services", services) { $0.item($1, .services) }
                file.array("staff", staff) { $0.staffMember($1) }
            }
            return try JSONReader.read(json.finish()).indented + "\n"
        }
    }

    private func writeProfile(_ json: inout JSONWriter) {
        json.object {
            $0.member("id", id.rawValue)
            $0.member("username", username)
            // The address for answers only where there is one: the file keeps the shape that it had before there were
            // any.
            $0.members(Field.profile.filter { $0.name != "email" || values[$0.name] != .null }, values)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func array<Element>(
        _ name: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
    ) {
        member(name) { json in
            json.array { for element in elements { write(&$0, element) } }
        }
    }

    fileprivate mutating func members(_ fields: [Field], _ values: FieldValues) {
        for field in fields { member(field.name, values[field.name] ?? .null) }
    }

    fileprivate mutating func item(
        _ item: StoredItem<some Identifier>, _ kind: CatalogueKind, _ more: (inout JSONWriter) -> Void = { _ in }
    ) {
        object {
            $0.member("id", item.id.rawValue)
            $0.member("key", item.key)
            $0.members(kind.fields, item.values)
            more(&$0)
        }
    }

    fileprivate mutating func staffMember(_ staffMember: StoredStaffMember) {
        item(staffMember.item, .staff) {
            $0.array("services", staffMember.services) { $0.string($1) }
            $0.member("schedule") { $0.schedule(staffMember.schedule) }
        }
    }

    fileprivate mutating func schedule(_ schedule: [Stored<OpeningHours>]) {
        array { json in
            for hours in schedule.map(\.content) {
                json.object {
                    $0.member("day_of_week", hours.dayOfWeek)
                    $0.times(hours.times)
                    $0.member("is_available", hours.isAvailable)
                }
            }
        }
    }

    fileprivate mutating func override(_ override: Override) {
        object {
            $0.member("operator", override.staffKey)
            $0.member("override_date", override.date.description)
            $0.member("is_available", override.isAvailable)
            $0.times(override.times)
            $0.member("reason", override.reason)
        }
    }

    private mutating func times(_ times: TimeSpan?) {
        member("start_time", times?.start.description)
        member("end_time", times?.end.description)
    }
}
