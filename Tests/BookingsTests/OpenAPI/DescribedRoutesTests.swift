import Foundation
import HTTP
import TestSupport
import Testing

@testable import Bookings

@Suite struct DescribedRoutesTests {
    @Test func everyRouteIsDescribedAndNothingElse() throws {
        let routes = Routes.table.map { "\($0.method) \($0.pattern)" }
        #expect(try Described.api().operations.map { "\($0.method) \($0.path)" }.sorted() == routes.sorted())
    }

    @Test func whatNeedsNoKeySaysSo() throws {
        #expect(try Described.value(at: "/security/0/bearer").array?.isEmpty == true)
        for route in Routes.table {
            let operation = try #require(try Described.api().operations.first { $0 == route })
            #expect((operation.json["security"]?.array?.isEmpty == true) == route.isOpen, "\(operation.path)")
            #expect(operation.answers.keys.contains(401) == !route.isOpen, "\(operation.path)")
        }
    }

    @Test func aBodyIsDescribedWhereOneIsLookedAt() throws {
        for route in Routes.table {
            let operation = try #require(try Described.api().operations.first { $0 == route })
            #expect((operation.json["requestBody"] != nil) == route.takesBody, "\(operation.path)")
            #expect((operation.json["requestBody"]?["required"]?.bool == true) == route.needsBody, "\(operation.path)")
        }
    }

    @Test func operationsAreNamedOnceAndLinksLeadToThem() throws {
        let names = try Described.api().operations.compactMap { $0.json["operationId"]?.string }
        #expect(Set(names).count == Routes.table.count)
        for link in try #require(try Described.value(at: "/components/links").object) {
            #expect(names.contains(try #require(link.value["operationId"]?.string)))
        }
    }

    @Test func everyComponentIsUsedAndEveryReferenceLeadsSomewhere() throws {
        let document = try Described.api().document
        let references = Set(Self.references(in: document))
        for reference in references { #expect(JSONPointer(reference.dropFirst())?.resolve(in: document) != nil) }
        // Those two are referred to by name, or by nobody: no operation answers with a 405.
        let named: Set = ["#/components/securitySchemes/bearer", "#/components/responses/MethodNotAllowed"]
        let components = try #require(document["components"]?.object).flatMap { section in
            (section.value.object ?? JSONObject()).map { "#/components/\(section.key)/\($0.key)" }
        }
        #expect(Set(components).subtracting(references) == named)
    }

    /// What is served without a key is the file in the sources.
    @Test func theFileIsServed() throws {
        let file = try #require(
            URL(string: "../../../Sources/COpenAPI/openapi.json", relativeTo: URL(filePath: #filePath)))
        let answer = try TestAPI(key: nil).get("/api/v1/openapi.json")
        #expect(answer.status == 200)
        #expect(answer.body == Array(try Data(contentsOf: file)))
        #expect(try TestAPI(key: nil).send(.head, "/api/v1/openapi.json").status == 200)
    }

    private static func references(in value: JSONValue) -> [String] {
        let members = value.object ?? JSONObject()
        let own = members["$ref"]?.string.map { [$0] } ?? []
        return own + members.flatMap { references(in: $0.value) } + (value.array ?? []).flatMap(references)
    }
}

extension Route<Endpoint> {
    var isOpen: Bool {
        if case .open = handler { true } else { false }
    }

    var needsBody: Bool {
        if case .change = handler { true } else { false }
    }

    /// Whether it changes something.
    var takesBody: Bool {
        if case .trigger = handler { true } else { needsBody }
    }

    static func == (operation: TestSupport.Operation, route: Self) -> Bool {
        operation.method == route.method && operation.path == route.pattern
    }
}
