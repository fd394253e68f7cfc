import HTTP
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.finish(), as: UTF8.self)
    }

    @Test("Objects and arrays put their commas themselves")
    func structure() {
        let written = text {
            $0.object {
                $0.member("success", true)
                $0.member("ids") { $0.array { for id in 1...3 { $0.integer(id) } } }
                $0.member("none") { $0.array { _ in } }
                $0.member("nested") { $0.object { $0.member("a", "b") } }
                $0.member("list") {
                    $0.array {
                        $0.object { _ in }
                        $0.array { $0.null() }
                        $0.string("")
                        $0.bool(false)
                    }
                }
                $0.member("text", nil as String?)
                $0.member("number", nil as Int64?)
                $0.member("flag", nil as Bool?)
                $0.member("price", 9_999_999_999 as Int64)
                $0.member("total", 42)
                $0.key("\"")
                $0.null()
            }
        }
        #expect(
            written
                == #"{"success":true,"ids":[1,2,3],"none":[],"nested":{"a":"b"},"list":[{},[null],"",false],"text":null,"#
                + #""number":null,"flag":null,"price":9999999999,"total":42,"\"":null}"#)
    }

    @Test("Raw text mixes with values")
    func raw() {
        let written = text { json in
            json.raw("{\"rows\":[")
            for row in 1...2 {
                json.separate()
                json.raw("{\"id\":")
                json.integer(row)
                json.raw(",\"price\":")
                Array("5000".utf8).withUnsafeBufferPointer { json.raw($0) }
                json.raw(",\"name\":")
                json.string("a,")
                json.raw("}")
            }
            json.raw("]")
            json.member("doc") { $0.raw(Array("{}".utf8)) }
            json.raw("}")
        }
        #expect(written == #"{"rows":[{"id":1,"price":5000,"name":"a,"},{"id":2,"price":5000,"name":"a,"}],"doc":{}}"#)
    }

    @Test(
        "Integers",
        arguments: [0, 1, -1, 9, 10, 99, 100, 1_234_567_890, -9_999_999_999, .max, .min, 10_000_000_000_000_000]
            as [Int64])
    func integers(_ value: Int64) {
        #expect(text { $0.integer(value) } == String(value))
        #expect(text { $0.integer(Int(value)) } == String(value))
    }

    @Test("Every byte below 128, wherever it stands among clean ones", arguments: 0..<128 as Range<UInt8>)
    func escapes(_ byte: UInt8) throws {
        let expected = Self.escaped(byte)
        for position in 0..<20 {
            let before = String(repeating: "a", count: position)
            for after in ["", "b", "bbbbbbbbbbbb"] {
                let string = before + String(Character(Unicode.Scalar(byte))) + after
                #expect(text { $0.string(string) } == "\"\(before)\(expected)\(after)\"")
            }
        }
        let run = String(repeating: Character(Unicode.Scalar(byte)), count: 300)
        #expect(text { $0.string(run) } == "\"\(String(repeating: expected, count: run.utf8.count))\"")
    }

    /// RFC 8259 section 7, by the letter.
    private static func escaped(_ byte: UInt8) -> String {
        let short: [UInt8: String] = [
            0x22: "\\\"", 0x5C: "\\\\", 0x08: "\\b", 0x0C: "\\f", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t",
        ]
        if let escape = short[byte] { return escape }
        let hexadecimal = String(byte, radix: 16)
        return byte < 0x20 ? "\\u00" + (byte < 0x10 ? "0" : "") + hexadecimal : String(Character(Unicode.Scalar(byte)))
    }

    @Test("Bytes from 128 on are copied as they are", arguments: 128...255 as ClosedRange<UInt8>)
    func high(_ byte: UInt8) {
        for length in 1...17 {
            let bytes = [UInt8](repeating: byte, count: length) + [UInt8(ascii: "\"")]
            var json = JSONWriter()
            bytes.withUnsafeBufferPointer { json.string($0) }
            #expect(json.finish() == [0x22] + bytes.dropLast() + Array("\\\"\"".utf8))
        }
    }

    @Test("Random Unicode reads back as it was")
    func roundTrip() throws {
        for _ in 0..<5_000 {
            let scalars = (0..<Int.random(in: 0...40)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...([0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement() ?? 0x7F)))
            }
            var original = ""
            original.unicodeScalars.append(contentsOf: scalars)
            let value = try JSONReader.read(Array(text { $0.object { $0.member(original, original) } }.utf8))
            let member = try #require(value.object?.first)
            #expect(Array(member.key.utf8) == Array(original.utf8))
            #expect(member.value.string.map { Array($0.utf8) } == Array(original.utf8))
        }
    }

    @Test("The text grows past any capacity", arguments: [0, 1, 64, 1_000])
    func growth(_ capacity: Int) {
        var json = JSONWriter(capacity: capacity)
        let piece = Array("0123456789abcdef0".utf8)
        for _ in 0..<1_000 { json.raw(piece) }
        #expect(json.count == 17_000)
        #expect(json.finish() == Array([[UInt8]](repeating: piece, count: 1_000).joined()))
        json.raw([UInt8](repeating: 0x20, count: 100_000))
        #expect(json.count == 100_000)
    }

    @Test("What is written at the very end of the memory is whole", arguments: 40...130)
    func edges(_ filled: Int) {
        let filler = [UInt8](repeating: UInt8(ascii: "["), count: filled)
        var json = JSONWriter(capacity: 64)
        json.raw(filler)
        json.integer(.min as Int64)
        json.integer(7)
        json.string("a\n")
        #expect(json.finish() == filler + Array(#"-9223372036854775808,7,"a\n""#.utf8))
    }

    @Test("A writer is empty again once it has given its text away")
    func reuse() {
        var json = JSONWriter()
        json.array { $0.integer(1) }
        #expect(json.finish() == Array("[1]".utf8))
        #expect(json.count == 0)
        json.array { $0.integer(2) }
        #expect(json.finish() == Array("[2]".utf8))
        #expect(json.finish().isEmpty)
    }

    @Test("An error inside a closure comes out as it is")
    func errors() {
        struct Broken: Error {}
        var json = JSONWriter()
        #expect(throws: Broken.self) {
            try json.object { (json) throws(Broken) in
                try json.member("a") { (_) throws(Broken) in throw Broken() }
            }
        }
    }
}
