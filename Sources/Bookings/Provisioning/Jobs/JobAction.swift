internal import Postgres

/// What an operator may do to messages.
enum JobAction: Sendable {
    /// Try again, now and from the first attempt.
    case retry
    /// Do not send.
    case cancel
}

/// What an action comes to for one message.
enum JobDecision: Sendable {
    /// It is done.
    case change(ChangeLine)
    /// There is nothing to do.
    case leave(ChangeLine)
    /// It cannot be done; the reason is a sentence that names the message.
    case refuse(String)
}

extension JobAction {
    /// What is to be done to a message, whose row is locked.
    func decision(on job: Job) -> JobDecision {
        switch self {
        case .retry: retry(job)
        case .cancel: cancel(job)
        }
    }

    /// What does it to messages, whose rows are locked; the notifiers hear of what is due.
    func statements(for jobs: [Job]) -> [SQL] {
        switch self {
        case .retry:
            [
                Self.update(jobs, set: "state = 'queued', attempts = 0, next_attempt_at = clock_timestamp()"),
                "select pg_notify(\(Announcement.outbox), '')",
            ]
        case .cancel: [Self.update(jobs, set: "state = 'cancelled', locked_until = null")]
        }
    }

    private static func update(_ jobs: [Job], set change: SQL) -> SQL {
        """
        update vexar.notifications as n
        set \(change)
        from unnest(\(jobs.map(\.profile))::bigint[], \(jobs.map(\.id))::bigint[]) as job (profile_id, id)
        where n.profile_id = job.profile_id and n.id = job.id
        """
    }

    private func retry(_ job: Job) -> JobDecision {
        switch job.state {
        case .queued where job.isDue && job.attempts == 0: .leave(job.line(.unchanged, "due already"))
        case .queued: .change(job.line(.changed, job.attemptsReset, "due now"))
        case .failed:
            if let later = job.later {
                .refuse("\(job.subject): job \(later.rawValue) is later and tells the same; look at that one instead")
            } else {
                .change(job.line(.changed, "failed -> queued", job.attemptsReset, "due now"))
            }
        case .sending where job.isDue:
            .leave(job.line(.unchanged, "its lease has ended, so the next notifier takes it over"))
        case .sending: .leave(job.line(.unchanged, "being sent just now"))
        case .sent: .refuse("\(job.subject) was sent: a second time would tell the visitor twice")
        case .cancelled: .refuse("\(job.subject) is cancelled, as withdrawn or no longer true, and stays so")
        }
    }

    private func cancel(_ job: Job) -> JobDecision {
        switch job.state {
        case .queued, .failed: .change(job.line(.removed, "cancelled"))
        case .sending where job.isDue:
            .change(job.line(.removed, "cancelled; the notifier that held it is gone, so it may have arrived"))
        case .sending: .refuse("\(job.subject) is being sent just now; try again in a moment")
        case .sent: .refuse("\(job.subject) was sent, so that nothing can call it back")
        case .cancelled: .leave(job.line(.unchanged, "cancelled already"))
        }
    }
}

extension Job {
    fileprivate var attemptsReset: String? { attempts == 0 ? nil : "attempts \(attempts) -> 0" }

    fileprivate func line(_ sign: ChangeLine.Sign, _ details: String?...) -> ChangeLine {
        ChangeLine(sign: sign, subject: subject, details: details.compactMap(\.self))
    }
}
