#!/usr/bin/python3
"""Runs systems in turn as whole processes, file to file, and writes OUT/peers.md, OUT/peers.csv and OUT/runs.csv; run.sh prepares what it needs."""

import argparse
import csv
import os
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import table
from evaluate import accuracies, labels
from systems import SYSTEMS

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@dataclass(frozen=True)
class Run:
    system: str
    phase: str  # train, predict (the test file), start (predict its first row), rank
    wall: float
    user: float
    kernel: float
    peak_kb: int
    command: str


@dataclass(frozen=True)
class Outcome:
    system: object
    threads: int
    predict_threads: int
    accuracy1: float
    accuracy5: float | None
    bytes: int
    runs: list


class Failure(Exception):
    pass


class Race:
    def __init__(self, given):
        self.given = given
        self.out = Path(given.out)
        for folder in ("models", "predictions", "logs"):
            (self.out / folder).mkdir(parents=True, exist_ok=True)
        for kind in ("svm", "txt"):
            with open(Path(given.data) / f"test.{kind}", encoding="utf-8", newline="\n") as rows:
                (self.out / f"one.{kind}").write_text(next(rows), encoding="utf-8")
        self.runs = csv.writer(open(self.out / "runs.csv", "w", encoding="utf-8", buffering=1), lineterminator="\n")
        self.runs.writerow(Run.__dataclass_fields__)

    def compete(self, system):
        """Trains, predicts the test file and one row of it, and judges what was predicted."""
        threads = system.threads or self.given.threads
        model, ranked = self.out / "models" / system.name, self.out / "predictions" / f"{system.name}.txt"
        test, one = Path(self.given.data) / f"test.{system.kind}", self.out / f"one.{system.kind}"
        names = {
            "train": Path(self.given.data) / f"train.{system.kind}", "model": model, "threads": threads,
            "fasttext": self.given.fasttext, "codeword": self.given.codeword, "here": HERE,
        }
        model_file = Path(system.model.format(**names))
        model_file.unlink(missing_ok=True)
        runs = self.measure(system, "train", system.train.format(**names), self.out / "logs" / f"{system.name}.train.txt")
        runs += self.measure(system, "predict", system.predict.format(test=test, predictions=ranked, **names), ranked)
        scratch = self.out / "predictions" / "one.txt"
        runs += self.measure(system, "start", system.predict.format(test=one, predictions=scratch, **names), scratch)
        accuracy1, accuracy5 = accuracies(test, ranked, system.pairs)
        if system.rank is not None:
            best = self.out / "predictions" / f"{system.name}.top5.txt"
            self.run(system, "rank", system.rank.format(test=test, predictions=best, **names), best)
            accuracy5 = agreeing(accuracies(test, best, False), accuracy1)
        outcome = Outcome(system, threads, system.predict_threads or threads, accuracy1, accuracy5, model_file.stat().st_size, runs)
        if not self.given.keep:
            for file in model.parent.glob(f"{system.name}*"):
                file.unlink()
        return outcome

    def measure(self, system, phase, command, output):
        """Three runs, or up to seven while they take less than 10 s together; no further one after two minutes. With --quick, one."""
        runs, start = [], time.monotonic()
        while not runs or (not self.given.quick and goes_on(len(runs), time.monotonic() - start)):
            runs.append(self.run(system, phase, command, output))
        return runs

    def run(self, system, phase, command, output):
        # GNU time is small: a child of this process would begin with this one's peak memory.
        times, log = self.out / "time.txt", self.out / "logs" / f"{system.name}.{phase}.log"
        words = ["/usr/bin/time", "-q", "-f", "%e %U %S %M", "-o", str(times), *shlex.split(command)]
        # What a command writes by itself is not to be overwritten by what it prints.
        printed = log.with_suffix(".printed") if str(output) in command else output
        with open(printed, "wb") as standard_output, open(log, "wb") as errors:
            if subprocess.run(words, stdout=standard_output, stderr=errors, stdin=subprocess.DEVNULL, check=False).returncode != 0:
                raise Failure(f"{system.name} failed to {phase}; see {log}")
        wall, user, kernel, peak = times.read_text(encoding="utf-8").split()
        run = Run(system.name, phase, float(wall), float(user), float(kernel), int(peak), command.replace(f"{ROOT}/", ""))
        self.runs.writerow(vars(run).values())
        return run


def goes_on(count, seconds):
    return (count < 3 and seconds < 120) or (count < 7 and seconds < 10)


def agreeing(ranked, accuracy1):
    """Accuracy@5 of a ranking that was made beside a system's own predictions, which has to name the same best labels."""
    if abs(ranked[0] - accuracy1) > 0.05:
        raise Failure(f"the ranking's accuracy@1 is {ranked[0]:.2f}, that of the predictions {accuracy1:.2f}")
    return ranked[1]


def chosen(given):
    if given.only is None:
        return [system for system in SYSTEMS if (system.quick if given.quick else system.by_default)]
    known = {system.name: system for system in SYSTEMS}
    names = given.only.split(",")
    for name in names:
        if name not in known:
            sys.exit(f"run.sh: there is no system {name}; there are {', '.join(known)}")
    return [known[name] for name in names]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "out"):
        arguments.add_argument(name)
    for name in ("--codeword", "--fasttext", "--command"):
        arguments.add_argument(name, required=True)
    arguments.add_argument("--threads", type=int, default=os.cpu_count())
    arguments.add_argument("--only")
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--keep", action="store_true")
    given = arguments.parse_args()
    given.data, given.out = os.path.abspath(given.data), os.path.abspath(given.out)
    systems = chosen(given)
    os.environ["OPENBLAS_NUM_THREADS"] = str(given.threads)

    train, test = (labels(f"{given.data}/{part}.svm") for part in ("train", "test"))
    race, facts = Race(given), table.about(given, train, test)
    outcomes, failures = [], []
    for system in systems:
        print(f"run.sh: {system.title}", file=sys.stderr, flush=True)
        try:
            outcomes.append(race.compete(system))
        except (Failure, ValueError) as fault:
            failures.append(str(fault))
            print(f"run.sh: {fault}", file=sys.stderr, flush=True)
        table.write(race.out, facts, outcomes, failures, {"train": len(train), "test": len(test)})
    print((race.out / "peers.md").read_text(encoding="utf-8"))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
