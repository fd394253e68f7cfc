import HTTP

extension TestAnswer {
    /// The body as text.
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The bookings of a list, a grid or a feed.
    var bookings: [JSONValue] { json["bookings"]?.array ?? [] }

    /// Their ids, in their order.
    var ids: [Int64] { bookings.compactMap { $0["id"]?.integer } }

    /// How many match, as a list says.
    var total: Int64? { json["total"]?.integer }

    /// The entity tag.
    var tag: String? { headers["ETag"] }
}

extension JSONValue {
    /// The names of an object's members, in their order.
    var keys: [String] { object?.map(\.key) ?? [] }

    /// The ids of an array of objects, in their order.
    var ids: [Int64] { array?.compactMap { $0["id"]?.integer } ?? [] }
}

extension String {
    /// As a value in a query: every byte but letters and digits escaped.
    var formEncoded: String {
        utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            let digits = String(byte, radix: 16)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
