#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes the GGUF files beside this one, and what their blocks hold and their models compute.

Run with numpy, gguf, safetensors: python3 make_golden.py
Blocks are random bytes with sensible scales; their values are those that the package gguf finds in them. The reference
for logits is a forward pass in float64 below, which first has to agree with what transformers computed of the same
weights (../checkpoints/gqa4).
"""

import json
import shutil
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf import GGUFReader, GGUFWriter
from gguf.constants import GGML_QUANT_SIZES
from gguf.quants import dequantize, quantize

HERE = Path(__file__).parent
GQA4 = HERE.parent / "checkpoints" / "gqa4"
# Where the fp16 scales of a block stand.
SCALES = {Type.Q4_0: [0], Type.Q4_1: [0, 2], Type.Q5_0: [0], Type.Q5_1: [0, 2], Type.Q8_0: [0], Type.Q2_K: [80, 82],
          Type.Q3_K: [108], Type.Q4_K: [0, 2], Type.Q5_K: [0, 2], Type.Q6_K: [208], Type.IQ4_NL: [0], Type.IQ4_XS: [0]}


def random_blocks(kind, rows, columns, generator, scales):
    """[rows, bytes] of random codes; `scales` draws the fp16 numbers."""
    values, size = GGML_QUANT_SIZES[kind]
    blocks = generator.integers(0, 256, (rows * columns // values, size), dtype=np.uint8)
    for at in SCALES[kind]:
        blocks[:, at:at + 2] = scales(len(blocks)).astype("<f2").reshape(-1, 1).view(np.uint8)
    return blocks.reshape(rows, -1)


def write_blocks():
    """Of each type 1024 values, with scales of every kind: negative, zero, subnormal, large."""
    folder = HERE / "blocks"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    generator = np.random.default_rng(7)
    for kind in SCALES:
        def scales(count):
            drawn = generator.normal(0, 0.05, count)
            drawn[:3] = [0, 3e-7, -60]
            return drawn
        blocks = random_blocks(kind, 4, 256, generator, scales)
        blocks.tofile(folder / f"{kind.name}.bin")
        np.save(folder / f"{kind.name}.npy", dequantize(blocks, kind).astype("<f4").reshape(-1))


# --- the reference --------------------------------------------------------------------------------------------------


def forward(model, weights, ids):
    """Logits [tokens, vocabulary] of Mixtral in float64; weights under GGUF's names, Q and K in rotate-half order."""
    heads, kv_heads, dim = model["heads"], model["kv_heads"], model["head_dim"]

    def norm(x, weight):
        return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-5) * weight

    def rotated(x):  # [tokens, heads, dim]
        angles = np.arange(len(ids))[:, None] * model["theta"] ** (-np.arange(0, dim, 2) / dim)
        cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
        first, second = x[..., :dim // 2], x[..., dim // 2:]
        return np.concatenate([first * cos - second * sin, second * cos + first * sin], -1)

    x = weights["token_embd"][ids]
    mask = np.triu(np.full((len(ids), len(ids)), -np.inf), 1)
    for layer in range(model["layers"]):
        w = {name.split(".", 2)[2]: each for name, each in weights.items() if name.startswith(f"blk.{layer}.")}
        h = norm(x, w["attn_norm"])
        q = rotated((h @ w["attn_q"].T).reshape(len(ids), heads, dim))
        k = rotated((h @ w["attn_k"].T).reshape(len(ids), kv_heads, dim))
        v = (h @ w["attn_v"].T).reshape(len(ids), kv_heads, dim)
        out = np.empty_like(q)
        for head in range(heads):
            kv = head * kv_heads // heads
            scores = q[:, head] @ k[:, kv].T / dim ** 0.5 + mask
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            out[:, head] = scores / scores.sum(-1, keepdims=True) @ v[:, kv]
        x = x + out.reshape(len(ids), -1) @ w["attn_output"].T
        h = norm(x, w["ffn_norm"])
        router = h @ w["ffn_gate_inp"].T
        for token in range(len(ids)):
            chosen = np.argsort(-router[token])[:model["experts_per_token"]]
            share = np.exp(router[token, chosen] - router[token, chosen].max())
            for expert, part in zip(chosen, share / share.sum()):
                gate = w["ffn_gate_exps"][expert] @ h[token]
                up = w["ffn_up_exps"][expert] @ h[token]
                x[token] += part * (w["ffn_down_exps"][expert] @ (gate / (1 + np.exp(-gate)) * up))
    return norm(x, weights["output_norm"]) @ weights["output"].T


def permuted(rows, heads):
    """From rotate-half order to that of GGUF, the two rows of a pair beside each other."""
    dim = len(rows) // heads
    return rows.reshape(heads, 2, dim // 2, -1).swapaxes(1, 2).reshape(len(rows), -1)


def add_metadata(writer, model):
    writer.add_context_length(1024)
    writer.add_embedding_length(model["hidden"])
    writer.add_block_count(model["layers"])
    writer.add_feed_forward_length(model["feed_forward"])
    writer.add_head_count(model["heads"])
    writer.add_head_count_kv(model["kv_heads"])
    writer.add_key_length(model["head_dim"])
    writer.add_value_length(model["head_dim"])
    writer.add_rope_dimension_count(model["head_dim"])
    writer.add_rope_freq_base(model["theta"])
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_expert_count(model["experts"])
    writer.add_expert_used_count(model["experts_per_token"])
    writer.add_quantization_version(2)


def finish(writer):
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


# --- gqa4, as other files have it -----------------------------------------------------------------------------------


def read_safetensors(file):
    """Tensors in float32; those of the model are bf16."""
    raw = file.read_bytes()
    length = int.from_bytes(raw[:8], "little")
    tensors = {}
    for name, entry in json.loads(raw[8:8 + length]).items():
        if name == "__metadata__":
            continue
        begin, end = (8 + length + each for each in entry["data_offsets"])
        bits = np.frombuffer(raw[begin:end], "<u2").astype("<u4") << 16
        tensors[name] = bits.view("<f4").reshape(entry["shape"])
    return tensors


def gqa4():
    config = json.loads((GQA4 / "per-expert" / "config.json").read_text())
    model = {"hidden": config["hidden_size"], "layers": config["num_hidden_layers"],
             "feed_forward": config["intermediate_size"], "heads": config["num_attention_heads"],
             "kv_heads": config["num_key_value_heads"], "head_dim": config["head_dim"],
             "experts": config["num_local_experts"], "experts_per_token": config["num_experts_per_tok"],
             "theta": config["rope_theta"]}
    stored = read_safetensors(GQA4 / "per-expert" / "model.safetensors")
    weights = {"token_embd": stored["model.embed_tokens.weight"], "output_norm": stored["model.norm.weight"],
               "output": stored["lm_head.weight"]}
    for layer in range(model["layers"]):
        old, new = f"model.layers.{layer}.", f"blk.{layer}."
        for theirs, ours in [("input_layernorm", "attn_norm"), ("self_attn.q_proj", "attn_q"),
                             ("self_attn.k_proj", "attn_k"), ("self_attn.v_proj", "attn_v"),
                             ("self_attn.o_proj", "attn_output"), ("post_attention_layernorm", "ffn_norm"),
                             ("block_sparse_moe.gate", "ffn_gate_inp")]:
            weights[new + ours] = stored[f"{old}{theirs}.weight"]
        for theirs, ours in [("w1", "ffn_gate"), ("w3", "ffn_up"), ("w2", "ffn_down")]:
            weights[f"{new}{ours}_exps"] = np.stack([
                stored[f"{old}block_sparse_moe.experts.{e}.{theirs}.weight"] for e in range(model["experts"])])
    return model, weights


def as_bf16(values):
    return (values.view("<u4") >> 16).astype("<u2").view(np.uint8)


def write_gqa4(merged):
    """The experts of a layer in one tensor, as since March 2024, or each in its own and the model in three parts."""
    model, weights = gqa4()
    folder = HERE / ("merged" if merged else "parts")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    split = {} if merged else {"split_max_tensors": 38}
    writer = GGUFWriter(folder / "gqa4.gguf", "llama", **split)
    add_metadata(writer, model)
    for name, values in weights.items():
        if name.endswith(("attn_q", "attn_k")):
            values = permuted(values, model["heads" if name.endswith("q") else "kv_heads"])
        each = {name: values}
        if name.endswith("_exps") and not merged:
            each = {f"{name.removesuffix('_exps')}.{e}": values[e] for e in range(model["experts"])}
        for own, part in each.items():
            if part.ndim == 1 or own.endswith("ffn_gate_inp"):
                writer.add_tensor(own + ".weight", np.ascontiguousarray(part, "<f4"))
            else:
                packed = as_bf16(np.ascontiguousarray(part, "<f4"))
                writer.add_tensor(own + ".weight", packed, raw_dtype=Type.BF16)
    finish(writer)
    return model, weights


# --- a model of all types ---------------------------------------------------------------------------------------------


def write_mixed():
    model = {"hidden": 256, "layers": 2, "feed_forward": 256, "heads": 4, "kv_heads": 2, "head_dim": 32, "experts": 2,
             "experts_per_token": 2, "theta": 1e6}
    vocabulary = 64
    generator = np.random.default_rng(11)
    folder = HERE / "mixed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    writer = GGUFWriter(folder / "mixed-Q4_K_M.gguf", "llama")
    add_metadata(writer, model)
    weights = {}

    def add(name, kind, rows, columns, rms, experts=0):
        shape = (experts, rows, columns) if experts else (rows, columns)
        count = max(experts, 1) * rows
        if kind in SCALES:
            blocks = random_blocks(kind, count, columns, generator, lambda n: generator.uniform(0.8, 1.2, n))
            size = np.sqrt((dequantize(blocks, kind) ** 2).mean())
            flat = blocks.reshape(-1, GGML_QUANT_SIZES[kind][1])
            for at in SCALES[kind]:
                scale = np.ascontiguousarray(flat[:, at:at + 2]).view("<f2").astype("<f4") * (rms / size)
                flat[:, at:at + 2] = scale.astype("<f2").view(np.uint8)
        else:
            values = generator.normal(0, rms, (count, columns)).astype("<f4")
            blocks = values if kind == Type.F32 else quantize(values, kind)
        values = blocks if kind == Type.F32 else dequantize(blocks, kind)
        values = np.asarray(values, "<f8").reshape(shape)
        heads = {"attn_q": model["heads"], "attn_k": model["kv_heads"]}.get(name.split(".")[-1])
        if heads:  # the file's rows are permuted, the reference's are not
            dim = rows // heads
            values = values.reshape(heads, dim // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)
        weights[name] = values
        data = blocks.reshape(*shape[:-1], -1)
        writer.add_tensor(name + ".weight", data, raw_dtype=None if kind in (Type.F32, Type.F16) else kind)

    def norm(name):
        values = generator.normal(1, 0.2, model["hidden"]).astype("<f4")
        weights[name] = values.astype("<f8")
        writer.add_tensor(name + ".weight", values)

    hidden, usual = model["hidden"], 1.5 / model["hidden"] ** 0.5
    queries, keys = model["heads"] * model["head_dim"], model["kv_heads"] * model["head_dim"]
    kinds = [dict(q=Type.Q4_0, k=Type.Q8_0, v=Type.Q4_1, o=Type.Q5_0, gate=Type.Q2_K, up=Type.Q3_K, down=Type.Q4_K,
                  router=Type.F32),
             dict(q=Type.IQ4_NL, k=Type.Q5_1, v=Type.BF16, o=Type.F16, gate=Type.Q5_K, up=Type.Q6_K, down=Type.IQ4_XS,
                  router=Type.F16)]
    add("token_embd", Type.Q4_0, vocabulary, hidden, 0.7)
    for layer, kind in enumerate(kinds):
        block = f"blk.{layer}."
        norm(block + "attn_norm")
        add(block + "attn_q", kind["q"], queries, hidden, usual)
        add(block + "attn_k", kind["k"], keys, hidden, usual)
        add(block + "attn_v", kind["v"], keys, hidden, usual)
        add(block + "attn_output", kind["o"], hidden, queries, usual)
        norm(block + "ffn_norm")
        add(block + "ffn_gate_inp", kind["router"], model["experts"], hidden, usual)
        for part in ("gate", "up", "down"):
            add(f"{block}ffn_{part}_exps", kind[part], 256, 256, usual, model["experts"])
    norm("output_norm")
    add("output", Type.Q6_K, vocabulary, hidden, 2 * usual)
    finish(writer)
    ids = generator.integers(3, vocabulary, 40)
    ids[0] = 1
    logits = forward(model, weights, ids)
    np.save(folder / "ids.npy", ids.astype("<i4"))
    np.save(folder / "logits.npy", logits.astype("<f4"))
    print("mixed: logits", logits.std(), np.abs(logits).max())


if __name__ == "__main__":
    write_blocks()
    for merged in (True, False):
        model, weights = write_gqa4(merged)
    expected = np.load(GQA4 / "short_logits.npy")
    found = forward(model, {k: v.astype("<f8") for k, v in weights.items()}, np.load(GQA4 / "short_ids.npy"))
    error = np.abs(found - expected).max() / np.abs(expected).max()
    print("the reference and transformers differ by", error)
    assert error < 1e-5, error
    write_mixed()
    for file in HERE.rglob("*.gguf"):
        print(file.relative_to(HERE), file.stat().st_size, len(GGUFReader(file).tensors), "tensors")
