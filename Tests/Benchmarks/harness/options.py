"""The arguments of `deploy/dev bench`."""

import argparse
import json
import math
import pathlib
import re


def positive(kind, most=math.inf):
    def read(text):
        value = kind(text)
        if not 0 < value <= most or math.isinf(value):
            raise ValueError
        return value

    read.__name__ = f"positive {kind.__name__}" + (f" up to {most}" if math.isfinite(most) else "")
    return read


def some_groups(text):
    try:
        wanted = re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"not a regular expression: {error}") from error
    if not any(wanted.search(name) for name in GROUPS):
        raise argparse.ArgumentTypeError(f"no group has such a name: {text!r}")
    return wanted


def earlier_results(text):
    """Read at once: the file may be the one that is written in the end."""
    try:
        results = json.loads(pathlib.Path(text).read_text(encoding="utf-8"))
        for row in results["targets"]:
            float(row["median"] + len(row["target"]))
        for rounds in results["groups"].values():
            for runs in rounds:
                float(sum(run["rate"] for run in runs.values()))
        _ = results["machine"]["commit"], results["machine"]["time"], results["options"].items()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"cannot read {text}: {error.strerror}") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise argparse.ArgumentTypeError(f"no results of this program: {text}") from error
    return results


def new_file(text):
    """Tried at once, rather than after everything has been measured. The chart goes beside it."""
    file = pathlib.Path(text)
    if file.suffix == ".svg":
        raise argparse.ArgumentTypeError("the chart is the file that ends in .svg")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        is_new = not file.exists()
        with open(file, "ab"):
            pass
        if is_new:
            file.unlink()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"cannot write {text}: {error.strerror}") from error
    return file


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
    add("--only", metavar="REGEX", type=some_groups,
        help="only the groups whose name matches: " + ", ".join(GROUPS))
    add("--scale", type=positive(float), default=1.0, help="so many times the data (1), for work on the harness")
    add("--threads", metavar="N", type=positive(int, 256), default=8, help="threads of the worker (8)")
    add("--fresh", action="store_true", help="load the data anew, though a loaded cluster is kept")
    add("--json", metavar="FILE", type=new_file,
        help="where the results go (.dev/bench/results/TIME.json, the chart beside it)")
    add("--compare", metavar="FILE", type=earlier_results,
        help="tell the differences to the results in this file")
    add("--soak", metavar="MINUTES", type=positive(float), help="then mixed load, with the memory each minute")
    add("--profile", metavar="ROUTE", choices=["list", "list304", "grid", "grid304", "stats", "poll", "create"],
        help="no table: where the worker spends its time on this route, by perf, and its instructions, by callgrind")
    chosen = parser.parse_args(arguments)
    if chosen.profile and (chosen.only or chosen.json or chosen.compare or chosen.soak or chosen.rounds):
        parser.error("--profile makes no table: --only, --rounds, --json, --compare and --soak go without it")
    chosen.rounds = chosen.rounds or (1 if chosen.quick else 3)
    chosen.seconds = chosen.seconds or (3 if chosen.quick else 8)
    return chosen


GROUPS = ["list", "grid", "stats", "poll", "large", "wide", "create", "start"]
