#!/usr/bin/python3
"""Codeword and faiss on the same codes, taking turns: every step is a process of its own. Writes faiss.md and faiss.csv."""

import argparse
import csv
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NOTES = """Each figure is the median of {rounds} rounds, in which both sides take turns, by the clock; loading is not counted, nor is the first second of searching. Batches are of
64 queries. One query at a time: as many clients as threads. Batches on more than one thread: faiss's own threads, and of Codeword as many threads with a batch each.
G codes/s is queries times codes. A plain read sums 256 MB a thread by 512 bits; GB/s of a scan is what it compares, so that for batches it exceeds what is read.
Tables and MultiHash search clustered codes, scans uniform ones. Codeword is exact; MultiHash has as many flips as it takes to a recall of 0.99, up to three, and 2, 3 or 4
tables; ours is held against its fastest of that recall, where there is one."""
COLUMNS = ["set", "codes", "bits", "k", "threads", "search", "system", "recall", "queries/s", "G codes/s", "GB/s", "% of a plain read", "times faiss"]
MULTIHASH = (2, 3, 4)


def run(*words):
    text = subprocess.run([str(word) for word in words], check=True, stdout=subprocess.PIPE, text=True).stdout
    return {name: float(value) for name, value in (line.rsplit(",", 1) for line in text.splitlines())}


class Race:
    def __init__(self, given, folder):
        self.given, self.folder, self.rows = given, folder, []

    def ours(self, *step):
        return run("dotnet", self.given.ours, "faiss", self.folder, self.folder, *step)

    def theirs(self, step, *numbers):
        return run("/usr/bin/python3", os.path.join(HERE, "theirs.py"), step, self.folder, *numbers)

    def in_turn(self, *sides):
        """Each side's figures, the medians of rounds in which all take turns."""
        rounds = [[side() for side in sides] for _ in range(self.given.rounds)]
        return [{name: statistics.median(each[i][name] for each in rounds) for name in rounds[0][i]} for i in range(len(sides))]

    def check(self, kind, codes, bits):
        self.ours("make", kind, codes, bits)
        self.theirs("write")
        self.ours("check")
        self.theirs("compare")

    def add(self, kind, codes, bits, k, threads, search, system, recall, rate, read, reference):
        scans = kind == "uniform"
        giga = rate * codes * bits / 8 / 1e9
        self.rows.append([
            kind, codes, bits, k, threads, search, system, f"{recall:.4g}", f"{rate:.4g}", f"{rate * codes / 1e9:.3g}" if scans else "", f"{giga:.3g}" if scans else "",
            f"{100 * giga * 1e9 / read:.0f}" if scans else "", f"{rate / reference:.3g}" if reference else "",
        ])
        print(*self.rows[-1], sep=" | ", file=sys.stderr, flush=True)
        self.write()

    def flat(self, codes, bits):
        self.check("uniform", codes, bits)
        for threads in self.given.threads:
            for k in (10, 1000):
                ours, theirs, read = self.in_turn(
                    lambda: self.ours("time", threads, k, "scan"), lambda: self.theirs("flat", threads, k), lambda: self.ours("read", threads))
                for search in ("single", "batch"):
                    self.add("uniform", codes, bits, k, threads, search, "faiss IndexBinaryFlat", 1, theirs[search], read["read"], None)
                    self.add("uniform", codes, bits, k, threads, search, "Codeword, scan", 1, ours[search], read["read"], theirs[search])

    def tables(self, codes, bits):
        self.check("clustered", codes, bits)
        for threads in self.given.threads:
            ours, *theirs = self.in_turn(
                lambda: self.ours("time", threads, 10, "tables"), *(lambda count=count: self.theirs("hash", threads, 10, count) for count in MULTIHASH))
            for search in ("single", "batch"):
                exact = None
                for count, figures in zip(MULTIHASH, theirs):
                    for name, rate in figures.items():
                        match = re.fullmatch(rf"{search} of (\d) flips at (.*)", name)
                        if match:
                            recall = float(match[2])
                            exact = max(exact or 0, rate) if recall >= 0.99 else exact
                            self.add("clustered", codes, bits, 10, threads, search, f"faiss IndexBinaryMultiHash, {count} tables, {match[1]} flips", recall, rate, 0, None)
                self.add("clustered", codes, bits, 10, threads, search, "Codeword, tables", 1, ours[search], 0, exact)

    def write(self):
        with open(os.path.join(self.given.out, "faiss.csv"), "w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([COLUMNS, *self.rows])
        table = [f"| {' | '.join(map(str, row))} |" for row in (COLUMNS, ["---"] * len(COLUMNS), *self.rows)]
        with open(os.path.join(self.given.out, "faiss.md"), "w", encoding="utf-8") as file:
            file.write("\n".join(["# faiss", "", *self.given.about, "", NOTES.format(rounds=self.given.rounds), "", *table, ""]))


def about(command):
    processor = re.search(r"^model name\s*: (.*)$", open("/proc/cpuinfo", encoding="utf-8").read(), re.MULTILINE)
    version = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "python3-faiss"], capture_output=True, text=True, check=True).stdout
    return [
        f"Command: `{command}`", "",
        f"Machine: {processor[1] if processor else platform.machine()}, {os.cpu_count()} processors, {platform.freedesktop_os_release()['PRETTY_NAME']}; "
        f"load before the first run {os.getloadavg()[0]:.2f}; python3-faiss {version}.", "",
        "Files: for every set, what Codeword wrote was read by faiss, written again, read and written by Codeword: the same bytes; and both found the same distances.",
    ]


def main():
    def numbers(text):
        return [int(number) for number in text.split(",")]

    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--ours", required=True)
    parser.add_argument("--command", required=True)
    parser.add_argument("--sizes", type=numbers, default=[1_000_000, 10_000_000])
    parser.add_argument("--bits", type=numbers, default=[64, 256])
    parser.add_argument("--threads", type=numbers, default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    given.about = about(given.command)
    with tempfile.TemporaryDirectory() as folder:
        race = Race(given, folder)
        for codes in given.sizes:
            for bits in given.bits:
                race.flat(codes, bits)
            if 64 in given.bits:
                race.tables(codes, 64)


main()
