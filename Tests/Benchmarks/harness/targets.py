"""The targets of "as fast as the database under it", and how far each was met: a ratio for each round of interleaved
runs, and their median."""

import dataclasses
import statistics
import typing

LEAST, MOST = "at least", "at most"


@dataclasses.dataclass(frozen=True)
class Target:
    text: str
    group: str
    sense: str
    bound: float
    ratio: typing.Callable[[dict], float]
    # The run that bounds it, whose own rate stands beside the ratio.
    limit: str | None = None


def rate(name):
    return lambda runs: runs[name]["rate"]


def bounded(text, group, bound, name, limit):
    """A rate, of that of its limit."""
    return Target(text, group, LEAST, bound, of(rate(name), rate(limit)), limit)


def of(above, below):
    return lambda runs: above(runs) / below(runs)


def slower(name, than):
    """Time per request of one, of the other's, with the same number of clients."""
    return of(rate(than), rate(name))


def worker_share(runs):
    cpu = runs["list, 64 clients"]["cpu"]
    return cpu["worker"] / cpu["postgres"]


TARGETS = [
    bounded("list of 50, 64 clients, of the database limit", "list", 0.75, "list, 64 clients", "limit list"),
    bounded("list of 50, 8 clients, of the database limit", "list", 0.60, "list, 8 clients", "limit list"),
    Target("worker CPU per list of 50, of PostgreSQL's", "list", MOST, 0.25, worker_share),
    Target("unchanged list (304), of the full one", "list", LEAST, 2.5,
        of(rate("list 304, 64 clients"), rate("list, 64 clients"))),
    Target("unchanged grid (304), of the full one", "grid", LEAST, 2.5, of(rate("grid 304"), rate("grid"))),
    bounded("grid of a month, of its statements under pgbench", "grid", 0.7, "grid", "limit grid"),
    bounded("poll, 64 clients, of nginx return 200", "poll", 0.35, "poll", "limit poll"),
    bounded("create, 32 clients, of its transaction under pgbench", "create", 0.8, "create", "limit create"),
    *(
        Target(f"{name} of 1 000 000, of one of 1 000 (time)", "large", MOST, 1.5,
            slower(f"{name} of 1 000 000", f"{name} of 1 000"))
        for name in ("list", "stats", "grid", "poll")
    ),
    *(
        Target(f"{name} of 100 000 profiles, of 2 000 (time)", "wide", MOST, 1.2,
            slower(f"{name} of 100 000 profiles", f"{name} of 2 000 profiles"))
        for name in ("list", "poll")
    ),
]


def judge(results):
    judged = []
    for target in TARGETS:
        if rounds := with_limits(results["groups"].get(target.group, [])):
            row = verdict(target.text, target.sense, target.bound, [target.ratio(runs) for runs in rounds])
            if target.limit:
                row["limit"] = statistics.median(runs[target.limit]["rate"] for runs in rounds)
                row["way"] = rounds[0][target.limit]["way"]
                row["other"] = other_ways(target, rounds, row["way"])
            judged.append(row)
    if starts := results.get("starts"):
        judged.append(verdict("worker start to its first list, s", MOST, 0.1, [start["list"] for start in starts]))
    if soak := results.get("soak"):
        text = f"worker memory after {soak['minutes']:g} minutes of mixed load, MB"
        judged.append(verdict(text, MOST, 40, [soak["memory"][-1] / 1e6]))
    return judged


def other_ways(target, rounds, best):
    """The median of the ratio to each other way of running the limit."""
    ways = [name for name in rounds[0] if name.startswith(target.limit + ", ") and not name.endswith(f", {best}")]
    return {
        way.rpartition(", ")[2]: statistics.median(
            target.ratio({**runs, target.limit: runs[way]}) for runs in rounds
        )
        for way in ways
    }


def with_limits(rounds):
    """Each round with the faster way of running a limit under its plain name: the same way in all rounds."""
    names = {name.rpartition(", ")[0] for name in (rounds[0] if rounds else {}) if name.startswith("limit ")}
    rounds = [dict(runs) for runs in rounds]
    for name in names:
        ways = [way for way in rounds[0] if way.startswith(name + ", ")]
        best = max(ways, key=lambda way: statistics.median(runs[way]["rate"] for runs in rounds))
        for runs in rounds:
            runs[name] = {**runs[best], "way": best.rpartition(", ")[2]}
    return rounds


def verdict(text, sense, bound, ratios):
    median = statistics.median(ratios)
    return {
        "target": text, "sense": sense, "bound": bound, "rounds": ratios, "median": median,
        "met": median >= bound if sense == LEAST else median <= bound,
    }
