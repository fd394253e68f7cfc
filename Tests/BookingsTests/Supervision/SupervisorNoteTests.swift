import Testing

@testable import Bookings

/// What a supervisor is told, as bytes (sd_notify(3)).
@Suite struct SupervisorNoteTests {
    private func text(_ notes: SupervisorNote...) -> String {
        String(decoding: SupervisorNote.datagram(notes), as: UTF8.self)
    }

    @Test func everyNoteIsAnAssignmentOnALine() {
        #expect(text(.ready, .status("serving on 8 threads")) == "READY=1\nSTATUS=serving on 8 threads\n")
        #expect(text(.stopping) == "STOPPING=1\n")
        #expect(text(.alive) == "WATCHDOG=1\n")
        #expect(text(.startingFor(.milliseconds(1_500))) == "EXTEND_TIMEOUT_USEC=1500000\n")
        #expect(text(.startingFor(.seconds(-1))) == "EXTEND_TIMEOUT_USEC=0\n")
    }

    @Test func aStatusBeginsNoOtherAssignment() {
        #expect(text(.status("waiting\nREADY=1")) == "STATUS=waiting READY=1\n")
    }
}
