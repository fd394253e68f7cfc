internal import Logging
internal import Postgres
internal import SMTP

/// Delivers what is queued for visitors. Any number of them may run, on any hosts: leases keep them out of each other's
/// way.
public final class Notifier: Sendable {
    private let configuration: NotifierConfiguration
    private let log: Logger
    private let supervisor: Supervisor
    private let rounds: SenderRounds
    private let bell = Bell()
    private let abort = SMTPAbort()
    private let shares: ThreadShares
    private let listener: OutboxListener
    private let metrics: MetricsEndpoint?
    private let mailMetrics: MailMetrics?

    /// What a sender's round may take. Sending has half of the lease. The rest is for the database: a handful of calls,
    /// each with a connection to make and 15 s for its answer, a pause after trouble, and the others' claims, which
    /// come one after the other.
    private static func longestRound(_ configuration: NotifierConfiguration) -> Duration {
        configuration.lease + .seconds(120) + .seconds(20) * configuration.threads
    }

    /// A notifier that does not send yet.
    ///
    /// - Parameter supervisor: who is told how far it is.
    /// - Throws: ``StartError`` when the database is not what this program needs. Waits for one that is not there.
    public init(_ configuration: NotifierConfiguration, supervisor: Supervisor = Supervisor()) throws {
        let process = configuration.process
        let log = Logger.service(level: process.logLevel)
        self.configuration = configuration
        self.log = log
        shares = ThreadShares(of: configuration.threads)
        self.supervisor = supervisor
        rounds = SenderRounds(senders: configuration.threads, bound: Self.longestRound(configuration))
        for line in process.warnings { log.warning("\(line)") }
        try DatabaseCheck.wait(for: Database(configuration.connection), supervisor, log)
        metrics = try process.metrics.map {
            try MetricsEndpoint(MailMetrics.families + OutboxFigures.families, of: "notify", at: $0)
        }
        mailMetrics = metrics.map { MailMetrics($0.registry) }
        listener = OutboxListener(process.direct, bell: bell, log: log)
    }

    /// Sends until ``stop()``; hands back then what it holds and has not sent, and returns.
    public func run() {
        log.info(
            "sending messages",
            metadata: ["server": "\(configuration.server)", "threads": "\(configuration.threads)"])
        startMetrics()
        listener.start()
        let watch = BackgroundThread(name: "watch")
        watch.start { self.watch() }
        let threads = (0..<configuration.threads).map { BackgroundThread(name: "sender-\($0 + 1)") }
        for (index, thread) in threads.enumerated() {
            thread.start {
                var sender = self.sender(index)
                sender.run()
            }
        }
        for thread in threads { thread.join() }
        watch.join()
        listener.stop()
        metrics?.stop()
        log.info("stopped")
    }

    /// Ends ``run()``, from any thread: a message that the server has whole is waited for, any other is handed back.
    public func stop() {
        supervisor.tell([.stopping, .status("finishing what the mail server has whole")])
        abort.raise()
        bell.ringForEver()
    }

    private func startMetrics() {
        guard let mailMetrics else { return }
        let settings = configuration.connection
        metrics?.start { registry in OutboxFigures(settings, mailMetrics.databaseErrors, in: registry).collect }
    }

    /// Tells the supervisor that messages are claimed, and from then on that all senders come round.
    private func watch() {
        let sending = SupervisorNote.status("sending on \(configuration.threads) threads")
        while !abort.isRaised {
            if rounds.areTurning { supervisor.beat(saying: sending) }
            Pause.sleep(.milliseconds(100))
        }
    }

    private func sender(_ index: Int) -> Sender {
        let abort = abort
        // Half of the lease, and no message is begun with less of it left: the rest is for the database.
        var timeouts = SMTPTimeouts()
        timeouts.message = configuration.lease / 2
        timeouts.reply = min(timeouts.reply, timeouts.message)
        timeouts.connect = min(timeouts.connect, timeouts.message)
        return Sender(
            database: Database(configuration.connection),
            mail: SMTPClient(configuration.server, timeouts: timeouts, abort: abort),
            composer: MessageComposer(templates: configuration.templates, sender: configuration.sender),
            envelopeSender: configuration.sender, reviewLink: configuration.reviewLink,
            lease: (configuration.lease, timeouts.message), shares: shares, bell: bell,
            progress: rounds.progress(of: index), isStopping: { abort.isRaised }, log: log, metrics: mailMetrics)
    }
}
