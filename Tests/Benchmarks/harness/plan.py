"""What is measured: groups of runs, of which each round of a group makes every one."""

import dataclasses

from load import Requests, Transactions
from stack import API


@dataclasses.dataclass(frozen=True)
class Group:
    name: str
    runs: list


def groups(stack):
    """Those that read first: what create leaves behind would be in their way."""
    return [listing(stack), grid(stack), stats(stack), poll(stack), large(stack), wide(stack), create(stack)]


def ordinary(stack):
    """The range of the set's profiles that are all of a size."""
    return {"side": stack.many, "first": 1, "last": stack.many.profiles - 4}


def only(stack, profile):
    return {"side": stack.many, "first": profile, "last": profile}


def limits(name, clients, where, dates=()):
    return [
        Transactions(f"limit {name}, {way}", clients=clients, script=name, pipelined=pipelined, dates=dates, **where)
        for way, pipelined in {"plain": False, "pipelined": True}.items()
    ]


def listing(stack):
    where = ordinary(stack)
    return Group("list", [
        Requests("list, 64 clients", clients=64, path=API, **where),
        *limits("list", 8, where),
        Requests("list, 8 clients", clients=8, path=API, **where),
        Requests("list 304, 64 clients", clients=64, path=API, kind="current", expected=304, **where),
    ])


def grid(stack):
    where = only(stack, stack.busy)
    path = API + "/grid?" + "&".join(f"date_{name}={date}" for name, date in stack.month)
    return Group("grid", [
        Requests("grid", clients=8, path=path, **where),
        *limits("grid", 8, where, stack.month),
        Requests("grid 304", clients=8, path=path, kind="current", expected=304, **where),
    ])


def stats(stack):
    return Group("stats", [Requests("stats", clients=8, path=API + "/stats", **ordinary(stack))])


def poll(stack):
    where = ordinary(stack)
    return Group("poll", [
        Requests("poll", clients=64, path=API + "/poll", **where),
        Requests("limit poll, nginx", clients=64, path="/limit/poll", **where),
    ])


def large(stack):
    """Whoever has more bookings: the same page, and a month with the same 42."""
    month = stack.many.sql(
        "select date_trunc('month', max(booking_date))::date from vexar.bookings where profile_id = :n", n=stack.small
    )
    paths = {"list": "", "stats": "/stats", "grid": f"/grid?date_from={month}", "poll": "/poll"}
    sizes = {"1 000 000": stack.largest, "200 000": stack.larger, "1 000": stack.small}
    return Group("large", [
        Requests(f"{name} of {size}", clients=8, path=API + path, **only(stack, profile))
        for name, path in paths.items() for size, profile in sizes.items()
    ])


def wide(stack):
    """Many profiles: 10 bookings a page, for those of the wide set have 12."""
    many = ordinary(stack)
    wider = {"side": stack.wide, "first": 1, "last": stack.wide.profiles}
    return Group("wide", [
        Requests(f"{name} of {text} profiles", clients=8, path=API + path, **where)
        for name, path in {"list": "?limit=10", "poll": "/poll"}.items()
        for text, where in {"100 000": wider, "2 000": many}.items()
    ])


def create(stack):
    where = ordinary(stack)
    return Group("create", [
        Requests("create", clients=32, path=API, kind="create", expected=201, **where),
        *limits("create", 32, where),
    ])
