"""Where and with what was measured."""

import datetime
import os
import pathlib
import re
import subprocess

from stack import PG_BIN


def describe(root):
    cpu = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return {
        "time": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "cpu": cpu[1] if cpu else "unknown",
        "memory": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "load": os.getloadavg()[0],
        "kernel": os.uname().release,
        "commit": said("git", "-C", str(root), "describe", "--always", "--dirty", "--exclude", "*"),
        "postgres": said(f"{PG_BIN}/postgres", "--version"),
        "nginx": said("nginx", "-v"),
        "wrk": said("wrk", "-v"),
    }


def said(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return ((done.stdout or done.stderr).strip().split("\n") or [""])[0]
