/// A day that differs from the schedule, of the profile or of one staff member.
struct Override: Hashable, Sendable {
    /// The staff member's key; nil for the profile.
    let staffKey: String?
    let date: CalendarDate
    let isAvailable: Bool
    let times: TimeSpan?
    let reason: String?
}

/// An override that the file lists.
struct OverrideEntry: Sendable {
    let path: String
    /// The staff member's key, known even where the rest is wrong.
    let staffKey: String?
    /// Nil where there is a mistake.
    let override: Override?
}

extension OverrideEntry {
    private static let members = ["operator", "override_date", "is_available", "start_time", "end_time", "reason"]

    /// Reads the section; nil where the file has none.
    static func section(of file: inout FileObject, _ mistakes: inout Mistakes) -> [OverrideEntry]? {
        file.elements("overrides")?.compactMap { path, json in
            FileObject.read(json, at: path, known: members, &mistakes) { object, _ in OverrideEntry(&object) }
        }
    }

    private init(_ object: inout FileObject) {
        path = object.path
        staffKey = object.fields.parsed("operator", ProfileKey.itemRule, ProfileKey.item)
        object.fields.require("override_date")
        object.fields.require("is_available")
        let date = object.fields.date("override_date")
        let isAvailable = object.fields.flag("is_available", default: false)
        let times = TimeSpan(&object)
        let reason = object.fields.text("reason", .reason)
        override = date.map { [staffKey] in
            Override(staffKey: staffKey, date: $0, isAvailable: isAvailable, times: times, reason: reason)
        }
    }
}
