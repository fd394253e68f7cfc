internal import Postgres

/// Who is speaking, once that is known. A handler cannot be called without one.
struct Session: Hashable, Sendable {
    /// The tenant.
    let profile: ProfileID
    /// The staff member that the key is bound to; nil for the owner.
    let staffMember: OperatorID?
    /// True for the owner and for staff allowed to see everything.
    let canViewAll: Bool

    /// The staff member whose bookings alone are seen, counted, searched and changed; nil where all are.
    var viewedOperator: OperatorID? {
        canViewAll ? nil : staffMember
    }

    /// Sets tenant and view for a transaction that only reads, as ``begin`` does.
    var beginReading: SQL {
        """
        select
            set_config('transaction_read_only', 'on', true),
            set_config('vexar.profile_id', \(profile)::text, true),
            set_config('vexar.viewing_operator_id', \(viewedOperator.text)::text, true)
        """
    }

    /// Sets tenant, view and actor for the transaction, and that the service announces its changes itself; comes before
    /// every other statement of it. `true` makes each setting end with the transaction, so that nothing of it stays on
    /// a pooled connection.
    var begin: SQL {
        """
        select
            set_config('vexar.profile_id', \(profile)::text, true),
            set_config('vexar.viewing_operator_id', \(viewedOperator.text)::text, true),
            set_config('vexar.actor_type', \(staffMember == nil ? "owner" : "staff")::text, true),
            set_config('vexar.actor_operator_id', \(staffMember.text)::text, true),
            set_config('vexar.announces', 'on', true)
        """
    }
}

extension OperatorID? {
    /// The id in digits, empty where there is none, as the settings of a transaction want it.
    fileprivate var text: String {
        map { String($0.rawValue) } ?? ""
    }
}
