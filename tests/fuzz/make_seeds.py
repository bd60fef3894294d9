#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes what fuzzing begins with: python3 make_seeds.py FOLDER, with numpy and gguf.

Models of a few kilobytes, since a fuzzer changes long files slowly: in F32 with a tokenizer, and one with blocks.
"""

import sys
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf import GGUFWriter
from gguf.constants import GGML_QUANT_SIZES


def write(file, kind, merged, tokenizer):
    width = 8 if kind == Type.F32 else 32
    tokens = 8
    writer = GGUFWriter(file, "llama")
    writer.add_context_length(64)
    writer.add_embedding_length(width)
    writer.add_block_count(1)
    writer.add_feed_forward_length(width)
    writer.add_head_count(2)
    writer.add_head_count_kv(1)
    writer.add_rope_freq_base(1e6)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_expert_count(2)
    writer.add_expert_used_count(1)
    if tokenizer:
        writer.add_tokenizer_model("llama")
        writer.add_token_list(["<unk>", "<s>", "</s>", "<0x0A>", "▁", "a", "b", "ab"])
        writer.add_token_scores([0.0] * tokens)
        writer.add_token_types([2, 3, 3, 6, 1, 1, 1, 1])
        writer.add_bos_token_id(1)
        writer.add_eos_token_id(2)
        writer.add_chat_template("[INST] {{ m }} [/INST]")

    def add(name, *shape):
        if kind == Type.F32 or len(shape) == 1:
            writer.add_tensor(name + ".weight", np.zeros(shape, "<f4"))
            return
        values, size = GGML_QUANT_SIZES[kind]
        writer.add_tensor(name + ".weight", np.zeros((*shape[:-1], shape[-1] // values * size), np.uint8), raw_dtype=kind)

    add("token_embd", tokens, width)
    for name, shape in [("attn_norm", (width,)), ("attn_q", (width, width)), ("attn_k", (width // 2, width)),
                        ("attn_v", (width // 2, width)), ("attn_output", (width, width)), ("ffn_norm", (width,)),
                        ("ffn_gate_inp", (2, width))]:
        add("blk.0." + name, *shape)
    for name in ("gate", "up", "down"):
        if merged:
            add(f"blk.0.ffn_{name}_exps", 2, width, width)
        else:
            for expert in range(2):
                add(f"blk.0.ffn_{name}.{expert}", width, width)
    add("output_norm", width)
    add("output", tokens, width)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "merged", Type.F32, merged=True, tokenizer=True)
    write(folder / "apart", Type.F32, merged=False, tokenizer=False)
    write(folder / "blocks", Type.Q8_0, merged=True, tokenizer=False)
