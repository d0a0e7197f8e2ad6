#!/usr/bin/python3
"""Times scikit-learn's k-means from a workload's start until it converges: the other side of `Mixtura.Peers converge`.

  convergence.py DIR NAME ...     DIR is what peers.py wrote; one JSON object a line

Needs Debian's python3-sklearn and libopenblas0-pthread: without an optimised BLAS its Lloyd is many times slower than it can be.
"""
import json, sys, time
import numpy as np
from sklearn.cluster import KMeans

for name in sys.argv[2:]:
    about = json.load(open(f"{sys.argv[1]}/{name}.json"))
    if about["task"] != "kmeans":
        continue
    n, d, k = about["n"], about["d"], about["k"]
    x = np.fromfile(f"{sys.argv[1]}/{name}.data.f32", np.float32).reshape(n, d)
    start = np.fromfile(f"{sys.argv[1]}/{name}.start.f32", np.float32).reshape(k, d)
    for algorithm in ("lloyd", "elkan"):
        seconds = []
        while len(seconds) < 3 and sum(seconds) < 6:  # as Mixtura.Peers: the median of three, fewer where they are long
            t = time.perf_counter()
            m = KMeans(k, init=start, n_init=1, max_iter=300, tol=0, algorithm=algorithm).fit(x)
            seconds.append(time.perf_counter() - t)
        print(json.dumps(dict(peer="scikit-learn " + algorithm, name=name, seconds=float(np.median(seconds)), iterations=int(m.n_iter_), inertia=float(m.inertia_))), flush=True)
