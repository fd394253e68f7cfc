internal import Logging

/// A number, or true or false, that stands in a line of the log as it is and not in quotation marks.
struct JSONToken: CustomStringConvertible {
    let description: String
}

extension Logger.MetadataValue {
    /// An integer.
    static func json(_ number: some BinaryInteger) -> Self {
        .stringConvertible(JSONToken(description: String(number)))
    }

    /// True or false.
    static func json(_ isSo: Bool) -> Self {
        .stringConvertible(JSONToken(description: isSo ? "true" : "false"))
    }

    /// Milliseconds with three places: `12.345`.
    static func milliseconds(_ duration: Duration) -> Self {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        let (whole, rest) = max(0, microseconds).quotientAndRemainder(dividingBy: 1_000)
        let zeros = rest < 10 ? "00" : rest < 100 ? "0" : ""
        return .stringConvertible(JSONToken(description: "\(whole).\(zeros)\(rest)"))
    }
}
