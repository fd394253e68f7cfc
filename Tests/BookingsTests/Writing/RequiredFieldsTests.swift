import HTTP
import Postgres
import Testing

@testable import Bookings

/// What a create cannot do without, and what stands for what was left out.
@Suite struct RequiredFieldsTests {
    @Test func anEmptyBodyNamesEverythingThatIsMissing() throws {
        let api = try TestAPI(key: TestProfile().key)
        expectInvalid(try api.post("", "{}"), "booking_date", "start_time", "visitor_name")
    }

    @Test(arguments: ["booking_date", "start_time", "visitor_name"])
    func eachIsRequiredAndNullIsTheSameAsLeftOut(_ field: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        expectInvalid(try api.create(.appointment().without(field)), field)
        expectInvalid(try api.create(.appointment().with(field, .null)), field)
        #expect(try api.total() == 0)
    }

    @Test(arguments: ["booking_date", "checkout_date", "visitor_name"])
    func ofAStayToo(_ field: String) throws {
        let profile = try TestProfile()
        let room = try profile.rental()
        let api = try TestAPI(key: profile.key)
        expectInvalid(try api.create(.stay(room).without(field)), field)
        expectInvalid(try api.create(.stay(room).with(field, .null)), field)
    }

    @Test(arguments: [
        "product_id", "operator_id", "duration_minutes", "visitor_email", "visitor_phone",
        "visitor_note", "price", "currency", "status", "checkout_date", "allow_double_booking", "send_notification",
    ])
    func nullIsTheSameAsLeftOutForAllTheRest(_ field: String) throws {
        let profile = try TestProfile()
        let api = try TestAPI(key: profile.key)
        let plain = try api.create(.appointment("2030-05-06"))
        let withNull = try api.create(.appointment("2030-05-07").with(field, .null))
        #expect(withNull.status == 201, "\(withNull.text)")
        for same in [
            "product_id", "operator_id", "duration_minutes", "end_time", "checkout_date", "status", "price",
            "currency", "visitor_email", "visitor_phone", "visitor_note", "double_booked", "version",
        ] {
            #expect(plain.booking?[same] == withNull.booking?[same], "\(same)")
        }
    }

    @Test func aCustomAppointmentTakesTheProfilesDefaults() throws {
        let profile = try TestProfile(currency: "uah")
        try profile.sql("update vexar.profile_settings set slot_duration = 45 where profile_id = \(profile.id)")
        let answer = try TestAPI(key: profile.key).create(.appointment())
        #expect(answer.status == 201)
        #expect(answer.number("duration_minutes") == 45)
        #expect(answer.word("end_time") == "10:45")
        #expect(answer.number("price") == 0)
        #expect(answer.word("currency") == "uah")
        #expect(answer.word("status") == "confirmed")
    }

    @Test func aServiceGivesItsOwnDefaults() throws {
        let profile = try TestProfile()
        let service = try profile.service(price: 7_700, minutes: 25, currency: "eur")
        let answer = try TestAPI(key: profile.key).create(.appointment(product: service))
        #expect(answer.number("duration_minutes") == 25)
        #expect(answer.number("price") == 7_700)
        #expect(answer.word("currency") == "eur")
        #expect(answer.word("product_name") == "Cut")
    }

    @Test func aServiceWithoutADurationOrCurrencyFallsBackOnTheProfile() throws {
        let profile = try TestProfile(currency: "chf")
        let service = try profile.service(minutes: nil)
        let answer = try TestAPI(key: profile.key).create(.appointment(product: service))
        #expect(answer.number("duration_minutes") == 60)
        #expect(answer.word("currency") == "chf")
    }

    @Test func whatIsSentWinsOverEveryDefault() throws {
        let profile = try TestProfile()
        let service = try profile.service(price: 7_700, minutes: 25, currency: "eur")
        let answer = try TestAPI(key: profile.key).create(
            .appointment(product: service, minutes: 90).with(["price": 0, "currency": "GBP", "status": "pending"]))
        #expect(answer.number("duration_minutes") == 90)
        #expect(answer.number("price") == 0)
        #expect(answer.word("currency") == "gbp")
        #expect(answer.word("status") == "pending")
    }

    @Test(arguments: ["completed", "cancelled", "Confirmed", "", "no_show"])
    func aBookingBeginsConfirmedOrPending(_ status: String) throws {
        let api = try TestAPI(key: TestProfile().key)
        expectInvalid(try api.create(.appointment().with("status", .string(status))), "status")
    }

    /// Neither opening hours, notice, buffers, `is_bookable`, a full day nor the past bind the owner.
    @Test func onlyOtherBookingsBindTheOwner() throws {
        let profile = try TestProfile()
        let ann = try profile.staff()
        try profile.sql(
            """
            update vexar.profile_settings
            set buffer_time = 60, min_notice_hours = 100, max_advance_days = 1, max_bookings_per_day = 1,
                require_payment = true, staff_selection_mode = 'required'
            where profile_id = \(profile.id)
            """)
        try profile.sql("update vexar.staff set is_bookable = false where profile_id = \(profile.id)")
        let api = try TestAPI(key: profile.key)
        for (date, time) in [("2001-02-03", "03:00"), ("2030-05-06", "10:00"), ("2030-05-06", "11:00")] {
            #expect(try api.create(.appointment(date, time, staff: ann)).status == 201)
        }
        #expect(try api.create(.appointment("2030-05-06", "12:00")).status == 201)
    }
}
