internal import CCurl
import Glibc

/// Where libcurl's callbacks arrive.
///
/// libcurl keeps an unretained pointer to it in its handles and its connection: ``Session`` holds it and frees those
/// first. All calls come on the session's thread, from inside a call to libcurl.
final class SessionContext {
    var isTLSFromStart = false
    /// Those that are open; while several addresses of a host are tried there is more than one.
    private(set) var sockets: Set<Int32> = []
    private var transfer: Transfer?
    /// Of the size that libcurl asks for; it writes a C string there.
    private let errorText: UnsafeMutablePointer<CChar>

    init() {
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        errorText.deallocate()
    }

    func begin(_ transfer: Transfer) {
        errorText.pointee = 0
        self.transfer = transfer
    }

    func end() {
        transfer = nil
    }

    /// libcurl's words for what went wrong last.
    var reason: String? { errorText.pointee == 0 ? nil : String(cString: errorText) }

    func shutSockets(_ how: Int) {
        for socket in sockets { shutdown(socket, Int32(how)) }
    }

    func install(on easy: UnsafeMutableRawPointer) -> Bool {
        let pointer = Unmanaged.passUnretained(self).toOpaque()
        let data = [
            CURLOPT_READDATA, CURLOPT_WRITEDATA, CURLOPT_XFERINFODATA, CURLOPT_DEBUGDATA, CURLOPT_SOCKOPTDATA,
            CURLOPT_CLOSESOCKETDATA,
        ]
        return data.allSatisfy { curlSetPointer(easy, $0, pointer) == CURLE_OK }
            && curlSetPointer(easy, CURLOPT_ERRORBUFFER, errorText) == CURLE_OK
            && curlSetLong(easy, CURLOPT_NOPROGRESS, 0) == CURLE_OK && curlSetLong(easy, CURLOPT_VERBOSE, 1) == CURLE_OK
            && installCallbacks(on: easy)
    }

    private func installCallbacks(on easy: UnsafeMutableRawPointer) -> Bool {
        let codes = [
            curlSetRead(easy) { buffer, size, count, context in
                SessionContext.from(context).read(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
            },
            // A body is not part of SMTP; libcurl would print one on standard output.
            curlSetWrite(easy) { _, size, count, _ in size * count },
            curlSetProgress(easy) { context, _, _, _, _ in
                SessionContext.from(context).transfer?.mustEnd == true ? 1 : 0
            },
            curlSetDebug(easy) { _, kind, bytes, count, context in
                SessionContext.from(context).noticed(kind, UnsafeRawBufferPointer(start: bytes, count: count))
                return 0
            },
            curlSetSocketOpened(easy) { context, socket, _ in
                SessionContext.from(context).sockets.insert(socket)
                return Int32(CURL_SOCKOPT_OK)
            },
            curlSetSocketClose(easy) { context, socket in
                SessionContext.from(context).sockets.remove(socket)
                return close(socket)
            },
        ]
        return codes.allSatisfy { $0 == CURLE_OK }
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        transfer?.read(into: buffer, from: sockets.count == 1 ? sockets.first : nil) ?? Int(CURL_READFUNC_ABORT)
    }

    private func noticed(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_IN: transfer?.received(bytes)
        case CURLINFO_HEADER_OUT: transfer?.sent(bytes)
        case CURLINFO_DATA_OUT: transfer?.wrote(bytes.count)
        default: break
        }
    }

    /// The pointer is always the one that `install` gave.
    private static func from(_ pointer: UnsafeMutableRawPointer?) -> SessionContext {
        guard let pointer else { preconditionFailure("libcurl lost a callback's data") }
        return Unmanaged<SessionContext>.fromOpaque(pointer).takeUnretainedValue()
    }
}
