"""The systems that are run, with their command lines.

A command may name {train} and {test} (files), {model}, {predictions}, {threads}, {fasttext}, {codeword} and {here}; what a prediction prints is the predictions'
file when {predictions} is not named. Settings were chosen on validation parts of the training rows: see README.md.
"""

from dataclasses import dataclass

FASTTEXT = "{fasttext} supervised -input {train} -output {model} -wordNgrams %d -dim %d -lr %g -epoch %d -loss %s -bucket 200000 -thread {threads} -verbose 0"
LEADING = "--leading-words 3 --prefix-length 5"


@dataclass(frozen=True)
class System:
    name: str
    title: str
    kind: str  # ending of the files it reads: txt or svm
    train: str
    predict: str
    threads: int | None = None  # threads it is given; None: as many as all
    predict_threads: int | None = None
    pairs: bool = False  # labels in its predictions are followed by probabilities
    model: str = "{model}"  # the file its model is in
    rank: str | None = None  # names five labels a row where the prediction command names one; not timed
    quick: bool = True  # runs in --quick; not what takes a minute however few rows there are, or differs by a number alone from what runs
    by_default: bool = True  # runs unless others are named


def codeword(name, title, kind, options, threads=None, **others):
    return System(
        name, f"Codeword {title}", kind,
        f"dotnet {{codeword}} train {options} {{train}} -o {{model}} --threads {{threads}}",
        "dotnet {codeword} predict {model} {test} -k 5 --threads {threads}",
        threads=threads, pairs=True, **others)


def fasttext(name, title, *settings):
    return System(
        name, f"fastText {title}", "txt", FASTTEXT % settings, "{fasttext} predict-prob {model}.bin {test} 5", predict_threads=1, pairs=True, model="{model}.bin")


def scikit(name, title, method, threads=None, **others):
    return System(
        name, f"scikit-learn {title}", "svm",
        f"{{here}}/sklearn_peers.py train {method} {{train}} {{model}} --threads {{threads}}",
        "{here}/sklearn_peers.py predict {model} {test} {predictions}", threads=threads, **others)


SYSTEMS = [
    fasttext("fasttext", "softmax", 2, 100, 2, 15, "softmax"),
    fasttext("fasttext-hs", "hierarchical softmax", 1, 100, 1, 5, "hs"),
    codeword("r8-text", "MACH R 8, text", "txt", "mach --repetitions 8"),
    codeword("r16-text", "MACH R 16, text", "txt", "mach"),
    codeword("r16-text-1", "MACH R 16, text, 1 thread", "txt", "mach", threads=1, quick=False),
    codeword("small-text", "MACH R 16, sparse weights, text", "txt", "mach --weight-format Sparse", quick=False),
    codeword("r16-words", "MACH R 16, text, first words and prefixes", "txt", f"mach {LEADING}"),
    scikit("centroid", "nearest centroid, cosine", "centroid", threads=1),
    scikit("codes", "OutputCodeClassifier, 455 bits", "codes"),
    scikit("sgd", "one-vs-rest SVM by SGD", "sgd", predict_threads=1, by_default=False),
    System(
        "liblinear", "LIBLINEAR one-vs-rest -s 1 -c 1", "svm", "liblinear-train -s 1 -c 1 -q {train} {model}", "liblinear-predict -q {test} {model} {predictions}",
        threads=1, rank="{here}/liblinear_top5.py {model} {test} {predictions}"),
    codeword("r8", "MACH R 8", "svm", "mach --repetitions 8"),
    codeword("r16", "MACH R 16", "svm", "mach"),
    codeword("r16-1", "MACH R 16, 1 thread", "svm", "mach", threads=1),
    codeword("r64", "MACH R 64", "svm", "mach --repetitions 64", quick=False),
    codeword("small", "MACH R 16, sparse weights", "svm", "mach --weight-format Sparse"),
    codeword("small-1", "MACH R 16, sparse weights, 1 thread", "svm", "mach --weight-format Sparse", threads=1, quick=False),
    codeword("ova", "one-vs-all", "svm", "ova"),
    codeword("ova-1", "one-vs-all, 1 thread", "svm", "ova", threads=1, quick=False),
]
