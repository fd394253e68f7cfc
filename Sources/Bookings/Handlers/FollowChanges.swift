internal import HTTP
internal import Postgres

/// `GET /bookings?changed_since=`: the feed of changes.
enum FollowChanges {
    static func respond(to feed: ChangeFeed, _ call: Call, _ tenant: Tenant) throws -> Response {
        let session = call.session
        var statements = [feed.bookings(for: session)]
        if let viewed = session.viewedOperator {
            statements.append(feed.departures(of: viewed, in: session.profile))
        }
        let results = try tenant.read(statements)
        let changed = try results[0].map { row in
            Entry(
                cursor: ChangeCursor(
                    ts: try row.int64(BookingObject.columnCount),
                    booking: BookingID(rawValue: try row.int64(BookingObject.Member.id.rawValue))), row: row)
        }
        let gone = try results.dropFirst().flatMap { rows in
            try rows.map { row in
                Entry(
                    cursor: ChangeCursor(ts: try row.int64(0), booking: BookingID(rawValue: try row.int64(1))), row: nil
                )
            }
        }
        let entries = (changed + gone).sorted { $0.cursor < $1.cursor }
        return try answer(feed, entries, listsGone: session.viewedOperator != nil)
    }

    /// A booking that changed, or, without a row, one that has left the view.
    private struct Entry {
        let cursor: ChangeCursor
        let row: Row?

        var booking: Int64 { cursor.booking?.rawValue ?? 0 }
    }

    private static func answer(_ feed: ChangeFeed, _ entries: [Entry], listsGone: Bool) throws -> Response {
        let page = entries.prefix(Int(feed.limit))
        return try .success(capacity: 512 * (page.count + 1)) {
            try $0.member("bookings") {
                try $0.array { for row in page.compactMap(\.row) { try BookingObject.shape.write(row, to: &$0) } }
            }
            if listsGone {
                $0.member("gone") {
                    $0.array { for entry in page where entry.row == nil { $0.integer(entry.booking) } }
                }
            }
            $0.member("next", (page.last?.cursor ?? feed.since).description)
            $0.member("more", entries.count > page.count)
        }
    }
}
