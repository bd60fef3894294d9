#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes what fuzzing of tokenizer.json and of PyTorch's files begins with: python3 make_tokenizer_and_torch_seeds.py FOLDER, with torch."""

import json
import sys
import zipfile
from collections import OrderedDict
from pathlib import Path


def torch_seeds(folder):
    """With torch: dictionaries of tensors as it saves them, and their pickles alone."""
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    ordered = OrderedDict(a=torch.ones(3))
    ordered._metadata = OrderedDict({"": {"version": 1}})
    x = torch.arange(6.0)
    for name, content in (("dict", {"w": torch.ones(2, 3, dtype=torch.bfloat16), "b": torch.zeros(4)}),
                          ("ordered", ordered), ("nested", {"model": {"a": 1}}),
                          ("views", {"x": x[2:4], "y": x, "z": torch.ones(2, dtype=torch.int64)})):
        torch.save(content, folder / f"{name}.pth")
        (folder / f"{name}.pkl").write_bytes(zipfile.ZipFile(folder / f"{name}.pth").read(f"{name}/data.pkl"))
    with zipfile.ZipFile(folder / "zipfile.pth", "w") as archive:  # with data descriptors and sizes of other writers
        archive.writestr("m/data.pkl", (folder / "dict.pkl").read_bytes())
        archive.writestr("m/data/0", bytes(12))
        archive.writestr("m/data/1", bytes(16))
        archive.writestr("m/byteorder", "little")


def tokenizer_json_seeds(folder):
    folder.mkdir(parents=True, exist_ok=True)
    tokens = ["<unk>", "<s>", "</s>", "<0x0A>", "▁", "a", "b", "ab", "▁a", "é", "▁ab", "aa"]
    vocab = {token: id for id, token in enumerate(tokens)}
    model = {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None,
             "fuse_unk": True, "byte_fallback": True, "ignore_merges": False, "vocab": vocab,
             "merges": ["a b", "▁ a", "a a", "▁ ab"]}
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": True}
    replace = {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
    twice = {"type": "Replace", "pattern": {"Regex": "\\A▁"}, "content": "▁▁"}
    base = {"version": "1.0", "truncation": None, "padding": None,
            "added_tokens": [{"id": 0, "content": "<unk>"} | flags,
                             {"id": 12, "content": "<|im_end|>"} | flags | {"lstrip": True, "rstrip": True, "special": False}],
            "normalizer": {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, replace]},
            "pre_tokenizer": None, "model": model,
            "post_processor": {"type": "TemplateProcessing", "single": [], "pair": [], "special_tokens": {}},
            "decoder": {"type": "Sequence", "decoders": [{"type": "ByteFallback"}, {"type": "Fuse"}]}}
    metaspace = {"type": "Metaspace", "replacement": "▁"}
    for name, change in (
            ("prepend", {}), ("unigram", {"model": {"type": "Unigram"}}), ("gap", {"model": model | {"vocab": vocab | {"x": 99}}}),
            ("first", {"normalizer": None, "pre_tokenizer": metaspace | {"prepend_scheme": "first", "split": False}}),
            ("split", {"normalizer": None, "pre_tokenizer": metaspace | {"add_prefix_space": True}}),
            ("lists", {"model": model | {"merges": [["a", "b"], ["▁", "ab"]]}}),
            ("twice", {"normalizer": {"type": "Sequence", "normalizers": [replace, twice]},
                       "pre_tokenizer": {"type": "Sequence", "pretokenizers": [metaspace | {"prepend_scheme": "always"}]}})):
        (folder / f"{name}.json").write_text(json.dumps(base | change, ensure_ascii=False))


if __name__ == "__main__":
    torch_seeds(Path(sys.argv[1], "torch"))
    tokenizer_json_seeds(Path(sys.argv[1], "tokenizer_json"))
