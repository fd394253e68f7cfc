import Foundation
import HTTP
import Testing

/// An owner at work through two hosts, who looks at every answer.
struct PooledOwner {
    /// How many requests a round has, besides polls.
    static let requests = 8
    private let clients: [HTTPClient]
    private let name: String
    /// Another owner's key.
    private let stranger: String
    private var count = 0

    init(_ tenant: Tenant, _ clients: [HTTPClient], stranger: Tenant) {
        self.clients = clients.map { HTTPClient(port: $0.port, key: tenant.key) }
        name = tenant.username
        self.stranger = stranger.key
    }

    /// Books and completes, reads in between, and is refused another's booking. Gives how long each change took to the
    /// other host's poll.
    mutating func round(_ number: Int) throws -> [Duration] {
        let (here, there) = (clients[number % 2], clients[(number + 1) % 2])
        let slot = Slot(number)
        var id: Int64 = 0
        let created = try Self.travel(here, there) {
            let answer = try here.send("POST", Tenant.bookings, slot.body(name, email: "\(number)@\(name).test"))
            try #require(answer.status == 201, "\(String(decoding: answer.body, as: UTF8.self))")
            id = try #require(try answer.json()["booking"]?["id"]?.integer)
        }
        count += 1
        try read(there, from: slot)
        let booking = "\(Tenant.bookings)/\(id)"
        let foreign = HTTPClient(port: there.port, key: stranger)
        #expect(try foreign.send("GET", booking).status == 404)
        #expect(try foreign.send("PUT", "\(booking)/status", #"{"status": "cancelled"}"#).status == 404)
        let completed = try Self.travel(there, here) {
            let answer = try there.send("PUT", "\(booking)/status", #"{"status": "completed"}"#)
            #expect(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
        }
        return [created, completed]
    }

    /// List, grid, stats and history show this owner's alone, and all of it.
    private func read(_ client: HTTPClient, from slot: Slot) throws {
        let list = try client.send("GET", "\(Tenant.bookings)?limit=200").json()
        #expect(list["total"]?.integer == Int64(count))
        let listed = list["bookings"]?.array ?? []
        #expect(listed.count == count && listed.allSatisfy { $0["visitor_name"]?.string == name })
        let grid = try client.send("GET", "\(Tenant.bookings)/grid?date_from=\(slot.date)&date_to=\(slot.date)").json()
        let shown = grid["bookings"]?.array ?? []
        #expect(!shown.isEmpty && shown.allSatisfy { $0["visitor_name"]?.string == name })
        #expect(try client.send("GET", "\(Tenant.bookings)/stats").json()["stats"]?["total"]?.integer == Int64(count))
        let first = try #require(listed.last?["id"]?.integer)
        #expect(try client.send("GET", "\(Tenant.bookings)/\(first)/history").status == 200)
    }

    /// How long a change through one host takes to the other one's poll; its own host's polls show it at once.
    private static func travel(_ here: HTTPClient, _ there: HTTPClient, _ change: () throws -> Void) throws -> Duration
    {
        let before = (here: try here.ts(), there: try there.ts())
        try change()
        let begin = ContinuousClock.now
        #expect(try here.ts() > before.here)
        try eventually("a change in the other host's poll") { try there.ts() > before.there }
        return ContinuousClock.now - begin
    }
}

/// Times that do not meet, by number.
struct Slot {
    let date: String
    let time: String

    init(_ number: Int) {
        let day = number / 48
        date = String(format: "%d-%02d-%02d", 2031 + day / 336, 1 + day / 28 % 12, 1 + day % 28)
        time = String(format: "%02d:%02d", number % 48 / 2, number % 2 * 30)
    }

    /// The body of a custom appointment of 20 minutes.
    func body(_ name: String, email: String? = nil) -> String {
        let email = email.map { #", "visitor_email": "\#($0)""# } ?? ""
        return """
            {"booking_date": "\(date)", "start_time": "\(time)", "duration_minutes": 20, "visitor_name": "\(name)"\(email)}
            """
    }
}
