import Crypto
import HTTP
import Logging
import Postgres
import Testing

@testable import Bookings

/// The service from a request to its answer, on the real database, without the socket: what a worker thread has.
struct TestAPI {
    let worker: Worker
    let key: String?

    /// Speaks with a key; nil sends no `Authorization`. Without `changes` that have been started it remembers nothing.
    init(key: String?, tokenSecret: String? = nil, changes: Changes? = nil) throws {
        self.key = key
        let changes = try changes ?? TestDatabase.changes()
        worker = Worker(
            router: Router(Routes.table),
            authenticator: Authenticator(
                tokenKey: tokenSecret.map { SymmetricKey(data: Array($0.utf8)) },
                now: { 1_800_000_000 },
                sessions: changes.sessions),
            database: try TestDatabase.service(),
            changes: changes, patience: Patience(),
            log: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    static let bookings = "/api/v1/my-profile/bookings"

    /// Sends a request. A path that does not begin with `/` is one below bookings. Every answer has to be as the API's
    /// description says.
    func send(
        _ method: HTTP.Method, _ path: String, _ body: String? = nil, headers: Headers = [:]
    ) throws -> TestAnswer {
        var headers = headers
        if let key, headers["Authorization"] == nil { headers["Authorization"] = "Bearer \(key)" }
        if body != nil, headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
        let target =
            path.hasPrefix("/") ? path : Self.bookings + (path.isEmpty || path.hasPrefix("?") ? path : "/\(path)")
        let request = Request(method: method, target: target, headers: headers, body: Array((body ?? "").utf8))
        let response = worker.respond(to: request)
        try Described.check(response, to: request)
        return try TestAnswer(response)
    }

    func get(_ path: String, headers: Headers = [:]) throws -> TestAnswer {
        try send(.get, path, headers: headers)
    }

    func post(_ path: String, _ body: String?, headers: Headers = [:]) throws -> TestAnswer {
        try send(.post, path, body, headers: headers)
    }

    func put(_ path: String, _ body: String?, headers: Headers = [:]) throws -> TestAnswer {
        try send(.put, path, body, headers: headers)
    }
}

/// An answer with its body read.
struct TestAnswer {
    let status: Int
    let headers: Headers
    let body: [UInt8]
    /// `null` where there is no body.
    let json: JSONValue

    init(_ response: Response) throws {
        status = response.status.code
        headers = response.headers
        body = response.body
        json = response.body.isEmpty ? .null : try JSONReader.read(response.body)
    }

    subscript(name: String) -> JSONValue? { json[name] }

    /// The word for machines of a refusal.
    var code: String? { json["code"]?.string }

    /// The fields complained of.
    var badFields: [String] { (json["errors"]?.object?.map(\.key) ?? []).sorted() }

    /// The booking in it.
    var booking: JSONValue? { json["booking"] }

    /// The booking's id.
    func bookingID() throws -> Int64 {
        try #require(booking?["id"]?.integer, "\(String(decoding: body, as: UTF8.self))")
    }
}
