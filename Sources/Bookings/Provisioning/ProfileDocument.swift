internal import HTTP

/// What a profile file says, as far as it can be told without the database. A section that is nil was left out.
struct ProfileDocument: Sendable {
    let username: String
    let profileID: Int64?
    let profile: FieldValues
    let settings: FieldValues?
    let schedule: [OpeningHours]?
    let overrides: [OverrideEntry]?
    let services: [CatalogueEntry]?
    let staff: [StaffEntry]?
}

extension ProfileDocument {
    private static let sections = ["profile", "settings", "schedule", "overrides", "services", "staff"]

    /// Reads the file, and what is wrong with it as far as it can be told without the database.
    ///
    /// - Throws: where not even the profile's name can be read; all mistakes are named then, too.
    static func read(_ text: [UInt8]) throws(ProvisioningError) -> (ProfileDocument, Mistakes) {
        let json: JSONValue
        do {
            json = try JSONReader.read(text)
        } catch {
            throw ProvisioningError(error, in: text)
        }
        var mistakes = Mistakes()
        let file = FileObject(json, at: "", known: sections, &mistakes)
        guard let document = file.flatMap({ ProfileDocument($0, &mistakes) }) else {
            try mistakes.throwIfAny()
            throw .unexpected("the file has no profile, which went unnoticed")
        }
        return (document, mistakes)
    }

    private init?(_ file: FileObject, _ mistakes: inout Mistakes) {
        let profile = file["profile"].flatMap {
            FileObject($0, at: "profile", known: ["id", "username"] + Field.profile.map(\.name), &mistakes)
        }
        if file["profile"] == nil { mistakes.add("profile", "is required, with at least its username") }
        let username = profile?.required("username", &mistakes) { json throws(FieldProblem) in
            try ProfileKey.username(json.requiredText)
        }
        profileID = profile?.id(&mistakes)
        self.profile = profile?.values(of: Field.profile, &mistakes) ?? [:]
        settings = Self.settings(of: file, &mistakes)
        schedule = OpeningHours.schedule(of: file, &mistakes)
        overrides = OverrideEntry.section(of: file, &mistakes)
        services = CatalogueEntry.section("services", of: file, fields: Field.service, &mistakes)?.map(\.entry)
        staff = StaffEntry.section(of: file, &mistakes)
        guard let username else { return nil }
        self.username = username
    }

    private static func settings(of file: FileObject, _ mistakes: inout Mistakes) -> FieldValues? {
        guard let json = file["settings"] else { return nil }
        return FileObject(json, at: "settings", known: Field.settings.map(\.name), &mistakes)?
            .values(of: Field.settings, &mistakes)
    }
}

extension ProvisioningError {
    /// A file that is no JSON, and where.
    fileprivate init(_ error: JSONError, in text: [UInt8]) {
        let before = text.prefix(error.offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        self = .malformed(line: line, column: before.count - start + 1, reason: error.reason.rawValue)
    }
}
