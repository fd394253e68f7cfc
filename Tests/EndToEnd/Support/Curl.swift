import Foundation
import HTTP

/// curl, for what a plain socket does not speak: TLS, HTTP/2, compressed answers.
struct Curl: Sendable {
    /// Scheme, name and port; the name is on loopback.
    let url: String
    /// The certificate that vouches for the server.
    let authority: String
    /// Sent as bearer token; nil sends none.
    var key: String?

    /// Sends a request. The body of the answer is as it was sent, unless an option of curl asks for more.
    func send(
        _ method: String, _ target: String, _ body: String? = nil, headers: [(String, String)] = [],
        options: [String] = []
    ) throws -> HTTPAnswer {
        var arguments = ["-i", "--path-as-is"] + options
        arguments += method == "HEAD" ? ["--head"] : ["-X", method]
        if let key { arguments += ["-H", "Authorization: Bearer \(key)"] }
        if let body { arguments += ["-H", "Content-Type: application/json", "--data-binary", body] }
        for (name, value) in headers { arguments += ["-H", "\(name): \(value)"] }
        let run = try run(arguments + [url + target])
        guard run.code == 0 else { throw RunningProcess.Failure(text: "curl \(arguments): exit code \(run.code)") }
        return try HTTPAnswer(run.output)
    }

    /// Runs curl; gives its exit code (curl(1), EXIT CODES) and what it wrote.
    func run(_ arguments: [String]) throws -> (code: Int32, output: [UInt8]) {
        let process = Process()
        let pipe = Pipe()
        let host = URL(string: url)?.host ?? ""
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments =
            ["-q", "-sS", "--noproxy", "*", "-m", "30", "--connect-to", "\(host)::127.0.0.1:", "--cacert", authority]
            + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, Array(output))
    }
}
