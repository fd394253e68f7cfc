internal import Foundation
internal import Postgres

/// What processes tell each other, in the words of `sql/deploy/announcements.sql` and `outbox.sql`.
enum Announcement {
    /// The channel of clocks that have moved: `PROFILE:TS`, apart by blanks.
    static let changes = "vexar_changes"
    /// The channel of access that was taken from somebody: a profile.
    static let access = "vexar_access"
    /// The channel of messages that were queued; nothing else is said.
    static let outbox = "vexar_outbox"

    /// How far ahead of the time a clock may be told to be: a burst of so many changes in a second takes it there.
    private static let horizon: TimeInterval = 3_600

    /// Profiles and what their clocks have come to. What makes no sense, as somebody in psql may have typed it, says
    /// nothing: a sweep finds what it may have meant. Nor does a time that no clock can have come to: believed, it
    /// would hide every change until then.
    static func clocks(in payload: String) -> [(profile: ProfileID, ts: ClockTime)] {
        let latest = Int64(Date().timeIntervalSince1970 + horizon)
        return payload.split(separator: " ").compactMap { word in
            let parts = word.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let profile = Int64(parts[0]), let ts = Int64(parts[1]), ts <= latest else {
                return nil
            }
            return (ProfileID(rawValue: profile), ClockTime(rawValue: ts))
        }
    }

    /// The profile for whose keys and staff something may have changed.
    static func profile(in payload: String) -> ProfileID? {
        Int64(payload).map(ProfileID.init)
    }
}
