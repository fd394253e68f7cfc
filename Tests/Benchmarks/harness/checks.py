"""Whether the answers are right, before anything is timed: against plain SQL past row-level security (checks.sql)."""

import json
import random

from load import HERE, Wrong, compose


def check(stack):
    some = random.sample(range(1, stack.many.profiles - 3), k=min(20, stack.many.profiles - 4))
    check_side(stack.many, [*some, stack.small, stack.larger, stack.largest, stack.busy])
    check_side(stack.wide, random.sample(range(1, stack.wide.profiles + 1), k=20))
    check_limits(stack.many, stack.busy, stack.month)


def check_side(side, profiles):
    for facts in facts_of(side, profiles):
        try:
            check_profile(side, facts)
        except Wrong:
            # What is to come is less once a booking begins, which may have been just then.
            check_profile(side, facts_of(side, [facts["profile"]])[0])


def facts_of(side, profiles):
    text = (HERE / "checks.sql").read_text()
    lines = side.sql(text, ids=f"array[{','.join(map(str, profiles))}]").split("\n")
    return [json.loads(line) for line in lines]


def check_profile(side, facts):
    ask = Asking(side, facts["profile"])
    page = ask.get("")
    ask.same("list", page["bookings"], facts["list"])
    ask.same("total", page["total"], facts["total"])
    page = ask.get(f"?status=pending,confirmed&date_from={facts['today']}&order=asc&limit=20")
    ask.same("filtered list", ids(page["bookings"]), facts["coming"])
    ask.same("filtered total", page["total"], facts["coming_total"])
    ask.same("stats", ask.get("/stats")["stats"], facts["stats"])
    ask.same("poll", ask.get("/poll"), {"ts": facts["ts"]})
    first = facts["month"]
    grid = ask.get("/grid" if first[:7] == facts["today"][:7] else f"/grid?date_from={first}")
    ask.same("the grid's bookings", grid["bookings"], facts["grid"])
    for name, own in {"staff": "staff", "services": "services"}.items():
        ask.same(f"the grid's {name}", ids(grid[name]), facts[own])
    ask.same("the grid's stats", grid["stats"], facts["stats"])
    ask.unchanged("")
    ask.unchanged("/grid" if first[:7] == facts["today"][:7] else f"/grid?date_from={first}")


class Asking:
    """One profile's owner, who compares."""

    def __init__(self, side, profile):
        self.side = side
        self.profile = profile

    def get(self, path):
        status, _, body = self.side.get(self.profile, path)
        self.same(f"status of {path or 'list'}", status, 200)
        return body

    def unchanged(self, path):
        tag = self.side.get(self.profile, path)[1]["ETag"]
        self.same(f"status of an unchanged {path or 'list'}", self.side.get(self.profile, path, tag)[0], 304)
        stale = tag.replace("-", "-0", 1)
        self.same(f"status of a changed {path or 'list'}", self.side.get(self.profile, path, stale)[0], 200)

    def same(self, what, said, fact):
        if said != fact:
            said, fact = where_they_differ(said, fact)
            raise Wrong(f"wrong answer: {what} of profile {self.profile} of {self.side.name}: {said}, not {fact}")


def where_they_differ(said, fact):
    """Of two lists as long the first pair, of two objects the members: a page is too long to look through."""
    if isinstance(said, list) and isinstance(fact, list) and len(said) == len(fact):
        return where_they_differ(*next(pair for pair in zip(said, fact) if pair[0] != pair[1]))
    if isinstance(said, dict) and isinstance(fact, dict) and said.keys() == fact.keys():
        names = [name for name in said if name == "id" or said[name] != fact[name]]
        return {name: said[name] for name in names}, {name: fact[name] for name in names}
    return said, fact


def check_limits(side, profile, month):
    """The limits have to bring the same facts, or they are none."""
    page = side.get(profile)[2]
    rows = rows_of(side, profile, "list", ())
    said = [[int(value) for value in rows[0]], [int(row[0]) for row in rows[1:]]]
    ts = side.get(profile, "/poll")[2]["ts"]
    fact = [[ts, page["total"]], ids(page["bookings"])]
    grid = side.get(profile, "/grid")[2]
    count = len(grid["bookings"])
    rows = rows_of(side, profile, "grid", month)
    counters, bookings = rows[0], rows[1:1 + count]
    said += [[int(value) for value in [*counters[:4], counters[5]]], [int(row[0]) for row in bookings], len(rows)]
    parts = sum(len(grid[name]) for name in ("bookings", "schedule", "overrides", "services", "staff"))
    fact += [[*grid["stats"].values(), ts], ids(grid["bookings"]), 2 + parts]
    if said != fact:
        raise Wrong(f"a limit brings other facts than the service: {said}, not {fact}")


def rows_of(side, profile, name, dates):
    """What the statements of a limit give in its transaction, as pgbench runs it: to the service's role."""
    text = "\n".join(line for line in compose(name, False, dates).split("\n") if not line.startswith("\\set "))
    key, _, *rows = [line.split("|") for line in side.sql(text, role="vexar_app", n=profile).split("\n")]
    if key[0] != str(profile):
        raise Wrong(f"a limit takes profile {profile} for {key[0] or 'nobody'}")
    return rows


def ids(objects):
    return [each["id"] for each in objects]
