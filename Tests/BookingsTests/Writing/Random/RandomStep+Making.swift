@testable import Bookings

/// Makes steps that meet each other often: few days, few times, few lines.
struct RandomSteps {
    let salon: ModelSalon
    /// The days that bookings begin on, in days since 1970.
    let days: ClosedRange<Int>
    var random: SeededGenerator

    mutating func next(_ bookings: [ModelBooking]) -> RandomStep {
        let speaker = random.pick(salon.speakers)
        // What a key does not see it asks for now and then only.
        let known = random.chance(90) ? bookings.filter(speaker.sees) : bookings
        guard let booking = known.isEmpty || random.chance(30) ? nil : random.pick(known) else {
            let action = RandomStep.Action.create(
                placement(asStay: random.chance(35), moving: false, speaker),
                status: random.pick(["confirmed", "pending"]))
            return RandomStep(speaker: speaker, action: action, mayOverlap: random.chance(10), version: nil)
        }
        let version = random.chance(15) ? max(1, booking.version - Int64.random(in: 0...1, using: &random)) : nil
        let action: RandomStep.Action =
            random.chance(booking.isHolding ? 50 : 10)
            ? .move(booking.id, to: destination(of: booking, speaker))
            : .status(booking.id, to: random.pick(["pending", "confirmed", "confirmed", "completed", "cancelled"]))
        return RandomStep(speaker: speaker, action: action, mayOverlap: random.chance(10), version: version)
    }

    /// Where it is already, now and then.
    private mutating func destination(
        of booking: ModelBooking, _ speaker: ModelSalon.Speaker
    ) -> RandomStep.Placement {
        guard random.chance(20) else { return placement(asStay: booking.isStay, moving: true, speaker) }
        return RandomStep.Placement(
            start: booking.start, nights: booking.isStay ? booking.length / 1_440 : nil, minutes: nil,
            product: .leftOut, staff: random.chance(50) ? .leftOut : booking.staff.map(RandomStep.Reference.id) ?? .null
        )
    }

    private mutating func placement(
        asStay: Bool, moving: Bool, _ speaker: ModelSalon.Speaker
    ) -> RandomStep.Placement {
        let day = Int.random(in: days, using: &random) * 1_440
        let rentals = salon.products.filter { $0.isRental == asStay }.map { RandomStep.Reference.id($0.id) }
        let others: [RandomStep.Reference] = speaker.seesAll || random.chance(10) ? salon.staff.map { .id($0) } : []
        let staff = [RandomStep.Reference.leftOut, .null] + others
        if asStay {
            return RandomStep.Placement(
                start: day, nights: Int.random(in: 1...3, using: &random), minutes: nil,
                product: random.pick(moving ? rentals + [.leftOut] : rentals), staff: random.pick(staff))
        }
        let minute = random.pick([540, 570, 600, 600, 660, 1_410])
        return RandomStep.Placement(
            start: day + minute, nights: nil, minutes: random.pick([nil, nil, nil, 30, 90]),
            product: random.pick(rentals + [.leftOut, .null]), staff: random.pick(staff))
    }
}
