internal import Glibc
internal import HTTP
internal import Logging

extension Logger {
    /// The service's log: JSON lines on standard error.
    static func service(level: String) -> Logger {
        var logger = Logger(label: "vexar", factory: { _ in JSONLogHandler() })
        logger.logLevel = Level(rawValue: level) ?? .info
        return logger
    }
}

/// Writes each line of the log as a JSON object to standard error, in one write so that lines of threads do not mix.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var json = JSONWriter(capacity: 256)
        json.object {
            $0.member("time", Self.now())
            $0.member("level", event.level.rawValue)
            $0.member("message", event.message.description)
            for (key, value) in sorted(with: event.metadata ?? [:]) { Self.member(key, value, &$0) }
        }
        json.raw("\n")
        let line = json.finish()
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// The handler's metadata and a line's own, which wins, in the order of their names.
    private func sorted(with own: Logger.Metadata) -> [(key: String, value: Logger.MetadataValue)] {
        // As a rule there is none but the line's: merging would copy it.
        let all = metadata.isEmpty ? own : metadata.merging(own) { $1 }
        return all.sorted { $0.key < $1.key }
    }

    private static func member(_ key: String, _ value: Logger.MetadataValue, _ json: inout JSONWriter) {
        if case .stringConvertible(let value) = value, let token = value as? JSONToken {
            json.key(key)
            json.raw(Array(token.description.utf8))
        } else {
            json.member(key, value.description)
        }
    }

    /// RFC 3339 in UTC, with milliseconds.
    private static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var parts = tm()
        gmtime_r(&time.tv_sec, &parts)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        append(parts.tm_year + 1_900, "-", to: &text)
        append(parts.tm_mon + 1, "-", to: &text)
        append(parts.tm_mday, "T", to: &text)
        append(parts.tm_hour, ":", to: &text)
        append(parts.tm_min, ":", to: &text)
        append(parts.tm_sec, ".", to: &text)
        let milliseconds = Int32(time.tv_nsec / 1_000_000)
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: milliseconds / 100))
        append(milliseconds % 100, "Z", to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Two digits or, of a year, four, and what follows them. In a line for each request, text by interpolation would
    /// cost more than all the rest.
    private static func append(_ number: Int32, _ mark: Unicode.Scalar, to text: inout [UInt8]) {
        if number >= 100 {
            append(number / 100, mark, to: &text)
            text.removeLast()
        }
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10 % 10))
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
        text.append(UInt8(ascii: mark))
    }
}
