-- The fastest SQL known for what a list of 50 says about profile :n: its clock and total, in one statement since each
-- has a price of its own, and its page with the 22 columns that the service reads. It changes only to become faster.
select
    (select c.ts from vexar.profile_clocks as c where c.profile_id = :n::bigint),
    (
        select c.pending + c.confirmed + c.completed + c.cancelled
        from vexar.booking_counts as c
        where c.profile_id = :n::bigint and c.operator_id = 0 and c.booking_date = '-infinity'
    );
select
    b.id, b.product_id, product.name, b.operator_id, coalesce(operator.display_name, operator.name), b.booking_date,
    b.start_time, b.end_time, b.checkout_date, b.duration_minutes, b.status, b.visitor_name, b.visitor_email,
    b.visitor_phone, b.visitor_note, b.price, b.currency, b.cancellation_reason, b.double_booked, b.version,
    b.created_at, b.updated_at
from (
    select *
    from vexar.bookings as b
    where b.profile_id = :n::bigint
    order by b.booking_date desc, b.sort_time desc, b.id desc
    limit 50
) as b
left join vexar.products as product on product.profile_id = b.profile_id and product.id = b.product_id
left join vexar.staff as operator on operator.profile_id = b.profile_id and operator.id = b.operator_id
order by b.booking_date desc, b.sort_time desc, b.id desc;
