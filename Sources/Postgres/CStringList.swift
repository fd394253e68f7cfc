import Glibc

/// Texts as libpq wants them: an array of pointers to C strings, some of them nil. Packed in one buffer, so that a
/// statement's binds cost two allocations, however many they are.
struct CStringList: Sendable {
    /// The texts one after the other, each ended by a zero byte.
    private var bytes: [UInt8] = []
    /// Where each text begins in `bytes`.
    private var offsets: [Int?] = []
    /// The first text, from 0, that holds a zero byte itself: in C it would silently end there.
    private(set) var withZeroByte: Int?

    init() {}

    init(_ texts: some Sequence<String?>) {
        for text in texts { append(text) }
    }

    var count: Int { offsets.count }

    mutating func append(_ text: String?) {
        guard let text else { return offsets.append(nil) }
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        if withZeroByte == nil, bytes[start...].containsZeroByte { withZeroByte = count }
        bytes.append(0)
        offsets.append(start)
    }

    mutating func append(contentsOf other: CStringList) {
        if withZeroByte == nil, let index = other.withZeroByte { withZeroByte = count + index }
        let shift = bytes.count
        bytes.append(contentsOf: other.bytes)
        offsets.append(contentsOf: other.offsets.map { $0.map { $0 + shift } })
    }

    /// Calls `body` with a pointer to each text, which live until it returns.
    func withPointers<Value>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value) -> Value {
        bytes.withUnsafeBytes { texts in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { pointers in
                for (index, offset) in offsets.enumerated() {
                    // Every offset lies before the zero byte that ends its text, so inside `texts`.
                    let text = offset.flatMap { texts.baseAddress?.advanced(by: $0) }
                    pointers.initializeElement(at: index, to: text?.assumingMemoryBound(to: CChar.self))
                }
                return body(UnsafePointer(pointers.baseAddress))
            }
        }
    }
}

extension Collection<UInt8> {
    /// Whether there is a zero byte, found by memchr(3): every statement and bind is searched on every call.
    var containsZeroByte: Bool {
        let found = withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        }
        return found ?? contains(0)
    }
}

/// A message of libpq's on one line; nil is empty.
func singleLine(_ message: UnsafePointer<CChar>?) -> String {
    guard let message else { return "" }
    return String(cString: message).split(whereSeparator: \.isNewline).joined(separator: "; ")
}
