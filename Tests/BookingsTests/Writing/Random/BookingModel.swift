@testable import Bookings

/// What the service should do, in as few words as possible and without a thought of speed.
struct BookingModel: Sendable {
    /// What a request should be answered.
    enum Outcome: Equatable, Sendable {
        /// With the booking as it is then.
        case done(status: Int, ModelBooking)
        case refused(status: Int, code: String)
    }

    private static let successors = [
        "pending": ["confirmed", "completed", "cancelled"], "confirmed": ["completed", "cancelled"],
        "completed": ["confirmed"], "cancelled": ["pending", "confirmed"],
    ]

    let salon: ModelSalon
    private(set) var bookings: [Int64: ModelBooking] = [:]

    /// Does a step. A booking that it makes gets the id that the service has given it.
    mutating func perform(_ step: RandomStep, newID: Int64?) -> Outcome {
        switch step.action {
        case .create(let placement, let status): create(placement, status, step, newID)
        case .move(let id, let placement): change(id, step) { $0.move(&$1, to: placement, step) }
        case .status(let id, let status): change(id, step) { $0.change(&$1, to: status, step) }
        }
    }

    private mutating func create(
        _ wanted: RandomStep.Placement, _ status: String, _ step: RandomStep, _ newID: Int64?
    ) -> Outcome {
        guard let staff = assignee(wanted.staff.id, step.speaker) else {
            return .refused(status: 403, code: "forbidden")
        }
        let minutes = wanted.minutes ?? salon.product(wanted.product.id)?.minutes ?? 60
        var booking = ModelBooking(
            isStay: wanted.nights != nil, product: wanted.product.id, staff: staff, start: wanted.start,
            length: wanted.nights.map { $0 * 1_440 } ?? minutes, status: status)
        guard take(&booking, step) else { return .refused(status: 409, code: "slot_taken") }
        booking.changes = [ModelBooking.Change(action: "created", actor: step.speaker.staff)]
        if let newID {
            booking.id = newID
            bookings[newID] = booking
        }
        return .done(status: 201, booking)
    }

    /// What every change of a booking begins and ends with.
    private mutating func change(
        _ id: Int64, _ step: RandomStep, _ act: (BookingModel, inout ModelBooking) -> Outcome?
    ) -> Outcome {
        guard var booking = bookings[id], step.speaker.sees(booking) else {
            return .refused(status: 404, code: "not_found")
        }
        if let refusal = act(self, &booking) { return refusal }
        bookings[id] = booking
        return .done(status: 200, booking)
    }

    private func move(_ booking: inout ModelBooking, to wanted: RandomStep.Placement, _ step: RandomStep) -> Outcome? {
        var moved = booking
        let staff = wanted.staff == .leftOut ? booking.staff : wanted.staff.id
        guard let staff = assignee(staff, step.speaker) else { return .refused(status: 403, code: "forbidden") }
        if let mismatch = mismatch(booking, step) { return mismatch }
        guard booking.isHolding else { return .refused(status: 409, code: "illegal_state") }
        moved.staff = staff
        if wanted.product != .leftOut { moved.product = wanted.product.id }
        moved.start = wanted.start
        moved.length = wanted.nights.map { $0 * 1_440 } ?? wanted.minutes ?? booking.length
        if moved == booking { return nil }
        if !moved.holdsTheSame(as: booking), !take(&moved, step) { return .refused(status: 409, code: "slot_taken") }
        moved.changes.append(ModelBooking.Change(action: "rescheduled", actor: step.speaker.staff))
        booking = moved
        return nil
    }

    private func change(_ booking: inout ModelBooking, to status: String, _ step: RandomStep) -> Outcome? {
        if let mismatch = mismatch(booking, step) { return mismatch }
        if status == booking.status { return nil }
        guard Self.successors[booking.status]?.contains(status) == true else {
            return .refused(status: 409, code: "illegal_transition")
        }
        var changed = booking
        changed.status = status
        if changed.isHolding, !booking.isHolding, !take(&changed, step) {
            return .refused(status: 409, code: "slot_taken")
        }
        changed.changes.append(ModelBooking.Change(action: "status", actor: step.speaker.staff))
        booking = changed
        return nil
    }

    private func mismatch(_ booking: ModelBooking, _ step: RandomStep) -> Outcome? {
        guard let version = step.version, version != booking.version else { return nil }
        return .refused(status: 412, code: "version_mismatch")
    }

    /// Whose booking it becomes; the outer nil: that is forbidden.
    private func assignee(_ wanted: Int64?, _ speaker: ModelSalon.Speaker) -> Int64?? {
        if speaker.seesAll { return .some(wanted) }
        return wanted == nil || wanted == speaker.staff ? .some(speaker.staff) : nil
    }

    /// Marks a booking that takes its time; false where it may not have it.
    private func take(_ booking: inout ModelBooking, _ step: RandomStep) -> Bool {
        booking.isDoubleBooked = !isFree(for: booking)
        return step.mayOverlap || !booking.isDoubleBooked
    }

    private func isFree(for booking: ModelBooking) -> Bool {
        let met = bookings.values.filter {
            $0.id != booking.id && $0.isHolding && $0.line == booking.line && $0.during.overlaps(booking.during)
        }
        let capacity = salon.product(booking.product)?.capacity ?? 1
        // How many there are changes only where one begins.
        let moments = met.map { max($0.start, booking.start) }
        let busiest = moments.map { moment in met.count { $0.during.contains(moment) } }.max() ?? 0
        return met.allSatisfy { $0.session == booking.session } && busiest < capacity
    }
}
