"""The tables on standard output."""

import collections
import statistics


def write(results):
    machine = results["machine"]
    print(
        f"\n{machine['cores']} cores ({machine['cpu']}), {machine['memory'] / 2**30:.0f} GB, "
        f"load {machine['load']:.1f} at the start; {machine['postgres']}; {machine['nginx']}; "
        f"commit {machine['commit']}; {machine['time']}\n"
    )
    print(conditions(results["options"]))
    print(f"{'':34}{'per second':>11} {'lowest-highest':>15}{'p50 ms':>9}{'p99 ms':>9}"
        f"{'worker µs':>11}{'PG µs':>9}{'nginx µs':>10}{'PSS MB':>8}")
    for rounds in results["groups"].values():
        for name in rounds[0]:
            print(line(name, [runs[name] for runs in rounds]))
    if starts := results.get("starts"):
        both = ", ".join(f"{name} {statistics.median(start[name] for start in starts) * 1e3:.0f} ms"
            for name in ("alive", "list"))
        print(f"\nWorker start, median of {len(starts)}: {both}")
    if soak := results.get("soak"):
        sizes = " ".join(f"{size / 1e6:.1f}" for size in soak["memory"])
        count = sum(soak["statuses"].values())
        print(f"\nMixed load, {soak['minutes']:g} minutes, {count} requests, PSS each minute, MB: {sizes}")
    print(f"\n{'target':58}{'':9}{'bound':>6}{'median':>9} {'lowest-highest':>17}")
    for row in results["targets"]:
        spread = f"{min(row['rounds']):.3f}-{max(row['rounds']):.3f}"
        limit = f"of {row['limit']:.0f}/s, {row['way']}" if "limit" in row else ""
        limit += "".join(f"; {ratio:.3f} of it {way}" for way, ratio in row.get("other", {}).items())
        print(f"{row['target']:58}{row['sense']:9}{row['bound']:6g}{row['median']:9.3f} {spread:>17}"
            f"  {'met' if row['met'] else 'MISSED':8}{limit}".rstrip())


def conditions(options):
    """What was asked for; the names of the runs are those of the whole data."""
    text = f"{options['rounds']} rounds of {options['seconds']} s, {options['threads']} threads"
    if options["scale"] != 1:
        text += f"; {options['scale']:g} times the data: profiles and bookings are fewer or more than the names say"
    return text + "\n"


def line(name, rounds):
    rates = [run["rate"] for run in rounds]
    cells = [milliseconds(rounds, "p50"), milliseconds(rounds, "p99")]
    cells += [microseconds(rounds, who) for who in ("worker", "postgres", "nginx")]
    if "memory" in rounds[0]:
        cells.append(f"{statistics.median(run['memory'] for run in rounds) / 1e6:.1f}")
    spread = f"{min(rates):.0f}-{max(rates):.0f}"
    widths = (9, 9, 11, 9, 10, 8)
    return f"{name:34}{statistics.median(rates):11.0f} {spread:>15}" + "".join(
        f"{cell:>{width}}" for cell, width in zip(cells, widths)) + others(rounds)


def others(rounds):
    """How many had another status than nearly all."""
    counts = collections.Counter()
    for run in rounds:
        counts.update(run.get("statuses", {}))
    rare = [f"{100 * count / counts.total():.3f} % {status}" for status, count in counts.most_common()[1:]]
    return "  " + ", ".join(rare) if rare else ""


def milliseconds(rounds, what):
    return f"{statistics.median(run[what] for run in rounds) * 1e3:.2f}" if what in rounds[0] else ""


def microseconds(rounds, who):
    return f"{statistics.median(run['cpu'][who] for run in rounds) * 1e6:.0f}" if who in rounds[0]["cpu"] else ""


def compare(earlier, results):
    print(f"\nAgainst {earlier['machine']['commit']} of {earlier['machine']['time']}:")
    others = [f"{name} {value}" for name, value in earlier["options"].items()
        if name != "only" and value != results["options"].get(name)]
    if others:
        print(f"Measured otherwise then: {', '.join(others)}")
    before = {row["target"]: row["median"] for row in earlier["targets"]}
    for row in results["targets"]:
        if row["target"] in before:
            print(change(row["target"], before[row["target"]], row["median"]))
    for group, rounds in results["groups"].items():
        old = earlier["groups"].get(group, [])
        for name in rounds[0]:
            if old and all(name in runs for runs in old):
                print(change(name + ", per second", median_rate(old, name), median_rate(rounds, name)))


def change(name, before, after):
    share = f"{100 * (after / before - 1):+6.1f} %" if before else ""
    return f"{name:58}{before:12.3f} → {after:12.3f}  {share}".rstrip()


def median_rate(rounds, name):
    return statistics.median(runs[name]["rate"] for runs in rounds)
