internal import Postgres

/// What is wrong with a profile file, seen beside what the database has.
struct ProfileCheck {
    let document: ProfileDocument
    /// Nil where the file makes a new profile.
    let stored: StoredProfile?
    private(set) var mistakes: Mistakes

    /// Starts with what was wrong with the file alone.
    init(_ document: ProfileDocument, against stored: StoredProfile?, _ mistakes: Mistakes) {
        self.document = document
        self.stored = stored
        self.mistakes = mistakes
    }

    /// Looks at everything, and ends in an error where anything is wrong.
    mutating func run(in transaction: borrowing Transaction) throws {
        requireFields(Field.profile, in: document.profile, at: "profile", of: "profile", isNew: stored == nil)
        try checkTimezone(in: transaction)
        checkEntries(document.services ?? [], of: .services, stored?.services ?? [])
        for entry in document.services ?? [] { checkKind(of: entry) }
        checkEntries(document.staff?.map(\.entry) ?? [], of: .staff, stored?.staff.map(\.item) ?? [])
        checkOffers()
        checkOverrides()
        try checkIdentifiers(in: transaction)
        try mistakes.throwIfAny()
    }

    private mutating func requireFields(
        _ fields: [Field], in values: FieldValues, at path: String, of noun: String, isNew: Bool
    ) {
        guard isNew else { return }
        for field in fields where field.isRequired && values[field.name] == nil {
            let place = "\(path).\(field.name)"
            // Given, but wrong: that is a mistake already.
            if !mistakes.contains(place) { mistakes.add(place, "is required for a new \(noun)") }
        }
    }

    private mutating func checkEntries(
        _ entries: [CatalogueEntry], of kind: CatalogueKind, _ stored: [StoredItem<some Identifier>]
    ) {
        for entry in entries {
            let isNew = !stored.contains { $0.key == entry.key }
            requireFields(kind.fields, in: entry.values, at: entry.path, of: kind.noun, isNew: isNew)
        }
    }

    private mutating func checkKind(of entry: CatalogueEntry) {
        let before = stored?.services.first { $0.key == entry.key }
        let kind = entry.values["kind"] ?? before?.values["kind"]
        if let before, let old = before.values["kind"], let kind, kind != old {
            return mistakes.add("\(entry.path).kind", "cannot change from \(old); list a new service under another key")
        }
        let duration = entry.values["duration_minutes"] ?? before?.values["duration_minutes"] ?? .null
        if kind == .text("rental"), duration != .null {
            mistakes.add("\(entry.path).duration_minutes", "must be null for a rental, which is booked by the night")
        }
    }

    private mutating func checkOffers() {
        let known = Set((document.services?.map(\.key) ?? []) + (stored?.services.map(\.key) ?? []))
        let offers = (document.staff ?? []).flatMap { $0.services ?? [] }
        for (path, key) in offers where !known.contains(key) {
            mistakes.add(path, "there is no service \(key.quoted) in this file or this profile")
        }
    }

    private mutating func checkOverrides() {
        let known = Set((document.staff?.map(\.entry.key) ?? []) + (stored?.staff.map(\.item.key) ?? []))
        for entry in document.overrides ?? [] {
            guard let key = entry.staffKey, !known.contains(key) else { continue }
            mistakes.add(
                "\(entry.path).operator", "there is no staff member \(key.quoted) in this file or this profile")
        }
    }
}

// MARK: - What the database has to be asked

extension ProfileCheck {
    /// Only names of the zone data's own directory, whose case counts: neither abbreviations nor copies of it that some
    /// systems keep beside it.
    private mutating func checkTimezone(in transaction: borrowing Transaction) throws {
        guard case .text(let zone)? = document.profile["timezone"], stored?.values["timezone"] != .text(zone) else {
            return
        }
        let names = try transaction.query(
            """
            select name from pg_catalog.pg_timezone_names
            where
                lower(name) = lower(\(zone))
                and (name = 'UTC' or name ~ '^Etc/' or name ~ '^[A-Za-z]+(/[A-Za-z_-]+)+$')
                and name !~ '^(posix|right)/'
            """
        ).map { try $0.string(0) }
        if names.contains(zone) { return }
        let hint = names.first.map { "; did you mean \($0.quoted)?" } ?? ", as in \"Europe/Kyiv\""
        mistakes.add("profile.timezone", "must be the name of an IANA time zone\(hint)")
    }

    /// An id may be given, as `profile show --json` does, but not another's.
    private mutating func checkIdentifiers(in transaction: borrowing Transaction) throws {
        if let id = document.profileID {
            let owner = try transaction.query("select username from vexar.profiles where id = \(id)").first
            if let username = try owner?.string(0), username != document.username {
                mistakes.add("profile.id", "\(id) is the id of profile \(username.quoted); leave it out")
            }
        }
        try checkIdentifiers(of: document.services ?? [], .services, in: transaction)
        try checkIdentifiers(of: document.staff?.map(\.entry) ?? [], .staff, in: transaction)
    }

    private mutating func checkIdentifiers(
        of entries: [CatalogueEntry], _ kind: CatalogueKind, in transaction: borrowing Transaction
    ) throws {
        let given = entries.compactMap(\.id)
        if given.isEmpty { return }
        let rows = try transaction.query(
            """
            select i.id, i.key, p.username
            from \(unsafeRaw: kind.table) as i
            join vexar.profiles as p on p.id = i.profile_id
            where i.id = any(\(given)::bigint[])
            """)
        for row in rows {
            let (id, key, username) = (try row.int64(0), try row.string(1), try row.string(2))
            for entry in entries where entry.id == id && (entry.key != key || document.username != username) {
                let owner = username == document.username ? "" : " of profile \(username.quoted)"
                mistakes.add("\(entry.path).id", "\(id) is the id of \(kind.noun) \(key.quoted)\(owner); leave it out")
            }
        }
    }
}
