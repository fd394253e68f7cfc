"""An hour, or however long, of mixed load, and what becomes of the worker's memory. Of a hundred requests 40 are lists,
35 polls, 10 grids, 7 stats, 4 creates and 4 changes of status (requests.lua)."""

import subprocess
import time

import processes
from load import Requests, Wrong
from stack import API

CLIENTS = 16


def measure(stack, minutes, tell):
    """The worker's memory each minute."""
    side = stack.many
    facts = stack.temporary / "bookings"
    facts.write_text(side.sql(
        "select distinct on (b.profile_id) b.profile_id || ' ' || b.id from vexar.bookings as b "
        "where b.status = 'confirmed' and b.booking_date > current_date and b.profile_id <= :last",
        last=side.profiles - 4,
    ) + "\n")
    mixed = Requests("mixed load", side, CLIENTS, API, 1, side.profiles - 4, kind="mix")
    samples = [processes.memory(side.worker)]
    seconds = max(1, round(minutes * 60))
    with subprocess.Popen(mixed.command(seconds, facts), stdout=subprocess.PIPE, text=True) as wrk:
        try:
            counts = watch(wrk, side, seconds, mixed, samples, tell)
            said = wrk.communicate(timeout=60)[0]
        finally:
            wrk.kill()
    judge(mixed.result(wrk.returncode, said), counts)
    return {"minutes": minutes, "clients": CLIENTS, "memory": samples, "statuses": counts}


def judge(result, counts):
    answered = sum(counts.values())
    good = sum(count for status, count in counts.items() if status in ("200", "201"))
    if answered == 0 or result["failed"] > 0 or answered - good > 0.001 * answered:
        raise Wrong(f"mixed load: {result['failed']} requests failed, statuses {counts}")


def watch(wrk, side, seconds, mixed, samples, tell):
    counts = {}
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0 and wrk.poll() is None:
        time.sleep(min(60, left))
        samples.append(processes.memory(side.worker))
        for status, count in mixed.statuses().items():
            counts[status] = counts.get(status, 0) + count
        side.forget_logs()
        tell(f"soak: {samples[-1] / 1e6:.1f} MB, {counts}")
    return counts
