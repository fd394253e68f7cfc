#!/usr/bin/python3
"""Shows what a Maildir holds.

mail-reader.py MAILDIR [list] | MAILDIR [show] N [--raw] | MAILDIR clear. Without a message, list says so and exits 3.
"""
import re
import signal
import sys
import unicodedata
from datetime import datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path

USAGE = "usage: deploy/dev mail [list] | deploy/dev mail [show] N [--raw] | deploy/dev mail clear"
EX_USAGE = 64  # of sysexits.h


def files(maildir):
    """In the order of their arrival; what another reader has seen is in cur."""
    found = [*maildir.glob("new/*"), *maildir.glob("cur/*")]
    return sorted(found, key=lambda file: (file.stat().st_mtime_ns, numbers(file.name.partition(":")[0])))


def numbers(name):
    return [int(digits) for digits in re.findall("[0-9]+", name)]


def parse(file, headers_only=False):
    with file.open("rb") as source:
        return BytesParser(policy=policy.default).parse(source, headersonly=headers_only)


def visible(text):
    """No control character reaches the terminal, where it could do anything."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else ascii(c)[1:-1] for c in text)


def fields(message):
    """Name and decoded value of each header field; Python's parser fails on some that are broken enough."""
    for name, raw in message.raw_items():
        try:
            value = str(message.policy.header_fetch_parse(name, raw))
        except Exception:
            value = str(raw)
        yield visible(name), visible(" ".join(value.split()))


def field(message, wanted):
    return next((value for name, value in fields(message) if name.lower() == wanted), "")


def text(part):
    try:
        content = part.get_content()
    except (LookupError, ValueError):  # a character set that nobody knows, or no name of one
        content = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return content.replace("\r\n", "\n")


def describe(part):
    content = part.get_payload(decode=True) or b""
    method = part.get_param("method")
    words = [part.get_content_type(), f"method {method}" if method else "", part.get_filename() or ""]
    return visible(", ".join(word for word in [*words, f"{len(content)} bytes"] if word))


def list_all(maildir):
    found = files(maildir)
    rows = []
    for file in found:
        message = parse(file, headers_only=True)
        arrived = datetime.fromtimestamp(file.stat().st_mtime).strftime("%Y-%m-%d %H:%M:%S")
        rows.append((arrived, field(message, "to"), field(message, "subject")))
    width = min(max((len(to) for _, to, _ in rows), default=0), 40)
    for number, (arrived, to, subject) in enumerate(rows, start=1):
        print(f"{number:{len(str(len(rows)))}}  {arrived}  {to:{width}}  {subject}")
    return 0 if rows else 3


def show(maildir, number, raw):
    found = files(maildir)
    if not 1 <= number <= len(found):
        print(f"deploy/dev: there is no message {number}: deploy/dev mail lists {len(found)}", file=sys.stderr)
        return 1
    file = found[number - 1]
    if raw:
        sys.stdout.buffer.write(file.read_bytes())
        return 0
    message = parse(file)
    for name, value in fields(message):
        print(f"{name}: {value}")
    body = message.get_body(("plain",))
    print("", visible(text(body)).rstrip("\n") if body else "(no plain text)", sep="\n")
    others = [part for part in message.walk() if not part.is_multipart() and part is not body]
    if others:
        print("", *(f"-- also: {describe(part)}" for part in others), sep="\n")
    return 0


def clear(maildir):
    found = files(maildir)
    for file in found:
        file.unlink(missing_ok=True)
    print(f"    removed: {len(found)}")
    return 0


def main(maildir, words):
    raw = "--raw" in words
    match [word for word in words if word != "--raw"]:
        case [] | ["list"] if not raw:
            return list_all(maildir)
        case ["clear"] if not raw:
            return clear(maildir)
        case [number] | ["show", number] if re.fullmatch("[0-9]{1,9}", number):
            return show(maildir, int(number), raw)
    print(USAGE, file=sys.stderr)
    return EX_USAGE


signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `deploy/dev mail | head` is no error
sys.stdout.reconfigure(errors="backslashreplace")
sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
