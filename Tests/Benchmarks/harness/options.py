"""The arguments of `deploy/dev bench`."""

import argparse
import re


def positive(kind):
    def read(text):
        value = kind(text)
        if value <= 0:
            raise ValueError
        return value

    read.__name__ = f"positive {kind.__name__}"
    return read


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="deploy/dev bench",
        description="Measures the service against what bounds it, on servers of its own; Tests/Benchmarks/README.md "
        "says what each figure means. The exit code tells whether the answers were right, not whether targets were "
        "met.",
    )
    add = parser.add_argument
    add("--rounds", type=positive(int), help="rounds of interleaved runs (3)")
    add("--seconds", type=positive(int), help="seconds of each run (8)")
    add("--quick", action="store_true", help="one round of 3 s: whether it works, not how fast")
    add("--only", metavar="REGEX", type=re.compile, help="only the groups whose name matches: " + GROUPS)
    add("--scale", type=positive(float), default=1.0, help="so many times the data (1), for work on the harness")
    add("--threads", metavar="N", type=positive(int), default=8, help="threads of the worker (8)")
    add("--fresh", action="store_true", help="load the data anew, though a loaded cluster is kept")
    add("--json", metavar="FILE", help="where the results go (.dev/bench/results/TIME.json, the chart beside it)")
    add("--compare", metavar="FILE", help="tell the differences to the results in this file")
    add("--soak", metavar="MINUTES", type=positive(float), help="then mixed load, with the memory each minute")
    add("--profile", metavar="ROUTE", choices=["list", "list304", "grid", "grid304", "stats", "poll", "create"],
        help="no table: where the worker spends its time on this route, by perf, and its instructions, by callgrind")
    chosen = parser.parse_args(arguments)
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 3)
    chosen.seconds = chosen.seconds or (3 if chosen.quick else 8)
    return chosen


GROUPS = "list, grid, stats, poll, large, wide, create, start"
