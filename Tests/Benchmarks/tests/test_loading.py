import pathlib
import subprocess
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[3] / "deploy/dev.d/bench.sh"
# load_bench with a cluster that is a file, and takes a moment to load.
LOADING = """
set -euo pipefail
ROOT=$1 DEV=$1/dev RUNTIME=$1/run-$2
mkdir -p "$RUNTIME/pg"
. "$3"
step() { printf '%s\\n' "$*"; }
die() { printf '%s\\n' "$*" && exit 1; }
bench_stamp() { echo stamp; }
start_cluster() { mkdir -p "$RUNTIME/pg/data"; }
load_side() { sleep 0.3 && echo "$1" >"$RUNTIME/pg/data/$1"; }
stop_cluster() { :; }
make_pg_directory() { :; }
if [[ ${4:-} == full ]]; then cp() { mkdir "${@: -1}" && return 1; }; fi
load_bench kept 1
ls "$RUNTIME/pg/data"
"""


class LoadingTests(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)
        self.kept = self.directory / "dev/bench"

    def start(self, name, *further):
        command = ["bash", "-c", LOADING, "bash", str(self.directory), name, str(SCRIPT), *further]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def names(self):
        return sorted(str(path.relative_to(self.kept)) for path in self.kept.rglob("*"))

    def test_of_two_at_once_one_loads_and_the_other_copies(self):
        said = [running.communicate()[0] for running in [self.start("a"), self.start("b")]]
        self.assertEqual(sorted(text.split()[0] for text in said), ["Copying", "Loading"], said)
        self.assertTrue(all(text.endswith("many\nwide\n") for text in said), said)
        self.assertEqual(self.names(), ["cluster-stamp", "cluster-stamp/many", "cluster-stamp/wide"])

    def test_half_a_copy_is_not_left_on_a_full_disk(self):
        running = self.start("a", "full")
        self.assertIn("can't be kept", running.communicate()[0])
        self.assertEqual((running.returncode, self.names()), (1, []))

    def test_what_was_cut_off_goes(self):
        (self.kept / "cluster-stamp").mkdir(parents=True)
        (self.kept / "cluster-stamp.new").mkdir()
        self.start("a").communicate()
        self.assertEqual(self.names(), ["cluster-stamp"])


if __name__ == "__main__":
    unittest.main()
