#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""What llama.cpp itself makes of a model: the text that it continues with, and files of its quantiser.

Run with numpy, gguf, cyllama (which brings llama.cpp): python3 make_with_llama_cpp.py
Its own multiplication with blocks rounds the activations to 8 bits, so that only float32 is computed exactly; the
reference for blocks is the forward pass of make_golden.py with the values that the package gguf finds in them.
"""

import tempfile
from pathlib import Path

import numpy as np
from cyllama.llama import llama_cpp
from gguf import GGMLQuantizationType as Type
from gguf import GGUFReader, GGUFWriter
from gguf.quants import dequantize, quantize
from make_golden import add_metadata, finish, forward, gqa4, permuted

HERE = Path(__file__).parent / "llama-cpp"
F32 = 0  # of ggml's types
# The quantiser's names for whole files, by the type that it then gives to nearly all tensors.
FILE_TYPES = {Type.Q4_0: 2, Type.Q4_1: 3, Type.Q8_0: 7, Type.Q5_0: 8, Type.Q5_1: 9, Type.Q2_K: 10, Type.Q3_K: 12,
              Type.Q4_K: 15, Type.Q5_K: 17, Type.Q6_K: 18, Type.IQ4_NL: 25, Type.IQ4_XS: 30}


def write_model(file, model, weights):
    """In F32, with no tokenizer."""
    writer = GGUFWriter(file, "llama")
    add_metadata(writer, model)
    writer.add_vocab_size(len(weights["token_embd"]))
    writer.add_tokenizer_model("none")
    for name, values in weights.items():
        if name.endswith(("attn_q", "attn_k")):
            values = permuted(values, model["heads" if name.endswith("q") else "kv_heads"])
        writer.add_tensor(name + ".weight", np.ascontiguousarray(values, "<f4"))
    finish(writer)


class LlamaCpp:
    """A model in llama.cpp, with a KV cache in float32."""

    def __init__(self, file):
        self.model = llama_cpp.LlamaModel(str(file))
        params = llama_cpp.LlamaContextParams()
        params.n_ctx, params.n_batch, params.n_ubatch, params.n_threads = 512, 512, 512, 1
        params.type_k = params.type_v = F32
        params.flash_attn_type = 0
        self.context = llama_cpp.LlamaContext(self.model, params)
        self.sampler = llama_cpp.LlamaSampler(llama_cpp.LlamaSamplerChainParams())
        self.sampler.add_greedy()

    def greedy(self, prompt, count):
        ids = [int(each) for each in prompt]
        new = ids
        for _ in range(count):
            batch = llama_cpp.LlamaBatch(n_tokens=len(new), embd=0, n_seq_max=1)
            batch.set_batch(new, n_past=len(ids) - len(new), logits_all=False)
            self.context.decode(batch)
            new = [self.sampler.sample(self.context, -1)]
            ids += new
        return ids[len(prompt):]


def write_greedy():
    """gqa4 as F32, which holds its bf16 exactly."""
    model, weights = gqa4()
    prompt = np.load(HERE.parent.parent / "checkpoints" / "gqa4" / "short_ids.npy")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "gqa4.gguf"
        write_model(file, model, weights)
        ids = LlamaCpp(file).greedy(prompt, 100)
    np.save(HERE / "gqa4_greedy_ids.npy", np.asarray(ids, "<i4"))
    print("greedy:", ids[:10], "...")


def random_model(width, layers, generator):
    """Weights of a model whose attention is narrow, and all other rows `width` values long."""
    model = {"hidden": width, "layers": layers, "feed_forward": width, "heads": 2, "kv_heads": 1, "head_dim": 32,
             "experts": 2, "experts_per_token": 2, "theta": 1e6}
    usual = 1.2 / width ** 0.5

    def normal(*shape, size=usual):
        return generator.normal(0, size, shape).astype("<f4")
    weights = {"token_embd": normal(64, width, size=0.7)}
    for layer in range(layers):
        block = f"blk.{layer}."
        weights[block + "attn_norm"] = 1 + normal(width, size=0.2)
        for name, rows in [("q", 64), ("k", 32), ("v", 32)]:
            weights[block + "attn_" + name] = normal(rows, width)
        weights[block + "attn_output"] = normal(width, 64)
        weights[block + "ffn_norm"] = 1 + normal(width, size=0.2)
        weights[block + "ffn_gate_inp"] = normal(model["experts"], width)
        for name in ("gate", "up", "down"):
            weights[f"{block}ffn_{name}_exps"] = normal(model["experts"], width, width)
    weights["output_norm"] = 1 + normal(width, size=0.2)
    weights["output"] = normal(64, width, size=2 * usual)
    return model, weights


def quantised_by_llama_cpp(model, weights, kinds):
    """For each type what the quantiser makes of the tensors, but for attention."""
    # It wants rows of 256 values throughout, which attention this narrow has not.
    wide = dict(weights)
    for name in weights:
        if ".attn_" in name and "norm" not in name:
            wide[name] = np.zeros((256, 256) if model["hidden"] == 256 else weights[name].shape, "<f4")
    heads = {"heads": 8, "kv_heads": 8} if model["hidden"] == 256 else {}
    quantised = {}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.gguf"
        write_model(plain, model | heads, wide)
        for kind in kinds:
            params = llama_cpp.LlamaModelQuantizeParams()
            params.ftype, params.pure, params.nthread = FILE_TYPES[kind], True, 1
            file = Path(folder) / f"{kind.name}.gguf"
            llama_cpp.model_quantize(str(plain), str(file), params)
            quantised[kind] = {t.name.removesuffix(".weight"): np.array(t.data) for t in GGUFReader(file).tensors
                               if t.tensor_type == kind}
    return quantised


def write_quantised(stem, width, kinds, seed):
    """A file with expert tensors of each of the types, as the quantiser wrote them; the rest is Q8_0, as the hub's
    files have it."""
    generator = np.random.default_rng(seed)
    model, weights = random_model(width, len(kinds) // 3, generator)
    quantised = quantised_by_llama_cpp(model, weights, {*kinds, Type.Q8_0})
    writer = GGUFWriter(HERE / f"{stem}.gguf", "llama")
    add_metadata(writer, model)
    left, held = iter(kinds), {}
    for name, values in weights.items():
        heads = {"attn_q": model["heads"], "attn_k": model["kv_heads"]}.get(name.split(".")[-1])
        if values.ndim == 1 or "gate_inp" in name:
            writer.add_tensor(name + ".weight", values)
            held[name] = values.astype("<f8")
            continue
        kind = next(left) if name.endswith("_exps") else Type.Q8_0
        if ".attn_" in name:
            data = quantize(permuted(values, heads) if heads else values, kind)
        else:
            data = quantised[kind][name]
        writer.add_tensor(name + ".weight", data, raw_dtype=kind)
        found = dequantize(data, kind).astype("<f8").reshape(values.shape)
        if heads:
            rows = len(found)
            found = found.reshape(heads, rows // heads // 2, 2, -1).swapaxes(1, 2).reshape(rows, -1)
        error = np.sqrt(((found - values) ** 2).mean() / (values ** 2).mean())
        print(name, kind.name, f"{error:.2%} off")
        assert error < 0.5, "the values lie otherwise"
        held[name] = found
    finish(writer)
    ids = generator.integers(3, 64, 24)
    logits = forward(model, held, ids)
    np.save(HERE / f"{stem}-ids.npy", ids.astype("<i4"))
    np.save(HERE / f"{stem}-logits.npy", logits.astype("<f4"))
    print(stem, "logits:", logits.std(), np.abs(logits).max())


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    write_greedy()
    write_quantised("every-type", 256, list(FILE_TYPES), seed=5)
    # What int8 in groups of 32 holds exactly.
    write_quantised("groups-of-32", 64, [Type.Q8_0, Type.Q5_0, Type.IQ4_NL, Type.Q4_0, Type.Q8_0, Type.Q5_0], seed=6)
