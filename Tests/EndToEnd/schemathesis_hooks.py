"""Lets generated requests come further: what the service refuses before all else would hide what lies behind it."""

import datetime
import itertools
import json
import os
import pathlib
import re
import urllib.request

import schemathesis
from schemathesis.core.parameters import ParameterLocation

COUNT = itertools.count()
RUN = os.urandom(4).hex()
SCHEMAS = json.loads(pathlib.Path("openapi.json").read_text())["components"]["schemas"]
LENGTHS = {
    name: field["maxLength"]
    for schema in ("NewBooking", "StatusChange")
    for name, field in SCHEMAS[schema]["properties"].items()
    if "maxLength" in field
}
DATE = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])")


def services():
    """The services and rental objects of the key's profile, from its calendar."""
    request = urllib.request.Request(
        os.environ["VEXAR_URL"] + "/api/v1/my-profile/bookings/grid",
        headers={"Authorization": "Bearer " + os.environ["VEXAR_API_KEY"]},
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
        return [service for service in json.load(answer)["services"] if service["is_active"]]


SERVICES = services()


@schemathesis.hook
def before_call(context, case, kwargs):
    """A request that is about one header field goes as it is."""
    number = next(COUNT)
    if case.meta is None or case.meta.phase.data.parameter_location is not ParameterLocation.HEADER:
        name_apart(case, number)
        match(case, number)
        choose_list_or_feed(case, number)
        suit_appointments(case, number)
        find_free_time(case, number)
        offer_what_there_is(case, number)
        fill_up(case)


def name_apart(case, number):
    """An Idempotency-Key of its own for each request that has a good one, but for a few: the same key for two requests
    is 422, whatever else is right or wrong with the second."""
    key = case.headers.get("Idempotency-Key")
    if number % 32 and isinstance(key, str) and re.fullmatch("[ -~]{1,255}", key):
        case.headers["Idempotency-Key"] = f"{key[:200]}-{RUN}-{number}"


def match(case, number):
    """No If-Match that is made up, but for a few: it is 412."""
    tag = case.headers.get("If-Match")
    if number % 4 and isinstance(tag, str) and not re.fullmatch('"[0-9]+"', tag):
        del case.headers["If-Match"]


def choose_list_or_feed(case, number):
    """Either the feed or a page: changed_since and the parameters of a page together are 422. That they are, a few
    requests still see."""
    since = case.query.get("changed_since")
    if number % 32 == 0 or since is None or not re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,18})?", str(since)):
        return
    for name in list(case.query):
        if name != "limit" and (name == "changed_since") == bool(number % 4):
            del case.query[name]


def suit_appointments(case, number):
    """Moves as they suit appointments, mostly, since most bookings are: neither kind takes the other's fields."""
    if number % 4 and case.path.endswith("/reschedule") and is_date(case, "checkout_date"):
        fields = {name: value for name, value in case.body.items() if name != "checkout_date"}
        case.body = {**fields, "start_time": f"{number % 24:02}:00"}


def find_free_time(case, number):
    """A day of its own, mostly: generated bookings love the same few days, and a time that is taken is 409."""
    if number % 8 == 0 or not is_date(case, "booking_date"):
        return
    start = datetime.date(2030, 1, 1) + datetime.timedelta(days=number % 20000)
    case.body = {**case.body, "booking_date": start.isoformat()}
    if is_date(case, "checkout_date"):
        case.body["checkout_date"] = (start + datetime.timedelta(days=1 + number % 3)).isoformat()


def is_date(case, name):
    value = case.body.get(name) if isinstance(case.body, dict) else None
    return isinstance(value, str) and DATE.fullmatch(value) is not None


def offer_what_there_is(case, number):
    """A service of the profile and one of its staff, mostly: any other id is 422."""
    if number % 8 == 0 or not isinstance(case.body, dict) or type(case.body.get("product_id")) is not int:
        return
    kind = "rental" if is_date(case, "checkout_date") else "service"
    choice = [service for service in SERVICES if service["kind"] == kind]
    if choice:
        service = choice[number % len(choice)]
        case.body = {**case.body, "product_id": service["id"]}
        if type(case.body.get("operator_id")) is int:
            case.body["operator_id"] = service["operator_ids"][0] if service["operator_ids"] else None


def fill_up(case):
    """Letters for a text that is too long only by the white space around it, which the service trims before it counts
    (a rule that a schema would need a riddle for): now it is really too long."""
    for name, longest in LENGTHS.items():
        text = case.body.get(name) if isinstance(case.body, dict) else None
        if isinstance(text, str) and len(text.strip()) <= longest < len(text):
            case.body = {**case.body, name: "x" * len(text)}
