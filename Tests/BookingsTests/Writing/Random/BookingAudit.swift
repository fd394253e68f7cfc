import Foundation
import HTTP
import Postgres
import Testing

@testable import Bookings

/// Looks at everything that a salon's keys can see, and at the tables behind it.
struct BookingAudit {
    /// What a key saw at some point.
    struct Checkpoint {
        let key: String
        let ts: Int64
        let bookings: [Int64: JSONValue]
    }

    let profile: TestProfile
    let salon: ModelSalon
    let apis: [String: TestAPI]

    /// Whatever is not as the model has it.
    func problems(_ bookings: [ModelBooking]) throws -> [String] {
        var problems: [String] = []
        for speaker in salon.speakers {
            let visible = bookings.filter(speaker.sees)
            let api = try #require(apis[speaker.key])
            problems += try listProblems(api, visible) + statisticsProblems(api, visible)
        }
        let owner = try #require(apis[salon.speakers[0].key])
        for booking in bookings { problems += try historyProblems(owner, booking) }
        return problems + (try tableProblems())
    }

    private func listProblems(_ api: TestAPI, _ visible: [ModelBooking]) throws -> [String] {
        let seen = try all(api)
        guard Set(seen.keys) == Set(visible.map(\.id)) else { return ["the list has other bookings"] }
        return visible.flatMap { booking in
            booking.differences(from: seen[booking.id]).map { "\(booking.id) \($0)" }
        }
    }

    private func statisticsProblems(_ api: TestAPI, _ visible: [ModelBooking]) throws -> [String] {
        let before = Date().timeIntervalSince1970
        let stats = try #require(api.get("stats")["stats"])
        let (now, day) = (Date().timeIntervalSince1970, Int(before) / 86_400)
        let starts = visible.map { booking in
            // A stay counts as to come until its first day is over.
            Double(booking.isStay ? (booking.start / 1_440 + 1) * 86_400 : booking.start * 60)
        }
        // One that begins just while the question is asked has two right answers.
        if starts.contains(where: { (before - 1...now + 1).contains($0) }) || Int(now) / 86_400 != day { return [] }
        let counts: [String: Int] = [
            "total": visible.count, "pending": visible.count { $0.status == "pending" },
            "today": visible.count { $0.start / 1_440 == day && $0.status != "cancelled" },
            "upcoming": zip(visible, starts).count { $0.isHolding && $1 >= before },
        ]
        return counts.compactMap { name, count in
            stats[name]?.integer == Int64(count) ? nil : "\(name) is \(stats[name] as Any), not \(count)"
        }
    }

    /// An entry for every version, by whom it was.
    private func historyProblems(_ api: TestAPI, _ booking: ModelBooking) throws -> [String] {
        let changes = try api.history(booking.id).map {
            ModelBooking.Change(action: $0["action"]?.string ?? "", actor: $0["actor"]?["operator_id"]?.integer)
        }
        guard changes == booking.changes else { return ["\(booking.id) history: \(changes), not \(booking.changes)"] }
        return try storyProblems(api, booking.id)
    }

    /// Entries that follow from each other and together make the booking what it is.
    func storyProblems(_ api: TestAPI, _ id: Int64) throws -> [String] {
        var facts: [String: JSONValue] = [:]
        let (history, now) = (try api.history(id), try api.booking(id))
        for entry in history {
            for member in entry["from"]?.object ?? JSONObject() where facts[member.key, default: .null] != member.value
            {
                return ["\(id) history: \(member.key) was not \(member.value)"]
            }
            for member in entry["to"]?.object ?? JSONObject() { facts[member.key] = member.value }
        }
        let instants = history.compactMap { $0["at"]?.string?.sortableInstant }
        guard instants == instants.sorted(), now["version"]?.integer == Int64(history.count) else {
            return ["\(id) history is out of order or has gaps"]
        }
        return facts.compactMap { now[$0.key] == $0.value ? nil : "\(id) history ends with another \($0.key)" }
    }

    /// Versions without a gap; clean holds that do not meet beyond what there is room for; a hold for all who should
    /// have one, and for nobody else.
    func tableProblems() throws -> [String] {
        let rows = try profile.sql(
            """
            select 'version' as problem, n.booking_id
            from (
                select
                    h.booking_id, h.version,
                    row_number() over (partition by h.booking_id order by h.id) as place
                from vexar.booking_history as h
                where h.profile_id = \(profile.id)
            ) as n
            where n.version <> n.place
            union all
            select 'overlap', a.booking_id
            from vexar.holds as a
            inner join vexar.holds as b
                on
                    b.profile_id = a.profile_id and b.line = a.line and b.booking_id > a.booking_id
                    and b.during && a.during
            where
                a.profile_id = \(profile.id) and not a.double_booked and not b.double_booked
                and (a.session <> b.session or a.seat = b.seat)
            union all
            select 'hold', b.id
            from vexar.bookings as b
            where
                b.profile_id = \(profile.id)
                and (b.status in ('pending', 'confirmed'))
                <> exists (select from vexar.holds as h where h.profile_id = b.profile_id and h.booking_id = b.id)
            """)
        return try rows.map { "\(try $0.string(0)) of \(try $0.int64(1))" }
    }
}

extension BookingAudit {
    /// What each key sees now.
    func checkpoints() throws -> [Checkpoint] {
        try salon.speakers.map { speaker in
            let api = try #require(apis[speaker.key])
            return Checkpoint(key: speaker.key, ts: try api.poll(), bookings: try all(api))
        }
    }

    /// Where the feed of changes leads from a point.
    func follow(_ checkpoint: Checkpoint, limit: Int) throws -> [Int64: JSONValue] {
        let api = try #require(apis[checkpoint.key])
        var (bookings, next, more) = (checkpoint.bookings, String(checkpoint.ts), true)
        while more {
            let page = try api.get("?changed_since=\(next)&limit=\(limit)")
            for booking in page.bookings { bookings[try #require(booking["id"]?.integer)] = booking }
            for gone in page["gone"]?.array ?? [] { bookings[try #require(gone.integer)] = nil }
            next = try #require(page["next"]?.string ?? page["next"]?.integer.map(String.init))
            more = page["more"]?.bool == true
        }
        return bookings
    }

    /// The whole list, page by page.
    private func all(_ api: TestAPI) throws -> [Int64: JSONValue] {
        var seen: [Int64: JSONValue] = [:]
        var total: Int64 = 1
        while Int64(seen.count) < total {
            let page = try api.get("?order=asc&limit=200&offset=\(seen.count)")
            total = try #require(page.total)
            for booking in page.bookings { seen[try #require(booking["id"]?.integer)] = booking }
            if page.bookings.isEmpty { break }
        }
        return seen
    }
}
