/// FastCGI 1.0 as a front server writes it, record by record, so that tests can also write it wrong.
enum Wire {
    static func record(_ type: UInt8, id: Int = 1, _ content: [UInt8] = [], padding: Int = 0) -> [UInt8] {
        [
            1, type, UInt8(id >> 8), UInt8(id & 0xFF), UInt8(content.count >> 8), UInt8(content.count & 0xFF),
            UInt8(padding), 0,
        ] + content + [UInt8](repeating: 0, count: padding)
    }

    static func begin(id: Int = 1, role: UInt8 = 1, keep: Bool = true, padding: Int = 0) -> [UInt8] {
        record(1, id: id, [0, role, keep ? 1 : 0, 0, 0, 0, 0, 0], padding: padding)
    }

    static func pair(_ name: String, _ value: String) -> [UInt8] {
        pair(Array(name.utf8), Array(value.utf8))
    }

    static func pair(_ name: [UInt8], _ value: [UInt8]) -> [UInt8] {
        length(name.count) + length(value.count) + name + value
    }

    static func length(_ count: Int) -> [UInt8] {
        guard count > 127 else { return [UInt8(count)] }
        return [UInt8(count >> 24) | 0x80, UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
    }

    /// A stream in records of up to `chunk` bytes, and the record that ends it.
    static func stream(_ type: UInt8, id: Int = 1, _ content: [UInt8], chunk: Int = 32_768) -> [UInt8] {
        stride(from: 0, to: content.count, by: chunk).flatMap {
            let part = Array(content[$0..<min($0 + chunk, content.count)])
            return record(type, id: id, part, padding: (8 - part.count % 8) % 8)
        } + record(type, id: id)
    }

    static func parameters(
        method: String = "GET", target: String = "/", length: String = "", _ more: [(String, String)] = []
    ) -> [UInt8] {
        ([("REQUEST_METHOD", method), ("REQUEST_URI", target), ("CONTENT_LENGTH", length)] + more)
            .flatMap { pair($0.0, $0.1) }
    }

    static func request(
        method: String = "GET", target: String = "/", body: [UInt8] = [], id: Int = 1, keep: Bool = true,
        length: String? = nil, _ more: [(String, String)] = [], chunk: Int = 32_768
    ) -> [UInt8] {
        let length = length ?? (body.isEmpty ? "" : String(body.count))
        return begin(id: id, keep: keep)
            + stream(4, id: id, parameters(method: method, target: target, length: length, more), chunk: chunk)
            + stream(5, id: id, body, chunk: chunk)
    }
}
