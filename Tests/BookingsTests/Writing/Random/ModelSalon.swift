@testable import Bookings

/// A profile with something of everything: services, a group, rooms, tents; an owner, staff who see everything and
/// staff who do not. In UTC, so that a day has 1440 minutes.
struct ModelSalon: Sendable {
    /// Who sends a request.
    struct Speaker: Sendable {
        let key: String
        /// Nil for the owner.
        let staff: Int64?
        let seesAll: Bool

        func sees(_ booking: ModelBooking) -> Bool {
            seesAll || booking.staff == staff
        }
    }

    struct Product: Sendable {
        let id: Int64
        let isRental: Bool
        let capacity: Int
        let minutes: Int
    }

    let profile: Int64
    let products: [Product]
    let staff: [Int64]
    let speakers: [Speaker]

    init(_ profile: TestProfile) throws {
        products = [
            Product(id: try profile.service("Cut"), isRental: false, capacity: 1, minutes: 60),
            Product(
                id: try profile.service("Yoga", minutes: 90, capacity: 2), isRental: false, capacity: 2, minutes: 90),
            Product(id: try profile.rental("Room"), isRental: true, capacity: 1, minutes: 0),
            Product(id: try profile.rental("Tents", capacity: 2), isRental: true, capacity: 2, minutes: 0),
        ]
        let offered = products.filter { !$0.isRental }.map(\.id)
        let ann = try profile.staff("Ann", offers: offered)
        let bob = try profile.staff("Bob", offers: offered)
        let chief = try profile.staff("Chief", canViewAll: true, offers: offered)
        self.profile = profile.id
        staff = [ann, bob, chief]
        speakers = [
            Speaker(key: profile.key, staff: nil, seesAll: true),
            Speaker(key: try profile.key(for: ann), staff: ann, seesAll: false),
            Speaker(key: try profile.key(for: bob), staff: bob, seesAll: false),
            Speaker(key: try profile.key(for: chief), staff: chief, seesAll: true),
        ]
    }

    func product(_ id: Int64?) -> Product? {
        products.first { $0.id == id }
    }
}
