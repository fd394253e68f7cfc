import HTTP

/// What the keywords of JSON Schema ask of a value. A rule about one type has nothing to say of any other.
enum Rules {
    static func all(of schemas: [JSONSchema]) -> JSONSchema.Rule {
        { value, place in schemas.flatMap { $0.complaints(about: value, at: place) } }
    }

    static func one(of schemas: [JSONSchema]) -> JSONSchema.Rule {
        { value, place in
            switch schemas.count(where: { $0.allows(value) }) {
            case 1: []
            case 0: [nearest(of: schemas, to: value, at: place)]
            case let count: [Complaint(place, "fits \(count) of the schemas, not one")]
            }
        }
    }

    /// None fits: what the one complains of that has the least to complain of is most likely what was meant.
    private static func nearest(of schemas: [JSONSchema], to value: JSONValue, at place: JSONPointer) -> Complaint {
        let complaints = schemas.map { $0.complaints(about: value, at: place) }.min { $0.count < $1.count } ?? []
        let best = complaints.map(\.description).joined(separator: "; ")
        return Complaint(place, "fits none of \(schemas.count) schemas; the nearest says: \(best)")
    }

    static func branch(
        on condition: JSONSchema, then consequence: JSONSchema?, else alternative: JSONSchema?
    ) -> JSONSchema.Rule {
        { value, place in
            (condition.allows(value) ? consequence : alternative)?.complaints(about: value, at: place) ?? []
        }
    }

    static func properties(_ schemas: [String: JSONSchema]) -> JSONSchema.Rule {
        { value, place in
            (value.object ?? JSONObject()).flatMap { member in
                schemas[member.key]?.complaints(about: member.value, at: place.appending(member.key)) ?? []
            }
        }
    }

    static func additional(to names: Set<String>, are schema: JSONSchema?) -> JSONSchema.Rule {
        { value, place in
            (value.object ?? JSONObject()).filter { !names.contains($0.key) }.flatMap { member in
                let here = place.appending(member.key)
                return schema?.complaints(about: member.value, at: here) ?? [Complaint(here, "is not described")]
            }
        }
    }

    static func required(_ names: [String]) -> JSONSchema.Rule {
        { value, place in
            guard let object = value.object else { return [] }
            let present = Set(object.map(\.key))
            return names.filter { !present.contains($0) }.map { Complaint(place.appending($0), "is missing") }
        }
    }

    static func items(_ schema: JSONSchema) -> JSONSchema.Rule {
        { value, place in
            (value.array ?? []).enumerated().flatMap { index, item in
                schema.complaints(about: item, at: place.appending(String(index)))
            }
        }
    }

    static func oneOf(_ values: [JSONValue]) -> JSONSchema.Rule {
        { value, place in values.contains(value) ? [] : [Complaint(place, "is not one of the values: \(value)")] }
    }

    /// A number that a value has, a length say, within its limits.
    static func measure(
        _ number: @escaping @Sendable (JSONValue) -> Int64?, atLeast least: Int64 = .min, atMost most: Int64 = .max,
        _ message: String
    ) -> JSONSchema.Rule {
        { value, place in
            guard let number = number(value), !(least...most).contains(number) else { return [] }
            return [Complaint(place, "\(message): \(number)")]
        }
    }
}
