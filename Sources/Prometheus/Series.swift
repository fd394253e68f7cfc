internal import CoreMetrics

/// The numbers of a metric under one set of labels.
enum Series: Sendable {
    case counter(CounterSeries)
    case gauge(GaugeSeries)
    case histogram(HistogramSeries)

    /// Whether a handler of swift-metrics is what keeps these numbers.
    func isKept(by handler: AnyObject) -> Bool {
        switch self {
        case .counter(let series): series === handler
        case .gauge(let series): series === handler
        case .histogram(let series): series === handler
        }
    }
}

/// A number that only grows; what would make it less is not counted.
final class CounterSeries: CounterHandler, FloatingPointCounterHandler {
    private let whole = AtomicCount()
    private let fraction = AtomicDouble(0)

    var value: Double { Double(whole.value) + fraction.value }

    func increment(by amount: Int64) {
        if amount > 0 { whole.add(amount) }
    }

    func increment(by amount: Double) {
        if amount > 0 { fraction.add(amount) }
    }

    func reset() {
        whole.reset()
        fraction.store(0)
    }
}

/// A number that goes up and down.
final class GaugeSeries: RecorderHandler, MeterHandler {
    private let number = AtomicDouble(.nan)

    /// Nil where it is not known.
    var value: Double? {
        let value = number.value
        return value.isNaN ? nil : value
    }

    func record(_ value: Int64) { number.store(Double(value)) }
    func record(_ value: Double) { number.store(value) }
    func set(_ value: Int64) { number.store(Double(value)) }
    func set(_ value: Double) { number.store(value) }

    func increment(by amount: Double) {
        if value == nil { number.store(0) }
        number.add(amount)
    }

    func decrement(by amount: Double) {
        increment(by: -amount)
    }
}

/// How many observations fell between which bounds, and what they come to together. Durations are in seconds.
final class HistogramSeries: RecorderHandler, TimerHandler {
    private let bounds: [Double]
    /// One more than there are bounds: the last is for what is greater than all of them.
    private let counts: [AtomicCount]
    private let total = AtomicDouble(0)

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = (0...bounds.count).map { _ in AtomicCount() }
    }

    /// What it has come to. The count is that of the buckets; the sum may be an observation ahead or behind.
    var reading: (buckets: [(bound: Double, count: Int64)], count: Int64, sum: Double) {
        var count: Int64 = 0
        let buckets = zip(bounds + [.infinity], counts).map { bound, bucket in
            count += bucket.value
            return (bound, count)
        }
        return (buckets, count, total.value)
    }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard !value.isNaN else { return }
        // From below: most observations are small.
        var place = 0
        while place < bounds.count, bounds[place] < value { place += 1 }
        counts[place].add(1)
        total.add(value)
    }

    func recordNanoseconds(_ duration: Int64) {
        record(Double(duration) / 1e9)
    }
}
