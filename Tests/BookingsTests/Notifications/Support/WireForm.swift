/// What is wrong with a message as bytes, whatever it says: it has to be ASCII without controls, its lines ended by
/// CRLF, those with encoded words and those of bodies up to 76 long, others up to 78, but for one that is a single
/// word, which has the 998 of RFC 5322, section 2.1.1.
enum WireForm {
    static func problems(of message: [UInt8]) -> [String] {
        var problems: [String] = []
        if let byte = message.first(where: { !(0x20...0x7E).contains($0) && $0 != 0x0D && $0 != 0x0A }) {
            problems.append("byte \(byte)")
        }
        let lines = message.split(separator: 0x0A, omittingEmptySubsequences: false)
        if lines.last?.isEmpty != true { problems.append("the last line does not end") }
        for line in lines.dropLast() {
            guard line.last == 0x0D, !line.dropLast().contains(0x0D) else {
                problems.append("a line without its CRLF: \(text(line))")
                continue
            }
            if let problem = problem(inLine: text(line.dropLast())) { problems.append(problem) }
        }
        return problems
    }

    private static func problem(inLine line: String) -> String? {
        let limit = line.contains("=?utf-8?") || !line.contains(" ") ? 76 : 78
        let isOneWord = line.drop { $0 == " " }.split(separator: " ").count == (line.hasPrefix(" ") ? 1 : 2)
        if line.utf8.count > (isOneWord && !line.contains("=?") ? 998 : limit) { return "too long: \(line)" }
        return line.allSatisfy { $0 == " " } && !line.isEmpty ? "a line of spaces" : nil
    }

    private static func text(_ line: some Sequence<UInt8>) -> String {
        String(decoding: Array(line), as: UTF8.self)
    }
}
