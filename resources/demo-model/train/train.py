# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Train the demo model on tokens made by data.py, on one GPU; the CPU works for a trial.

Runs are bounded by time, not by steps: the learning rate follows the share of `--total-minutes` that is used up. A run that
stops at `--minutes` leaves state.pt and goes on from there when it is called again.
"""
import argparse
import json
import pathlib
import time

import numpy as np
import torch

from model import CONFIG, CompactMixtral, export, load

LEARNED = 0x8000  # set in a token of data.py that is a target; the vocabulary needs only 15 bits


def batches(tokens, rows, length, device, seed):
    """Endless batches (inputs, targets) of `rows` windows at random places."""
    rng = np.random.default_rng(seed)
    data = torch.from_numpy(tokens.astype(np.int32)).to(device)
    span = torch.arange(length + 1, device=device)
    while True:
        starts = torch.from_numpy(rng.integers(0, len(tokens) - length - 1, rows)).to(device)
        window = data[starts[:, None] + span]
        ids = (window & (LEARNED - 1)).long()
        yield ids[:, :-1], torch.where(window[:, 1:] >= LEARNED, ids[:, 1:], -100)


def rate(share, peak):
    """Learning rate at a share of the time: 2% warm-up, flat, then a linear fall over the last 60%."""
    return peak * min(1.0, share / 0.02, max(0.01, (1 - share) / 0.6))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, required=True, help="tokens.npy of data.py")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--begin", type=pathlib.Path, help="folder of an exported model to go on from")
    parser.add_argument("--minutes", type=float, default=9, help="time for this call")
    parser.add_argument("--total-minutes", type=float, help="time of the whole schedule (default: --minutes)")
    parser.add_argument("--rows", type=int, default=96)
    parser.add_argument("--length", type=int, default=1024)
    parser.add_argument("--peak", type=float, default=2e-3)
    parser.add_argument("--balance", type=float, default=0.01, help="weight of the load-balancing loss")
    parser.add_argument("--tiny", action="store_true", help="a much smaller model, to try the script on a CPU")
    args = parser.parse_args()
    total = args.total_minutes or args.minutes
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    torch.set_float32_matmul_precision("high")
    args.out.mkdir(parents=True, exist_ok=True)
    config = dict(CONFIG, hidden_size=64, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2, head_dim=32) if args.tiny else CONFIG
    model = CompactMixtral(config).to(device)
    if args.begin:
        load(model, args.begin)
    decayed = [p for p in model.parameters() if p.dim() == 2]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05},
                                   {"params": [p for p in model.parameters() if p.dim() < 2], "weight_decay": 0.0}],
                                  lr=args.peak, betas=(0.9, 0.95), fused=device == "cuda")
    used, seen, step = 0.0, 0, 0
    state = args.out / "state.pt"
    if state.exists():
        saved = torch.load(state, map_location=device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        used, seen, step = saved["used"], saved["seen"], saved["step"]
    run = torch.compile(model) if device == "cuda" else model
    feed = batches(np.load(args.data), args.rows, args.length, device, step + 1)
    began, log = time.time(), []
    while (now := time.time() - began) < 60 * args.minutes:
        share = (used + now) / (60 * total)
        for group in optimizer.param_groups:
            group["lr"] = rate(share, args.peak)
        inputs, targets = next(feed)
        with torch.autocast(device, torch.bfloat16):
            loss, balance, loads = run(inputs, targets)
        (loss + args.balance * balance).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        step, seen = step + 1, seen + inputs.numel()
        if step <= 3 or step % 100 == 0:
            row = dict(step=step, seconds=round(used + time.time() - began), tokens=seen, loss=round(loss.item(), 4),
                       balance=round(balance.item(), 4), least=round(loads.min().item(), 4), most=round(loads.max().item(), 4))
            log.append(row)
            print(json.dumps(row), flush=True)
    used += time.time() - began
    torch.save(dict(model=model.state_dict(), optimizer=optimizer.state_dict(), used=used, seen=seen, step=step), state)
    export(model, args.out / "export")
    with (args.out / "log.jsonl").open("a") as out:
        out.writelines(json.dumps(row) + "\n" for row in log)


if __name__ == "__main__":
    main()
