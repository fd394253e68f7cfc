/// The body of a reschedule, against the booking that it moves.
struct RescheduleForm {
    /// What is asked of the profile before it is clear whether the move may be.
    struct Wish {
        let product: ProductID?
        let operatorID: OperatorID?
        let date: CalendarDate?
        let start: TimeOfDay?
    }

    private var fields: BodyFields
    private let placement: PlacementFields
    private let product: ProductID?
    private var operatorID: OperatorID?
    private let mayOverlap: Bool
    private let notifies: Bool

    init(_ sent: BodyFields, of booking: Booking) {
        var fields = sent
        placement = PlacementFields(&fields)
        placement.check(for: booking.kind, in: &fields)
        // Here null is not the same as left out: it takes service or staff member off.
        product = fields.isPresent("product_id") ? fields.identifier("product_id") : booking.placement.product
        operatorID = fields.isPresent("operator_id") ? fields.identifier("operator_id") : booking.placement.operatorID
        mayOverlap = fields.flag("allow_double_booking", default: false)
        notifies = fields.flag("send_notification", default: true)
        self.fields = fields
    }

    /// Sees to it that a key which sees only its own bookings keeps this one.
    mutating func assign(for session: Session) throws(Refusal) {
        if !fields.errors.contains("operator_id") { operatorID = try session.assignee(operatorID) }
    }

    /// The move, once everything about it is right. What stays as it was is not asked about: a booking may keep a
    /// service that has been archived since.
    mutating func move(of booking: Booking, terms: (Wish) throws -> Terms) throws -> Move {
        let terms = try terms(
            Wish(product: product, operatorID: operatorID, date: placement.date, start: placement.start))
        checkProduct(of: booking, terms)
        checkOperator(of: booking, terms)
        if (placement.date, placement.start) != (booking.placement.date, booking.placement.start) {
            terms.checkStart(placement, in: &fields.errors)
        }
        try fields.errors.throwIfAny()
        guard let date = placement.date else { throw Refusal.internalError }
        let to = Placement(
            product: product, operatorID: operatorID, date: date, start: placement.start,
            duration: placement.duration ?? booking.placement.duration, checkout: placement.checkout)
        return Move(to: to, mayOverlap: mayOverlap, notifies: notifies)
    }

    private mutating func checkProduct(of booking: Booking, _ terms: Terms) {
        guard product != booking.placement.product, !fields.errors.contains("product_id") else { return }
        terms.checkProduct(product, in: &fields.errors)
        let kind = product == nil ? .service : terms.product?.kind
        if let kind, kind != booking.kind {
            fields.errors.add(
                "product_id", booking.kind == .rental ? "A rental keeps to rental objects" : "Is a rental object")
        }
    }

    private mutating func checkOperator(of booking: Booking, _ terms: Terms) {
        if operatorID != booking.placement.operatorID {
            terms.checkOperator(operatorID, in: &fields.errors)
        } else if product != booking.placement.product, operatorID != nil {
            terms.checkOffer(in: &fields.errors)
        }
    }
}
