internal import CFastCGI
import Glibc

/// libfcgi as a whole: what is done once in a process.
enum Library {
    /// Prepares libfcgi, once, whoever asks first; throws when it cannot get memory for it.
    static func prepare() throws(SystemError) {
        guard status == 0 else { throw SystemError("FCGX_Init", code: abs(status)) }
    }

    private static let status: Int32 = {
        // FCGX_Init puts handlers of its own on these signals. With its handler SIGTERM would no longer end a process
        // that has not chosen its own, so all are set back to what they were.
        let signals = [SIGPIPE, SIGTERM, SIGUSR1]
        var actions = signals.map { signal in
            var action = sigaction()
            sigaction(signal, nil, &action)
            return action
        }
        let status = FCGX_Init()
        for index in signals.indices { sigaction(signals[index], &actions[index], nil) }
        // A peer that has gone, or whoever read the log, must be an error where it is written to, not the end of all.
        signal(SIGPIPE, SIG_IGN)
        return status
    }()
}
