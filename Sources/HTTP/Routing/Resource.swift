/// What one path of the route table answers to.
struct Resource: Sendable {
    /// A method's place in the table, and the names in its pattern.
    struct Endpoint: Sendable {
        let method: Method
        let route: Int
        let parameterNames: [String]
    }

    private(set) var endpoints: [Endpoint] = []
    /// The methods in the order of the table, with HEAD after GET.
    private(set) var allow: [Method] = []

    mutating func add(_ endpoint: Endpoint) {
        endpoints.append(endpoint)
        let methods = endpoints.map(\.method)
        let hasHead = methods.contains(.head)
        allow = methods.flatMap { $0 == .get && !hasHead ? [.get, .head] : [$0] }
    }

    /// The method's own endpoint; for HEAD without one, that of GET.
    func endpoint(for method: Method) -> Endpoint? {
        if let own = endpoints.first(where: { $0.method == method }) { return own }
        return method == .head ? endpoints.first { $0.method == .get } : nil
    }
}
