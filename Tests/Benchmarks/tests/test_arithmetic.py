import contextlib
import dataclasses
import io
import pathlib
import sys
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "harness"))

import chart
import load
import options
import report
import targets


def run(rate, **cpu):
    return {"rate": rate, "cpu": {"postgres": 1e-4, **cpu}, "p50": 0.001, "p99": 0.002, "memory": 20e6}


def listing(full, plain, pipelined, worker):
    return {
        "list, 64 clients": run(full, worker=worker),
        "limit list, plain": run(plain),
        "limit list, pipelined": run(pipelined),
        "list, 8 clients": run(full / 2),
        "list 304, 64 clients": run(full * 4),
    }


class TargetTests(unittest.TestCase):
    # The median is of the rounds' ratios; the ratio of the medians would be 0.8.
    ROUNDS = [listing(80, 100, 90, 1e-5), listing(40, 80, 60, 2e-5), listing(90, 100, 130, 3e-5)]

    def judged(self):
        return {row["target"]: row for row in targets.judge({"groups": {"list": self.ROUNDS}})}

    def test_ratio_is_taken_in_each_round_by_the_way_that_is_faster_over_all(self):
        row = self.judged()["list of 50, 64 clients, of the database limit"]
        self.assertEqual(row["rounds"], [0.8, 0.5, 0.9])
        self.assertEqual(row["median"], 0.8)
        self.assertTrue(row["met"])

    def test_other_way_stands_beside_it(self):
        row = self.judged()["list of 50, 64 clients, of the database limit"]
        self.assertEqual((row["way"], list(row["other"])), ("plain", ["pipelined"]))
        self.assertAlmostEqual(row["other"]["pipelined"], 90 / 130)

    def test_target_that_is_missed_says_so(self):
        self.assertFalse(self.judged()["list of 50, 8 clients, of the database limit"]["met"])

    def test_target_for_the_most_is_met_from_below(self):
        row = self.judged()["worker CPU per list of 50, of PostgreSQL's"]
        self.assertAlmostEqual(row["median"], 0.2)
        self.assertTrue(row["met"])

    def test_what_was_not_measured_is_not_judged(self):
        self.assertEqual(len(self.judged()), 4)

    def test_time_is_the_other_way_round_than_rate(self):
        runs = {"list of 1 000 000": run(50), "list of 1 000": run(100)}
        self.assertEqual(targets.slower("list of 1 000 000", "list of 1 000")(runs), 2)

    def test_memory_and_starts_are_judged_where_they_were_measured(self):
        rows = targets.judge({
            "groups": {}, "starts": [{"alive": 0.05, "list": 0.06}, {"alive": 0.05, "list": 0.2}, {"list": 0.08}],
            "soak": {"minutes": 60, "memory": [20e6, 41e6], "statuses": {"200": 1}},
        })
        self.assertEqual([(row["median"], row["met"]) for row in rows], [(0.08, True), (41, False)])


class ComposeTests(unittest.TestCase):
    def test_statements_take_the_place_of_their_line(self):
        text = load.compose("list", pipelined=False)
        self.assertNotIn("-- statements", text)
        self.assertLess(text.index("begin"), text.index("limit 50"))
        self.assertLess(text.index("limit 50"), text.index("commit;"))

    def test_pipeline_begins_behind_the_last_number(self):
        for name in ("list", "grid", "create"):
            lines = load.compose(name, pipelined=True).split("\n")
            self.assertEqual(lines[-2], "\\endpipeline")
            start = lines.index("\\startpipeline")
            self.assertFalse(any(line.startswith("\\set") for line in lines[start:]))
            self.assertTrue(all(";" not in line for line in lines[:start] if line != "select 1;" and line[:2] != "--"))


    def test_dates_take_the_place_of_their_names(self):
        text = load.compose("grid", False, (("from", "2026-02-01"), ("to", "2026-02-28")))
        self.assertIn("between date '2026-02-01' and date '2026-02-28'", text)


class JudgeTests(unittest.TestCase):
    REQUESTS = load.Requests("list", None, 8, "/", 1, 2)

    def judge(self, statuses, failed=0, **how):
        requests = dataclasses.replace(self.REQUESTS, **how)
        requests.judge({"requests": sum(statuses.values()), "failed": failed}, statuses)

    def test_one_in_a_thousand_may_have_another_status(self):
        self.judge({"200": 999, "503": 1})
        with self.assertRaises(load.Wrong):
            self.judge({"200": 998, "503": 2})

    def test_of_creates_one_in_a_hundred(self):
        self.judge({"201": 99, "409": 1}, expected=201, tolerated=0.01)
        with self.assertRaises(load.Wrong):
            self.judge({"201": 98, "409": 2}, expected=201, tolerated=0.01)

    def test_full_answer_in_place_of_a_304_is_wrong(self):
        with self.assertRaises(load.Wrong):
            self.judge({"200": 100}, expected=304)

    def test_no_request_may_fail(self):
        with self.assertRaises(load.Wrong):
            self.judge({"200": 100}, failed=1)
        with self.assertRaises(load.Wrong):
            self.judge({})


class ReportTests(unittest.TestCase):
    RESULTS = {
        "machine": {"commit": "abc", "time": "2026-01-01T00:00:00", "cores": 2, "cpu": "<x>", "memory": 2**30,
            "load": 0.1, "postgres": "15", "nginx": "1.22"},
        "groups": {"list": TargetTests.ROUNDS},
        "targets": targets.judge({"groups": {"list": TargetTests.ROUNDS}}),
    }

    def test_table_has_a_line_for_each_run_and_target(self):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            report.write(self.RESULTS)
            report.compare(self.RESULTS, self.RESULTS)
        for name in [*self.ROUND_NAMES, *(row["target"] for row in self.RESULTS["targets"])]:
            self.assertIn(name, out.getvalue())
        self.assertIn("+0.0 %", out.getvalue())

    ROUND_NAMES = list(TargetTests.ROUNDS[0])

    def test_chart_is_well_formed_and_has_a_bar_for_each_target(self):
        tree = xml.etree.ElementTree.fromstring(chart.draw(self.RESULTS))
        self.assertEqual(len(tree.findall("{*}rect")), 1 + len(self.RESULTS["targets"]))


class OptionTests(unittest.TestCase):
    def test_quick_is_one_short_round_unless_said_otherwise(self):
        chosen = options.parse(["--quick", "--rounds", "2"])
        self.assertEqual((chosen.rounds, chosen.seconds), (2, 3))
        chosen = options.parse([])
        self.assertEqual((chosen.rounds, chosen.seconds), (3, 8))


if __name__ == "__main__":
    unittest.main()
