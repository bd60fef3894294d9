# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Measure the demo model: held-out questions, unknown things, system prompts, stories, endings and the load of the experts.

Uses transformers' MixtralForCausalLM and the workbench's default sampling. Writes results.json and results.md.
"""
import argparse
import collections
import json
import pathlib
import re

import sentencepiece
import torch
from transformers import MixtralForCausalLM

import heldout
from data import EOS, LEARNED, encode_chat, make

SAMPLING = dict(do_sample=True, temperature=0.7, top_p=0.9, top_k=40, repetition_penalty=1.0)


@torch.inference_mode()
def answers(model, sp, prompts, longest, batch=384):
    """Sampled answers to lists of token ids: (text, number of tokens, ended by itself)."""
    out = []
    for at in range(0, len(prompts), batch):
        part = prompts[at:at + batch]
        width = max(map(len, part))
        ids = torch.tensor([[0] * (width - len(p)) + p for p in part], device=model.device)
        mask = torch.tensor([[0] * (width - len(p)) + [1] * len(p) for p in part], device=model.device)
        rows = model.generate(input_ids=ids, attention_mask=mask, max_new_tokens=longest, eos_token_id=EOS, pad_token_id=0, **SAMPLING)
        for row in rows[:, width:].tolist():
            ended = EOS in row
            row = row[:row.index(EOS)] if ended else row
            out.append((sp.decode(row).strip(), row, ended))
    return out


def loops(text):
    """True if a sentence occurs three times or more."""
    sentences = [s.strip().lower() for s in re.split(r"(?<=[.!?])[\"\s]+", text) if len(s.strip()) > 3]
    return max(collections.Counter(sentences).values(), default=0) >= 3


@torch.inference_mode()
def expert_load(model, tokenizer):
    """Share of the tokens' choices that each expert of each layer got, on fresh chats."""
    tokens = torch.from_numpy((make((987654321, 60_000, tokenizer, [], 30))[0] & (LEARNED - 1)).astype("int64")).to(model.device)
    tokens = tokens[:len(tokens) // 512 * 512].view(-1, 512)
    layers, experts = model.config.num_hidden_layers, model.config.num_local_experts
    load = torch.zeros(layers, experts)
    for rows in tokens.split(16):
        for n, logits in enumerate(model(rows, output_router_logits=True).router_logits):
            load[n] += torch.bincount(logits.float().topk(2, -1).indices.flatten(), minlength=experts).cpu()
    return (load / load.sum(-1, keepdim=True)).tolist()


def report(summary, load, rows, tales):
    """The results as Markdown."""
    lines = ["# Evaluation of the demo model", "", "Written by `evaluate.py`; held-out questions, default sampling.", "", "```json", json.dumps(summary, indent=1), "```", "",
             "## Load per expert (percent of choices)", "", "| layer | " + " | ".join(f"expert {e}" for e in range(8)) + " |", "|---" * 9 + "|"]
    lines += [f"| {n} | " + " | ".join(f"{100 * v:.1f}" for v in layer) + " |" for n, layer in enumerate(load)]
    cell = lambda text: text.replace("|", "\\|").replace("\n", " ")
    lines += ["", "## Questions", "", "| kind | format | system prompt | question | answer | verdict |", "|---" * 6 + "|"]
    lines += [f"| {r['kind']} | {r['format']} | {cell(r['system'])} | {cell(r['question'])} | {cell(r['answer'])} | {'right' if r['right'] else '**wrong**'}{'' if r['ended'] else ', did not end'} |" for r in rows]
    lines += ["", "## Stories", ""] + [f"- {t['opening']} : {t['tokens']} tokens, {'loop' if t['loop'] else 'no loop'}, {'ended' if t['ended'] else 'did not end'}" for t in tales]
    lines += ["", "The first one:", "", "> " + tales[0]["text"].replace("\n\n", "\n>\n> ")]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=pathlib.Path, required=True)
    parser.add_argument("--tokenizer", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for results.json and results.md")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--every", type=int, default=1, help="ask only every so many-th question, to try the script")
    parser.add_argument("--longest-story", type=int, default=1000, help="most tokens of a story")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    sp = sentencepiece.SentencePieceProcessor(model_file=args.tokenizer)
    model = MixtralForCausalLM.from_pretrained(str(args.model), dtype=torch.bfloat16 if device == "cuda" else torch.float32).to(device).eval()
    torch.manual_seed(args.seed)
    cases = [("workbench", fact, "", q, pattern) for fact, pattern, questions in heldout.QUESTIONS for q in questions]
    cases += [("unknown", "", "", q, r"do not know") for q in heldout.UNKNOWN]
    cases += [("system prompt", "", system, q, pattern) for system, q, pattern in heldout.PERSONAS]
    cases += [("name", "", system, q, pattern) for system, q, pattern in heldout.NAMES]
    cases, openings = cases[::args.every], heldout.STORIES[::args.every]
    cases = [(style, *case) for case in cases for style in ("mistral", "aime")]
    said = answers(model, sp, [encode_chat(sp, style, system, [(q, "")], True)[0] for style, _, _, system, q, _ in cases], 200)
    rows = [dict(kind=kind, format=style, fact=fact, system=system, question=q, answer=text, right=bool(re.search(pattern, text)), ended=ended)
            for (style, kind, fact, system, q, pattern), (text, _, ended) in zip(cases, said)]
    told = answers(model, sp, [encode_chat(sp, ("mistral", "aime")[n % 2], "", [(q, "")], True)[0] for n, q in enumerate(openings)], args.longest_story)
    tales = [dict(opening=q, loop=loops(sp.decode(ids[:300])), tokens=len(ids), ended=ended, text=text)
             for q, (text, ids, ended) in zip(openings, told)]
    load = expert_load(model, args.tokenizer)
    share = lambda items: round(100 * sum(items) / max(1, len(items)), 1)
    kinds = {k: share([r["right"] for r in rows if r["kind"] == k]) for k in ("workbench", "unknown", "system prompt", "name")}
    summary = dict(right_percent=kinds, workbench_by_format={f: share([r["right"] for r in rows if r["kind"] == "workbench" and r["format"] == f]) for f in ("mistral", "aime")},
                   questions=len(rows), workbench_questions=sum(r["kind"] == "workbench" for r in rows) // 2, stories=len(tales), stories_with_loops=sum(t["loop"] for t in tales), mean_story_tokens=round(sum(t["tokens"] for t in tales) / len(tales)),
                   answers_ended_percent=share([r["ended"] for r in rows] + [t["ended"] for t in tales]), least_expert=min(map(min, load)), most_expert=max(map(max, load)), sampling=SAMPLING, seed=args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "results.json").write_text(json.dumps(dict(summary=summary, expert_load=load, answers=rows, stories=tales), indent=1, ensure_ascii=False) + "\n")
    (args.out / "results.md").write_text(report(summary, load, rows, tales))
    print(json.dumps(summary))


if __name__ == "__main__":
    main()
