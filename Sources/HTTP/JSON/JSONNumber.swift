/// A number as it was written, nothing rounded.
public struct JSONNumber: Sendable, Equatable, CustomStringConvertible {
    /// The literal, e.g. `5000`, `-0`, `1e3`.
    public let literal: String

    init(literal: String) {
        self.literal = literal
    }

    /// The integer, if it was written as one, without fraction and exponent, and fits: `1e3` and `5000.0` are none.
    public var exactInteger: Int64? { Int64(literal) }

    /// The literal.
    public var description: String { literal }
}
