/// Something that whoever started this process is told of it (sd_notify(3)).
enum SupervisorNote: Equatable, Sendable {
    /// It does its work from now on.
    case ready
    /// It is about to leave.
    case stopping
    /// It still gets on with its work.
    case alive
    /// How far it is, in words.
    case status(String)
    /// It is not ready yet, and may go on starting for so long from now.
    case startingFor(Duration)

    /// The notes as one datagram: a line each.
    static func datagram(_ notes: [SupervisorNote]) -> [UInt8] {
        notes.flatMap { Array(($0.assignment + "\n").utf8) }
    }

    private var assignment: String {
        switch self {
        case .ready: "READY=1"
        case .stopping: "STOPPING=1"
        case .alive: "WATCHDOG=1"
        // A line break would begin another assignment.
        case .status(let text): "STATUS=\(text.onOneLine)"
        case .startingFor(let limit): "EXTEND_TIMEOUT_USEC=\(limit.wholeMicroseconds)"
        }
    }
}

extension Duration {
    /// Microseconds, rounded down; 0 where it is negative.
    fileprivate var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }
}
