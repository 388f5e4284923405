"""Holds DuckDB and Polars against the polluted files, as tests/pollution/classify.rs does it.

compare_readers.py FOLDER [--only FAMILY…] [--jobs N]

FOLDER is what `cargo run --example pollutions FOLDER` wrote. Needs the packages duckdb and polars. Prints a table of shares
and writes FOLDER/results.json: for each file the class that each reader has.
"""

import argparse
import json
import multiprocessing
import os
import re
import sys
import unicodedata
from collections import Counter, defaultdict

os.environ.setdefault("POLARS_MAX_THREADS", "1")

import duckdb
import polars

WORDS = {
    "Đã trả kết quả": "returned",
    "Đang xử lý": "processing",
    "Đã xử lý xong": "done",
    "Công dân yêu cầu rút hồ sơ": "withdrawn",
    "Trực tiếp": "direct",
    "Trực tuyến": "online",
    "Bưu chính công ích": "post",
    "Yêu cầu bổ sung giấy tờ": "supplement_requested",
}
WHITESPACE = set("\t\n\v\f\r \x85")
DAYS = [
    (re.compile(r"(\d{2})/(\d{2})/(\d{4})(?:[ T][0-9:]*)?", re.ASCII), (3, 2, 1)),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T][0-9:]*)?", re.ASCII), (1, 2, 3)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{6})?", re.ASCII), (1, 2, 3)),
]
FEE = re.compile(r"\d+(?:[.,]\d{3})*", re.ASCII)


def clean(cell):
    hidden = lambda letter: (
        (unicodedata.category(letter) == "Cc" and letter not in WHITESPACE) or "\u200b" <= letter <= "\u200f" or letter == "\ufeff"
    )
    text = "".join(letter for letter in cell if not hidden(letter))
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    if text.startswith('="') and text.endswith('"') and len(text) >= 3:
        text = text[2:-1]
    return text.removeprefix("'").strip()


def header_key(header):
    text = clean(header)
    while text.endswith("(*)"):
        text = text[:-3]
    return text.rstrip("*: ").lower()


def day(text):
    for form, order in DAYS:
        if found := form.fullmatch(text):
            return "-".join(found[part] for part in order)
    return text


def dossier(cells):
    values = [clean(cell or "") for cell in cells]
    values[3] = WORDS.get(values[3], values[3])
    values[4] = WORDS.get(values[4], values[4]) or "direct"
    values[5:9] = [day(value) for value in values[5:9]]
    if FEE.fullmatch(values[9]):
        values[9] = values[9].replace(".", "").replace(",", "")
    return tuple(values)


def is_blank(values):
    return all(not value or (place == 4 and value == "direct") for place, value in enumerate(values))


def classify(expected, doubtful, outcome):
    """expected: records as [dossiers, other readings, is damaged], dossiers as tuples."""
    if outcome["refused"] is not None:
        return "LOUD"
    places, others = {}, defaultdict(list)
    for number, (dossiers, also, _) in enumerate(expected):
        for one in dossiers:
            places[one] = number
        for one in also:
            others[one].append(number)
    open_ = [set(dossiers) for dossiers, _, _ in expected]
    for record in outcome["records"]:
        number = places.get(record)
        if number is not None and record in open_[number]:
            open_[number].discard(record)
            continue
        number = next((number for number in others.get(record, []) if open_[number]), None)
        if number is None:
            return "SILENT"
        open_[number].clear()
    missing = [number for number, left in enumerate(open_) if left]
    if outcome["told_missing"] < len(missing) or (doubtful and outcome["told_missing"] == 0):
        return "SILENT"
    if doubtful or any(not expected[number][2] for number in missing):
        return "LOUD"
    return "RIGHT"


def outcome_of(names, rows, columns, told=0):
    keys = [header_key(name) for name in names]
    places = [keys.index(key) if (key := header_key(column)) in keys else None for column in columns]
    if None in places:
        return {"refused": "no such column", "records": [], "told_missing": 0}
    records = [dossier([row[place] for place in places]) for row in rows]
    return {"refused": None, "records": [one for one in records if not is_blank(one)], "told_missing": told}


def refused(error):
    return {"refused": str(error)[:200] or "error", "records": [], "told_missing": 0}


def read_duckdb(connection, path, columns, options=""):
    try:
        result = connection.execute(f"SELECT * FROM read_csv('{path}', all_varchar = true{options})")
        names, rows, told = [column[0] for column in result.description], result.fetchall(), 0
        if "store_rejects" in options:
            # Every line with an error is told, whatever the errors.
            query = "SELECT count(DISTINCT line) FROM reject_errors WHERE scan_id = (SELECT max(scan_id) FROM reject_scans)"
            told = connection.execute(query).fetchone()[0]
        return outcome_of(names, rows, columns, told)
    except duckdb.Error as error:
        return refused(error)
    finally:
        if "store_rejects" in options:
            for table in ("reject_errors", "reject_scans"):
                connection.execute(f"DROP TABLE IF EXISTS {table}")


def delimiter_of(connection, path):
    try:
        found = connection.execute(f"SELECT Delimiter FROM sniff_csv('{path}')").fetchone()[0]
        return found if found and len(found.encode()) == 1 else ";"
    except (duckdb.Error, TypeError):
        return ";"


def read_polars(path, columns, separator, **options):
    try:
        frame = polars.read_csv(path, separator=separator, infer_schema=False, **options)
        return outcome_of(frame.columns, frame.rows(), columns)
    except polars.exceptions.NoDataError as error:
        return refused(error)
    except BaseException as error:  # a panic of the engine is no Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        return refused(error)


READERS = ["duckdb", "duckdb_rejects", "duckdb_lenient", "polars", "polars_ragged", "polars_ignore"]
state = {}


def start(folder, columns):
    state.update(folder=folder, columns=columns, connection=duckdb.connect(config={"threads": 1}))
    # A panic of the engine would print a trace for each file.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def read_all(name):
    path, columns, connection = f"{state['folder']}/files/{name}.csv", state["columns"], state["connection"]
    separator = delimiter_of(connection, path)
    return name, {
        "duckdb": read_duckdb(connection, path, columns),
        "duckdb_rejects": read_duckdb(connection, path, columns, ", store_rejects = true"),
        "duckdb_lenient": read_duckdb(connection, path, columns, ", strict_mode = false, null_padding = true, parallel = false"),
        "polars": read_polars(path, columns, separator),
        "polars_ragged": read_polars(path, columns, separator, truncate_ragged_lines=True),
        "polars_ignore": read_polars(path, columns, separator, truncate_ragged_lines=True, ignore_errors=True),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    with open(f"{arguments.folder}/expected.json", encoding="utf-8") as file:
        account = json.load(file)
    source = [tuple(values) for values in account["source"]]
    resolve = lambda one: source[one] if isinstance(one, int) else tuple(one)
    files = {}
    for entry in account["files"]:
        if not arguments.only or entry["family"] in arguments.only:
            records = [([resolve(one) for one in record[0]], [resolve(one) for one in record[1]], record[2]) for record in entry["records"]]
            files[entry["name"]] = (entry["family"], records, entry["doubtful"])
    classes = defaultdict(dict)
    with open(f"{arguments.folder}/csv-crate.json", encoding="utf-8") as file:
        for entry in json.load(file):
            if entry["name"] in files:
                outcome = dict(entry["outcome"], records=[resolve(one) for one in entry["outcome"]["records"]])
                _, records, doubtful = files[entry["name"]]
                mine = classify(records, doubtful, outcome)
                if mine != entry["class"]:
                    sys.exit(f"{entry['name']}: {entry['class']} there, {mine} here")
                classes[entry["name"]]["csv_crate"] = mine
    reasons = {}
    with multiprocessing.Pool(arguments.jobs, start, (arguments.folder, account["columns"])) as pool:
        for name, outcomes in pool.imap_unordered(read_all, list(files), chunksize=50):
            _, records, doubtful = files[name]
            for reader, outcome in outcomes.items():
                classes[name][reader] = classify(records, doubtful, outcome)
            reasons[name] = {
                reader: outcome["refused"] or f"{len(outcome['records'])} records, {outcome['told_missing']} told"
                for reader, outcome in outcomes.items()
            }
    readers = ["csv_crate", *READERS]
    tally = defaultdict(lambda: defaultdict(Counter))
    for name, (family, _, _) in files.items():
        for reader in readers:
            for group in (family, "ALL"):
                tally[group][reader][classes[name][reader]] += 1
    print(f"duckdb {duckdb.__version__}, polars {polars.__version__}; RIGHT / LOUD / SILENT in percent")
    print("| family | files | " + " | ".join(readers) + " |\n|---|---|" + "---|" * len(readers))
    for family, by_reader in sorted(tally.items(), key=lambda item: (item[0] != "ALL", item[0])):
        count = sum(by_reader["csv_crate"].values())
        shares = [" / ".join(f"{100 * counts[one] / count:.1f}" for one in ("RIGHT", "LOUD", "SILENT")) for counts in (by_reader[reader] for reader in readers)]
        print(f"| {family} | {count} | " + " | ".join(shares) + " |")
    families = [family for family in tally if family != "ALL"]
    means = []
    for reader in readers:
        of = lambda one: sum(tally[family][reader][one] / sum(tally[family][reader].values()) for family in families)
        means.append(" / ".join(f"{100 * of(one) / len(families):.1f}" for one in ("RIGHT", "LOUD", "SILENT")))
    print(f"| each family counted once | {len(families)} | " + " | ".join(means) + " |")
    with open(f"{arguments.folder}/results.json", "w", encoding="utf-8") as file:
        json.dump({name: {"class": classes[name], "said": reasons[name]} for name in files}, file, ensure_ascii=False, indent=0)


if __name__ == "__main__":
    main()
