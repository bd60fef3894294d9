#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes what fuzzing of quantised checkpoints begins with: python3 make_seeds_quantised.py FOLDER

A model of some kilobytes in each form; how an input is put together is said in fuzz_quantised.cpp.
"""

import json
import struct
import sys
from pathlib import Path

SIDE = 32  # of every matrix
BYTES = {"F16": 2, "F32": 4, "I32": 4, "I64": 8, "F8_E4M3": 1}
HALF_ONE, ONE = b"\x00\x3c", struct.pack("<f", 1)


def filled(kind, shape, element=None):
    count = 1
    for size in shape:
        count *= size
    return kind, shape, (element or bytes(BYTES[kind])) * count


def module(form):
    """Parts of a weight of SIDE outputs and inputs."""
    words, groups = SIDE // 8, 1
    if form == "awq":
        return {"qweight": filled("I32", [SIDE, words]), "qzeros": filled("I32", [groups, words]),
                "scales": filled("F16", [groups, SIDE], HALF_ONE)}
    if form.startswith("gptq"):
        bits = int(form[-1])
        words = SIDE * bits // 32
        zeros = b"\x77\x77\x77\x77" if bits == 4 else None
        return {"qweight": filled("I32", [words, SIDE]), "qzeros": filled("I32", [groups, words], zeros),
                "scales": filled("F16", [groups, SIDE], HALF_ONE), "g_idx": filled("I32", [SIDE])}
    if form == "packed":
        return {"weight_packed": filled("I32", [SIDE, words]), "weight_scale": filled("F16", [SIDE, groups], HALF_ONE),
                "weight_zero_point": filled("I32", [words, groups]),
                "weight_shape": ("I64", [2], struct.pack("<qq", SIDE, SIDE))}
    if form == "blocks":
        return {"weight": filled("F8_E4M3", [SIDE, SIDE]), "weight_scale_inv": filled("F32", [2, 2], ONE)}
    return {"weight": filled("F8_E4M3", [SIDE, SIDE]), "weight_scale": filled("F32", [], ONE),
            "input_scale": filled("F32", [], ONE)}


def config(form):
    if form == "awq":
        return {"quant_method": "awq", "bits": 4, "group_size": 32, "zero_point": True, "version": "gemm",
                "modules_to_not_convert": ["gate"]}
    if form.startswith("gptq"):
        return {"quant_method": "gptq", "bits": int(form[-1]), "group_size": -1, "sym": form == "gptq4",
                "desc_act": True, "checkpoint_format": "gptq"}
    if form == "packed":
        weights = {"num_bits": 4, "type": "int", "symmetric": False, "strategy": "group", "group_size": 32}
        return {"quant_method": "compressed-tensors", "format": "pack-quantized",
                "config_groups": {"group_0": {"targets": ["Linear"], "weights": weights}}, "ignore": ["lm_head"]}
    described = {"quant_method": "fp8", "activation_scheme": "static", "ignored_layers": ["lm_head"]}
    return described | ({"weight_block_size": [16, 16]} if form == "blocks" else {})


def seed(form):
    tensors = {"model.embed_tokens.weight": filled("F16", [3, SIDE]), "model.norm.weight": filled("F16", [SIDE]),
               "lm_head.weight": filled("F16", [3, SIDE])}
    layer = "model.layers.0."
    for name in ("input_layernorm", "post_attention_layernorm"):
        tensors[f"{layer}{name}.weight"] = filled("F16", [SIDE])
    tensors[layer + "block_sparse_moe.gate.weight"] = filled("F16", [1, SIDE])
    for stem in [f"self_attn.{each}_proj" for each in "qkvo"] + [f"block_sparse_moe.experts.0.w{i}" for i in (1, 2, 3)]:
        for part, tensor in module(form).items():
            tensors[f"{layer}{stem}.{part}"] = tensor
    header, data = {}, b""
    for name, (kind, shape, values) in tensors.items():
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    described = {"model_type": "mixtral", "hidden_size": SIDE, "intermediate_size": SIDE, "num_hidden_layers": 1,
                 "max_position_embeddings": 64, "num_attention_heads": 1, "num_key_value_heads": 1, "head_dim": SIDE,
                 "num_local_experts": 1, "num_experts_per_tok": 1, "rms_norm_eps": 1e-5, "vocab_size": 3,
                 "quantization_config": config(form)}
    text = json.dumps(described, separators=(",", ":")).encode()
    head = json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<H", len(text)) + text + struct.pack("<Q", len(head)) + head + data


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for form in ("awq", "gptq3", "gptq4", "gptq8", "packed", "fp8", "blocks"):
        (folder / form).write_bytes(seed(form))
