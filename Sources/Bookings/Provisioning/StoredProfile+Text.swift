extension StoredProfile {
    /// In words, for a terminal.
    var text: String {
        [
            heading, settingsText, section("Opening hours", hoursText), section("Overrides", overridesText),
            section("Services", servicesTable), section("Staff", staffTable), section("Staff hours", staffHoursTable),
        ].compactMap(\.self).joined(separator: "\n")
    }

    private var heading: String {
        let facts = Field.profile.dropFirst().map { "\($0.name) \(values[$0.name].shown)" }.joined(separator: ", ")
        return "\(username): \(values["display_name"].shown)\nid \(id.rawValue), \(facts)\n"
    }

    private var settingsText: String? {
        guard let settings else { return nil }
        var table = TextTable(["Settings", ""])
        for field in Field.settings { table.add(["  \(field.name)", settings[field.name].shown]) }
        return table.text
    }

    private func section(_ title: String, _ content: String) -> String? {
        content.isEmpty ? nil : "\(title)\n" + content.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    private var hoursText: String {
        WeekSummary(schedule.map(\.content)).lines.map { "\($0)\n" }.joined()
    }

    private var overridesText: String {
        overrides.map { "\($0.content)\n" }.joined()
    }

    private var servicesTable: String {
        var table = TextTable(
            ["ID", "KEY", "NAME", "KIND", "PRICE", "MINUTES", "CAPACITY", "STATE"], rightAligned: [0, 4, 5, 6])
        for service in services {
            let shown = { (name: String) in service.values[name].shown }
            let currency = service.values["currency"] ?? .null
            let price = "\(shown("price")) \((currency == .null ? values["currency"] : currency).shown)"
            table.add([
                "\(service.id.rawValue)", service.key, shown("name"), shown("kind"), price, shown("duration_minutes"),
                shown("capacity"), service.state,
            ])
        }
        return table.text
    }

    private var staffTable: String {
        var table = TextTable(["ID", "KEY", "NAME", "JOB TITLE", "SEES ALL", "SERVICES", "STATE"], rightAligned: [0])
        for member in staff {
            let item = member.item
            table.add([
                "\(item.id.rawValue)", item.key, item.values["name"].shown, item.values["job_title"].shown,
                item.values["can_view_all"] == .flag(true) ? "yes" : "no",
                member.services.isEmpty ? nil : member.services.joined(separator: " "),
                item.values["is_bookable"] == .flag(false) && item.isActive ? "not bookable" : item.state,
            ])
        }
        return table.text
    }

    private var staffHoursTable: String {
        var table = TextTable(["KEY", "HOURS"])
        for member in staff where !member.schedule.isEmpty {
            table.add([member.item.key, WeekSummary(member.schedule.map(\.content)).lines.joined(separator: ", ")])
        }
        return table.text
    }
}

extension StoredItem {
    fileprivate var state: String { isActive ? "active" : "archived" }
}

extension FieldValue? {
    /// The value as it is, without quotation marks; a dash for none.
    fileprivate var shown: String {
        switch self {
        case nil, .null?: "-"
        case .text(let text)?: text.onOneLine
        case .flag(let flag)?: flag ? "yes" : "no"
        case .integer(let integer)?: "\(integer)"
        }
    }
}
