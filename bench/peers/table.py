"""The table of what systems did, as Markdown and CSV, with machine, versions and command lines."""

import csv
import os
import platform
import re
import statistics
import subprocess

REFERENCE = "fasttext"
PACKAGES = ["fasttext", "liblinear-tools", "python3-sklearn", "python3-scipy", "python3-numpy", "libopenblas0-pthread"]
NOTES = """Each figure is of whole processes, from file to file: start, reading, work, writing. Seconds are medians with the least in brackets; rows/s are rows by the
median's seconds, however many passes a training makes. "start" predicts one row, so "rows/s after start" leaves out loading a model: (rows - 1) / (median prediction - median start). Ratios (x) are to
fastText's softmax in this run. Accuracies are of one judge, `evaluate.py`, over the predictions' files. Peak memory is the largest resident set of a process."""


def about(given, train, test):
    """What stands above the table, given the labels of the rows. Asked for before the first run, so that the load is not the runs' own."""
    def output(*words):
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    processor = re.search(r"^model name\s*: (.*)$", open("/proc/cpuinfo", encoding="utf-8").read(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = [f"{name} {output('dpkg-query', '-W', '-f', '${Version}', name)}" for name in PACKAGES]
    return [
        f"Command: `{given.command}`",
        f"Machine: {processor[1] if processor else platform.machine()}, {os.cpu_count()} processors, {memory:.0f} GiB, {platform.freedesktop_os_release()['PRETTY_NAME']}; "
        f"load before the first run {os.getloadavg()[0]:.2f}.",
        f"Versions: Codeword {output('dotnet', given.codeword, '--version')}, .NET SDK {output('dotnet', '--version')}; {', '.join(versions)}"
        + ("" if given.fasttext == "fasttext" else f"; fastText was {given.fasttext}") + f". OPENBLAS_CORETYPE={os.environ.get('OPENBLAS_CORETYPE', '')}.",
        f"Data: {len(train):,} training rows, {len(test):,} test rows, {len(set(train)):,} classes. Threads: {given.threads}, where a system can.",
    ]


def figures(outcome, rows):
    """A system's numbers, unrounded. rows: how many rows train and test have."""
    def phase(name, value=lambda run: run.wall):
        return [value(run) for run in outcome.runs if run.phase == name]

    train, predict, start = (statistics.median(phase(name)) for name in ("train", "predict", "start"))
    return {
        "system": outcome.system.name, "title": outcome.system.title, "files": outcome.system.kind, "threads": outcome.threads, "predict_threads": outcome.predict_threads,
        "accuracy@1": outcome.accuracy1, "accuracy@5": outcome.accuracy5, "model_bytes": outcome.bytes,
        "train_runs": len(phase("train")), "train_s_median": train, "train_s_min": min(phase("train")), "train_user_s": statistics.median(phase("train", lambda run: run.user)),
        "train_rows_s": rows["train"] / train, "train_peak_kb": max(phase("train", lambda run: run.peak_kb)),
        "predict_runs": len(phase("predict")), "predict_s_median": predict, "predict_s_min": min(phase("predict")),
        "predict_user_s": statistics.median(phase("predict", lambda run: run.user)), "predict_rows_s": rows["test"] / predict,
        "predict_peak_kb": max(phase("predict", lambda run: run.peak_kb)),
        "start_s_median": start, "rows_s_after_start": (rows["test"] - 1) / (predict - start) if predict - start >= 0.02 else None,
    }


COLUMNS = [
    ("system", lambda row, reference: row["title"]),
    ("files", lambda row, reference: row["files"]),
    ("threads, training / prediction", lambda row, reference: f"{row['threads']} / {row['predict_threads']}"),
    ("accuracy@1", lambda row, reference: f"{row['accuracy@1']:.2f}"),
    ("accuracy@5", lambda row, reference: "" if row["accuracy@5"] is None else f"{row['accuracy@5']:.2f}"),
    ("model MB", lambda row, reference: f"{row['model_bytes'] / 1e6:.1f}"),
    ("training s", lambda row, reference: f"{row['train_s_median']:.2f} ({row['train_s_min']:.2f})"),
    ("training rows/s", lambda row, reference: f"{row['train_rows_s']:,.0f}"),
    ("x", lambda row, reference: ratio(row, reference, "train_rows_s")),
    ("prediction s", lambda row, reference: f"{row['predict_s_median']:.2f} ({row['predict_s_min']:.2f})"),
    ("prediction rows/s", lambda row, reference: f"{row['predict_rows_s']:,.0f}"),
    ("x", lambda row, reference: ratio(row, reference, "predict_rows_s")),
    ("start s", lambda row, reference: f"{row['start_s_median']:.2f}"),
    ("rows/s after start", lambda row, reference: "" if row["rows_s_after_start"] is None else f"{row['rows_s_after_start']:,.0f}"),
    ("x", lambda row, reference: ratio(row, reference, "rows_s_after_start")),
    ("peak MB, training / prediction", lambda row, reference: f"{row['train_peak_kb'] / 1024:,.0f} / {row['predict_peak_kb'] / 1024:,.0f}"),
]


def ratio(row, reference, name):
    return "" if reference is None or row[name] is None or not reference[name] else f"{row[name] / reference[name]:.1f}"


def markdown(rows):
    reference = next((row for row in rows if row["system"] == REFERENCE), None)
    yield "| " + " | ".join(title for title, _ in COLUMNS) + " |"
    yield "|" + " --- |" * len(COLUMNS)
    for row in rows:
        yield "| " + " | ".join(cell(row, reference) for _, cell in COLUMNS) + " |"


def commands(outcomes):
    """The command lines of each system, once each."""
    for outcome in outcomes:
        yield f"# {outcome.system.title}"
        yield from dict.fromkeys(run.command for run in outcome.runs if run.phase != "start")


def write(out, facts, outcomes, failures, counts):
    """Writes peers.md and peers.csv of the systems that are done."""
    rows = [figures(outcome, counts) for outcome in outcomes]
    text = ["# peers", "", *"\n\n".join(facts).split("\n"), "", *NOTES.split("\n"), "", *markdown(rows), ""]
    text += [f"* Failed: {failure}" for failure in failures] + ([""] if failures else [])
    text += ["```sh", *commands(outcomes), "```", ""]
    (out / "peers.md").write_text("\n".join(text), encoding="utf-8")
    with open(out / "peers.csv", "w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0] if rows else ["system"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
