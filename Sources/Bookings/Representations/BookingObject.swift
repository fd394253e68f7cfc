internal import Postgres

/// The booking object, the same wherever one is returned: which columns it takes, in which order, and how they are
/// written.
enum BookingObject {
    /// A member of the object.
    enum Member: Int, CaseIterable {
        case id, productID, productName, operatorID, operatorName
        case bookingDate, startTime, endTime, checkoutDate, durationMinutes, status
        case visitorName, visitorEmail, visitorPhone, visitorNote
        case price, currency, cancellationReason, doubleBooked, version, allowedStatuses, createdAt, updatedAt
    }

    /// How many columns it takes; others may follow.
    static let columnCount = shape.columnCount

    /// The columns of ``shape`` over `b`, a row of vexar.bookings, and ``joins``.
    static let columns = Member.allCases.compactMap(\.column).joined(separator: ", ")

    static let shape = ObjectShape(members: Member.allCases.map { .init($0.name, $0.form, of: $0.source?.rawValue) })

    /// The number of the column that a member reads.
    static func column(of member: Member) -> Int { shape.column(ofMember: member.rawValue) }

    /// Where the names of product and staff member come from.
    static let joins: SQL = """
        left join vexar.products as product
            on product.profile_id = b.profile_id and product.id = b.product_id
        left join vexar.staff as operator
            on operator.profile_id = b.profile_id and operator.id = b.operator_id
        """
}

extension BookingObject.Member {
    fileprivate var name: StaticString { definition.name }
    fileprivate var column: SQL? { definition.column }
    fileprivate var form: ObjectShape.Form { definition.form }

    /// The member that it is made of, if it has no column.
    fileprivate var source: Self? { self == .allowedStatuses ? .status : nil }

    private var definition: (name: StaticString, column: SQL?, form: ObjectShape.Form) {
        switch self {
        case .id: ("id", "b.id", .raw)
        case .productID: ("product_id", "b.product_id", .raw)
        case .productName: ("product_name", "product.name as product_name", .text)
        case .operatorID: ("operator_id", "b.operator_id", .raw)
        case .operatorName: ("operator_name", "coalesce(operator.display_name, operator.name) as operator_name", .text)
        case .bookingDate: ("booking_date", "b.booking_date", .word)
        case .startTime: ("start_time", "b.start_time", .time)
        case .endTime: ("end_time", "b.end_time", .time)
        case .checkoutDate: ("checkout_date", "b.checkout_date", .word)
        case .durationMinutes: ("duration_minutes", "b.duration_minutes", .raw)
        case .status: ("status", "b.status", .word)
        case .visitorName: ("visitor_name", "b.visitor_name", .text)
        case .visitorEmail: ("visitor_email", "b.visitor_email", .text)
        case .visitorPhone: ("visitor_phone", "b.visitor_phone", .text)
        case .visitorNote: ("visitor_note", "b.visitor_note", .text)
        case .price: ("price", "b.price", .raw)
        case .currency: ("currency", "b.currency", .word)
        case .cancellationReason: ("cancellation_reason", "b.cancellation_reason", .text)
        case .doubleBooked: ("double_booked", "b.double_booked", .flag)
        case .version: ("version", "b.version", .raw)
        case .allowedStatuses: ("allowed_statuses", nil, .successors)
        case .createdAt: ("created_at", "b.created_at", .instant)
        case .updatedAt: ("updated_at", "b.updated_at", .instant)
        }
    }
}
