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
        triples = file.create_dataset("triples", (5,), np.dtype(("f8", (3,))), chunks=(2,))
        triples[...] = np.arange(15.0).reshape(5, 3)
        for i in range(40):  # more links than fit into a header
            file.create_dataset("many/d%02d" % i, data=np.full(3, i))

# HDF5: more than 2 GiB in one piece, of which only the end is written
with h5py.File(os.path.join(folder, "large.h5"), "w") as file:
    layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    layout.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
    space = h5py.h5s.create_simple((2050, 1 << 17))
    large = h5py.Dataset(h5py.h5d.create(file.id, b"large", h5py.h5t.IEEE_F64LE, space, layout))
    large[2049, -1] = 7

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

# NetCDF-4 whose presentations are not numbered
with netCDF4.Dataset(os.path.join(folder, "unnumbered.nc"), "w") as file:
    file.createDimension("presentation", 5)
    file.createDimension("neuroid", 2)
    shown = file.createVariable("stimulus_id", str, ("presentation",))
    for i, value in enumerate("aabba"):
        shown[i] = value
    file.createVariable("neuroid_id", "i4", ("neuroid",))[:] = [1, 2]
    file.createVariable("data", "f4", ("presentation", "neuroid"))[...] = np.arange(10).reshape(5, 2)

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

# MAT 4, 5 and 7.3: what a careless reader gets wrong
scipy.io.savemat(os.path.join(folder, "mat4.mat"), {"wide": mat["cube"][:, :, 0], "text": "V4 site"}, format="4")
expect("wide", mat["cube"][:, :, 0])
scipy.io.savemat(os.path.join(folder, "mat4_sparse.mat"), {"sparse": mat["sparse"]}, format="4")
structs = np.zeros((2, 2, 2), dtype=[("x", "O")])
for i in np.ndindex(2, 2, 2):
    structs[i] = (float(4 * i[0] + 2 * i[1] + i[2]),)
cells = np.empty((1, 2), dtype=object)
cells[0, 0], cells[0, 1] = structs, 7.0
mat = {"structs": structs, "outer": {"structs": structs, "after": "V4"}, "cells": cells, "zebra": [1.0, 2.0]}
for compressed in (False, True):
    scipy.io.savemat(os.path.join(folder, "mat5_structs_%d.mat" % compressed), mat, do_compression=compressed)
phasors = scipy.sparse.csc_matrix(np.array([[0, 1 + 2j], [3j, 0]]))
scipy.io.savemat(
    os.path.join(folder, "mat5_rest.mat"), {"phasors": phasors, "large": np.array([2**63 + 4096], dtype=np.uint64)})
expect("phasors", np.stack([phasors.toarray().real, phasors.toarray().imag], -1))
with h5py.File(os.path.join(folder, "mat73.mat"), "w", userblock_size=512) as file:
    def matlab(dataset, name):
        dataset.attrs["MATLAB_class"] = np.bytes_(name)
        return dataset

    def text(where, value):
        codes = np.frombuffer(value.encode("utf-16-le"), np.uint16).reshape(-1, 1)
        return matlab(file.create_dataset(where, data=codes), "char")

    sessions = matlab(file.create_group("sessions"), "struct")  # an array of structs, 1 x 2
    parts = [text("#refs#/a", "Tito"), text("#refs#/b", "Chabo")]
    sessions.create_dataset("animal", data=np.array([[p.ref] for p in parts], dtype=h5py.ref_dtype))
    rates = [
        matlab(file.create_dataset("#refs#/" + name, data=np.full((1, 2), i + 1.5)), "double")
        for i, name in enumerate("cd")
    ]
    sessions.create_dataset("rate", data=np.array([[r.ref] for r in rates], dtype=h5py.ref_dtype))
    inner = matlab(file.create_group("#refs#/e"), "struct")  # a struct in a cell
    matlab(inner.create_dataset("k", data=np.full((1, 1), 7.0)), "double")
    matlab(file.create_dataset("cells", data=np.array([[inner.ref]], dtype=h5py.ref_dtype)), "cell")
    text("long", "ab" * 50000)
    matlab(file.create_dataset("many", data=np.full((50000, 1), parts[0].ref, dtype=h5py.ref_dtype)), "cell")
    crowd = matlab(file.create_group("crowd"), "struct")
    crowd.create_dataset("animal", data=np.full((50000, 1), parts[1].ref, dtype=h5py.ref_dtype))
    matlab(file.create_dataset("giant", (1 << 16, 1 << 16), "f8", chunks=(1, 1 << 16)), "double")
    wide = matlab(file.create_group("wide"), "double")  # a sparse array of 2^32 values
    wide.attrs["MATLAB_sparse"] = np.uint64(1 << 20)
    wide["jc"] = np.zeros((1 << 12) + 1, dtype="u8")
with open(os.path.join(folder, "mat73.mat"), "r+b") as file:
    file.write(b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM")

# NWB: columns of every kind
with h5py.File(os.path.join(folder, "columns.nwb"), "w") as file:
    file.attrs["nwb_version"] = "2.6.0"
    trials = file.create_group("intervals/trials")
    trials["id"] = np.arange(3)
    trials["start_time"] = [0.0, 1.0, 2.0]
    trials["image_index"] = [4, 5, 4]  # an index of nothing in this table
    trials["place"] = np.arange(6.0).reshape(3, 2)
    trials["tags"] = np.array(["a", "b", "c"], dtype=h5py.string_dtype())
    trials["tags_index"] = [0, 2, 3]
    trials["tags_index"].attrs["neurodata_type"] = "VectorIndex"
    for name, values in (("stimulus", [7.0, 8.0, 9.0]), ("stimulus_index", [1, 2, 3])):  # two plain columns
        trials[name] = values
        trials[name].attrs["neurodata_type"] = "VectorData"
    answered = trials.create_dataset("answered", (3,), "f8", chunks=(1,), fillvalue=np.nan)
    answered[1] = 0.5
    trials.create_dataset("never", (3,), "f8", chunks=(1,), fillvalue=np.nan)
    units = file.create_group("units")
    units["id"] = np.array([3_000_000_000, 1])
    units["spike_times"] = [0.1, 0.2, 0.3]
    units["spike_times_index"] = [1, 3]
    units["area"] = [0.25, 0.5]  # of the soma
    trials["deep"] = np.arange(5.0)
    trials["deep_index"] = [2, 3, 5]
    trials["deep_index_index"] = [1, 1, 3]
    series = file.create_group("acquisition/lfp")
    parts = np.zeros(2, dtype=[("idx_start", "i4"), ("count", "i4"), ("timeseries", h5py.ref_dtype)])
    parts[0] = 0, 2, series.ref
    parts[1] = 2, 1, series.ref
    trials["timeseries"] = parts
    trials["timeseries_index"] = [1, 1, 2]
    corners = np.zeros(3, dtype=[("x", "f8", (2,)), ("name", "S4")])
    corners["x"] = np.arange(6.0).reshape(3, 2)
    corners["name"] = [b"a", b"b", b"c"]
    trials["corners"] = corners
    series["data"] = np.arange(6, dtype="i2").reshape(3, 2)
    series["data"].attrs["conversion"] = 0.5
    series["data"].attrs["offset"] = 1.0
    series["channel_conversion"] = [1.0, 10.0]
    series["starting_time"] = [0.5]  # an array of one, as some writers have it
    series["starting_time"].attrs["rate"] = 2.0
    torn = file.create_group("acquisition/torn")
    torn["data"] = np.arange(4.0)
    torn["timestamps"] = [0.0, 1.0]
    for name, kind in (("deep_pictures", "u2"), ("float_pictures", "f4"), ("wild_pictures", "f4")):
        shown = file.create_group("stimulus/presentation/" + name)
        white = {"deep_pictures": 65535, "float_pictures": 1, "wild_pictures": 255}[name]
        shown["data"] = (np.array([[[0, 1], [0.5, 1]]]) * white).astype(kind)
        shown["timestamps"] = [0.25]

# NetCDF-4 packed in integers
with netCDF4.Dataset(os.path.join(folder, "packed.nc"), "w") as file:
    file.createDimension("presentation", 3)
    file.createDimension("neuroid", 2)
    file.createVariable("stimulus_id", "i4", ("presentation",))[:] = [1, 2, 3]
    file.createVariable("neuroid_id", "i4", ("neuroid",))[:] = [1, 2]
    packed = file.createVariable("data", "i2", ("presentation", "neuroid"), fill_value=-1)
    packed.scale_factor = 0.5
    packed.add_offset = 10.0
    packed[...] = np.ma.masked_array([[10, 10.5], [11, 11.5], [12, 12.5]], [[0, 0], [1, 0], [0, 0]])
expect("packed", [[10, 10.5], [np.nan, 11.5], [12, 12.5]])

# NetCDF-4 whose last bin ends at 0.30000000000000004
with netCDF4.Dataset(os.path.join(folder, "tenths.nc"), "w") as file:
    for dimension, size in (("presentation", 1), ("neuroid", 1), ("time_bin", 3)):
        file.createDimension(dimension, size)
    file.createVariable("time_bin_start", "f8", ("time_bin",))[:] = np.arange(3) * 0.1
    file.createVariable("time_bin_end", "f8", ("time_bin",))[:] = np.arange(1, 4) * 0.1
    file.createVariable("data", "f4", ("presentation", "neuroid", "time_bin"))[...] = [[[1, 2, 3]]]

# NetCDF-4 with texts where numbers belong
for name in ("repetition", "time_bin_start"):
    with netCDF4.Dataset(os.path.join(folder, name + ".nc"), "w") as file:
        for dimension in ("presentation", "neuroid", "time_bin"):
            file.createDimension(dimension, 2)
        dimension = "presentation" if name == "repetition" else "time_bin"
        words = file.createVariable(name, str, (dimension,))
        words[0], words[1] = "first", "second"
        file.createVariable("time_bin_end", "i8", ("time_bin",))[:] = [10, 20]
        file.createVariable("data", "f4", ("presentation", "neuroid", "time_bin"))[...] = np.zeros((2, 2, 2))

# NPY: records, days
np.save(os.path.join(folder, "days.npy"), np.array(["2026-01-01"], dtype="M8[D]"))
np.save(os.path.join(folder, "records.npy"), np.zeros(3, dtype=[("x", "f4"), ("name", "U3")]))
