import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings/{id}/history` and `/notifications`: what happened, and what the visitor was told.
@Suite struct HistoryReadingTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func history(_ booking: Int64) throws -> [JSONValue] {
        let answer = try api.get("\(booking)/history")
        #expect(answer.status == 200)
        #expect(answer.json.keys == ["success", "history"])
        return answer["history"]?.array ?? []
    }

    private func notifications(_ booking: Int64) throws -> [JSONValue] {
        let answer = try api.get("\(booking)/notifications")
        #expect(answer.status == 200)
        #expect(answer.json.keys == ["success", "notifications"])
        return answer["notifications"]?.array ?? []
    }

    private func json(_ text: String) throws -> JSONValue {
        try JSONReader.read(Array(text.utf8))
    }

    @Test func theBeginning() throws {
        let answer = try api.post(
            "",
            """
            {"booking_date": "2026-07-01", "start_time": "10:00", "visitor_name": "Jane", "price": 5,
             "visitor_email": "j@example.com"}
            """)
        let entries = try history(try answer.bookingID())
        #expect(entries.count == 1)
        let created = try #require(entries.first)
        #expect(created.keys == ["id", "action", "actor", "from", "to", "at"])
        #expect(created["action"]?.string == "created")
        #expect(created["actor"]?.keys == ["type", "operator_id", "name"])
        #expect(created["actor"] == (try json(#"{"type": "owner", "operator_id": null, "name": "Test Salon"}"#)))
        #expect(created["from"]?.isNull == true)
        #expect(
            created["to"]
                == (try json(
                    """
                    {"booking_date": "2026-07-01", "start_time": "10:00", "end_time": "11:00", "duration_minutes": 60,
                     "status": "confirmed", "visitor_name": "Jane", "visitor_email": "j@example.com", "price": 5,
                     "currency": "usd", "double_booked": false}
                    """)))
        #expect(created["at"] == answer.booking?["created_at"])
    }

    @Test func oldestFirstWithTheFieldsThatChanged() throws {
        let id = try profile.appointment("2026-07-01", status: "pending")
        let steps: [(() throws -> Void, String, String, String)] = [
            (
                { _ = try api.put("\(id)/status", #"{"status": "cancelled", "reason": "ill"}"#) }, "status",
                #"{"status": "pending", "cancellation_reason": null}"#,
                #"{"status": "cancelled", "cancellation_reason": "ill"}"#
            ),
            (
                { _ = try api.put("\(id)/status", #"{"status": "confirmed"}"#) }, "status",
                #"{"status": "cancelled", "cancellation_reason": "ill"}"#,
                #"{"status": "confirmed", "cancellation_reason": null}"#
            ),
            (
                {
                    _ = try api.put("\(id)/reschedule", #"{"booking_date": "2026-07-02", "start_time": "10:30"}"#)
                }, "rescheduled", #"{"booking_date": "2026-07-01", "start_time": "10:00", "end_time": "11:00"}"#,
                #"{"booking_date": "2026-07-02", "start_time": "10:30", "end_time": "11:30"}"#
            ),
            (
                { try profile.sql("update vexar.bookings set visitor_phone = '1', price = 7 where id = \(id)") },
                "updated", #"{"visitor_phone": null, "price": 0}"#, #"{"visitor_phone": "1", "price": 7}"#
            ),
        ]
        for (step, _, _, _) in steps { try step() }
        let entries = try history(id)
        #expect(entries.count == 5)
        #expect(entries.compactMap { $0["id"]?.integer } == entries.compactMap { $0["id"]?.integer }.sorted())
        for (entry, (_, action, from, to)) in zip(entries.dropFirst(), steps) {
            #expect(entry["action"]?.string == action)
            #expect(entry["from"] == (try json(from)))
            #expect(entry["to"] == (try json(to)))
        }
        let instants = entries.compactMap { $0["at"]?.string }
        #expect(instants.count == 5 && instants.allSatisfy { $0.hasSuffix("Z") && $0.contains("T") })
        #expect(entries.last?["at"] == (try api.get("\(id)").booking?["updated_at"]))
    }

    @Test func whatChangesNothingLeavesNoTrace() throws {
        let id = try profile.appointment("2026-07-01", email: "j@example.com")
        _ = try api.put("\(id)/status", #"{"status": "confirmed"}"#)
        _ = try api.put("\(id)/status", #"{"status": "pending"}"#)
        _ = try api.put("\(id)/reschedule", #"{"booking_date": "2026-07-01", "start_time": "10:00"}"#)
        _ = try api.post("\(id)/notify", nil)
        #expect(try history(id).count == 1)
    }

    @Test func whoeverMadeTheChange() throws {
        let (ann, bob) = (try profile.staff("Ann Lee"), try profile.staff("Bob"))
        try profile.sql("update vexar.staff set display_name = 'Annie' where id = \(ann)")
        let id = try profile.appointment("2026-07-01", staff: ann)
        let token = TestToken.make(TestToken.claims(profile.id, #""operator_id":\#(ann)"#))
        let tokens = try TestAPI(key: token, tokenSecret: TestToken.secret)
        _ = try TestAPI(key: profile.key(for: ann)).put("\(id)/status", #"{"status": "completed"}"#)
        _ = try api.put("\(id)/status", #"{"status": "confirmed"}"#)
        _ = try tokens.put("\(id)/status", #"{"status": "cancelled"}"#)
        try profile.sql("update vexar.staff set can_view_all = true where id = \(bob)")
        _ = try TestAPI(key: profile.key(for: bob)).put("\(id)/status", #"{"status": "pending"}"#)
        try profile.sql("update vexar.staff set display_name = 'Renamed', is_active = false where id = \(ann)")
        let actors = try history(id).map { $0["actor"] }
        let annie = try json(#"{"type": "staff", "operator_id": \#(ann), "name": "Annie"}"#)
        #expect(
            actors == [
                try json(#"{"type": "system", "operator_id": null, "name": null}"#), annie,
                try json(#"{"type": "owner", "operator_id": null, "name": "Test Salon"}"#), annie,
                try json(#"{"type": "staff", "operator_id": \#(bob), "name": "Bob"}"#),
            ])
    }

    @Test func nothingIsEmptyButThere() throws {
        let id = try profile.appointment("2026-07-01")
        #expect(try api.get("\(id)/notifications").text == #"{"success":true,"notifications":[]}"#)
    }

    @Test func whatTheVisitorIsToBeTold() throws {
        let answer = try api.post(
            "",
            """
            {"booking_date": "2026-07-01", "start_time": "10:00", "visitor_name": "Jane",
             "visitor_email": "j@example.com"}
            """)
        let id = try answer.bookingID()
        _ = try api.put("\(id)/reschedule", #"{"booking_date": "2026-07-02", "start_time": "10:00"}"#)
        _ = try api.put("\(id)/status", #"{"status": "completed"}"#)
        _ = try api.put("\(id)/status", #"{"status": "confirmed"}"#)
        _ = try api.put("\(id)/status", #"{"status": "cancelled"}"#)
        let messages = try notifications(id)
        #expect(
            messages.compactMap { $0["kind"]?.string } == ["confirmed", "rescheduled", "review_request", "cancelled"])
        #expect(messages.suffix(2).compactMap { $0["state"]?.string } == ["cancelled", "queued"])
        #expect(messages.compactMap { $0["id"]?.integer } == messages.compactMap { $0["id"]?.integer }.sorted())
        for message in messages {
            #expect(
                message.keys == [
                    "id", "kind", "recipient", "state", "attempts", "last_error", "created_at", "sent_at",
                ])
            #expect(message["recipient"]?.string == "j@example.com")
            #expect(message["attempts"]?.integer == 0)
            #expect(message["last_error"]?.isNull == true)
            #expect(message["sent_at"]?.isNull == true)
        }
    }

    @Test func whatBecameOfAMessage() throws {
        let id = try profile.appointment("2026-07-01", email: "j@example.com")
        try profile.sql(
            """
            insert into vexar.notifications (
                profile_id, booking_id, booking_version, kind, cause, recipient, state, attempts, last_error,
                locked_until, created_at, sent_at
            )
            values
                (\(profile.id), \(id), 1, 'confirmed', 'change', 'a@b.c', 'sent', 2, '451 "busy"', null,
                 '2026-07-01 10:00+02', '2026-07-01 10:05:00.25+02'),
                (\(profile.id), \(id), 1, 'rescheduled', 'request', 'a@b.c', 'sending', 1, null,
                 '2026-07-01 12:00+00', '2026-07-01 11:00+00', null),
                (\(profile.id), \(id), 1, 'cancelled', 'change', 'a@b.c', 'failed', 9, '550 no', null,
                 '2026-07-01 09:00+00', null)
            """)
        let messages = try notifications(id)
        #expect(messages.map { $0["state"]?.string } == ["sent", "sending", "failed"])
        #expect(messages.map { $0["attempts"]?.integer } == [2, 1, 9])
        #expect(messages[0]["last_error"]?.string == #"451 "busy""#)
        #expect(messages[0]["created_at"]?.string == "2026-07-01T08:00:00Z")
        #expect(messages[0]["sent_at"]?.string == "2026-07-01T08:05:00.25Z")
        #expect(messages[1]["sent_at"]?.isNull == true)
    }
}
