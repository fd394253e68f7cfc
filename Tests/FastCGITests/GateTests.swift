import HTTP
import Testing

@testable import FastCGI

@Suite struct GateTests {
    let gate = Gate(maxBodyBytes: 1_000, maxHeadBytes: 4_000)

    func examine(_ bytes: [UInt8]) -> Arrival { gate.examine(bytes[...]) }

    @Test func everyPrefixOfARequestIsIncomplete() {
        let request = Wire.request(method: "POST", body: Array("0123456789".utf8), [("HTTP_A", "b")], chunk: 7)
        for length in request.indices { #expect(examine(Array(request.prefix(length))) == .incomplete) }
        #expect(examine(request) == .request(end: request.count, bodyLength: 10))
    }

    @Test func whatFollowsARequestIsLeft() {
        let request = Wire.request()
        #expect(examine(request + request) == .request(end: request.count, bodyLength: 0))
    }

    @Test func positionsAreThoseOfTheSlice() {
        let request = Wire.request()
        let bytes = request + request
        #expect(gate.examine(bytes[request.count...]) == .request(end: bytes.count, bodyLength: 0))
    }

    @Test func garbageIsRefusedAtItsFirstByte() {
        #expect(examine(Array("GET / HTTP/1.1".utf8)) == .violation(.unsupportedVersion))
        #expect(examine([0]) == .violation(.unsupportedVersion))
    }

    @Test func aBodyOverTheLimitIsRefusedBeforeItComes() {
        let head = Wire.begin() + Wire.stream(4, Wire.parameters(method: "POST", length: "1001"))
        #expect(examine(head) == .refusal(.payloadTooLarge, headEnd: head.count))
        #expect(examine(Wire.begin() + Wire.stream(4, Wire.parameters(length: "1000"))) == .incomplete)
    }

    @Test(arguments: ["-1", "+1", "1 ", "0x1", "1e3", "٣", "9999999999999999999", "5,5"])
    func aMalformedLengthIsABadRequest(length: String) {
        let head = Wire.begin() + Wire.stream(4, Wire.parameters(length: length))
        #expect(examine(head) == .refusal(.badRequest, headEnd: head.count))
    }

    @Test func aLengthGivenTwiceIsABadRequest() {
        let head = Wire.begin() + Wire.stream(4, Wire.parameters(length: "5", [("CONTENT_LENGTH", "5")]))
        #expect(examine(head) == .refusal(.badRequest, headEnd: head.count))
    }

    @Test func aBodyLongerThanItsLengthIsABadRequest() {
        let head = Wire.begin() + Wire.stream(4, Wire.parameters(length: "2"))
        #expect(examine(head + Wire.record(5, [1, 2, 3])) == .refusal(.badRequest, headEnd: head.count))
    }

    @Test func aBodyShorterThanItsLengthIsDropped() {
        #expect(examine(Wire.request(body: [1, 2], length: "3")) == .violation(.shortBody))
    }

    @Test func tooManyParametersAreAViolation() {
        let head = Wire.begin() + Wire.stream(4, Wire.pair("HTTP_A", String(repeating: "a", count: 4_000)))
        #expect(examine(head) == .violation(.tooManyParameters))
    }

    @Test func aParameterOverTheEndIsMalformed() {
        let huge = [UInt8](repeating: 0xFF, count: 8)
        for pair in [[200, 0, 0], huge, [1], [5, 5, 65], [0x80]] {
            #expect(examine(Wire.begin() + Wire.stream(4, pair)) == .violation(.malformedParameters))
        }
    }

    @Test func aNULInAParameterIsMalformed() {
        for pair in [Wire.pair([65, 0], [66]), Wire.pair([65], [66, 0, 67])] {
            #expect(examine(Wire.begin() + Wire.stream(4, pair)) == .violation(.malformedParameters))
        }
    }

    @Test func parametersMayBeCutAnywhere() {
        let long = String(repeating: "x", count: 300)
        let parameters = Wire.parameters(method: "PUT", length: "3", [("HTTP_LONG", long)])
        for chunk in 1...20 {
            let request = Wire.begin() + Wire.stream(4, parameters, chunk: chunk) + Wire.stream(5, [1, 2, 3])
            #expect(examine(request) == .request(end: request.count, bodyLength: 3))
        }
    }

    @Test func recordsOutOfPlaceAreViolations() {
        let head = Wire.begin() + Wire.stream(4, Wire.parameters())
        #expect(examine(Wire.record(5, [1])) == .violation(.unexpectedRecord))
        #expect(examine(Wire.begin() + Wire.record(5)) == .violation(.unexpectedRecord))
        #expect(examine(Wire.begin() + Wire.begin(id: 2)) == .violation(.unexpectedRecord))
        #expect(examine(Wire.begin() + Wire.record(4, id: 2, [1])) == .violation(.unexpectedRecord))
        #expect(examine(head + Wire.record(9, id: 0)) == .violation(.unexpectedRecord))
        #expect(examine(head + Wire.record(8, [1])) == .violation(.unexpectedRecord))
    }

    @Test func anAbortIsDroppedWithItsRequest() {
        let abort = Wire.record(2)
        #expect(examine(Wire.begin() + abort) == .violation(.aborted))
        #expect(examine(Wire.begin() + Wire.stream(4, Wire.parameters()) + abort) == .violation(.aborted))
        #expect(examine(abort) == .nothing(end: abort.count))
    }

    @Test func beginningsAreChecked() {
        #expect(examine(Wire.begin(id: 0)) == .violation(.malformedBeginning))
        #expect(examine(Wire.record(1, [0, 1, 1])) == .violation(.malformedBeginning))
        #expect(examine(Wire.begin(padding: 8)) == .violation(.misplacedPadding))
        #expect(examine(Wire.begin(role: 2)) == .foreignRole(requestID: 1))
        #expect(examine(Wire.begin() + Wire.record(4, padding: 8)) == .violation(.misplacedPadding))
    }

    @Test func managementRecordsAreToldApart() {
        let query = Wire.record(9, id: 0, Wire.pair("FCGI_MAX_CONNS", ""), padding: 7)
        #expect(examine(query) == .management(kind: 9, content: 8..<24, end: query.count))
    }

    /// Whatever comes, an answer comes out, and never one that points past the bytes.
    @Test func anyBytesAreExamined() {
        var generator = SystemRandomNumberGenerator()
        let request = Wire.request(method: "POST", body: [1, 2, 3, 4], [("HTTP_A", "b")])
        for _ in 0..<20_000 {
            var bytes = request
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: bytes.indices, using: &generator)] = .random(in: 0 ... .max, using: &generator)
            }
            if case .request(let end, _) = examine(bytes) { #expect(end <= bytes.count) }
        }
    }
}
