#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes the tiny Mixtral checkpoints beside this file, and what transformers computes from them.

Run with torch, transformers 4 or 5, safetensors and numpy: python3 generate.py [model ...]
The weights come from seeds. A seed is taken only if no decision of the reference hangs by a thread (the choice of
experts, the greedy token), so that an engine that rounds differently has to come to the same ones.
"""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import transformers
from safetensors.torch import save_file
from transformers import MixtralForCausalLM

HERE = Path(__file__).parent
SHORT_PROMPT = 40  # more than two pages of the KV cache
LONG_PROMPT = 700  # more than one chunk of prefill
LONG_POSITIONS = [0, 15, 16, 31, 32, 100, 255, 256, 399, 511, 512, 513, 575, 640, 698, 699]
GREEDY_TOKENS = 200
LEAST_ROUTER_GAP = 1e-4  # between the last chosen expert and the first one that is not, in router logits
LEAST_GREEDY_GAP = 1e-2  # between the two best tokens, in logits


@dataclass
class Model:
    name: str
    dtype: torch.dtype
    forms: list[str]  # folders to write: per-expert, fused, consolidated, stacked
    hidden: int
    layers: int
    feed_forward: int
    heads: int
    kv_heads: int
    head_dim: int
    experts: int
    experts_per_token: int
    vocabulary: int
    theta: float = 1e6
    tied: bool = False
    shards: int = 1
    router_gain: float = 2
    embedding_scale: float = 0.7
    sequel: float = 0  # how strongly each token calls for one that follows it, so that greedy decisions are clear
    least_greedy_gap: float = LEAST_GREEDY_GAP
    same_in_bf16: bool = False  # take only a seed whose greedy text is the same when transformers runs in bf16


MODELS = [
    Model("gqa4", torch.bfloat16, ["per-expert", "fused", "consolidated", "stacked"], hidden=40, layers=3,
          feed_forward=24, heads=8, kv_heads=2, head_dim=8, experts=4, experts_per_token=2, vocabulary=256),
    Model("gqa6", torch.float32, ["per-expert"], hidden=72, layers=2, feed_forward=20, heads=12, kv_heads=2,
          head_dim=6, experts=8, experts_per_token=2, vocabulary=263, shards=3),
    Model("tied", torch.float16, ["fused"], hidden=48, layers=2, feed_forward=24, heads=8, kv_heads=4, head_dim=10,
          experts=5, experts_per_token=3, vocabulary=251, theta=1e4, tied=True),
    Model("one-kv-head", torch.float16, ["consolidated"], hidden=48, layers=4, feed_forward=20, heads=6, kv_heads=1,
          head_dim=16, experts=2, experts_per_token=1, vocabulary=199),
    Model("sixteen", torch.bfloat16, ["per-expert"], hidden=40, layers=2, feed_forward=16, heads=4, kv_heads=2,
          head_dim=10, experts=16, experts_per_token=4, vocabulary=211),
    Model("two-of-two", torch.float16, ["consolidated"], hidden=32, layers=2, feed_forward=20, heads=4, kv_heads=2,
          head_dim=8, experts=2, experts_per_token=2, vocabulary=197),
    # For GPUs, which run in bf16: the head dimension of the real models, and decisions that survive rounding.
    Model("head128", torch.bfloat16, ["per-expert"], hidden=128, layers=2, feed_forward=64, heads=4, kv_heads=1,
          head_dim=128, experts=8, experts_per_token=2, vocabulary=256, router_gain=8, embedding_scale=3.5, sequel=3,
          least_greedy_gap=1, same_in_bf16=True),
]


def make_weights(model: Model, seed: int) -> dict[str, torch.Tensor]:
    """The weights under the per-expert names of Hugging Face."""
    generator = torch.Generator().manual_seed(seed)

    def normal(*shape, scale=1.0):
        return torch.randn(*shape, generator=generator) * scale

    def matrix(rows, columns, gain=1.0):
        return normal(rows, columns, scale=gain / columns**0.5)

    def norm():
        return 1 + normal(model.hidden, scale=0.2)

    queries = model.heads * model.head_dim
    keys = model.kv_heads * model.head_dim
    weights = {"model.embed_tokens.weight": normal(model.vocabulary, model.hidden,
                                                          scale=model.embedding_scale)}
    for layer in range(model.layers):
        prefix = f"model.layers.{layer}."
        weights[prefix + "input_layernorm.weight"] = norm()
        weights[prefix + "self_attn.q_proj.weight"] = matrix(queries, model.hidden, 1.6)
        weights[prefix + "self_attn.k_proj.weight"] = matrix(keys, model.hidden, 1.6)
        weights[prefix + "self_attn.v_proj.weight"] = matrix(keys, model.hidden, 1.5)
        weights[prefix + "self_attn.o_proj.weight"] = matrix(model.hidden, queries, 1.5)
        weights[prefix + "post_attention_layernorm.weight"] = norm()
        weights[prefix + "block_sparse_moe.gate.weight"] = matrix(model.experts, model.hidden, model.router_gain)
        for expert in range(model.experts):
            experts = prefix + f"block_sparse_moe.experts.{expert}."
            weights[experts + "w1.weight"] = matrix(model.feed_forward, model.hidden, 1.6)
            weights[experts + "w2.weight"] = matrix(model.hidden, model.feed_forward, 1.6)
            weights[experts + "w3.weight"] = matrix(model.feed_forward, model.hidden, 1.6)
    weights["model.norm.weight"] = norm()
    if not model.tied:
        head = matrix(model.vocabulary, model.hidden, 3)
        if model.sequel:
            tokens = torch.nn.functional.normalize(weights["model.embed_tokens.weight"], dim=1)
            head[torch.randperm(model.vocabulary, generator=generator)] += model.sequel * tokens
        weights["lm_head.weight"] = head
    return {name: tensor.to(model.dtype).contiguous() for name, tensor in weights.items()}


def fused(model: Model, weights: dict) -> dict:
    """The names that transformers 5 has in memory: the experts of a layer in two tensors."""
    result = {}
    for name, tensor in weights.items():
        if ".experts." not in name:
            result[name.replace("block_sparse_moe", "mlp")] = tensor
    for layer in range(model.layers):
        old = f"model.layers.{layer}.block_sparse_moe.experts."
        new = f"model.layers.{layer}.mlp.experts."
        each = range(model.experts)
        result[new + "gate_up_proj"] = torch.stack(
            [torch.cat([weights[f"{old}{e}.w1.weight"], weights[f"{old}{e}.w3.weight"]]) for e in each])
        result[new + "down_proj"] = torch.stack([weights[f"{old}{e}.w2.weight"] for e in each])
    return result


def interleaved(tensor: torch.Tensor, head_dim: int) -> torch.Tensor:
    """Rows of Q or K from rotate-half order to the pairs of Mistral's own files."""
    heads = tensor.shape[0] // head_dim
    return tensor.view(heads, 2, head_dim // 2, -1).transpose(1, 2).reshape(tensor.shape).contiguous()


def consolidated(model: Model, weights: dict, stacked: bool) -> dict:
    """Mistral's own names; `stacked` as in the first release, all experts of a layer below each other, w2 transposed."""
    moe = "block_sparse_moe" if stacked else "feed_forward"
    result = {"tok_embeddings.weight": weights["model.embed_tokens.weight"], "norm.weight": weights["model.norm.weight"],
              "output.weight": weights["lm_head.weight"]}
    for layer in range(model.layers):
        old, new = f"model.layers.{layer}.", f"layers.{layer}."
        result[new + "attention_norm.weight"] = weights[old + "input_layernorm.weight"]
        result[new + "attention.wq.weight"] = interleaved(weights[old + "self_attn.q_proj.weight"], model.head_dim)
        result[new + "attention.wk.weight"] = interleaved(weights[old + "self_attn.k_proj.weight"], model.head_dim)
        result[new + "attention.wv.weight"] = weights[old + "self_attn.v_proj.weight"]
        result[new + "attention.wo.weight"] = weights[old + "self_attn.o_proj.weight"]
        result[new + "ffn_norm.weight"] = weights[old + "post_attention_layernorm.weight"]
        result[new + moe + ".gate.weight"] = weights[old + "block_sparse_moe.gate.weight"]
        for matrix in ("w1", "w2", "w3"):
            experts = [weights[f"{old}block_sparse_moe.experts.{e}.{matrix}.weight"] for e in range(model.experts)]
            if stacked:
                experts = [e.T if matrix == "w2" else e for e in experts]
                result[f"{new}{moe}.{matrix}"] = torch.cat(experts).contiguous()
            else:
                for e, tensor in enumerate(experts):
                    result[f"{new}{moe}.experts.{e}.{matrix}.weight"] = tensor
    return result


def config(model: Model, transformers: int) -> dict:
    """config.json as transformers 4 or 5 writes it."""
    dtype = str(model.dtype).removeprefix("torch.")
    result = {
        "architectures": ["MixtralForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 1, "eos_token_id": 2,
        "hidden_act": "silu", "hidden_size": model.hidden, "initializer_range": 0.02,
        "intermediate_size": model.feed_forward, "max_position_embeddings": 1024, "model_type": "mixtral",
        "num_attention_heads": model.heads, "num_experts_per_tok": model.experts_per_token,
        "num_hidden_layers": model.layers, "num_key_value_heads": model.kv_heads, "num_local_experts": model.experts,
        "output_router_logits": False, "rms_norm_eps": 1e-5, "router_aux_loss_coef": 0.001, "sliding_window": None,
        "tie_word_embeddings": model.tied, "use_cache": True, "vocab_size": model.vocabulary,
    }
    if model.head_dim * model.heads != model.hidden:
        result["head_dim"] = model.head_dim
    elif transformers == 5:
        result["head_dim"] = None
    if transformers == 4:
        return result | {"rope_theta": model.theta, "torch_dtype": dtype, "transformers_version": "4.57.1"}
    return result | {"rope_parameters": {"rope_theta": model.theta, "rope_type": "default"}, "dtype": dtype,
                     "pad_token_id": None, "transformers_version": "5.0.0"}


def params(model: Model) -> dict:
    """params.json of Mistral."""
    return {"dim": model.hidden, "n_layers": model.layers, "head_dim": model.head_dim, "hidden_dim": model.feed_forward,
            "n_heads": model.heads, "n_kv_heads": model.kv_heads, "norm_eps": 1e-5, "vocab_size": model.vocabulary,
            "rope_theta": model.theta,
            "moe": {"num_experts_per_tok": model.experts_per_token, "num_experts": model.experts}}


def write_json(path: Path, content: dict):
    path.write_text(json.dumps(content, indent=1) + "\n")


def write_form(model: Model, form: str, weights: dict, folder: Path):
    """One folder: weights and config."""
    folder.mkdir(parents=True)
    if form in ("consolidated", "stacked"):
        save_file(consolidated(model, weights, form == "stacked"), folder / "consolidated.safetensors")
        write_json(folder / "params.json", params(model))
        return
    tensors = weights if form == "per-expert" else fused(model, weights)
    write_json(folder / "config.json", config(model, 4 if form == "per-expert" else 5))
    if model.shards == 1:
        save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
        return
    names = list(tensors)
    weight_map = {}
    for shard in range(model.shards):
        file = f"model-{shard + 1:05}-of-{model.shards:05}.safetensors"
        part = names[shard * len(names) // model.shards:(shard + 1) * len(names) // model.shards]
        save_file({name: tensors[name] for name in part}, folder / file, metadata={"format": "pt"})
        weight_map |= {name: file for name in part}
    total = sum(t.numel() * t.element_size() for t in tensors.values())
    write_json(folder / "model.safetensors.index.json", {"metadata": {"total_size": total}, "weight_map": weight_map})


class Reference:
    """transformers in float32, and how close its decisions are."""

    def __init__(self, folder: Path, model: Model, dtype=torch.float32):
        self.model, info = MixtralForCausalLM.from_pretrained(
            folder, attn_implementation="eager", output_loading_info=True,
            **{"torch_dtype" if transformers.__version__.startswith("4.") else "dtype": dtype})
        assert not info["missing_keys"] and not info["unexpected_keys"] and not info["mismatched_keys"], info
        self.model.eval()
        self.chosen = model.experts_per_token
        self.router_gap = float("inf")
        for layer in self.model.model.layers:
            moe = layer.mlp if hasattr(layer, "mlp") else layer.block_sparse_moe
            moe.gate.register_forward_hook(self.watch_router)

    def watch_router(self, module, inputs, _):
        logits = torch.nn.functional.linear(inputs[0].reshape(-1, module.weight.shape[1]), module.weight)
        ordered = logits.sort(dim=-1, descending=True).values
        if ordered.shape[1] > self.chosen:
            gap = (ordered[:, self.chosen - 1] - ordered[:, self.chosen]).min().item()
            self.router_gap = min(self.router_gap, gap)

    @torch.no_grad()
    def logits(self, ids) -> torch.Tensor:
        return self.model(torch.tensor([ids])).logits[0].float()

    def greedy(self, ids, count, least_gap=0.0):
        """Token ids and the smallest gap between the best and the second token; ends early below `least_gap`."""
        ids, least = list(ids), float("inf")
        for _ in range(count):
            last = self.logits(ids)[-1]
            best, second = last.topk(2).values.tolist()
            least = min(least, best - second)
            if least < least_gap:
                break
            ids.append(int(last.argmax()))
        return ids[-count:], least


def make_model(model: Model):
    root = HERE / model.name
    shutil.rmtree(root, ignore_errors=True)
    for seed in range(1, 1000):
        scratch = root / "reference"
        weights = make_weights(model, seed)
        write_form(model, "per-expert", weights, scratch)
        reference = Reference(scratch, model)
        rounded = Reference(scratch, model, torch.bfloat16) if model.same_in_bf16 else None
        shutil.rmtree(scratch)
        generator = np.random.default_rng(seed)
        short = [1] + generator.integers(3, model.vocabulary, SHORT_PROMPT - 1).tolist()
        long = [1] + generator.integers(3, model.vocabulary, LONG_PROMPT - 1).tolist()
        short_logits, long_logits = reference.logits(short), reference.logits(long)
        if reference.router_gap < LEAST_ROUTER_GAP:
            continue
        tokens, gap = reference.greedy(short, GREEDY_TOKENS, model.least_greedy_gap)
        if reference.router_gap < LEAST_ROUTER_GAP or gap < model.least_greedy_gap or len(set(tokens)) < 20:
            continue
        if not rounded or rounded.greedy(short, GREEDY_TOKENS)[0] == tokens:
            break
    else:
        raise SystemExit(f"{model.name}: no seed is good enough")

    for form in model.forms:
        write_form(model, form, weights, root / form)
        if form in ("per-expert", "fused"):  # both are read by transformers itself
            assert torch.equal(Reference(root / form, model).logits(short), short_logits)
    np.save(root / "short_ids.npy", np.array(short, "<i4"))
    np.save(root / "short_logits.npy", short_logits.numpy())
    np.save(root / "long_ids.npy", np.array(long, "<i4"))
    np.save(root / "long_positions.npy", np.array(LONG_POSITIONS, "<i4"))
    np.save(root / "long_logits.npy", long_logits[LONG_POSITIONS].numpy())
    np.save(root / "greedy_ids.npy", np.array(tokens, "<i4"))
    print(f"{model.name}: seed {seed}, router gap {reference.router_gap:.1e}, greedy gap {gap:.1e}, "
          f"{len(set(tokens))} different tokens, logits {short_logits.std():.2f} +- {short_logits.abs().max():.1f}")


if __name__ == "__main__":
    torch.set_num_threads(1)
    for each in MODELS:
        if len(sys.argv) == 1 or each.name in sys.argv[1:]:
            make_model(each)
