internal import HTTP

/// The body of a request that changes something.
enum JSONBody {
    /// A JSON object: 415 for a body of another type, 400 for none and for anything that is not an object.
    static func needed(in request: Request) throws(Refusal) -> JSONObject {
        guard !request.body.isEmpty else { throw .invalidRequest("The request needs a JSON object as its body") }
        return try object(in: request)
    }

    /// As ``needed(in:)``, but none is as good as `{}`.
    static func allowed(in request: Request) throws(Refusal) -> JSONObject {
        request.body.isEmpty ? JSONObject() : try object(in: request)
    }

    private static func object(in request: Request) throws(Refusal) -> JSONObject {
        guard let type = request.headers["Content-Type"], MediaType.isJSON(type) else { throw .unsupportedMediaType }
        do {
            guard case .object(let object) = try JSONReader.read(request.body) else {
                throw Refusal.invalidRequest("The body must be a JSON object")
            }
            return object
        } catch let error as JSONError {
            throw .invalidRequest("The body is not valid JSON: \(error)")
        } catch let refusal as Refusal {
            throw refusal
        } catch {
            throw .internalError
        }
    }
}
