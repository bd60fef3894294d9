#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Writes the quantised checkpoints beside this one, as the tools pack them, and what transformers computes of them.

Run with torch, transformers, compressed-tensors, safetensors and numpy, and checkouts of two tools that need a GPU to be
installed, of which one file each is used: python3 make_golden.py AUTOGPTQ AUTOAWQ [form ...]
Random weights from seeds are rounded to what each form can hold, packed by the tool's own code, and unpacked again by
the tool's own code with scales in float32: that is what transformers computes logits of, in float32.
"""

import importlib.util
import json
import shutil
import sys
import types
from pathlib import Path

import numpy as np
import torch
from compressed_tensors.compressors import BaseCompressor
from compressed_tensors.quantization import QuantizationArgs, QuantizationScheme
from safetensors.torch import save_file
from transformers import MixtralConfig, MixtralForCausalLM

HERE = Path(__file__).parent
TOKENS = 24
E4M3 = torch.float8_e4m3fn
LARGEST = torch.finfo(E4M3).max


def load(file, name, stubs=None):
    """A tool's file as a module, without what else the tool imports: module -> names in it."""
    for stub, inside in (stubs or {}).items():
        sys.modules.setdefault(stub, types.ModuleType(stub)).__dict__.update(inside)
    spec = importlib.util.spec_from_file_location(name, file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def linear(weight):
    made = torch.nn.Linear(weight.shape[1], weight.shape[0], bias=False, dtype=weight.dtype)
    made.weight.data = weight
    return made


def in_groups(weight, group, bits, symmetric, generator):
    """Codes, scales (fp16) and zero points for groups of inputs, [out, groups], as a calibration might choose them."""
    groups = weight.reshape(weight.shape[0], -1, group)
    most = 2 ** bits - 1
    if symmetric:
        scales = groups.abs().amax(-1) * 2 / most
        zeros = torch.full_like(scales, 2 ** (bits - 1))
    else:
        low, high = groups.amin(-1).clamp(max=0), groups.amax(-1).clamp(min=0)
        scales = (high - low) / most
        zeros = torch.round(-low / scales).clamp(1, most)
    scales = scales.half().float()
    codes = (torch.round(groups / scales[..., None]) + zeros[..., None]).clamp(0, most)
    return codes.reshape(weight.shape), scales, zeros


# --- the tools ------------------------------------------------------------------------------------------------------


def gptq(tool, weight, bits, group, symmetric, reorder, second, generator):
    """Tensors of AutoGPTQ for a weight, and what its own unpacking finds in them."""
    rows, columns = weight.shape
    size = columns if group == -1 else group
    order = torch.randperm(columns, generator=generator) if reorder else torch.arange(columns)
    codes, scales, zeros = in_groups(weight[:, order], size, bits, symmetric, generator)
    group_of = torch.empty(columns, dtype=torch.int32)
    group_of[order] = torch.arange(columns, dtype=torch.int32) // size
    grid = torch.empty_like(weight)
    grid[:, order] = ((codes.reshape(rows, -1, size) - zeros[..., None]) * scales[..., None]).reshape(rows, -1)
    packed = tool.QuantLinear(bits, group, columns, rows, False, weight_dtype=torch.float32)
    packed.pack(linear(grid), scales, zeros.clone(), group_of)
    packed.scales = scales.t().contiguous()  # in float32, to unpack without rounding
    values = packed(torch.eye(columns)).t().contiguous()
    if second:  # as GPTQModel turns the first kind of zero points into the second
        one = sum(1 << shift for shift in range(0, 32, bits))
        packed.qzeros = (packed.qzeros.to(torch.int64) + one).to(torch.int32)
    tensors = {"qweight": packed.qweight, "qzeros": packed.qzeros, "scales": scales.t().half().contiguous(),
               "g_idx": group_of}
    return tensors, values


def awq(tool, weight, group):
    codes, scales, zeros = in_groups(weight, group, 4, False, None)
    grid = ((codes.reshape(len(weight), -1, group) - zeros[..., None]) * scales[..., None]).reshape(weight.shape)
    packed = tool.WQLinear_GEMM.from_linear(linear(grid), 4, group, scales=scales.t().contiguous(),
                                            zeros=zeros.t().contiguous())
    values = tool.dequantize_gemm(packed.qweight, packed.qzeros, packed.scales.float(), 4, group).t().contiguous()
    return {name: getattr(packed, name) for name in ("qweight", "qzeros", "scales")}, values


def compressed(weight, form, args, scale_type):
    """Tensors of compressed-tensors, and what it finds in them with scales in float32."""
    scheme = QuantizationScheme(targets=["Linear"], weights=QuantizationArgs(**args))
    rows, columns = weight.shape
    state = {}
    if args["type"] == "int":
        group = args.get("group_size") or columns
        _, scales, zeros = in_groups(weight, group, args["num_bits"], args["symmetric"], None)
        if not args["symmetric"]:
            state["weight_zero_point"] = (zeros - 2 ** (args["num_bits"] - 1)).to(torch.int8)
    elif args["strategy"] == "tensor":
        scales = (weight.abs().max() / LARGEST).reshape(1)
    elif args["strategy"] == "channel":
        scales = weight.abs().amax(1, keepdim=True) / LARGEST
    else:
        block = args["block_structure"]
        scales = weight.reshape(rows // block[0], block[0], columns // block[1], block[1]).abs().amax((1, 3)) / LARGEST
    scales = scales.to(scale_type).float()
    tool = BaseCompressor.get_value_from_registry(form)
    packed = tool.compress({"weight": weight, "weight_scale": scales, **state}, scheme)
    values = tool.decompress(dict(packed), scheme)["weight"].float()
    packed["weight_scale"] = scales.to(scale_type)
    return packed, values


def float8(weight, block, static):
    """As AutoFP8 stores a weight with one scale, and DeepSeek's tools one with scales for blocks."""
    rows, columns = weight.shape
    if block:
        tiles = weight.reshape(rows // block, block, columns // block, block)
        scales = tiles.abs().amax((1, 3)) / LARGEST
        codes = (tiles / scales[:, None, :, None]).to(E4M3)
        values = (codes.float() * scales[:, None, :, None]).reshape(rows, columns)
        return {"weight": codes.reshape(rows, columns), "weight_scale_inv": scales}, values
    scale = weight.abs().max() / LARGEST
    codes = (weight / scale).clamp(-LARGEST, LARGEST).to(E4M3)
    tensors = {"weight": codes, "weight_scale": scale}
    if static:
        tensors["input_scale"] = torch.tensor(0.0123)
    return tensors, codes.float() * scale


# --- the forms ------------------------------------------------------------------------------------------------------


def scheme_of(args):
    return {"group_0": {"targets": ["Linear"], "weights": args, "input_activations": None, "output_activations": None}}


def ct_config(form, args):
    return {"quant_method": "compressed-tensors", "format": form, "quantization_status": "compressed",
            "config_groups": scheme_of(args), "ignore": ["lm_head", "model.layers.0.block_sparse_moe.gate"],
            "kv_cache_scheme": None}


def gptq_config(bits, group, symmetric, reorder, form):
    return {"bits": bits, "group_size": group, "desc_act": reorder, "sym": symmetric, "quant_method": "gptq",
            "damp_percent": 0.1, "true_sequential": True, "model_name_or_path": None, **form}


def make_forms(autogptq, autoawq):
    """Name -> (size of the model, type of its scales, what quantises a weight, config, the file that it goes to)."""
    def of_gptq(bits, group, symmetric, reorder=False, second=False, old=False):
        form = {} if old else {"checkpoint_format": "gptq_v2" if second else "gptq"}
        config = gptq_config(bits, group, symmetric, reorder, form)
        if old:
            del config["quant_method"]
        return (lambda w, g: gptq(autogptq, w, bits, group, symmetric, reorder, second, g), config,
                "quantize_config.json" if old else "config.json")

    def of_awq(group, old=False):
        config = {"zero_point": True, "q_group_size": group, "w_bit": 4, "version": "GEMM",
                  "modules_to_not_convert": ["gate"]}
        if not old:
            config = {"quant_method": "awq", "zero_point": True, "group_size": group, "bits": 4, "version": "gemm",
                      "modules_to_not_convert": ["gate"]}
        return lambda w, g: awq(autoawq, w, group), config, "quant_config.json" if old else "config.json"

    def of_ct(form, scale_type=torch.bfloat16, **args):
        return lambda w, g: compressed(w, form, args, scale_type), ct_config(form, args), "config.json"

    def of_float8(block=0, static=False):
        config = {"quant_method": "fp8", "activation_scheme": "static" if static else "dynamic"}
        config |= {"weight_block_size": [block, block]} if block else {"ignored_layers": ["lm_head"]}
        return lambda w, g: float8(w, block, static), config, "config.json"

    return {
        "autofp8-static": of_float8(static=True),
        "fp8-blocks": of_float8(block=32),
        "awq-g128": of_awq(128),
        "awq-g32-old": of_awq(32, old=True),
        "gptq-int4-g128": of_gptq(4, 128, True),
        "gptq-int4-g32-act-order-v2": of_gptq(4, 32, False, reorder=True, second=True),
        "gptq-int4-g128-asymmetric": of_gptq(4, 128, False),
        "gptq-int3-g32-asymmetric": of_gptq(3, 32, False),
        "gptq-int8-old": of_gptq(8, -1, True, old=True),
        "ct-int4-g128": of_ct("pack-quantized", num_bits=4, type="int", strategy="group", group_size=128,
                              symmetric=True),
        "ct-int4-g32-asymmetric": of_ct("pack-quantized", torch.float16, num_bits=4, type="int", strategy="group",
                                        group_size=32, symmetric=False),
        "ct-int8-channel": of_ct("pack-quantized", num_bits=8, type="int", strategy="channel", symmetric=True),
        "ct-fp8-channel": of_ct("float-quantized", num_bits=8, type="float", strategy="channel", symmetric=True),
        "ct-fp8-tensor": of_ct("float-quantized", torch.float32, num_bits=8, type="float", strategy="tensor",
                               symmetric=True),
        "ct-fp8-blocks": of_ct("float-quantized", torch.float32, num_bits=8, type="float", strategy="block",
                               block_structure=[64, 32], symmetric=True),
    }


# --- the model ------------------------------------------------------------------------------------------------------


def make_model(hidden):
    return MixtralConfig(hidden_size=hidden, intermediate_size=hidden // 2, num_hidden_layers=1, num_attention_heads=4,
                         num_key_value_heads=2, head_dim=32, num_local_experts=2, num_experts_per_tok=2, vocab_size=48,
                         rope_theta=1e6, max_position_embeddings=1024, rms_norm_eps=1e-5, sliding_window=None,
                         tie_word_embeddings=False, attn_implementation="eager")


def make_weights(config, generator):
    """Under the names that tools give tensors of Mixtral."""
    def matrix(rows, columns, size=1.5):
        return torch.randn(rows, columns, generator=generator) * size / columns ** 0.5

    def norm():
        return 1 + 0.2 * torch.randn(config.hidden_size, generator=generator)

    hidden, wide = config.hidden_size, config.intermediate_size
    queries, keys = config.num_attention_heads * config.head_dim, config.num_key_value_heads * config.head_dim
    weights = {"model.embed_tokens.weight": matrix(config.vocab_size, hidden, hidden ** 0.5 * 0.7)}
    layer = "model.layers.0."
    weights[layer + "input_layernorm.weight"] = norm()
    for name, rows, columns in (("q", queries, hidden), ("k", keys, hidden), ("v", keys, hidden),
                                ("o", hidden, queries)):
        weights[f"{layer}self_attn.{name}_proj.weight"] = matrix(rows, columns)
    weights[layer + "post_attention_layernorm.weight"] = norm()
    weights[layer + "block_sparse_moe.gate.weight"] = matrix(config.num_local_experts, hidden)
    for expert in range(config.num_local_experts):
        for name, rows, columns in (("w1", wide, hidden), ("w2", hidden, wide), ("w3", wide, hidden)):
            weights[f"{layer}block_sparse_moe.experts.{expert}.{name}.weight"] = matrix(rows, columns)
    weights["model.norm.weight"] = norm()
    weights["lm_head.weight"] = matrix(config.vocab_size, hidden, 3)
    return weights


def logits_of(config, weights, ids):
    model = MixtralForCausalLM(config).float().eval()
    state = dict(weights)
    layer = "model.layers.0."
    expert = f"{layer}block_sparse_moe.experts."
    names = model.state_dict().keys()
    if not any(".block_sparse_moe." in name for name in names):  # transformers 5 keeps the experts in one tensor
        gate_up = [torch.cat([state.pop(f"{expert}{e}.w1.weight"), state.pop(f"{expert}{e}.w3.weight")])
                   for e in range(config.num_local_experts)]
        down = [state.pop(f"{expert}{e}.w2.weight") for e in range(config.num_local_experts)]
        state[layer + "mlp.experts.gate_up_proj"] = torch.stack(gate_up)
        state[layer + "mlp.experts.down_proj"] = torch.stack(down)
        state[layer + "mlp.gate.weight"] = state.pop(layer + "block_sparse_moe.gate.weight")
    model.load_state_dict(state)
    with torch.no_grad():
        return model(torch.tensor(ids)[None]).logits[0].numpy()


def write(name, form, number):
    quantise, config, file = form
    model = make_model(256 if "g128" in name or "int8" in name else 128)
    generator = torch.Generator().manual_seed(100 + number)
    stored, exact = {}, {}
    for each, values in make_weights(model, generator).items():
        stem = each.removesuffix(".weight")
        if stem.endswith("_proj") or ".experts." in stem:
            tensors, exact[each] = quantise(values, generator)
            stored |= {f"{stem}.{part}": tensor.contiguous() for part, tensor in tensors.items()}
        else:
            stored[each] = values.half()
            exact[each] = stored[each].float()
    if name == "autofp8-static":
        stored |= {f"model.layers.0.self_attn.{part}_scale": torch.tensor(0.5) for part in "kv"}
    folder = HERE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    described = {"architectures": ["MixtralForCausalLM"], "model_type": "mixtral", "hidden_act": "silu",
                 "bos_token_id": 1, "eos_token_id": 2, "torch_dtype": "float16"}
    for key in ("hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
                "head_dim", "num_local_experts", "num_experts_per_tok", "vocab_size", "max_position_embeddings",
                "rms_norm_eps", "sliding_window", "tie_word_embeddings"):
        described[key] = getattr(model, key)
    described["rope_theta"] = 1e6
    if file == "config.json":
        described["quantization_config"] = config
    else:
        (folder / file).write_text(json.dumps(config, indent=1) + "\n")
    (folder / "config.json").write_text(json.dumps(described, indent=1) + "\n")
    if name == "ct-int8-channel":  # one of them in shards
        names = sorted(stored)
        shards = {f"model-0000{i + 1}-of-00002.safetensors": names[i::2] for i in range(2)}
        for shard, inside in shards.items():
            save_file({each: stored[each] for each in inside}, folder / shard, metadata={"format": "pt"})
        index = {"metadata": {}, "weight_map": {each: shard for shard, inside in shards.items() for each in inside}}
        (folder / "model.safetensors.index.json").write_text(json.dumps(index) + "\n")
    else:
        save_file(stored, folder / "model.safetensors", metadata={"format": "pt"})
    ids = np.random.default_rng(3).integers(3, model.vocab_size, TOKENS)
    ids[0] = 1
    np.save(HERE / "ids.npy", ids.astype("<i4"))
    logits = logits_of(model, exact, ids)
    np.save(folder / "logits.npy", logits.astype("<f4"))
    size = sum(each.stat().st_size for each in folder.iterdir())
    print(f"{name}: {size} bytes, logits {np.abs(logits).max():.1f} at most")


if __name__ == "__main__":
    gptq_folder, awq_folder = map(Path, sys.argv[1:3])
    autogptq = load(gptq_folder / "auto_gptq/nn_modules/qlinear/qlinear_cuda.py", "autogptq_qlinear")
    load(awq_folder / "awq/utils/packing_utils.py", "awq.utils.packing_utils",
         {"awq": {}, "awq.utils": {}, "awq.utils.module": {"try_import": lambda name: (None, "")},
          "awq.utils.utils": {"get_best_device": lambda: "cpu"}})
    autoawq = load(awq_folder / "awq/modules/linear/gemm.py", "awq_gemm")
    for number, (name, form) in enumerate(make_forms(autogptq, autoawq).items()):
        if not sys.argv[3:] or name in sys.argv[3:]:
            write(name, form, number)
