import Glibc
import HTTP
import Testing

@testable import FastCGI

/// What a server does to its process and its threads.
@Suite struct ProcessTests {
    /// The handler of a signal as a number: 0 is the default, 1 to ignore it.
    func handler(_ signal: Int32) -> Int {
        var action = sigaction()
        sigaction(signal, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    }

    /// libfcgi puts handlers of its own on these.
    @Test func signalsStayAsTheyWereButSIGPIPEIsIgnored() throws {
        let server = try RunningServer { _ in Response() }
        _ = try server.peer().exchange(Wire.request())
        #expect(handler(SIGTERM) == 0)
        #expect(handler(SIGUSR1) == 0)
        #expect(handler(SIGPIPE) == 1)
    }

    @Test func threadsHaveNamesAndLeaveSignalsToOthers() throws {
        let server = try RunningServer(threads: 1) { _ in
            var mask = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &mask)
            let blocked = "\(sigismember(&mask, SIGTERM)) \(sigismember(&mask, SIGSEGV))"
            return Response(body: threadName() + Array(blocked.utf8))
        }
        let seen = try server.peer().exchange(Wire.request()).text
        #expect(seen == "fastcgi-0\n1 0")
    }
}

/// The calling thread's name as the system has it, and a line feed.
private func threadName() -> [UInt8] {
    let file = open("/proc/thread-self/comm", O_RDONLY)
    defer { close(file) }
    var name = [UInt8](repeating: 0, count: 32)
    let count = read(file, &name, name.count)
    return Array(name.prefix(max(0, count)))
}
