import Glibc

@testable import FastCGI

/// A connection to a server as a front server has it. Every wait ends after ten seconds, in a failed test.
final class Peer: Sendable {
    struct Reply: Equatable {
        var status: String
        var fields: [String: String]
        var body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
    }

    struct Record: Equatable {
        var type: UInt8
        var id: Int
        var content: [UInt8]
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let descriptor: Int32

    init(path: String) throws {
        descriptor = socket(AF_UNIX, streamType, 0)
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard try UnixAddress(path: path).connect(descriptor) == 0 else { throw Failure(description: "connect") }
    }

    deinit { close(descriptor) }

    /// Writes all of it; false when the server has closed the connection.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    func closeSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Exactly so many bytes; nil when the connection ends first.
    func receive(_ count: Int) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        while bytes.count < count {
            var buffer = [UInt8](repeating: 0, count: count - bytes.count)
            let received = recv(descriptor, &buffer, buffer.count, 0)
            if received < 0, errno == EAGAIN { throw Failure(description: "the server is silent") }
            guard received > 0 else { return nil }
            bytes += buffer.prefix(received)
        }
        return bytes
    }

    func record() throws -> Record? {
        guard let header = try receive(8) else { return nil }
        let length = Int(header[4]) << 8 | Int(header[5])
        guard let content = try receive(length + Int(header[6])) else { return nil }
        return Record(type: header[1], id: Int(header[2]) << 8 | Int(header[3]), content: Array(content.prefix(length)))
    }

    /// The answer to one request, up to its END_REQUEST, which must say that it is complete; an empty record has to
    /// have ended the stream before.
    func reply(to id: Int = 1) throws -> Reply {
        var output: [UInt8] = []
        var hasEnded = false
        while let record = try record() {
            guard record.id == id else { throw Failure(description: "a record of request \(record.id)") }
            if record.type == 6 {
                guard !hasEnded else { throw Failure(description: "\(record) after the stream's end") }
                output += record.content
                hasEnded = record.content.isEmpty
            }
            if record.type == 3 {
                guard hasEnded, record.content == [0, 0, 0, 0, 0, 0, 0, 0] else {
                    throw Failure(description: "\(record)")
                }
                return try Self.parse(output)
            }
        }
        throw Failure(description: "closed after \(output.count) bytes of answer")
    }

    /// Whether the server has closed the connection without another byte.
    func isClosedByServer() throws -> Bool {
        try receive(1) == nil
    }

    func exchange(_ request: [UInt8]) throws -> Reply {
        send(request)
        return try reply()
    }

    private static func parse(_ output: [UInt8]) throws -> Reply {
        guard let end = output.indices.first(where: { output[$0...].starts(with: "\r\n\r\n".utf8) }) else {
            throw Failure(description: "no end of head")
        }
        var reply = Reply(status: "", fields: [:], body: Array(output[(end + 4)...]))
        for line in String(decoding: output[..<end], as: UTF8.self).split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { throw Failure(description: "head line \(line)") }
            let name = String(line[..<colon])
            guard reply.fields[name] == nil else { throw Failure(description: "\(name) twice") }
            reply.fields[name] = String(line[colon...].dropFirst(2))
        }
        reply.status = reply.fields.removeValue(forKey: "Status") ?? ""
        return reply
    }
}
