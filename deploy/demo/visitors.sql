-- The visitors: people write their names in many scripts, and not everybody leaves an address and a number.

create temporary table demo_names on commit drop as
select
    n.language,
    n.is_family,
    split_part(p.pair, '/', 1) as name,
    split_part(p.pair, '/', 2) as latin,
    p.number::integer as number,
    cardinality(string_to_array(n.pairs, ' ')) as among
from (
    values
    ('uk', false, 'Олександра/oleksandra Ірина/iryna Тарас/taras Наталія/nataliia Богдан/bohdan Юлія/yuliia'
    ' Андрій/andrii Катерина/kateryna Остап/ostap Соломія/solomiia Михайло/mykhailo Леся/lesia Дмитро/dmytro'
    ' Оксана/oksana Ярослав/yaroslav Єва/yeva'),
    ('uk', true, 'Шевченко/shevchenko Ткаченко/tkachenko Гриценко/hrytsenko Савчук/savchuk Поліщук/polishchuk'
    ' Кравець/kravets Демченко/demchenko Романюк/romaniuk Гончар/honchar Заєць/zaiets Вовк/vovk Їжакевич/yizhakevych'),
    ('en', false, 'Olivia/olivia James/james Grace/grace Ethan/ethan Maya/maya Noah/noah Ruth/ruth Caleb/caleb'
    ' Sinéad/sinead Leroy/leroy Priya/priya Walter/walter'),
    ('en', true, 'Bennett/bennett O’Connor/oconnor Hughes/hughes Washington/washington Clarke/clarke Ramirez/ramirez'
    ' Patel/patel Whitfield/whitfield Nguyen/nguyen Brooks/brooks'),
    ('pt', false, 'João/joao Beatriz/beatriz Gonçalo/goncalo Catarina/catarina Rui/rui Mafalda/mafalda Zé/ze'
    ' Inês/ines'),
    ('pt', true, 'Magalhães/magalhaes Conceição/conceicao Teixeira/teixeira Simões/simoes Pires/pires Leitão/leitao'),
    ('de', false, 'Jürgen/juergen Käthe/kaethe Lukas/lukas Annegret/annegret Moritz/moritz Jördis/joerdis Emil/emil'),
    ('de', true, 'Groß/gross Müller/mueller Schäfer/schaefer Vogel/vogel Löwe/loewe Ahrens/ahrens'),
    ('pl', false, 'Łukasz/lukasz Agnieszka/agnieszka Zbigniew/zbigniew Małgorzata/malgorzata Michał/michal'
    ' Żaneta/zaneta'),
    ('pl', true, 'Wójcik/wojcik Nowak/nowak Świątek/swiatek Kaczmarek/kaczmarek Mazur/mazur Gołąb/golab'),
    ('el', false, 'Ελένη/eleni Γιώργος/giorgos Δέσποινα/despina Νίκος/nikos Χρήστος/christos Ζωή/zoi'),
    ('el', true, 'Παπαγεωργίου/papageorgiou Αλεξίου/alexiou Οικονόμου/oikonomou Δημητρίου/dimitriou Νικολάου/nikolaou'),
    ('tr', false, 'Işıl/isil Ömer/omer Şebnem/sebnem İbrahim/ibrahim Gökçe/gokce Yağmur/yagmur'),
    ('tr', true, 'Yılmaz/yilmaz Çelik/celik Öztürk/ozturk Güneş/gunes Doğan/dogan'),
    ('ka', false, 'ნინო/nino გიორგი/giorgi თამარ/tamar ლევან/levan ქეთევან/ketevan ზურაბ/zurab'),
    ('ka', true, 'ბერიძე/beridze კაპანაძე/kapanadze გელაშვილი/gelashvili მაისურაძე/maisuradze ლომიძე/lomidze'),
    ('he', false, 'נועה/noa דוד/david יעל/yael איתן/eitan תמר/tamar אורי/uri'),
    ('he', true, 'כהן/cohen לוי/levi מזרחי/mizrahi פרץ/peretz ביטון/biton'),
    ('ar', false, 'ليلى/layla عمر/omar نور/nour يوسف/yousef سلمى/salma كريم/karim'),
    ('ar', true, 'حداد/haddad الخطيب/alkhatib منصور/mansour النجار/alnajjar سليمان/suleiman'),
    ('hi', false, 'अंजलि/anjali रोहन/rohan मीरा/meera अर्जुन/arjun दीपिका/deepika विक्रम/vikram'),
    ('hi', true, 'शर्मा/sharma वर्मा/verma गुप्ता/gupta सिंह/singh जोशी/joshi'),
    ('zh', false, '美玲/meiling 志强/zhiqiang 静怡/jingyi 建国/jianguo 小雨/xiaoyu 子涵/zihan'),
    ('zh', true, '王/wang 陈/chen 欧阳/ouyang 李/li 林/lin 周/zhou'),
    ('ja', false, '陽子/yoko 健太/kenta さくら/sakura 大輔/daisuke 美穂/miho 翔/sho'),
    ('ja', true, '佐藤/sato 髙橋/takahashi 渡邉/watanabe 小林/kobayashi 森/mori'),
    ('ko', false, '지은/jieun 민수/minsu 서연/seoyeon 도윤/doyun 하늘/haneul'),
    ('ko', true, '김/kim 박/park 이/lee 최/choi 황보/hwangbo'),
    ('vi', false, 'Thảo/thao Đức/duc Ngọc/ngoc Hương/huong Quân/quan Tuyết/tuyet'),
    ('vi', true, 'Trần/tran Phạm/pham Lê/le Đặng/dang Vũ/vu')
) as n (language, is_family, pairs),
    unnest(string_to_array(n.pairs, ' ')) with ordinality as p (pair, number);

-- Who comes where: the more often a language stands here, the more of them.
create temporary table demo_crowds (username text, people integer, languages text[]) on commit drop;
insert into demo_crowds (username, people, languages)
values
('salon', 1800, string_to_array('uk uk uk uk uk uk uk uk uk uk uk uk en en pl ka tr he ar hi zh vi', ' ')),
('guesthouse', 1500, string_to_array('pt pt pt pt en en en en en de de de pl el tr uk he ar hi zh ja ja ko vi', ' ')),
('practice', 500, string_to_array('en en en en en en en en en en en en vi zh ko hi he ar el pt uk', ' '));

create temporary table demo_visitors on commit drop as
with people as (
    select
        n.number,
        c.username || n.number as seed,
        pg_temp.one_of('language ' || c.username || n.number, c.languages) as language
    from demo_crowds as c, generate_series(1, c.people) as n (number)
    where c.username = :'profile'
)
select
    p.number,
    case
        when p.language in ('zh', 'ja', 'ko') then f.name || g.name
        when p.language = 'vi' then f.name || ' ' || g.name
        else g.name || ' ' || f.name
    end as name,
    -- Domains (RFC 2606) and numbers that are kept for examples: nobody is written to or called.
    case when pg_temp.chance('email ' || p.seed) < 0.85 then
        g.latin || '.' || f.latin || p.number
        || pg_temp.one_of('domain ' || p.seed, array['@example.com', '@example.org', '@example.net'])
    end as email,
    case when pg_temp.chance('phone ' || p.seed) < 0.8 then
        pg_temp.one_of('code ' || p.seed, array['+1 202-555-01', '+44 20 7946 09', '+44 1632 9600', '+1 617-555-01'])
        || lpad(pg_temp.whole('number ' || p.seed, 0, 99)::text, 2, '0')
    end as phone
from people as p
inner join demo_names as g
    on g.language = p.language and not g.is_family and g.number = pg_temp.whole('given ' || p.seed, 1, g.among)
inner join demo_names as f
    on f.language = p.language and f.is_family and f.number = pg_temp.whole('family ' || p.seed, 1, f.among);
