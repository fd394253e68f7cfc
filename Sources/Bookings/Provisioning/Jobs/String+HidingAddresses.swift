internal import Foundation

extension String {
    private static let hidden = "***"

    /// What a mail server said, without people's addresses: servers repeat them in their answers.
    ///
    /// Hidden are the recipient's whole address, its part before the `@` where it stands as a word (`no such user
    /// jane.doe`), and whatever else looks like an address, such as the one that the mail was forwarded to.
    func hidingAddresses(of recipient: String) -> String {
        let name = recipient.prefix { $0 != "@" }
        let word = #"(?<![\p{L}\p{N}])"# + NSRegularExpression.escapedPattern(for: String(name)) + #"(?![\p{L}\p{N}])"#
        let address = #"[^\s<>()\[\],;:"]+@[^\s<>()\[\],;:"]+"#
        return hiding(NSRegularExpression.escapedPattern(for: recipient)).hiding(address)
            .hiding(name.isEmpty ? address : word)
    }

    private func hiding(_ pattern: String) -> String {
        replacingOccurrences(of: pattern, with: Self.hidden, options: [.regularExpression, .caseInsensitive])
    }
}
