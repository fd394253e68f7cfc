/// An entry of a booking's history.
enum HistoryObject {
    static let shape = ObjectShape(members: [
        .init("id", .raw),
        .init("action", .word),
        .init("actor", .raw),
        .init("from", .raw),
        .init("to", .raw),
        .init("at", .instant),
    ])
}
