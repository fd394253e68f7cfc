import Glibc
import Testing

@testable import FastCGI

@Suite struct ListeningSocketTests {
    func mode(of path: String) -> mode_t? {
        var status = stat()
        return lstat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    /// The error that opening the path ends in.
    func failure(_ path: String) -> ListeningSocketError? {
        do {
            _ = try ListeningSocket.unix(path: path)
            return nil
        } catch {
            return error
        }
    }

    func inheritanceFailure(_ descriptor: Int32) -> String? {
        do {
            _ = try ListeningSocket.inherited(descriptor: descriptor)
            return nil
        } catch {
            return error.description
        }
    }

    @Test(arguments: [0o660, 0o600, 0o666] as [mode_t])
    func aSocketHasTheModeAskedForWhateverTheUmask(wanted: mode_t) throws {
        let path = temporaryPath()
        let socket = try ListeningSocket.unix(path: path, mode: wanted)
        #expect(mode(of: path) == wanted)
        _ = consume socket
        #expect(mode(of: path) == nil, "a socket made here goes with its owner")
    }

    @Test func aPathOf107BytesFitsAndOneMoreDoesNot() throws {
        let number = UInt64.random(in: 100_000_000_000...999_999_999_999)
        let longest = "/tmp/" + String(repeating: "p", count: 90) + "\(number)"
        #expect(longest.utf8.count == 107)
        #expect(failure(longest) == nil)
        #expect(failure(longest + "p") == .pathTooLong(path: longest + "p", bytes: 108))
        #expect(failure(longest + "p")?.description.contains("107") == true)
    }

    @Test func aStaleSocketIsReplaced() throws {
        let path = temporaryPath()
        let dead = socket(AF_UNIX, streamType, 0)
        #expect(try UnixAddress(path: path).bind(dead) == 0)
        close(dead)
        #expect(mode(of: path) != nil)
        #expect(failure(path) == nil)
    }

    @Test func aSocketThatIsAliveIsLeftAlone() throws {
        let path = temporaryPath()
        let alive = try ListeningSocket.unix(path: path)
        #expect(failure(path) == .inUse(path: path))
        let peer = try Peer(path: path)
        let hasBacklog = alive.hasBacklog
        #expect(hasBacklog)
        _ = peer
    }

    @Test func aFullBacklogIsAlive() throws {
        let path = temporaryPath()
        let alive = try ListeningSocket.unix(path: path, backlog: 0)
        let waiting = try Peer(path: path)
        #expect(failure(path) == .inUse(path: path))
        _ = (waiting, alive.hasBacklog)
    }

    @Test func anyOtherFileIsLeftAlone() throws {
        let path = temporaryPath()
        close(creat(path, 0o600))
        defer { unlink(path) }
        #expect(failure(path) == .notASocket(path: path))
        #expect(mode(of: path) == 0o600)
    }

    @Test func aMissingDirectoryIsNamed() {
        let path = "/nonexistent-\(UInt32.random(in: 0 ... .max))/s"
        #expect(failure(path)?.description.contains(path) == true)
    }

    @Test func whatWasPutInItsPlaceStays() throws {
        let path = temporaryPath()
        let first = try ListeningSocket.unix(path: path)
        unlink(path)
        let second = try ListeningSocket.unix(path: path)
        _ = consume first
        #expect(mode(of: path) != nil)
        _ = second.hasBacklog
    }

    @Test func aListeningDescriptorIsInheritedAndNotClosed() throws {
        let path = temporaryPath()
        let made = try ListeningSocket.unix(path: path)
        let shared = dup(made.descriptor)
        defer { close(shared) }
        #expect(inheritanceFailure(shared) == nil)
        #expect(fcntl(shared, F_GETFD) >= 0)
        #expect(fcntl(shared, F_GETFL) & O_NONBLOCK != 0)
        _ = made.hasBacklog
    }

    @Test func whatDoesNotListenIsNotInherited() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let idle = socket(AF_UNIX, streamType, 0)
        defer { for descriptor in ends + [idle] { close(descriptor) } }
        #expect(inheritanceFailure(ends[0])?.contains("descriptor \(ends[0]) is not a socket") == true)
        #expect(inheritanceFailure(idle)?.contains("a socket that does not listen") == true)
        #expect(inheritanceFailure(1_000_000)?.contains("is closed") == true)
    }
}
