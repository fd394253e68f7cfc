import Foundation
import Testing

/// `sql/check` refuses what is unsafe beside a running service, and nothing else.
@Suite struct SafeChangesTests {
    private static let sql = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../sql").standardizedFileURL.path

    /// Runs it over a project of these changes, in this order; gives what it says, or nil if it has nothing to say.
    private func check(_ changes: [String]) throws -> String? {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: directory) }
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("deploy"), withIntermediateDirectories: true)
        var plan = "%syntax-version=1.0.0\n%project=vexar\n\n"
        for (number, change) in changes.enumerated() {
            plan += "change\(number) 2026-01-01T00:00:00Z Tests <tests@vexar.invalid> # A change.\n"
            try Data(change.utf8).write(to: directory.appendingPathComponent("deploy/change\(number).sql"))
        }
        try Data(plan.utf8).write(to: directory.appendingPathComponent("sqitch.plan"))
        do {
            try RunningProcess.run("\(Self.sql)/check", [directory.path])
            return nil
        } catch let failure as RunningProcess.Failure {
            return failure.text
        }
    }

    private func altering(_ action: String, timeout: String = "'500ms'") -> String {
        """
        begin;
        set local role vexar_owner;
        set local lock_timeout = \(timeout);
        alter table vexar.bookings \(action);
        commit;
        """
    }

    @Test func theProjectItselfIsSafe() throws {
        try RunningProcess.run("\(Self.sql)/check", [])
    }

    @Test(arguments: [
        ("alter column price type numeric(12, 2)", "anew"),
        ("alter price set data type text", "anew"),
        ("add column n bigint, ALTER COLUMN price TYPE text", "anew"),
        ("add column n bigserial", "anew"),
        ("add column n bigint generated always as (price * 2) stored", "anew"),
        ("set tablespace fast", "anew"),
        ("add column token uuid not null default gen_random_uuid()", "gen_random_uuid()"),
        ("add made timestamptz default clock_timestamp ( )", "clock_timestamp()"),
        ("add column channel text not null", "default"),
        ("add column channel text check (channel <> '')", "NOT VALID"),
        ("add column owner bigint references vexar.staff (id)", "NOT VALID"),
        ("add constraint c check (price > 0 or currency = 'not valid')", "NOT VALID"),
        ("add foreign key (operator_id) references vexar.staff (id)", "NOT VALID"),
        ("add constraint u unique (price)", "CONCURRENTLY"),
        ("alter column price set not null", "VALIDATE"),
        ("rename column price to amount", "old name"),
        ("rename to reservations", "old name"), ("set schema archive", "old name"),
        (#"alter "price" type bigint"#, "anew"), (#"alter column "price" set not null"#, "VALIDATE"),
        ("add constraint c check (price > 0) not valid, validate constraint c", "VALIDATE reads"),
    ])
    func anAlterationThatIsUnsafe(_ action: String, _ expected: String) throws {
        let said = try #require(try check([altering(action)]), "\(action)")
        #expect(said.contains("deploy/change0.sql") && said.contains(expected) && said.contains("1 unsafe"), "\(said)")
    }

    @Test(arguments: [
        "add column channel text", "add column channel text not null default 'web, (by hand)'",
        "add column seen timestamptz default now()", "add column n numeric(3, 1) default 0, add column m integer",
        "add constraint c check (price > 0) not valid", "alter column price set default 0",
        "add constraint u unique using index bookings_u_idx", "drop constraint c", "enable row level security",
    ])
    func anAlterationThatIsSafe(_ action: String) throws {
        #expect(try check([altering(action)]) == nil)
    }

    @Test(arguments: ["0", "'2s'", "'1min'", "'1 min'", "'1h'", "default"])
    func aTimeoutThatIsNone(_ timeout: String) throws {
        let said = try check([altering("add column channel text", timeout: timeout)])
        #expect(try #require(said).contains("lock_timeout"))
    }

    /// Among them timeouts that are not in force: SET LOCAL ends with its transaction, and outside of one sets nothing.
    @Test(arguments: [
        "alter table vexar.bookings add column channel text;",
        "create trigger t after insert on vexar.bookings for each row execute function vexar.f();",
        "drop table vexar.holds;", "create policy p on vexar.bookings using (true);",
        "create table vexar.notes (booking_id bigint references vexar.bookings (id));",
        "alter table vexar.bookings add n int; set local lock_timeout = '500ms';",
        "set local lock_timeout = '500ms'; alter table vexar.bookings add n int;",
        "begin; set local lock_timeout = '500ms'; commit; begin; alter table vexar.bookings add n int; commit;",
        "begin; set local lock_timeout = '500ms'; reset lock_timeout; alter table vexar.bookings add n int; commit;",
        "set lock_timeout = '500ms'; begin; set local lock_timeout = '1h'; drop table vexar.holds; commit;",
        "begin; create table vexar.n (a int); drop table vexar.n, vexar.holds; commit;",
        "begin; create table if not exists vexar.holds (a int); alter table vexar.holds add n int; commit;",
        "/* one /* in */ another; */ alter table vexar.bookings add n int;",
        #"select e'it\'s; --'; alter table vexar.bookings add n int; select ' ';"#,
        "-- set local lock_timeout = '500ms';\nalter table vexar.bookings add n int;",
        "set local lock_timeout = '500ms'; alter table vexar.bookings add n int;",
        "begin; set local lock_timeout = '500ms'; commit; begin; alter table vexar.bookings add n int; commit;",
        "set lock_timeout = '500ms'; reset lock_timeout; alter table vexar.bookings add n int;",
        "begin; set lock_timeout = '500ms'; set local lock_timeout = 0; alter table vexar.bookings add n int; commit;",
    ])
    func aLockThatWaitsForEver(_ change: String) throws {
        #expect(try #require(try check([change])).contains("lock_timeout"))
    }

    @Test(arguments: [
        "set lock_timeout = '500ms'; alter table vexar.bookings add n int;",
        "set lock_timeout = '500ms'; begin; alter table vexar.bookings add n int; commit; drop table vexar.holds;",
        "begin; set local lock_timeout = '500ms'; savepoint s; rollback to s; alter table vexar.a add n int; commit;",
    ])
    func aLockThatIsWaitedForBriefly(_ change: String) throws {
        #expect(try check([change]) == nil)
    }

    @Test(arguments: [
        ("create index i on vexar.bookings (price);", "CONCURRENTLY"),
        ("create unique index on only vexar.bookings (price);", "CONCURRENTLY"),
        ("drop index vexar.bookings_date_idx;", "CONCURRENTLY"),
        ("vacuum (full) vexar.bookings;", "keeps everybody out"), ("reindex table vexar.holds;", "keeps everybody out"),
        ("do $$ begin execute 'create index i on vexar.bookings (price)'; end $$;", "DO block"),
        ("do$$ begin alter table vexar.bookings add n int; end $$;", "DO block"),
        ("do $$ begin execute 'alter ' || 'table x add n int'; end $$;", "DO block"),
        ("do $$ begin drop trigger t on vexar.bookings; end $$;", "DO block"),
        ("select 'create index on vexar.bookings (price)' \\gexec\n", "psql"), ("\\i more.sql\n", "psql"),
        ("refresh materialized view vexar.totals;", "keeps everybody out"),
        ("drop index concurrently if exists vexar.i; begin; create index concurrently i on vexar.holds (n);", "alone"),
        ("drop index concurrently if exists vexar.i; create index concurrently i on vexar.a (n); select 1;", "alone"),
        ("create index concurrently i on vexar.bookings (n);", "drop index concurrently if exists vexar.i"),
        ("create index concurrently if not exists i on vexar.bookings (n);", "interrupted"),
    ])
    func anIndexThatMakesOthersWait(_ change: String, _ expected: String) throws {
        #expect(try #require(try check([change])).contains(expected))
    }

    /// In the session, then no transaction has to say it; and a function that names the setting takes nothing back.
    @Test func aTimeoutForAll() throws {
        let change = """
            set lock_timeout = '1s';
            begin;
            create function vexar.f() returns void language plpgsql as $$ begin set lock_timeout = 0; end $$;
            alter table vexar.bookings add column seen timestamptz default current_timestamp(3);
            commit;
            begin;
            drop table vexar.holds, only vexar."profiles";
            commit;
            """
        #expect(try check([change]) == nil)
    }

    @Test func anIndexBesideTheService() throws {
        let change = """
            set role vexar_owner;
            drop index concurrently if exists vexar.i;
            create index concurrently i on vexar.bookings (price) where status = 'pending; or not';
            """
        #expect(try check([change]) == nil)
    }

    @Test func aTableThatIsNewIsFree() throws {
        let change = """
            begin;
            create table vexar.notes (id bigint primary key, text text check (text <> ''));
            create index on vexar.notes (text);
            alter table vexar.notes add column n bigserial, alter column text set not null;
            create function vexar.f() returns trigger language plpgsql as $f$ begin alter table x add y int; end $f$;
            create trigger t after insert on vexar.notes for each row execute function vexar.f();
            commit;
            """
        #expect(try check([change]) == nil)
    }

    /// NOT VALID, VALIDATE, then SET NOT NULL, which then reads nothing; each in a change of its own.
    @Test func neverNullInThreeSteps() throws {
        let added = altering("add constraint never check (price is not null) not valid")
        let validated = "alter table vexar.bookings validate constraint never;"
        let set = altering("alter column price set not null")
        #expect(try check([added, validated, set]) == nil)
        #expect(try #require(try check([added, set])).contains("deploy/change1.sql"))
        #expect(try #require(try check([added + validated])).contains("VALIDATE reads"))
        let atOnce = altering("add constraint never check (price is not null) not valid, validate constraint never")
        #expect(try #require(try check([atOnce])).contains("VALIDATE reads"))
    }
}
