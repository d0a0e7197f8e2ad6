#!/usr/bin/python3
"""scikit-learn's ten starts on the sets of `Mixtura.Peers search`: a table of how many percent the inertia lies above the best known (mean of three seeds), and median seconds.

    search.py DIR [FILE ...]

DIR holds best.json and files of rows whose first line is "n d"; without FILE, all of them.
"""
import json
import pathlib
import statistics
import sys
import time
import warnings

import numpy as np
from sklearn.cluster import KMeans

SEEDS = 3


def rows(file):
    words = file.read_text().split()
    return np.array(words[2:], float).reshape(-1, int(words[1]))


def measure(x, k, best):
    seconds, excess = [], []
    for seed in range(SEEDS):
        start = time.perf_counter()
        model = KMeans(k, n_init=10, random_state=seed).fit(x)
        seconds.append(time.perf_counter() - start)
        excess.append(100 * (model.inertia_ / best - 1))
    return statistics.mean(excess), statistics.median(seconds)


def main(folder, names):
    entries = [e for e in json.loads((folder / "best.json").read_text()) if not names or e["data"] in names]
    measure(rows(folder / entries[0]["data"]), 5, 1)
    print("| data | k | scikit-learn n_init=10 %, s |\n| --- | ---: | ---: |")
    results = []
    for entry in entries:
        results.append(measure(rows(folder / entry["data"]), entry["k"], entry["best_known_inertia"]))
        print(f"| {entry['data']} | {entry['k']} | {results[-1][0]:.3f}, {results[-1][1]:.3g} |", flush=True)
    print(f"| mean %, sum s | | {statistics.mean(r[0] for r in results):.3f}, {sum(r[1] for r in results):.3g} |")


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    warnings.simplefilter("ignore")
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
