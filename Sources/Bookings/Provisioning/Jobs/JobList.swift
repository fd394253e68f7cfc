internal import Postgres

/// Some of the messages to visitors, as a table. Nobody's address is in it.
public struct JobList: Sendable {
    /// Titles and rows; empty where there are none.
    public let table: String
    /// How many rows the table has.
    public let shown: Int
    /// How many there are.
    public let total: Int64
}

extension JobList {
    /// Room for the last error.
    private static let errorLength = 60

    /// Those in one of these states, the oldest first.
    ///
    /// - Parameters:
    ///   - profile: of this profile alone; nil for all.
    ///   - limit: at most so many.
    init(
        _ states: [JobState], of profile: ProfileID?, limit: Int, in transaction: borrowing Transaction
    ) throws {
        let isOfProfile: SQL = profile.map { "n.profile_id = \($0)::bigint" } ?? "true"
        let rows = try transaction.query(
            """
            select \(Job.columns), count(*) over ()
            from \(Job.source)
            where n.state = any (\(states.map(\.rawValue))::text[]) and \(isOfProfile)
            order by n.created_at, n.profile_id, n.id
            limit \(limit)::bigint
            """)
        table = Self.table(of: try rows.map(Job.init))
        shown = rows.count
        total = try rows.first?.int64(Job.columnCount) ?? 0
    }

    private static func table(of jobs: [Job]) -> String {
        var table = TextTable(
            ["ID", "PROFILE", "BOOKING", "KIND", "STATE", "ATTEMPTS", "NEXT TRY", "CREATED", "LAST ERROR"],
            rightAligned: [0, 2, 5])
        for job in jobs {
            table.add([
                "\(job.id.rawValue)", job.username, "\(job.booking.rawValue)", job.kind.rawValue, job.state.rawValue,
                "\(job.attempts)", job.state.isUnderWay ? job.untilNextTry.fromNow : nil, job.created.timestamp,
                job.lastError?.hidingAddresses(of: job.recipient).onOneLine.cut(to: errorLength),
            ])
        }
        return table.text
    }
}

extension Duration {
    /// As in `in 5 min`: in the greatest unit of which there are two, rounded up; `now` for none.
    var fromNow: String {
        let seconds = components.seconds
        guard seconds > 0 else { return "now" }
        for (unit, length) in [("d", 86_400), ("h", 3_600), ("min", 60)] as [(String, Int64)]
        where seconds >= 2 * length {
            return "in \((seconds + length - 1) / length) \(unit)"
        }
        return "in \(seconds) s"
    }
}

extension String {
    /// At most so long, and marked where something is missing.
    func cut(to length: Int) -> String {
        count <= length ? self : prefix(length - 1) + "…"
    }
}
