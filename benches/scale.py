#!/usr/bin/env python3
"""Does the time of a report grow as its rows do, and the memory less? Do many files or fewer cores cost more, and what does
the cache spare?

    cargo build --release --examples --bins
    python3 benches/scale.py [--millions 1,3,10,30,100] [--part 10] [--pairs 3] [--folder FOLDER] [--keep]

Clean lists of 200 units are made by `sample_data --big` in parts, one file each, with running numbers that go on from part
to part, so that no code stands in two of them. A longer list takes the parts of the shorter one and adds to them. Every
report is a whole process, `cchc report FOLDER --format json`; its account and its counts must say that every dossier was
read once.

1. Rows, seconds, microseconds a row, the most memory, and its bytes a dossier, for each length.
2. 600 files of 5,000 rows against one file of the same 3 million rows, in turn.
3. The first run with an empty cache against the next one, in turn, on that file and on the 600 (see `--cache`). File systems
   count time in steps, so files that were made less than ten seconds before are hashed again: the runs wait for that.
4. One core against two, in turn, on that file (Linux).

A million rows are 0.37 GB: 100 million need 37 GB, and 3 million twice while files are compared. A length that does not fit
the disk with a gigabyte to spare is left out, and that is said. What was made is deleted at the end, unless it is to be kept.
"""

import argparse
import glob
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MILLION = 1_000_000
BYTES_A_ROW = 370
SPARE = 1e9
FILES, ROWS_A_FILE = 600, 5_000
SETTLED = 11


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--millions", default="1,3,10,30,100", help="lengths in millions of rows, ascending")
    options.add_argument("--part", type=int, default=10, help="millions of rows of a file at most")
    options.add_argument("--pairs", type=int, default=3, help="runs of each; medians are printed")
    options.add_argument("--folder", help="where the lists are made; it must not be there yet")
    options.add_argument("--keep", action="store_true", help="leave the lists where they are")
    options.add_argument("--target", default=os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")))
    given = options.parse_args()
    lengths = [int(million) for million in given.millions.split(",")]
    if lengths != sorted(set(lengths)) or not lengths or min(lengths) < 1 or given.part < 1 or given.pairs < 1:
        sys.exit("--millions are whole numbers, ascending; --part and --pairs at least 1")
    release = os.path.join(given.target, "release")
    programs = [os.path.join(release, "cchc"), os.path.join(release, "examples", "sample_data")]
    for program in programs:
        if not os.path.exists(program):
            sys.exit(f"{program} is not there: cargo build --release --examples --bins")
    if given.folder and os.path.exists(given.folder):
        sys.exit(f"{given.folder} is there already")
    folder = given.folder or tempfile.mkdtemp(prefix="cchc-scale-")
    os.makedirs(folder, exist_ok=True)
    # Stopped from outside, it leaves no more behind than when it ends.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    try:
        measure(*programs, folder, lengths, given.part, given.pairs)
    finally:
        if not given.keep:
            shutil.rmtree(folder)


def measure(cchc, sample_data, folder, lengths, part, pairs):
    whole = os.path.join(folder, "whole")
    os.mkdir(whole)
    print(f"{'rows':>12} {'GB':>6} {'seconds':>8} {'µs a row':>9} {'memory':>9} {'bytes a dossier':>16}")
    made = 0
    for length in lengths:
        if not has_room(folder, (length - made) * MILLION):
            break
        while made < length:
            rows = min(part, length - made)
            make(sample_data, os.path.join(whole, f"part-{made:03}.csv"), rows * MILLION, made * MILLION + 1)
            made += rows
        warm(whole)
        runs = [run(cchc, whole, length * MILLION) for _ in range(pairs if length <= 10 else 1)]
        seconds, memory = statistics.median(took for took, _ in runs), max(used for _, used in runs)
        size = sum(os.path.getsize(file) for file in glob.glob(os.path.join(whole, "*")))
        rows = length * MILLION
        print(f"{rows:12,} {size / 1e9:6.1f} {seconds:8.2f} {seconds / rows * 1e6:9.3f} {memory / 1e6:6.0f} MB "
              f"{memory / rows:16.0f}", flush=True)
    # Only now: the long list is gone when the short ones are made.
    shutil.rmtree(whole)
    side_by_side(cchc, sample_data, folder, pairs)


def side_by_side(cchc, sample_data, folder, pairs):
    rows = FILES * ROWS_A_FILE
    if not has_room(folder, 2 * rows):
        return
    one, many = os.path.join(folder, "one"), os.path.join(folder, "many")
    os.mkdir(one)
    os.mkdir(many)
    make(sample_data, os.path.join(one, "list.csv"), rows, 1)
    split(os.path.join(one, "list.csv"), many)
    warm(one)
    warm(many)
    compare(f"{FILES} files of {ROWS_A_FILE:,} rows", lambda: run(cchc, many, rows), f"one file of {rows:,}",
            lambda: run(cchc, one, rows), pairs)
    time.sleep(SETTLED)
    for name, exports in ((f"one file of {rows:,} rows", one), (f"{FILES} files of {ROWS_A_FILE:,} rows", many)):
        with_cache(cchc, name, exports, rows, os.path.join(folder, "cache"), pairs)
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if len(cores) < 2:
        print("one core against two: not measured here")
        return
    compare("one core", lambda: run(cchc, one, rows, cores[:1]), "two cores", lambda: run(cchc, one, rows, cores[:2]), pairs)


def with_cache(cchc, name, exports, rows, cache, pairs):
    """The next run against the first, each of which begins without a cache."""
    def first():
        shutil.rmtree(cache, ignore_errors=True)
        took = run(cchc, exports, rows, cache=cache)
        # What was written goes to the disk on its own time, not on that of the next run.
        os.sync()
        return took
    compare(f"{name}, cache empty", first, "the next run", lambda: run(cchc, exports, rows, cache=cache), pairs)
    size = sum(os.path.getsize(file) for file in glob.glob(os.path.join(cache, ".dossiers", "*")))
    print(f"the cache: {size / rows:.0f} bytes a dossier", flush=True)
    shutil.rmtree(cache, ignore_errors=True)


def compare(name, work, other_name, other_work, pairs):
    """Runs the two in turn; the median of the ratios of a turn says how they stand."""
    ratios, times, memory = [], [], [0, 0]
    for _ in range(pairs):
        own, other = work(), other_work()
        ratios.append(own[0] / other[0])
        times.append((own[0], other[0]))
        memory = [max(memory[0], own[1]), max(memory[1], other[1])]
    own, other = (statistics.median(column) for column in zip(*times))
    print(f"{name}: {own:.2f} s, {memory[0] / 1e6:.0f} MB; {other_name}: {other:.2f} s, {memory[1] / 1e6:.0f} MB; "
          f"ratio {statistics.median(ratios):.2f}", flush=True)


def has_room(folder, rows):
    free, needed = shutil.disk_usage(folder).free, rows * BYTES_A_ROW + SPARE
    if free < needed:
        print(f"{rows:,} rows more need {needed / 1e9:.0f} GB, and {folder} has {free / 1e9:.0f} GB free: left out")
    return free >= needed


def make(sample_data, file, rows, first):
    subprocess.run([sample_data, "--big", f"{rows}:200:0:{first}", file], check=True)


def split(file, folder):
    """The rows of a file in files of their own, each with its head; a clean list has no line end within a cell."""
    with open(file, "rb") as rows:
        head = rows.readline()
        for number in range(FILES):
            with open(os.path.join(folder, f"part-{number:03}.csv"), "wb") as part:
                part.write(head)
                part.writelines(rows.readline() for _ in range(ROWS_A_FILE))


def warm(folder):
    """Reads the files once, so that no run pays for the disk; of lists longer than the memory that is all one can do."""
    for file in glob.glob(os.path.join(folder, "*")):
        with open(file, "rb", buffering=0) as export:
            while export.read(1 << 24):
                pass


def run(cchc, folder, rows, cores=None, cache=None):
    """Wall seconds and the most memory in bytes of one report, which must have read every dossier once."""
    command = [cchc, "report", folder, "--period", "2022", "--format", "json", "--quiet"]
    command += [f"--cache={cache}"] if cache else []
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as complaint:
        start = time.perf_counter()
        limit = (lambda: os.sched_setaffinity(0, cores)) if cores else None
        process = subprocess.Popen(command, stdout=printed, stderr=complaint, preexec_fn=limit)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            complaint.seek(0)
            sys.exit(f"{' '.join(command)}: {complaint.read().decode()}")
        printed.seek(0)
        report = json.load(printed)
    read = sum(file["accepted"] - file["superseded"] for file in report["inputs"])
    received = sum(figure["numerator"] for figure in report["figures"]
                   if (figure["indicator"], figure["scope"]) == ("received", "all"))
    if (read, received) != (rows, rows):
        sys.exit(f"{folder} has {rows} dossiers; {read} were read, {received} counted as received")
    return seconds, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
