"""Reads with NumPy what Striate wrote, and compares. Arguments: a folder."""
import csv
import os
import sys

import numpy as np

folder = sys.argv[1]
array = np.load(os.path.join(folder, "array.npy"))
assert array.shape == (2, 3, 4) and array.dtype == np.float64, array
assert np.array_equal(array.ravel(), np.arange(24) / 8), array
with np.load(os.path.join(folder, "archive.npz")) as archive:
    assert list(archive["names"]) == ["V1", "", "caf\u00e9", "\u8996\u899a"], archive["names"]
    assert np.array_equal(archive["X"], array)
    assert archive["empty"].shape == (0,)
with open(os.path.join(folder, "table.csv"), encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
assert rows[0]["name"] == 'a, "b"\nc' and rows[1]["name"] == "\u8996\u899a", rows
assert float(rows[0]["x"]) == 0.1 and rows[1]["x"] == "", rows
with np.load(os.path.join(folder, "responses.npz")) as archive:
    assert archive["values"].shape == (2, 1, 1) and list(archive["stimulus_id"]) == ["s", "t"]
