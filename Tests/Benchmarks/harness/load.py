"""One run of load: requests by wrk, or transactions by pgbench. What it gave, and what CPU it took of whom."""

import collections
import dataclasses
import json
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
        result = self.result(done.returncode, done.stdout, done.stderr)
        statuses = self.statuses()
        self.judge(result, statuses)
        return {**figures(result, meter.used), "statuses": statuses, "memory": processes.memory(self.side.worker)}

    def result(self, code, said, complaints=""):
        """What requests.lua tells in the end."""
        found = re.search(r"^result (\{.*\})$", said, re.MULTILINE)
        if code != 0 or not found:
            raise Wrong(f"{self.name}: wrk failed: {said}{complaints}")
        return json.loads(found[1])

    def statuses(self):
        """How often each was answered, by nginx's log. What wrk itself broke off at its end (499) is none."""
        with open(self.side.access_log, encoding="utf-8") as log:
            return tally(log)

    def judge(self, result, statuses):
        answered = sum(statuses.values())
        other = answered - statuses.get(str(self.expected), 0)
        if result["requests"] == 0 or result["failed"] > 0 or other > 0.001 * answered:
            raise Wrong(f"{self.name}: {result['failed']} requests failed, statuses {statuses}")


STATUS = re.compile(r'"status":(\d+),')


def tally(log):
    found = collections.Counter(match[1] for line in log if (match := STATUS.search(line)))
    found.pop("499", None)
    return dict(found)


def figures(result, used):
    """What wrk has said, in seconds; and the CPU that was used meanwhile, of a request."""
    return {
        "rate": result["requests"] / result["seconds"],
        "p50": result["p50"] / 1e6,
        "p99": result["p99"] / 1e6,
        "requests": result["requests"],
        "bytes": result["bytes"] / result["requests"],
        "cpu": {name: seconds / result["requests"] for name, seconds in used.items()},
    }


@dataclasses.dataclass(frozen=True)
class Transactions:
    """So many clients of pgbench that run a script for profiles of a range, as the service's role, whose settings keep
    them from planning a statement again."""

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
            # Ids as data/profiles.sql gives them.
            "-D", f"operators={5 * (self.first - 1)}", "-D", f"products={8 * (self.first - 1)}",
            "-f", str(file), self.side.database("vexar_app"),
        ]
        with processes.Meter(postgres=stack.postmaster) as meter:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0 or "aborted" in done.stderr:
            raise Wrong(f"{self.name}: pgbench failed: {done.stdout}{done.stderr}")
        return throughput(done.stdout, self.clients, meter.used)


def throughput(said, clients, used):
    """What pgbench has said; the mean is what each client had to wait, in seconds."""
    count = int(re.search(r"number of transactions actually processed: (\d+)", said)[1])
    rate = float(re.search(r"^tps = ([0-9.]+)", said, re.MULTILINE)[1])
    return {
        "rate": rate,
        "mean": clients / rate,
        "requests": count,
        "cpu": {name: seconds / count for name, seconds in used.items()},
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
