/// One entry of a schedule: hours of a weekday, or that it is closed.
struct OpeningHours: Hashable, Sendable {
    /// 0 is Sunday.
    let dayOfWeek: Int
    let isAvailable: Bool
    let times: TimeSpan?
}

/// From one time of day to another; past midnight where the end is not later.
struct TimeSpan: Hashable, Sendable, CustomStringConvertible {
    let start: TimeOfDay
    let end: TimeOfDay

    var description: String { "\(start)-\(end)" }
}

extension TimeSpan {
    /// `start_time` and `end_time`, which stand together or not at all.
    init?(_ object: inout FileObject) {
        let start = object.fields.time("start_time")
        let end = object.fields.time("end_time")
        if object.fields.hasValue("start_time") {
            object.fields.require("end_time", because: "Is required with start_time")
        }
        if object.fields.hasValue("end_time") {
            object.fields.require("start_time", because: "Is required with end_time")
        }
        guard let start, let end else { return nil }
        self.init(start: start, end: end)
    }

    /// What two columns hold, each `HH:MM` or null.
    init?(start: String?, end: String?) {
        guard let start = start.flatMap(TimeOfDay.init), let end = end.flatMap(TimeOfDay.init) else { return nil }
        self.init(start: start, end: end)
    }
}

extension OpeningHours {
    private static let members = ["day_of_week", "start_time", "end_time", "is_available"]

    /// Reads a schedule; nil where the object has none.
    static func schedule(of object: inout FileObject, _ mistakes: inout Mistakes) -> [OpeningHours]? {
        object.elements("schedule")?.compactMap { path, json in
            FileObject.read(json, at: path, known: members, &mistakes) { object, _ in OpeningHours(&object) }
        }
    }

    private init?(_ object: inout FileObject) {
        object.fields.require("day_of_week")
        let day = object.fields.integer("day_of_week", 0...6)
        isAvailable = object.fields.flag("is_available", default: true)
        if isAvailable && !object.fields.errors.contains("is_available") && !object.fields.hasValue("end_time") {
            object.fields.require("start_time", because: "Is required, unless is_available is false")
        }
        times = TimeSpan(&object)
        guard let day else { return nil }
        dayOfWeek = Int(day)
    }
}
