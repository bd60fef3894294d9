# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Measure where the demo model's context ends: the share of right answers to held-out questions, those for its name among them,
at the end of chats of growing length, with mixtral-bench on the CPU. What was said before are questions and right answers of the
evaluation.
"""
import argparse
import json
import pathlib
import random
import re
import subprocess
import tempfile

import heldout

FOLDER = pathlib.Path(__file__).resolve().parent
QUESTION, ANSWER = "user", "assistant"


def history(rng, rows, tokens):
    """Turns of about so many tokens."""
    turns, size = [], 0
    while size < tokens:
        row = rng.choice(rows)
        turns += [{"role": QUESTION, "content": row["question"]}, {"role": ANSWER, "content": row["answer"]}]
        size += (len(row["question"]) + len(row["answer"])) / 4.2 + 8
    return turns


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True, help="mixtral-bench")
    parser.add_argument("--every", type=int, default=3, help="ask only every so many-th question")
    parser.add_argument("--before", type=int, nargs="+", default=[0, 300, 600, 800, 900, 1000, 1100, 1300], help="tokens said before, about")
    args = parser.parse_args()
    said = json.loads((FOLDER / "results.json").read_text())["answers"]
    said = [row for row in said if row["right"] and row["format"] == "mistral" and not row["system"]]
    suggested = json.loads((FOLDER.parent / "mixtral-workbench.json").read_text())
    cases = [(fact, question, pattern) for fact, pattern, questions in heldout.QUESTIONS for question in questions][::args.every]
    cases += [("name", question, pattern) for system, question, pattern in heldout.NAMES if system][::args.every]
    with tempfile.TemporaryDirectory() as folder:
        # As it is, but for the context that it declares.
        folder = pathlib.Path(folder)
        for name in ("model.safetensors", "tokenizer.model", "mixtral-workbench.json"):
            (folder / name).symlink_to(FOLDER.parent / name)
        config = json.loads((FOLDER.parent / "config.json").read_text())
        (folder / "config.json").write_text(json.dumps(config | {"max_position_embeddings": 4096}))
        for before in args.before:
            right, named, sizes = 0, 0, []
            for n, (fact, question, pattern) in enumerate(cases):
                turns = history(random.Random(n * 7919 + before), [row for row in said if row["fact"] != fact], before)
                turns = [{"role": "system", "content": suggested["system_prompt"]}, *turns, {"role": QUESTION, "content": question}]
                run = subprocess.run([args.bench, "generate", "--model", folder, "--conversation", "-", "--context", "4096", "--max-tokens", "200",
                                      "--seed", str(n + 1), "--json"], input=json.dumps(turns), capture_output=True, text=True, check=True)
                answer = json.loads(run.stdout)
                good = bool(re.search(pattern, answer["text"]))
                right, named = right + (good and fact != "name"), named + (good and fact == "name")
                sizes.append(answer["prompt_tokens"])
            names = sum(fact == "name" for fact, _, _ in cases)
            print(f"prompts of {min(sizes)} to {max(sizes)} tokens: {100 * right / (len(cases) - names):.0f} % of {len(cases) - names} right, its name {named} of {names}", flush=True)


if __name__ == "__main__":
    main()
