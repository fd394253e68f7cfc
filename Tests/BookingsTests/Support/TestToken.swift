import Crypto
import Foundation

/// Makes JSON Web Tokens, also such as nobody should accept.
enum TestToken {
    static let secret = "a secret of the tests, 32 bytes at least"
    /// What the clock of ``TestAPI`` shows.
    static let now = 1_800_000_000
    static let plainHeader = #"{"alg":"HS256","typ":"JWT"}"#

    /// A token signed with HS256, whatever its header says.
    static func make(_ claims: String, header: String = plainHeader, secret: String = secret) -> String {
        let signed = encode(Data(header.utf8)) + "." + encode(Data(claims.utf8))
        let key = SymmetricKey(data: Data(secret.utf8))
        let signature = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: key)
        return signed + "." + encode(Data(signature))
    }

    /// A token signed with HS512.
    static func makeHS512(_ claims: String) -> String {
        let signed = encode(Data(#"{"alg":"HS512","typ":"JWT"}"#.utf8)) + "." + encode(Data(claims.utf8))
        let key = SymmetricKey(data: Data(secret.utf8))
        return signed + "." + encode(Data(HMAC<SHA512>.authenticationCode(for: Data(signed.utf8), using: key)))
    }

    /// A token that carries no signature.
    static func makeUnsigned(_ claims: String, header: String = #"{"alg":"none"}"#) -> String {
        encode(Data(header.utf8)) + "." + encode(Data(claims.utf8)) + "."
    }

    /// Claims of a profile, good for an hour.
    static func claims(_ profile: Int64, _ further: String = "") -> String {
        #"{"sub":"\#(profile)","exp":\#(now + 3_600)\#(further.isEmpty ? "" : ",\(further)")}"#
    }

    /// Base64url without padding (RFC 7515 section 2).
    private static func encode(_ bytes: Data) -> String {
        bytes.base64EncodedString().replacingOccurrences(of: "+", with: "-")
            .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    }
}
