import Foundation
import Synchronization
import Testing

@testable import Bookings

/// What the notifier decides without asking anybody.
@Suite struct DeliveryPiecesTests {
    @Test func retriesTakeAboutTwoDaysAndEnd() {
        var total = Duration.zero
        var attempt = 1
        while let pause = RetrySchedule.pause(after: attempt) {
            if attempt == 1 { #expect((.milliseconds(3_750) ... .milliseconds(6_250)).contains(pause)) }
            #expect(pause <= .seconds(5 * 3_600))
            total += pause
            attempt += 1
        }
        #expect(attempt == 24)
        #expect((.seconds(36 * 3_600) ... .seconds(62 * 3_600)).contains(total))
        #expect(RetrySchedule.pause(after: 1_000) == nil)
    }

    @Test(arguments: [
        "https://example.com/review/{token}", "http://127.0.0.1:8080/r?t={token}&x=1", "https://{token}.example.com/",
    ])
    func aLinkHoldsItsToken(_ template: String) throws {
        let token = ReviewToken.generate()
        let url = try #require(ReviewLink(template)).url(with: token)
        #expect(url == template.replacing("{token}", with: token.text))
        #expect(token.text.count == 32 && token.hash.count == 32)
        #expect(ReviewToken.generate().text != token.text)
    }

    @Test(arguments: [
        "", "https://example.com/review", "https://example.com/{token}/{token}", "ftp://example.com/{token}",
        "{token}", "https://example.com/ {token}", "https://exämple.com/{token}", "https://example.com/{token}\r\nX: y",
    ])
    func whatIsNoLinkIsRefused(_ template: String) {
        #expect(ReviewLink(template) == nil)
    }

    @Test(arguments: [
        (NotificationKind.confirmed, [BookingStatus.confirmed, .completed]),
        (.rescheduled, [.pending, .confirmed, .completed]), (.cancelled, [.cancelled]), (.reviewRequest, [.completed]),
    ])
    func whatIsTrueOfWhichStatus(_ kind: NotificationKind, _ statuses: [BookingStatus]) {
        for status in BookingStatus.allCases { #expect(kind.isTrue(of: status) == statuses.contains(status)) }
    }

    /// One profile may hold all threads but one.
    @Test func nobodyTakesEveryThread() throws {
        let (slow, other) = (ProfileID(rawValue: 1), ProfileID(rawValue: 2))
        func lease(_ profile: ProfileID) -> Lease {
            Lease(profile: profile, notification: NotificationID(rawValue: 1), attempt: 1, until: "", end: .now)
        }
        let shares = ThreadShares(of: 4)
        func claim() -> ProfileID? {
            shares.claim { passedBy in passedBy.contains(slow) ? lease(other) : lease(slow) }?.profile
        }
        #expect((1...5).map { _ in claim() } == [slow, slow, slow, other, other])
        shares.release(lease(slow))
        #expect(claim() == slow)
        #expect(claim() == other)
        let alone = ThreadShares(of: 1)
        #expect(alone.claim { $0.isEmpty ? lease(slow) : nil } != nil)
    }

    /// A ring that nobody waits for is kept, and each ring wakes everybody who waits.
    @Test func aBellWakesWhoWaits() throws {
        let bell = Bell()
        bell.ring()
        bell.wait(atMost: .seconds(600))
        let woken = Mutex(0)
        let threads = (0..<4).map { BackgroundThread(name: "waits-\($0)") }
        for thread in threads {
            thread.start {
                bell.wait(atMost: .seconds(600))
                woken.withLock { $0 += 1 }
            }
        }
        try eventually("everybody to be woken") {
            bell.ring()
            return woken.withLock { $0 } == 4
        }
        for thread in threads { thread.join() }
        bell.wait(atMost: .milliseconds(1))
    }

    @Test func theSettingsAreReadAndTheirMistakesNamedAtOnce() throws {
        let good = [
            "VEXAR_DATABASE_URL": "postgresql://vexar_app@db.example/vexar",
            "VEXAR_SMTP_URL": "smtps://user:s3cret@mail.example.com", "VEXAR_MAIL_FROM": "bookings@example.com",
            "VEXAR_REVIEW_URL": "https://example.com/{token}",
        ]
        let configuration = try NotifierConfiguration(environment: good)
        #expect(configuration.threads == 4 && configuration.lease == .seconds(120))
        #expect("\(configuration.server)" == "smtps://***@mail.example.com:465")
        func lines(_ more: [String: String]) -> [String] {
            do throws(ConfigurationErrors) {
                _ = try NotifierConfiguration(environment: good.merging(more) { $1 })
                return []
            } catch {
                return error.lines
            }
        }
        for name in good.keys { #expect(lines([name: ""]).map { $0.hasPrefix("\(name) is not set") } == [true]) }
        #expect(lines(["VEXAR_SMTP_TLS": "maybe", "VEXAR_NOTIFY_LEASE": "9", "VEXAR_MAIL_FROM": "a b@c"]).count == 3)
        let unset = lines(["VEXAR_SMTP_URL": "", "VEXAR_SMTP_CA_FILE": "/etc/hostname"])
        #expect(unset.count == 2 && unset.allSatisfy { $0.contains("; for example VEXAR_SMTP_") })
        let templates = lines(["VEXAR_TEMPLATES": "/none/such"])
        #expect(templates.count == 1 && templates[0].hasSuffix("; for example VEXAR_TEMPLATES=/etc/vexar/templates"))
        #expect(lines(["VEXAR_MAIL_FROM": String(repeating: "a", count: 65) + "@example.com"]).count == 1)
        let unencrypted = lines(["VEXAR_SMTP_URL": "smtp://user:s3cret@mail.example.com", "VEXAR_SMTP_TLS": "off"])
        #expect(unencrypted.count == 1 && !unencrypted[0].contains("s3cret"))
    }
}
