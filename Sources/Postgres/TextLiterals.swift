/// An array literal in which every element is quoted, so that none is taken for the word NULL and only the quote and
/// the backslash need escaping (PostgreSQL documentation, sections 8.15.2 and 8.15.6).
func arrayLiteral(of values: [some PostgresBindable]) -> String {
    var literal: [UInt8] = [UInt8(ascii: "{")]
    for (index, value) in values.enumerated() {
        if index > 0 { literal.append(UInt8(ascii: ",")) }
        appendElement(value.postgresText, to: &literal)
    }
    literal.append(UInt8(ascii: "}"))
    return String(decoding: literal, as: UTF8.self)
}

private func appendElement(_ text: String?, to literal: inout [UInt8]) {
    guard let text else { return literal.append(contentsOf: "NULL".utf8) }
    literal.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { literal.append(UInt8(ascii: "\\")) }
        literal.append(byte)
    }
    literal.append(UInt8(ascii: "\""))
}

/// The hex form of a `bytea` (PostgreSQL documentation, section 8.4.1).
func byteaLiteral(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var literal = Array("\\x".utf8)
    literal.reserveCapacity(2 + 2 * bytes.count)
    for byte in bytes {
        literal.append(digits[Int(byte >> 4)])
        literal.append(digits[Int(byte & 0x0F)])
    }
    return String(decoding: literal, as: UTF8.self)
}
