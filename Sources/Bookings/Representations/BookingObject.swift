internal import HTTP
internal import Postgres

/// The booking object, the same wherever one is returned: which columns it takes and how they are written.
enum BookingObject {
    /// The columns of ``shape``, in its order, over `b`, a row of vexar.bookings, and ``joins``.
    static let columns: SQL = """
        b.id, b.product_id, product.name as product_name, b.operator_id,
        coalesce(operator.display_name, operator.name) as operator_name,
        b.booking_date, b.start_time, b.end_time, b.checkout_date, b.duration_minutes, b.status,
        b.visitor_name, b.visitor_email, b.visitor_phone, b.visitor_note, b.price, b.currency,
        b.cancellation_reason, b.double_booked, b.version, b.status as allowed_statuses, b.created_at, b.updated_at
        """

    /// Where the names of product and staff member come from.
    static let joins: SQL = """
        left join vexar.products as product
            on product.profile_id = b.profile_id and product.id = b.product_id
        left join vexar.staff as operator
            on operator.profile_id = b.profile_id and operator.id = b.operator_id
        """

    static let shape = ObjectShape(members: [
        .init("\"id\":", .raw),
        .init(",\"product_id\":", .raw),
        .init(",\"product_name\":", .text),
        .init(",\"operator_id\":", .raw),
        .init(",\"operator_name\":", .text),
        .init(",\"booking_date\":", .word),
        .init(",\"start_time\":", .time),
        .init(",\"end_time\":", .time),
        .init(",\"checkout_date\":", .word),
        .init(",\"duration_minutes\":", .raw),
        .init(",\"status\":", .word),
        .init(",\"visitor_name\":", .text),
        .init(",\"visitor_email\":", .text),
        .init(",\"visitor_phone\":", .text),
        .init(",\"visitor_note\":", .text),
        .init(",\"price\":", .raw),
        .init(",\"currency\":", .word),
        .init(",\"cancellation_reason\":", .text),
        .init(",\"double_booked\":", .flag),
        .init(",\"version\":", .raw),
        .init(",\"allowed_statuses\":", .successors),
        .init(",\"created_at\":", .instant),
        .init(",\"updated_at\":", .instant),
    ])
}
