internal import HTTP

/// What a caller has shown, once it is clear that it may be somebody's: what the database is asked about, and what a
/// session is remembered by.
enum Credential: Hashable, Sendable {
    /// An API key, by its hash.
    case key(KeyHash)
    /// A token that was verified: a profile, and the staff member it is bound to.
    case subject(ProfileID, OperatorID?)
}

/// The SHA-256 of an API key, in four words: remembered by the hundred thousand, it costs no object.
struct KeyHash: Hashable, Sendable {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    init(of key: APIKey) {
        let hash = key.hash
        func word(_ number: Int) -> UInt64 {
            hash.dropFirst(number * 8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        words = (word(0), word(1), word(2), word(3))
    }

    /// The 32 bytes.
    var bytes: [UInt8] {
        [words.0, words.1, words.2, words.3].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    static func == (a: KeyHash, b: KeyHash) -> Bool {
        a.words == b.words
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}
