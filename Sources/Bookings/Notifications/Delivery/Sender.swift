internal import Foundation
internal import Logging
internal import Postgres
internal import SMTP
internal import Synchronization

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
    /// How long a message that it claims is its own.
    let lease: Duration
    let bell: Bell
    let isStopping: @Sendable () -> Bool
    let log: Logger
    private var visited = ProfileID(rawValue: 0)
    private var trouble = Backoff(from: .milliseconds(200), to: .seconds(10))

    init(
        database: Database, mail: SMTPClient, composer: MessageComposer, envelopeSender: MailAddress,
        reviewLink: ReviewLink, lease: Duration, bell: Bell, isStopping: @escaping @Sendable () -> Bool, log: Logger
    ) {
        self.database = database
        self.mail = mail
        self.composer = composer
        self.envelopeSender = envelopeSender
        self.reviewLink = reviewLink
        self.lease = lease
        self.bell = bell
        self.isStopping = isStopping
        self.log = log
    }

    /// Works until it is to stop.
    mutating func run() {
        while !isStopping() {
            do {
                guard let lease = try claim() else {
                    bell.wait(atMost: Self.slowPoll)
                    mail.closeIfIdle()
                    continue
                }
                try attend(to: lease)
            } catch {
                log.warning("the outbox cannot be reached", metadata: ["error": "\(error)"])
                Pause.sleep(trouble.next(), unless: isStopping)
            }
        }
        mail.close()
    }

    private mutating func claim() throws -> Lease? {
        guard let row = try database.query(OutboxQueries.claim(after: visited, for: lease)).first else { return nil }
        visited = ProfileID(rawValue: try row.int64(0))
        return Lease(
            profile: visited, notification: NotificationID(rawValue: try row.int64(1)), attempt: try row.int(2),
            until: try row.string(3))
    }

    private mutating func attend(to lease: Lease) throws {
        let outcome = try deliver(lease)
        note(outcome, of: lease)
        let isOurs = try database.query(OutboxQueries.settle(lease, as: outcome)).one().bool(0)
        if !isOurs { log.warning("a lease was lost", metadata: lease.metadata) }
    }

    private mutating func deliver(_ lease: Lease) throws -> Outcome {
        if isStopping() { return .returned }
        let rows = try database.transaction(
            .snapshot, first: [OutboxQueries.begin(for: lease.profile)], statements: [OutboxQueries.dispatch(lease)])
        guard let row = rows[0].first else { return .outdated("the booking is gone") }
        switch try Dispatch(row, of: lease) {
        case .outdated(let reason): return .outdated(reason)
        case .impossible(let reason): return .failed(reason)
        case .due(var facts, let recipient):
            if facts.kind == .reviewRequest { facts.reviewLink = try makeLink(for: facts.booking.id, lease) }
            return send(facts, to: recipient, lease)
        }
    }

    /// Kept before it is sent: no visitor gets a link that leads nowhere.
    private func makeLink(for booking: BookingID, _ lease: Lease) throws -> String {
        let token = ReviewToken.generate()
        _ = try database.transaction(
            .readWrite, first: [OutboxQueries.begin(for: lease.profile)],
            statements: [OutboxQueries.keep(token, for: booking, in: lease.profile)])
        return reviewLink.url(with: token)
    }

    private mutating func send(_ facts: MessageFacts, to recipient: MailAddress, _ lease: Lease) -> Outcome {
        let message = composer.compose(facts, now: Instant(secondsSince1970: Int64(Date().timeIntervalSince1970)))
        do throws(SMTPFailure) {
            let envelope = try Envelope(
                sender: envelopeSender.specification, recipient: recipient.specification)
            try mail.send(envelope, message)
            trouble.reset()
            return .sent(version: facts.booking.version)
        } catch {
            return outcome(of: error, lease)
        }
    }

    private mutating func outcome(of failure: SMTPFailure, _ lease: Lease) -> Outcome {
        switch failure.verdict {
        case .refused: return .failed(failure.reason)
        case .aborted: return .returned
        case .transient:
            // Trouble with the server and not with this message: no use in claiming the next one at once.
            if failure.isOfTheServer { Pause.sleep(trouble.next(), unless: isStopping) }
            guard let pause = RetrySchedule.pause(after: lease.attempt) else {
                return .failed("given up after \(lease.attempt) attempts: \(failure.reason)")
            }
            return .deferred(failure.reason, after: pause)
        }
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
        case .rcpt, .data, .answer: reply == nil
        }
    }
}

extension Lease {
    fileprivate var metadata: Logger.Metadata {
        ["profile": "\(profile.rawValue)", "notification": "\(notification.rawValue)", "attempt": "\(attempt)"]
    }
}
