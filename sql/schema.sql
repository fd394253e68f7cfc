--
-- PostgreSQL database dump
--

\restrict vexar


SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: vexar; Type: SCHEMA; Schema: -; Owner: vexar_owner
--

CREATE SCHEMA vexar;


ALTER SCHEMA vexar OWNER TO vexar_owner;

--
-- Name: SCHEMA vexar; Type: COMMENT; Schema: -; Owner: vexar_owner
--

COMMENT ON SCHEMA vexar IS 'Vexar Bookings. Every table is led by profile_id, the tenant.';


--
-- Name: access_moved(pg_snapshot); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.access_moved(since pg_snapshot) RETURNS TABLE(profile_id bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    return query
    select a.profile_id
    from vexar.access_clocks as a
    where a.xact >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(a.xact, since);
end
$$;


ALTER FUNCTION vexar.access_moved(since pg_snapshot) OWNER TO vexar_owner;

--
-- Name: FUNCTION access_moved(since pg_snapshot); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.access_moved(since pg_snapshot) IS 'The profiles from whose keys or staff something was taken by transactions which a snapshot did not see.';


--
-- Name: actor_name(bigint); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.actor_name(profile bigint) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
begin
    return case vexar.actor_type()
        when 'owner' then (select p.display_name from vexar.profiles as p where p.id = profile)
        when 'staff' then (
            select coalesce(s.display_name, s.name)
            from vexar.staff as s
            where s.profile_id = profile and s.id = vexar.actor_operator_id()
        )
    end;
end
$$;


ALTER FUNCTION vexar.actor_name(profile bigint) OWNER TO vexar_owner;

--
-- Name: actor_operator_id(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.actor_operator_id() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('vexar.actor_operator_id'::text, true), ''::text))::bigint;


ALTER FUNCTION vexar.actor_operator_id() OWNER TO vexar_owner;

--
-- Name: FUNCTION actor_operator_id(); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.actor_operator_id() IS 'The staff member who changes something (vexar.actor_operator_id), null for the owner and the system.';


--
-- Name: actor_type(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.actor_type() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE(NULLIF(current_setting('vexar.actor_type'::text, true), ''::text), 'system'::text);


ALTER FUNCTION vexar.actor_type() OWNER TO vexar_owner;

--
-- Name: FUNCTION actor_type(); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.actor_type() IS 'Who changes something, for the history: owner, staff, visitor; system where the setting vexar.actor_type is missing.';


--
-- Name: announce_changes(bigint[], bigint[]); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.announce_changes(profiles bigint[], clocks bigint[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    -- 200 of at most 39 bytes: a payload ends before 8 000.
    perform pg_notify('vexar_changes', string_agg(c.profile || ':' || c.ts, ' '))
    from unnest(profiles, clocks) with ordinality as c (profile, ts, place)
    group by (c.place - 1) / 200;
end
$$;


ALTER FUNCTION vexar.announce_changes(profiles bigint[], clocks bigint[]) OWNER TO vexar_owner;

--
-- Name: FUNCTION announce_changes(profiles bigint[], clocks bigint[]); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.announce_changes(profiles bigint[], clocks bigint[]) IS 'Tells every process what the clocks of these profiles have come to: PROFILE:TS, apart by blanks. Whoever changes much does so after the commit, and for many at once: a NOTIFY takes a lock that all others wait for.';


--
-- Name: announce_deletion(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.announce_deletion() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform pg_notify('vexar_access', old.id::text);
    return null;
end
$$;


ALTER FUNCTION vexar.announce_deletion() OWNER TO vexar_owner;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: bookings; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.bookings (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    kind text NOT NULL,
    product_id bigint,
    operator_id bigint,
    booking_date date NOT NULL,
    start_time time(0) without time zone,
    end_time time(0) without time zone,
    checkout_date date,
    duration_minutes integer,
    status text NOT NULL,
    visitor_name text NOT NULL,
    visitor_email text,
    visitor_phone text,
    visitor_note text,
    price bigint DEFAULT 0 NOT NULL,
    currency text NOT NULL,
    cancellation_reason text,
    double_booked boolean DEFAULT false NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    last_date date NOT NULL,
    upcoming_until timestamp with time zone NOT NULL,
    changed_ts bigint NOT NULL,
    sort_time time(0) without time zone NOT NULL,
    search_text text NOT NULL,
    CONSTRAINT bookings_booking_date_range CHECK (((booking_date >= '2000-01-01'::date) AND (booking_date <= '2100-12-31'::date))),
    CONSTRAINT bookings_cancellation_reason_check CHECK (((cancellation_reason IS NULL) OR (((char_length(cancellation_reason) >= 1) AND (char_length(cancellation_reason) <= 1000)) AND (status = 'cancelled'::text)))),
    CONSTRAINT bookings_checkout_date_check CHECK ((checkout_date > booking_date)),
    CONSTRAINT bookings_checkout_date_range CHECK (((checkout_date >= '2000-01-01'::date) AND (checkout_date <= '2100-12-31'::date))),
    CONSTRAINT bookings_currency_check CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT bookings_duration_minutes_check CHECK (((duration_minutes >= 1) AND (duration_minutes <= 10080))),
    CONSTRAINT bookings_kind_check CHECK ((kind = ANY (ARRAY['service'::text, 'rental'::text]))),
    CONSTRAINT bookings_price_check CHECK (((price >= 0) AND (price <= '9999999999'::bigint))),
    CONSTRAINT bookings_shape_check CHECK (
CASE kind
    WHEN 'rental'::text THEN ((product_id IS NOT NULL) AND (checkout_date IS NOT NULL) AND (start_time IS NULL) AND (duration_minutes IS NULL))
    ELSE ((checkout_date IS NULL) AND (start_time IS NOT NULL) AND (duration_minutes IS NOT NULL))
END),
    CONSTRAINT bookings_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'confirmed'::text, 'completed'::text, 'cancelled'::text]))),
    CONSTRAINT bookings_version_check CHECK ((version >= 1)),
    CONSTRAINT bookings_visitor_email_check CHECK (((char_length(visitor_email) >= 3) AND (char_length(visitor_email) <= 254))),
    CONSTRAINT bookings_visitor_name_check CHECK (((char_length(visitor_name) >= 1) AND (char_length(visitor_name) <= 200))),
    CONSTRAINT bookings_visitor_note_check CHECK (((char_length(visitor_note) >= 1) AND (char_length(visitor_note) <= 5000))),
    CONSTRAINT bookings_visitor_phone_check CHECK (((char_length(visitor_phone) >= 1) AND (char_length(visitor_phone) <= 40)))
);
ALTER TABLE ONLY vexar.bookings ALTER COLUMN profile_id SET (n_distinct=50);
ALTER TABLE ONLY vexar.bookings ALTER COLUMN product_id SET (n_distinct=10);
ALTER TABLE ONLY vexar.bookings ALTER COLUMN operator_id SET (n_distinct=10);


ALTER TABLE vexar.bookings OWNER TO vexar_owner;

--
-- Name: TABLE bookings; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.bookings IS 'Bookings of visitors: appointments (kind service) and stays (kind rental).';


--
-- Name: COLUMN bookings.kind; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.kind IS 'The kind of its product; service for a custom appointment without product.';


--
-- Name: COLUMN bookings.double_booked; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.double_booked IS 'As a writer gives it: may overlap. As it is kept: really overlapped when it took its time.';


--
-- Name: COLUMN bookings.version; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.version IS 'Counts the booking''s changes from 1.';


--
-- Name: COLUMN bookings.starts_at; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.starts_at IS 'The instant of booking_date and start_time in the profile''s zone; null for a rental.';


--
-- Name: COLUMN bookings.last_date; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.last_date IS 'The last date it touches: of its last minute, or the date of the last night.';


--
-- Name: COLUMN bookings.upcoming_until; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.upcoming_until IS 'Counted as upcoming up to here: its start; for a rental the end of its first day.';


--
-- Name: COLUMN bookings.changed_ts; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.changed_ts IS 'The profile''s clock at its last change: the cursor of changed_since.';


--
-- Name: COLUMN bookings.sort_time; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.sort_time IS 'Lists order by it: a rental counts as 00:00.';


--
-- Name: COLUMN bookings.search_text; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.bookings.search_text IS 'search_form of name, e-mail and phone, apart by a character none of them may have.';


--
-- Name: booking_facts(vexar.bookings); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.booking_facts(booking vexar.bookings) RETURNS jsonb
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN jsonb_build_object('product_id', (booking).product_id, 'operator_id', (booking).operator_id, 'booking_date', (booking).booking_date, 'start_time', to_char(((booking).start_time)::interval, 'HH24:MI'::text), 'end_time', to_char(((booking).end_time)::interval, 'HH24:MI'::text), 'checkout_date', (booking).checkout_date, 'duration_minutes', (booking).duration_minutes, 'status', (booking).status, 'visitor_name', (booking).visitor_name, 'visitor_email', (booking).visitor_email, 'visitor_phone', (booking).visitor_phone, 'visitor_note', (booking).visitor_note, 'price', (booking).price, 'currency', (booking).currency, 'cancellation_reason', (booking).cancellation_reason, 'double_booked', (booking).double_booked);


ALTER FUNCTION vexar.booking_facts(booking vexar.bookings) OWNER TO vexar_owner;

--
-- Name: FUNCTION booking_facts(booking vexar.bookings); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.booking_facts(booking vexar.bookings) IS 'The fields of a booking that its history speaks of, as the API shows them.';


--
-- Name: busiest(bigint, bigint, tstzrange); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.busiest(profile bigint, of_line bigint, within tstzrange) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS $$
begin
    return (
        with
        met as materialized (
            select h.during
            from vexar.holds as h
            where h.profile_id = profile and h.line = of_line and h.during && within
        ),
        edges as (
            select greatest(lower(m.during), lower(within)) as at_instant, 1 as step
            from met as m
            union all
            select upper(m.during), -1
            from met as m
        ),
        levels as (
            -- Ends before beginnings at the same instant: ranges are half-open.
            select sum(e.step) over (order by e.at_instant, e.step) as level
            from edges as e
        )
        select coalesce(max(l.level), 0)
        from levels as l
    );
end
$$;


ALTER FUNCTION vexar.busiest(profile bigint, of_line bigint, within tstzrange) OWNER TO vexar_owner;

--
-- Name: FUNCTION busiest(profile bigint, of_line bigint, within tstzrange); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.busiest(profile bigint, of_line bigint, within tstzrange) IS 'How many hold a line at its busiest moment within a range.';


--
-- Name: claim_notification(bigint, interval, bigint[]); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.claim_notification(after_profile bigint, lease interval, passed_by bigint[] DEFAULT '{}'::bigint[]) RETURNS TABLE(profile_id bigint, id bigint, attempt integer, leased_until timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    -- Not the function itself, which the planner could not look up in an index.
    instant timestamptz := clock_timestamp();
    visited bigint := after_profile;
    found_id bigint;
    rounds_left integer := 2;
begin
    loop
        -- The next profile that has something waiting, due or not: one step along the index for each.
        select n.profile_id
        into visited
        from vexar.notifications as n
        where n.state in ('queued', 'sending') and n.profile_id > visited and n.profile_id <> all (passed_by)
        order by n.profile_id
        limit 1;
        if not found then
            rounds_left := rounds_left - 1;
            -- Round again, up to where this began.
            exit when rounds_left = 0 or after_profile = 0;
            visited := 0;
            continue;
        end if;
        exit when rounds_left = 1 and visited > after_profile;
        select n.id
        into found_id
        from vexar.notifications as n
        where
            n.profile_id = visited and n.state in ('queued', 'sending') and n.next_attempt_at <= instant
            -- One message of a booking at a time, so that none overtakes an earlier one.
            and not exists (
                select from vexar.notifications as other
                where
                    other.profile_id = n.profile_id and other.booking_id = n.booking_id and other.id <> n.id
                    and other.state = 'sending' and other.next_attempt_at > instant
            )
        order by n.next_attempt_at, n.id
        limit 1
        for update skip locked;
        continue when not found;
        return query
        update vexar.notifications as n
        set
            state = 'sending',
            attempts = n.attempts + 1,
            locked_until = instant + lease,
            next_attempt_at = instant + lease
        where n.profile_id = visited and n.id = found_id
        returning n.profile_id, n.id, n.attempts, n.locked_until;
        return;
    end loop;
end
$$;


ALTER FUNCTION vexar.claim_notification(after_profile bigint, lease interval, passed_by bigint[]) OWNER TO vexar_owner;

--
-- Name: FUNCTION claim_notification(after_profile bigint, lease interval, passed_by bigint[]); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.claim_notification(after_profile bigint, lease interval, passed_by bigint[]) IS 'Takes the message that has waited longest of the next profile after the given one, round and round: so that one profile''s many do not keep another''s one waiting. Those that are passed by have enough under way. One whose lease has ended, since its notifier died, is taken over.';


--
-- Name: clocks_moved(pg_snapshot); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.clocks_moved(since pg_snapshot) RETURNS TABLE(profile_id bigint, ts bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    return query
    select c.profile_id, c.ts
    from vexar.profile_clocks as c
    where c.xact >= pg_snapshot_xmin(since) and not pg_visible_in_snapshot(c.xact, since);
end
$$;


ALTER FUNCTION vexar.clocks_moved(since pg_snapshot) OWNER TO vexar_owner;

--
-- Name: FUNCTION clocks_moved(since pg_snapshot); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.clocks_moved(since pg_snapshot) IS 'The clocks that were moved by transactions which a snapshot did not see: nothing is missed, however long one took.';


--
-- Name: count_booking(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.count_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if tg_op = 'UPDATE' and (old.operator_id, old.booking_date) is not distinct from (new.operator_id, new.booking_date)
    then
        update vexar.booking_counts as c
        set
            pending = c.pending + (new.status = 'pending')::integer - (old.status = 'pending')::integer,
            confirmed = c.confirmed + (new.status = 'confirmed')::integer - (old.status = 'confirmed')::integer,
            completed = c.completed + (new.status = 'completed')::integer - (old.status = 'completed')::integer,
            cancelled = c.cancelled + (new.status = 'cancelled')::integer - (old.status = 'cancelled')::integer
        where
            c.profile_id = new.profile_id and c.operator_id in (0, new.operator_id)
            and c.booking_date in ('-infinity', new.booking_date);
        return null;
    end if;
    if tg_op <> 'INSERT' then
        update vexar.booking_counts as c
        set
            pending = c.pending - (old.status = 'pending')::integer,
            confirmed = c.confirmed - (old.status = 'confirmed')::integer,
            completed = c.completed - (old.status = 'completed')::integer,
            cancelled = c.cancelled - (old.status = 'cancelled')::integer
        where
            c.profile_id = old.profile_id and c.operator_id in (0, old.operator_id)
            and c.booking_date in ('-infinity', old.booking_date);
    end if;
    if tg_op <> 'DELETE' then
        insert into vexar.booking_counts as c (
            profile_id, operator_id, booking_date, pending, confirmed, completed, cancelled
        )
        select
            new.profile_id, place.operator_id, place.booking_date,
            (new.status = 'pending')::integer, (new.status = 'confirmed')::integer,
            (new.status = 'completed')::integer, (new.status = 'cancelled')::integer
        from (
            values
            (0, '-infinity'), (0, new.booking_date), (new.operator_id, '-infinity'), (new.operator_id, new.booking_date)
        ) as place (operator_id, booking_date)
        where place.operator_id is not null
        on conflict on constraint booking_counts_pkey do update
        set
            pending = c.pending + excluded.pending,
            confirmed = c.confirmed + excluded.confirmed,
            completed = c.completed + excluded.completed,
            cancelled = c.cancelled + excluded.cancelled;
    end if;
    return null;
end
$$;


ALTER FUNCTION vexar.count_booking() OWNER TO vexar_owner;

--
-- Name: current_profile_id(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.current_profile_id() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('vexar.profile_id'::text, true), ''::text))::bigint;


ALTER FUNCTION vexar.current_profile_id() OWNER TO vexar_owner;

--
-- Name: FUNCTION current_profile_id(); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.current_profile_id() IS 'The tenant of this transaction (setting vexar.profile_id), null where none is set: row-level security then shows nothing.';


--
-- Name: delete_history(bigint, bigint, timestamp with time zone, integer); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.delete_history(profile bigint, after_id bigint, older_than timestamp with time zone, batch integer) RETURNS TABLE(deleted integer, last_id bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform vexar.require_age(older_than, '30 days');
    return query
    with page as (
        select h.id, h.booking_id, h.at
        from vexar.booking_history as h
        where h.profile_id = profile and h.id > after_id
        order by h.id
        limit batch
    ),
    gone as (
        delete from vexar.booking_history as h
        using page as p, vexar.bookings as b
        where
            h.profile_id = profile and h.id = p.id and p.at < older_than
            and b.profile_id = profile and b.id = p.booking_id
            and b.last_date < (older_than at time zone 'UTC')::date
        returning h.id
    )
    select
        (select count(*) from gone)::integer,
        -- A profile's changes come one after the other: behind one that is younger all are.
        case when count(*) = batch and max(p.at) < older_than then max(p.id) end
    from page as p;
end
$$;


ALTER FUNCTION vexar.delete_history(profile bigint, after_id bigint, older_than timestamp with time zone, batch integer) OWNER TO vexar_owner;

--
-- Name: FUNCTION delete_history(profile bigint, after_id bigint, older_than timestamp with time zone, batch integer); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.delete_history(profile bigint, after_id bigint, older_than timestamp with time zone, batch integer) IS 'Looks at the next so many entries of a profile''s history behind an id, and deletes those from before a moment whose booking was over by then: how many, and where to go on; null at the end.';


--
-- Name: delete_idempotency_keys(integer); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.delete_idempotency_keys(batch integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    deleted integer;
begin
    delete from vexar.idempotency_keys as k
    using (
        select o.profile_id, o.operator_id, o.key
        from vexar.idempotency_keys as o
        where o.created_at < now() - interval '24 hours'
        order by o.created_at
        limit batch
        for update skip locked
    ) as old
    where k.profile_id = old.profile_id and k.operator_id = old.operator_id and k.key = old.key;
    get diagnostics deleted = row_count;
    return deleted;
end
$$;


ALTER FUNCTION vexar.delete_idempotency_keys(batch integer) OWNER TO vexar_owner;

--
-- Name: FUNCTION delete_idempotency_keys(batch integer); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.delete_idempotency_keys(batch integer) IS 'Deletes answers that no longer count, at most so many, and says how many.';


--
-- Name: delete_messages(timestamp with time zone, integer); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.delete_messages(older_than timestamp with time zone, batch integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    deleted integer;
begin
    perform vexar.require_age(older_than, '7 days');
    delete from vexar.notifications as n
    using (
        select o.profile_id, o.id
        from vexar.notifications as o
        inner join vexar.bookings as b on b.profile_id = o.profile_id and b.id = o.booking_id
        where
            o.created_at < older_than
            and (o.state in ('failed', 'cancelled') or (o.state = 'sent' and o.kind <> 'review_request'))
            and b.last_date < (older_than at time zone 'UTC')::date
        order by o.created_at
        limit batch
        for update of o skip locked
    ) as old
    where n.profile_id = old.profile_id and n.id = old.id;
    get diagnostics deleted = row_count;
    return deleted;
end
$$;


ALTER FUNCTION vexar.delete_messages(older_than timestamp with time zone, batch integer) OWNER TO vexar_owner;

--
-- Name: FUNCTION delete_messages(older_than timestamp with time zone, batch integer); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.delete_messages(older_than timestamp with time zone, batch integer) IS 'Deletes messages that were made before a moment and are settled, of bookings that were over by then: what was told of one that is still to come says from which time it is moved. Review requests that were sent stay for ever, as they are how it is known that a booking has had its one.';


--
-- Name: delete_review_tokens(timestamp with time zone, integer); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.delete_review_tokens(older_than timestamp with time zone, batch integer) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    deleted integer;
begin
    perform vexar.require_age(older_than, '7 days');
    delete from vexar.review_tokens as t
    using (
        select o.profile_id, o.token_hash
        from vexar.review_tokens as o
        inner join vexar.bookings as b on b.profile_id = o.profile_id and b.id = o.booking_id
        where o.created_at < older_than and b.last_date < (older_than at time zone 'UTC')::date
        order by o.created_at
        limit batch
        for update of o skip locked
    ) as old
    where t.profile_id = old.profile_id and t.token_hash = old.token_hash;
    get diagnostics deleted = row_count;
    return deleted;
end
$$;


ALTER FUNCTION vexar.delete_review_tokens(older_than timestamp with time zone, batch integer) OWNER TO vexar_owner;

--
-- Name: FUNCTION delete_review_tokens(older_than timestamp with time zone, batch integer); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.delete_review_tokens(older_than timestamp with time zone, batch integer) IS 'Deletes what links to reviews showed that were sent before a moment, of bookings that were over by then.';


--
-- Name: derive(vexar.bookings, boolean); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.derive(booking vexar.bookings, may_skip boolean) RETURNS vexar.bookings
    LANGUAGE plpgsql STABLE
    AS $$
declare
    zone text;
    wall timestamp;
begin
    booking.sort_time := coalesce(booking.start_time, '00:00');
    booking.search_text := vexar.search_form(
        concat_ws(e'\x1f', booking.visitor_name, booking.visitor_email, booking.visitor_phone)
    );
    select p.timezone into strict zone from vexar.profiles as p where p.id = booking.profile_id;
    if booking.kind = 'rental' then
        wall := booking.booking_date + 1;
        booking.starts_at := null;
        booking.ends_at := null;
        booking.end_time := null;
        booking.last_date := booking.checkout_date - 1;
        booking.upcoming_until := coalesce(vexar.instant_at(wall, zone), wall at time zone zone);
        return booking;
    end if;
    wall := booking.booking_date + booking.start_time;
    booking.starts_at := vexar.instant_at(wall, zone);
    if booking.starts_at is null and not may_skip then
        raise exception 'the clocks of % skip % on %', zone, booking.start_time, booking.booking_date
            using errcode = 'check_violation', schema = 'vexar', table = 'bookings', column = 'start_time',
            constraint = 'bookings_start_time_exists';
    end if;
    booking.starts_at := coalesce(booking.starts_at, wall at time zone zone);
    booking.ends_at := booking.starts_at + make_interval(mins => booking.duration_minutes);
    booking.end_time := (booking.ends_at at time zone zone)::time;
    booking.last_date := ((booking.ends_at - interval '1 microsecond') at time zone zone)::date;
    booking.upcoming_until := booking.starts_at;
    return booking;
end
$$;


ALTER FUNCTION vexar.derive(booking vexar.bookings, may_skip boolean) OWNER TO vexar_owner;

--
-- Name: FUNCTION derive(booking vexar.bookings, may_skip boolean); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.derive(booking vexar.bookings, may_skip boolean) IS 'The booking with all that follows from its fields and the profile''s zone. A wall time that the clocks skip is refused; for one that was there before the zone''s rules changed (may_skip) the clocks'' next reading stands in.';


--
-- Name: during_of(vexar.bookings); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.during_of(booking vexar.bookings) RETURNS tstzrange
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((booking).kind = 'rental'::text) THEN tstzrange((((booking).booking_date)::timestamp without time zone AT TIME ZONE 'UTC'::text), (((booking).checkout_date)::timestamp without time zone AT TIME ZONE 'UTC'::text)) ELSE tstzrange((booking).starts_at, (booking).ends_at) END;


ALTER FUNCTION vexar.during_of(booking vexar.bookings) OWNER TO vexar_owner;

--
-- Name: forget_counts(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.forget_counts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    delete from vexar.booking_counts;
    return null;
end
$$;


ALTER FUNCTION vexar.forget_counts() OWNER TO vexar_owner;

--
-- Name: hold_booking(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.hold_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    had_hold boolean := tg_op = 'UPDATE' and vexar.is_holding(old);
    retakes boolean := tg_op = 'UPDATE'
        and (
            vexar.holds_differ(old, new)
            or (new.kind = 'service' and current_setting('vexar.retake_holds', true) is not distinct from 'on')
        );
    places integer;
begin
    if had_hold and (retakes or not vexar.is_holding(new)) then
        delete from vexar.holds as h where h.profile_id = old.profile_id and h.booking_id = old.id;
    end if;
    if not vexar.is_holding(new) or (had_hold and not retakes) then
        -- Takes no time now: what double_booked says of the time it took before stays.
        new.double_booked := tg_op = 'UPDATE' and old.double_booked;
        return new;
    end if;
    places := vexar.places_for(new);
    if vexar.is_free_for(new, places) then
        new.double_booked := false;
    elsif not new.double_booked then
        raise exception 'the time is taken'
            using errcode = 'exclusion_violation', schema = 'vexar', table = 'holds', constraint = 'holds_time_taken';
    end if;
    perform vexar.take_hold(new, places);
    return new;
end
$$;


ALTER FUNCTION vexar.hold_booking() OWNER TO vexar_owner;

--
-- Name: line_of(vexar.bookings); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.line_of(booking vexar.bookings) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((booking).kind = 'rental'::text) THEN (- (booking).product_id) ELSE COALESCE((booking).operator_id, (0)::bigint) END;


ALTER FUNCTION vexar.line_of(booking vexar.bookings) OWNER TO vexar_owner;

--
-- Name: session_of(vexar.bookings); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.session_of(booking vexar.bookings) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN ((booking).kind = 'rental'::text) THEN 'stay'::text ELSE (((((COALESCE((booking).product_id, (0)::bigint))::text || '@'::text) || ((EXTRACT(epoch FROM ((booking).starts_at AT TIME ZONE 'UTC'::text)))::bigint)::text) || '+'::text) || ((booking).duration_minutes)::text) END;


ALTER FUNCTION vexar.session_of(booking vexar.bookings) OWNER TO vexar_owner;

--
-- Name: holds_differ(vexar.bookings, vexar.bookings); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.holds_differ(a vexar.bookings, b vexar.bookings) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (((vexar.line_of(a) IS DISTINCT FROM vexar.line_of(b)) OR (vexar.session_of(a) IS DISTINCT FROM vexar.session_of(b))) OR (vexar.during_of(a) IS DISTINCT FROM vexar.during_of(b)));


ALTER FUNCTION vexar.holds_differ(a vexar.bookings, b vexar.bookings) OWNER TO vexar_owner;

--
-- Name: instant_at(timestamp without time zone, text); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.instant_at(wall timestamp without time zone, zone text) RETURNS timestamp with time zone
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
    -- PostgreSQL reads a doubled wall time as the later of the two and moves a skipped one. The offset that held 24
    -- hours before gives the earlier reading.
    later timestamptz := wall at time zone zone;
    day_before timestamptz := later - interval '24 hours';
    usual_offset interval := (day_before at time zone zone) - (day_before at time zone 'UTC');
    earlier timestamptz := (wall - usual_offset) at time zone 'UTC';
begin
    -- Whichever reading shows the same wall time again is right; none does where the clocks skip it.
    return case wall
        when earlier at time zone zone then earlier
        when later at time zone zone then later
    end;
end
$$;


ALTER FUNCTION vexar.instant_at(wall timestamp without time zone, zone text) OWNER TO vexar_owner;

--
-- Name: FUNCTION instant_at(wall timestamp without time zone, zone text); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.instant_at(wall timestamp without time zone, zone text) IS 'The instant of a wall time in a zone: the earlier one where clocks show it twice, null where they skip it. Immutable as PostgreSQL''s own at time zone is: until the zone''s rules change.';


--
-- Name: is_free_for(vexar.bookings, integer); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.is_free_for(booking vexar.bookings, places integer) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
declare
    its_line bigint := vexar.line_of(booking);
    its_session text := vexar.session_of(booking);
    its_time tstzrange := vexar.during_of(booking);
    met bigint;
    met_another_session boolean;
begin
    select count(*), coalesce(bool_or(h.session <> its_session), false)
    into met, met_another_session
    from vexar.holds as h
    where h.profile_id = booking.profile_id and h.line = its_line and h.during && its_time;
    return case
        when met_another_session then false
        -- Too few to fill any moment.
        when met < places then true
        else vexar.busiest(booking.profile_id, its_line, its_time) < places
    end;
end
$$;


ALTER FUNCTION vexar.is_free_for(booking vexar.bookings, places integer) OWNER TO vexar_owner;

--
-- Name: FUNCTION is_free_for(booking vexar.bookings, places integer); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.is_free_for(booking vexar.bookings, places integer) IS 'Whether a booking without a hold may take its time. Right only while the profile''s clock is held: then nobody else is deciding.';


--
-- Name: is_holding(vexar.bookings); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.is_holding(booking vexar.bookings) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((booking).status = ANY (ARRAY['pending'::text, 'confirmed'::text]));


ALTER FUNCTION vexar.is_holding(booking vexar.bookings) OWNER TO vexar_owner;

--
-- Name: lock_clock(bigint); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.lock_clock(profile bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    locked bigint;
begin
    select c.ts
    into locked
    from vexar.profile_clocks as c
    where c.profile_id = profile
    for no key update;
    return locked;
end
$$;


ALTER FUNCTION vexar.lock_clock(profile bigint) OWNER TO vexar_owner;

--
-- Name: FUNCTION lock_clock(profile bigint); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.lock_clock(profile bigint) IS 'Takes the profile''s clock without moving it: whoever is going to change something takes it first, so that changes of one profile queue here and nowhere else.';


--
-- Name: lock_clock_of_deleted(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.lock_clock_of_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform vexar.lock_clock(old.profile_id);
    return old;
end
$$;


ALTER FUNCTION vexar.lock_clock_of_deleted() OWNER TO vexar_owner;

--
-- Name: lock_clocks(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.lock_clocks() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if pg_trigger_depth() > 1 then
        -- The statement whose trigger this one comes from has taken them.
        return null;
    end if;
    if vexar.current_profile_id() is not null then
        perform vexar.lock_clock(vexar.current_profile_id());
    end if;
    return null;
end
$$;


ALTER FUNCTION vexar.lock_clocks() OWNER TO vexar_owner;

--
-- Name: lock_own_clock(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.lock_own_clock() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    return vexar.lock_clock(vexar.current_profile_id());
end
$$;


ALTER FUNCTION vexar.lock_own_clock() OWNER TO vexar_owner;

--
-- Name: FUNCTION lock_own_clock(); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.lock_own_clock() IS 'lock_clock for the tenant of this transaction: what the service calls first in every change.';


--
-- Name: move_to_zone(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.move_to_zone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    moved bigint;
begin
    -- Before looking at the bookings: somebody may just be making one, by the old zone.
    perform vexar.touch_clock(new.id);
    delete from vexar.holds as h where h.profile_id = new.id and h.line >= 0;
    perform set_config('vexar.retake_holds', 'on', true);
    for moved in
        select b.id
        from vexar.bookings as b
        where b.profile_id = new.id
        order by b.double_booked, b.id
    loop
        update vexar.bookings as b
        set changed_ts = 0, double_booked = true
        where b.profile_id = new.id and b.id = moved;
    end loop;
    perform set_config('vexar.retake_holds', '', true);
    return null;
end
$$;


ALTER FUNCTION vexar.move_to_zone() OWNER TO vexar_owner;

--
-- Name: next_seat(bigint, bigint, tstzrange, integer); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.next_seat(profile bigint, of_line bigint, wanted tstzrange, places integer, OUT seat integer, OUT free_until timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    AS $$
begin
    -- Mostly nothing is met at all, and planning what follows costs more than the rest of taking a hold.
    if not exists (
        select from vexar.holds as h
        where h.profile_id = profile and h.line = of_line and h.during && wanted
    ) then
        seat := 1;
        free_until := upper(wanted);
        return;
    end if;
    with
    met as materialized (
        select h.seat, h.during
        from vexar.holds as h
        where h.profile_id = profile and h.line = of_line and h.during && wanted
    )
    select
        s.seat,
        least((select min(lower(m.during)) from met as m where m.seat = s.seat), upper(wanted)) as until
    into strict seat, free_until
    from generate_series(1, coalesce(places, (select coalesce(max(m.seat), 0) + 1 from met as m))) as s (seat)
    where not exists (select from met as m where m.seat = s.seat and m.during @> lower(wanted))
    order by until desc, s.seat
    limit 1;
end
$$;


ALTER FUNCTION vexar.next_seat(profile bigint, of_line bigint, wanted tstzrange, places integer, OUT seat integer, OUT free_until timestamp with time zone) OWNER TO vexar_owner;

--
-- Name: FUNCTION next_seat(profile bigint, of_line bigint, wanted tstzrange, places integer, OUT seat integer, OUT free_until timestamp with time zone); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.next_seat(profile bigint, of_line bigint, wanted tstzrange, places integer, OUT seat integer, OUT free_until timestamp with time zone) IS 'The seat that is free at the beginning of a range and stays free longest, and until when. Places null: there is no last seat.';


--
-- Name: note_queued(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.note_queued() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform set_config('vexar.has_queued', 'on', true);
    if current_setting('vexar.announces', true) is distinct from 'on' then
        perform pg_notify('vexar_outbox', '');
    end if;
    return null;
end
$$;


ALTER FUNCTION vexar.note_queued() OWNER TO vexar_owner;

--
-- Name: outbox_depth(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.outbox_depth(OUT queued bigint, OUT sending bigint, OUT failed bigint, OUT oldest_due_seconds double precision) RETURNS record
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    select
        count(*) filter (where n.state = 'queued'),
        count(*) filter (where n.state = 'sending'),
        greatest(extract(epoch from clock_timestamp() - min(n.next_attempt_at)), 0)
    into queued, sending, oldest_due_seconds
    from (
        select w.state, w.next_attempt_at
        from vexar.notifications as w
        where w.state in ('queued', 'sending')
        limit 100000
    ) as n;
    select count(*)
    into failed
    from vexar.notifications as n
    where n.state = 'failed' and n.next_attempt_at > clock_timestamp() - interval '1 day';
end
$$;


ALTER FUNCTION vexar.outbox_depth(OUT queued bigint, OUT sending bigint, OUT failed bigint, OUT oldest_due_seconds double precision) OWNER TO vexar_owner;

--
-- Name: FUNCTION outbox_depth(OUT queued bigint, OUT sending bigint, OUT failed bigint, OUT oldest_due_seconds double precision); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.outbox_depth(OUT queued bigint, OUT sending bigint, OUT failed bigint, OUT oldest_due_seconds double precision) IS 'All profiles together: messages that wait, messages that are being sent, messages given up within a day (of which next_attempt_at is the moment), and for how long the oldest has been due, in seconds. It looks at 100 000 that wait or are being sent, whatever there are.';


--
-- Name: places_for(vexar.bookings); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.places_for(booking vexar.bookings) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS $$
begin
    return coalesce(
        (
            select p.capacity
            from vexar.products as p
            where p.profile_id = booking.profile_id and p.id = booking.product_id
        ),
        1
    );
end
$$;


ALTER FUNCTION vexar.places_for(booking vexar.bookings) OWNER TO vexar_owner;

--
-- Name: prepare_booking(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.prepare_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    new.changed_ts := vexar.touch_clock(new.profile_id);
    if tg_op = 'INSERT' then
        -- Not the default, now(): this transaction may have waited for the clock while others changed things. Who brings
        -- bookings along from elsewhere says when they were made.
        if new.created_at = now() then
            new.created_at := clock_timestamp();
            new.updated_at := new.created_at;
        end if;
        return vexar.derive(new, may_skip => false);
    end if;
    if (new.profile_id, new.id, new.kind, new.created_at)
        is distinct from (old.profile_id, old.id, old.kind, old.created_at)
    then
        raise exception 'a booking keeps its profile, id, kind and date of creation'
            using errcode = 'check_violation', schema = 'vexar', table = 'bookings',
            constraint = 'bookings_identity_stays';
    end if;
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    return vexar.derive(
        new,
        may_skip => (new.booking_date, new.start_time) is not distinct from (old.booking_date, old.start_time)
    );
end
$$;


ALTER FUNCTION vexar.prepare_booking() OWNER TO vexar_owner;

--
-- Name: record_booking(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.record_booking() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    facts jsonb := vexar.booking_facts(new);
    changed_before jsonb;
    changed_after jsonb;
begin
    if tg_op = 'INSERT' then
        changed_after := jsonb_strip_nulls(facts);
    else
        select jsonb_object_agg(f.key, f.value), jsonb_object_agg(f.key, facts -> f.key)
        into changed_before, changed_after
        from jsonb_each(vexar.booking_facts(old)) as f
        where f.value is distinct from facts -> f.key;
        if changed_before is null then
            return null;
        end if;
    end if;
    insert into vexar.booking_history (
        profile_id, booking_id, version, action, actor_type, actor_operator_id, actor_name, before, after, at
    )
    values (
        new.profile_id, new.id, new.version,
        case
            when tg_op = 'INSERT' then 'created'
            when changed_after ? 'status' then 'status'
            when changed_after
                ?| array[
                    'booking_date', 'start_time', 'checkout_date', 'duration_minutes', 'product_id', 'operator_id'
                ]
                then 'rescheduled'
            else 'updated'
        end,
        vexar.actor_type(), vexar.actor_operator_id(), vexar.actor_name(new.profile_id),
        changed_before, changed_after, new.updated_at
    );
    return null;
end
$$;


ALTER FUNCTION vexar.record_booking() OWNER TO vexar_owner;

--
-- Name: record_departure(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.record_departure() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if old.operator_id is not null then
        insert into vexar.booking_departures (profile_id, operator_id, booking_id, changed_ts)
        values (old.profile_id, old.operator_id, old.id, new.changed_ts);
    end if;
    -- Back again: it is in the view, not gone from it.
    delete from vexar.booking_departures as d
    where d.profile_id = new.profile_id and d.operator_id = new.operator_id and d.booking_id = new.id;
    return null;
end
$$;


ALTER FUNCTION vexar.record_departure() OWNER TO vexar_owner;

--
-- Name: record_narrowed_view(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.record_narrowed_view() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
    ts bigint := vexar.touch_clock(new.profile_id);
begin
    insert into vexar.booking_departures as d (profile_id, operator_id, booking_id, changed_ts)
    select b.profile_id, new.id, b.id, ts
    from vexar.bookings as b
    where b.profile_id = new.profile_id and b.operator_id is distinct from new.id
    on conflict on constraint booking_departures_pkey do update
    set changed_ts = excluded.changed_ts;
    return null;
end
$$;


ALTER FUNCTION vexar.record_narrowed_view() OWNER TO vexar_owner;

--
-- Name: recount_bookings(bigint); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.recount_bookings(profile bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    perform vexar.lock_clock(profile);
    delete from vexar.booking_counts as c where c.profile_id = profile;
    insert into vexar.booking_counts (
        profile_id, operator_id, booking_date, pending, confirmed, completed, cancelled
    )
    select
        b.profile_id,
        case when grouping(b.operator_id) = 1 then 0 else b.operator_id end,
        case when grouping(b.booking_date) = 1 then '-infinity' else b.booking_date end,
        count(*) filter (where b.status = 'pending'),
        count(*) filter (where b.status = 'confirmed'),
        count(*) filter (where b.status = 'completed'),
        count(*) filter (where b.status = 'cancelled')
    from vexar.bookings as b
    where b.profile_id = profile
    group by b.profile_id, cube (b.operator_id, b.booking_date)
    having grouping(b.operator_id) = 1 or b.operator_id is not null;
end
$$;


ALTER FUNCTION vexar.recount_bookings(profile bigint) OWNER TO vexar_owner;

--
-- Name: FUNCTION recount_bookings(profile bigint); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.recount_bookings(profile bigint) IS 'Counts the bookings of a profile anew, while its changes wait: after bookings were loaded past the triggers.';


--
-- Name: require_age(timestamp with time zone, interval); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.require_age(older_than timestamp with time zone, minimum interval) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if older_than is null or older_than > now() - minimum then
        raise exception 'what is younger than % may still be needed: name an earlier moment', minimum
        using errcode = 'invalid_parameter_value';
    end if;
end
$$;


ALTER FUNCTION vexar.require_age(older_than timestamp with time zone, minimum interval) OWNER TO vexar_owner;

--
-- Name: FUNCTION require_age(older_than timestamp with time zone, minimum interval); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.require_age(older_than timestamp with time zone, minimum interval) IS 'Refuses a moment that is too recent to delete everything before it.';


--
-- Name: search_form(text); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.search_form(said text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN NORMALIZE(replace(upper(lower((NORMALIZE(said) COLLATE "und-x-icu"))), ('I'::text || chr(775)), 'I'::text));


ALTER FUNCTION vexar.search_form(said text) OWNER TO vexar_owner;

--
-- Name: FUNCTION search_form(said text); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.search_form(said text) IS 'What search compares, in one Unicode form: upper case by ICU, since lower case has context (the Greek final sigma); of lower case, since a capital may have a longer one (U+1E9E, the capital sharp s); without the dot above (U+0307) of the Turkish capital I, which its lower case i has not.';


--
-- Name: session_of_key(bytea); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.session_of_key(hash bytea) RETURNS TABLE(profile_id bigint, operator_id bigint, can_view_all boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    return query
    select
        k.profile_id,
        k.operator_id,
        k.operator_id is null or s.can_view_all
    from vexar.api_keys as k
    left join vexar.staff as s
        on s.profile_id = k.profile_id and s.id = k.operator_id
    where
        k.key_hash = hash
        and k.revoked_at is null
        and (k.operator_id is null or s.is_active);
end
$$;


ALTER FUNCTION vexar.session_of_key(hash bytea) OWNER TO vexar_owner;

--
-- Name: FUNCTION session_of_key(hash bytea); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.session_of_key(hash bytea) IS 'Whom a key speaks for, by its SHA-256: no row for an unknown or revoked one.';


--
-- Name: session_of_subject(bigint, bigint); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.session_of_subject(profile bigint, operator bigint) RETURNS TABLE(profile_id bigint, operator_id bigint, can_view_all boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    return query
    select
        p.id,
        s.id,
        operator is null or s.can_view_all
    from vexar.profiles as p
    left join vexar.staff as s
        on s.profile_id = p.id and s.id = operator and s.is_active
    where
        p.id = profile
        and (operator is null or s.id is not null);
end
$$;


ALTER FUNCTION vexar.session_of_subject(profile bigint, operator bigint) OWNER TO vexar_owner;

--
-- Name: FUNCTION session_of_subject(profile bigint, operator bigint); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.session_of_subject(profile bigint, operator bigint) IS 'Whom a verified JWT speaks for: no row where the profile or its staff member does not exist.';


--
-- Name: settle_notification(bigint, bigint, timestamp with time zone, text, text, integer, interval); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.settle_notification(profile bigint, notification bigint, leased_until timestamp with time zone, outcome text, error text DEFAULT NULL::text, told integer DEFAULT NULL::integer, pause interval DEFAULT '00:00:00'::interval) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if outcome = 'cancelled' then
        -- No change may be deciding by this message just now: a completion queues no review request while one is on its
        -- way.
        perform vexar.lock_clock(profile);
        if exists (
            select from vexar.notifications as n
            inner join vexar.bookings as b on b.profile_id = n.profile_id and b.id = n.booking_id
            where
                n.profile_id = profile and n.id = notification
                and n.kind = 'review_request' and b.status = 'completed'
        ) then
            outcome := 'returned';
        end if;
    end if;
    update vexar.notifications as n
    set
        state = case outcome when 'deferred' then 'queued' when 'returned' then 'queued' else outcome end,
        attempts = n.attempts - case outcome when 'returned' then 1 else 0 end,
        locked_until = null,
        next_attempt_at = clock_timestamp() + pause,
        last_error = case outcome when 'returned' then n.last_error else settle_notification.error end,
        sent_at = case outcome when 'sent' then clock_timestamp() end,
        told_version = settle_notification.told
    where
        n.profile_id = profile and n.id = notification
        and n.state = 'sending' and n.locked_until = settle_notification.leased_until;
    return found;
end
$$;


ALTER FUNCTION vexar.settle_notification(profile bigint, notification bigint, leased_until timestamp with time zone, outcome text, error text, told integer, pause interval) OWNER TO vexar_owner;

--
-- Name: FUNCTION settle_notification(profile bigint, notification bigint, leased_until timestamp with time zone, outcome text, error text, told integer, pause interval); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.settle_notification(profile bigint, notification bigint, leased_until timestamp with time zone, outcome text, error text, told integer, pause interval) IS 'What came of a claim: sent, failed, cancelled (no longer true), deferred (tried, and to be tried again), returned (not tried). False where the lease was lost to somebody else, who settles it.';


--
-- Name: start_clock(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.start_clock() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    insert into vexar.profile_clocks (profile_id, ts)
    values (new.id, floor(extract(epoch from clock_timestamp()))::bigint);
    return null;
end
$$;


ALTER FUNCTION vexar.start_clock() OWNER TO vexar_owner;

--
-- Name: take_hold(vexar.bookings, integer); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.take_hold(booking vexar.bookings, places integer) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    its_line bigint := vexar.line_of(booking);
    its_session text := vexar.session_of(booking);
    remaining tstzrange := vexar.during_of(booking);
    place record;
begin
    -- One round for an appointment. A stay may change seats on the way: what counts is how many hold each night, and
    -- while fewer than all places are held on each, each night has a free one among them.
    while not isempty(remaining) loop
        place := vexar.next_seat(
            booking.profile_id, its_line, remaining, case when not booking.double_booked then places end
        );
        insert into vexar.holds (profile_id, booking_id, line, seat, session, during, places, double_booked)
        values (
            booking.profile_id, booking.id, its_line, place.seat, its_session,
            tstzrange(lower(remaining), place.free_until), places, booking.double_booked
        );
        remaining := tstzrange(place.free_until, upper(remaining));
    end loop;
end
$$;


ALTER FUNCTION vexar.take_hold(booking vexar.bookings, places integer) OWNER TO vexar_owner;

--
-- Name: FUNCTION take_hold(booking vexar.bookings, places integer); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.take_hold(booking vexar.bookings, places integer) IS 'Takes seats for a booking. Whether it may, is_free_for has said before; were that wrong, the constraints refuse.';


--
-- Name: touch_access(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.touch_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    insert into vexar.access_clocks as a (profile_id)
    values (old.profile_id)
    on conflict on constraint access_clocks_pkey do update
    set xact = pg_current_xact_id()
    where a.xact <> pg_current_xact_id();
    -- Rare, and urgent.
    perform pg_notify('vexar_access', old.profile_id::text);
    return null;
end
$$;


ALTER FUNCTION vexar.touch_access() OWNER TO vexar_owner;

--
-- Name: touch_clock(bigint); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.touch_clock(profile bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
    moved bigint;
begin
    update vexar.profile_clocks as c
    set
        ts = greatest(floor(extract(epoch from clock_timestamp()))::bigint, c.ts + 1),
        xact = pg_current_xact_id()
    where c.profile_id = profile and c.xact <> pg_current_xact_id()
    returning c.ts into moved;
    if found then
        -- What the service changes it announces itself, after the commit and many at once, and says so (setting
        -- vexar.announces). Everybody else is rare: an operator, somebody in psql, a migration.
        if current_setting('vexar.announces', true) is distinct from 'on' then
            perform vexar.announce_changes(array[profile], array[moved]);
        end if;
    else
        -- Moved by this transaction before, or the profile is made by it.
        select c.ts into moved from vexar.profile_clocks as c where c.profile_id = profile;
    end if;
    return moved;
end
$$;


ALTER FUNCTION vexar.touch_clock(profile bigint) OWNER TO vexar_owner;

--
-- Name: FUNCTION touch_clock(profile bigint); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.touch_clock(profile bigint) IS 'Moves the profile''s clock, once a transaction, and holds it to the commit: within a profile the order of ts is the order of commits.';


--
-- Name: touch_clock_of_profile(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.touch_clock_of_profile() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform vexar.touch_clock(new.id);
    return null;
end
$$;


ALTER FUNCTION vexar.touch_clock_of_profile() OWNER TO vexar_owner;

--
-- Name: touch_clock_of_row(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.touch_clock_of_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    if tg_op <> 'INSERT' then
        perform vexar.touch_clock(old.profile_id);
    end if;
    if tg_op <> 'DELETE' then
        perform vexar.touch_clock(new.profile_id);
    end if;
    return null;
end
$$;


ALTER FUNCTION vexar.touch_clock_of_row() OWNER TO vexar_owner;

--
-- Name: touch_everything(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.touch_everything() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    perform vexar.touch_clock(c.profile_id) from vexar.profile_clocks as c order by c.profile_id;
    insert into vexar.access_clocks as a (profile_id)
    select p.id from vexar.profiles as p
    on conflict on constraint access_clocks_pkey do update
    set xact = pg_current_xact_id();
    perform pg_notify('vexar_access', p.id::text) from vexar.profiles as p;
    return null;
end
$$;


ALTER FUNCTION vexar.touch_everything() OWNER TO vexar_owner;

--
-- Name: viewing_operator_id(); Type: FUNCTION; Schema: vexar; Owner: vexar_owner
--

CREATE FUNCTION vexar.viewing_operator_id() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('vexar.viewing_operator_id'::text, true), ''::text))::bigint;


ALTER FUNCTION vexar.viewing_operator_id() OWNER TO vexar_owner;

--
-- Name: FUNCTION viewing_operator_id(); Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON FUNCTION vexar.viewing_operator_id() IS 'Set (vexar.viewing_operator_id) for a staff key that sees its own bookings alone; null for everybody else.';


--
-- Name: access_clocks; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.access_clocks (
    profile_id bigint NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL
);


ALTER TABLE vexar.access_clocks OWNER TO vexar_owner;

--
-- Name: TABLE access_clocks; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.access_clocks IS 'Which transaction last took something from whoever speaks for a profile; no row where that has never happened.';


--
-- Name: COLUMN access_clocks.xact; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.access_clocks.xact IS 'A key revoked, a staff member archived or bound to another view.';


--
-- Name: api_keys; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.api_keys (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    operator_id bigint,
    key_hash bytea NOT NULL,
    label text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT api_keys_key_hash_check CHECK ((octet_length(key_hash) = 32)),
    CONSTRAINT api_keys_label_check CHECK (((char_length(label) >= 1) AND (char_length(label) <= 200)))
);


ALTER TABLE vexar.api_keys OWNER TO vexar_owner;

--
-- Name: TABLE api_keys; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.api_keys IS 'Keys of the REST API. Only the SHA-256 of a key is kept.';


--
-- Name: COLUMN api_keys.operator_id; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.api_keys.operator_id IS 'Null: the owner''s key. Else bound to this staff member.';


--
-- Name: api_keys_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.api_keys ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.api_keys_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: booking_counts; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.booking_counts (
    profile_id bigint NOT NULL,
    operator_id bigint NOT NULL,
    booking_date date NOT NULL,
    pending integer NOT NULL,
    confirmed integer NOT NULL,
    completed integer NOT NULL,
    cancelled integer NOT NULL
)
WITH (fillfactor='70');
ALTER TABLE ONLY vexar.booking_counts ALTER COLUMN profile_id SET (n_distinct=50);


ALTER TABLE vexar.booking_counts OWNER TO vexar_owner;

--
-- Name: TABLE booking_counts; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.booking_counts IS 'How many bookings of each status a profile has on each date, in all and of each staff member. Derived from vexar.bookings by a trigger; vexar.recount_bookings derives it anew.';


--
-- Name: COLUMN booking_counts.operator_id; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.booking_counts.operator_id IS 'Of this staff member; 0: of everybody and of nobody, all there are.';


--
-- Name: COLUMN booking_counts.booking_date; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.booking_counts.booking_date IS 'On this date; -infinity: on any.';


--
-- Name: booking_departures; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.booking_departures (
    profile_id bigint NOT NULL,
    operator_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    changed_ts bigint NOT NULL
);
ALTER TABLE ONLY vexar.booking_departures ALTER COLUMN profile_id SET (n_distinct=50);
ALTER TABLE ONLY vexar.booking_departures ALTER COLUMN operator_id SET (n_distinct=10);


ALTER TABLE vexar.booking_departures OWNER TO vexar_owner;

--
-- Name: TABLE booking_departures; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.booking_departures IS 'Bookings that a staff member had and has no more, at the clock of the departure.';


--
-- Name: booking_history; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.booking_history (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    booking_id bigint NOT NULL,
    version integer NOT NULL,
    action text NOT NULL,
    actor_type text NOT NULL,
    actor_operator_id bigint,
    actor_name text,
    before jsonb,
    after jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT booking_history_action_check CHECK ((action = ANY (ARRAY['created'::text, 'status'::text, 'rescheduled'::text, 'updated'::text]))),
    CONSTRAINT booking_history_actor_type_check CHECK ((actor_type = ANY (ARRAY['owner'::text, 'staff'::text, 'visitor'::text, 'system'::text]))),
    CONSTRAINT booking_history_before_check CHECK (((before IS NULL) = (action = 'created'::text)))
);
ALTER TABLE ONLY vexar.booking_history ALTER COLUMN profile_id SET (n_distinct=50);


ALTER TABLE vexar.booking_history OWNER TO vexar_owner;

--
-- Name: TABLE booking_history; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.booking_history IS 'What happened to each booking, written by trigger; nobody changes it.';


--
-- Name: COLUMN booking_history.actor_name; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.booking_history.actor_name IS 'As it was then.';


--
-- Name: COLUMN booking_history.before; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.booking_history.before IS 'The fields that changed, as they were; null for the creation.';


--
-- Name: COLUMN booking_history.after; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.booking_history.after IS 'The fields that changed, as they became.';


--
-- Name: booking_history_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.booking_history ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.booking_history_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: bookings_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.bookings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.bookings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: holds; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.holds (
    profile_id bigint NOT NULL,
    booking_id bigint NOT NULL,
    line bigint NOT NULL,
    seat integer NOT NULL,
    session text NOT NULL,
    during tstzrange NOT NULL,
    places integer NOT NULL,
    double_booked boolean NOT NULL,
    CONSTRAINT holds_during_check CHECK ((NOT isempty(during))),
    CONSTRAINT holds_seat_check CHECK (((seat >= 1) AND ((seat <= places) OR double_booked)))
);
ALTER TABLE ONLY vexar.holds ALTER COLUMN profile_id SET (n_distinct=50);


ALTER TABLE vexar.holds OWNER TO vexar_owner;

--
-- Name: TABLE holds; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.holds IS 'Time taken: one row an appointment; a stay has one row for each run of nights in the same seat.';


--
-- Name: COLUMN holds.line; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.holds.line IS '0: the profile''s own line. Above 0: a staff member. Below 0: a rental object, negated.';


--
-- Name: COLUMN holds.seat; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.holds.seat IS '1 to places; above it only for what was double-booked on purpose.';


--
-- Name: COLUMN holds.session; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.holds.session IS 'Service and times of an appointment: only visitors of the same session may share them. All stays are one session.';


--
-- Name: COLUMN holds.during; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.holds.during IS 'Half-open. Nights of a stay are whole days in UTC: no clock change makes one longer.';


--
-- Name: COLUMN holds.places; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.holds.places IS 'The capacity of the service or rental object when the hold was taken.';


--
-- Name: idempotency_keys; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.idempotency_keys (
    profile_id bigint NOT NULL,
    operator_id bigint NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status smallint NOT NULL,
    body bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_keys_key_check CHECK (((char_length(key) >= 1) AND (char_length(key) <= 255))),
    CONSTRAINT idempotency_keys_request_hash_check CHECK ((octet_length(request_hash) = 32)),
    CONSTRAINT idempotency_keys_status_check CHECK (((status >= 200) AND (status <= 299)))
);
ALTER TABLE ONLY vexar.idempotency_keys ALTER COLUMN profile_id SET (n_distinct=50);


ALTER TABLE vexar.idempotency_keys OWNER TO vexar_owner;

--
-- Name: TABLE idempotency_keys; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.idempotency_keys IS 'Answers kept for 24 hours, in the transaction of their effect, for a client that asks again.';


--
-- Name: COLUMN idempotency_keys.operator_id; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.idempotency_keys.operator_id IS 'Whose key it is within the profile: 0 for the owner, else the staff member.';


--
-- Name: COLUMN idempotency_keys.request_hash; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.idempotency_keys.request_hash IS 'SHA-256 over method, path and body: the same key with another request is refused.';


--
-- Name: notifications; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.notifications (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    booking_id bigint NOT NULL,
    booking_version integer NOT NULL,
    kind text NOT NULL,
    cause text NOT NULL,
    recipient text NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone DEFAULT now() NOT NULL,
    locked_until timestamp with time zone,
    last_error text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    sent_at timestamp with time zone,
    told_version integer,
    CONSTRAINT notifications_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT notifications_cause_check CHECK ((cause = ANY (ARRAY['change'::text, 'request'::text]))),
    CONSTRAINT notifications_kind_check CHECK ((kind = ANY (ARRAY['confirmed'::text, 'cancelled'::text, 'rescheduled'::text, 'review_request'::text]))),
    CONSTRAINT notifications_locked_until_check CHECK (((state = 'sending'::text) = (locked_until IS NOT NULL))),
    CONSTRAINT notifications_recipient_check CHECK (((char_length(recipient) >= 3) AND (char_length(recipient) <= 254))),
    CONSTRAINT notifications_sent_at_check CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL))),
    CONSTRAINT notifications_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'cancelled'::text]))),
    CONSTRAINT notifications_told_version_check CHECK (((told_version IS NULL) OR (state = 'sent'::text)))
);
ALTER TABLE ONLY vexar.notifications ALTER COLUMN profile_id SET (n_distinct=50);


ALTER TABLE vexar.notifications OWNER TO vexar_owner;

--
-- Name: TABLE notifications; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.notifications IS 'Messages to visitors: queued with the change that causes them, sent by the notifier.';


--
-- Name: COLUMN notifications.booking_version; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.notifications.booking_version IS 'The version of the booking that it tells of.';


--
-- Name: COLUMN notifications.cause; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.notifications.cause IS 'change: follows from a change of the booking. request: asked for by the notify call.';


--
-- Name: COLUMN notifications.next_attempt_at; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.notifications.next_attempt_at IS 'Not before this; while sending, the end of the lease: then somebody else may try.';


--
-- Name: COLUMN notifications.locked_until; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.notifications.locked_until IS 'While sending: the end of the sender''s lease.';


--
-- Name: COLUMN notifications.told_version; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.notifications.told_version IS 'The version of the booking that was told, as it was when the message left.';


--
-- Name: notifications_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.notifications ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.notifications_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: overrides; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.overrides (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    operator_id bigint,
    override_date date NOT NULL,
    is_available boolean NOT NULL,
    start_time time(0) without time zone,
    end_time time(0) without time zone,
    reason text,
    CONSTRAINT overrides_override_date_check CHECK (((override_date >= '2000-01-01'::date) AND (override_date <= '2100-12-31'::date))),
    CONSTRAINT overrides_reason_check CHECK ((char_length(reason) <= 1000)),
    CONSTRAINT overrides_times_check CHECK (((start_time IS NULL) = (end_time IS NULL)))
);


ALTER TABLE vexar.overrides OWNER TO vexar_owner;

--
-- Name: TABLE overrides; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.overrides IS 'Single days that differ from the schedule: holidays, longer evenings, a staff member''s leave.';


--
-- Name: overrides_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.overrides ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.overrides_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: products; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.products (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    description text,
    price bigint DEFAULT 0 NOT NULL,
    currency text,
    duration_minutes integer,
    capacity integer DEFAULT 1 NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    CONSTRAINT products_capacity_check CHECK (((capacity >= 1) AND (capacity <= 10000))),
    CONSTRAINT products_currency_check CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT products_description_check CHECK ((char_length(description) <= 5000)),
    CONSTRAINT products_duration_minutes_check CHECK (((duration_minutes >= 1) AND (duration_minutes <= 10080))),
    CONSTRAINT products_key_check CHECK ((key ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$'::text)),
    CONSTRAINT products_kind_check CHECK ((kind = ANY (ARRAY['service'::text, 'rental'::text]))),
    CONSTRAINT products_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200))),
    CONSTRAINT products_price_check CHECK (((price >= 0) AND (price <= '9999999999'::bigint))),
    CONSTRAINT products_rental_has_no_duration_check CHECK (((kind = 'service'::text) OR (duration_minutes IS NULL)))
);


ALTER TABLE vexar.products OWNER TO vexar_owner;

--
-- Name: TABLE products; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.products IS 'Services and rental objects. Archived (is_active false), never deleted.';


--
-- Name: COLUMN products.currency; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.products.currency IS 'Null: the profile''s.';


--
-- Name: COLUMN products.duration_minutes; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.products.duration_minutes IS 'Null: the profile''s slot_duration.';


--
-- Name: COLUMN products.capacity; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.products.capacity IS 'Service: visitors in one session. Rental: how many of the object there are.';


--
-- Name: products_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.products ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: profile_clocks; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.profile_clocks (
    profile_id bigint NOT NULL,
    ts bigint NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL
)
WITH (fillfactor='50');


ALTER TABLE vexar.profile_clocks OWNER TO vexar_owner;

--
-- Name: TABLE profile_clocks; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.profile_clocks IS 'When each profile changed last; strictly increasing with every committed change.';


--
-- Name: COLUMN profile_clocks.ts; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.profile_clocks.ts IS 'Unix second of the last change, or a little ahead of it after a burst: greatest(now, ts + 1).';


--
-- Name: COLUMN profile_clocks.xact; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.profile_clocks.xact IS 'The transaction that moved it last: one transaction moves it once.';


--
-- Name: profile_settings; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.profile_settings (
    profile_id bigint NOT NULL,
    slot_duration integer DEFAULT 60 NOT NULL,
    buffer_time integer DEFAULT 0 NOT NULL,
    max_bookings_per_day integer,
    min_notice_hours integer DEFAULT 0 NOT NULL,
    max_advance_days integer DEFAULT 365 NOT NULL,
    cancellation_hours integer DEFAULT 24 NOT NULL,
    auto_confirm boolean DEFAULT false NOT NULL,
    require_payment boolean DEFAULT false NOT NULL,
    confirmation_message text,
    staff_selection_mode text DEFAULT 'optional'::text NOT NULL,
    CONSTRAINT profile_settings_buffer_time_check CHECK (((buffer_time >= 0) AND (buffer_time <= 10080))),
    CONSTRAINT profile_settings_cancellation_hours_check CHECK (((cancellation_hours >= 0) AND (cancellation_hours <= 8760))),
    CONSTRAINT profile_settings_confirmation_message_check CHECK ((char_length(confirmation_message) <= 5000)),
    CONSTRAINT profile_settings_max_advance_days_check CHECK (((max_advance_days >= 0) AND (max_advance_days <= 36500))),
    CONSTRAINT profile_settings_max_bookings_per_day_check CHECK (((max_bookings_per_day >= 1) AND (max_bookings_per_day <= 100000))),
    CONSTRAINT profile_settings_min_notice_hours_check CHECK (((min_notice_hours >= 0) AND (min_notice_hours <= 8760))),
    CONSTRAINT profile_settings_slot_duration_check CHECK (((slot_duration >= 1) AND (slot_duration <= 10080))),
    CONSTRAINT profile_settings_staff_selection_mode_check CHECK ((staff_selection_mode = ANY (ARRAY['hidden'::text, 'optional'::text, 'required'::text, 'auto'::text])))
);


ALTER TABLE vexar.profile_settings OWNER TO vexar_owner;

--
-- Name: TABLE profile_settings; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.profile_settings IS 'One row a profile: what the grid returns as settings.';


--
-- Name: profiles; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.profiles (
    id bigint NOT NULL,
    username text NOT NULL,
    display_name text NOT NULL,
    timezone text DEFAULT 'UTC'::text NOT NULL,
    currency text DEFAULT 'usd'::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    email text,
    CONSTRAINT profiles_currency_check CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT profiles_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 200))),
    CONSTRAINT profiles_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT profiles_language_check CHECK ((language ~ '^[a-z]{2,3}(-[a-z0-9]{2,8})*$'::text)),
    CONSTRAINT profiles_timezone_check CHECK ((('2000-01-01 00:00:00+00'::timestamp with time zone AT TIME ZONE timezone) IS NOT NULL)),
    CONSTRAINT profiles_timezone_is_iana_check CHECK (((timezone = 'UTC'::text) OR (timezone ~ '^Etc/'::text) OR (timezone ~ '^[A-Za-z]+(/[A-Za-z_-]+)+$'::text))),
    CONSTRAINT profiles_username_check CHECK ((username ~ '^[a-z0-9][a-z0-9_.-]{0,62}$'::text))
);


ALTER TABLE vexar.profiles OWNER TO vexar_owner;

--
-- Name: TABLE profiles; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.profiles IS 'The tenants: a salon, a clinic, a guest house, one person.';


--
-- Name: COLUMN profiles.timezone; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.profiles.timezone IS 'IANA name. Every date and time of day of this profile is read in it.';


--
-- Name: COLUMN profiles.email; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.profiles.email IS 'Where visitors'' answers to messages go (Reply-To).';


--
-- Name: profiles_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.profiles ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.profiles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: review_tokens; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.review_tokens (
    profile_id bigint NOT NULL,
    token_hash bytea NOT NULL,
    booking_id bigint NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT review_tokens_token_hash_check CHECK ((octet_length(token_hash) = 32))
);


ALTER TABLE vexar.review_tokens OWNER TO vexar_owner;

--
-- Name: TABLE review_tokens; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.review_tokens IS 'What a link to a review shows that its holder was a visitor. Only the SHA-256 is kept; one for each attempt to send the link, since an earlier one may have arrived.';


--
-- Name: schedules; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.schedules (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    operator_id bigint,
    day_of_week smallint NOT NULL,
    start_time time(0) without time zone,
    end_time time(0) without time zone,
    is_available boolean DEFAULT true NOT NULL,
    CONSTRAINT schedules_day_of_week_check CHECK (((day_of_week >= 0) AND (day_of_week <= 6))),
    CONSTRAINT schedules_open_has_times_check CHECK (((NOT is_available) OR (start_time IS NOT NULL))),
    CONSTRAINT schedules_times_check CHECK (((start_time IS NULL) = (end_time IS NULL)))
);


ALTER TABLE vexar.schedules OWNER TO vexar_owner;

--
-- Name: TABLE schedules; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.schedules IS 'Opening hours by weekday (0 = Sunday): the profile''s own (operator_id null) and each staff member''s.';


--
-- Name: schedules_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.schedules ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.schedules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: staff; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.staff (
    profile_id bigint NOT NULL,
    id bigint NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    display_name text,
    email text,
    job_title text,
    is_active boolean DEFAULT true NOT NULL,
    is_bookable boolean DEFAULT true NOT NULL,
    can_view_all boolean DEFAULT false NOT NULL,
    color text,
    avatar_url text,
    CONSTRAINT staff_avatar_url_check CHECK ((char_length(avatar_url) <= 2000)),
    CONSTRAINT staff_color_check CHECK ((color ~ '^#[0-9A-Fa-f]{6}$'::text)),
    CONSTRAINT staff_display_name_check CHECK (((char_length(display_name) >= 1) AND (char_length(display_name) <= 200))),
    CONSTRAINT staff_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254))),
    CONSTRAINT staff_job_title_check CHECK ((char_length(job_title) <= 200)),
    CONSTRAINT staff_key_check CHECK ((key ~ '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$'::text)),
    CONSTRAINT staff_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)))
);


ALTER TABLE vexar.staff OWNER TO vexar_owner;

--
-- Name: TABLE staff; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.staff IS 'Staff members, the operators of bookings. Archived (is_active false), never deleted.';


--
-- Name: COLUMN staff.key; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.staff.key IS 'What the operators'' profile file knows this staff member by.';


--
-- Name: COLUMN staff.can_view_all; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON COLUMN vexar.staff.can_view_all IS 'Whether a key bound to this staff member sees every booking of the profile.';


--
-- Name: staff_id_seq; Type: SEQUENCE; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.staff ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vexar.staff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: staff_products; Type: TABLE; Schema: vexar; Owner: vexar_owner
--

CREATE TABLE vexar.staff_products (
    profile_id bigint NOT NULL,
    operator_id bigint NOT NULL,
    product_id bigint NOT NULL
);


ALTER TABLE vexar.staff_products OWNER TO vexar_owner;

--
-- Name: TABLE staff_products; Type: COMMENT; Schema: vexar; Owner: vexar_owner
--

COMMENT ON TABLE vexar.staff_products IS 'Which staff member offers which product.';


--
-- Name: access_clocks access_clocks_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.access_clocks
    ADD CONSTRAINT access_clocks_pkey PRIMARY KEY (profile_id);


--
-- Name: api_keys api_keys_id_key; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.api_keys
    ADD CONSTRAINT api_keys_id_key UNIQUE (id);


--
-- Name: api_keys api_keys_key_hash_key; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.api_keys
    ADD CONSTRAINT api_keys_key_hash_key UNIQUE (key_hash);


--
-- Name: api_keys api_keys_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.api_keys
    ADD CONSTRAINT api_keys_pkey PRIMARY KEY (profile_id, id);


--
-- Name: booking_counts booking_counts_check; Type: CHECK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.booking_counts
    ADD CONSTRAINT booking_counts_check CHECK ((LEAST(pending, confirmed, completed, cancelled) >= 0)) NOT VALID;


--
-- Name: booking_counts booking_counts_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.booking_counts
    ADD CONSTRAINT booking_counts_pkey PRIMARY KEY (profile_id, operator_id, booking_date);


--
-- Name: booking_departures booking_departures_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.booking_departures
    ADD CONSTRAINT booking_departures_pkey PRIMARY KEY (profile_id, operator_id, booking_id);


--
-- Name: booking_history booking_history_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.booking_history
    ADD CONSTRAINT booking_history_pkey PRIMARY KEY (profile_id, id);


--
-- Name: bookings bookings_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.bookings
    ADD CONSTRAINT bookings_pkey PRIMARY KEY (profile_id, id);


--
-- Name: holds holds_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.holds
    ADD CONSTRAINT holds_pkey PRIMARY KEY (profile_id, booking_id, during);


--
-- Name: holds holds_seat_taken; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.holds
    ADD CONSTRAINT holds_seat_taken EXCLUDE USING gist (profile_id WITH =, line WITH =, seat WITH =, during WITH &&);


--
-- Name: holds holds_session_met; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.holds
    ADD CONSTRAINT holds_session_met EXCLUDE USING gist (profile_id WITH =, line WITH =, session WITH <>, during WITH &&) WHERE ((NOT double_booked));


--
-- Name: idempotency_keys idempotency_keys_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.idempotency_keys
    ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (profile_id, operator_id, key);


--
-- Name: notifications notifications_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (profile_id, id);


--
-- Name: overrides overrides_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.overrides
    ADD CONSTRAINT overrides_pkey PRIMARY KEY (profile_id, id);


--
-- Name: products products_key_key; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.products
    ADD CONSTRAINT products_key_key UNIQUE (profile_id, key);


--
-- Name: products products_kind_key; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.products
    ADD CONSTRAINT products_kind_key UNIQUE (profile_id, id, kind);


--
-- Name: products products_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (profile_id, id);


--
-- Name: profile_clocks profile_clocks_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.profile_clocks
    ADD CONSTRAINT profile_clocks_pkey PRIMARY KEY (profile_id);


--
-- Name: profile_settings profile_settings_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.profile_settings
    ADD CONSTRAINT profile_settings_pkey PRIMARY KEY (profile_id);


--
-- Name: profiles profiles_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (id);


--
-- Name: profiles profiles_username_key; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.profiles
    ADD CONSTRAINT profiles_username_key UNIQUE (username);


--
-- Name: review_tokens review_tokens_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.review_tokens
    ADD CONSTRAINT review_tokens_pkey PRIMARY KEY (profile_id, token_hash);


--
-- Name: review_tokens review_tokens_token_hash_key; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.review_tokens
    ADD CONSTRAINT review_tokens_token_hash_key UNIQUE (token_hash);


--
-- Name: schedules schedules_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.schedules
    ADD CONSTRAINT schedules_pkey PRIMARY KEY (profile_id, id);


--
-- Name: staff staff_key_key; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.staff
    ADD CONSTRAINT staff_key_key UNIQUE (profile_id, key);


--
-- Name: staff staff_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (profile_id, id);


--
-- Name: staff_products staff_products_pkey; Type: CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.staff_products
    ADD CONSTRAINT staff_products_pkey PRIMARY KEY (profile_id, operator_id, product_id);


--
-- Name: access_clocks_xact_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX access_clocks_xact_idx ON vexar.access_clocks USING btree (xact);


--
-- Name: booking_departures_changed_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX booking_departures_changed_idx ON vexar.booking_departures USING btree (profile_id, operator_id, changed_ts, booking_id);


--
-- Name: booking_history_booking_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX booking_history_booking_idx ON vexar.booking_history USING btree (profile_id, booking_id, id);


--
-- Name: bookings_changed_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX bookings_changed_idx ON vexar.bookings USING btree (profile_id, changed_ts, id);


--
-- Name: bookings_date_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX bookings_date_idx ON vexar.bookings USING btree (profile_id, booking_date, sort_time, id) INCLUDE (status, operator_id);


--
-- Name: bookings_open_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX bookings_open_idx ON vexar.bookings USING btree (profile_id, booking_date, upcoming_until) INCLUDE (operator_id) WHERE (status = ANY (ARRAY['pending'::text, 'confirmed'::text]));


--
-- Name: bookings_operator_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX bookings_operator_idx ON vexar.bookings USING btree (profile_id, operator_id, booking_date, sort_time, id) WHERE (operator_id IS NOT NULL);


--
-- Name: bookings_pending_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX bookings_pending_idx ON vexar.bookings USING btree (profile_id, booking_date, sort_time, id) INCLUDE (operator_id) WHERE (status = 'pending'::text);


--
-- Name: bookings_reaching_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX bookings_reaching_idx ON vexar.bookings USING btree (profile_id, last_date, booking_date) WHERE (last_date > booking_date);


--
-- Name: idempotency_keys_created_at_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX idempotency_keys_created_at_idx ON vexar.idempotency_keys USING btree (created_at);


--
-- Name: notifications_booking_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX notifications_booking_idx ON vexar.notifications USING btree (profile_id, booking_id, id);


--
-- Name: notifications_change_key; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE UNIQUE INDEX notifications_change_key ON vexar.notifications USING btree (profile_id, booking_id, kind, booking_version) WHERE (cause = 'change'::text);


--
-- Name: notifications_due_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX notifications_due_idx ON vexar.notifications USING btree (profile_id, next_attempt_at, id) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));


--
-- Name: notifications_failed_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX notifications_failed_idx ON vexar.notifications USING btree (next_attempt_at) WHERE (state = 'failed'::text);


--
-- Name: notifications_settled_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX notifications_settled_idx ON vexar.notifications USING btree (created_at) WHERE ((state = ANY (ARRAY['failed'::text, 'cancelled'::text])) OR ((state = 'sent'::text) AND (kind <> 'review_request'::text)));


--
-- Name: overrides_date_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX overrides_date_idx ON vexar.overrides USING btree (profile_id, override_date, id);


--
-- Name: profile_clocks_xact_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX profile_clocks_xact_idx ON vexar.profile_clocks USING btree (xact);


--
-- Name: review_tokens_booking_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX review_tokens_booking_idx ON vexar.review_tokens USING btree (profile_id, booking_id);


--
-- Name: review_tokens_created_at_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX review_tokens_created_at_idx ON vexar.review_tokens USING btree (created_at);


--
-- Name: schedules_operator_idx; Type: INDEX; Schema: vexar; Owner: vexar_owner
--

CREATE INDEX schedules_operator_idx ON vexar.schedules USING btree (profile_id, operator_id, day_of_week, start_time, id);


--
-- Name: profiles announce_deletion; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER announce_deletion AFTER DELETE ON vexar.profiles FOR EACH ROW EXECUTE FUNCTION vexar.announce_deletion();


--
-- Name: bookings count_booking; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER count_booking AFTER UPDATE ON vexar.bookings FOR EACH ROW WHEN ((((old.operator_id IS DISTINCT FROM new.operator_id) OR (old.booking_date IS DISTINCT FROM new.booking_date)) OR (old.status IS DISTINCT FROM new.status))) EXECUTE FUNCTION vexar.count_booking();


--
-- Name: bookings count_new_booking; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER count_new_booking AFTER INSERT OR DELETE ON vexar.bookings FOR EACH ROW EXECUTE FUNCTION vexar.count_booking();


--
-- Name: bookings forget_counts; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER forget_counts AFTER TRUNCATE ON vexar.bookings FOR EACH STATEMENT EXECUTE FUNCTION vexar.forget_counts();


--
-- Name: bookings lock_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clock BEFORE DELETE ON vexar.bookings FOR EACH ROW EXECUTE FUNCTION vexar.lock_clock_of_deleted();


--
-- Name: bookings lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE DELETE OR UPDATE ON vexar.bookings FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: overrides lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE INSERT OR DELETE OR UPDATE ON vexar.overrides FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: products lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE INSERT OR DELETE OR UPDATE ON vexar.products FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: profile_settings lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE INSERT OR DELETE OR UPDATE ON vexar.profile_settings FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: profiles lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE UPDATE ON vexar.profiles FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: schedules lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE INSERT OR DELETE OR UPDATE ON vexar.schedules FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: staff lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE INSERT OR DELETE OR UPDATE ON vexar.staff FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: staff_products lock_clocks; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER lock_clocks BEFORE INSERT OR DELETE OR UPDATE ON vexar.staff_products FOR EACH STATEMENT EXECUTE FUNCTION vexar.lock_clocks();


--
-- Name: profiles move_to_zone; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER move_to_zone AFTER UPDATE ON vexar.profiles FOR EACH ROW WHEN ((old.timezone IS DISTINCT FROM new.timezone)) EXECUTE FUNCTION vexar.move_to_zone();


--
-- Name: notifications note_queued; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER note_queued AFTER INSERT ON vexar.notifications FOR EACH ROW EXECUTE FUNCTION vexar.note_queued();


--
-- Name: bookings prepare_booking; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER prepare_booking BEFORE UPDATE ON vexar.bookings FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.prepare_booking();


--
-- Name: bookings prepare_new_booking; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER prepare_new_booking BEFORE INSERT ON vexar.bookings FOR EACH ROW EXECUTE FUNCTION vexar.prepare_booking();


--
-- Name: bookings record_booking; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER record_booking AFTER UPDATE ON vexar.bookings FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.record_booking();


--
-- Name: bookings record_departure; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER record_departure AFTER UPDATE ON vexar.bookings FOR EACH ROW WHEN ((old.operator_id IS DISTINCT FROM new.operator_id)) EXECUTE FUNCTION vexar.record_departure();


--
-- Name: staff record_narrowed_view; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER record_narrowed_view AFTER UPDATE ON vexar.staff FOR EACH ROW WHEN ((old.can_view_all AND (NOT new.can_view_all))) EXECUTE FUNCTION vexar.record_narrowed_view();


--
-- Name: bookings record_new_booking; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER record_new_booking AFTER INSERT ON vexar.bookings FOR EACH ROW EXECUTE FUNCTION vexar.record_booking();


--
-- Name: profiles start_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER start_clock AFTER INSERT ON vexar.profiles FOR EACH ROW EXECUTE FUNCTION vexar.start_clock();


--
-- Name: bookings take_hold; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER take_hold BEFORE UPDATE ON vexar.bookings FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.hold_booking();


--
-- Name: bookings take_hold_of_new; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER take_hold_of_new BEFORE INSERT ON vexar.bookings FOR EACH ROW EXECUTE FUNCTION vexar.hold_booking();


--
-- Name: api_keys touch_access; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_access AFTER UPDATE ON vexar.api_keys FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_access();


--
-- Name: staff touch_access; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_access AFTER UPDATE ON vexar.staff FOR EACH ROW WHEN (((old.is_active IS DISTINCT FROM new.is_active) OR (old.can_view_all IS DISTINCT FROM new.can_view_all))) EXECUTE FUNCTION vexar.touch_access();


--
-- Name: api_keys touch_access_on_delete; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_access_on_delete AFTER DELETE ON vexar.api_keys FOR EACH ROW EXECUTE FUNCTION vexar.touch_access();


--
-- Name: staff touch_access_on_delete; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_access_on_delete AFTER DELETE ON vexar.staff FOR EACH ROW EXECUTE FUNCTION vexar.touch_access();


--
-- Name: bookings touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER DELETE ON vexar.bookings FOR EACH ROW EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: overrides touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER INSERT OR DELETE ON vexar.overrides FOR EACH ROW EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: products touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER INSERT OR DELETE ON vexar.products FOR EACH ROW EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: profile_settings touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER INSERT OR DELETE ON vexar.profile_settings FOR EACH ROW EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: profiles touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER UPDATE ON vexar.profiles FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_clock_of_profile();


--
-- Name: schedules touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER INSERT OR DELETE ON vexar.schedules FOR EACH ROW EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: staff touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER INSERT OR DELETE ON vexar.staff FOR EACH ROW EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: staff_products touch_clock; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock AFTER INSERT OR DELETE ON vexar.staff_products FOR EACH ROW EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: overrides touch_clock_on_change; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock_on_change AFTER UPDATE ON vexar.overrides FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: products touch_clock_on_change; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock_on_change AFTER UPDATE ON vexar.products FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: profile_settings touch_clock_on_change; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock_on_change AFTER UPDATE ON vexar.profile_settings FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: schedules touch_clock_on_change; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock_on_change AFTER UPDATE ON vexar.schedules FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: staff touch_clock_on_change; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock_on_change AFTER UPDATE ON vexar.staff FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: staff_products touch_clock_on_change; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_clock_on_change AFTER UPDATE ON vexar.staff_products FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION vexar.touch_clock_of_row();


--
-- Name: api_keys touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.api_keys FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: bookings touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.bookings FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: overrides touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.overrides FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: products touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.products FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: profile_settings touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.profile_settings FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: schedules touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.schedules FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: staff touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.staff FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: staff_products touch_everything; Type: TRIGGER; Schema: vexar; Owner: vexar_owner
--

CREATE TRIGGER touch_everything AFTER TRUNCATE ON vexar.staff_products FOR EACH STATEMENT EXECUTE FUNCTION vexar.touch_everything();


--
-- Name: access_clocks access_clocks_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.access_clocks
    ADD CONSTRAINT access_clocks_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: api_keys api_keys_operator_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.api_keys
    ADD CONSTRAINT api_keys_operator_id_fkey FOREIGN KEY (profile_id, operator_id) REFERENCES vexar.staff(profile_id, id);


--
-- Name: api_keys api_keys_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.api_keys
    ADD CONSTRAINT api_keys_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: booking_counts booking_counts_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.booking_counts
    ADD CONSTRAINT booking_counts_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: booking_departures booking_departures_booking_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.booking_departures
    ADD CONSTRAINT booking_departures_booking_id_fkey FOREIGN KEY (profile_id, booking_id) REFERENCES vexar.bookings(profile_id, id);


--
-- Name: booking_departures booking_departures_operator_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.booking_departures
    ADD CONSTRAINT booking_departures_operator_id_fkey FOREIGN KEY (profile_id, operator_id) REFERENCES vexar.staff(profile_id, id);


--
-- Name: booking_history booking_history_booking_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.booking_history
    ADD CONSTRAINT booking_history_booking_id_fkey FOREIGN KEY (profile_id, booking_id) REFERENCES vexar.bookings(profile_id, id);


--
-- Name: bookings bookings_operator_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.bookings
    ADD CONSTRAINT bookings_operator_id_fkey FOREIGN KEY (profile_id, operator_id) REFERENCES vexar.staff(profile_id, id);


--
-- Name: bookings bookings_product_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.bookings
    ADD CONSTRAINT bookings_product_id_fkey FOREIGN KEY (profile_id, product_id, kind) REFERENCES vexar.products(profile_id, id, kind);


--
-- Name: bookings bookings_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.bookings
    ADD CONSTRAINT bookings_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: holds holds_booking_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.holds
    ADD CONSTRAINT holds_booking_id_fkey FOREIGN KEY (profile_id, booking_id) REFERENCES vexar.bookings(profile_id, id) DEFERRABLE INITIALLY DEFERRED;


--
-- Name: idempotency_keys idempotency_keys_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.idempotency_keys
    ADD CONSTRAINT idempotency_keys_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: notifications notifications_booking_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.notifications
    ADD CONSTRAINT notifications_booking_id_fkey FOREIGN KEY (profile_id, booking_id) REFERENCES vexar.bookings(profile_id, id);


--
-- Name: overrides overrides_operator_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.overrides
    ADD CONSTRAINT overrides_operator_id_fkey FOREIGN KEY (profile_id, operator_id) REFERENCES vexar.staff(profile_id, id);


--
-- Name: overrides overrides_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.overrides
    ADD CONSTRAINT overrides_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: products products_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.products
    ADD CONSTRAINT products_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: profile_clocks profile_clocks_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.profile_clocks
    ADD CONSTRAINT profile_clocks_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: profile_settings profile_settings_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.profile_settings
    ADD CONSTRAINT profile_settings_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: review_tokens review_tokens_booking_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.review_tokens
    ADD CONSTRAINT review_tokens_booking_id_fkey FOREIGN KEY (profile_id, booking_id) REFERENCES vexar.bookings(profile_id, id);


--
-- Name: schedules schedules_operator_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.schedules
    ADD CONSTRAINT schedules_operator_id_fkey FOREIGN KEY (profile_id, operator_id) REFERENCES vexar.staff(profile_id, id);


--
-- Name: schedules schedules_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.schedules
    ADD CONSTRAINT schedules_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: staff_products staff_products_operator_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.staff_products
    ADD CONSTRAINT staff_products_operator_id_fkey FOREIGN KEY (profile_id, operator_id) REFERENCES vexar.staff(profile_id, id);


--
-- Name: staff_products staff_products_product_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.staff_products
    ADD CONSTRAINT staff_products_product_id_fkey FOREIGN KEY (profile_id, product_id) REFERENCES vexar.products(profile_id, id);


--
-- Name: staff staff_profile_id_fkey; Type: FK CONSTRAINT; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE ONLY vexar.staff
    ADD CONSTRAINT staff_profile_id_fkey FOREIGN KEY (profile_id) REFERENCES vexar.profiles(id);


--
-- Name: access_clocks; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.access_clocks ENABLE ROW LEVEL SECURITY;

--
-- Name: api_keys; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.api_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: booking_counts; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.booking_counts ENABLE ROW LEVEL SECURITY;

--
-- Name: booking_departures; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.booking_departures ENABLE ROW LEVEL SECURITY;

--
-- Name: booking_history; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.booking_history ENABLE ROW LEVEL SECURITY;

--
-- Name: bookings; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.bookings ENABLE ROW LEVEL SECURITY;

--
-- Name: api_keys every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.api_keys TO vexar_admin USING (true);


--
-- Name: booking_counts every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.booking_counts FOR SELECT TO vexar_admin USING (true);


--
-- Name: booking_departures every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.booking_departures FOR SELECT TO vexar_admin USING (true);


--
-- Name: booking_history every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.booking_history FOR SELECT TO vexar_admin USING (true);


--
-- Name: bookings every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.bookings FOR SELECT TO vexar_admin USING (true);


--
-- Name: holds every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.holds FOR SELECT TO vexar_admin USING (true);


--
-- Name: idempotency_keys every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.idempotency_keys TO vexar_admin USING (true);


--
-- Name: notifications every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.notifications TO vexar_admin USING (true);


--
-- Name: overrides every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.overrides TO vexar_admin USING (true);


--
-- Name: products every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.products TO vexar_admin USING (true);


--
-- Name: profile_clocks every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.profile_clocks FOR SELECT TO vexar_admin USING (true);


--
-- Name: profile_settings every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.profile_settings TO vexar_admin USING (true);


--
-- Name: profiles every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.profiles TO vexar_admin USING (true);


--
-- Name: review_tokens every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.review_tokens TO vexar_admin USING (true);


--
-- Name: schedules every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.schedules TO vexar_admin USING (true);


--
-- Name: staff every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.staff TO vexar_admin USING (true);


--
-- Name: staff_products every_tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY every_tenant ON vexar.staff_products TO vexar_admin USING (true);


--
-- Name: holds; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.holds ENABLE ROW LEVEL SECURITY;

--
-- Name: idempotency_keys; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.idempotency_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: notifications; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.notifications ENABLE ROW LEVEL SECURITY;

--
-- Name: overrides; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.overrides ENABLE ROW LEVEL SECURITY;

--
-- Name: booking_departures own_view; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY own_view ON vexar.booking_departures AS RESTRICTIVE FOR SELECT TO vexar_app USING (((( SELECT vexar.viewing_operator_id() AS viewing_operator_id) IS NULL) OR (operator_id = ( SELECT vexar.viewing_operator_id() AS viewing_operator_id))));


--
-- Name: booking_history own_view; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY own_view ON vexar.booking_history AS RESTRICTIVE FOR SELECT TO vexar_app USING (((( SELECT vexar.viewing_operator_id() AS viewing_operator_id) IS NULL) OR (EXISTS ( SELECT
   FROM vexar.bookings b
  WHERE ((b.profile_id = booking_history.profile_id) AND (b.id = booking_history.booking_id))))));


--
-- Name: holds own_view; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY own_view ON vexar.holds AS RESTRICTIVE FOR SELECT TO vexar_app USING (((( SELECT vexar.viewing_operator_id() AS viewing_operator_id) IS NULL) OR (EXISTS ( SELECT
   FROM vexar.bookings b
  WHERE ((b.profile_id = holds.profile_id) AND (b.id = holds.booking_id))))));


--
-- Name: notifications own_view; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY own_view ON vexar.notifications AS RESTRICTIVE FOR SELECT TO vexar_app USING (((( SELECT vexar.viewing_operator_id() AS viewing_operator_id) IS NULL) OR (EXISTS ( SELECT
   FROM vexar.bookings b
  WHERE ((b.profile_id = notifications.profile_id) AND (b.id = notifications.booking_id))))));


--
-- Name: products; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.products ENABLE ROW LEVEL SECURITY;

--
-- Name: profile_clocks; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.profile_clocks ENABLE ROW LEVEL SECURITY;

--
-- Name: profile_settings; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.profile_settings ENABLE ROW LEVEL SECURITY;

--
-- Name: profiles; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.profiles ENABLE ROW LEVEL SECURITY;

--
-- Name: review_tokens; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.review_tokens ENABLE ROW LEVEL SECURITY;

--
-- Name: schedules; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.schedules ENABLE ROW LEVEL SECURITY;

--
-- Name: staff; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.staff ENABLE ROW LEVEL SECURITY;

--
-- Name: staff_products; Type: ROW SECURITY; Schema: vexar; Owner: vexar_owner
--

ALTER TABLE vexar.staff_products ENABLE ROW LEVEL SECURITY;

--
-- Name: booking_counts tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.booking_counts FOR SELECT TO vexar_app USING (((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)) AND
CASE
    WHEN (( SELECT vexar.viewing_operator_id() AS viewing_operator_id) IS NULL) THEN true
    ELSE (operator_id = ( SELECT vexar.viewing_operator_id() AS viewing_operator_id))
END));


--
-- Name: booking_departures tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.booking_departures FOR SELECT TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: booking_history tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.booking_history FOR SELECT TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: bookings tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.bookings TO vexar_app USING (((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)) AND
CASE
    WHEN (( SELECT vexar.viewing_operator_id() AS viewing_operator_id) IS NULL) THEN true
    ELSE (operator_id = ( SELECT vexar.viewing_operator_id() AS viewing_operator_id))
END));


--
-- Name: holds tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.holds FOR SELECT TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: idempotency_keys tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.idempotency_keys TO vexar_app USING (((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)) AND ((( SELECT vexar.viewing_operator_id() AS viewing_operator_id) IS NULL) OR (operator_id = ( SELECT vexar.viewing_operator_id() AS viewing_operator_id)))));


--
-- Name: notifications tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.notifications TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: overrides tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.overrides TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: products tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.products TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: profile_clocks tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.profile_clocks FOR SELECT TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: profile_settings tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.profile_settings TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: profiles tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.profiles TO vexar_app USING ((id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: review_tokens tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.review_tokens TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: schedules tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.schedules TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: staff tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.staff TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: staff_products tenant; Type: POLICY; Schema: vexar; Owner: vexar_owner
--

CREATE POLICY tenant ON vexar.staff_products TO vexar_app USING ((profile_id = ( SELECT vexar.current_profile_id() AS current_profile_id)));


--
-- Name: SCHEMA vexar; Type: ACL; Schema: -; Owner: vexar_owner
--

GRANT USAGE ON SCHEMA vexar TO vexar_app;
GRANT USAGE ON SCHEMA vexar TO vexar_admin;


--
-- Name: FUNCTION access_moved(since pg_snapshot); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.access_moved(since pg_snapshot) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.access_moved(since pg_snapshot) TO vexar_app;


--
-- Name: FUNCTION actor_name(profile bigint); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.actor_name(profile bigint) FROM PUBLIC;


--
-- Name: FUNCTION actor_operator_id(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.actor_operator_id() FROM PUBLIC;


--
-- Name: FUNCTION actor_type(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.actor_type() FROM PUBLIC;


--
-- Name: FUNCTION announce_changes(profiles bigint[], clocks bigint[]); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.announce_changes(profiles bigint[], clocks bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.announce_changes(profiles bigint[], clocks bigint[]) TO vexar_app;


--
-- Name: FUNCTION announce_deletion(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.announce_deletion() FROM PUBLIC;


--
-- Name: TABLE bookings; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.bookings TO vexar_app;
GRANT SELECT ON TABLE vexar.bookings TO vexar_admin;


--
-- Name: COLUMN bookings.profile_id; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(profile_id) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.kind; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(kind) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.product_id; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(product_id),UPDATE(product_id) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.operator_id; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(operator_id),UPDATE(operator_id) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.booking_date; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(booking_date),UPDATE(booking_date) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.start_time; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(start_time),UPDATE(start_time) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.checkout_date; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(checkout_date),UPDATE(checkout_date) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.duration_minutes; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(duration_minutes),UPDATE(duration_minutes) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.status; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(status),UPDATE(status) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.visitor_name; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(visitor_name),UPDATE(visitor_name) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.visitor_email; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(visitor_email),UPDATE(visitor_email) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.visitor_phone; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(visitor_phone),UPDATE(visitor_phone) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.visitor_note; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(visitor_note),UPDATE(visitor_note) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.price; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(price),UPDATE(price) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.currency; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(currency),UPDATE(currency) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.cancellation_reason; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT UPDATE(cancellation_reason) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: COLUMN bookings.double_booked; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(double_booked),UPDATE(double_booked) ON TABLE vexar.bookings TO vexar_app;


--
-- Name: FUNCTION booking_facts(booking vexar.bookings); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.booking_facts(booking vexar.bookings) FROM PUBLIC;


--
-- Name: FUNCTION busiest(profile bigint, of_line bigint, within tstzrange); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.busiest(profile bigint, of_line bigint, within tstzrange) FROM PUBLIC;


--
-- Name: FUNCTION claim_notification(after_profile bigint, lease interval, passed_by bigint[]); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.claim_notification(after_profile bigint, lease interval, passed_by bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.claim_notification(after_profile bigint, lease interval, passed_by bigint[]) TO vexar_app;


--
-- Name: FUNCTION clocks_moved(since pg_snapshot); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.clocks_moved(since pg_snapshot) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.clocks_moved(since pg_snapshot) TO vexar_app;


--
-- Name: FUNCTION count_booking(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.count_booking() FROM PUBLIC;


--
-- Name: FUNCTION current_profile_id(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.current_profile_id() FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.current_profile_id() TO vexar_app;
GRANT ALL ON FUNCTION vexar.current_profile_id() TO vexar_admin;


--
-- Name: FUNCTION delete_history(profile bigint, after_id bigint, older_than timestamp with time zone, batch integer); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.delete_history(profile bigint, after_id bigint, older_than timestamp with time zone, batch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.delete_history(profile bigint, after_id bigint, older_than timestamp with time zone, batch integer) TO vexar_admin;


--
-- Name: FUNCTION delete_idempotency_keys(batch integer); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.delete_idempotency_keys(batch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.delete_idempotency_keys(batch integer) TO vexar_admin;


--
-- Name: FUNCTION delete_messages(older_than timestamp with time zone, batch integer); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.delete_messages(older_than timestamp with time zone, batch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.delete_messages(older_than timestamp with time zone, batch integer) TO vexar_admin;


--
-- Name: FUNCTION delete_review_tokens(older_than timestamp with time zone, batch integer); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.delete_review_tokens(older_than timestamp with time zone, batch integer) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.delete_review_tokens(older_than timestamp with time zone, batch integer) TO vexar_admin;


--
-- Name: FUNCTION derive(booking vexar.bookings, may_skip boolean); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.derive(booking vexar.bookings, may_skip boolean) FROM PUBLIC;


--
-- Name: FUNCTION during_of(booking vexar.bookings); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.during_of(booking vexar.bookings) FROM PUBLIC;


--
-- Name: FUNCTION forget_counts(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.forget_counts() FROM PUBLIC;


--
-- Name: FUNCTION hold_booking(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.hold_booking() FROM PUBLIC;


--
-- Name: FUNCTION line_of(booking vexar.bookings); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.line_of(booking vexar.bookings) FROM PUBLIC;


--
-- Name: FUNCTION session_of(booking vexar.bookings); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.session_of(booking vexar.bookings) FROM PUBLIC;


--
-- Name: FUNCTION holds_differ(a vexar.bookings, b vexar.bookings); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.holds_differ(a vexar.bookings, b vexar.bookings) FROM PUBLIC;


--
-- Name: FUNCTION instant_at(wall timestamp without time zone, zone text); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.instant_at(wall timestamp without time zone, zone text) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.instant_at(wall timestamp without time zone, zone text) TO vexar_app;
GRANT ALL ON FUNCTION vexar.instant_at(wall timestamp without time zone, zone text) TO vexar_admin;


--
-- Name: FUNCTION is_free_for(booking vexar.bookings, places integer); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.is_free_for(booking vexar.bookings, places integer) FROM PUBLIC;


--
-- Name: FUNCTION is_holding(booking vexar.bookings); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.is_holding(booking vexar.bookings) FROM PUBLIC;


--
-- Name: FUNCTION lock_clock(profile bigint); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.lock_clock(profile bigint) FROM PUBLIC;


--
-- Name: FUNCTION lock_clock_of_deleted(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.lock_clock_of_deleted() FROM PUBLIC;


--
-- Name: FUNCTION lock_clocks(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.lock_clocks() FROM PUBLIC;


--
-- Name: FUNCTION lock_own_clock(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.lock_own_clock() FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.lock_own_clock() TO vexar_app;
GRANT ALL ON FUNCTION vexar.lock_own_clock() TO vexar_admin;


--
-- Name: FUNCTION move_to_zone(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.move_to_zone() FROM PUBLIC;


--
-- Name: FUNCTION next_seat(profile bigint, of_line bigint, wanted tstzrange, places integer, OUT seat integer, OUT free_until timestamp with time zone); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.next_seat(profile bigint, of_line bigint, wanted tstzrange, places integer, OUT seat integer, OUT free_until timestamp with time zone) FROM PUBLIC;


--
-- Name: FUNCTION note_queued(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.note_queued() FROM PUBLIC;


--
-- Name: FUNCTION outbox_depth(OUT queued bigint, OUT sending bigint, OUT failed bigint, OUT oldest_due_seconds double precision); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.outbox_depth(OUT queued bigint, OUT sending bigint, OUT failed bigint, OUT oldest_due_seconds double precision) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.outbox_depth(OUT queued bigint, OUT sending bigint, OUT failed bigint, OUT oldest_due_seconds double precision) TO vexar_app;


--
-- Name: FUNCTION places_for(booking vexar.bookings); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.places_for(booking vexar.bookings) FROM PUBLIC;


--
-- Name: FUNCTION prepare_booking(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.prepare_booking() FROM PUBLIC;


--
-- Name: FUNCTION record_booking(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.record_booking() FROM PUBLIC;


--
-- Name: FUNCTION record_departure(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.record_departure() FROM PUBLIC;


--
-- Name: FUNCTION record_narrowed_view(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.record_narrowed_view() FROM PUBLIC;


--
-- Name: FUNCTION recount_bookings(profile bigint); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.recount_bookings(profile bigint) FROM PUBLIC;


--
-- Name: FUNCTION require_age(older_than timestamp with time zone, minimum interval); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.require_age(older_than timestamp with time zone, minimum interval) FROM PUBLIC;


--
-- Name: FUNCTION search_form(said text); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.search_form(said text) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.search_form(said text) TO vexar_app;
GRANT ALL ON FUNCTION vexar.search_form(said text) TO vexar_admin;


--
-- Name: FUNCTION session_of_key(hash bytea); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.session_of_key(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.session_of_key(hash bytea) TO vexar_app;


--
-- Name: FUNCTION session_of_subject(profile bigint, operator bigint); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.session_of_subject(profile bigint, operator bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.session_of_subject(profile bigint, operator bigint) TO vexar_app;


--
-- Name: FUNCTION settle_notification(profile bigint, notification bigint, leased_until timestamp with time zone, outcome text, error text, told integer, pause interval); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.settle_notification(profile bigint, notification bigint, leased_until timestamp with time zone, outcome text, error text, told integer, pause interval) FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.settle_notification(profile bigint, notification bigint, leased_until timestamp with time zone, outcome text, error text, told integer, pause interval) TO vexar_app;


--
-- Name: FUNCTION start_clock(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.start_clock() FROM PUBLIC;


--
-- Name: FUNCTION take_hold(booking vexar.bookings, places integer); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.take_hold(booking vexar.bookings, places integer) FROM PUBLIC;


--
-- Name: FUNCTION touch_access(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.touch_access() FROM PUBLIC;


--
-- Name: FUNCTION touch_clock(profile bigint); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.touch_clock(profile bigint) FROM PUBLIC;


--
-- Name: FUNCTION touch_clock_of_profile(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.touch_clock_of_profile() FROM PUBLIC;


--
-- Name: FUNCTION touch_clock_of_row(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.touch_clock_of_row() FROM PUBLIC;


--
-- Name: FUNCTION touch_everything(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.touch_everything() FROM PUBLIC;


--
-- Name: FUNCTION viewing_operator_id(); Type: ACL; Schema: vexar; Owner: vexar_owner
--

REVOKE ALL ON FUNCTION vexar.viewing_operator_id() FROM PUBLIC;
GRANT ALL ON FUNCTION vexar.viewing_operator_id() TO vexar_app;
GRANT ALL ON FUNCTION vexar.viewing_operator_id() TO vexar_admin;


--
-- Name: TABLE api_keys; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE vexar.api_keys TO vexar_admin;


--
-- Name: TABLE booking_counts; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.booking_counts TO vexar_app;
GRANT SELECT ON TABLE vexar.booking_counts TO vexar_admin;


--
-- Name: TABLE booking_departures; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.booking_departures TO vexar_app;
GRANT SELECT ON TABLE vexar.booking_departures TO vexar_admin;


--
-- Name: TABLE booking_history; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.booking_history TO vexar_app;
GRANT SELECT ON TABLE vexar.booking_history TO vexar_admin;


--
-- Name: TABLE holds; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.holds TO vexar_app;
GRANT SELECT ON TABLE vexar.holds TO vexar_admin;


--
-- Name: TABLE idempotency_keys; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT,INSERT,UPDATE ON TABLE vexar.idempotency_keys TO vexar_app;
GRANT SELECT,DELETE ON TABLE vexar.idempotency_keys TO vexar_admin;


--
-- Name: TABLE notifications; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.notifications TO vexar_app;
GRANT SELECT ON TABLE vexar.notifications TO vexar_admin;


--
-- Name: COLUMN notifications.profile_id; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(profile_id) ON TABLE vexar.notifications TO vexar_app;


--
-- Name: COLUMN notifications.booking_id; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(booking_id) ON TABLE vexar.notifications TO vexar_app;


--
-- Name: COLUMN notifications.booking_version; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(booking_version) ON TABLE vexar.notifications TO vexar_app;


--
-- Name: COLUMN notifications.kind; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(kind) ON TABLE vexar.notifications TO vexar_app;


--
-- Name: COLUMN notifications.cause; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(cause) ON TABLE vexar.notifications TO vexar_app;


--
-- Name: COLUMN notifications.recipient; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(recipient) ON TABLE vexar.notifications TO vexar_app;


--
-- Name: COLUMN notifications.state; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT UPDATE(state) ON TABLE vexar.notifications TO vexar_app;
GRANT UPDATE(state) ON TABLE vexar.notifications TO vexar_admin;


--
-- Name: COLUMN notifications.attempts; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT UPDATE(attempts) ON TABLE vexar.notifications TO vexar_admin;


--
-- Name: COLUMN notifications.next_attempt_at; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT UPDATE(next_attempt_at) ON TABLE vexar.notifications TO vexar_admin;


--
-- Name: COLUMN notifications.locked_until; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT UPDATE(locked_until) ON TABLE vexar.notifications TO vexar_admin;


--
-- Name: TABLE overrides; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.overrides TO vexar_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vexar.overrides TO vexar_admin;


--
-- Name: TABLE products; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.products TO vexar_app;
GRANT SELECT,INSERT,UPDATE ON TABLE vexar.products TO vexar_admin;


--
-- Name: TABLE profile_clocks; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.profile_clocks TO vexar_app;
GRANT SELECT ON TABLE vexar.profile_clocks TO vexar_admin;


--
-- Name: TABLE profile_settings; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.profile_settings TO vexar_app;
GRANT SELECT,INSERT,UPDATE ON TABLE vexar.profile_settings TO vexar_admin;


--
-- Name: TABLE profiles; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.profiles TO vexar_app;
GRANT SELECT,INSERT,UPDATE ON TABLE vexar.profiles TO vexar_admin;


--
-- Name: TABLE review_tokens; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.review_tokens TO vexar_app;
GRANT SELECT ON TABLE vexar.review_tokens TO vexar_admin;


--
-- Name: COLUMN review_tokens.profile_id; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(profile_id) ON TABLE vexar.review_tokens TO vexar_app;


--
-- Name: COLUMN review_tokens.token_hash; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(token_hash) ON TABLE vexar.review_tokens TO vexar_app;


--
-- Name: COLUMN review_tokens.booking_id; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT INSERT(booking_id) ON TABLE vexar.review_tokens TO vexar_app;


--
-- Name: TABLE schedules; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.schedules TO vexar_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vexar.schedules TO vexar_admin;


--
-- Name: TABLE staff; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.staff TO vexar_app;
GRANT SELECT,INSERT,UPDATE ON TABLE vexar.staff TO vexar_admin;


--
-- Name: TABLE staff_products; Type: ACL; Schema: vexar; Owner: vexar_owner
--

GRANT SELECT ON TABLE vexar.staff_products TO vexar_app;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE vexar.staff_products TO vexar_admin;


--
-- PostgreSQL database dump complete
--

\unrestrict vexar
