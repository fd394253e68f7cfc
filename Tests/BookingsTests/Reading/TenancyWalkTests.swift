import HTTP
import Postgres
import Testing

@testable import Bookings

/// Every route of the table, with another tenant's key and this tenant's ids.
@Suite struct TenancyWalkTests {
    private let victim: TestProfile
    private let product: Int64
    private let staff: Int64
    private let booking: Int64
    private let strangers: [TestAPI]

    init() throws {
        victim = try TestProfile()
        product = try victim.service("Xylotomy cut")
        staff = try victim.staff("Xylotomy Ann", offers: [product])
        booking = try victim.appointment(
            "2026-07-01", product: product, staff: staff, name: "Xylotomy Jane", email: "xylotomy@example.com")
        _ = try TestAPI(key: victim.key).post("\(booking)/notify", nil)
        let other = try TestProfile()
        let ann = try other.staff("Ann")
        let token = TestToken.make(TestToken.claims(other.id))
        strangers = [
            try TestAPI(key: other.key), try TestAPI(key: other.key(for: ann)),
            try TestAPI(key: token, tokenSecret: TestToken.secret),
        ]
    }

    /// Bodies that would be good ones of the victim's own.
    private func bodies(for route: Route<Endpoint>) -> [String?] {
        switch (route.method, route.pattern.split(separator: "/").last) {
        case (.put, "status"): [#"{"status": "cancelled"}"#, #"{"status": "confirmed"}"#]
        case (.put, "reschedule"):
            [
                #"{"booking_date": "2026-07-02", "start_time": "11:00"}"#,
                #"{"booking_date": "2026-07-01", "start_time": "10:00", "product_id": \#(product)}"#,
            ]
        default: [nil]
        }
    }

    @Test func everyRouteOfABookingKnowsNothingOfIt() throws {
        let routes = Routes.table.filter { $0.pattern.contains("{id}") }
        #expect(routes.count >= 6)
        for api in strangers {
            for route in routes {
                let path = route.pattern.replacing("{id}", with: "\(booking)")
                let nowhere = route.pattern.replacing("{id}", with: "9223372036854775807")
                for body in bodies(for: route) {
                    let answer = try api.send(route.method, path, body)
                    #expect(answer.status == 404, "\(route.method) \(route.pattern)")
                    #expect(answer.text == (try api.send(route.method, nowhere, body)).text)
                    let guessed: Headers = ["If-Match": "\"1\"", "If-None-Match": "\"1\"", "Idempotency-Key": "k"]
                    #expect(try api.send(route.method, path, body, headers: guessed).status == 404)
                }
            }
        }
        let untouched = try TestAPI(key: victim.key).get("\(booking)").booking
        #expect(untouched?["version"]?.integer == 1)
        #expect(untouched?["status"]?.string == "confirmed")
    }

    @Test func everyOtherRouteShowsNothingOfIt() throws {
        let routes = Routes.table.filter {
            $0.method == .get && $0.pattern.contains("my-profile") && !$0.pattern.contains("{id}")
        }
        #expect(routes.count >= 4)
        let queries = [
            "", "?product_id=\(product)", "?operator_id=\(staff)", "?search=xylotomy", "?changed_since=0",
            "?date_from=2026-07-01&date_to=2026-07-01", "?status=confirmed",
            "?profile_id=\(victim.id)&username=\(victim.username)",
        ]
        for api in strangers {
            for route in routes {
                for query in queries {
                    let text = try api.send(.get, route.pattern + query).text.lowercased()
                    #expect(!text.contains("xylotomy"), "\(route.pattern)\(query)")
                    #expect(!text.contains(victim.username))
                }
            }
            #expect(try api.get("").total == 0)
            #expect(try api.get("stats")["stats"]?["total"]?.integer == 0)
        }
    }

    @Test func itsProductsAndStaffAreNotForOthers() throws {
        let time = #""booking_date": "2026-07-01", "start_time": "10:00", "visitor_name": "J""#
        for api in [strangers[0], strangers[2]] {
            let byProduct = try api.post("", #"{\#(time), "product_id": \#(product)}"#)
            #expect(byProduct.status == 422)
            #expect(byProduct.badFields == ["product_id"])
            let byStaff = try api.post("", #"{\#(time), "operator_id": \#(staff)}"#)
            #expect(byStaff.status == 422)
            #expect(byStaff.badFields == ["operator_id"])
        }
        let restricted = try strangers[1].post("", #"{\#(time), "operator_id": \#(staff)}"#)
        #expect(restricted.status == 403)
        #expect(try TestAPI(key: victim.key).get("").total == 1)
    }

    @Test func theSameTimeIsFreeForOthers() throws {
        let body = #"{"booking_date": "2026-07-01", "start_time": "10:00", "visitor_name": "J"}"#
        #expect(try strangers[0].post("", body).status == 201)
    }

    @Test func theClockIsEachProfilesOwn() throws {
        let before = try strangers[0].get("poll").text
        try victim.appointment("2026-07-02")
        #expect(try strangers[0].get("poll").text == before)
    }
}
