/// A registry's numbers in Prometheus' text format, version 0.0.4
/// (prometheus.io/docs/instrumenting/exposition_formats).
public enum Exposition {
    /// The format's media type.
    public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// All metrics that have something to show, each with its HELP and TYPE, in the order of their names.
    public static func text(of registry: Registry) -> String {
        var text = ""
        for (family, series) in registry.readings {
            let lines = series.map { Self.lines(of: family.name, $0.labels, $0.series) }.joined()
            if lines.isEmpty { continue }
            if !family.help.isEmpty {
                text += "# HELP \(family.name) \(Labels.escaped(family.help, quotes: false))\n"
            }
            text += "# TYPE \(family.name) \(family.kind.word)\n" + lines
        }
        return text
    }

    private static func lines(of name: String, _ labels: Labels, _ series: Series) -> String {
        switch series {
        case .counter(let counter):
            return line(name, labels.text(), number(counter.value))
        case .gauge(let gauge):
            return gauge.value.map { line(name, labels.text(), number($0)) } ?? ""
        case .histogram(let histogram):
            let (buckets, count, sum) = histogram.reading
            let bounds = buckets.map { bound, count in
                line("\(name)_bucket", labels.text(and: "le=\"\(number(bound))\""), "\(count)")
            }
            return bounds.joined() + line("\(name)_sum", labels.text(), number(sum))
                + line("\(name)_count", labels.text(), "\(count)")
        }
    }

    private static func line(_ name: String, _ labels: String, _ value: String) -> String {
        "\(name)\(labels) \(value)\n"
    }

    /// As Go's ParseFloat reads it; whole numbers without a point.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
