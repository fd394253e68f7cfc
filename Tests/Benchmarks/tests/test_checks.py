import copy
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "harness"))

import checks
import load

FACTS = {
    "profile": 7, "ts": 5, "today": "2026-02-03", "month": "2026-02-01", "total": 2, "coming_total": 1,
    "list": [{"id": 2, "visitor_name": "Jane"}, {"id": 1, "visitor_name": "Ömer"}], "coming": [2],
    "stats": {"today": 0, "pending": 1, "upcoming": 1, "total": 2},
    "grid": [{"id": 1, "visitor_name": "Ömer"}], "staff": [3], "services": [4],
}
COMING = "?status=pending,confirmed&date_from=2026-02-03&order=asc&limit=20"
ANSWERS = {
    "": {"bookings": FACTS["list"], "total": 2},
    COMING: {"bookings": FACTS["list"][:1], "total": 1},
    "/stats": {"stats": FACTS["stats"]},
    "/poll": {"ts": 5},
    "/grid": {
        "bookings": FACTS["grid"], "staff": [{"id": 3}], "services": [{"id": 4}], "stats": FACTS["stats"],
    },
}


class Service:
    """As a side of the stack, with answers that may be wrong."""

    name = "many"

    def __init__(self, answers, compares=True):
        self.answers = answers
        self.compares = compares

    def get(self, _, path, tag=None):
        own = f'"1-7-all-{path}"'
        if tag and (tag == own or not self.compares):
            return 304, {"ETag": own}, None
        return 200, {"ETag": own}, self.answers[path]


class CheckTests(unittest.TestCase):
    def test_right_answers_are_right(self):
        checks.check_profile(Service(ANSWERS), FACTS)

    def test_whatever_differs_is_wrong(self):
        for path, member in (
            ("", "total"), ("", "bookings"), (COMING, "total"), (COMING, "bookings"), ("/stats", "stats"),
            ("/poll", "ts"), ("/grid", "bookings"), ("/grid", "staff"), ("/grid", "services"), ("/grid", "stats"),
        ):
            answers = copy.deepcopy(ANSWERS)
            answers[path][member] = [] if isinstance(answers[path][member], list) else 9
            with self.assertRaises(load.Wrong, msg=f"{path} {member}"):
                checks.check_profile(Service(answers), FACTS)

    def test_so_is_a_booking_that_is_told_wrong(self):
        for path in "", "/grid":
            answers = copy.deepcopy(ANSWERS)
            answers[path]["bookings"][0]["visitor_name"] = "John"
            with self.assertRaises(load.Wrong, msg=path) as wrong:
                checks.check_profile(Service(answers), FACTS)
            self.assertIn("'visitor_name': 'John'}, not {'id'", str(wrong.exception))

    def test_so_is_304_to_whoever_has_something_else(self):
        with self.assertRaises(load.Wrong):
            checks.check_profile(Service(ANSWERS, compares=False), FACTS)


if __name__ == "__main__":
    unittest.main()
