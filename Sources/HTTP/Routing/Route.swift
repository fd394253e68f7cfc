/// One line of the route table: a method, a path and what answers there.
public struct Route<Handler> {
    /// The method; GET answers HEAD too.
    public let method: Method
    /// The path as written in the table, e.g. `/api/v1/my-profile/bookings/{id}/status`. A segment in braces is a
    /// number, any other is taken literally.
    public let pattern: String
    /// What the router gives back for this route.
    public let handler: Handler

    /// A route. The pattern starts with `/` and names each parameter once.
    public init(_ method: Method, _ pattern: String, _ handler: Handler) {
        self.method = method
        self.pattern = pattern
        self.handler = handler
    }

    /// The pattern, segment by segment.
    var segments: [RouteSegment] {
        pattern.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(RouteSegment.init)
    }

    /// The names in braces, in order.
    var parameterNames: [String] {
        segments.compactMap { segment in
            guard case .parameter(let name) = segment else { return nil }
            return name
        }
    }
}

extension Route: Sendable where Handler: Sendable {}

/// What stands between two slashes of a pattern.
enum RouteSegment: Equatable {
    case literal([UInt8])
    case parameter(String)

    init(_ text: Substring) {
        if text.hasPrefix("{") && text.hasSuffix("}") {
            self = .parameter(String(text.dropFirst().dropLast()))
        } else {
            self = .literal(Array(text.utf8))
        }
    }
}
