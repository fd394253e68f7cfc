-- Stays: every single room, one guest after the other.

create function pg_temp.put_stay(object vexar.products, arrival date, departure date, seed text) returns void
language plpgsql
as $$
begin
    insert into demo_slots
    select
        seed, pg_temp.chance('cancelled ' || seed) < 0.08, 'rental', object.id, null, arrival, null, departure, null,
        object.price * (departure - arrival),
        (arrival + time '15:00') at time zone f.timezone, (departure + time '11:00') at time zone f.timezone
    from demo_frame as f;
end
$$;

do $$
declare
    frame demo_frame;
    object vexar.products;
    room integer;
    arrival date;
    seed text;
    nights integer;
begin
    select f.* into frame from demo_frame as f;
    for object in
        select p.* from vexar.products as p
        where p.profile_id = vexar.current_profile_id() and p.kind = 'rental' and p.is_active
        order by p.id
    loop
        for room in 1..object.capacity loop
            arrival := frame.first_day;
            loop
                seed := concat_ws(' ', object.key, room, arrival);
                -- Empty nights: more of them in winter, and where few have booked yet.
                arrival := arrival + (
                    select
                        floor(
                            pg_temp.chance('gap ' || seed)
                            * (case when extract(month from d.day) between 5 and 9 then 1.6 else 3.2 end) / d.demand
                        )::integer
                    from demo_days as d
                    where d.day = arrival
                );
                nights := pg_temp.one_of('nights ' || seed, array[1, 1, 2, 2, 2, 3, 3, 4, 5, 7]);
                exit when arrival + nights > frame.last_day;
                perform pg_temp.put_stay(object, arrival, arrival + nights, seed);
                arrival := arrival + nights;
            end loop;
        end loop;
    end loop;
end
$$;
