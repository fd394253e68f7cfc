import Glibc
import HTTP

/// The parameters of a request that matter here (RFC 3875 section 4.1, and nginx's REQUEST_URI and REQUEST_ID), copied
/// out of libfcgi, which frees them with the request. Bytes of fields that are not UTF-8 become U+FFFD.
struct RequestParameters {
    private var method = ""
    private var target = ""
    private var id: String?
    private var headers = Headers()

    init(of exchange: borrowing Exchange) {
        headers.reserveCapacity(16)
        exchange.forEachParameter { self.add($0) }
    }

    /// Whether the front server said what is asked for; without that there is nothing to answer.
    var areComplete: Bool { !method.isEmpty && !target.isEmpty }

    /// The request they describe.
    func request(body: [UInt8]) -> Request {
        Request(
            method: Method(rawValue: method), target: target.isEmpty ? "/" : target, headers: headers, body: body,
            id: RequestID(id))
    }

    /// `parameter` is `NAME=value` with a closing NUL, as libfcgi makes it: strlen finds its end, and nothing of it is
    /// kept.
    private mutating func add(_ parameter: UnsafePointer<CChar>) {
        let bytes = UnsafeRawBufferPointer(start: parameter, count: strlen(parameter))
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return }
        let name = bytes[..<equals]
        let value = bytes[(equals + 1)...]
        if name.starts(with: "HTTP_".utf8) {
            addHeader(name.dropFirst(5), value)
        } else {
            addMetaVariable(String(decoding: name, as: UTF8.self), value)
        }
    }

    private mutating func addMetaVariable(_ name: String, _ value: Slice<UnsafeRawBufferPointer>) {
        switch name {
        case "REQUEST_METHOD": method = String(decoding: value, as: UTF8.self)
        case "REQUEST_URI": target = Self.target(value)
        case "REQUEST_ID": id = String(decoding: value, as: UTF8.self)
        case "CONTENT_TYPE" where !value.isEmpty: headers.add("content-type", String(decoding: value, as: UTF8.self))
        case "CONTENT_LENGTH" where !value.isEmpty:
            headers.add("content-length", String(decoding: value, as: UTF8.self))
        default: break
        }
    }

    /// A target that is not UTF-8 keeps its bytes, percent-encoded: what is asked for is looked at in that form anyway.
    private static func target(_ value: Slice<UnsafeRawBufferPointer>) -> String {
        if let text = String(validating: value, as: UTF8.self) { return text }
        return value.reduce(into: "") { text, byte in
            text += byte < 0x80 ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true)
        }
    }

    /// A client's field, its name given back its dashes. nginx also passes on Content-Type and Content-Length this way,
    /// beside the parameters of their own.
    private mutating func addHeader(_ name: Slice<UnsafeRawBufferPointer>, _ value: Slice<UnsafeRawBufferPointer>) {
        guard !name.elementsEqual("CONTENT_TYPE".utf8), !name.elementsEqual("CONTENT_LENGTH".utf8) else { return }
        let fieldName = name.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "_"): UInt8(ascii: "-")
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
            default: byte
            }
        }
        headers.add(String(decoding: fieldName, as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
}
