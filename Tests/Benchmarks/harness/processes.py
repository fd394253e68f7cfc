"""What processes have used so far: seconds of CPU, bytes of memory."""

import os
import pathlib
import re

TICKS = os.sysconf("SC_CLK_TCK")


def fields(process):
    """Those of /proc/PID/stat from the third on, the state; None if there is no such process."""
    try:
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def children(parent):
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (found := fields(entry)) and int(found[1]) == parent:
            yield int(entry)


def cpu(process):
    """Seconds that a process, its children, and those that have ended have computed."""
    while True:
        ended = of_ended(process)
        alive = sum(computed(each) for each in [process, *children(process)])
        # Else one has ended meanwhile, and was counted twice or not at all.
        if ended == of_ended(process):
            return (ended + alive) / TICKS


def of_ended(process):
    """cutime and cstime: what children had that were waited for."""
    own = fields(process)
    if own is None:
        raise RuntimeError(f"process {process} has ended while it was measured")
    return int(own[13]) + int(own[14])


def computed(process):
    own = fields(process)
    return int(own[11]) + int(own[12]) if own else 0


def memory(process):
    """Bytes of its proportional set size (PSS), as if no other process ran the same program."""
    program = os.readlink(f"/proc/{process}/exe")
    return proportional(pathlib.Path(f"/proc/{process}/smaps").read_text(), program)


def proportional(maps, program):
    """The program and Swift's libraries count whole: whoever maps them here, too, is another worker, and a figure that
    fell with every stack beside this one would tell of those."""
    size = 0
    for text in re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", maps, flags=re.MULTILINE)[1:]:
        path = text.split("\n", 1)[0].split(None, 5)[5:]
        whole = path and (path[0] == program or "/swift/" in path[0])
        size += int(re.search(rf"^{'Rss' if whole else 'Pss'}: +(\d+) kB$", text, re.MULTILINE)[1]) * 1024
    return size


class Meter:
    """The CPU that each of some named processes uses while a block runs."""

    def __init__(self, **named):
        self._named = named
        self.used = {}

    def __enter__(self):
        self._before = {name: cpu(process) for name, process in self._named.items()}
        return self

    def __exit__(self, *_):
        self.used = {name: cpu(process) - self._before[name] for name, process in self._named.items()}
