internal import Crypto
internal import HTTP

/// A JSON Web Token (RFC 7519) in its compact form, signed with HS256 (RFC 7518 section 3.2) and nothing else.
struct JSONWebToken: Sendable {
    /// `sub`: the profile.
    let profile: ProfileID
    /// `operator_id`: the staff member, if the token is bound to one.
    let staffMember: OperatorID?

    /// Verifies a token. Nil for any that is not well-formed, not signed with this key, expired or not valid yet.
    init?(_ compact: String, key: SymmetricKey, now: Int64) {
        let parts = compact.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3,
            let header = Self.object(parts[0]), let signature = Base64URL.decode(parts[2]),
            Self.isHS256(header)
        else { return nil }
        let signed = Array(compact.utf8.prefix(parts[0].count + 1 + parts[1].count))
        guard HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: signed, using: key),
            let claims = Self.object(parts[1]), Self.isCurrent(claims, now: now),
            let subject = Self.integer(claims["sub"])
        else { return nil }
        switch claims["operator_id"] {
        case nil, .null: staffMember = nil
        case let claim:
            guard let id = Self.integer(claim) else { return nil }
            staffMember = OperatorID(rawValue: id)
        }
        profile = ProfileID(rawValue: subject)
    }

    private static func object(_ part: Substring.UTF8View.SubSequence) -> JSONObject? {
        guard let bytes = Base64URL.decode(part), case .object(let object)? = try? JSONReader.read(bytes) else {
            return nil
        }
        return object
    }

    /// Only HS256; extensions that must be understood (`crit`, RFC 7515 section 4.1.11) are not.
    private static func isHS256(_ header: JSONObject) -> Bool {
        guard case .string("HS256")? = header["alg"] else { return false }
        return header["crit"] == nil
    }

    /// `exp` is required and in the future; `nbf`, if there, is past. Both are seconds since 1970, maybe with a
    /// fraction (RFC 7519 section 2, NumericDate).
    private static func isCurrent(_ claims: JSONObject, now: Int64) -> Bool {
        guard case .number(let expires)? = claims["exp"], let end = Double(expires.literal), end > Double(now) else {
            return false
        }
        switch claims["nbf"] {
        case nil: return true
        case .number(let from)?: return Double(from.literal).map { $0 <= Double(now) } ?? false
        default: return false
        }
    }

    /// Ids come as integers, or, as RFC 7519 section 4.1.2 wants `sub`, as a string of digits.
    private static func integer(_ claim: JSONValue?) -> Int64? {
        switch claim {
        case .number(let number)?: number.exactInteger
        case .string(let text)? where !text.isEmpty && text.utf8.allSatisfy({ (0x30...0x39).contains($0) }):
            Int64(text)
        default: nil
        }
    }
}

/// Base64url without padding (RFC 4648 section 5, RFC 7515 section 2).
enum Base64URL {
    /// Nil for any other character, padding included, and for a length or spare bits that no encoder makes.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var pending: UInt32 = 0
        var bits = 0
        for character in text {
            guard let value = sextet(character) else { return nil }
            pending = pending << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> UInt32(bits)))
                pending &= (1 << UInt32(bits)) - 1
            }
        }
        return bits < 6 && pending == 0 ? bytes : nil
    }

    private static func sextet(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - 0x41
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - 0x61 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - 0x30 + 52
        case UInt8(ascii: "-"): 62
        case UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
