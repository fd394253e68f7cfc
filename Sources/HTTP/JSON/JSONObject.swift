/// An object's members in the order in which they came. No two have the same key.
public struct JSONObject: Sendable, RandomAccessCollection {
    /// One member.
    public struct Member: Sendable {
        /// The name, unescaped.
        public let key: String
        /// The value.
        public let value: JSONValue
    }

    private let members: [Member]

    /// `{}`
    public init() {
        members = []
    }

    init(_ members: [Member]) {
        self.members = members
    }

    /// The value of a key; keys are the same when their code points are (composed and decomposed are two).
    public subscript(key: String) -> JSONValue? {
        members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// 0
    public var startIndex: Int { members.startIndex }
    /// The number of members.
    public var endIndex: Int { members.endIndex }
    /// The member at a position.
    public subscript(position: Int) -> Member { members[position] }
}

extension JSONObject: Equatable {
    /// The same keys with the same values, in whatever order.
    public static func == (one: JSONObject, other: JSONObject) -> Bool {
        one.count == other.count && one.allSatisfy { $0.value == other[$0.key] }
    }
}
