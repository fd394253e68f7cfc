internal import Postgres

extension Rows {
    /// The row of a statement that always gives one.
    func one() throws -> Row {
        guard let row = first else { throw UnexpectedAbsence() }
        return row
    }
}

/// A statement that always gives a row gave none.
struct UnexpectedAbsence: Error {}
