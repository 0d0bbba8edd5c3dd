#!/usr/bin/python3
"""The five best classes of each row by a LIBLINEAR model, whose own prediction names one.

    liblinear_top5.py MODEL FILE.svm PREDICTIONS
"""

import sys

import numpy
from sklearn.datasets import load_svmlight_file

BEST = 5
FEATURES_AT_ONCE = 1024
ROWS_AT_ONCE = 1024


def read_model(path):
    """The classes, and the weights: features x classes. A model of two classes has one column and is refused."""
    header = {}
    with open(path, encoding="ascii") as file:
        for line in file:
            name, *values = line.split()
            if name == "w":
                break
            header[name] = values
        classes, features = header["label"], int(header["nr_feature"][0])
        if len(classes) < 3:
            sys.exit("liblinear_top5.py: a model of two classes ranks nothing")
        weights = numpy.empty((features, len(classes)), dtype=numpy.float32)
        for start in range(0, features, FEATURES_AT_ONCE):
            block = weights[start:start + FEATURES_AT_ONCE]
            block[:] = numpy.fromstring("".join(next(file) for _ in block), sep=" ").reshape(block.shape)
    return classes, weights


def main():
    model, path, predictions = sys.argv[1:]
    classes, weights = read_model(model)
    rows, _ = load_svmlight_file(path, dtype=numpy.float32, zero_based=False)
    rows.resize(rows.shape[0], weights.shape[0])
    with open(predictions, "w", encoding="ascii") as file:
        for start in range(0, rows.shape[0], ROWS_AT_ONCE):
            scores = rows[start:start + ROWS_AT_ONCE] @ weights
            for best in numpy.argsort(-scores, axis=1, kind="stable")[:, :BEST]:
                file.write(" ".join(classes[number] for number in best) + "\n")


if __name__ == "__main__":
    main()
