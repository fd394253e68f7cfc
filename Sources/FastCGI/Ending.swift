/// Why a connection is closed.
enum Ending: Error {
    /// In the ordinary course: the peer left, or did not ask for it to be kept.
    case ordinary
    /// For a reason worth reporting.
    case reported(ConnectionEvent)
}
