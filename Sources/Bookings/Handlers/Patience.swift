internal import Postgres
internal import Synchronization

/// How long a change waits for its profile's clock: as long as the role's `lock_timeout`, 5 s. Once one has waited in
/// vain for a profile, others give up on that after a tenth of a second, until one gets through: a transaction that was
/// left open in psql then stops the changes of its own profile, and not the threads that everybody needs.
final class Patience: Sendable {
    private let stuck = Mutex<Set<ProfileID>>([])

    /// What shortens the wait of a transaction; nil where nothing should.
    func limit(for profile: ProfileID) -> SQL? {
        guard stuck.withLock({ $0.contains(profile) }) else { return nil }
        return "select set_config('lock_timeout', '100ms', true)"
    }

    /// A change of the profile has ended: by an error, or well.
    func note(_ error: PostgresError?, of profile: ProfileID) {
        if error == nil {
            stuck.withLock { _ = $0.remove(profile) }
        } else if error?.sqlState == .lockNotAvailable {
            stuck.withLock { _ = $0.insert(profile) }
        }
    }
}
