#!/usr/bin/env python3
"""The same counts by cchc, DuckDB, Polars, and a short program with the csv crate: do they agree, and who is faster?

    pip install duckdb polars
    cargo build --release --examples --bins
    python3 benches/versus.py [--rows 3000000] [--pairs 5] [--file FILE]

A clean export is made by `sample_data --big ROWS:200:0` (23 columns, one spelling of each word, no quotes). Every program
counts the twelve counts of form II.06a and its kin by unit for 2022; the answers must be the same, unit by unit. The
others do no more than that: no account of records, no duplicates superseded, no spelling but one.

Three more do nothing but read the file once: `cat` to nowhere, `cat` through a pipe, and `wc -l`. No program that reads
the file can be faster than they are.

Each program runs as a whole process, in turn; printed are the machine, the versions, the medians of the ratios of cchc to
each of them, run by run, and the most memory each one took (less than this script itself takes cannot be told). Times of
one run say little; ratios of one round say how they stand.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

COUNTS = [
    "handled", "received", "received_online", "received_other", "carried_over", "settled", "settled_early",
    "settled_on_day", "settled_late", "open", "open_in_time", "open_late",
]
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FROM, TO = "20220101", "20221231"

DUCKDB = f"""
WITH typed AS (
  SELECT "Đơn vị tiếp nhận" AS unit, "Trạng thái" AS status, "Hình thức tiếp nhận" AS channel,
    {{received}} AS received, {{due}} AS due, COALESCE({{finished}}, {{returned}}) AS settled
  FROM read_csv(?, delim=';', header=true, all_varchar=true, quote='"')
  WHERE "Trạng thái" NOT IN ('Mới đăng ký', 'Không được tiếp nhận'))
SELECT unit,
  count(*) FILTER (received <= '{TO}' AND (settled IS NULL OR settled >= '{FROM}')),
  count(*) FILTER (received BETWEEN '{FROM}' AND '{TO}'),
  count(*) FILTER (received BETWEEN '{FROM}' AND '{TO}' AND channel = 'Trực tuyến'),
  count(*) FILTER (received BETWEEN '{FROM}' AND '{TO}' AND COALESCE(channel, '') <> 'Trực tuyến'),
  count(*) FILTER (received < '{FROM}' AND (settled IS NULL OR settled >= '{FROM}')),
  count(*) FILTER (settled BETWEEN '{FROM}' AND '{TO}'),
  count(*) FILTER (settled BETWEEN '{FROM}' AND '{TO}' AND settled < due),
  count(*) FILTER (settled BETWEEN '{FROM}' AND '{TO}' AND (due IS NULL OR settled = due)),
  count(*) FILTER (settled BETWEEN '{FROM}' AND '{TO}' AND settled > due),
  count(*) FILTER (received <= '{TO}' AND (settled IS NULL OR settled > '{TO}')),
  count(*) FILTER (received <= '{TO}' AND (settled IS NULL OR settled > '{TO}')
    AND (due IS NULL OR due >= '{TO}' OR status IN ('Yêu cầu bổ sung giấy tờ', 'Dừng xử lý'))),
  count(*) FILTER (received <= '{TO}' AND (settled IS NULL OR settled > '{TO}')
    AND due < '{TO}' AND status NOT IN ('Yêu cầu bổ sung giấy tờ', 'Dừng xử lý'))
FROM typed GROUP BY unit"""

DAYS = {
    "received": "Ngày nhận", "due": "Ngày hẹn trả", "finished": "Ngày kết thúc xử lý", "returned": "Ngày trả kết quả",
}


def with_duckdb(file):
    import duckdb
    day = lambda name: f"""CASE WHEN length("{name}") >= 10
        THEN substr("{name}", 7, 4) || substr("{name}", 4, 2) || substr("{name}", 1, 2) END"""
    connection = duckdb.connect(config={"threads": 2})
    query = DUCKDB.format(**{key: day(name) for key, name in DAYS.items()})
    return {row[0]: list(row[1:]) for row in connection.execute(query, [file]).fetchall()}


def with_polars(file):
    os.environ.setdefault("POLARS_MAX_THREADS", "2")
    import polars as pl
    def day(name):
        text = pl.col(name)
        written = text.str.slice(6, 4) + text.str.slice(3, 2) + text.str.slice(0, 2)
        return pl.when(text.str.len_bytes() >= 10).then(written)
    received, due = pl.col("received"), pl.col("due")
    settled, status, channel = pl.col("settled"), pl.col("Trạng thái"), pl.col("Hình thức tiếp nhận")
    waiting = status.is_in(["Yêu cầu bổ sung giấy tờ", "Dừng xử lý"])
    at_start, at_end = settled.is_null() | (settled >= FROM), settled.is_null() | (settled > TO)
    in_period = (received >= FROM) & (received <= TO)
    was_settled = (settled >= FROM) & (settled <= TO)
    is_open = (received <= TO) & at_end
    in_time = due.is_null() | (due >= TO) | waiting
    online = channel.eq_missing(pl.lit("Trực tuyến"))
    conditions = [
        (received <= TO) & at_start, in_period, in_period & online, in_period & ~online, (received < FROM) & at_start,
        was_settled, was_settled & (settled < due), was_settled & (due.is_null() | (settled == due)),
        was_settled & (settled > due), is_open, is_open & in_time, is_open & ~in_time,
    ]
    frame = (
        pl.scan_csv(file, separator=";", infer_schema=False)
        .filter(~status.is_in(["Mới đăng ký", "Không được tiếp nhận"]))
        .with_columns(received=day(DAYS["received"]), due=day(DAYS["due"]),
                      settled=pl.coalesce(day(DAYS["finished"]), day(DAYS["returned"])))
        .group_by("Đơn vị tiếp nhận")
        .agg([condition.sum().alias(name) for name, condition in zip(COUNTS, conditions)])
        .collect(engine="streaming")
    )
    return {row[0]: list(row[1:]) for row in frame.iter_rows()}


def answers(name, text):
    document = json.loads(text)
    if name != "cchc":
        return document
    counts = {}
    for figure in document["figures"]:
        if figure["scope"] == "unit" and figure["indicator"] in COUNTS:
            of_unit = counts.setdefault(figure["unit_name"], [0] * len(COUNTS))
            of_unit[COUNTS.index(figure["indicator"])] = figure["numerator"]
    return counts


def said(command):
    """The first line that a program says, or that it is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout.strip().splitlines()[0]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return f"{command[0]}: not there"


def machine(cchc):
    """Processor, memory, system and versions, one line each."""
    model, memory = platform.processor() or platform.machine(), "unknown"
    try:
        with open("/proc/cpuinfo") as told:
            model = next((line.split(":", 1)[1].strip() for line in told if line.startswith("model name")), model)
        with open("/proc/meminfo") as told:
            memory = f"{int(told.readline().split()[1]) / 1e6:.1f} GB"
    except (OSError, ValueError, IndexError):
        pass
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    yield f"{model}, {cores} cores, {memory} memory, {platform.system()} {platform.release()}"
    versions = [said([cchc, "--version"]), f"Python {platform.python_version()}"]
    for package in ("duckdb", "polars"):
        versions.append(said([sys.executable, "-c", f"import {package}; print('{package}', {package}.__version__)"]))
    yield ", ".join(versions)
    yield ", ".join([said(["rustc", "--version"]), said(["cat", "--version"]), said(["wc", "--version"])])


def run(command):
    """Wall seconds, the most memory in MB, and what was printed."""
    with tempfile.TemporaryFile("w+") as printed:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.PIPE)
        complaint = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            sys.exit(f"{command}: {complaint.decode()}")
        printed.seek(0)
        return seconds, used.ru_maxrss / 1024, printed.read()


def main():
    if len(sys.argv) == 3 and sys.argv[1] in ("duckdb", "polars"):
        counted = with_duckdb(sys.argv[2]) if sys.argv[1] == "duckdb" else with_polars(sys.argv[2])
        print(json.dumps(counted, ensure_ascii=False))
        return
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=3_000_000)
    options.add_argument("--pairs", type=int, default=5)
    options.add_argument("--file", help="the export, made when it is not there")
    options.add_argument("--target", default=os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target")))
    given = options.parse_args()
    release = os.path.join(given.target, "release")
    file = given.file or os.path.join(tempfile.gettempdir(), f"cchc-versus-{given.rows}.csv")
    if not os.path.exists(file):
        subprocess.run([os.path.join(release, "examples", "sample_data"), "--big", f"{given.rows}:200:0", file], check=True)
    programs = {
        "cchc": [os.path.join(release, "cchc"), "report", file, "--period", "2022", "--format", "json", "--quiet"],
        "duckdb": [sys.executable, os.path.abspath(__file__), "duckdb", file],
        "polars": [sys.executable, os.path.abspath(__file__), "polars", file],
        "csv crate": [os.path.join(release, "examples", "csv_maps"), file],
    }
    # Nothing but the reading: no answer to hold against the others.
    in_shell = lambda words: ["sh", "-c", words, "sh", file]
    readers = {
        "cat": in_shell('cat "$1" > /dev/null'),
        "cat | cat": in_shell('cat "$1" | cat > /dev/null'),
        "wc -l": in_shell('wc -l < "$1"'),
    }
    with open(file, "rb") as export:
        while export.read(1 << 24):
            pass
    everyone = programs | readers
    seconds, memory, first = {name: [] for name in everyone}, {}, {}
    for _ in range(given.pairs):
        for name, command in everyone.items():
            took, used, printed = run(command)
            seconds[name].append(took)
            memory[name] = max(used, memory.get(name, 0))
            if name not in first and name in programs:
                first[name] = answers(name, printed)
    for name, counted in first.items():
        if counted != first["cchc"]:
            differ = [unit for unit in counted.keys() | first["cchc"].keys() if counted.get(unit) != first["cchc"].get(unit)]
            sys.exit(f"{name} counts otherwise: {[(unit, counted.get(unit), first['cchc'].get(unit)) for unit in differ[:3]]}")
    print("\n".join(machine(programs["cchc"][0])))
    units, dossiers = len(first["cchc"]), sum(counts[1] for counts in first["cchc"].values())
    print(f"{os.path.getsize(file) / 1e6:.0f} MB, {units} units, {dossiers} dossiers received: all answers agree")
    print(f"{'':10} {'seconds (median)':>17} {'cchc takes':>11} {'most memory':>12}")
    for name in everyone:
        ratios = [own / other for own, other in zip(seconds["cchc"], seconds[name])]
        used = f"{memory[name]:9.0f} MB" if name in programs else ""
        print(f"{name:10} {statistics.median(seconds[name]):17.3f} {statistics.median(ratios):10.2f}× {used}")


if __name__ == "__main__":
    main()
