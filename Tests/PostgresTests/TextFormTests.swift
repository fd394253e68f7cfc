import Testing

@testable import Postgres

@Suite("Reading the server's texts")
struct TextFormTests {
    private func read<Value>(_ text: String, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?) -> Value? {
        Array(text.utf8).withUnsafeBufferPointer(parse)
    }

    @Test(
        "Integers to the ends of their range",
        arguments: [
            ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("9223372036854775807", Int64.max),
            ("-9223372036854775808", Int64.min),
        ])
    func integers(text: String, value: Int64) {
        #expect(read(text, TextForm.integer) == value)
    }

    @Test(
        "What is no integer, or too large, is refused and does not trap",
        arguments: [
            "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "9223372036854775808", "-9223372036854775809",
            "99999999999999999999999999", "½", "--1",
        ])
    func noIntegers(text: String) {
        let value: Int64? = read(text, TextForm.integer)
        #expect(value == nil)
    }

    @Test("Int32 has a range of its own")
    func int32() {
        let most: Int32? = read("2147483647", TextForm.integer)
        let least: Int32? = read("-2147483648", TextForm.integer)
        let tooMuch: Int32? = read("2147483648", TextForm.integer)
        #expect(most == .max)
        #expect(least == .min)
        #expect(tooMuch == nil)
    }

    @Test("Booleans are t and f, nothing else", arguments: [("t", true), ("f", false), ("true", nil), ("", nil)])
    func booleans(text: String, value: Bool?) {
        #expect(read(text, TextForm.boolean) == value)
    }

    @Test("bytea in hex form, as it is written")
    func bytea() {
        let every = (0...255).map { UInt8($0) }
        #expect(read(byteaLiteral(of: every), TextForm.bytea) == every)
        #expect(read(#"\x"#, TextForm.bytea) == [])
        for wrong in ["", "x", #"\x0"#, #"\x0g"#, #"\X00"#, #"\000"#, "0000"] {
            #expect(read(wrong, TextForm.bytea) == nil, "\(wrong)")
        }
    }
}
