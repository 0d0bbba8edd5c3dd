#!/usr/bin/python3
"""faiss's side of the race, one step a process: files written and read, answers compared, searches timed. Prints what race.py reads."""

import sys
import threading
import time

import faiss
import numpy as np

AT_LEAST_SECONDS = 1
BATCH = 64
CHECKED = 32
TRUTH = 10


def codes_of(index):
    return faiss.vector_to_array(index.xb).reshape(index.ntotal, index.code_size)


def write(folder):
    """The codes of Codeword's file go into an index of faiss's own, which writes them."""
    read = faiss.read_index_binary(f"{folder}/codes.faiss")
    index = faiss.IndexBinaryFlat(read.d)
    index.add(codes_of(read))
    faiss.write_index_binary(index, f"{folder}/theirs.faiss")


def compare(folder):
    """Whether both sides' files are the same bytes, and faiss finds what Codeword found: the same distances, and at each id its distance."""
    files = [open(f"{folder}/{name}.faiss", "rb").read() for name in ("codes", "theirs", "back")]
    assert files[0] == files[1] == files[2], "the files differ"
    index = faiss.read_index_binary(f"{folder}/back.faiss")
    queries = codes_of(faiss.read_index_binary(f"{folder}/queries.faiss"))[:CHECKED]
    distances, _ = index.search(queries, TRUTH)
    codes = codes_of(index)
    lines = open(f"{folder}/found.txt", encoding="utf-8").read().splitlines()
    assert len(lines) == len(queries), "an answer is missing"
    for query, expected, line in zip(queries, distances, lines):
        found = [tuple(map(int, pair.split(":"))) for pair in line.split()]
        assert sorted(expected) == [distance for _, distance in found], "the distances differ"
        assert all(np.unpackbits(codes[id] ^ query).sum() == distance for id, distance in found), "an id has another distance"
    print("same,1")


def rate(search, queries, at, threads):
    """Queries a second: of one query at a time by as many clients as threads, of batches by faiss's own threads. The first second is not counted, nor is it of Codeword."""
    clients = threads if at == 1 else 1
    counts, seconds = [0] * clients, [0.0] * clients
    barrier = threading.Barrier(clients)

    def timed(client):
        count, step, start = 0, client, time.perf_counter()
        while count == 0 or time.perf_counter() - start < AT_LEAST_SECONDS:
            first = step * at % (len(queries) // at * at)
            search(queries[first:first + at])
            count += at
            step += clients
        return count, time.perf_counter() - start

    def run(client):
        faiss.omp_set_num_threads(1 if at == 1 else threads)   # A setting of each thread's own.
        timed(client)
        barrier.wait()
        counts[client], seconds[client] = timed(client)

    all_clients = [threading.Thread(target=run, args=(client,)) for client in range(clients)]
    for client in all_clients:
        client.start()
    for client in all_clients:
        client.join()
    return sum(count / took for count, took in zip(counts, seconds))


def time_flat(folder, threads, k):
    index = faiss.read_index_binary(f"{folder}/codes.faiss")
    queries = codes_of(faiss.read_index_binary(f"{folder}/queries.faiss"))
    for name, at in (("single", 1), ("batch", BATCH)):
        print(f"{name},{rate(lambda some: index.search(some, k), queries, at, threads)}")


def time_hash(folder, threads, k, tables):
    """MultiHash with as many flips as it takes for a recall of 0.99 or more, or three: recall is the share of neighbours no farther than the k-th."""
    flat = faiss.read_index_binary(f"{folder}/codes.faiss")
    queries = codes_of(faiss.read_index_binary(f"{folder}/queries.faiss"))
    truth = flat.search(queries, k)[0][:, -1]
    index = faiss.IndexBinaryMultiHash(flat.d, tables, flat.d // tables)
    index.add(codes_of(flat))
    for flips in range(4):
        index.nflip = flips
        faiss.omp_set_num_threads(threads)
        distances, ids = index.search(queries, k)
        recall = ((ids >= 0) & (distances <= truth[:, None])).mean()
        for name, at in (("single", 1), ("batch", BATCH)):
            print(f"{name} of {flips} flips at {recall:.4f},{rate(lambda some: index.search(some, k), queries, at, threads)}")
        if recall >= 0.99:
            break


if __name__ == "__main__":
    step, folder, *numbers = sys.argv[1:]
    {"write": write, "compare": compare, "flat": time_flat, "hash": time_hash}[step](folder, *map(int, numbers))
