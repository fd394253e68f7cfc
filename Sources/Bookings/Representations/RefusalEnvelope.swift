internal import HTTP

extension Refusal {
    /// The answer in the envelope that every failure has.
    var response: Response {
        var json = JSONWriter(capacity: 256)
        json.object {
            $0.member("success", false)
            $0.member("error", message)
            $0.member("code", code)
            if let errors { write(errors, to: &$0) }
            if case .rateLimited(_, let seconds) = self { $0.member("retry_after", seconds) }
            if let booking { $0.member("booking") { $0.raw(booking) } }
        }
        return Response(status: status, headers: headers, body: json.finish())
    }

    private func write(_ errors: FieldErrors, to json: inout JSONWriter) {
        json.member("errors") {
            $0.object { for (field, problem) in errors.entries { $0.member(field, problem.message) } }
        }
    }

    private var headers: Headers {
        var headers: Headers = [:]
        headers["Content-Type"] = MediaType.json
        headers["Retry-After"] = retryAfter.map(String.init)
        switch self {
        case .unauthenticated: headers["WWW-Authenticate"] = "Bearer"
        case .methodNotAllowed(let allowed): headers["Allow"] = allowed.map(\.rawValue).joined(separator: ", ")
        default: break
        }
        return headers
    }
}
