/// What the profile says about a wish: its own defaults, the product's, and whether the staff member is free to take
/// it. Read in the transaction that acts on it.
struct Terms: Sendable {
    /// The profile's zone, an IANA name.
    let timezone: String
    let currency: Currency
    let slotDuration: DurationMinutes
    /// Nil where the profile has no such product, and where none was asked for.
    let product: Product?
    /// Nil where the profile has no such staff member, and where none was asked for.
    let staffMember: StaffMember?
    /// Whether the clocks of the zone skip the wall time asked for.
    let isSkipped: Bool

    /// A service or rental object.
    struct Product: Sendable {
        let kind: BookingKind
        let isActive: Bool
        let price: Price
        let currency: Currency?
        let duration: DurationMinutes?
    }

    /// A staff member.
    struct StaffMember: Sendable {
        let isActive: Bool
        /// Whether the product asked for is among what this one offers.
        let offersProduct: Bool
    }
}

extension Terms {
    /// Complains of a product that is not the profile's own and active.
    func checkProduct(_ wanted: ProductID?, in errors: inout FieldErrors) {
        guard wanted != nil, product?.isActive != true else { return }
        errors.add("product_id", "Is not one of this profile's active services or rental objects")
    }

    /// Complains of a staff member that is not the profile's own and active, or does not offer the service. A staff
    /// member on a rental is only noted and need not offer it.
    func checkOperator(_ wanted: OperatorID?, in errors: inout FieldErrors) {
        guard wanted != nil else { return }
        guard let staffMember, staffMember.isActive else {
            return errors.add("operator_id", "Is not one of this profile's active staff members")
        }
        checkOffer(in: &errors)
    }

    /// Complains of a staff member who does not offer the service.
    func checkOffer(in errors: inout FieldErrors) {
        guard let product, product.kind == .service, staffMember?.offersProduct != true else { return }
        errors.add("operator_id", "This staff member does not offer the service")
    }

    /// Complains of a wall time that a clock change skips.
    func checkStart(_ placement: PlacementFields, in errors: inout FieldErrors) {
        guard isSkipped, let date = placement.date, let start = placement.start else { return }
        errors.add("start_time", "The clocks in \(timezone) skip \(start) on \(date)")
    }
}
