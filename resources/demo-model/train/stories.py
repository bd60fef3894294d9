# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Stories from a small grammar: a plot of several scenes whose people, place and things stay the same to the end."""
import words

FRIENDS = ["an old tortoise", "a grey cat", "a little bird", "a kind woman", "a merry boy", "a shy girl", "a tall soldier", "an owl",
           "a travelling merchant", "a small mouse", "a fisherman", "a wise old man", "a red fox", "a young shepherd", "a white dove"]
WISHES = ["to see the world", "to find a friend", "to learn a song", "to cross the river", "to bring light to the village", "to find the way home",
          "to build a house", "to be brave", "to help the others", "to see the sea", "to bring back the spring", "to hear a good story"]
TROUBLES = [
    "Then a storm came. The wind pulled at the trees, and rain fell so hard that {w} could not see the path.",
    "But the bridge was broken, and the water below was wild and cold.",
    "On the third day {w} lost the way. Every path looked like the last one, and night was coming.",
    "Suddenly there was a great noise. A heavy stone had rolled down and closed the road.",
    "Then {w} heard someone crying behind a wall. It was a child who had lost its mother.",
    "But a thief had come in the night, and in the morning {t} was gone.",
    "Soon there was nothing left to eat, and the nights grew colder and colder.",
    "At the gate stood a grim guard who let nobody pass without an answer to his riddle.",
    "Then the lamp went out, and in the dark the smallest sound seemed like a giant.",
    "A thick fog rose from the ground, and even the birds fell silent."]
HELPS = [
    "{f} sat down beside {w} and said, \"Do not be afraid. Two can do what one cannot.\" Together they worked until the moon was high.",
    "\"I know a way,\" said {f}. \"It is long, but it is safe.\" So they went side by side and told each other stories.",
    "{w} thought for a long time. Then {w} remembered {t}, and all at once the answer was clear.",
    "\"Take my hand,\" said {f}. Step by step they went on, and with each step the fear grew smaller.",
    "{f} gave {w} a piece of bread and a warm blanket. \"First eat, then sleep,\" said {f}. \"Tomorrow we will find a way.\"",
    "{w} took a deep breath and tried once more. This time it worked, and {f} laughed with joy.",
    "They called the neighbours, and all of them came: the baker with bread, the smith with tools, the children with songs.",
    "\"Listen,\" whispered {f}. Far away a bell was ringing. They followed the sound, and it led them out."]
MIDDLES = [
    "On the way {w} met {f}. \"Where are you going?\" asked {f}. \"I am going out {wish},\" said {w}. \"Then I will come with you,\" said {f}.",
    "One morning {w} found {t} lying in the grass. It was old and covered with dust, but it shone when the sun touched it.",
    "In the evening they made a fire. The sparks flew up like little stars, and {f} sang a song about home.",
    "They walked over hills and through fields. They slept under the sky and drank from clear springs.",
    "\"What is that?\" asked {f}. \"It is {t},\" answered {w}. \"I do not know yet what it is for.\"",
    "The people in the next village were friendly. They gave them soup and asked many questions, and in return {w} told of the journey.",
    "Day after day {w} thought about it. At night it came back in dreams, and in the morning it was still there.",
    "High above them the clouds moved slowly, and {f} saw in them a ship, a whale and a sleeping dog.",
    "An old woman looked at {t} for a long time. \"Keep it well,\" she said. \"It will help you when you help others.\"",
    "For seven days nothing happened. {w} waited, swept the floor, watered the flowers and looked down the road.",
    "There was music in the market that day. {w} danced for the first time, and nobody laughed."]
ENDINGS = [
    "When they came home, everyone was waiting. There was a feast with cake and music, and it lasted until the morning. And {w} was never lonely again.",
    "So {w} learned that {theme} is worth more than gold. They lived happily for many years.",
    "From that day on {w} kept {t} by the window, and whoever came by was told the story from the beginning.",
    "\"I went out {wish},\" said {w}, \"and I found a friend as well.\" And that was the best thing of all. The end.",
    "And when the winter came again, nobody was afraid, for they knew that they were not alone. The end.",
    "That night {w} slept well, and the stars above the roof seemed to smile. The end."]
TRAITS = ["kind", "small but brave", "always curious", "a little shy", "known for a good heart", "never in a hurry", "fond of old songs", "quiet and careful", "full of questions"]


ADJECTIVES = "small big old young brave shy clever lazy red blue green white black golden grey quiet happy sad lonely kind proud funny tiny tall silver striped sleepy hungry curious wild gentle strange".split()
ANIMALS = ("fox wolf bear cat dog mouse rabbit horse goat sheep lion tiger monkey frog turtle snake crow owl eagle duck goose swan whale seal "
           "penguin camel zebra deer beaver badger mole spider bee beetle dragon unicorn troll giant fairy robot knight king queen prince "
           "princess baker sailor farmer painter teacher doctor tailor gardener hunter witch wizard pirate boy girl man woman snowman toad").split()


def slots(rng):
    """Who, where, what and why: the parts of a story that stay fixed."""
    made = f"a {rng.choice(ADJECTIVES)} {rng.choice(ANIMALS)}".replace("a old", "an old")
    return {"who": made if rng.random() < 0.7 else rng.choice(words.CHARACTERS), "where": rng.choice(words.PLACES), "thing": rng.choice(words.THINGS), "theme": rng.choice(words.THEMES),
            "friend": rng.choice(FRIENDS), "wish": rng.choice(WISHES)}


def short_name(who):
    """`a little fox` -> `the little fox`; people with a name are called by it."""
    for mark in (" named ", " who "):
        if mark in who:
            who = who.split(mark)[1] if mark == " named " else who.split(mark)[0]
    for article in ("a ", "an "):
        if who.startswith(article):
            return "the " + who[len(article):]
    return "the " + who if who.startswith(("two ", "twin ")) else who


def story(rng, s, opening, scenes=None):
    """A story of `scenes` scenes that goes on from `opening`, a text like "Once upon a time"."""
    names = {"w": short_name(s["who"]), "f": short_name(s["friend"]), "t": "the " + s["thing"].split(" ", 1)[1], "theme": s["theme"], "wish": s["wish"]}
    if opening.rstrip(", ").endswith(s["who"]):
        first = f"{opening.rstrip(', ')} who lived {s['where']}. " if " who " not in s["who"] and " named " not in s["who"] else f"{opening.rstrip(', ')}. They say it was {s['where']}. "
    else:
        first = opening.rstrip(", ") + rng.choice([f", {s['where']}, there lived {s['who']}. ", f", there was {s['who']} who lived {s['where']}. " if " who " not in s["who"] else f", {s['where']}, there was {s['who']}. "])
    first += rng.choice(["{w} was {x}", "Everyone said that {w} was {x}"]).replace("{x}", rng.choice(TRAITS)) + rng.choice([", and had one great wish: {wish}.", ". More than anything {w} wanted {wish}.", ", but often {w} dreamed of something more: {wish}."])
    meeting, *rest = MIDDLES
    middle = [meeting] + rng.sample(rest, rng.randint(2, 5) if scenes is None else scenes)
    troubles, helps = rng.sample(TROUBLES, 2), rng.sample(HELPS, 2)
    cut = rng.randint(1, len(middle))
    plot = middle[:cut] + [troubles[0], helps[0]] + middle[cut:]
    if rng.random() < 0.7 or scenes:
        plot += [troubles[1], helps[1]]
    plot = [first] + plot + [rng.choice(ENDINGS)]
    text = ""
    for n, scene in enumerate(plot):
        text += ("" if n == 0 else "\n\n" if rng.random() < 0.4 else " ") + scene.format(**names)
    return capitals(text)


def capitals(text):
    """Begin every sentence with a capital letter."""
    out, start = [], True
    for ch in text:
        out.append(ch.upper() if start and ch.isalpha() else ch)
        if ch.isalnum():
            start = False
        elif ch in ".!?\n":
            start = True
        elif ch not in " \"'":
            start = start and ch in " \""
    return "".join(out).replace('?" Asked', '?" asked')
