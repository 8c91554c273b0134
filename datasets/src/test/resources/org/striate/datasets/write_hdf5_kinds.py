"""Writes HDF5 files with what the library behind Hdf5 does not know or gets wrong.

Arguments: a folder. Needs numpy and h5py.
"""
import os
import sys

import h5py
import numpy as np

folder = sys.argv[1]


def path(name):
    return os.path.join(folder, name)


# Datatypes with a name of their own
for bounds in ("earliest", "latest"):
    with h5py.File(path("named_%s.h5" % bounds), "w", libver=bounds) as file:
        file["types/time"] = np.dtype("f8")
        file["types/text"] = h5py.string_dtype()
        file["types/pair"] = np.dtype([("x", "i4"), ("y", "f8")])
        for name, options in (("plain", {}), ("chunked", {"chunks": (2,), "compression": "gzip"}), ("mended", {})):
            file.create_dataset(name, data=[1.5, 2.5, 3.5], dtype=file["types/time"], **options)
        file.create_dataset("text", data=["a", "b"], dtype=file["types/text"])
        file.create_dataset("pairs", data=np.array([(1, 2.5)], dtype=file["types/pair"].dtype), dtype=file["types/pair"])
        a = file["mended"][()]; del file["mended"]; file["mended"] = a  # as the message says
with h5py.File(path("named.nwb"), "w") as file:
    file.attrs["nwb_version"] = "2.6.0"
    file["types/time"] = np.dtype("f8")
    file["units/id"] = [1]
    file["units/spike_times_index"] = [2]
    file.create_dataset("units/spike_times", data=[0.5, 1.5], dtype=file["types/time"], chunks=(2,))

# Rows of unequal length
with h5py.File(path("ragged.h5"), "w") as file:
    rows = file.create_dataset("even", (2,), dtype=h5py.vlen_dtype("f8"))  # as many numbers as rows
    rows[0], rows[1] = [1.0], [2.0]
    rows = file.create_dataset("chunked", (4,), dtype=h5py.vlen_dtype("i2"), chunks=(2,), compression="gzip")
    rows[1] = [7, 8, 9, 10]

# A compound inside a compound
with h5py.File(path("nested.h5"), "w") as file:
    inner = np.dtype([("x", "i4"), ("y", "f8")])
    file["nested"] = np.array([((1, 2.5), 5), ((3, 4.5), 6)], dtype=[("in", inner), ("k", "i4")])

# What is refused, and the same files as the message mends them
for mended in ("", "_mended"):
    with h5py.File(path("virtual%s.h5" % mended), "w") as file:
        file["a"] = np.arange(3.0)
        layout = h5py.VirtualLayout((3,), "f8")
        layout[:] = h5py.VirtualSource(file["a"])
        file.create_virtual_dataset("group/v", layout)
        if mended:
            a = file["group/v"][()]; del file["group/v"]; file["group/v"] = a
    with h5py.File(path("external%s.h5" % mended), "w") as file:
        file["a"] = np.arange(3.0)
        outside = file.create_dataset("group/v", (3,), "f8", external=[(path("outside%s.raw" % mended), 0, 24)])
        outside[...] = np.arange(3.0)
        if mended:
            a = file["group/v"][()]; del file["group/v"]; file["group/v"] = a
    with h5py.File(path("region%s.h5" % mended), "w") as file:
        file["a"] = np.arange(3.0)
        file["group/b"] = np.arange(3.0)
        file["group/v"] = np.array([file["a"].regionref[0:1]], dtype=h5py.regionref_dtype)
        if mended:
            del file["group/v"]
