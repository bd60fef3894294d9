# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""A compact Mixtral for training, and its export to the Hugging Face layout.

All eight experts are computed for every token and the six that were not chosen get the weight zero. For experts this small that
is faster than sorting tokens, compiles to a few large matrix products, and is the same function as MixtralForCausalLM.
"""
import pathlib

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

CONFIG = dict(vocab_size=32000, hidden_size=256, intermediate_size=256, num_hidden_layers=6, num_attention_heads=4,
              num_key_value_heads=2, head_dim=64, max_position_embeddings=1024, rms_norm_eps=1e-5, tie_word_embeddings=True,
              num_local_experts=8, num_experts_per_tok=2, bos_token_id=1, eos_token_id=2, sliding_window=None)
ROPE_THETA = 1e6


def rms_norm(x, weight):
    return F.rms_norm(x.float(), (x.shape[-1],), weight, CONFIG["rms_norm_eps"]).to(x.dtype)


def rotate(x, cos, sin):
    """Rotary embedding, halves rotated: x [batch, heads, tokens, head_dim]."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1).to(x.dtype)


class Layer(nn.Module):
    """One decoder layer. Expert weights are stacked: w1, w3 [8 * ff, hidden], w2 [hidden, 8 * ff]."""

    def __init__(self, c):
        super().__init__()
        d, self.heads, self.kv_heads, self.head_dim = c["hidden_size"], c["num_attention_heads"], c["num_key_value_heads"], c["head_dim"]
        self.experts, self.top = c["num_local_experts"], c["num_experts_per_tok"]
        wide = self.experts * c["intermediate_size"]
        self.q = nn.Linear(d, self.heads * self.head_dim, bias=False)
        self.k = nn.Linear(d, self.kv_heads * self.head_dim, bias=False)
        self.v = nn.Linear(d, self.kv_heads * self.head_dim, bias=False)
        self.o = nn.Linear(self.heads * self.head_dim, d, bias=False)
        self.gate = nn.Linear(d, self.experts, bias=False)
        self.w1, self.w3 = nn.Linear(d, wide, bias=False), nn.Linear(d, wide, bias=False)
        self.w2 = nn.Linear(wide, d, bias=False)
        self.norm1, self.norm2 = nn.Parameter(torch.ones(d)), nn.Parameter(torch.ones(d))

    def forward(self, x, cos, sin):
        b, t, d = x.shape
        h = rms_norm(x, self.norm1)
        q = rotate(self.q(h).view(b, t, self.heads, self.head_dim).transpose(1, 2), cos, sin)
        k = rotate(self.k(h).view(b, t, self.kv_heads, self.head_dim).transpose(1, 2), cos, sin)
        v = self.v(h).view(b, t, self.kv_heads, self.head_dim).transpose(1, 2)
        group = self.heads // self.kv_heads
        k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
        a = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o(a.transpose(1, 2).reshape(b, t, -1))
        h = rms_norm(x, self.norm2)
        probs = self.gate(h).float().softmax(-1)  # [b, t, experts]
        values, chosen = probs.topk(self.top, dim=-1)
        picks = F.one_hot(chosen, self.experts).to(probs.dtype)  # [b, t, top, experts]
        weights = (picks * (values / values.sum(-1, keepdim=True)).unsqueeze(-1)).sum(2).to(x.dtype)
        inner = F.silu(self.w1(h)) * self.w3(h)
        inner = inner.view(b, t, self.experts, -1) * weights.unsqueeze(-1)
        x = x + self.w2(inner.reshape(b, t, -1))
        load = picks.sum(2).mean((0, 1)) / self.top  # share of each expert, sums to 1
        return x, load, self.experts * (load * probs.mean((0, 1))).sum()


class CompactMixtral(nn.Module):
    """tokens [batch, length] -> (loss, balance loss, load [layers, experts])."""

    def __init__(self, c=CONFIG):
        super().__init__()
        self.config = c
        self.embed = nn.Embedding(c["vocab_size"], c["hidden_size"])
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["num_hidden_layers"]))
        self.norm = nn.Parameter(torch.ones(c["hidden_size"]))
        for name, p in self.named_parameters():
            if p.dim() == 2:
                nn.init.normal_(p, std=0.02 / ((2 * c["num_hidden_layers"]) ** 0.5 if name.endswith(("o.weight", "w2.weight")) else 1))

    def hidden(self, tokens):
        half = self.config["head_dim"] // 2
        angle = torch.outer(torch.arange(tokens.shape[1], device=tokens.device).float(),
                            ROPE_THETA ** (-torch.arange(half, device=tokens.device).float() / half))
        cos, sin = angle.cos(), angle.sin()
        x, loads, balance = self.embed(tokens), [], 0.0
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.bfloat16)
        for layer in self.layers:
            x, load, loss = layer(x, cos, sin)
            loads.append(load)
            balance = balance + loss
        return rms_norm(x, self.norm), torch.stack(loads), balance / len(self.layers)

    def forward(self, tokens, targets):
        x, loads, balance = self.hidden(tokens)
        logits = F.linear(x, self.embed.weight)
        return F.cross_entropy(logits.flatten(0, 1).float(), targets.flatten(), ignore_index=-100), balance, loads


def named(model):
    """The weights by the names that MixtralForCausalLM saves them under; each is a view of a parameter."""
    out = {"model.embed_tokens.weight": model.embed.weight, "model.norm.weight": model.norm}
    for n, layer in enumerate(model.layers):
        at = f"model.layers.{n}."
        out[at + "input_layernorm.weight"], out[at + "post_attention_layernorm.weight"] = layer.norm1, layer.norm2
        for name in "qkvo":
            out[f"{at}self_attn.{name}_proj.weight"] = getattr(layer, name).weight
        out[at + "block_sparse_moe.gate.weight"] = layer.gate.weight
        for w, dim in (("w1", 0), ("w2", 1), ("w3", 0)):
            for e, part in enumerate(getattr(layer, w).weight.chunk(model.config["num_local_experts"], dim)):
                out[f"{at}block_sparse_moe.experts.{e}.{w}.weight"] = part
    return out


def load(model, folder):
    """Take over the weights that export() wrote."""
    saved = load_file(pathlib.Path(folder) / "model.safetensors")
    with torch.no_grad():
        for name, weight in named(model).items():
            weight.copy_(saved[name])


def export(model, folder):
    """Write config.json and model.safetensors (bf16) as MixtralForCausalLM.save_pretrained would."""
    from transformers import MixtralConfig
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    config = MixtralConfig(**model.config, rope_theta=ROPE_THETA, rope_parameters={"rope_theta": ROPE_THETA, "rope_type": "default"},
                           dtype="bfloat16")
    config.architectures = ["MixtralForCausalLM"]
    config.save_pretrained(folder)
    save_file({k: v.detach().to("cpu", torch.bfloat16).contiguous().clone() for k, v in named(model).items()},
              folder / "model.safetensors", metadata={"format": "pt"})
