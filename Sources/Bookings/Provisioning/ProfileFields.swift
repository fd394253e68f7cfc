/// The fields of the profile file, in the order in which it shows them. Their limits are those of the tables.
extension Field {
    static let profile = [
        Field(name: "display_name", rule: .text(.name), isRequired: true),
        Field(name: "timezone", rule: .text(.name), isRequired: true),
        Field(name: "currency", rule: .currency),
        Field(name: "language", rule: .language),
        Field(name: "email", rule: .email, mayBeNull: true),
    ]

    static let settings = [
        Field(name: "slot_duration", rule: .integer(DurationMinutes.accepted)),
        Field(name: "buffer_time", rule: .integer(0...10_080)),
        Field(name: "max_bookings_per_day", rule: .integer(1...100_000), mayBeNull: true),
        Field(name: "min_notice_hours", rule: .integer(0...8_760)),
        Field(name: "max_advance_days", rule: .integer(0...36_500)),
        Field(name: "cancellation_hours", rule: .integer(0...8_760)),
        Field(name: "auto_confirm", rule: .flag),
        Field(name: "require_payment", rule: .flag),
        Field(name: "confirmation_message", rule: .text(.lines), mayBeNull: true),
        Field(name: "staff_selection_mode", rule: .oneOf(["hidden", "optional", "required", "auto"])),
    ]

    static let service = [
        Field(name: "kind", rule: .oneOf(["service", "rental"]), isRequired: true),
        Field(name: "name", rule: .text(.name), isRequired: true),
        Field(name: "description", rule: .text(.lines), mayBeNull: true),
        Field(name: "price", rule: .integer(Price.accepted)),
        Field(name: "currency", rule: .currency, mayBeNull: true),
        Field(name: "duration_minutes", rule: .integer(DurationMinutes.accepted), mayBeNull: true),
        Field(name: "capacity", rule: .integer(1...10_000)),
        Field(name: "is_active", rule: .flag),
    ]

    static let staff = [
        Field(name: "name", rule: .text(.name), isRequired: true),
        Field(name: "display_name", rule: .text(.label), mayBeNull: true),
        Field(name: "email", rule: .email, mayBeNull: true),
        Field(name: "job_title", rule: .text(.label), mayBeNull: true),
        Field(name: "is_active", rule: .flag),
        Field(name: "is_bookable", rule: .flag),
        Field(name: "can_view_all", rule: .flag),
        Field(name: "color", rule: .color, mayBeNull: true),
        Field(name: "avatar_url", rule: .text(TextRule(length: 1...2_000)), mayBeNull: true),
    ]
}

extension TextRule {
    fileprivate static let name = TextRule(length: 1...200, emptyIsNull: false)
    fileprivate static let lines = TextRule(length: 1...5_000, allowsLines: true)
    /// A short text that may be missing; what is written on an API key, too.
    static let label = TextRule(length: 1...200)
}

extension Field.Rule {
    fileprivate static let currency = notation("Must be three letters, as in \"usd\"") { Currency($0)?.code }

    /// BCP 47 as far as the table has it; the case of a tag means nothing, so it is kept in lower case.
    fileprivate static let language = notation("Must be a language tag, as in \"uk\" or \"en-gb\"") { text in
        let tag = text.lowercased()
        return tag.isASCII && tag.wholeMatch(of: /[a-z]{2,3}(-[a-z0-9]{2,8})*/) != nil ? tag : nil
    }

    fileprivate static let color = notation("Must be a color as #RRGGBB") { text in
        text.isASCII && text.wholeMatch(of: /#[0-9A-Fa-f]{6}/) != nil ? text : nil
    }

    fileprivate static func oneOf(_ words: [String]) -> Field.Rule {
        let list = words.map(\.quoted).joined(separator: ", ")
        return .notation("Must be one of \(list)") { words.contains($0) ? $0 : nil }
    }
}
