internal import COpenAPI
internal import HTTP

/// `GET /api/v1/openapi.json`: the description of every endpoint (OpenAPI 3.1), for people and for their tools.
enum DescribeAPI {
    /// Sources/COpenAPI/openapi.json as it was when the program was built.
    static let document: [UInt8] = {
        // Both speak of one array of the program's constant data, which is there as long as the process.
        Array(UnsafeBufferPointer(start: vexar_openapi_bytes(), count: vexar_openapi_length()))
    }()

    /// The file, byte for byte.
    static func respond(_ worker: Worker) -> Response {
        .json(document)
    }
}
