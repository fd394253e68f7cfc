internal import Postgres

extension ProfileUpdate {
    /// Services: those listed made, changed or made active again, the others archived.
    func updateServices(in transaction: borrowing Transaction) throws -> [ChangeLine] {
        guard let listed = document.services else { return [] }
        let table = CatalogueTable<ProductID>(kind: .services, profile: stored.id, stored: stored.services)
        var lines: [ChangeLine] = []
        for entry in listed { lines += try table.put(entry, in: transaction).line.map { [$0] } ?? [] }
        return try lines + table.archive(allBut: listed.map(\.key), in: transaction)
    }

    /// Staff, likewise, each with the services offered and a schedule.
    func updateStaff(in transaction: borrowing Transaction) throws -> [ChangeLine] {
        guard let listed = document.staff else { return [] }
        let table = CatalogueTable<OperatorID>(kind: .staff, profile: stored.id, stored: stored.staff.map(\.item))
        let lines = try listed.map { try updateStaffMember($0, table, in: transaction) }
        return try lines.compactMap(\.self) + table.archive(allBut: listed.map(\.entry.key), in: transaction)
    }

    private func updateStaffMember(
        _ listed: StaffEntry, _ table: CatalogueTable<OperatorID>, in transaction: borrowing Transaction
    ) throws -> ChangeLine? {
        let before = stored.staff.first { $0.item.key == listed.entry.key }
        let (id, line) = try table.put(listed.entry, in: transaction)
        let offers = try updateOffers(of: id, from: before?.services ?? [], to: listed.services, in: transaction)
        let hours = try replaceSchedule(of: id, from: before?.schedule ?? [], with: listed.schedule, in: transaction)
        let details = offers + (hours.isEmpty ? [] : ["schedule \(hours.joined(separator: ", "))"])
        guard !details.isEmpty else { return line }
        return ChangeLine(
            sign: line?.sign ?? .changed, subject: line?.subject ?? table.subject(listed.entry.key),
            details: (line?.details ?? []) + details)
    }

    /// Which services a staff member offers, replaced as a whole.
    private func updateOffers(
        of staffMember: OperatorID, from before: [String], to listed: [(path: String, key: String)]?,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        guard let wanted = listed?.map(\.key) else { return [] }
        let added = wanted.filter { !before.contains($0) }
        let removed = before.filter { !wanted.contains($0) }
        if !removed.isEmpty {
            _ = try transaction.query(
                """
                delete from vexar.staff_products as o
                using vexar.products as p
                where
                    o.profile_id = \(stored.id) and o.operator_id = \(staffMember)
                    and p.profile_id = o.profile_id and p.id = o.product_id and p.key = any(\(removed)::text[])
                """)
        }
        if !added.isEmpty {
            _ = try transaction.query(
                """
                insert into vexar.staff_products (profile_id, operator_id, product_id)
                select p.profile_id, \(staffMember)::bigint, p.id
                from vexar.products as p
                where p.profile_id = \(stored.id) and p.key = any(\(added)::text[])
                """)
        }
        let signed = added.map { "+\($0)" } + removed.map { "-\($0)" }
        return signed.isEmpty ? [] : ["services \(signed.joined(separator: " "))"]
    }
}

/// The rows of one section that is listed by key.
struct CatalogueTable<ID: Identifier> {
    let kind: CatalogueKind
    let profile: ProfileID
    let stored: [StoredItem<ID>]

    func subject(_ key: String) -> String { "\(kind.word) \(key)" }

    /// Makes or changes what the file lists. To be listed means to be active, unless the file says otherwise.
    func put(_ entry: CatalogueEntry, in transaction: borrowing Transaction) throws -> (id: ID, line: ChangeLine?) {
        let given = entry.values.merging(["is_active": .flag(true)]) { given, _ in given }
        guard let before = stored.first(where: { $0.key == entry.key }) else {
            return try insert(entry.key, given, in: transaction)
        }
        let changes = kind.fields.changes(from: before.values, to: given)
        if changes.isEmpty { return (before.id, nil) }
        try update(before.id, changes, in: transaction)
        return (before.id, ChangeLine(sign: .changed, subject: subject(entry.key), details: changes.map(\.description)))
    }

    /// Archives what is active and not listed any more.
    func archive(allBut listed: [String], in transaction: borrowing Transaction) throws -> [ChangeLine] {
        let gone = stored.filter { $0.isActive && !listed.contains($0.key) }
        if gone.isEmpty { return [] }
        _ = try transaction.query(
            """
            update \(unsafeRaw: kind.table)
            set is_active = false
            where profile_id = \(profile) and id = any(\(gone.map(\.id))::bigint[])
            """)
        return gone.map { ChangeLine(sign: .removed, subject: "\(subject($0.key)) (archived)") }
    }

    private func insert(
        _ key: String, _ given: FieldValues, in transaction: borrowing Transaction
    ) throws -> (id: ID, line: ChangeLine?) {
        let fields = kind.fields.filter { given[$0.name] != nil }
        let values: [SQL] = fields.map { "\(given[$0.name])" }
        let rows = try transaction.query(
            """
            insert into \(unsafeRaw: kind.table) (profile_id, key, \(unsafeRaw: fields.columns))
            values (\(profile), \(key), \(values.joined(separator: ", ")))
            returning id
            """)
        guard let row = rows.first else { throw ProvisioningError.unexpected("\(subject(key)) has got no id") }
        return (ID(rawValue: try row.int64(0)), ChangeLine(sign: .added, subject: subject(key)))
    }

    private func update(_ id: ID, _ changes: [FieldChange], in transaction: borrowing Transaction) throws {
        _ = try transaction.query(
            """
            update \(unsafeRaw: kind.table)
            set \(changes.assignments)
            where profile_id = \(profile) and id = \(id)
            """)
    }
}
