import Foundation
import TestSupport
import Testing

@testable import Bookings

/// What arrives at a supervisor's socket.
@Suite struct SupervisorTests {
    private let status = SupervisorNote.status("at work")

    private func supervisor(_ socket: SupervisorEar, _ more: [String: String] = [:]) -> Supervisor {
        Supervisor(environment: ["NOTIFY_SOCKET": socket.address].merging(more) { $1 }, process: 42)
    }

    @Test(arguments: [true, false])
    func itIsHeardByPathAndByAbstractName(_ isAbstract: Bool) throws {
        let ear = try SupervisorEar(isAbstract: isAbstract)
        let supervisor = supervisor(ear)
        supervisor.tell([.status("waiting for the database")])
        #expect(ear.pending() == ["STATUS=waiting for the database\n"])
    }

    @Test func theFirstBeatSaysThatItIsReady() throws {
        let ear = try SupervisorEar()
        let supervisor = supervisor(ear)
        for _ in 0..<3 { supervisor.beat(saying: status) }
        #expect(ear.pending() == ["READY=1\nSTATUS=at work\n"], "and nobody asked for signs of life")
    }

    /// Half of an hour is not over, half of a microsecond always is.
    @Test func signsOfLifeComeOncePerHalfInterval() throws {
        let ear = try SupervisorEar()
        let slow = supervisor(ear, ["WATCHDOG_USEC": "3600000000"])
        for _ in 0..<3 { slow.beat(saying: status) }
        #expect(ear.pending() == ["READY=1\nSTATUS=at work\n", "WATCHDOG=1\n"])
        let quick = supervisor(ear, ["WATCHDOG_USEC": "1"])
        for _ in 0..<3 { quick.beat(saying: status) }
        #expect(ear.pending() == ["READY=1\nSTATUS=at work\n", "WATCHDOG=1\n", "WATCHDOG=1\n", "WATCHDOG=1\n"])
    }

    @Test func anotherProcessIsMeant() throws {
        let ear = try SupervisorEar()
        supervisor(ear, ["WATCHDOG_USEC": "1", "WATCHDOG_PID": "43"]).beat(saying: status)
        #expect(ear.pending() == ["READY=1\nSTATUS=at work\n"])
        supervisor(ear, ["WATCHDOG_USEC": "1", "WATCHDOG_PID": "42"]).beat(saying: status)
        #expect(ear.pending() == ["READY=1\nSTATUS=at work\n", "WATCHDOG=1\n"])
    }

    @Test func whoStopsIsNotReadyAnyMore() throws {
        let ear = try SupervisorEar()
        let supervisor = supervisor(ear)
        supervisor.tell([.stopping])
        supervisor.beat(saying: status)
        #expect(ear.pending() == ["STOPPING=1\n"])
    }

    @Test func thatItIsReadyIsSaidUntilItIsHeard() throws {
        var ear: SupervisorEar? = try SupervisorEar()
        let address = try #require(ear?.address)
        let supervisor = Supervisor(environment: ["NOTIFY_SOCKET": address], process: 42)
        ear = nil
        supervisor.beat(saying: status)
        let next = try SupervisorEar(at: address)
        for _ in 0..<2 { supervisor.beat(saying: status) }
        #expect(next.pending() == ["READY=1\nSTATUS=at work\n"])
    }

    /// Each would take a second otherwise.
    @Test func signsOfLifeWaitForNobody() throws {
        let ear = try SupervisorEar()
        let supervisor = supervisor(ear, ["WATCHDOG_USEC": "1"])
        for _ in 0..<10_000 { supervisor.beat(saying: status) }
        #expect((2..<10_000).contains(ear.pending().count))
    }

    /// No crash and no wait where there is nobody, or no sense.
    @Test(arguments: ["", "@", "/", "relative", "/none/such", "@\(String(repeating: "x", count: 200))", "vsock:2:1"])
    func nobodyHears(_ address: String) {
        let supervisor = Supervisor(
            environment: ["NOTIFY_SOCKET": address, "WATCHDOG_USEC": "many"], process: 42)
        supervisor.tell([.ready])
        supervisor.beat(saying: status)
        #expect(SupervisorSocket(address)?.send([0]) != true)
    }

    @Test func anAbstractNameMayFillTheAddress() throws {
        let ear = try SupervisorEar(isAbstract: true, nameLength: 107)
        #expect(ear.address.utf8.count == 108)
        supervisor(ear).tell([.ready])
        #expect(ear.pending() == ["READY=1\n"])
    }
}
