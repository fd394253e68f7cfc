-- What search compares: any case in any script, in one Unicode form.
begin;
\ir fixture.psql
select plan(13);

select ok(
    strpos(vexar.search_form(s.in_text), vexar.search_form(s.said)) > 0, format('%s is found in %s', s.said, s.in_text)
)
from (
    values
    ('jane', 'JANE DOE'),
    ('ЖАННА', 'жанна д''арк'),
    ('ΣΊΣΥΦΟΣ', 'Σίσυφος'),
    ('σίσυφοσ', 'Σίσυφος'),
    ('STRASSE', 'Straße'),
    ('straße', 'STRAẞE'),
    ('istanbul', 'İSTANBUL'),
    ('IŞIK', 'ışık'),
    (u&'\03AA\0301', u&'\0390'),
    (u&'Zoe\0308', u&'Zo\00EB'),
    ('%', '100 % Jane')
) as s (said, in_text);

select pg_temp.speak(pg_temp.new_profile()) \g /dev/null
select pg_temp.book('2030-05-06 10:00', 60) as booking \gset
update vexar.bookings set visitor_email = 'doe@example.org', visitor_phone = '+380 44' where id = :booking;
select is(
    (select b.search_text from vexar.bookings as b where b.id = :booking), e'JANE\x1fDOE@EXAMPLE.ORG\x1f+380 44',
    'a booking is searched by name, e-mail and phone'
);
select is(
    (select strpos(b.search_text, vexar.search_form('jane doe')) from vexar.bookings as b where b.id = :booking), 0,
    'each by itself'
);

select * from finish();
rollback;
