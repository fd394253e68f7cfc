internal import HTTP

/// What becomes known of a request while it is answered, for the log and the metrics.
struct RequestAccount {
    /// The route's place in the table; nil where none has the path and method.
    var route: Int?
    /// Whose request it is, once that is known.
    var profile: ProfileID?
    /// From the request's arrival on this thread to its answer.
    var total = Duration.zero
    /// Of it, what was waited for the database.
    var database = Duration.zero
}
