"""One run of load: requests by wrk, or transactions by pgbench. What it gave, and what CPU it took of whom."""

import collections
import dataclasses
import json
import os
import pathlib
import re
import subprocess

import processes
import stack as stack_module

HERE = pathlib.Path(__file__).resolve().parent.parent


class Wrong(Exception):
    """A run that failed, or gave other answers than it should."""


@dataclasses.dataclass(frozen=True)
class Requests:
    """So many clients that ask one side for the same as profiles of a range."""

    name: str
    side: stack_module.Side
    clients: int
    path: str
    first: int
    last: int
    kind: str = "get"
    order: str = "random"
    expected: int = 200
    # Of answers with another status, the share that is accepted.
    tolerated: float = 0.001

    def command(self, seconds, facts=None):
        files = [str(facts)] if facts else []
        return [
            "wrk", "-t", "1", "-c", str(self.clients), "-d", f"{seconds}s", "--timeout", "30s",
            "-s", str(HERE / "requests.lua"), self.side.url, "--",
            self.kind, str(self.first), str(self.last), self.order, self.path, *files,
        ]

    def run(self, stack, seconds, facts=None):
        self.side.forget_logs()
        meter = processes.Meter(worker=self.side.worker, postgres=stack.postmaster, nginx=self.side.nginx)
        with meter:
            done = subprocess.run(self.command(seconds, facts), capture_output=True, text=True, check=False)
        found = re.search(r"^result (\{.*\})$", done.stdout, re.MULTILINE)
        if done.returncode != 0 or not found:
            raise Wrong(f"{self.name}: wrk failed: {done.stdout}{done.stderr}")
        result = json.loads(found[1])
        statuses = self.statuses()
        self.judge(result, statuses)
        return {
            "rate": result["requests"] / result["seconds"],
            "p50": result["p50"] / 1e6,
            "p99": result["p99"] / 1e6,
            "requests": result["requests"],
            "bytes": result["bytes"] / max(1, result["requests"]),
            "statuses": statuses,
            "cpu": {name: used / max(1, result["requests"]) for name, used in meter.used.items()},
            "memory": processes.memory(self.side.worker),
        }

    def statuses(self):
        """How often each was answered, by nginx's log. What wrk itself broke off at its end (499) is none."""
        with open(self.side.access_log, encoding="utf-8") as log:
            found = collections.Counter(match[1] for line in log if (match := STATUS.search(line)))
        found.pop("499", None)
        return dict(found)

    def judge(self, result, statuses):
        answered = sum(statuses.values())
        other = answered - statuses.get(str(self.expected), 0)
        if result["requests"] == 0 or result["failed"] > 0 or other > self.tolerated * answered:
            raise Wrong(f"{self.name}: {result['failed']} requests failed, statuses {statuses}")


STATUS = re.compile(r'"status":(\d+),')


# The plans of the limits know nothing of the binds, so that no statement is planned again.
SETTINGS = {**os.environ, "PGOPTIONS": "-c plan_cache_mode=force_generic_plan"}


@dataclasses.dataclass(frozen=True)
class Transactions:
    """So many clients of pgbench that run a script for profiles of a range, as the service's role."""

    name: str
    side: stack_module.Side
    clients: int
    script: str
    first: int
    last: int
    pipelined: bool
    # Dates that the statements name.
    dates: tuple = ()

    def run(self, stack, seconds):
        file = stack.temporary / (self.name.replace(" ", "-") + ".pgbench")
        file.write_text(compose(self.script, self.pipelined, self.dates))
        command = [
            f"{stack_module.PG_BIN}/pgbench", "-n", "-M", "prepared", "-c", str(self.clients), "-j", "2",
            "-T", str(seconds), "-D", f"first={self.first}", "-D", f"last={self.last}", "-D", "prepared=0",
            "-f", str(file), self.side.database("vexar_app"),
        ]
        # Two random bookings in a million want the same time, which ends pgbench: then once more.
        for _ in range(3):
            with processes.Meter(postgres=stack.postmaster) as meter:
                done = subprocess.run(command, env=SETTINGS, capture_output=True, text=True, check=False)
            if "the time is taken" not in done.stderr:
                break
        count = re.search(r"number of transactions actually processed: (\d+)", done.stdout)
        rate = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
        if done.returncode != 0 or not rate or "aborted" in done.stderr:
            raise Wrong(f"{self.name}: pgbench failed: {done.stdout}{done.stderr}")
        requests = int(count[1])
        return {
            "rate": float(rate[1]),
            "mean": self.clients / float(rate[1]),
            "requests": requests,
            "cpu": {"postgres": meter.used["postgres"] / max(1, requests)},
        }


def statements(script, dates):
    text = (HERE / "limits" / f"{script}.sql").read_text()
    for name, date in dates:
        text = text.replace(f":{name}", f"date '{date}'")
    return text


def compose(script, pipelined, dates=()):
    """The text of a limit: its transaction, or its statements in that of all reads; in one round trip or statement by
    statement. pgbench prepares a script's statements before the first one it sends, and can't do so in a pipeline."""
    own = HERE / "limits" / f"{script}.pgbench"
    if own.exists():
        text = own.read_text()
    else:
        text = (HERE / "limits/transaction.pgbench").read_text()
        text = text.replace("-- statements\n", statements(script, dates))
    if not pipelined:
        return text
    lines = text.rstrip("\n").split("\n")
    start = max(number for number, line in enumerate(lines) if line.startswith("\\set ")) + 1
    opening = ["\\if :prepared = 0", "select 1;", "\\set prepared 1", "\\endif", "\\startpipeline"]
    return "\n".join([*lines[:start], *opening, *lines[start:], "\\endpipeline", ""])
