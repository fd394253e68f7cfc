import CPostgres

/// Where libpq delivers what the server says unasked. libpq would print it on standard error.
///
/// libpq keeps a pointer to it in the connection and in every result made there, so `Connection` and `Rows` both hold
/// it: it outlives them.
final class NoticeBox {
    private let hook: (@Sendable (ServerMessage) -> Void)?

    /// The server has announced that it closes the connection (57P01 and the like reach an idle client as a notice).
    private(set) var announcesEnd = false

    init(hook: (@Sendable (ServerMessage) -> Void)?) {
        self.hook = hook
    }

    func install(on connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<NoticeBox>.fromOpaque(context).takeUnretainedValue().receive(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func receive(_ result: OpaquePointer) {
        guard let notice = ServerMessage(result) else { return }
        if notice.endsConnection { announcesEnd = true }
        hook?(notice)
    }
}
