/// A profile as the database has it: all that the profile file can say of it.
struct StoredProfile: Sendable {
    let id: ProfileID
    let username: String
    let values: FieldValues
    /// Nil where the profile was not made by `profile apply` and has none yet.
    let settings: FieldValues?
    let schedule: [Stored<OpeningHours>]
    let overrides: [Stored<Override>]
    let services: [StoredItem<ProductID>]
    let staff: [StoredStaffMember]
}

/// A row that is replaced rather than changed, with its id.
struct Stored<Content: Hashable & Sendable>: Sendable {
    let id: Int64
    let content: Content
}

/// A service or staff member.
struct StoredItem<ID: Identifier>: Sendable {
    let id: ID
    let key: String
    let values: FieldValues

    /// Whether it is not archived.
    var isActive: Bool { values["is_active"] == .flag(true) }
}

/// A staff member, with what is theirs.
struct StoredStaffMember: Sendable {
    let item: StoredItem<OperatorID>
    /// The keys of the services offered.
    let services: [String]
    let schedule: [Stored<OpeningHours>]
}
