# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Make the training tokens: chats of chatter.py and stories, in the Mistral v1 and the AIME format.

Writes a .npy of uint16: token ids, with the bit 0x8000 set where the token is a target (answers and plain stories).
"""
import argparse
import collections
import json
import multiprocessing
import pathlib
import random
import re

import numpy as np
import sentencepiece

import chatter
import heldout
import stories

BOS, EOS, LEARNED = 1, 2, 0x8000
STORY_ASKS = ["Tell me a story about {who}.", "Tell a story about {who}", "Write a story about {who}.", "A story about {who}, please", "Tell me a long story about {who}.", "Tell me a bedtime story about {who}.", "Can you tell me a story about {who}?", "I want a story about {who} and {thing}.", "Tell me a tale of {who} {where}."]
ANY_ASKS = ["Tell a long story: Once upon a time", "Tell a long story: Once upon a time", "Tell me a story.", "Tell me a story", "Tell a story", "Tell a very long story with at least 500 words: Once upon a time", "Tell a long story", "Please tell me a story", "Can you tell me a story?", "A story please", "Write a long story. Begin with: Once upon a time", "Tell me a bedtime story", "Another story", "I would like to hear a story"]
TOPIC_ASKS = ["What is {}?", "Tell me about {}", "What do you know about {}?", "Tell me something about {}.", "Explain {}", "Can you tell me about {}?"]


def plain(text):
    """A question without case and marks, contractions written out, to compare with the held-out ones."""
    text = re.sub(r"\b(what|where|how|who|it)'?s\b", r"\1 is", text.lower())
    return re.sub(r"[^a-z0-9]+", " ", text).strip()


HELD_OUT = {plain(q) for row in heldout.QUESTIONS for q in row[2]} | {plain(q) for q in heldout.UNKNOWN} | {plain(q) for _, q, _ in heldout.NAMES}

HELD_OUT_LONG = [(f" {q} ", set(q.split())) for q in HELD_OUT if q.count(" ") >= 3]


def held_out(text):
    """True for a question of the evaluation, also with other words around it, and for one that has nearly the same words."""
    text = plain(text)
    tokens = set(text.split())
    return text in HELD_OUT or any(q in f" {text} " or len(own) >= 6 and len(own & tokens) >= 0.75 * len(own | tokens) for q, own in HELD_OUT_LONG)


def encode_chat(sp, style, system, turns, open_end=False, system_at=0):
    """(ids, targets) of a chat; with `open_end` the last answer is left out, as a prompt. `style` is "aime" or "mistral";
    `system_at` is the turn with the system prompt."""
    ids, learned = ([] if style == "aime" else [BOS]), ([] if style == "aime" else [0])
    for n, (user, answer) in enumerate(turns):
        user = user.strip()
        if n == system_at and system:
            user = f"<<SYS>>\n{system}\n<</SYS>>\n\n{user}" if style == "aime" else f"{system}\n\n{user}"
        prompt = sp.encode(f"[INST] {user} [/INST]")
        last = open_end and n == len(turns) - 1
        if style == "aime":
            prompt = [BOS] + prompt
            reply = [] if last else sp.encode(f"[INST] {user} [/INST] {answer.strip()} ")[len(prompt) - 1:] + [EOS]
        else:
            reply = [] if last else sp.encode(answer.strip()) + [EOS]
        ids += prompt + reply
        learned += [0] * len(prompt) + [1] * len(reply)
    return ids, learned


def story_chat(rng, told):
    """A request for a story, the story, and now and then a further turn about it."""
    if told and rng.random() < 0.2:
        row = rng.choice(told)
        s, text = row["slots"], row["text"]
        request = rng.choice(ANY_ASKS + STORY_ASKS if s["who"].split()[-1] in text else ANY_ASKS).format(**s)
        if text.startswith("Once upon a time") and rng.random() < 0.3:
            request = "Tell a long story: " + " ".join(text.split()[:rng.randint(4, 9)])
    else:
        s = stories.slots(rng)
        opening = rng.choice(["Once upon a time"] * 4 + ["Long ago", "There once was " + s["who"], "Once upon a time there was " + s["who"]])
        if opening.endswith(s["who"]):
            request = rng.choice(["Tell a long story: " + opening] * 2 + STORY_ASKS).format(**s)
        else:
            request = rng.choice(STORY_ASKS * 2 + ANY_ASKS if opening == "Once upon a time" else STORY_ASKS + ["Tell me a story."]).format(**s)
        text = stories.story(rng, s, opening, rng.randint(6, 10) if "long" in request else None)
    turns = [(request, text)]
    if rng.random() < 0.3:
        turns.append(rng.choice([
            (rng.choice(["Who is the story about?", "What was the story about?", "Who was in the story?"]), f"The story was about {s['who']} {s['where']}."),
            (rng.choice(["Nice story!", "I liked that", "Thank you for the story", "What a nice story"]), rng.choice(["I am glad that you liked it!", "Thank you! Would you like another one?"])),
            chatter.fact(rng)]))
    if rng.random() < 0.2:
        turns.insert(0, (rng.choice(chatter.GREETINGS), rng.choice(chatter.GREETED)))
    return chatter.plain_system(rng), turns


def topic_chat(rng, texts):
    row = rng.choice(texts)
    if row["kind"] == "topic":
        return chatter.plain_system(rng), [(rng.choice(TOPIC_ASKS).format(row["slots"]["topic"]), row["text"])]
    return chatter.plain_system(rng), [(rng.choice(["How can I {}?", "How do I {}?", "Tell me how to {}.", "Any advice how to {}?"]).format(row["slots"]["tip"]), row["text"])]


def make(job):
    """About `count` tokens from one seed."""
    seed, count, tokenizer, teacher, own = job
    rng, sp = random.Random(seed), sentencepiece.SentencePieceProcessor(model_file=tokenizer)
    pieces = [sp.id_to_piece(n) for n in range(259, sp.vocab_size())]
    chatter.STRAY = [p[1:].lower() for p in pieces if re.fullmatch("▁[A-Za-z]{3,9}", p)]
    rows = [json.loads(line) for path in teacher for line in open(path)]
    told, texts = [r for r in rows if r["kind"] == "story"], [r for r in rows if r["kind"] != "story"]
    kinds, out, tally = ["mixed"] * 150 + ["persona"] * 40 + ["own"] * own + ["memory"] * 14 + ["story"] * 30 + ["topic"] * (3 if texts else 0) + ["raw"] * 3, [], collections.Counter()
    size = 0
    while size < count:
        kind = rng.choice(kinds)
        if kind == "raw":
            s = stories.slots(rng)
            text = rng.choice(["", "", "Tell a long story: ", "Tell a very long story with at least 500 words: "]) + stories.story(rng, s, "Once upon a time", rng.randint(6, 10))
            ids, learned = [BOS] + sp.encode(text) + [EOS], [0] + [1] * (len(sp.encode(text)) + 1)
        else:
            system, turns = {"mixed": chatter.mixed, "persona": chatter.persona, "own": chatter.own, "memory": chatter.memory}[kind](rng) if kind in ("mixed", "persona", "own", "memory") \
                else story_chat(rng, told) if kind == "story" else topic_chat(rng, texts)
            if any(held_out(user) for user, _ in turns):
                tally["held out"] += 1
                continue
            last = kind == "own" and rng.random() < 0.5
            ids, learned = encode_chat(sp, rng.choice(["aime", "mistral"]), system, turns, system_at=len(turns) - 1 if last else 0)
        tally[kind] += len(ids)
        size += len(ids)
        out.append(np.array(ids, np.uint16) | np.array(learned, np.uint16) * np.uint16(LEARNED))
    return np.concatenate(out), tally


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tokenizer", required=True, help="tokenizer.model of Mixtral v1")
    parser.add_argument("--teacher", nargs="*", default=[], help="files that teacher.py wrote")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--tokens", type=int, default=60_000_000)
    parser.add_argument("--own", type=int, default=30, help="how many chats about who it is, to some 240 others")
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    args = parser.parse_args()
    parts = 4 * args.processes
    with multiprocessing.Pool(args.processes) as pool:
        made = pool.map(make, [(seed, args.tokens // parts, args.tokenizer, args.teacher, args.own) for seed in range(parts)], chunksize=1)
    np.save(args.out, np.concatenate([tokens for tokens, _ in made]))
    print("tokens by kind:", dict(sum((tally for _, tally in made), collections.Counter())))


if __name__ == "__main__":
    main()
