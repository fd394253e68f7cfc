internal import CoreMetrics
import Glibc

/// What the kernel knows of this process (proc(5)), under the names that Prometheus' clients give it.
public struct ProcessFigures {
    /// What it tells of.
    public static let families = [
        MetricFamily("process_cpu_seconds_total", .counter, "CPU time of this process, user and system, in seconds."),
        MetricFamily("process_resident_memory_bytes", .gauge, "Memory of this process that is in RAM, in bytes."),
        MetricFamily("process_start_time_seconds", .gauge, "When this process started, in Unix seconds."),
        MetricFamily("process_open_fds", .gauge, "Open file descriptors."),
        MetricFamily("process_max_fds", .gauge, "How many file descriptors may be open."),
    ]

    private let processorTime: FloatingPointCounter
    private let memory: Gauge
    private let start: Gauge
    private let descriptors: Gauge
    private let maxDescriptors: Gauge
    private let bootTime = Self.bootTime()
    private var toldProcessorTime = 0.0

    /// Nothing is told yet.
    public init(_ registry: Registry) {
        processorTime = FloatingPointCounter(label: "process_cpu_seconds_total", factory: registry)
        memory = Gauge(label: "process_resident_memory_bytes", factory: registry)
        start = Gauge(label: "process_start_time_seconds", factory: registry)
        descriptors = Gauge(label: "process_open_fds", factory: registry)
        maxDescriptors = Gauge(label: "process_max_fds", factory: registry)
    }

    /// Brings the numbers up to date. What cannot be read stays as it was.
    public mutating func collect() {
        // Behind the name, which may contain anything: the state is field 3.
        let fields = Self.text(of: "/proc/self/stat").split(separator: ")").last?.split(separator: " ") ?? []
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        if fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let began = Double(fields[19]), let pages = Double(fields[21])
        {
            let time = (user + system) / ticks
            processorTime.increment(by: time - toldProcessorTime)
            toldProcessorTime = time
            memory.record(pages * Double(sysconf(Int32(_SC_PAGESIZE))))
            start.record(bootTime + began / ticks)
        }
        if let count = Self.openDescriptors() { descriptors.record(count) }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            maxDescriptors.record(Double(limit.rlim_cur))
        }
    }

    /// By the clocks: /proc/stat is not there for a service that sees nothing of /proc but processes (ProcSubset= in
    /// systemd.exec(5)).
    private static func bootTime() -> Double {
        var (now, sinceBoot) = (timespec(), timespec())
        clock_gettime(CLOCK_REALTIME, &now)
        clock_gettime(CLOCK_BOOTTIME, &sinceBoot)
        return Double(now.tv_sec - sinceBoot.tv_sec) + Double(now.tv_nsec - sinceBoot.tv_nsec) / 1e9
    }

    private static func openDescriptors() -> Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // Without `.`, `..` and the directory's own.
        return count - 3
    }

    /// Empty where it cannot be read.
    private static func text(of path: String) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var (content, chunk): ([UInt8], [UInt8]) = ([], Array(repeating: 0, count: 4_096))
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return String(decoding: content, as: UTF8.self) }
            content += chunk[..<count]
        }
    }
}
