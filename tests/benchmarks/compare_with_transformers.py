#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Holds the engine on a GPU against transformers' MixtralForCausalLM on the same GPU.

usage: compare_with_transformers.py accuracy|speed BENCH [--layers N] [--folder DIR]
  accuracy  random weights of 8x7B's width and N layers (default 4), saved to DIR: logits of both after 512 tokens, against
            transformers in float32; how fast the engine loads the checkpoint
  speed     transformers alone, the whole 8x7B with random weights: decode at 1, 8 and 64 chats, prefill of 2048 tokens
BENCH is the program mixtral-bench. Needs torch, transformers 5, safetensors and numpy.
"""

import argparse
import json
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import torch
from transformers import DynamicCache, MixtralConfig, MixtralForCausalLM


def config(layers: int) -> MixtralConfig:
    return MixtralConfig(
        vocab_size=32000, hidden_size=4096, intermediate_size=14336, num_hidden_layers=layers, num_attention_heads=32,
        num_key_value_heads=8, num_local_experts=8, num_experts_per_tok=2, max_position_embeddings=32768,
        rope_parameters={"rope_theta": 1e6, "rope_type": "default"}, sliding_window=None)


def random_model(layers: int) -> MixtralForCausalLM:
    """Random bf16 weights made on the GPU, as the engine makes its own: rows of the embedding with variance 1, matrices
    with variance 1 / fan-in, norms of ones."""
    torch.set_default_dtype(torch.bfloat16)
    with torch.device("meta"):
        model = MixtralForCausalLM(config(layers))
    model = model.to_empty(device="cuda")
    generator = torch.Generator("cuda").manual_seed(1)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "norm" in name:
                parameter.fill_(1)
            else:
                fan_in = 1 if "embed_tokens" in name else parameter.shape[-1]
                parameter.uniform_(-1, 1, generator=generator).mul_((3 / fan_in) ** 0.5)
        rotary = model.model.rotary_emb
        positions = torch.arange(0, 128, 2, dtype=torch.float32, device="cuda") / 128
        rotary.inv_freq = 1.0 / (1e6 ** positions)
        rotary.original_inv_freq = rotary.inv_freq
    torch.set_default_dtype(torch.float32)
    return model.eval()


def error(found: torch.Tensor, expected: torch.Tensor) -> float:
    return ((found - expected).norm() / expected.norm()).item()


def rows(found: torch.Tensor, expected: torch.Tensor) -> dict:
    """Relative errors token by token: a token whose routing is a near tie may go to another expert."""
    errors = (found - expected).norm(dim=1) / expected.norm(dim=1)
    return {"median": errors.median().item(), "within_1e-2": (errors <= 1e-2).float().mean().item()}


@torch.no_grad()
def accuracy(bench: str, layers: int, folder: Path):
    model = random_model(layers)
    ids = torch.randint(3, 32000, (512,), generator=torch.Generator().manual_seed(2))
    shutil.rmtree(folder, ignore_errors=True)
    begin = time.time()
    model.save_pretrained(folder, max_shard_size="4GB")
    size = sum(file.stat().st_size for file in folder.glob("*.safetensors"))
    print(f"saved {size / 1e9:.1f} GB in {time.time() - begin:.1f} s", flush=True)
    theirs = model(ids[None].cuda()).logits[0].float().cpu()
    model = model.float()
    exact = model(ids[None].cuda()).logits[0].cpu()
    del model
    torch.cuda.empty_cache()
    out = folder / "logits.npy"
    begin = time.time()
    subprocess.run([bench, "logits", "--model", folder, "--backend", "cuda", "--ids", ",".join(map(str, ids.tolist())),
                    "--out", out], check=True)
    elapsed = time.time() - begin
    ours = torch.from_numpy(np.load(out))
    result = {
        "layers": layers, "tokens": len(ids),
        "ours_to_float32": error(ours, exact), "transformers_bf16_to_float32": error(theirs, exact),
        "ours_to_transformers_bf16": error(ours, theirs),
        "top1_ours_float32": (ours.argmax(1) == exact.argmax(1)).float().mean().item(),
        "top1_transformers_bf16_float32": (theirs.argmax(1) == exact.argmax(1)).float().mean().item(),
        "rows_ours_float32": rows(ours, exact), "rows_transformers_bf16_float32": rows(theirs, exact),
        "checkpoint_GB": size / 1e9, "load_and_logits_s": elapsed}
    print(json.dumps(result), flush=True)
    shutil.rmtree(folder)


@torch.no_grad()
def speed():
    model = random_model(32)
    for batch, prompt, steps in ((1, 512, 24), (8, 512, 16), (64, 512, 8), (1, 2048, 1)):
        ids = torch.randint(3, 32000, (batch, prompt), device="cuda")
        for measured in (False, True):
            cache = DynamicCache(config=model.config)
            torch.cuda.synchronize()
            begin = time.time()
            logits = model(ids, past_key_values=cache, logits_to_keep=1).logits
            torch.cuda.synchronize()
            prefill = time.time() - begin
            token = logits[:, -1].argmax(-1, keepdim=True)
            begin = time.time()
            for _ in range(steps if measured else 2):
                token = model(token, past_key_values=cache, logits_to_keep=1).logits[:, -1].argmax(-1, keepdim=True)
            torch.cuda.synchronize()
            decode = time.time() - begin
        print(json.dumps({"batch": batch, "prompt": prompt, "prefill_tokens_per_s": batch * prompt / prefill,
                          "decode_tokens_per_s": batch * steps / decode}), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("accuracy", "speed"))
    parser.add_argument("bench", nargs="?", default="build/release/bin/mixtral-bench")
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm/mixtral-compare"))
    arguments = parser.parse_args()
    if arguments.what == "accuracy":
        accuracy(arguments.bench, arguments.layers, arguments.folder)
    else:
        speed()


if __name__ == "__main__":
    main()
