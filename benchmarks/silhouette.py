#!/usr/bin/python3
"""Times scikit-learn's measures of the rows that `Mixtura.Peers silhouette DIR` wrote: the other side of it.

  silhouette.py DIR        one JSON object a line, medians

Needs Debian's python3-sklearn and libopenblas0-pthread.
"""
import json, sys, time
import numpy as np
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score

labels = np.fromfile(f"{sys.argv[1]}/silhouette.labels.i32", np.int32)
x = np.fromfile(f"{sys.argv[1]}/silhouette.rows.f64", np.float64).reshape(len(labels), -1)
for name, measure in (("silhouette", silhouette_score), ("calinskiHarabasz", calinski_harabasz_score), ("daviesBouldin", davies_bouldin_score)):
    seconds = []
    while len(seconds) < 3:
        t = time.perf_counter()
        value = measure(x, labels)
        seconds.append(time.perf_counter() - t)
    print(json.dumps(dict(peer="scikit-learn", measure=name, seconds=float(np.median(seconds)), value=float(value))), flush=True)
