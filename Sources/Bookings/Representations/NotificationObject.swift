/// A message to a visitor.
enum NotificationObject {
    static let shape = ObjectShape(members: [
        .init("id", .raw),
        .init("kind", .word),
        .init("recipient", .text),
        .init("state", .word),
        .init("attempts", .raw),
        .init("last_error", .text),
        .init("created_at", .instant),
        .init("sent_at", .instant),
    ])
}
