internal import Glibc

/// Settings as files that only this process can read, one a setting and named like it: what systemd makes of
/// `LoadCredential=` and `SetCredential=` (systemd.exec(5), Credentials), and names in `CREDENTIALS_DIRECTORY`.
struct CredentialDirectory {
    /// The largest file that is read, in bytes.
    static let largest = 65_536

    private let path: String?

    init(_ environment: [String: String]) {
        path = environment["CREDENTIALS_DIRECTORY"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The names of all files. Of a directory that cannot be read none: what is missed then is named as not set.
    var names: [String] {
        guard let path, let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            // d_name ends with NUL, within the entry that readdir(3) gave.
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }

    /// What a setting's file holds, without the newline at its end, LF or CR LF; nil where there is none.
    ///
    /// - Throws: what is wrong with the file, in words that follow the setting's name and quote nothing of it.
    func read(_ name: String) throws(CredentialError) -> String? {
        guard let path else { return nil }
        let file = "\(path)/\(name)"
        // Not to hang on a pipe that nobody writes to.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            guard code == ENOENT || code == ENOTDIR else { throw .unreadable(file: file, code) }
            if Self.isThere(file) { throw .linkToNothing(file: file) }
            return nil
        }
        defer { close(descriptor) }
        let bytes = try Self.bytes(of: descriptor, file)
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw .notText(file: file)
        }
        // Either is one Character.
        return ["\n", "\r\n"].contains(text.last) ? String(text.dropLast()) : text
    }

    /// Whether there is anything by that name, if only a link.
    private static func isThere(_ file: String) -> Bool {
        var status = stat()
        return lstat(file, &status) == 0
    }

    private static func bytes(of descriptor: Int32, _ file: String) throws(CredentialError) -> [UInt8] {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(file: file, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(file: file) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4_096)
        while content.count <= largest {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: file, errno) }
            if count == 0 { return content }
            content += chunk.prefix(count)
        }
        throw .tooLarge(file: file)
    }
}

/// What is wrong with the file of a setting.
enum CredentialError: Error, Equatable, CustomStringConvertible {
    /// The system did not let it be read.
    case unreadable(file: String, Int32)
    case linkToNothing(file: String)
    case notAFile(file: String)
    case tooLarge(file: String)
    case notText(file: String)

    var description: String {
        switch self {
        case .unreadable(let file, let number):
            "cannot be read from \(file): \(String(cString: strerror(number))); make it readable for this user"
        case .linkToNothing(let file): "cannot be read from \(file): it is a link to nothing; mend or remove it"
        case .notAFile(let file): "cannot be read from \(file): it is not a regular file; put one there"
        case .tooLarge(let file):
            "cannot be read from \(file): larger than \(CredentialDirectory.largest >> 10) KiB; is it the right file?"
        case .notText(let file): "cannot be read from \(file): it is not UTF-8 text; write the bare value there"
        }
    }
}
