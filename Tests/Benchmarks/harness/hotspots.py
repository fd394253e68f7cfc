"""Where the worker spends its time on one route: what perf finds under load, and how many instructions a request takes
by callgrind, which comes out the same again as far as nothing but the request is counted."""

import re
import subprocess
import time

from fastcgi import Peer
from load import Wrong
from plan import groups
from stack import API
from starts import Worker

RUNS = {
    "list": "list, 64 clients", "list304": "list 304, 64 clients", "grid": "grid", "grid304": "grid 304",
    "stats": "stats", "poll": "poll", "create": "create",
}
PATHS = {"list": "", "list304": "", "grid": "/grid", "grid304": "/grid", "stats": "/stats", "poll": "/poll"}
# Everything between a request that has arrived and its answer's bytes, on the one thread that answers.
ANSWERING = "$s8Bookings6WorkerV7respond*"


def run(stack, chosen, take, root):
    run_ = next(each for group in groups(stack) for each in group.runs if each.name == RUNS[chosen.profile])
    directory = root / ".dev/bench/profiles"
    directory.mkdir(parents=True, exist_ok=True)
    take(run_, stack, 2)
    sampled(run_, stack, chosen, take, directory / f"{chosen.profile}.perf")
    if chosen.profile in PATHS:
        profile = stack.busy if chosen.profile.startswith("grid") else 1
        counted(stack, profile, chosen.profile, directory / f"{chosen.profile}.callgrind")


def sampled(run_, stack, chosen, take, file):
    """By the clock: a container seldom has the processor's counters."""
    process = str(run_.side.worker)
    # What an earlier run has left would be told as this one's.
    file.unlink(missing_ok=True)
    command = ["perf", "record", "-q", "-e", "cpu-clock", "-F", "997", "-g", "-o", str(file), "-p", process]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as perf:
        try:
            time.sleep(0.5)
            result = take(run_, stack, chosen.seconds)
        finally:
            perf.send_signal(2)
        said = perf.communicate()[1]
    if not file.exists():
        raise Wrong(f"perf does not work here: {said}")
    print(f"\n{run_.name}: {result['rate']:.0f} per second, worker {result['cpu']['worker'] * 1e6:.0f} µs a request")
    for title, keys in {"by library": "dso", "by function, itself": "dso,symbol"}.items():
        print(f"\n{title}\n{told(file, '--no-children', '--sort', keys, limit=30)}")
    print(f"\nby function, with what it calls\n{told(file, '--children', '--sort', 'symbol', limit=50)}")
    print(f"\nAll of it: perf report -i {file}")


def told(file, *arguments, limit):
    command = ["perf", "report", "-i", str(file), "--stdio", "-g", "none", "--percent-limit", "0.3", *arguments]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return demangled("\n".join([line for line in text.split("\n") if line.strip() and line[0] != "#"][:limit]))


def demangled(text):
    command = ["swift", "demangle", "-simplified"]
    names = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return "\n".join(line.rstrip()[:170] for line in (names.stdout or text).split("\n"))


def counted(stack, profile, route, file):
    """Two runs, and the difference between what they took: what comes before the first request is in both."""
    few, many = 50, 250
    binary = stack.temporary / "vexar"
    # valgrind 3.19 knows no DWARF 5, and gives up on it; the functions' names stay.
    subprocess.run(["strip", "--strip-debug", "-o", str(binary), stack.binary], check=True)
    counts = [count(stack, binary, profile, route, number, file) for number in (few, many)]
    print(f"\n{(counts[1] - counts[0]) / (many - few):.0f} instructions a request, from its arrival to its answer; "
        f"by function: callgrind_annotate {file}")


def count(stack, binary, profile, route, number, file):
    file.unlink(missing_ok=True)
    tool = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={file}", f"--toggle-collect={ANSWERING}"]
    with Worker(stack, *tool, str(binary), "serve", threads=1) as worker:
        worker.first_answer("/healthz", patience=120)
        with Peer(worker.path) as peer:
            target, tag = API + PATHS[route], None
            answer = peer.get(profile, target)
            if route.endswith("304"):
                tag = re.search(rb"ETag: (\S+)", answer, re.IGNORECASE)[1].decode()
            for _ in range(number):
                answer = peer.get(profile, target, tag)
    if not answer.startswith(b"Status: 304" if tag else b"Status: 200"):
        raise Wrong(f"{route} under callgrind: {answer[:80]!r}")
    counts = file.read_text(errors="replace") if file.exists() else ""
    found = re.search(r"^(?:summary|totals): (\d+)", counts, re.MULTILINE)
    if not found or int(found[1]) == 0:
        raise Wrong(f"callgrind has counted nothing: {file}")
    return int(found[1])
