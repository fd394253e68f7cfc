import Glibc

extension SMTPServer {
    /// What is wrong with a file of trusted authorities; nil where nothing is, as far as can be told without using it.
    /// One that is no good is to be found at start and not with the first message.
    public static func problem(ofCAFile path: String) -> String? {
        let problem = "must name a PEM file of certificates that this user may read"
        guard !path.utf8.contains(0), let file = fopen(path, "r") else { return problem }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1_048_576)
        // Of a directory nothing can be read.
        let count = fread(&bytes, 1, bytes.count, file)
        let text = String(decoding: bytes.prefix(count), as: UTF8.self)
        return text.contains("-----BEGIN CERTIFICATE-----") || text.contains("-----BEGIN TRUSTED CERTIFICATE-----")
            ? nil : problem
    }
}
