import contextlib
import dataclasses
import io
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import types
import unittest
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "harness"))

import chart
import hotspots
import load
import options
import plan
import processes
import report
import soak
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
    ROUNDS = [listing(80, 100, 90, 1e-5), listing(40, 80, 60, 2e-5), listing(99, 110, 130, 3e-5)]

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
        self.assertAlmostEqual(row["other"]["pipelined"], 99 / 130)

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

    # Each target with a rate, and the ratio that follows from it.
    RATES = {
        "list": {"list, 64 clients": 50, "list, 8 clients": 40, "limit list, plain": 100, "list 304, 64 clients": 150},
        "grid": {"grid": 10, "limit grid, plain": 40, "grid 304": 80},
        "poll": {"poll": 30, "limit poll, nginx": 200},
        "create": {"create": 9, "limit create, plain": 10},
        "large": {
            f"{name} of {size}": rate
            for name in ("list", "stats", "grid", "poll") for size, rate in (("1 000 000", 20), ("1 000", 24))
        },
        "wide": {
            f"{name} of {size} profiles": rate
            for name in ("list", "poll") for size, rate in (("100 000", 20), ("2 000", 22))
        },
    }

    def test_each_target_is_the_ratio_that_it_names(self):
        rounds = {
            group: [{name: run(rate, worker=2e-5) for name, rate in rates.items()}]
            for group, rates in self.RATES.items()
        }
        rows = targets.judge({"groups": rounds})
        expected = [0.5, 0.4, 0.2, 3, 8, 0.25, 0.15, 0.9, 1.2, 1.2, 1.2, 1.2, 1.1, 1.1]
        self.assertEqual([row["target"] for row in rows], [target.text for target in targets.TARGETS])
        for row, ratio in zip(rows, expected, strict=True):
            self.assertAlmostEqual(row["median"], ratio, msg=row["target"])

    def test_limit_stands_beside_it_with_the_median_of_its_rates(self):
        rows = [row for row in self.judged().values() if "limit" in row]
        self.assertEqual([row["limit"] for row in rows], [100, 100])

    def test_memory_and_starts_are_judged_where_they_were_measured(self):
        rows = targets.judge({
            "groups": {}, "starts": [{"alive": 0.05, "list": 0.06}, {"alive": 0.05, "list": 0.2}, {"list": 0.08}],
            "soak": {"minutes": 60, "memory": [20e6, 41e6], "statuses": {"200": 1}},
        })
        self.assertEqual([(row["median"], row["met"]) for row in rows], [(0.08, True), (41, False)])


class PlanTests(unittest.TestCase):
    """What is named in two places has the same name in both; else it would come out when all was measured."""

    SIDE = types.SimpleNamespace(sql=lambda *_, **__: "2026-02-01", profiles=24)
    STACK = types.SimpleNamespace(
        many=SIDE, wide=SIDE, small=21, larger=22, largest=23, busy=24,
        month=(("from", "2026-02-01"), ("to", "2026-02-28")))
    GROUPS = plan.groups(STACK)

    def test_all_targets_are_of_runs_that_there_are(self):
        rounds = {group.name: [{each.name: run(1, worker=1) for each in group.runs}] for group in self.GROUPS}
        rows = targets.judge({"groups": rounds})
        self.assertEqual([row["target"] for row in rows], [target.text for target in targets.TARGETS])

    def test_profiles_are_of_runs_that_there_are(self):
        names = {each.name for group in self.GROUPS for each in group.runs}
        self.assertLessEqual(set(hotspots.RUNS.values()), names)
        self.assertEqual([options.parse(["--profile", route]).profile for route in hotspots.RUNS], [*hotspots.RUNS])

    def test_help_tells_all_groups(self):
        self.assertEqual(options.GROUPS, [*(group.name for group in self.GROUPS), "start"])


class FigureTests(unittest.TestCase):
    def test_wrk_counts_in_microseconds(self):
        said = {"requests": 400, "seconds": 8.0, "bytes": 4000, "p50": 1500.0, "p99": 20000.0}
        self.assertEqual(load.figures(said, {"worker": 0.1, "postgres": 0.2}), {
            "rate": 50, "p50": 0.0015, "p99": 0.02, "requests": 400, "bytes": 10,
            "cpu": {"worker": 0.00025, "postgres": 0.0005},
        })

    def test_pgbench_counts_transactions(self):
        said = "number of transactions actually processed: 400\nlatency average = 9 ms\ntps = 50.5 (without …)\n"
        self.assertEqual(load.throughput(said, 8, {"postgres": 0.2}), {
            "rate": 50.5, "mean": 8 / 50.5, "requests": 400, "cpu": {"postgres": 0.0005},
        })

    def test_what_wrk_broke_off_is_no_answer(self):
        log = [f'{{"status":{status},"bytes":1}}\n' for status in (200, 200, 499, 503)]
        self.assertEqual(load.tally(log), {"200": 2, "503": 1})


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
        "options": {"rounds": 3, "seconds": 8, "scale": 1, "threads": 8, "only": None},
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
        self.assertRegex(out.getvalue(), r"list, 64 clients +80 +40-99 +1\.00 +2\.00 +20 +100 +20\.0")

    def test_difference_is_of_the_earlier_figure(self):
        self.assertIn("+25.0 %", report.change("", 80, 100))
        self.assertIn("-20.0 %", report.change("", 100, 80))

    def test_statuses_but_the_usual_one_are_told(self):
        self.assertEqual(report.others([{"statuses": {"200": 98, "503": 2}}]), "  2.000 % 503")

    def test_bar_is_longer_the_better_a_target_was_met(self):
        self.assertEqual(chart.share({"sense": targets.LEAST, "bound": 0.5}, 1), 2)
        self.assertEqual(chart.share({"sense": targets.MOST, "bound": 0.5}, 1), 0.5)

    def told(self, results, earlier):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            report.write(results)
            report.compare(earlier, results)
        return out.getvalue()

    def test_other_conditions_are_told(self):
        smaller = {**self.RESULTS, "options": {**self.RESULTS["options"], "scale": 0.1}}
        self.assertIn("Measured otherwise then: scale 0.1", self.told(self.RESULTS, smaller))
        self.assertIn("0.1 times the data", self.told(smaller, smaller))
        self.assertNotIn("otherwise", self.told(smaller, smaller))

    ROUND_NAMES = list(TargetTests.ROUNDS[0])

    def test_chart_is_well_formed_and_has_a_bar_for_each_target(self):
        tree = xml.etree.ElementTree.fromstring(chart.draw(self.RESULTS))
        self.assertEqual(len(tree.findall("{*}rect")), 1 + len(self.RESULTS["targets"]))


class ProcessTests(unittest.TestCase):
    MAPS = """55d0c0000000-55d0c0a00000 r-xp 00000000 fe:00 1 {0}
Rss:                8000 kB
Pss:                4000 kB
Pss_Dirty:             0 kB
7f1a00000000-7f1a00100000 r-xp 00000000 fe:00 2 {1}
Rss:                2000 kB
Pss:                 500 kB
7f1a00200000-7f1a00300000 rw-p 00000000 00:00 0
Rss:                  64 kB
Pss:                  64 kB
"""

    def test_what_other_workers_map_too_counts_whole(self):
        maps = self.MAPS.format("/srv/a worker", "/usr/lib/swift/linux/libswiftCore.so")
        self.assertEqual(processes.proportional(maps, "/srv/a worker"), (8000 + 2000 + 64) * 1024)

    def test_what_everybody_maps_counts_by_its_share(self):
        maps = self.MAPS.format("/srv/worker", "/usr/lib/libc.so.6")
        self.assertEqual(processes.proportional(maps, "/srv/worker"), (8000 + 500 + 64) * 1024)

    def test_meter_tells_of_its_block_alone(self):
        sum(range(2_000_000))
        with processes.Meter(own=os.getpid()) as meter:
            pass
        self.assertLess(meter.used["own"], processes.cpu(os.getpid()))

    COMPUTE = "i=0; while [ $i -lt 300000 ]; do i=$((i + 1)); done; "

    def cpu_of(self, script):
        with subprocess.Popen(["sh", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as shell:
            shell.stdout.readline()
            used = processes.cpu(shell.pid)
            shell.stdin.close()
        return used

    def test_cpu_is_that_of_children_too(self):
        self.assertGreater(self.cpu_of(f"sh -c '{self.COMPUTE} echo; read x'; exit"), 0.03)

    def test_cpu_is_that_of_children_that_have_ended_too(self):
        self.assertGreater(self.cpu_of(f"sh -c '{self.COMPUTE} exit'; echo; read x; exit"), 0.03)


class OptionTests(unittest.TestCase):
    def test_quick_is_one_short_round_unless_said_otherwise(self):
        chosen = options.parse(["--quick", "--rounds", "2"])
        self.assertEqual((chosen.rounds, chosen.seconds), (2, 3))
        chosen = options.parse([])
        self.assertEqual((chosen.rounds, chosen.seconds), (3, 8))

    def refused(self, *arguments):
        said = io.StringIO()
        with contextlib.redirect_stderr(said), self.assertRaises(SystemExit) as ending:
            options.parse(arguments)
        self.assertEqual(ending.exception.code, 2)
        return said.getvalue()

    def test_what_would_end_a_run_is_refused_before_it(self):
        for arguments in (
            ["--scale", "nan"], ["--scale", "inf"], ["--soak", "nan"], ["--threads", "257"], ["--seconds", "0"],
            ["--only", "("], ["--only", "lists"], ["--json", "/proc/none/a.json"], ["--json", "/tmp"],
            ["--json", "a.svg"], ["--compare", "/none"], ["--compare", __file__],
            ["--profile", "list", "--soak", "1"],
        ):
            self.assertIn("error", self.refused(*arguments), arguments)

    def test_file_to_compare_with_may_be_the_one_that_is_written(self):
        with tempfile.TemporaryDirectory() as directory:
            file = pathlib.Path(directory) / "results.json"
            file.write_text(json.dumps(ReportTests.RESULTS), encoding="utf-8")
            chosen = options.parse(["--json", str(file), "--compare", str(file)])
            file.write_text("{}", encoding="utf-8")
            self.assertEqual(chosen.compare["targets"], ReportTests.RESULTS["targets"])
            self.assertEqual(chosen.json, file)
            options.parse(["--json", f"{directory}/new/a.json"])
            self.assertEqual(list((pathlib.Path(directory) / "new").iterdir()), [])


class SoakTests(unittest.TestCase):
    def test_mixed_load_that_fails_or_breaks_off_is_wrong(self):
        soak.judge({"failed": 0}, {"200": 990, "201": 10})
        for result, counts in ({"failed": 1}, {"200": 9}), ({"failed": 0}, {}), ({"failed": 0}, {"200": 9, "503": 1}):
            with self.assertRaises(load.Wrong):
                soak.judge(result, counts)
        with self.assertRaises(load.Wrong):
            JudgeTests.REQUESTS.result(0, "Running 60s test")
        with self.assertRaises(load.Wrong):
            JudgeTests.REQUESTS.result(-9, 'result {"failed":0}')


if __name__ == "__main__":
    unittest.main()
