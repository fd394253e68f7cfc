/// A table of plain text, its columns as wide as they need to be.
struct TextTable {
    private let rightAligned: Set<Int>
    private var rows: [[String]]

    init(_ titles: [String], rightAligned: Set<Int> = []) {
        rows = [titles]
        self.rightAligned = rightAligned
    }

    /// Adds a row; nil is shown as a dash.
    mutating func add(_ cells: [String?]) {
        rows.append(cells.map { ($0 ?? "-").onOneLine })
    }

    /// Titles and rows, a line each. Nothing but the titles' absence tells that there are no rows: then it is empty.
    var text: String {
        guard rows.count > 1 else { return "" }
        let widths = rows.reduce(into: [Int](repeating: 0, count: rows[0].count)) { widths, row in
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.count) }
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                return rightAligned.contains(column) ? padding + cell : cell + padding
            }
            return cells.joined(separator: "  ").withoutTrailingSpaces + "\n"
        }.joined()
    }
}

extension String {
    /// With one space for whatever would break a line or steer a terminal.
    var onOneLine: String {
        let visible = unicodeScalars.split { $0.properties.generalCategory == .control }
        return visible.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    }

    fileprivate var withoutTrailingSpaces: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
