/// An object's members while they are read, with an eye on keys that come twice.
struct UniqueMembers {
    /// A key by its bytes: String would take a composed and a decomposed letter for the same.
    private struct Key: Hashable {
        let text: String

        static func == (one: Key, other: Key) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

        func hash(into hasher: inout Hasher) {
            text.utf8.span.withUnsafeBufferPointer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    /// As many keys are compared one by one, which is faster for few; more of them, 64 KiB of tiny keys say, would take
    /// quadratic time that way.
    private static let comparedOneByOne = 16

    private(set) var members: [JSONObject.Member] = []
    private var keys: Set<Key> = []

    func isNew(_ key: String) -> Bool {
        if members.count <= Self.comparedOneByOne {
            return !members.contains { $0.key.utf8.elementsEqual(key.utf8) }
        }
        return !keys.contains(Key(text: key))
    }

    mutating func append(_ key: String, _ value: JSONValue) {
        members.append(JSONObject.Member(key: key, value: value))
        if members.count > Self.comparedOneByOne {
            if keys.isEmpty { keys = Set(members.map { Key(text: $0.key) }) }
            keys.insert(Key(text: key))
        }
    }
}
