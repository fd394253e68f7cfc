extension Transfer {
    /// What came of it, in this module's words; nil for a message that the server took.
    ///
    /// - Parameter reason: libcurl's own words; nil where it reports success.
    func failure(_ reason: String?) -> SMTPFailure? {
        if dialogue.isAccepted { return nil }
        let stage = dialogue.stage
        let refusal = dialogue.reply.flatMap { (400...599).contains($0.code) ? $0 : nil }
        if case .aborted = end, refusal == nil {
            return SMTPFailure(.aborted, at: stage, "stopped before the message was sent")
        }
        return SMTPFailure(
            Transfer.verdict(refusal?.code, at: stage), at: stage, reply: refusal?.code,
            isOutcomeUnknown: stage == .answer && refusal == nil, refusal?.line ?? words(reason))
    }

    /// A 5xx that is not about this message but about us or the connection may be gone in a while.
    private static func verdict(_ reply: Int?, at stage: SMTPStage) -> SMTPFailure.Verdict {
        guard let reply, reply >= 500, [.rcpt, .data, .answer].contains(stage) else { return .transient }
        return .refused
    }

    private func words(_ reason: String?) -> String {
        switch end {
        case .timedOut(let limit): "no answer within \(limit)"
        case .closed: "the server closed the connection"
        case .broken, .aborted, nil: reason ?? "the server's reply makes no sense"
        }
    }
}
