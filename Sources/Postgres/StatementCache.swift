import Glibc

/// Which statements are prepared on a connection, and under which names. Values only, no I/O.
struct StatementCache {
    private struct Entry {
        let name: String
        var lastUse: UInt64
    }

    private let limit: Int
    private var entries: [StatementText: Entry] = [:]
    private var uses: UInt64 = 0
    private var named: UInt64 = 0
    /// Prepared on the server but not wanted any more: to be deallocated with the next statements.
    private(set) var discarded: [String] = []

    init(limit: Int) {
        self.limit = max(limit, 1)
    }

    var count: Int { entries.count }

    /// The name under which a statement is prepared, or nil.
    mutating func name(for text: StatementText) -> String? {
        uses += 1
        // Looked up once: hashing and comparing a text of a kilobyte takes a microsecond.
        guard let found = entries.index(forKey: text) else { return nil }
        entries.values[found].lastUse = uses
        return entries.values[found].name
    }

    /// Makes room and names a statement that is about to be prepared. Names are never used twice: a name still waiting
    /// to be deallocated cannot be met again.
    mutating func add(_ text: StatementText) -> String {
        if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            entries[oldest.key] = nil
            discarded.append(oldest.value.name)
        }
        named += 1
        uses += 1
        let name = "s\(named)"
        entries[text] = Entry(name: name, lastUse: uses)
        return name
    }

    /// Takes back an `add` whose statement the server did not prepare.
    mutating func forget(_ text: StatementText, name: String) {
        discarded.removeAll { $0 == name }
        if entries[text]?.name == name { entries[text] = nil }
    }

    /// The server has deallocated it.
    mutating func deallocated(_ name: String) {
        discarded.removeAll { $0 == name }
    }

    /// Every statement is to be prepared anew, as after a change of the schema, which rarely hits one alone.
    mutating func discardAll() {
        discarded += entries.values.map(\.name)
        entries = [:]
    }

    /// The server has lost its prepared statements (DISCARD ALL).
    mutating func forgetAll() {
        discarded = []
        entries = [:]
    }
}

/// A statement's text as a key: compared and hashed byte by byte, all of it at once.
struct StatementText: Hashable {
    let bytes: [UInt8]

    static func == (left: Self, right: Self) -> Bool {
        left.bytes.withUnsafeBytes { left in
            right.bytes.withUnsafeBytes { right in
                guard left.count == right.count, let start = left.baseAddress, let other = right.baseAddress else {
                    return left.count == right.count
                }
                return memcmp(start, other, left.count) == 0
            }
        }
    }

    func hash(into hasher: inout Hasher) {
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
