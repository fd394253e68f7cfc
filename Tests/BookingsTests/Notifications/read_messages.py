"""Reads the messages of a directory with the email package and python3-icalendar, which know nothing of the service.

Prints one JSON object: what each file says, by its name. Run by Debian's own Python.
"""

import email
import email.header
import email.policy
import email.utils
import html.parser
import json
import pathlib
import re
import sys

import icalendar


class Page(html.parser.HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text = [], [], ""

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.text += "\n"
            return
        self.tags.append(tag + "(" + ",".join(name for name, _ in attrs) + ")")
        self.attributes += [value for name, value in attrs if name in ("href", "lang", "dir")]

    def handle_endtag(self, tag):
        self.tags.append("/" + tag)

    def handle_data(self, data):
        data = data.replace("\r\n", "\n")
        self.text += data.lstrip("\n") if self.text.endswith("\n") else data if data.strip() else ""


def mailbox(field):
    """By the older functions: the newer ones of Python 3.11 keep the spaces between the encoded words of a name."""
    if field is None:
        return None
    ((name, address),) = email.utils.getaddresses([field])
    return {"name": str(email.header.make_header(email.header.decode_header(name))), "address": address}


def free_text(source, name):
    """A text as RFC 5545 has it: icalendar 4 takes the backslashes off twice, even off what it has written itself."""
    value = re.search(rf"^{name}:(.*)$", source.replace("\r\n ", "").replace("\r\n", "\n"), re.MULTILINE).group(1)
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def event(part):
    if part is None:
        return None
    source = part.get_payload(decode=True).decode()
    calendar = icalendar.Calendar.from_ical(source)
    (entry,) = calendar.subcomponents
    return {
        "method": str(calendar["METHOD"]),
        "parameter": part.get_param("method"),
        "version": str(calendar["VERSION"]),
        "uid": str(entry["UID"]),
        "sequence": int(entry["SEQUENCE"]),
        "status": str(entry["STATUS"]),
        "stamp": entry["DTSTAMP"].dt.isoformat(),
        "begin": entry["DTSTART"].dt.isoformat(),
        "end": entry["DTEND"].dt.isoformat(),
        "summary": free_text(source, "SUMMARY"),
        "description": free_text(source, "DESCRIPTION"),
        "organizer": str(entry["ORGANIZER"]),
        "organizerName": str(entry["ORGANIZER"].params["CN"]),
        "attendee": str(entry["ATTENDEE"]),
        "attendeeName": str(entry["ATTENDEE"].params["CN"]),
        "properties": sorted(entry.keys()),
        "source": source,
    }


def read(path):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
    defects = [repr(defect) for part in message.walk() for defect in part.defects]
    defects += [f"{name}: {defect!r}" for name, value in message.items() for defect in value.defects]
    plain = email.message_from_bytes(path.read_bytes())
    parts = {part.get_content_type(): part for part in message.iter_parts()}
    page = Page()
    page.feed(parts["text/html"].get_content())
    page.close()
    return {
        "defects": defects,
        "fields": message.keys(),
        "types": list(parts),
        "from": mailbox(plain["From"]),
        "replyTo": mailbox(plain["Reply-To"]),
        "to": mailbox(plain["To"]),
        "subject": message["Subject"],
        "date": message["Date"].datetime.isoformat(),
        "messageID": message["Message-ID"],
        "language": message["Content-Language"],
        "text": parts["text/plain"].get_content().replace("\r\n", "\n"),
        "tags": page.tags,
        "attributes": page.attributes,
        "page": page.text,
        "event": event(parts.get("text/calendar")),
    }


print(json.dumps({path.name: read(path) for path in pathlib.Path(sys.argv[1]).iterdir()}))
