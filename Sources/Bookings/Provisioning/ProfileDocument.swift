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
        let document = FileObject.read(json, at: "", known: sections, &mistakes) { file, mistakes in
            ProfileDocument(&file, &mistakes)
        }
        guard let document else {
            try mistakes.throwIfAny()
            throw .unexpected("the file has no profile, which went unnoticed")
        }
        return (document, mistakes)
    }

    private init?(_ file: inout FileObject, _ mistakes: inout Mistakes) {
        if !file.fields.isPresent("profile") {
            file.fields.errors.add("profile", "Is required, with at least its username")
        }
        let head = file["profile"].flatMap { Head($0, &mistakes) }
        settings = file["settings"].flatMap { json in
            FileObject.read(json, at: "settings", known: Field.settings.map(\.name), &mistakes) { object, _ in
                object.values(of: Field.settings)
            }
        }
        schedule = OpeningHours.schedule(of: &file, &mistakes)
        overrides = OverrideEntry.section(of: &file, &mistakes)
        services = CatalogueEntry.section("services", of: &file, fields: Field.service, &mistakes) { entry, _, _ in
            entry
        }
        staff = StaffEntry.section(of: &file, &mistakes)
        guard let head else { return nil }
        username = head.username
        profileID = head.id
        profile = head.values
    }
}

/// The section that says which profile the file is of.
private struct Head {
    let username: String
    let id: Int64?
    let values: FieldValues

    init?(_ json: JSONValue, _ mistakes: inout Mistakes) {
        let known = ["id", "username"] + Field.profile.map(\.name)
        let head = FileObject.read(json, at: "profile", known: known, &mistakes) { object, _ in Head(&object) }
        guard let head else { return nil }
        self = head
    }

    private init?(_ object: inout FileObject) {
        object.fields.require("username")
        let username = object.fields.parsed("username", ProfileKey.usernameRule, ProfileKey.username)
        id = object.id()
        values = object.values(of: Field.profile)
        guard let username else { return nil }
        self.username = username
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
