#!/usr/bin/python3
"""The stack's mail server: takes whatever it is sent, for whomever, and puts it into a Maildir.

mail-server.py MAILDIR STATE: listens on a port of 127.0.0.1 and writes "PORT PID" to STATE once it does. The port in an
earlier STATE is kept if it is free. SIGTERM ends it.
"""
import asyncio
import errno
import logging
import mailbox
import os
import signal
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP

# Below the ports that the kernel gives to outgoing connections, where somebody trying to reach a server that is down
# may meet himself. 0 is any.
USUAL_PORTS = [*range(2525, 2625), 0]
LOG = logging.getLogger("mail-server")


class Postbox:
    """What is done with a message. A failure is a "try again", as a full disk is no fault of the message."""

    def __init__(self, directory):
        self.directory = directory

    def maildir(self):
        """Made anew if somebody has removed it, or a part of it."""
        for part in ("tmp", "new", "cur"):
            (self.directory / part).mkdir(mode=0o700, parents=True, exist_ok=True)
        return mailbox.Maildir(self.directory)

    async def handle_DATA(self, server, session, envelope):
        # Who it really came from and went to, above the message itself, which stays as it is but for its line ends.
        fields = f"X-MailFrom: {envelope.mail_from}\nX-RcptTo: {', '.join(envelope.rcpt_tos)}\n"
        source = envelope.original_content.replace(b"\r\n", b"\n")
        name = self.maildir().add(fields.encode("utf-8", "surrogateescape") + source)
        LOG.info("%s: %d bytes from %r for %r", name, len(source), envelope.mail_from, envelope.rcpt_tos)
        return "250 2.0.0 Taken"

    async def handle_exception(self, error):
        LOG.error("a message or command failed: %r", error)
        return f"451 4.3.0 {type(error).__name__}"


def session(postbox):
    # With no name of its own it would ask the resolver for one, at each connection.
    return SMTP(postbox, hostname="vexar.localhost", enable_SMTPUTF8=True)


def earlier_port(state):
    try:
        return [int(state.read_text().split()[0])]
    except (OSError, ValueError, IndexError):
        return []


async def listen(state, postbox):
    """On the first port that nobody has."""
    for port in earlier_port(state) + USUAL_PORTS:
        try:
            return await asyncio.get_running_loop().create_server(lambda: session(postbox), "127.0.0.1", port)
        except (OSError, OverflowError) as error:
            if isinstance(error, OSError) and error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(errno.EADDRINUSE, "no port of 127.0.0.1 is free")


def announce(state, port):
    """Whole or not at all: a reader may come at any moment."""
    draft = state.with_suffix(".new")
    draft.write_text(f"{port} {os.getpid()}\n")
    draft.replace(state)


async def main(directory, state):
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    postbox = Postbox(directory)
    postbox.maildir()
    listener = await listen(state, postbox)
    port = listener.sockets[0].getsockname()[1]
    announce(state, port)
    LOG.info("listening on 127.0.0.1:%d for %s", port, directory)
    await stopped.wait()
    listener.close()
    LOG.info("stopped")


logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.INFO)
logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd's, a line for each command
if len(sys.argv) != 3:
    sys.exit("usage: mail-server.py MAILDIR STATE")
asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
