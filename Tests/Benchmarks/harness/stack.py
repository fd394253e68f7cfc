"""The running stack, as deploy/dev.d/bench.sh has started it: a cluster, and worker and nginx for each set."""

import functools
import json
import os
import pathlib
import subprocess
import urllib.error
import urllib.request

API = "/api/v1/my-profile/bookings"
PG_BIN = "/usr/lib/postgresql/15/bin"


class Side:
    """One set of data with its worker and nginx."""

    def __init__(self, runtime, name):
        self.name = name
        self.directory = runtime / name
        self.url = "http://127.0.0.1:" + self._read("nginx/port").strip()
        self.worker = int(self._read("worker/pid").split()[0])
        self.nginx = int(self._read("nginx/pid").split()[0])
        self.access_log = self.directory / "nginx/access.log"
        self.worker_log = self.directory / "worker/worker.log"
        self._socket = str(runtime / "pg")
        self.profiles = int(self.sql("select count(*) from vexar.profiles"))

    def _read(self, path):
        return (self.directory / path).read_text()

    def database(self, role):
        return f"host={self._socket} port=5432 user={role} dbname={self.name}"

    def url_of(self, role):
        return f"postgresql://{role}@{self._socket.replace('/', '%2F')}:5432/{self.name}"

    def sql(self, text, role="postgres", **variables):
        """What a statement says to a role, one row a line, columns apart by a vertical bar."""
        settings = [f"--set={name}={value}" for name, value in variables.items()]
        command = [f"{PG_BIN}/psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *settings, self.database(role)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        return done.stdout.strip()

    def get(self, profile, path="", tag=None):
        """Status, header fields and body of a request by a profile's owner."""
        fields = {"Authorization": f"Bearer {profile:064x}"}
        if tag:
            fields["If-None-Match"] = tag
        request = urllib.request.Request(self.url + API + path, headers=fields)
        try:
            with DIRECT.open(request, timeout=60) as answer:
                return answer.status, answer.headers, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.headers, None

    def forget_logs(self):
        """Both are written by appending, so they go on from their beginning."""
        for log in (self.access_log, self.worker_log):
            os.truncate(log, 0)


# Whatever proxy the caller's shell names, this is for the machine itself.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Stack:
    """Both sets and the cluster under them."""

    def __init__(self, runtime, binary):
        self.runtime = pathlib.Path(runtime)
        self.binary = binary
        self.postmaster = int((self.runtime / "pg/data/postmaster.pid").read_text().split()[0])
        self.many = Side(self.runtime, "many")
        self.wide = Side(self.runtime, "wide")
        self.temporary = self.runtime / "tmp"

    @functools.cached_property
    def month(self):
        """The one of the busy profile's calendar, as names and dates."""
        dates = self.many.sql(
            "select m.first, (m.first + interval '1 month')::date - 1 "
            "from (select date_trunc('month', now() at time zone p.timezone)::date as first "
            "from vexar.profiles as p where p.id = :n) as m", n=self.busy
        )
        return tuple(zip(("from", "to"), dates.split("|")))

    # The last four profiles of the set "many" (data/many.sql).
    @property
    def small(self):
        return self.many.profiles - 3

    @property
    def larger(self):
        return self.many.profiles - 2

    @property
    def largest(self):
        return self.many.profiles - 1

    @property
    def busy(self):
        return self.many.profiles
