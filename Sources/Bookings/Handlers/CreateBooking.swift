internal import HTTP
internal import Postgres

/// `POST /bookings`: the owner makes a booking.
enum CreateBooking {
    static func respond(to change: ChangeCall, _ tenant: Tenant) throws -> Response {
        try tenant.change(change) { transaction in
            var form = BookingForm(change.fields)
            let operatorID = try change.session.assignee(form.operatorID)
            let terms = try Terms(
                transaction.query(
                    BookingQueries.terms(
                        for: change.session.profile, product: form.product, operatorID: operatorID,
                        date: form.placement.date, start: form.placement.start)))
            let booking = try form.booking(by: terms, operatorID: operatorID)
            let rows = try transaction.query(BookingQueries.insert(booking, for: change.session))
            return .booking(try BookingObject.json(of: try rows.one()), status: .created)
        }
    }
}

/// The body of a create.
struct BookingForm {
    private var fields: BodyFields
    let product: ProductID?
    let operatorID: OperatorID?
    let placement: PlacementFields
    private let status: BookingStatus
    private let name: String?
    private let email: String?
    private let phone: String?
    private let note: String?
    private let price: Price?
    private let currency: Currency?
    private let mayOverlap: Bool
    private let notifies: Bool

    init(_ sent: BodyFields) {
        var fields = sent
        product = fields.identifier("product_id")
        operatorID = fields.identifier("operator_id")
        placement = PlacementFields(&fields)
        status =
            fields.parsed("status", "Must be confirmed or pending") { text in
                BookingStatus.initial.first { $0.rawValue == text }
            } ?? .confirmed
        fields.require("visitor_name")
        name = fields.text("visitor_name", .visitorName)
        email = fields.email("visitor_email", .visitorEmail)
        phone = fields.text("visitor_phone", .visitorPhone)
        note = fields.text("visitor_note", .visitorNote)
        price = fields.integer("price", Price.accepted).map(Price.init)
        currency = fields.parsed("currency", "Must be three letters", Currency.init)
        mayOverlap = fields.flag("allow_double_booking", default: false)
        notifies = fields.flag("send_notification", default: true)
        self.fields = fields
    }

    /// The booking to make, with what the profile and its product say where the form says nothing.
    mutating func booking(by terms: Terms, operatorID: OperatorID?) throws -> NewBooking {
        let kind = kind(by: terms)
        placement.check(for: kind, in: &fields)
        terms.checkProduct(product, in: &fields.errors)
        terms.checkOperator(operatorID, in: &fields.errors)
        terms.checkStart(placement, in: &fields.errors)
        let price = price(by: terms, kind: kind)
        try fields.errors.throwIfAny()
        guard let kind, let date = placement.date, let name, let price else { throw Refusal.internalError }
        let duration = placement.duration ?? terms.product?.duration ?? terms.slotDuration
        return NewBooking(
            kind: kind,
            placement: Placement(
                product: product, operatorID: operatorID, date: date, start: placement.start,
                duration: kind == .service ? duration : nil, checkout: placement.checkout),
            status: status,
            visitor: Visitor(name: name, email: email, phone: phone, note: note),
            price: price,
            currency: currency ?? terms.product?.currency ?? terms.currency,
            mayOverlap: mayOverlap,
            notifies: notifies)
    }

    /// Nil where the product that decides it is not there.
    private func kind(by terms: Terms) -> BookingKind? {
        product == nil && !fields.errors.contains("product_id") ? .service : terms.product?.kind
    }

    /// What it costs when the form does not say: the product's price, of a rental for every night.
    private mutating func price(by terms: Terms, kind: BookingKind?) -> Price? {
        if let price { return price }
        guard let product = terms.product else { return Price(smallestUnits: 0) }
        guard kind == .rental, let date = placement.date, let checkout = placement.checkout, date < checkout else {
            return product.price
        }
        let nights = date.nights(to: checkout)
        let total = product.price.times(nights: nights)
        if total == nil { fields.errors.add("price", "\(nights) nights cost more than a price can be; name one") }
        return total
    }
}
