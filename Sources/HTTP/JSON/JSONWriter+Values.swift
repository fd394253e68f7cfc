extension JSONWriter {
    /// `null`.
    public mutating func null() {
        separate()
        raw("null")
    }

    /// `true` or `false`.
    public mutating func bool(_ value: Bool) {
        separate()
        raw(value ? "true" : "false")
    }

    /// An integer's digits.
    public mutating func integer(_ value: Int) {
        integer(Int64(value))
    }

    /// An integer's digits.
    public mutating func integer(_ value: Int64) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(digitsOf: value.magnitude)
    }

    /// A string in quotation marks.
    public mutating func string(_ text: String) {
        text.utf8.span.withUnsafeBufferPointer { string($0) }
    }

    /// UTF-8 text in quotation marks. Neither checked nor kept: the bytes are read during the call, and the caller
    /// vouches for them being UTF-8, as PostgreSQL does for text under `client_encoding` UTF8.
    public mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(text)
        bytes.append(UInt8(ascii: "\""))
    }
}
