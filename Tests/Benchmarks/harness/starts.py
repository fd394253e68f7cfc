"""How long a worker takes from being started to its first answers, asked over FastCGI without nginx."""

import os
import pathlib
import subprocess
import time

from fastcgi import Peer
from load import Wrong
from stack import API


def measure(stack, times):
    """Seconds to the first answer of the process, and to the first list, of each start."""
    return [one(stack) for _ in range(times)]


def one(stack):
    began = time.monotonic()
    with Worker(stack, stack.binary, "serve") as worker:
        alive = worker.first_answer("/healthz") - began
        return {"alive": alive, "list": worker.first_answer(API) - began}


class Worker:
    """A worker beside the others, started by a command."""

    def __init__(self, stack, *command, threads=8):
        self.path = str(stack.temporary / "socket")
        self._log = stack.temporary / "worker.log"
        self._command = command
        self._environment = {
            **os.environ, "VEXAR_DATABASE_URL": stack.many.url_of("vexar_app"), "VEXAR_LISTEN": self.path,
            "VEXAR_THREADS": str(threads),
        }

    def __enter__(self):
        pathlib.Path(self.path).unlink(missing_ok=True)
        with open(self._log, "wb") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return self

    def __exit__(self, *_):
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            print("    a worker that was just started does not end when it is asked to: killed", flush=True)
        finally:
            self._process.kill()
            self._process.wait()

    def first_answer(self, target, patience=30):
        """When the first answer was there."""
        end = time.monotonic() + patience
        while time.monotonic() < end and self._process.poll() is None:
            try:
                with Peer(self.path) as peer:
                    answer = peer.get(1, target)
            except (FileNotFoundError, ConnectionRefusedError):
                time.sleep(0.0005)
                continue
            if not answer.startswith(b"Status: 200"):
                raise Wrong(f"a worker that was just started answers {target} with {answer[:80]!r}")
            return time.monotonic()
        raise Wrong(f"a worker does not start: {self._log.read_text(errors='replace')[-2000:]}")
