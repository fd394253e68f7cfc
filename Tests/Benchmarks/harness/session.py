"""A session of measuring, from the checks to the report."""

import datetime
import json
import pathlib
import subprocess
import sys

import chart
import checks
import hotspots
import machine
import report
import soak
import starts
import targets
from load import Requests, Wrong
from plan import groups
from stack import API, Stack

ROOT = pathlib.Path(__file__).resolve().parents[3]


def run(runtime, binary, chosen):
    stack = Stack(runtime, binary)
    try:
        if chosen.profile:
            check(stack)
            hotspots.run(stack, chosen, take, ROOT)
            return 0
        results = measure(stack, chosen)
    except Wrong as wrong:
        print(f"deploy/dev bench: {wrong}", file=sys.stderr)
        return 1
    results["targets"] = targets.judge(results)
    report.write(results)
    save(results, chosen)
    if chosen.compare:
        report.compare(chosen.compare, results)
    return 0


def measure(stack, chosen):
    results = {"machine": machine.describe(ROOT), "options": options(chosen), "groups": {}}
    wanted = [group for group in groups(stack) if is_wanted(group.name, chosen)]
    check(stack)
    tell("warming up")
    warm_up(stack, wanted)
    for group in wanted:
        # Of those that write as long as a round: the first to write to a page logs the whole page.
        for run_ in group.runs:
            take(run_, stack, chosen.seconds if group.name == "create" else 1)
        if group.name == "create":
            # What autovacuum comes to within a minute: till then the worker's plans are those of empty tables.
            stack.many.sql("analyze")
        results["groups"][group.name] = [
            measure_round(group, number, stack, chosen) for number in range(chosen.rounds)
        ]
    if is_wanted("start", chosen):
        tell("starting the worker 20 times")
        results["starts"] = starts.measure(stack, 20)
    if chosen.soak:
        results["soak"] = soak.measure(stack, chosen.soak, tell)
    return results


def check(stack):
    """Nothing that is only right while nobody else asks is an answer."""
    tell("checking the answers")
    checks.check(stack)
    tell("checking them under load")
    others = Requests("other clients", stack.many, 64, API, 1, stack.many.profiles - 4)
    with subprocess.Popen(others.command(600), stdout=subprocess.DEVNULL) as wrk:
        try:
            checks.check(stack)
        finally:
            wrk.kill()


def measure_round(group, number, stack, chosen):
    """Every other round goes backwards, so that what drifts favours neither side."""
    order = group.runs if number % 2 == 0 else group.runs[::-1]
    done = {}
    for run_ in order:
        done[run_.name] = take(run_, stack, chosen.seconds)
        tell(f"round {number + 1} {run_.name}: {done[run_.name]['rate']:.0f}/s")
    return done


def take(run_, stack, seconds):
    if getattr(run_, "kind", None) != "current":
        return run_.run(stack, seconds)
    # A grid's tag holds what is still to come: when a booking begins just then, the answer is a new one.
    for last in (False, True):
        try:
            return run_.run(stack, seconds, facts=tags(stack, run_))
        except Wrong:
            if last:
                raise


def tags(stack, run_):
    file = stack.temporary / "tags"
    with open(file, "w", encoding="utf-8") as out:
        for n in range(run_.first, run_.last + 1):
            out.write(f"{n} {run_.side.get(n, run_.path.removeprefix(API))[1]['ETag']}\n")
    return file


def warm_up(stack, wanted):
    """The tables come into memory, and every key is shown once, as keys in use are known to a worker."""
    for side in (stack.wide, stack.many):
        side.sql(
            "create extension if not exists pg_prewarm; select sum(pg_prewarm(c.oid)) from pg_class as c "
            "where c.relnamespace = 'vexar'::regnamespace and c.relkind in ('r', 'i')"
        )
    for side in {run_.side.name: run_.side for group in wanted for run_ in group.runs}.values():
        all_keys = Requests("warming up", side, 64, API + "/poll", first=1, last=side.profiles, order="turns")
        seconds = 2 + side.profiles // 5000
        while all_keys.run(stack, seconds)["requests"] < side.profiles:
            seconds *= 2


def is_wanted(name, chosen):
    return not chosen.only or chosen.only.search(name)


def options(chosen):
    return {"rounds": chosen.rounds, "seconds": chosen.seconds, "scale": chosen.scale,
            "threads": chosen.threads,
            "only": chosen.only.pattern if chosen.only else None}


def save(results, chosen):
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    file = chosen.json or ROOT / ".dev/bench/results" / f"{now}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    picture = file.with_suffix(".svg")
    picture.write_text(chart.draw(results))
    print(f"\nWritten: {file} and {picture.name}")


def tell(text):
    print(f"    {text}", flush=True)
