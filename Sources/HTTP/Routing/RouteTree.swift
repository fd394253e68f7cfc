/// The paths of a route table as a tree of segments: finding one takes a few comparisons, and no allocation unless
/// there are numbers to keep.
struct RouteTree: Sendable {
    private struct Node {
        var literals: [(text: [UInt8], node: Int)] = []
        var parameter: Int?
        var resource: Int?
    }

    private var nodes = [Node()]
    private var resourceCount = 0

    /// Adds a path, unless it is there already. Returns its resource: 0 for the first path, 1 for the second and so on.
    mutating func insert(_ segments: [RouteSegment]) -> Int {
        var node = 0
        for segment in segments {
            node = child(of: node, for: segment) ?? addChild(of: node, for: segment)
        }
        if let resource = nodes[node].resource { return resource }
        defer { resourceCount += 1 }
        nodes[node].resource = resourceCount
        return resourceCount
    }

    private func child(of node: Int, for segment: RouteSegment) -> Int? {
        switch segment {
        case .literal(let text): nodes[node].literals.first { $0.text == text }?.node
        case .parameter: nodes[node].parameter
        }
    }

    private mutating func addChild(of node: Int, for segment: RouteSegment) -> Int {
        let added = nodes.endIndex
        nodes.append(Node())
        switch segment {
        case .literal(let text): nodes[node].literals.append((text, added))
        case .parameter: nodes[node].parameter = added
        }
        return added
    }

    /// The resource that a raw path leads to, and the numbers met on the way; nil when no pattern has the path.
    func match(_ path: String) -> (resource: Int, numbers: [PathNumber])? {
        let bytes = path.utf8.span
        guard bytes.count > 0, bytes[0] == UInt8(ascii: "/") else { return nil }
        var numbers: [PathNumber] = []
        return descend(from: 0, bytes, at: 1, &numbers).map { ($0, numbers) }
    }

    /// Matches the segment that starts at `start` and all after it. A literal goes first; where it leads nowhere, the
    /// number beside it has its turn. No deeper than the longest pattern, however long the path is.
    private func descend(from node: Int, _ path: Span<UInt8>, at start: Int, _ numbers: inout [PathNumber]) -> Int? {
        guard start <= path.count else { return nodes[node].resource }
        let segment = start..<path.firstIndex(of: UInt8(ascii: "/"), in: start..<path.count)
        let next = segment.upperBound + 1
        for literal in nodes[node].literals where path.segment(segment, equals: literal.text) {
            if let found = descend(from: literal.node, path, at: next, &numbers) { return found }
        }
        guard let child = nodes[node].parameter, let number = PathNumber(segment, of: path) else { return nil }
        numbers.append(number)
        if let found = descend(from: child, path, at: next, &numbers) { return found }
        numbers.removeLast()
        return nil
    }
}

extension Span<UInt8> {
    /// Whether the segment, percent-decoded, is that text. An encoded slash is a byte like any other here, so it never
    /// separates; a malformed escape equals nothing.
    fileprivate func segment(_ segment: Range<Int>, equals text: [UInt8]) -> Bool {
        var index = segment.lowerBound
        for expected in text {
            guard index < segment.upperBound,
                percentDecodedByte(at: &index, before: segment.upperBound) == expected
            else { return false }
        }
        return index == segment.upperBound
    }
}
