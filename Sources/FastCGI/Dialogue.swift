import Glibc
import HTTP

/// Gives requests to the responder, and its answers to the front server.
struct Dialogue: ~Copyable {
    private let limits: Limits
    private let crew: Crew
    private let deadline: SendDeadline
    private var responder: any Responder
    private var intake: Intake

    init(limits: Limits, crew: Crew, deadline: SendDeadline, responder: any Responder) throws(SystemError) {
        self.limits = limits
        self.crew = crew
        self.deadline = deadline
        self.responder = responder
        intake = try Intake(capacity: limits.maxRequestBytes)
    }

    /// Answers a whole request; whether the front server wants to keep the connection.
    mutating func answer(
        _ bytes: ArraySlice<UInt8>, bodyLength: Int, over connection: Int32
    ) throws(Ending) -> Bool {
        let exchange = try begin(bytes)
        let parameters = RequestParameters(of: exchange)
        guard let body = exchange.body(length: bodyLength) else {
            intake.reset()
            throw .reported(.failed(SystemError("FCGX_GetStr", code: EPROTO)))
        }
        let request = parameters.request(body: body)
        let response =
            parameters.areComplete ? responder.respond(to: request) : responder.refuse(request, with: .badRequest)
        try send(response, to: request, through: exchange, over: connection)
        return exchange.keepsConnection
    }

    /// Answers a request without its body, of which libfcgi sees nothing. Nothing is sent after that; the front server
    /// may still be sending, and would take the answer for lost if the connection were closed at once.
    mutating func refuse(_ head: ArraySlice<UInt8>, with status: Status, over connection: Int32) throws(Ending) {
        let exchange = try begin(head)
        let request = RequestParameters(of: exchange).request(body: [])
        try send(responder.refuse(request, with: status), to: request, through: exchange, over: connection)
        shutdown(connection, Int32(SHUT_WR))
    }

    /// Answers a management record.
    func answerManagement(_ kind: UInt8, content: ArraySlice<UInt8>, over connection: Int32) throws(Ending) {
        do throws(ProtocolViolation) {
            let answer = try ManagementRecord.answer(
                to: kind, content: content, maxConnections: limits.maxConnections)
            sendRecord(answer, connection)
        } catch {
            throw .reported(.violation(error))
        }
    }

    /// Refuses a role that is not served; the connection is of no more use.
    func refuseRole(of requestID: UInt16, over connection: Int32) throws(Ending) {
        sendRecord(ManagementRecord.unknownRole(requestID: requestID), connection)
        throw .reported(.violation(.unknownRole))
    }

    private mutating func begin(_ bytes: ArraySlice<UInt8>) throws(Ending) -> Exchange {
        do throws(SystemError) {
            return try intake.begin(bytes)
        } catch {
            throw .reported(.failed(error))
        }
    }

    private func send(
        _ response: Response, to request: Request, through exchange: borrowing Exchange, over connection: Int32
    ) throws(Ending) {
        let head = ResponseHead(response).bytes
        let body = ResponseHead.hasBody(response, to: request.method) ? response.body : []
        deadline.begin(connection, until: .now + limits.sendTimeout)
        let error = AnswerRecords([head, body], requestID: exchange.requestID).send(over: connection, as: crew)
        let isLate = deadline.finish()
        guard error == 0 else {
            throw .reported(.answerNotTaken(request.id, SystemError("send", code: isLate ? ETIMEDOUT : error)))
        }
    }

    /// Sends a record that libfcgi would not. It is short: a peer whose buffer has no room for it does not read at all.
    private func sendRecord(_ record: [UInt8], _ connection: Int32) {
        _ = record.withUnsafeBytes {
            Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL))
        }
    }
}
