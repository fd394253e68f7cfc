import HTTP
import Testing

@testable import FastCGI

@Suite struct ResponseHeadTests {
    func text(_ response: Response) -> String {
        String(decoding: ResponseHead(response).bytes, as: UTF8.self)
    }

    @Test func aHeadIsStatusFieldsLengthAndAnEmptyLine() {
        let response = Response(status: .created, headers: ["X-Request-Id": "r", "ETag": "\"1\""], body: [1, 2, 3])
        #expect(
            text(response)
                == "Status: 201 Created\r\nX-Request-Id: r\r\nETag: \"1\"\r\nContent-Length: 3\r\n\r\n")
    }

    @Test func valuesCannotAddALine() {
        let head = text(Response(headers: ["X-A": "b\r\nX-Injected: c\r\n\r\nbody"]))
        #expect(head.split(separator: "\r\n").count == 3)
        #expect(!head.contains("\r\nX-Injected"))
    }

    @Test(arguments: ["X-A: b\r\nX-Injected", "", "X A", "X-Ä", "Status", "CONTENT-LENGTH"])
    func namesThatAreNoTokensOrNotTheirsAreLeftOut(name: String) {
        #expect(text(Response(headers: [name: "v"])) == "Status: 200 OK\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func reasonsCannotAddALine() {
        let status = Status(code: 200, reason: "OK\r\nX-Injected: c")
        #expect(text(Response(status: status)) == "Status: 200 OKX-Injected: c\r\nContent-Length: 0\r\n\r\n")
    }

    @Test func answersWithoutABodySayNoLength() {
        let noContent = Status(code: 204, reason: "No Content")
        for status in [noContent, .notModified] {
            #expect(!text(Response(status: status, body: [1])).contains("Content-Length"))
            #expect(!ResponseHead.hasBody(Response(status: status, body: [1]), to: .get))
        }
        #expect(!ResponseHead.hasBody(Response(body: [1]), to: .head))
        #expect(ResponseHead.hasBody(Response(body: [1]), to: .get))
    }
}
