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
    /// Reads a section of things with keys; no two may have the same.
    static func section(
        _ name: String, of file: FileObject, fields: [Field], more: [String] = [], _ mistakes: inout Mistakes
    ) -> [(entry: CatalogueEntry, object: FileObject)]? {
        guard let elements = file.elements(name, &mistakes) else { return nil }
        let known = ["id", "key"] + fields.map(\.name) + more
        var places: [String: String] = [:]
        var entries: [(CatalogueEntry, FileObject)] = []
        for (path, json) in elements {
            guard let object = FileObject(json, at: path, known: known, &mistakes) else { continue }
            let key = object.required("key", &mistakes) { json throws(FieldProblem) in
                try ProfileKey.item(json.requiredText)
            }
            let values = object.values(of: fields, &mistakes)
            let id = object.id(&mistakes)
            guard let key else { continue }
            if let first = places[key] {
                mistakes.add(object.path(of: "key"), "\(key.quoted) is the key of \(first) already")
            }
            places[key] = places[key] ?? path
            entries.append((CatalogueEntry(path: path, key: key, id: id, values: values), object))
        }
        return entries
    }
}

extension StaffEntry {
    /// Reads the section; nil where the file has none.
    static func section(of file: FileObject, _ mistakes: inout Mistakes) -> [StaffEntry]? {
        CatalogueEntry.section("staff", of: file, fields: Field.staff, more: ["services", "schedule"], &mistakes)?
            .map { entry, object in
                let services = offered(by: object, &mistakes)
                return StaffEntry(
                    entry: entry, services: services, schedule: OpeningHours.schedule(of: object, &mistakes))
            }
    }

    private static func offered(
        by object: FileObject, _ mistakes: inout Mistakes
    ) -> [(path: String, key: String)]? {
        var seen: Set<String> = []
        return object.elements("services", &mistakes)?.compactMap { path, json in
            let key = mistakes.collect(path) { () throws(FieldProblem) in try ProfileKey.item(json.requiredText) }
            guard let key else { return nil }
            if !seen.insert(key).inserted { mistakes.add(path, "\(key.quoted) is listed twice") }
            return (path, key)
        }
    }
}
