#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes golden.json: inverse frequencies of rotary embeddings as transformers 5.24 computes them for a Mixtral config
(modeling_rope_utils.py), in numpy's float32 step by step, and the factor of sines and cosines. Needs numpy.

Linear scaling divides frequencies by a factor. YaRN is that of Peng et al., "YaRN: Efficient Context Window Extension of
Large Language Models" (https://arxiv.org/abs/2309.00071), sections 3.2 and 3.4.
"""

import json
import math
import pathlib

import numpy as np

F = np.float32


def default(theta, dim):
    return F(1) / np.power(F(theta), np.arange(0, dim, 2, dtype=F) / F(dim), dtype=F)


def linear(theta, dim, factor):
    return default(theta, dim) / F(factor), 1.0


def yarn(theta, dim, context, factor=None, original=None, attention=None, fast=None, slow=None, scale=None, scale_all=None,
         truncate=True):
    original = original or context
    factor = factor if factor is not None else context / original

    def magnitude(factor, weight=1):
        return 1.0 if factor <= 1 else 0.1 * weight * math.log(factor) + 1.0

    if attention is None:
        attention = magnitude(factor, scale) / magnitude(factor, scale_all) if scale and scale_all else magnitude(factor)

    def dimension(turns):
        return dim * math.log(original / (turns * 2 * math.pi)) / (2 * math.log(theta))

    low, high = dimension(fast or 32), dimension(slow or 1)
    if truncate:
        low, high = math.floor(low), math.ceil(high)
    low, high = max(low, 0), min(high, dim - 1)
    if low == high:
        high += 0.001
    ramp = np.clip((np.arange(dim // 2, dtype=F) - F(low)) / F(high - low), F(0), F(1))
    powers = np.power(F(theta), np.arange(0, dim, 2, dtype=F) / F(dim), dtype=F)
    kept = F(1) - ramp
    return F(1) / (F(factor) * powers) * (F(1) - kept) + F(1) / powers * kept, attention


# Each: config.json's keys, then head_dim and the result. Sizes are those of Mixtral unless they are to be odd.
CASES = [
    ({"rope_theta": 1e6, "max_position_embeddings": 32768}, 128, (default(1e6, 128), 1.0)),
    ({"rope_theta": 1e6, "max_position_embeddings": 32768, "rope_scaling": {"type": "linear", "factor": 2.0}}, 128,
     linear(1e6, 128, 2)),
    ({"rope_theta": 10000.0, "max_position_embeddings": 4096, "rope_scaling": {"rope_type": "linear", "factor": 2.5}}, 42,
     linear(1e4, 42, 2.5)),
    ({"rope_theta": 1e6, "max_position_embeddings": 32768, "rope_scaling": {"type": "linear", "factor": 1.0}}, 64,
     (default(1e6, 64), 1.0)),
    ({"rope_theta": 1e6, "max_position_embeddings": 32768, "rope_scaling": {"type": "dynamic", "factor": 4.0}}, 64,
     (default(1e6, 64), 1.0)),
    ({"max_position_embeddings": 32768, "rope_parameters": {"rope_theta": 5e5, "rope_type": "linear", "factor": 4.0}}, 128,
     linear(5e5, 128, 4)),
    ({"rope_theta": 1e6, "max_position_embeddings": 131072,
      "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}}, 128,
     yarn(1e6, 128, 131072, 4, 32768)),
    ({"max_position_embeddings": 32768, "rope_parameters": {"rope_theta": 1e6, "rope_type": "yarn", "factor": 4.0,
                                                            "original_max_position_embeddings": 32768}}, 16,
     yarn(1e6, 16, 32768, 4, 32768)),
    ({"rope_theta": 1e4, "max_position_embeddings": 32768, "original_max_position_embeddings": 4096,
      "rope_scaling": {"type": "yarn", "factor": 8.0, "beta_fast": 16, "beta_slow": 2, "truncate": False}}, 96,
     yarn(1e4, 96, 32768, 8, 4096, fast=16, slow=2, truncate=False)),
    ({"rope_theta": 1e4, "max_position_embeddings": 65536,
      "rope_scaling": {"rope_type": "yarn", "factor": None, "original_max_position_embeddings": 4096}}, 128,
     yarn(1e4, 128, 65536, None, 4096)),
    ({"rope_theta": 1e4, "max_position_embeddings": 16384,
      "rope_scaling": {"type": "yarn", "factor": 40, "mscale": 1.0, "mscale_all_dim": 0.707,
                       "original_max_position_embeddings": 4096}}, 64,
     yarn(1e4, 64, 16384, 40, 4096, scale=1.0, scale_all=0.707)),
    ({"rope_theta": 1e6, "max_position_embeddings": 32768,
      "rope_scaling": {"type": "yarn", "factor": 2.0, "attention_factor": 1.5}}, 128,
     yarn(1e6, 128, 32768, 2, attention=1.5)),
    # A ramp that ends beyond the last frequency.
    ({"rope_theta": 100.0, "max_position_embeddings": 131072,
      "rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}}, 16,
     yarn(100.0, 16, 131072, 4, 32768)),
    ({"rope_theta": 1e6, "max_position_embeddings": 32768, "rope_scaling": {"type": "yarn", "factor": 1.0}}, 128,
     (default(1e6, 128), 1.0)),
]

if __name__ == "__main__":
    rows = [{"config": config, "head_dim": dim, "frequencies": [float(f) for f in frequencies], "factor": factor}
            for config, dim, (frequencies, factor) in CASES]
    pathlib.Path(__file__).with_name("golden.json").write_text(json.dumps(rows) + "\n")
