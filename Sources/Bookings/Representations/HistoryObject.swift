/// An entry of a booking's history.
enum HistoryObject {
    static let shape = ObjectShape(members: [
        .init("\"id\":", .raw),
        .init(",\"action\":", .word),
        .init(",\"actor\":", .raw),
        .init(",\"from\":", .raw),
        .init(",\"to\":", .raw),
        .init(",\"at\":", .instant),
    ])
}

/// A message to a visitor.
enum NotificationObject {
    static let shape = ObjectShape(members: [
        .init("\"id\":", .raw),
        .init(",\"kind\":", .word),
        .init(",\"recipient\":", .text),
        .init(",\"state\":", .word),
        .init(",\"attempts\":", .raw),
        .init(",\"last_error\":", .text),
        .init(",\"created_at\":", .instant),
        .init(",\"sent_at\":", .instant),
    ])
}
