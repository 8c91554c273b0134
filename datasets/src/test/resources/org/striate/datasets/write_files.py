"""Writes files of every format with the tools that own it, and what they hold as expected/NAME.npy.

Arguments: a folder. Needs numpy, h5py, netCDF4 and scipy.
"""
import os
import sys

import h5py
import netCDF4
import numpy as np
import scipy.io
import scipy.sparse

folder = sys.argv[1]
os.makedirs(os.path.join(folder, "expected"), exist_ok=True)
random = np.random.RandomState(5)


def expect(name, values):
    np.save(os.path.join(folder, "expected", name + ".npy"), np.ascontiguousarray(values, dtype=np.float64))


# HDF5: every filter, layout and number type, in the oldest and the newest format of this library
for bounds in ("earliest", "latest"):
    with h5py.File(os.path.join(folder, bounds + ".h5"), "w", libver=bounds) as file:
        for kind in ("i1", "u1", ">i2", "u2", "<i4", ">u4", "i8", "u8", "f2", ">f4", "f8"):
            values = random.randint(0, 100, (13, 7, 3)).astype(kind)
            file.create_dataset("plain_" + kind.strip("<>"), data=values)
            file.create_dataset(
                "chunked_" + kind.strip("<>"), data=values, chunks=(4, 3, 2), compression="gzip", shuffle=True)
            expect(bounds + "_" + kind.strip("<>"), values)
        for name, most in (("holes", (None, 9)), ("fixed_holes", (50, 9))):
            holes = file.create_dataset(name, (50, 9), "f4", chunks=(8, 4), fillvalue=np.nan, maxshape=most)
            holes[11:13, 2:5] = 1.5
            expect(bounds + "_" + name, holes[...])
        file.create_dataset("checked", data=values, chunks=(4, 3, 2), fletcher32=True)
        expect(bounds + "_checked", values)
        for i in range(40):  # more links than fit into a header
            file.create_dataset("many/d%02d" % i, data=np.full(3, i))

# NetCDF-4 as BrainIO packs it, dimensions in Freeman's order
with netCDF4.Dataset(os.path.join(folder, "assembly.nc"), "w") as file:
    for name, size in (("neuroid", 4), ("time_bin", 5), ("presentation", 6)):
        file.createDimension(name, size)
    texts = {"texture_type": ["noise", "texture"] * 3, "stimulus_id": ["b", "b", "a", "a", "c", "c"]}
    for name, values in texts.items():
        variable = file.createVariable(name, str, ("presentation",))
        for i, value in enumerate(values):
            variable[i] = value
    file.createVariable("repetition", "i8", ("presentation",))[:] = [0, 1, 0, 1, 0, 1]
    file.createVariable("neuroid_id", "i8", ("neuroid",))[:] = [1, 2, 3, 4]
    file.createVariable("time_bin_start", "i8", ("time_bin",))[:] = np.arange(5) * 10
    file.createVariable("time_bin_end", "i8", ("time_bin",))[:] = np.arange(5) * 10 + 10
    data = file.createVariable(
        "data", "f4", ("neuroid", "time_bin", "presentation"), zlib=True, shuffle=True, fill_value=np.nan)
    values = random.standard_normal((4, 5, 6)).astype("f4")
    values[1, 2, 3] = np.nan
    data[...] = values
    expect("assembly", values.transpose(2, 0, 1))
    expect("assembly_window", np.nanmean(values[:, 1:4].astype("f8"), axis=1).T)

# MAT 5
mat = {
    "cube": random.standard_normal((3, 4, 2)),
    "ints": random.randint(-99, 99, (5, 2)).astype("i2"),
    "complex": random.standard_normal((2, 2)) + 1j * random.standard_normal((2, 2)),
    "sparse": scipy.sparse.random(9, 7, 0.3, format="csc", random_state=1),
}
for compressed in (False, True):
    scipy.io.savemat(os.path.join(folder, "mat5_%d.mat" % compressed), mat, do_compression=compressed)
expect("cube", mat["cube"])
expect("ints", mat["ints"])
expect("complex", np.stack([mat["complex"].real, mat["complex"].imag], -1))
expect("sparse", mat["sparse"].toarray())
