internal import HTTP

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
    init?(_ object: FileObject, _ mistakes: inout Mistakes) {
        let before = mistakes.entries.count
        let start = object.optional("start_time", &mistakes, TimeOfDay.checked)
        let end = object.optional("end_time", &mistakes, TimeOfDay.checked)
        if mistakes.entries.count == before, (start == nil) != (end == nil) {
            mistakes.add(object.path(of: start == nil ? "start_time" : "end_time"), "is required with the other time")
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

extension TimeOfDay {
    /// A time of day as the file writes it.
    static func checked(_ json: JSONValue) throws(FieldProblem) -> TimeOfDay {
        guard let time = TimeOfDay(try json.requiredText) else { throw FieldProblem("Must be HH:MM, 00:00 to 23:59") }
        return time
    }
}

extension OpeningHours {
    private static let members = ["day_of_week", "start_time", "end_time", "is_available"]

    /// Reads a schedule; nil where the object has none.
    static func schedule(of object: FileObject, _ mistakes: inout Mistakes) -> [OpeningHours]? {
        object.elements("schedule", &mistakes)?.compactMap { path, json in
            FileObject(json, at: path, known: members, &mistakes).flatMap { OpeningHours($0, &mistakes) }
        }
    }

    private init?(_ object: FileObject, _ mistakes: inout Mistakes) {
        let day = object.required("day_of_week", &mistakes) { json throws(FieldProblem) in try json.integer(in: 0...6) }
        let isAvailable = object.flag("is_available", default: true, &mistakes)
        let before = mistakes.entries.count
        times = TimeSpan(object, &mistakes)
        if isAvailable == true, times == nil, mistakes.entries.count == before {
            mistakes.add(object.path(of: "start_time"), "is required, unless is_available is false")
        }
        guard let day, let isAvailable else { return nil }
        dayOfWeek = Int(day)
        self.isAvailable = isAvailable
    }
}

extension FileObject {
    /// A flag that has a default; nil where there is a mistake.
    func flag(_ name: String, default standard: Bool, _ mistakes: inout Mistakes) -> Bool? {
        guard let json = self[name] else { return standard }
        return mistakes.collect(path(of: name)) { () throws(FieldProblem) in try json.requiredFlag }
    }
}
