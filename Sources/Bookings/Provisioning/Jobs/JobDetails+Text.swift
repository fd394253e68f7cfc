extension JobDetails {
    /// In words, for a terminal. Has the recipient's address in it.
    var text: String {
        let facts = [
            ("Kind", job.kind.rawValue), ("Recipient", job.recipient), ("Booking", bookingText), ("Cause", causeText),
            ("Queued", job.created.timestamp), ("Attempts", "\(job.attempts)"), ("Next try", nextTryText),
            ("Sent", sentText), ("Last error", job.lastError), ("Later", laterText),
        ]
        let width = (facts.map(\.0.count).max() ?? 0) + 2
        let lines = facts.compactMap { name, value in
            value.map { "  \(name)\(String(repeating: " ", count: width - name.count))\($0.onOneLine)\n" }
        }
        return "\(job.subject): \(job.state.rawValue)\n" + lines.joined()
    }

    private var bookingText: String {
        "\(job.booking.rawValue): \(bookingStatus.rawValue), \(occasion.text) (\(timezone)), version \(bookingVersion)"
    }

    private var causeText: String {
        switch cause {
        case .change: "a change of the booking, to version \(queuedVersion)"
        case .request: "asked for by a call of the API, at version \(queuedVersion) of the booking"
        }
    }

    /// Nil where there will be none.
    private var nextTryText: String? {
        switch (job.state, job.isDue) {
        case (.queued, true): "now"
        case (.queued, false): "\(job.untilNextTry.fromNow), at \(nextTry.timestamp)"
        case (.sending, true): "now: the lease of the notifier that held it ended at \(nextTry.timestamp)"
        case (.sending, false): "when the lease of the notifier that holds it ends, at \(nextTry.timestamp)"
        case (.sent, _), (.failed, _), (.cancelled, _): nil
        }
    }

    private var sentText: String? {
        sent.map { "\($0.timestamp)\(toldVersion.map { ", telling version \($0) of the booking" } ?? "")" }
    }

    private var laterText: String? {
        job.later.map { "job \($0.rawValue) is of the same kind, about the same booking" }
    }
}

extension Occasion {
    /// As the profile's own clock and calendar have it.
    fileprivate var text: String {
        switch self {
        case .appointment(let from, _): "\(from.date) \(from.time)"
        case .stay(let from, let to): "\(from) to \(to)"
        }
    }
}
