internal import FastCGI
internal import HTTP
internal import Logging
internal import Postgres

/// One thread's way from a request to its answer: route, authentication, body, handler.
struct Worker: Responder {
    let router: Router<Endpoint>
    let authenticator: Authenticator
    let database: Database
    let changes: Changes
    let patience: Patience
    let log: Logger
    var monitor = RequestMonitor.none

    func respond(to request: Request) -> Response {
        accounting(for: request) { account in
            do {
                return try answer(request, &account)
            } catch {
                return refusal(for: error, of: request).response
            }
        }
    }

    func refuse(_ request: Request, with status: Status) -> Response {
        accounting(for: request) { account in
            account.route = try? route(request).place
            let refusal: Refusal =
                status == .payloadTooLarge ? .payloadTooLarge : .invalidRequest("The request is not well-formed")
            return refusal.response
        }
    }

    /// Answers, and tells the monitor what is known of it.
    private func accounting(for request: Request, _ respond: (inout RequestAccount) -> Response) -> Response {
        var account = RequestAccount()
        let (began, waited) = (ContinuousClock.now, database.waited)
        let response = respond(&account)
        account.total = began.duration(to: .now)
        account.database = database.waited - waited
        monitor.note(request, response, account)
        return response
    }

    private func answer(_ request: Request, _ account: inout RequestAccount) throws -> Response {
        let (endpoint, parameters, place) = try route(request)
        account.route = place
        if case .open(let respond) = endpoint { return respond(self) }
        let session = try authenticator.session(of: request, in: database)
        account.profile = session.profile
        let call = Call(request: request, parameters: parameters, session: session)
        let tenant = Tenant(database: database, session: session, changes: changes, patience: patience)
        switch endpoint {
        case .open(let respond): return respond(self)
        case .read(let respond): return try respond(call, tenant)
        case .change(let respond): return try respond(ChangeCall(call, body: JSONBody.needed(in: request)), tenant)
        case .trigger(let respond): return try respond(ChangeCall(call, body: JSONBody.allowed(in: request)), tenant)
        }
    }

    private func route(
        _ request: Request
    ) throws(Refusal) -> (endpoint: Endpoint, parameters: PathParameters, place: Int) {
        switch router.resolve(request.method, request.path) {
        case .found(let endpoint, let parameters, let place): return (endpoint, parameters, place)
        case .methodNotAllowed(let allowed): throw .methodNotAllowed(allowed)
        case .notFound: throw .notFound
        }
    }

    /// What the client is told of an error; what it is not told goes to the log.
    private func refusal(for error: any Error, of request: Request) -> Refusal {
        let refusal = Refusal(error)
        switch refusal {
        case .internalError, .unavailable, .outcomeUnknown:
            monitor.note(error)
            log.log(
                level: refusal.status == .internalServerError ? .error : .warning, "request failed",
                metadata: [
                    "request_id": "\(request.id)", "method": "\(request.method)", "path": "\(request.path)",
                    "status": .json(refusal.status.code), "error": "\(error)",
                ])
        default: break
        }
        return refusal
    }
}
