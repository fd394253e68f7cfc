import HTTP
import Postgres
import Testing

@testable import Bookings

/// `GET /bookings`: each filter alone, and all of them together.
@Suite struct ListFilterTests {
    private let profile: TestProfile
    private let api: TestAPI

    init() throws {
        profile = try TestProfile()
        api = try TestAPI(key: profile.key)
    }

    private func expect(_ query: String, finds ids: [Int64], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let answer = try api.get("?\(query)&order=asc")
        #expect(answer.status == 200, "\(query)", sourceLocation: sourceLocation)
        #expect(answer.ids == ids, "\(query)", sourceLocation: sourceLocation)
        #expect(answer.total == Int64(ids.count), "\(query)", sourceLocation: sourceLocation)
    }

    @Test func theShapeOfAList() throws {
        let empty = try api.get("")
        #expect(empty.text == #"{"success":true,"bookings":[],"total":0}"#)
        #expect(empty.headers["Content-Type"] == "application/json")
        try profile.appointment("2026-07-01")
        #expect(try api.get("").json.keys == ["success", "bookings", "total"])
    }

    @Test func byStatus() throws {
        let pending = try profile.appointment("2026-07-01", status: "pending")
        let confirmed = try profile.appointment("2026-07-02", status: "confirmed")
        let completed = try profile.appointment("2026-07-03", status: "completed")
        let cancelled = try profile.appointment("2026-07-04", status: "cancelled")
        try expect("status=pending", finds: [pending])
        try expect("status=confirmed", finds: [confirmed])
        try expect("status=completed", finds: [completed])
        try expect("status=cancelled", finds: [cancelled])
        try expect("status=cancelled,pending", finds: [pending, cancelled])
        try expect("status=pending%2Cpending,completed", finds: [pending, completed])
        try expect("status=completed,cancelled,pending,confirmed", finds: [pending, confirmed, completed, cancelled])
        try expect("limit=200", finds: [pending, confirmed, completed, cancelled])
    }

    @Test func byDates() throws {
        let room = try profile.rental()
        let june = try profile.stay(in: room, "2026-06-30", "2026-07-05")
        let first = try profile.appointment("2026-07-01")
        let late = try profile.appointment("2026-07-02", "23:59", minutes: 10_080)
        try expect("date_from=2026-07-01", finds: [first, late])
        try expect("date_to=2026-07-01", finds: [june, first])
        try expect("date_from=2026-07-01&date_to=2026-07-01", finds: [first])
        try expect("date_from=2026-07-03", finds: [])
        try expect("date_to=2026-06-29", finds: [])
        try expect("date_from=2000-01-01&date_to=2100-12-31", finds: [june, first, late])
    }

    @Test func byProductAndStaffMember() throws {
        let (cut, colour) = (try profile.service("Cut"), try profile.service("Colour"))
        let (ann, bob) = (try profile.staff("Ann"), try profile.staff("Bob"))
        let room = try profile.rental()
        let one = try profile.appointment("2026-07-01", product: cut, staff: ann)
        let two = try profile.appointment("2026-07-02", product: cut, staff: bob)
        let three = try profile.appointment("2026-07-03", product: colour, staff: ann)
        let four = try profile.stay(in: room, "2026-07-04", "2026-07-05", staff: bob)
        try profile.appointment("2026-07-05")
        try expect("product_id=\(cut)", finds: [one, two])
        try expect("product_id=\(room)", finds: [four])
        try expect("operator_id=\(ann)", finds: [one, three])
        try expect("operator_id=\(bob)", finds: [two, four])
        try expect("operator_id=\(ann)&product_id=\(colour)", finds: [three])
        try expect("operator_id=\(bob)&product_id=\(colour)", finds: [])
        for unknown in ["0", "999999999999", "9223372036854775807"] {
            try expect("product_id=\(unknown)", finds: [])
            try expect("operator_id=\(unknown)", finds: [])
        }
    }

    @Test func anotherProfilesIdsFindNothing() throws {
        let other = try TestProfile()
        let (product, staff) = (try other.service(), try other.staff())
        try other.appointment("2026-07-01", product: product, staff: staff)
        try profile.appointment("2026-07-01")
        try expect("product_id=\(product)", finds: [])
        try expect("operator_id=\(staff)", finds: [])
    }

    @Test func byAllAtOnce() throws {
        let cut = try profile.service("Cut")
        let ann = try profile.staff("Ann")
        let query =
            "status=pending,confirmed&date_from=2026-07-01&date_to=2026-07-31&product_id=\(cut)&operator_id=\(ann)"
            + "&search=jane&limit=200&offset=0"
        let match = try profile.appointment("2026-07-31", product: cut, staff: ann, name: "Jane")
        try profile.appointment("2026-08-01", product: cut, staff: ann, name: "Jane")
        try profile.appointment("2026-07-31", product: nil, staff: ann, name: "Jane")
        try profile.appointment("2026-07-31", product: cut, staff: nil, name: "Jane")
        try profile.appointment("2026-07-31", product: cut, staff: ann, name: "Joan")
        try profile.appointment("2026-07-31", status: "completed", product: cut, staff: ann, name: "Jane")
        try expect(query, finds: [match])
    }

    @Test(arguments: [
        "status=unknown", "status=", "status=,", "status=pending,", "status=,pending", "status=pending;confirmed",
        "status=Pending", "status=CONFIRMED", "status=pending,unknown", "status=null", "status=%00", "status",
        "status=%zz",
    ])
    func aStatusThatThereIsNot(query: String) throws {
        let answer = try api.get("?\(query)")
        #expect(answer.status == 422)
        #expect(answer.code == "validation_failed")
        #expect(answer.badFields == ["status"])
    }

    @Test(arguments: [
        "x", "", "1.0", "1e3", "true", "null", "1,2", "%201", "1%20", "%2B1", "-1", "9223372036854775808",
        "99999999999999999999999", "%D9%A1", "0x1",
    ])
    func anIdThatIsNone(value: String) throws {
        #expect(try api.get("?product_id=\(value)&operator_id=\(value)").badFields == ["operator_id", "product_id"])
        #expect(try api.get("grid?product_id=\(value)").badFields == ["product_id"])
        #expect(try api.get("grid?operator_id=\(value)").badFields == ["operator_id"])
    }

    @Test(arguments: [
        "x", "", "2026-7-1", "20260701", "2026-02-30", "2026-13-01", "2025-02-29", "1999-12-31", "2101-01-01",
        "0000-00-00", "2026-07-01T00:00", "2026-07-01%20", "%202026-07-01", "-2026-07-01", "2026%2F07%2F01", "today",
        "99999-01-01", "2026-07-01%00",
    ])
    func aDateThatIsNone(value: String) throws {
        for path in ["?date_from=\(value)", "grid?date_from=\(value)"] {
            #expect(try api.get(path).badFields == ["date_from"])
        }
        for path in ["?date_to=\(value)", "grid?date_to=\(value)", "?date_from=2026-07-01&date_to=\(value)"] {
            #expect(try api.get(path).badFields == ["date_to"])
        }
    }

    @Test func aReversedRange() throws {
        for path in ["", "grid"] {
            let answer = try api.get("\(path)?date_from=2026-07-02&date_to=2026-07-01")
            #expect(answer.status == 422)
            #expect(answer.badFields == ["date_to"])
        }
    }
}
