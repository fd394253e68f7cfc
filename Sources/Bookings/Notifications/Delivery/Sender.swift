internal import Foundation
internal import Logging
internal import Postgres
internal import SMTP

/// One thread of the notifier: claims a message, sends it, settles it, round and round. It owns a connection to the
/// database and one to the mail server. No transaction is open while it talks to the latter.
struct Sender: ~Copyable {
    /// How long to look for work at most, should nobody wake it.
    static let slowPoll = Duration.seconds(5)

    let database: Database
    let mail: SMTPClient
    let composer: MessageComposer
    let envelopeSender: MailAddress
    let reviewLink: ReviewLink
    /// How long a message that it claims is its own, and how much of that sending may take.
    let lease: (length: Duration, sending: Duration)
    let shares: ThreadShares
    let bell: Bell
    let progress: SenderRounds.Progress
    let isStopping: @Sendable () -> Bool
    let log: Logger
    /// Nil where nobody reads them.
    let metrics: MailMetrics?
    private var visited = ProfileID(rawValue: 0)
    private var databaseTrouble = Backoff(from: .milliseconds(200), to: .seconds(10))
    private var mailTrouble = Backoff(from: .milliseconds(200), to: .seconds(10))

    init(
        database: Database, mail: SMTPClient, composer: MessageComposer, envelopeSender: MailAddress,
        reviewLink: ReviewLink, lease: (length: Duration, sending: Duration), shares: ThreadShares, bell: Bell,
        progress: SenderRounds.Progress, isStopping: @escaping @Sendable () -> Bool, log: Logger,
        metrics: MailMetrics? = nil
    ) {
        self.database = database
        self.mail = mail
        self.composer = composer
        self.envelopeSender = envelopeSender
        self.reviewLink = reviewLink
        self.lease = lease
        self.shares = shares
        self.bell = bell
        self.progress = progress
        self.isStopping = isStopping
        self.log = log
        self.metrics = metrics
    }

    /// Works until it is to stop.
    mutating func run() {
        while !isStopping() {
            progress.cameRound()
            do {
                guard let lease = try claim() else {
                    bell.wait(atMost: Self.slowPoll)
                    mail.closeIfIdle()
                    continue
                }
                databaseTrouble.reset()
                attend(to: lease)
            } catch {
                metrics?.databaseErrors.count(error)
                log.warning("the outbox cannot be reached", metadata: ["error": "\(error)"])
                Pause.sleep(databaseTrouble.next(), unless: isStopping)
            }
        }
        mail.close()
    }

    private mutating func claim() throws -> Lease? {
        let (database, visited, length) = (database, visited, lease.length)
        let lease = try shares.claim { passedBy in
            let begin = ContinuousClock.now
            let claim = OutboxQueries.claim(after: visited, for: length, passingBy: passedBy)
            guard let row = try database.query(claim).first else { return nil }
            return Lease(
                profile: ProfileID(rawValue: try row.int64(0)),
                notification: NotificationID(rawValue: try row.int64(1)),
                attempt: try row.int(2), until: try row.string(3), end: begin + length)
        }
        progress.claimed()
        if let lease { self.visited = lease.profile }
        return lease
    }

    /// Delivers and settles; then rests, if the server is in trouble and not just this message: there is no use in
    /// claiming the next one at once.
    private mutating func attend(to lease: Lease) {
        let (outcome, isServersTrouble) = deliver(lease)
        note(outcome, of: lease)
        metrics?.count(outcome)
        settle(lease, as: outcome)
        shares.release(lease)
        if isServersTrouble { Pause.sleep(mailTrouble.next(), unless: isStopping) }
    }

    /// As long as the lease lasts, also while stopping: a message that was sent and not settled would be sent again.
    private mutating func settle(_ lease: Lease, as outcome: Outcome) {
        var pause = Backoff(from: .milliseconds(50), to: .seconds(2))
        while true {
            do {
                if !(try database.query(OutboxQueries.settle(lease, as: outcome)).one().bool(0)) {
                    log.notice("a lease was no longer ours to settle", metadata: lease.metadata)
                }
                return
            } catch {
                metrics?.databaseErrors.count(error)
                if case .returned = outcome, isStopping() { return }
                guard lease.left > .zero else {
                    log.error(
                        "a message could not be settled", metadata: lease.metadata.merging(["error": "\(error)"]) { $1 }
                    )
                    return
                }
                Pause.sleep(pause.next())
            }
        }
    }

    /// What came of it, and whether the server is in trouble.
    private mutating func deliver(_ lease: Lease) -> (Outcome, isServersTrouble: Bool) {
        if isStopping() { return (.returned, false) }
        do {
            switch try look(at: lease) {
            case .outdated(let reason): return (.outdated(reason), false)
            case .impossible(let reason): return (.failed(reason), false)
            case .due(var facts, let recipient):
                if facts.kind == .reviewRequest { facts.reviewLink = try makeLink(for: facts.booking.id, lease) }
                return send(facts, to: recipient, lease)
            }
        } catch let error as PostgresError where error.category != .other {
            metrics?.databaseErrors.count(error)
            return (.returned, false)
        } catch {
            // Nothing that waiting helps with, most likely; but somebody may mend it within the two days.
            metrics?.databaseErrors.count(error)
            log.error("a message cannot be made", metadata: lease.metadata.merging(["error": "\(error)"]) { $1 })
            return (again(lease, "the message could not be made; see the notifier's log"), false)
        }
    }

    private func look(at lease: Lease) throws -> Dispatch {
        let rows = try database.transaction(
            .snapshot, first: [OutboxQueries.begin(for: lease.profile)], statements: [OutboxQueries.dispatch(lease)])
        return try rows[0].first.map { try Dispatch($0, of: lease) } ?? .outdated("the booking is gone")
    }

    /// Kept before it is sent: no visitor gets a link that leads nowhere.
    private func makeLink(for booking: BookingID, _ lease: Lease) throws -> String {
        let token = ReviewToken.generate()
        _ = try database.transaction(
            .readWrite, first: [OutboxQueries.begin(for: lease.profile)],
            statements: [OutboxQueries.keep(token, for: booking, in: lease.profile)])
        return reviewLink.url(with: token)
    }

    private mutating func send(
        _ facts: MessageFacts, to recipient: MailAddress, _ lease: Lease
    ) -> (Outcome, isServersTrouble: Bool) {
        let message = composer.compose(facts, now: Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)))
        // After a stall somebody else may be about to take it over.
        guard lease.left > self.lease.sending else { return (.returned, false) }
        do throws(SMTPFailure) {
            let envelope = try Envelope(
                sender: envelopeSender.specification, recipient: recipient.specification)
            if let metrics {
                try metrics.time { () throws(SMTPFailure) in try mail.send(envelope, message) }
            } else {
                try mail.send(envelope, message)
            }
            mailTrouble.reset()
            return (.sent(version: facts.booking.version), false)
        } catch {
            if !error.isOfTheServer { mailTrouble.reset() }
            return (outcome(of: error, lease), error.verdict == .transient && error.isOfTheServer)
        }
    }

    private func outcome(of failure: SMTPFailure, _ lease: Lease) -> Outcome {
        switch failure.verdict {
        case .refused: .failed(failure.reason)
        case .aborted: .returned
        case .transient: again(lease, failure.reason)
        }
    }

    private func again(_ lease: Lease, _ reason: String) -> Outcome {
        guard let pause = RetrySchedule.pause(after: lease.attempt) else {
            return .failed("given up after \(lease.attempt) attempts: \(reason)")
        }
        return .deferred(reason, after: pause)
    }

    /// A line of the log; never an address.
    private func note(_ outcome: Outcome, of lease: Lease) {
        let (level, word, reason): (Logger.Level, String, String?) =
            switch outcome {
            case .sent: (.info, "message sent", nil)
            case .failed(let reason): (.warning, "message given up", reason)
            case .deferred(let reason, _): (.notice, "message deferred", reason)
            case .returned: (.info, "message handed back", nil)
            case .outdated(let reason): (.info, "message no longer true", reason)
            }
        var metadata = lease.metadata
        if let reason { metadata["reason"] = "\(reason)" }
        log.log(level: level, "\(word)", metadata: metadata)
    }
}

extension SMTPFailure {
    /// For the delivery log, which owners read.
    fileprivate var reason: String {
        let unknown = isOutcomeUnknown ? "the answer was lost, so that it may have arrived: " : ""
        return unknown + (reply == nil ? "\(stage): \(text)" : text)
    }

    /// Whether the next message would most likely meet the same.
    fileprivate var isOfTheServer: Bool {
        switch stage {
        case .connect, .greeting, .ehlo, .starttls, .auth, .mail, .unknown: true
        case .rcpt, .data, .answer: reply == nil || reply == 421
        }
    }
}

extension Lease {
    fileprivate var metadata: Logger.Metadata {
        ["profile": "\(profile.rawValue)", "notification": "\(notification.rawValue)", "attempt": "\(attempt)"]
    }
}
