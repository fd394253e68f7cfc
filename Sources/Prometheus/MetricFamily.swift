/// What is known of a metric before anything of it is measured.
public struct MetricFamily: Sendable {
    /// What its numbers mean.
    public enum Kind: Sendable, Equatable {
        /// Only grows.
        case counter
        /// Goes up and down; a value that was never set, or is not a number, is not shown.
        case gauge
        /// How many observations were at most so great, for each of these bounds, in rising order.
        case histogram(bounds: [Double])
    }

    /// As in `vexar_requests_total`, with its unit: letters, digits and `_`.
    public let name: String
    /// What its numbers mean.
    public let kind: Kind
    /// What it says, for people.
    public let help: String

    /// A metric by that name.
    public init(_ name: String, _ kind: Kind, _ help: String) {
        self.name = MetricName.cleaned(name)
        self.kind = kind
        self.help = help
    }
}

extension MetricFamily.Kind {
    /// A histogram of times in seconds, from a millisecond to ten seconds.
    public static let seconds = Self.histogram(
        bounds: [0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])

    /// As TYPE has it.
    var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    /// Numbers of this kind, with nothing measured yet.
    func makeSeries() -> Series {
        switch self {
        case .counter: .counter(CounterSeries())
        case .gauge: .gauge(GaugeSeries())
        case .histogram(let bounds): .histogram(HistogramSeries(bounds: bounds))
        }
    }
}

/// The names of metrics and of their labels.
enum MetricName {
    /// What is no ASCII letter, digit or `_`, or a digit in front, becomes `_`.
    static func cleaned(_ name: String) -> String {
        let bytes = name.utf8.map { isAllowed($0) ? $0 : UInt8(ascii: "_") }
        let startsWrong = bytes.first.map(isDigit) ?? true
        return (startsWrong ? "_" : "") + String(decoding: bytes, as: UTF8.self)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
