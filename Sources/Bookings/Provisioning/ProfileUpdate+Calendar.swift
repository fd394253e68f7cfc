internal import Postgres

extension ProfileUpdate {
    /// The profile's own opening hours.
    func updateSchedule(in transaction: borrowing Transaction) throws -> [ChangeLine] {
        let details = try replaceSchedule(of: nil, from: stored.schedule, with: document.schedule, in: transaction)
        return details.isEmpty ? [] : [ChangeLine(sign: .changed, subject: "schedule", details: details)]
    }

    /// The opening hours of a staff member, or with nil those of the profile. Gives back what changed.
    func replaceSchedule(
        of staffMember: OperatorID?, from before: [Stored<OpeningHours>], with given: [OpeningHours]?,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        guard let given else { return [] }
        let change = ListChange(from: before, to: given)
        if !change.removed.isEmpty {
            try delete(change.removed.map(\.id), from: "vexar.schedules", in: transaction)
        }
        if !change.added.isEmpty {
            _ = try transaction.query(insertion(of: change.added, for: staffMember))
        }
        return WeekSummary(change.added).lines.map { "+\($0)" }
            + WeekSummary(change.removed.map(\.content)).lines.map { "-\($0)" }
    }

    private func insertion(of hours: [OpeningHours], for staffMember: OperatorID?) -> SQL {
        """
        insert into vexar.schedules (profile_id, operator_id, day_of_week, is_available, start_time, end_time)
        select \(stored.id)::bigint, \(staffMember)::bigint, h.*
        from unnest(
            \(hours.map(\.dayOfWeek))::smallint[], \(hours.map(\.isAvailable))::boolean[],
            \(hours.map(\.times?.start))::time[], \(hours.map(\.times?.end))::time[]
        ) as h
        """
    }

    /// Days that differ from the schedules, of the profile and its staff.
    func updateOverrides(in transaction: borrowing Transaction) throws -> [ChangeLine] {
        guard let given = document.overrides?.compactMap(\.override) else { return [] }
        let change = ListChange(from: stored.overrides, to: given)
        if !change.removed.isEmpty {
            try delete(change.removed.map(\.id), from: "vexar.overrides", in: transaction)
        }
        if !change.added.isEmpty { _ = try transaction.query(insertion(of: change.added)) }
        return change.removed.map { ChangeLine(sign: .removed, subject: "override \($0.content)") }
            + change.added.map { ChangeLine(sign: .added, subject: "override \($0)") }
    }

    private func insertion(of overrides: [Override]) -> SQL {
        """
        insert into vexar.overrides (
            profile_id, operator_id, override_date, is_available, start_time, end_time, reason
        )
        select \(stored.id)::bigint, s.id, o.day, o.is_available, o.start_time, o.end_time, o.reason
        from unnest(
            \(overrides.map(\.staffKey))::text[], \(overrides.map(\.date))::date[],
            \(overrides.map(\.isAvailable))::boolean[], \(overrides.map(\.times?.start))::time[],
            \(overrides.map(\.times?.end))::time[], \(overrides.map(\.reason))::text[]
        ) with ordinality as o (staff_key, day, is_available, start_time, end_time, reason, place)
        left join vexar.staff as s on s.profile_id = \(stored.id) and s.key = o.staff_key
        order by o.place
        """
    }

    private func delete(_ ids: [Int64], from table: String, in transaction: borrowing Transaction) throws {
        _ = try transaction.query(
            """
            delete from \(unsafeRaw: table)
            where profile_id = \(stored.id) and id = any(\(ids)::bigint[])
            """)
    }
}

extension Override: CustomStringConvertible {
    /// As in `2026-12-24 (anna) 10:00-14:00 "Christmas Eve"`.
    var description: String {
        let whose = staffKey.map { " (\($0))" } ?? ""
        let why = reason.map { " \($0.quoted)" } ?? ""
        return "\(date)\(whose) \(times.described(isAvailable: isAvailable))\(why)"
    }
}
