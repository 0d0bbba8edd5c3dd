#!/usr/bin/python3
"""Accuracy@1 and @5 of a file of predictions, in per cent: the one judge of all systems.

    evaluate.py TRUTH PREDICTIONS [--pairs]    prints "accuracy@1 accuracy@5", or "-" for what the file cannot tell
    evaluate.py --self-test

TRUTH: lines that begin with the row's label (libsvm, or fastText's text). PREDICTIONS: a line a row, labels between white space, best first; with --pairs each
label is followed by its probability. "__label__" before a label means nothing. A row without predictions counts as wrong.
"""

import argparse
import os
import sys
import tempfile

PREFIX = "__label__"


def label(word):
    return word[len(PREFIX):] if word.startswith(PREFIX) else word


def rows(path):
    """The words of each line; only a line feed ends a line."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        return [line.split() for line in lines]


def labels(path):
    """The label each line begins with."""
    return [label(words[0]) for words in rows(path)]


def accuracies(truth_path, predictions_path, pairs, counts=(1, 5)):
    """The share of rows whose label is among the best k, in per cent, for each k; None where no row has k predictions."""
    truth = labels(truth_path)
    predictions = [[label(word) for word in (words[::2] if pairs else words)] for words in rows(predictions_path)]
    if len(truth) != len(predictions) or not truth:
        raise ValueError(f"{truth_path} has {len(truth)} rows, {predictions_path} has {len(predictions)}")
    longest = max(map(len, predictions))
    return [
        100 * sum(right in best[:k] for right, best in zip(truth, predictions)) / len(truth) if longest >= k else None
        for k in counts
    ]


def self_test():
    """Four rows worked out by hand: right at place 1, right at 5, right at 6 (too late), nothing predicted."""
    truth = "7 1:0.5\n__label__8 some text\n9 2:1 3:1\n3 1:1\n"
    ranked = ["7 1 2 3 4", "1 2 3 4 8", "1 2 3 4 5 9", ""]
    forms = [
        (ranked, False, [25, 50]),
        ([" ".join(f"{PREFIX}{word} 0.1" for word in row.split()) for row in ranked], True, [25, 50]),
        (["7", "1", "9", "1"], False, [50, None]),
    ]
    with tempfile.TemporaryDirectory() as folder:
        truth_path, predictions_path = os.path.join(folder, "truth"), os.path.join(folder, "predictions")
        with open(truth_path, "w", encoding="utf-8") as file:
            file.write(truth)
        for lines, pairs, expected in forms:
            with open(predictions_path, "w", encoding="utf-8") as file:
                file.write("".join(line + "\n" for line in lines))
            found = accuracies(truth_path, predictions_path, pairs)
            assert found == expected, f"{lines}: {found}, expected {expected}"
        with open(predictions_path, "w", encoding="utf-8") as file:
            file.write("7\n1\n9\n")
        try:
            accuracies(truth_path, predictions_path, False)
        except ValueError as fault:
            assert str(fault) == f"{truth_path} has 4 rows, {predictions_path} has 3"
        else:
            raise AssertionError("a missing row went unnoticed")
    print("evaluate.py: as worked out by hand")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("truth", nargs="?")
    arguments.add_argument("predictions", nargs="?")
    arguments.add_argument("--pairs", action="store_true")
    arguments.add_argument("--self-test", action="store_true")
    given = arguments.parse_args()
    if given.self_test:
        self_test()
    elif given.predictions is None:
        arguments.error("TRUTH and PREDICTIONS are needed")
    else:
        try:
            found = accuracies(given.truth, given.predictions, given.pairs)
        except (OSError, ValueError) as fault:
            sys.exit(f"evaluate.py: {fault}")
        print(" ".join("-" if share is None else f"{share:.2f}" for share in found))


if __name__ == "__main__":
    main()
