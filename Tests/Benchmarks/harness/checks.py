"""Whether the answers are right, before anything is timed: against plain SQL past row-level security (checks.sql)."""

import json
import random

from load import HERE, Wrong, statements


def check(stack):
    some = random.sample(range(1, stack.many.profiles - 3), k=min(20, stack.many.profiles - 4))
    check_side(stack.many, [*some, stack.small, stack.larger, stack.largest, stack.busy])
    check_side(stack.wide, random.sample(range(1, stack.wide.profiles + 1), k=20))
    check_limits(stack.many, stack.busy, stack.month)


def check_side(side, profiles):
    text = (HERE / "checks.sql").read_text()
    for line in side.sql(text, ids=f"array[{','.join(map(str, profiles))}]").split("\n"):
        check_profile(side, json.loads(line))


def check_profile(side, facts):
    ask = Asking(side, facts["profile"])
    page = ask.get("")
    ask.same("list", ids(page["bookings"]), facts["list"])
    ask.same("total", page["total"], facts["total"])
    page = ask.get(f"?status=pending,confirmed&date_from={facts['today']}&order=asc&limit=20")
    ask.same("filtered list", ids(page["bookings"]), facts["coming"])
    ask.same("filtered total", page["total"], facts["coming_total"])
    ask.same("stats", ask.get("/stats")["stats"], facts["stats"])
    ask.same("poll", ask.get("/poll"), {"ts": facts["ts"]})
    first = facts["month"]
    grid = ask.get("/grid" if first[:7] == facts["today"][:7] else f"/grid?date_from={first}")
    for name, own in {"bookings": "grid", "staff": "staff", "services": "services"}.items():
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

    def same(self, what, said, fact):
        if said != fact:
            raise Wrong(f"wrong answer: {what} of profile {self.profile} of {self.side.name}: {said}, not {fact}")


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
    text = side.sql(statements(name, dates), n=profile)
    return [line.split("|") for line in text.split("\n")]


def ids(objects):
    return [each["id"] for each in objects]
