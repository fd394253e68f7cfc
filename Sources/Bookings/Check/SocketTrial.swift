internal import FastCGI

/// The sockets that a process is to listen on: whether they can be made, or are there.
struct SocketTrial {
    /// Why descriptor 0 is not one to listen on; nil where it is.
    let inheritedProblem: ListeningSocketError?

    func findings(_ reader: inout EnvironmentReader) -> [Finding] {
        [requests(&reader), metrics(&reader)]
    }

    private func requests(_ reader: inout EnvironmentReader) -> Finding {
        if let path = reader.text("VEXAR_LISTEN") { return Self.finding("socket", path, setting: "VEXAR_LISTEN") }
        guard let inheritedProblem else { return .ok("socket", "descriptor 0 is a listening socket") }
        if case .notListening(_, let found) = inheritedProblem, found.hasPrefix("a socket") {
            return .fail("socket", "\(inheritedProblem)")
        }
        return .notSet("socket", "no VEXAR_LISTEN, and descriptor 0 is no socket; for serve systemd puts one there")
    }

    private func metrics(_ reader: inout EnvironmentReader) -> Finding {
        guard let place = reader.text("VEXAR_METRICS") else { return .notSet("metrics socket", "no VEXAR_METRICS") }
        // A port of this machine is free or not at the moment in which it is bound.
        guard place.hasPrefix("/") else { return .ok("metrics socket", "\(place), which was not tried") }
        return Self.finding("metrics socket", place, setting: "VEXAR_METRICS")
    }

    private static func finding(_ subject: String, _ path: String, setting: String) -> Finding {
        do {
            let isServed = try ListeningSocket.isServed(path: path)
            return .ok(subject, isServed ? "a process listens on \(path)" : "\(path) can be made")
        } catch {
            return .fail(subject, "\(error)", "this user has to be able to make the socket that \(setting) names")
        }
    }
}
