/// How long the steps of sending may take.
///
/// Once the final dot is sent libcurl looks at the clock once a second, so a limit there can be passed by that much.
public struct SMTPTimeouts: Sendable, Equatable {
    /// Looking up the host, connecting and, with `smtps://`, the TLS handshake.
    public var connect: Duration = .seconds(10)

    /// Each reply, from the command to its end, the greeting and the handshake of STARTTLS as well; and each piece of
    /// the message that the server is slow to take.
    public var reply: Duration = .seconds(30)

    /// Everything together for one message, a second try on a fresh connection included.
    public var message: Duration = .seconds(60)

    /// A connection that nothing was sent on for so long is not used again. Servers close theirs after 5 minutes at the
    /// earliest (RFC 5321, section 4.5.3.2.7), but firewalls forget it sooner.
    public var idle: Duration = .seconds(60)

    /// The limits above.
    public init() {}
}
