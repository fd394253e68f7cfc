import HTTP
import Postgres
import Testing

@testable import Bookings

/// The booking object: the same fields in the same order wherever one is returned, with nulls never left out.
@Suite struct BookingObjectTests {
    private static let fields = [
        "id", "product_id", "product_name", "operator_id", "operator_name", "booking_date", "start_time", "end_time",
        "checkout_date", "duration_minutes", "status", "visitor_name", "visitor_email", "visitor_phone",
        "visitor_note", "price", "currency", "cancellation_reason", "double_booked", "version", "allowed_statuses",
        "created_at", "updated_at",
    ]

    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    /// The object with its two timestamps and its id taken out, as text.
    private func plain(_ booking: JSONValue) -> [String] {
        (booking.object ?? JSONObject())
            .filter { !["id", "created_at", "updated_at"].contains($0.key) }
            .map { "\($0.key)=\(Self.text($0.value))" }
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): "\(flag)"
        case .number(let number): number.literal
        case .string(let text): "'\(text)'"
        case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
        case .object(let members): "{" + members.map { "\($0.key):\(text($0.value))" }.joined(separator: ",") + "}"
        }
    }

    @Test func anAppointmentWithEverything() throws {
        let product = try profile.service("Cut & \"colour\"")
        let staff = try profile.staff("Ann Lee", offers: [product])
        try profile.sql("update vexar.staff set display_name = 'Ann' where id = \(staff)")
        let answer = try api.post(
            "",
            """
            {"product_id": \(product), "operator_id": \(staff), "booking_date": "2026-07-01", "start_time": "23:30",
             "duration_minutes": 45, "visitor_name": "Zoë \\ud83d\\ude00 \\"Z\\" <b>", "visitor_email": "z@example.com",
             "visitor_phone": "+380 44", "visitor_note": "a\\n\\tb\\\\", "price": 9999999999, "currency": "UAH",
             "status": "pending"}
            """)
        #expect(
            plain(try #require(answer.booking)) == [
                "product_id=\(product)", "product_name='Cut & \"colour\"'", "operator_id=\(staff)",
                "operator_name='Ann'", "booking_date='2026-07-01'", "start_time='23:30'", "end_time='00:15'",
                "checkout_date=null", "duration_minutes=45", "status='pending'", "visitor_name='Zoë 😀 \"Z\" <b>'",
                "visitor_email='z@example.com'", "visitor_phone='+380 44'", "visitor_note='a\n\tb\\'",
                "price=9999999999", "currency='uah'", "cancellation_reason=null", "double_booked=false", "version=1",
                "allowed_statuses=['confirmed','completed','cancelled']",
            ])
    }

    @Test func anAppointmentWithNothingButTheNeedful() throws {
        let answer = try api.post(
            "", #"{"booking_date": "2026-07-01", "start_time": "00:00", "visitor_name": "J"}"#)
        #expect(
            plain(try #require(answer.booking)) == [
                "product_id=null", "product_name=null", "operator_id=null", "operator_name=null",
                "booking_date='2026-07-01'", "start_time='00:00'", "end_time='01:00'", "checkout_date=null",
                "duration_minutes=60", "status='confirmed'", "visitor_name='J'", "visitor_email=null",
                "visitor_phone=null", "visitor_note=null", "price=0", "currency='usd'", "cancellation_reason=null",
                "double_booked=false", "version=1", "allowed_statuses=['completed','cancelled']",
            ])
    }

    @Test func aStay() throws {
        let room = try profile.rental("Room 1", price: 9_000)
        let answer = try api.post(
            "",
            """
            {"product_id": \(room), "booking_date": "2026-12-30", "checkout_date": "2027-01-02", "visitor_name": "J"}
            """)
        #expect(
            plain(try #require(answer.booking)) == [
                "product_id=\(room)", "product_name='Room 1'", "operator_id=null", "operator_name=null",
                "booking_date='2026-12-30'", "start_time=null", "end_time=null", "checkout_date='2027-01-02'",
                "duration_minutes=null", "status='confirmed'", "visitor_name='J'", "visitor_email=null",
                "visitor_phone=null", "visitor_note=null", "price=27000", "currency='usd'",
                "cancellation_reason=null", "double_booked=false", "version=1",
                "allowed_statuses=['completed','cancelled']",
            ])
    }

    @Test func theSameWhereverItIsReturned() throws {
        let id = try profile.appointment("2026-07-01", name: "Jane", email: "j@example.com")
        try profile.stay(in: try profile.rental(), "2026-07-01", "2026-07-03")
        let one = try #require(try api.get("\(id)").booking)
        #expect(one.keys == Self.fields)
        let range = "date_from=2026-07-01&date_to=2026-07-01"
        for path in ["", "?changed_since=0", "?\(range)", "grid?\(range)"] {
            let bookings = try api.get(path).bookings
            #expect(bookings.count == 2)
            #expect(bookings.first { $0["id"]?.integer == id } == one)
            for booking in bookings { #expect(booking.keys == Self.fields) }
        }
        #expect(try api.put("\(id)/status", #"{"status": "confirmed"}"#).booking == one)
        let moved = try api.put(
            "\(id)/reschedule", #"{"booking_date": "2026-07-02", "start_time": "10:00"}"#)
        #expect(moved.booking?.keys == Self.fields)
        #expect(moved.booking == (try api.get("\(id)").booking))
        let refused = try api.put("\(id)/status", #"{"status": "pending"}"#)
        #expect(refused.code == "illegal_transition")
        #expect(refused.booking == moved.booking)
    }

    @Test func goesWhereTheTableLetsItGo() throws {
        let table = [
            "pending": ["confirmed", "completed", "cancelled"], "confirmed": ["completed", "cancelled"],
            "completed": ["confirmed"], "cancelled": ["pending", "confirmed"],
        ]
        for (status, successors) in table {
            let booking = try api.get("\(try profile.appointment("2026-07-01", status: status))").booking
            #expect(booking?["allowed_statuses"]?.array?.compactMap(\.string) == successors)
        }
    }

    @Test func instantsAreInUTCAndVersionsCount() throws {
        let id = try profile.appointment("2026-07-01")
        try profile.sql("set session_replication_role = replica")
        try profile.sql(
            """
            update vexar.bookings
            set created_at = '2026-01-01 01:00:00+02', updated_at = '2026-01-01 00:00:00.5+00'
            where id = \(id)
            """)
        let booking = try api.get("\(id)").booking
        #expect(booking?["created_at"]?.string == "2025-12-31T23:00:00Z")
        #expect(booking?["updated_at"]?.string == "2026-01-01T00:00:00.5Z")
    }

    @Test func namesAreThoseOfToday() throws {
        let product = try profile.service("Old")
        let staff = try profile.staff("Ann", offers: [product])
        let id = try profile.appointment("2026-07-01", product: product, staff: staff)
        try profile.sql("update vexar.products set name = 'New', is_active = false where id = \(product)")
        try profile.sql("update vexar.staff set name = 'Anna', is_active = false where id = \(staff)")
        let booking = try api.get("\(id)").booking
        #expect(booking?["product_name"]?.string == "New")
        #expect(booking?["operator_name"]?.string == "Anna")
        #expect(booking?["version"]?.integer == 1)
    }
}
