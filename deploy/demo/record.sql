-- Writes the bookings. The triggers take the holds of what is to come and begin every history.

create temporary table demo_words on commit drop as
select *
from (
    values
    (
        'service',
        array[
            'First visit', 'Please call if you run late', 'A seat by the window, if possible', 'Sensitive to perfume',
            '🌷 birthday', 'Приїду з дитиною', 'Буду на 5 хвилин пізніше', 'Brings a voucher', 'Walks with a stick',
            'Prefers e-mail', 'Parle français', '花粉过敏', E'Two things:\n– the same as last time\n– and a quote for June'
        ],
        array[
            'Caught a cold', 'Захворіла дитина', 'Moved to next month', 'Work came up', 'Found another time',
            'Train cancelled', 'Передумала', 'Car broke down'
        ]
    ),
    (
        'rental',
        array[
            'Arrives after 22:00', 'A cot, please', 'Travels with a small dog', 'Allergic to feathers',
            'Late check-out?', 'Chegamos de comboio', 'Two bicycles to store', 'Honeymoon 🥂', 'Vegan breakfast',
            '禁煙室をお願いします', 'Spät, gegen Mitternacht', 'Needs parking',
            E'Invoice to:\nExample Ltd.\n1 Example Street'
        ],
        array[
            'Flight cancelled', 'Changed plans', 'Illness in the family', 'Found something by the beach', 'Visa refused'
        ]
    )
) as w (kind, notes, reasons);

create temporary table demo_plan on commit drop as
with
made as (
    select
        s.*,
        -- Up to six weeks before, mostly a few days; what that puts into the future was made these days instead.
        case
            when m.at < now() then m.at
            else date_trunc('second', now()) - make_interval(secs => pg_temp.whole('lately ' || s.seed, 180, 518400))
        end as created_at
    from demo_slots as s,
        lateral (
            select
                date_trunc('day', s.begins)
                - make_interval(days => 1 + floor(40 * power(pg_temp.chance('ahead ' || s.seed), 2))::integer)
                + make_interval(mins => pg_temp.whole('minute ' || s.seed, 480, 1320)) as at
        ) as m
)
select
    m.*,
    case
        when m.is_cancelled then 'cancelled'
        -- Of the last two days not all are ticked off yet.
        when m.ends < now() - interval '2 days' or (m.ends < now() and pg_temp.chance('ticked ' || m.seed) < 0.6)
            then 'completed'
        when m.begins > now() and pg_temp.chance('answered ' || m.seed) < 0.2 then 'pending'
        else 'confirmed'
    end as status,
    -- When it was cancelled or, if it is over, completed.
    case
        when m.is_cancelled
            then date_trunc(
                'second', m.created_at + (least(m.begins, now()) - m.created_at) * pg_temp.chance('settled ' || m.seed)
            )
        else least(now(), m.ends + make_interval(secs => pg_temp.whole('settled ' || m.seed, 20, 2700)))
    end as settled_at,
    -- Some come often, most seldom.
    1 + floor(c.people * power(pg_temp.chance('visitor ' || m.seed), 1.7))::integer as visitor,
    case when pg_temp.chance('note ' || m.seed) < 0.12 then pg_temp.one_of('words ' || m.seed, w.notes) end as note,
    case when m.is_cancelled then pg_temp.one_of('reason ' || m.seed, w.reasons) end as reason
from made as m
inner join demo_words as w on w.kind = m.kind
inner join demo_crowds as c on c.username = :'profile';

insert into vexar.bookings (
    profile_id, kind, product_id, operator_id, booking_date, start_time, checkout_date, duration_minutes, status,
    visitor_name, visitor_email, visitor_phone, visitor_note, price, currency, cancellation_reason,
    version, created_at, updated_at
)
select
    p.id, d.kind, d.product_id, d.operator_id, d.booking_date, d.start_time, d.checkout_date, d.duration_minutes,
    d.status, v.name, v.email, v.phone, d.note, d.price, coalesce(o.currency, p.currency), d.reason,
    case when d.is_settled then 2 else 1 end,
    d.created_at, case when d.is_settled then d.settled_at else d.created_at end
from (select t.*, t.status in ('completed', 'cancelled') as is_settled from demo_plan as t) as d
inner join demo_visitors as v on v.number = d.visitor
inner join vexar.profiles as p on p.id = vexar.current_profile_id()
inner join vexar.products as o on o.profile_id = p.id and o.id = d.product_id
order by d.created_at, d.seed;

-- What is settled by now was not made so: it has a second entry, and the first says how it was made.
update vexar.booking_history as h
set
    version = 1,
    at = b.created_at,
    after = case
        when b.version = 1 then h.after
        else h.after - 'cancellation_reason' || jsonb_build_object('status', 'confirmed')
    end
from vexar.bookings as b
where b.profile_id = vexar.current_profile_id() and h.profile_id = b.profile_id and h.booking_id = b.id;

-- Staff tick off most of their own appointments themselves.
insert into vexar.booking_history (
    profile_id, booking_id, version, action, actor_type, actor_operator_id, actor_name, before, after, at
)
select
    b.profile_id, b.id, 2, 'status',
    case when s.id is null then 'owner' else 'staff' end, s.id, coalesce(s.display_name, s.name, p.display_name),
    jsonb_build_object('status', 'confirmed') || coalesce(r.before, '{}'),
    jsonb_build_object('status', b.status) || coalesce(r.after, '{}'),
    b.updated_at
from vexar.bookings as b
inner join vexar.profiles as p on p.id = b.profile_id
left join vexar.staff as s
    on
        s.profile_id = b.profile_id and s.id = b.operator_id and b.status = 'completed'
        and pg_temp.chance('by ' || b.created_at) < 0.7
left join lateral (
    select
        jsonb_build_object('cancellation_reason', null) as before,
        jsonb_build_object('cancellation_reason', b.cancellation_reason) as after
    where b.status = 'cancelled'
) as r on true
where b.profile_id = vexar.current_profile_id() and b.version = 2
order by b.updated_at, b.id;
