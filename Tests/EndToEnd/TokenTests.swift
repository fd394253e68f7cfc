import Crypto
import Foundation
import HTTP
import Testing

/// JWT through the whole stack: accepted where a secret is set, and nowhere else.
@Suite struct TokenTests {
    private static let secret = "0123456789abcdef0123456789abcdef"

    private func token(_ claims: String) -> String {
        func encoded(_ bytes: some Sequence<UInt8>) -> String {
            Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
        let signed = encoded(#"{"alg":"HS256","typ":"JWT"}"#.utf8) + "." + encoded(claims.utf8)
        let key = SymmetricKey(data: Array(Self.secret.utf8))
        return signed + "." + encoded(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key))
    }

    @Test func whereASecretIsSet() throws {
        let stack = try Stack(environment: ["VEXAR_JWT_SECRET": Self.secret])
        let tenant = try Tenant(in: stack)
        let good = token(#"{"sub":"\#(tenant.profileID)","exp":4102444800}"#)
        #expect(try stack.client(good).send("GET", Tenant.bookings).status == 200)
        #expect(try stack.client(good).send("POST", Tenant.bookings, Tenant.body()).status == 201)
        let expired = token(#"{"sub":"\#(tenant.profileID)","exp":1000000000}"#)
        let refused = try stack.client(expired).send("GET", Tenant.bookings)
        #expect(refused.status == 401 && refused.code == "unauthenticated")
        #expect(refused.headers["WWW-Authenticate"] == "Bearer")
    }

    @Test func whereNoneIs() throws {
        let stack = try Stack()
        let tenant = try Tenant(in: stack)
        let good = token(#"{"sub":"\#(tenant.profileID)","exp":4102444800}"#)
        #expect(try stack.client(good).send("GET", Tenant.bookings).status == 401)
    }
}
