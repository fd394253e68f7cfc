internal import Postgres

/// An amount in the smallest unit of its currency, e.g. cents: 0 to 9 999 999 999.
struct Price: Hashable, Sendable {
    /// What the service accepts.
    static let accepted: ClosedRange<Int64> = 0...9_999_999_999

    let smallestUnits: Int64

    /// The price of that many nights; nil where it would be beyond what is accepted.
    func times(nights: Int) -> Price? {
        let (product, overflows) = smallestUnits.multipliedReportingOverflow(by: Int64(nights))
        return overflows || !Self.accepted.contains(product) ? nil : Price(smallestUnits: product)
    }
}

extension Price: PostgresBindable {
    var postgresText: String? { String(smallestUnits) }
}

/// A currency as three letters (ISO 4217), kept in lower case.
struct Currency: Hashable, Sendable {
    let code: String

    /// Nil for anything but three ASCII letters, in any case.
    init?(_ text: String) {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) }) else { return nil }
        code = text.lowercased()
    }
}

extension Currency: PostgresBindable {
    var postgresText: String? { code }
}

/// Elapsed minutes of an appointment.
struct DurationMinutes: Hashable, Sendable {
    /// What the service accepts: up to a week.
    static let accepted: ClosedRange<Int64> = 1...10_080

    let count: Int64
}

extension DurationMinutes: PostgresBindable {
    var postgresText: String? { String(count) }
}
