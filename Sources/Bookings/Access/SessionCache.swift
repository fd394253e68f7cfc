internal import Synchronization

/// Who is speaking, remembered: a poll then needs no database. What is taken from somebody is forgotten as soon as this
/// process hears of it; while it is blind nothing is remembered.
///
/// At most 200 000 are kept, 49 MiB (`AnnouncementProofs`): the half that was not asked for since the other half filled
/// up goes.
final class SessionCache: Sendable {
    /// Taken before the database is asked who somebody is.
    struct Question {
        /// How many times something had been forgotten by then.
        fileprivate let losses: Int
    }

    private struct State {
        var recent: [Credential: Session] = [:]
        var older: [Credential: Session] = [:]
        var losses = 0
    }

    private let hearing: Hearing
    private let limit: Int
    private let state = Mutex(State())

    init(hearing: Hearing, limit: Int = 200_000) {
        self.hearing = hearing
        self.limit = limit
    }

    /// How many credentials are remembered.
    var count: Int { state.withLock { $0.recent.count + $0.older.count } }

    /// The session of a credential, where it is remembered.
    func session(of credential: Credential) -> Session? {
        guard hearing.isFresh else { return nil }
        return state.withLock { state in
            if let session = state.recent[credential] { return session }
            guard let session = state.older.removeValue(forKey: credential) else { return nil }
            keep(session, of: credential, in: &state)
            return session
        }
    }

    /// To be taken before the database is asked.
    func question() -> Question {
        state.withLock { Question(losses: $0.losses) }
    }

    /// Remembers what the database has said, unless something was forgotten since it was asked: it may be just that.
    func keep(_ session: Session, of credential: Credential, since question: Question) {
        state.withLock { state in
            if state.losses == question.losses { keep(session, of: credential, in: &state) }
        }
    }

    /// Forgets everybody who speaks for these profiles.
    func forget(_ profiles: Set<ProfileID>) {
        if profiles.isEmpty { return }
        state.withLock { state in
            state.losses += 1
            state.recent = state.recent.filter { !profiles.contains($0.value.profile) }
            state.older = state.older.filter { !profiles.contains($0.value.profile) }
        }
    }

    /// Forgets everybody.
    func forgetAll() {
        state.withLock { $0 = State(losses: $0.losses + 1) }
    }

    private func keep(_ session: Session, of credential: Credential, in state: inout State) {
        if state.recent.count >= limit / 2 {
            state.older = state.recent
            state.recent = [:]
        }
        state.recent[credential] = session
    }
}
