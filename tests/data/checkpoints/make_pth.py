#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Saves the weights of gqa4 once more as PyTorch does, in one file and in two.

Run with torch: python3 make_pth.py
"""

import json
import shutil
import struct
from collections import OrderedDict
from pathlib import Path

import torch

HERE = Path(__file__).parent / "gqa4"


def read(file: Path) -> dict[str, torch.Tensor]:
    """The bf16 tensors of a safetensors file."""
    data = file.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(bytearray(data[begin:end]), dtype=torch.bfloat16).reshape(entry["shape"])
    return tensors


def folder(name: str, params: Path) -> Path:
    path = HERE / name
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    shutil.copy(params, path / "params.json")
    return path


if __name__ == "__main__":
    whole = read(HERE / "consolidated/consolidated.safetensors")
    torch.save(whole, folder("pth", HERE / "consolidated/params.json") / "consolidated.00.pth")
    stacked = list(read(HERE / "stacked/consolidated.safetensors").items())
    parts = folder("pth-parts", HERE / "stacked/params.json")
    torch.save(OrderedDict(stacked[::2]), parts / "consolidated.00.pth")
    # Two tensors in one storage.
    rest = dict(stacked[1::2])
    norms = [name for name in rest if name.endswith("norm.weight")][:2]
    both = torch.cat([rest[name] for name in norms])
    rest |= dict(zip(norms, both.split([len(rest[name]) for name in norms])))
    torch.save(rest, parts / "consolidated.01.pth")
