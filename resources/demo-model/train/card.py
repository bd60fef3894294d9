# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Put the figures of results.json and training-log.jsonl into the card, ../README.md. Fails if a place for them is not found."""
import argparse
import json
import pathlib
import re


def replaced(card, pattern, text):
    """The card with the one match of `pattern` replaced."""
    out, count = re.subn(pattern, lambda _: text, card, flags=re.M)
    if count != 1:
        raise SystemExit(f"the card has {count} places for: {pattern}")
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    here = pathlib.Path(__file__).resolve().parent
    parser.add_argument("--results", type=pathlib.Path, default=here / "results.json")
    parser.add_argument("--log", type=pathlib.Path, default=here / "training-log.jsonl")
    parser.add_argument("--card", type=pathlib.Path, default=here.parent / "README.md")
    parser.add_argument("--gpu", required=True, help='such as "H100 80 GB"')
    args = parser.parse_args()
    results, card = json.loads(args.results.read_text()), args.card.read_text()
    s, last = results["summary"], json.loads(args.log.read_text().splitlines()[-1])
    right, by, count = s["right_percent"], s["workbench_by_format"], s["workbench_questions"]
    verdict = "85%" if right["workbench"] >= 85 else "85%: **not reached**"
    rows = [(r"held-out questions about the workbench", f"held-out questions about the workbench ({count}), right by keyword | **{right['workbench']}%** (Mistral {by['mistral']}%, AIME {by['aime']}%) | {verdict} |"),
            (r"says that it does not know", f"says that it does not know (things it was not taught) | {right['unknown']}% | |"),
            (r"follows a simple system prompt", f"follows a simple system prompt (name, language, tone) | {right['system prompt']}% | |"),
            (r"says who it is", f"says who it is, in English, German, French, Italian and Spanish (21 questions) | {right['name']}% | |"),
            (r"stories with a sentence three times", f"stories with a sentence three times or more in 300 tokens | {s['stories_with_loops']} of {s['stories']} | 0 |"),
            (r"answers and stories that end", f"answers and stories that end by themselves | {s['answers_ended_percent']}% | 95% |")]
    for start, row in rows:
        card = replaced(card, rf"^\| {start}.*$", "| " + row)
    for n, layer in enumerate(results["expert_load"]):
        card = replaced(card, rf"^\| {n} \|.*$", f"| {n} | " + " | ".join(f"{100 * v:.1f}" for v in layer) + " |")
    card = replaced(card, r"^About [\d.]+ billion tokens in [\d.]+ minutes on one [A-Z]\d+[^()]*\(", f"About {last['tokens'] / 1e9:.1f} billion tokens in {last['seconds'] / 60:.1f} minutes on one {args.gpu} (")
    args.card.write_text(card)


if __name__ == "__main__":
    main()
