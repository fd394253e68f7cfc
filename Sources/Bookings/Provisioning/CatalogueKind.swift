/// What is known by a key and archived rather than deleted: services and staff, stored and changed alike.
struct CatalogueKind: Sendable {
    /// What one is called in a line of changes.
    let word: String
    /// What one is called in a sentence.
    let noun: String
    let table: String
    let fields: [Field]

    static let services = CatalogueKind(
        word: "service", noun: "service", table: "vexar.products", fields: Field.service)
    static let staff = CatalogueKind(word: "staff", noun: "staff member", table: "vexar.staff", fields: Field.staff)
}
