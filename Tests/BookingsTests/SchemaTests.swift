import Foundation
import Postgres
import Testing

@testable import Bookings

/// What the program asks of the database before it serves.
@Suite struct SchemaTests {
    /// A change that nobody added to the program's list would not be missed.
    @Test func theProgramNeedsEveryChangeOfThePlan() throws {
        let plan = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../sql/sqitch.plan").standardizedFileURL
        let changes = try String(contentsOf: plan, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("%") && !$0.hasPrefix("@") }
            .compactMap { $0.split(separator: " ").first.map(String.init) }
        #expect(changes == Schema.neededChanges)
    }

    @Test func aDeployedDatabaseLacksNothingAndBindsTheService() throws {
        let database = try TestDatabase.service()
        #expect(try Schema.missingChanges(in: database).isEmpty)
        #expect(try Schema.unboundRole(in: database) == nil)
    }

    @Test func aDatabaseWithoutTheProjectLacksEverything() throws {
        let database = Database(
            ConnectionSettings(try TestDatabase.url("DATABASE_URL").replacing("/vexar", with: "/postgres")))
        #expect(try database.query("select current_database()")[0].string(0) == "postgres")
        #expect(try Schema.missingChanges(in: database) == Schema.neededChanges)
    }

    @Test func rolesThatNothingKeepsToOneProfile() throws {
        #expect(try Schema.unboundRole(in: TestDatabase.superuser()) == "postgres")
        let admin = Database(ConnectionSettings(try TestDatabase.url("VEXAR_ADMIN_DATABASE_URL")))
        #expect(try Schema.unboundRole(in: admin) == "vexar_admin")
    }
}
