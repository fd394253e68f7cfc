internal import HTTP

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
    static func section(of file: FileObject, _ mistakes: inout Mistakes) -> [OverrideEntry]? {
        file.elements("overrides", &mistakes)?.compactMap { path, json in
            FileObject(json, at: path, known: members, &mistakes).map { OverrideEntry($0, &mistakes) }
        }
    }

    private init(_ object: FileObject, _ mistakes: inout Mistakes) {
        let staffKey = object.optional("operator", &mistakes) { json throws(FieldProblem) in
            try ProfileKey.item(json.requiredText)
        }
        let date = object.required("override_date", &mistakes) { json throws(FieldProblem) in
            try CalendarDate.checked(json.requiredText)
        }
        let isAvailable = object.required("is_available", &mistakes) { json throws(FieldProblem) in
            try json.requiredFlag
        }
        let times = TimeSpan(object, &mistakes)
        let reason = object.optional("reason", &mistakes) { json throws(FieldProblem) in
            try TextRule.reason.clean(json.requiredText)
        }.flatMap(\.self)
        path = object.path
        self.staffKey = staffKey
        guard let date, let isAvailable else {
            override = nil
            return
        }
        override = Override(staffKey: staffKey, date: date, isAvailable: isAvailable, times: times, reason: reason)
    }
}
