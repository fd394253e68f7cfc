internal import HTTP

/// A service or staff member that the file lists.
struct CatalogueEntry: Sendable {
    let path: String
    let key: String
    /// As `profile show --json` gives it.
    let id: Int64?
    let values: FieldValues
}

/// A staff member that the file lists.
struct StaffEntry: Sendable {
    let entry: CatalogueEntry
    /// The keys of the services offered, each with its path; nil where they are left out.
    let services: [(path: String, key: String)]?
    let schedule: [OpeningHours]?
}

extension CatalogueEntry {
    /// Reads a section of things with keys; no two may have the same. `more` reads what an entry has beside its fields.
    static func section<Entry>(
        _ name: String, of file: inout FileObject, fields: [Field], moreMembers: [String] = [],
        _ mistakes: inout Mistakes, _ more: (CatalogueEntry, inout FileObject, inout Mistakes) -> Entry
    ) -> [Entry]? {
        let known = ["id", "key"] + fields.map(\.name) + moreMembers
        var places: [String: String] = [:]
        return file.elements(name)?.compactMap { path, json in
            FileObject.read(json, at: path, known: known, &mistakes) { object, mistakes in
                let entry = CatalogueEntry(&object, fields)
                if let entry, let first = places.updateValue(path, forKey: entry.key) {
                    object.fields.errors.add("key", "\(entry.key.quoted) is the key of \(first) already")
                }
                return entry.map { more($0, &object, &mistakes) }
            }
        }
    }

    private init?(_ object: inout FileObject, _ fields: [Field]) {
        path = object.path
        object.fields.require("key")
        let key = object.fields.parsed("key", ProfileKey.itemRule, ProfileKey.item)
        values = object.values(of: fields)
        id = object.id()
        guard let key else { return nil }
        self.key = key
    }
}

extension StaffEntry {
    /// Reads the section; nil where the file has none.
    static func section(of file: inout FileObject, _ mistakes: inout Mistakes) -> [StaffEntry]? {
        CatalogueEntry.section(
            "staff", of: &file, fields: Field.staff, moreMembers: ["services", "schedule"], &mistakes
        ) { entry, object, mistakes in
            StaffEntry(
                entry: entry, services: offers(of: &object, &mistakes),
                schedule: OpeningHours.schedule(of: &object, &mistakes))
        }
    }

    private static func offers(
        of object: inout FileObject, _ mistakes: inout Mistakes
    ) -> [(path: String, key: String)]? {
        var seen: Set<String> = []
        return object.elements("services")?.compactMap { path, json in
            guard let key = json.string.flatMap(ProfileKey.item) else {
                mistakes.add(path, "must be the key of a service")
                return nil
            }
            if !seen.insert(key).inserted { mistakes.add(path, "\(key.quoted) is listed twice") }
            return (path, key)
        }
    }
}
