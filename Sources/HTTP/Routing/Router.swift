/// Finds who answers a request, by method and raw path.
///
/// A `{name}` segment takes one or more ASCII digits and nothing else; a literal segment wins over it. Segments are
/// percent-decoded before they are compared. Neither a slash at the end nor two in a row are overlooked.
public struct Router<Handler> {
    /// What became of a method and a path.
    public enum Resolution {
        /// The route's handler, the numbers in the path, and the route's place in the table.
        case found(Handler, PathParameters, route: Int)
        /// The path is known, but not with this method; `allow` is for the `Allow` field, in the order of the table.
        case methodNotAllowed(allow: [Method])
        /// No route has this path.
        case notFound
    }

    /// The table as it was given.
    public let routes: [Route<Handler>]
    private var tree = RouteTree()
    private var resources: [Resource] = []

    /// A router for a table of routes. A pattern without its leading `/`, one that names a parameter twice, and two
    /// routes of one method and path are mistakes of the program: they stop it, here and not at a request.
    public init(_ routes: [Route<Handler>]) {
        self.routes = routes
        for (index, route) in routes.enumerated() {
            let names = route.parameterNames
            precondition(route.pattern.utf8.first == UInt8(ascii: "/"), "\(route.pattern) does not start with /")
            precondition(Set(names).count == names.count, "\(route.pattern) names a parameter twice")
            add(.init(method: route.method, route: index, parameterNames: names), at: route.segments)
        }
    }

    private mutating func add(_ endpoint: Resource.Endpoint, at segments: [RouteSegment]) {
        let resource = tree.insert(segments)
        if resource == resources.endIndex { resources.append(Resource()) }
        let isNew = !resources[resource].endpoints.contains { $0.method == endpoint.method }
        precondition(isNew, "\(endpoint.method) \(routes[endpoint.route].pattern) is in the table twice")
        resources[resource].add(endpoint)
    }

    /// Who answers `method` on `path`, the raw path of the request target without its query.
    public func resolve(_ method: Method, _ path: String) -> Resolution {
        guard let (resource, numbers) = tree.match(path) else { return .notFound }
        guard let endpoint = resources[resource].endpoint(for: method) else {
            return .methodNotAllowed(allow: resources[resource].allow)
        }
        return .found(
            routes[endpoint.route].handler, PathParameters(names: endpoint.parameterNames, numbers: numbers),
            route: endpoint.route)
    }
}

extension Router: Sendable where Handler: Sendable {}
extension Router.Resolution: Sendable where Handler: Sendable {}
