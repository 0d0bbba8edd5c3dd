#!/usr/bin/python3
"""Classifiers of scikit-learn on libsvm files, from file to file.

    sklearn_peers.py train centroid|sgd|codes TRAIN.svm MODEL [--threads N]
    sklearn_peers.py predict MODEL FILE.svm PREDICTIONS          (five labels a line, best first)

centroid: the class whose mean has the largest cosine. sgd: one-vs-rest linear SVMs by stochastic gradient descent. codes: OutputCodeClassifier with 455 random bits
(a tenth of 4,557 classes), each an SGD linear SVM; classes by Euclidean distance to their code, as in scikit-learn.
"""

import argparse

import joblib
import numpy
from scipy.sparse import csr_matrix
from sklearn.datasets import load_svmlight_file
from sklearn.linear_model import SGDClassifier
from sklearn.metrics.pairwise import euclidean_distances
from sklearn.multiclass import OutputCodeClassifier
from sklearn.preprocessing import normalize

BEST = 5
BLOCK = 1024
BITS = 455


class Centroids:
    """A class's mean of rows of length 1, scaled to length 1 itself: sparse, classes x features."""

    def fit(self, rows, labels):
        self.classes_, numbers = numpy.unique(labels, return_inverse=True)
        members = normalize(one_hot(numbers, len(self.classes_)), norm="l1")
        self.means_ = normalize(members @ normalize(rows)).T.tocsr()
        return self

    def decision_function(self, rows):
        return (rows @ self.means_).toarray()


def one_hot(numbers, count):
    """classes x rows, 1 where a row is of a class."""
    return csr_matrix((numpy.ones(len(numbers)), (numbers, numpy.arange(len(numbers)))), shape=(count, len(numbers)))


def make(method, threads):
    svm = SGDClassifier(loss="hinge", alpha=1e-5, random_state=1, n_jobs=1)
    if method == "centroid":
        return Centroids()
    if method == "sgd":
        return svm.set_params(n_jobs=threads)
    return OutputCodeClassifier(svm, code_size=None, random_state=1, n_jobs=threads)


def train(method, path, model_path, threads):
    rows, labels = load_svmlight_file(path, zero_based=False)
    model = make(method, threads)
    if method == "codes":
        model.set_params(code_size=BITS / len(numpy.unique(labels)))
    # Threads: SGD lets go of the interpreter, and processes would each copy the rows.
    with joblib.parallel_backend("threading", n_jobs=threads):
        model.fit(rows, labels)
    joblib.dump((model, rows.shape[1]), model_path)


def scores(model, rows):
    """A number for each row and class, larger is better."""
    if not isinstance(model, OutputCodeClassifier):
        return model.decision_function(rows)
    bits = numpy.array([estimator.decision_function(rows) for estimator in model.estimators_]).T
    return -euclidean_distances(bits, model.code_book_)


def predict(model_path, path, predictions_path):
    model, features = joblib.load(model_path)
    rows, _ = load_svmlight_file(path, zero_based=False)
    # Features that training has not seen have no weights; those at the end that no row here has are zero.
    rows.resize(rows.shape[0], features)
    with open(predictions_path, "w", encoding="utf-8") as file:
        for start in range(0, rows.shape[0], BLOCK):
            block = scores(model, rows[start:start + BLOCK])
            best = numpy.argpartition(-block, BEST - 1, axis=1)[:, :BEST]
            order = numpy.argsort(-numpy.take_along_axis(block, best, axis=1), axis=1, kind="stable")
            for labels in model.classes_[numpy.take_along_axis(best, order, axis=1)]:
                file.write(" ".join(f"{label:.0f}" for label in labels) + "\n")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = arguments.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("method", choices=["centroid", "sgd", "codes"])
    training.add_argument("data")
    training.add_argument("model")
    training.add_argument("--threads", type=int, default=1)
    prediction = commands.add_parser("predict")
    prediction.add_argument("model")
    prediction.add_argument("data")
    prediction.add_argument("predictions")
    given = arguments.parse_args()
    if given.command == "train":
        train(given.method, given.data, given.model, given.threads)
    else:
        predict(given.model, given.data, given.predictions)


if __name__ == "__main__":
    main()
