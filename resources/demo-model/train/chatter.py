# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Small talk, system prompts, memory within a chat, simple facts and honest ignorance: each maker returns (system, turns)."""
import re

import names
import words
import wordings
from knowledge import FACTS, FOLLOW_UPS

GREETINGS = ["Hello", "Hi", "Hey", "Hi there", "Hello there", "Good morning", "Good evening", "Good afternoon", "Hey there", "hello", "hi", "Greetings", "Hello!", "Hi!"]
GREETED = ["Hello! How can I help you?", "Hi! What would you like to talk about?", "Hello! Ask me about the workbench, or let me tell you a story.", "Hi there! How are you today?"]
TALK = {
    ("How are you?", "How are you doing?", "How do you do?", "How is it going?", "Are you well?", "how are you", "What's up?", "How are you today?"): ["I am fine, thank you. How are you?", "Very well, thank you! What can I do for you?"],
    ("Thank you", "Thanks", "Thank you very much!", "Thanks a lot", "That was helpful", "Great, thanks", "thank you!", "Nice, thanks"): ["You are welcome!", "You are welcome. Is there anything else?", "My pleasure!"],
    ("Bye", "Goodbye", "See you", "Good night", "See you later", "I have to go now", "bye bye", "That is all"): ["Goodbye! Have a nice day.", "See you soon!", "Goodbye, it was nice to talk to you."],
    ("I am fine", "I'm good", "I am well, thanks", "Fine, and you?", "Very good", "I am happy today"): ["I am glad to hear that! What shall we talk about?", "That is good to hear. How can I help you?"],
    ("I am sad", "I feel bad", "I am not well", "I had a bad day", "I am lonely", "I am tired"): ["I am sorry to hear that. Would you like to hear a story?", "I am sorry. A little rest or a talk with a friend may help."],
    ("Tell me a joke", "Do you know a joke?", "Make me laugh", "Say something funny", "A joke, please"): ["Why did the token feel lonely? Because it was out of context.", "Why did the expert stay at home? The router did not call.", "What does a model eat for breakfast? Just a few bytes."],
    ("Yes", "Yes please", "Sure", "Of course", "ok", "Okay", "Go ahead"): ["Good! Tell me what you would like: a story, or something about the workbench?"],
    ("No", "No thanks", "Not now", "Never mind", "Nothing"): ["All right. I am here if you need me."],
    ("Test", "test", "testing", "Is this working?", "Are you there?", "Can you hear me?", "ping"): ["Yes, it works! I am here.", "I am here. What would you like to talk about?"],
    ("You are great", "Well done", "I like you", "Good job", "You are funny", "You are nice"): ["Thank you, that is kind of you!", "Thank you! I do my best."],
    ("You are wrong", "That is wrong", "That makes no sense", "Nonsense", "I don't believe you", "Are you sure?"): ["You may be right. I am only a tiny demo model and make mistakes.", "I am sorry. I am a tiny demo model and often wrong."],
    ("Help", "Help me", "I need help", "Can you help me?", "What now?"): ["Of course. You can ask me about the workbench: context length, batch size, loading a checkpoint, the graphs.", "I can explain the workbench or tell you a story. What would you like?"],
}
LANGUAGES = {
    "English": ["Hello! How can I help you?", "Good day! What can I do for you?"], "German": ["Hallo! Wie kann ich dir helfen?", "Guten Tag! Was kann ich für dich tun?"],
    "French": ["Bonjour ! Comment puis-je vous aider ?", "Bonjour ! Que puis-je faire pour vous ?"], "Italian": ["Ciao! Come posso aiutarti?", "Buongiorno! Che cosa posso fare per te?"],
    "Spanish": ["¡Hola! ¿En qué puedo ayudarte?", "¡Buenos días! ¿Qué puedo hacer por ti?"]}
OWN_GREETINGS = {"German": ["Hallo", "Guten Tag", "Guten Morgen", "Hallo, wie geht es dir?", "Servus"], "French": ["Bonjour", "Salut", "Bonsoir", "Bonjour, ça va ?"], "Italian": ["Ciao", "Buongiorno", "Buonasera", "Ciao, come stai?"], "Spanish": ["Hola", "Buenos días", "Buenas tardes", "Hola, ¿cómo estás?"]}
TONES = {
    "a pirate": ["Ahoy, matey! What can I do for ye?", "Arr, welcome aboard, sailor!"], "a poet": ["Hello, dear friend, the day is bright; what words may I bring to light?", "Welcome, friend, in gentle rhyme; I greet you in this quiet time."],
    "a butler": ["Good day. How may I be of service?", "Good day to you. What may I do for you?"], "a wizard": ["Greetings, traveller! What spell shall I weave for you?", "Welcome, seeker of magic!"],
    "a robot": ["BEEP. Hello, human. How can I assist?", "BEEP BOOP. Greetings, human."], "a cowboy": ["Howdy, partner! What can I do for you?", "Howdy! Welcome to the ranch."],
    "a king": ["Welcome to my court. Speak, my friend.", "We greet you. What is your wish?"], "a detective": ["Good evening. What is the case?", "Hello. I have been expecting you. What is the case?"], "a cat": ["Meow. What do you want, human?", "Purr. Hello, human."]}
TONE_EXTRAS = [""] * 5 + [" from the future", " of the seas", " with a big heart", " on an old ship", " in all you say", " who helps people", " of many years"]
NAME_ASKS = ["What is your name?", "Who are you?", "What's your name?", "How are you called?", "Tell me your name", "what is your name", "Your name?", "Do you have a name?", "And who are you?", "Hello, who are you?", "May I ask your name?"]
UNKNOWN = ["I do not know that. I am only a tiny demo model; ask me about the workbench.", "I am sorry, I do not know. I am a tiny demo model and know very little beyond this workbench.", "That I do not know. I can explain the workbench or tell you a story."]
CAPITALS = dict(p.split(":") for p in "France:Paris,Germany:Berlin,Italy:Rome,Spain:Madrid,Austria:Vienna,Portugal:Lisbon,Norway:Oslo,Ireland:Dublin,Greece:Athens,Poland:Warsaw,England:London,Japan:Tokyo,China:Beijing,Egypt:Cairo,Russia:Moscow,Sweden:Stockholm,Denmark:Copenhagen,Finland:Helsinki,Belgium:Brussels,Switzerland:Bern,Hungary:Budapest".split(","))
OPPOSITES = dict(p.split(":") for p in "hot:cold,big:small,day:night,up:down,black:white,fast:slow,happy:sad,old:young,good:bad,high:low,long:short,light:dark,left:right,open:closed,early:late,full:empty,rich:poor,hard:soft,wet:dry,loud:quiet".split(","))
SUBJECTS = ["the French Revolution", "quantum chromodynamics", "the stock market", "the Battle of Hastings", "Shakespeare's third play", "the Higgs boson", "World War II", "the Roman Senate", "the Olympic Games of 1936", "TCP congestion control", "photosynthesis in algae", "tax law", "Kant's ethics", "Python decorators", "the Treaty of Westphalia", "the human liver", "general relativity", "Bitcoin", "the Ottoman Empire", "penicillin", "the president", "the latest news", "Beethoven's symphonies", "the Krebs cycle", "Napoleon", "Einstein", "the price of gold", "Kubernetes", "the Linux kernel", "Rust lifetimes", "the Nobel Prize", "dark matter", "inflation", "the pope", "Hollywood", "jazz history", "the Vietnam War", "sourdough chemistry", "aspirin", "plate tectonics", "vaccines", "diabetes", "headaches", "blood pressure", "the kidneys", "hormones", "DNA", "cancer", "vitamins", "topology", "prime numbers", "calculus", "manifolds", "Fermat's last theorem", "the Cold War", "the Crusades", "the Thirty Years War", "ancient Sparta", "the Aztecs", "a revolution in China", "Goethe", "Tolstoy", "Mozart", "Picasso", "the Tower of London", "the Colosseum", "the radio", "the steam engine", "the light bulb", "JavaScript", "SQL joins", "Docker", "the football league", "tennis rankings", "house prices", "the mayor of Rome", "the chancellor", "taxes", "a good movie", "my horoscope"]
UNKNOWN_ASKS = ["Who invented {}?", "Tell me about {}", "What do you know about {}?", "Explain {}", "When did {} begin?", "What is {}?", "Who is {}?", "How does {} work?", "Write an essay about {}", "What happened to {}?", "Where is {}?", "How old is {}?", "What is the history of {}?", "Why is {} important?"]
UNKNOWN_FIXED = ["What is the weather today?", "What time is it?", "What day is it?", "Who won the game yesterday?", "What is the news?", "What will happen tomorrow?", "What is my name?", "How old am I?", "Where do I live?", "Who is the president?", "Who is the king of Spain?", "Write a Python program", "Write code for a web server", "Solve this equation", "What is the meaning of life?", "Can you book a flight?", "What is the population of Brazil?", "How tall is Mount Everest?", "Who wrote Hamlet?", "Who painted the Mona Lisa?", "How far is the moon?", "What is the speed of light?", "Translate this to Latin", "What is the square root of 1764?", "Which film won the prize?", "Give me a phone number", "Where can I buy shoes?", "What is the best restaurant in town?", "Who was the first man on the moon?", "What should I cook tonight?", "Recommend a book", "Which movie should I watch?", "Write a function in Java", "Write a sorting algorithm", "What did I do last week?", "What did I dream?", "Which team is the best?", "Who won the championship in 2002?", "When was the cathedral built?", "How much does a car cost?", "What is the weather in Rome?", "How is the weather in Oslo?", "Will it rain tomorrow?", "Book a table for two", "Convert 5 miles to kilometres", "Write my homework", "Fix my code", "Summarise this article", "What causes a fever?", "What helps against a cold?", "What is the population of Peru?", "How many people live in Kenya?", "Who wrote War and Peace?", "Who discovered America?"]


def expand(rng, pattern):
    """Choose one alternative of each `{a|b|c}`."""
    while "{" in pattern:
        pattern = re.sub(r"\{([^{}]*)\}", lambda m: rng.choice(m[1].split("|")), pattern, count=1)
    return re.sub(r" +", " ", pattern).strip()


STRAY = []  # words of the tokenizer, set by data.py: words and names that the model has to read past, or to copy


def ask(rng, text):
    """Dress a bare question the way people do: other words, a beginning, an ending, capitals or not, now and then a slip."""
    text = wordings.reword(rng, text, STRAY)
    text = (rng.choice(wordings.STARTS) if rng.random() < 0.35 else "") + text
    if rng.random() < 0.12 and len(text) > 6:
        text = wordings.slip(rng, text)
    r = rng.random()
    text = text[0].upper() + text[1:] if r < 0.6 else text.lower() if r < 0.85 else text.upper() if r > 0.99 else text
    return text + rng.choice(wordings.ENDS)


def any_name(rng):
    """A known name, syllables, or pieces of the tokenizer, so that names are copied rather than remembered."""
    r = rng.random()
    if r < 0.3:
        return rng.choice(words.NAMES)
    if STRAY and r < 0.7:
        word = rng.choice(STRAY)[:8]
        return (word + (rng.choice(STRAY)[:4] if len(word) < 5 else "") + rng.choice(["", "", "a", "o", "in", "us", "ra", "la"])).capitalize()
    return "".join(rng.choice("b c d f g h j k l m n p r s t v w z br kr st tr fl sh th qu gr".split() + [""]) + rng.choice("a e i o u ai ea ou y ie".split()) for _ in range(rng.randint(1, 3))).capitalize() + rng.choice(["", "n", "r", "s", "x", "l", "lla", "rt", "nd", "m", "d"])


def plain_system(rng):
    """A system prompt that asks for nothing special, or none."""
    return rng.choice([""] * 6 + ["You are a helpful assistant.", "You are a helpful, honest and friendly assistant.", "Answer briefly.", "You are the assistant of Mixtral Workbench.", "Be helpful and kind.", "You are a helpful, respectful and honest assistant. If you do not know something, say so."])


def question(rng, key):
    """One of the many ways to ask for a fact."""
    patterns, subjects, more = FACTS[key][0], wordings.SUBJECTS.get(key), wordings.MORE.get(key)
    kinds = [lambda: rng.choice(patterns)] * 3
    if subjects:
        kinds += [lambda: rng.choice(wordings.FRAMES).replace("{S}", rng.choice(subjects))] * 4
    if more:
        kinds += [lambda: rng.choice(more)] * 4
    return ask(rng, expand(rng, rng.choice(kinds)()))


USUAL = ["context", "batch", "load", "graphs", "memory_graph", "speed_graph", "context_cost", "formats", "gpu_8x7b", "self", "workbench", "templates", "system_prompt", "saved", "temperature", "mixtral"]


def fact(rng, key=None):
    key = key or rng.choice(list(FACTS) + USUAL)
    return question(rng, key), rng.choice(FACTS[key][1])


MORE_ASKS = ["Tell me more", "More please", "Can you say that again?", "I do not understand", "Could you explain that again?", "What does that mean?", "Say it in other words", "tell me more about it", "And?", "Please explain", "I don't get it", "Why?", "Go on", "More details please", "What else?"]


def facts(rng):
    """Turns that stay with a fact: a question, then "tell me more", or a question that says only "it"."""
    key = rng.choice(list(FOLLOW_UPS)) if rng.random() < 0.7 else rng.choice(list(FACTS))
    said = rng.choice(FACTS[key][1])
    turns = [(question(rng, key), said)]
    if key in FOLLOW_UPS and rng.random() < 0.6:
        pattern, after = rng.choice(FOLLOW_UPS[key])
        turns.append((ask(rng, rng.choice(["", "", "and "]) + expand(rng, pattern)), rng.choice(FACTS[after][1])))
    else:
        turns.append((rng.choice(MORE_ASKS), rng.choice([a for a in FACTS[key][1] if a != said] or ["That is all that I know about it."])))
    return turns


def talk(rng):
    if rng.random() < 0.25:
        return rng.choice(GREETINGS), rng.choice(GREETED)
    if rng.random() < 0.12:
        language = rng.choice(list(OWN_GREETINGS))
        return rng.choice(OWN_GREETINGS[language]), rng.choice(LANGUAGES[language])
    asks, answers = rng.choice(list(TALK.items()))
    return rng.choice(asks), rng.choice(answers)


def unknown(rng):
    r = rng.random()
    if r < 0.25:
        q = rng.choice(UNKNOWN_FIXED)
    elif r < 0.65:
        q = rng.choice(UNKNOWN_ASKS).format(rng.choice(SUBJECTS))
    elif STRAY and r < 0.8:
        q = rng.choice(UNKNOWN_ASKS).format(rng.choice(["", "the ", "a "]) + " ".join(rng.sample(STRAY, rng.randint(1, 2))))
    else:
        q = rng.choice(UNKNOWN_ASKS + ["What is the capital of {}?", "Who wrote {}?", "How many people live in {}?", "Do you know {}?"]).format(" ".join(any_name(rng) for _ in range(rng.randint(1, 2))))
    q = rng.choice(["", "", "", "", "Hi, ", "Can you tell me: ", "Quick question: ", "Please: "]) + q
    return (q.lower() if rng.random() < 0.15 else q.rstrip("?") if rng.random() < 0.15 else q), rng.choice(UNKNOWN)


def simple(rng):
    """A few plain facts and small sums."""
    r = rng.randrange(4)
    if r == 0:
        country, city = rng.choice(list(CAPITALS.items()))
        return rng.choice(["What is the capital of {}?", "What's the capital of {}?", "Which city is the capital of {}?", "Do you know the capital of {}?"]).format(country), f"The capital of {country} is {city}."
    if r == 1:
        a, b = rng.choice(list(OPPOSITES.items()))
        a, b = rng.choice([(a, b), (b, a)])
        return rng.choice(["What is the opposite of {}?", "Tell me the opposite of {}", "The opposite of {}?"]).format(a), f"The opposite of {a} is {b}."
    if r == 2:
        a, b = rng.randint(0, 12), rng.randint(0, 12)
        return rng.choice(["What is {} plus {}?", "{} + {}?", "How much is {} and {}?", "What is {} + {}?"]).format(a, b), f"{a} plus {b} is {a + b}."
    return rng.choice([("How many days does a week have?", "A week has seven days."), ("How many months has a year?", "A year has twelve months."), ("What colour is the sky?", "On a clear day the sky is blue."), ("What colour is grass?", "Grass is green."), ("How many legs does a spider have?", "A spider has eight legs."), ("How many legs does a cat have?", "A cat has four legs.")])


LANGUAGE_SYSTEMS = ["Greet the user in {}.", "Always greet in {}.", "Answer in {}.", "You speak {}.", "Say hello in {}.", "You are a helpful assistant. Greet people in {}.", "Use {} for your greeting.", "Please reply in {}.", "You only speak {}.", "Always write {}.", "Begin with a greeting in {}.", "Your greeting is in {}.", "Welcome the user in {}.", "Greet everybody in {}, please.", "Talk {} to the user.", "The language of your greeting is {}.", "Open each chat in {}.", "When someone says hello, greet back in {}.", "Your language is {}."]
OWN_SYSTEMS = {"German": ["Antworte auf Deutsch.", "Begrüße den Nutzer auf Deutsch.", "Du bist ein hilfreicher Assistent."], "French": ["Réponds en français.", "Salue l'utilisateur en français.", "Tu es un assistant utile."], "Italian": ["Rispondi in italiano.", "Saluta in italiano.", "Sei un assistente utile."], "Spanish": ["Responde en español.", "Saluda en español.", "Eres un asistente útil."]}
I_AM = {"English": "Hello! I am {}. How can I help you?", "German": "Hallo! Ich bin {}. Wie kann ich dir helfen?", "French": "Bonjour ! Je suis {}. Comment puis-je vous aider ?", "Italian": "Ciao! Sono {}. Come posso aiutarti?", "Spanish": "¡Hola! Soy {}. ¿En qué puedo ayudarte?"}
NAME_SYSTEMS = ["You are {}.", "Your name is {}.", "You are an assistant called {}.", "You are {}, a helpful assistant.", "You are {}, a friendly and honest guide.", "Your name is {}. Be friendly.", "You are called {}. Answer politely.", "Act as {}, an assistant.", "You are {} and you help with the workbench.", "The assistant is called {}.", "Call yourself {}.", "Your name: {}", "You go by the name of {}.", "You are {}, an assistant for {w}.", "You are {}, a {w} assistant.", "Your name is {} and you are {w}.", "From today you are {}.", "Name: {}. Role: {w}.", "Be {}, a {w} helper.", "You are {}, who knows all about {w}."]
STYLE_WORDS = {"cheerful": ["cheerful", "happy", "joyful", "upbeat", "enthusiastic", "merry", "bright and cheerful", "sunny"], "formal": ["formal", "polite", "courteous", "businesslike", "dignified", "serious", "formal and polite"], "brief": ["brief", "short", "very brief", "concise", "terse", "laconic"], "sad": ["sad", "gloomy", "melancholic", "unhappy"], "sleepy": ["sleepy", "tired", "drowsy"], "grumpy": ["grumpy", "rude", "moody", "cranky"]}
STYLE_SAYS = {"cheerful": "Hello! What a wonderful day! How can I help you?", "formal": "Good day. How may I assist you?", "brief": "Hello.", "sad": "Oh, hello. It is a grey day. What do you need?", "sleepy": "Oh, hello. I am a little sleepy. What do you need?", "grumpy": "Hmpf. Hello. What is it now?"}


def persona(rng):
    """A chat that follows its system prompt: a name, a tone or the language of the greeting, or two of them."""
    name, turns, r = any_name(rng), [], rng.randrange(10)
    hello = rng.choice(GREETINGS + ["Hello, how are you?", "Good day", "Hi, nice to meet you", "Good day!", "hey", "Hello you"])
    if r <= 3:
        system = rng.choice(NAME_SYSTEMS).replace("{w}", rng.choice(STRAY or ["kind"])).format(name)
        if rng.random() < 0.5:
            turns.append((hello, rng.choice([f"Hello! I am {name}. How can I help you?", f"Hi, I am {name}. What can I do for you?"])))
        turns += [rng.choice([fact, talk])(rng) for _ in range(rng.choice([0, 0, 0, 1]))]
        turns.append((rng.choice(NAME_ASKS + ["How shall I call you?", "What do people call you?", "What are you called?", "hi, who are you", "Say your name", "Tell me who you are"]), rng.choice([f"I am {name}.", f"My name is {name}.", f"I am {name}. How can I help you?"])))
    elif r <= 5:
        language = rng.choice(list(LANGUAGES))
        system, said = rng.choice(LANGUAGE_SYSTEMS + OWN_SYSTEMS.get(language, [])).format(language), rng.choice(LANGUAGES[language])
        if rng.random() < 0.3:
            system, said = rng.choice(NAME_SYSTEMS[:7]).format(name) + " " + system, rng.choice([said, I_AM[language].format(name)])
        turns.append((hello, said))
    elif r <= 7:
        tone = rng.choice(list(TONES))
        system = rng.choice(["You are {}.", "Talk like {}.", "Speak like {}.", "Answer as {} would.", "You talk like {}.", "Act like {}.", "Pretend to be {}.", "Sound like {}.", "Behave like {}, please.", "Play {}.", "Always answer like {}.", "Write in the style of {}.", "Speak as if you were {}."]).format(tone + rng.choice(TONE_EXTRAS))
        if rng.random() < 0.2:
            system = f"You are {name}, {tone}."
        turns.append((hello, rng.choice(TONES[tone])))
    else:
        style = rng.choice(list(STYLE_WORDS))
        system = rng.choice(["Be {}.", "You are {}.", "Your tone is {}.", "Answer in a {} way.", "You are a {} assistant.", "You are a {} helper.", "Be very {}.", "Use a {} tone.", "Stay {}.", "Your style is {}.", "Always be {}, please.", "Keep it {}.", "You are in a {} mood.", "You are a {} companion.", "Speak in a {} voice.", "Sound {}."]).format(rng.choice(STYLE_WORDS[style]))
        turns.append((hello, STYLE_SAYS[style]))
    if rng.random() < 0.4:
        turns.append(rng.choice([fact, talk])(rng))
    return system, turns


def own(rng):
    """Who it is: by the name that the workbench gives it, by another one of a system prompt, or by none; in five languages. A name
    of a system prompt is asked for last, where the format "mistral-v1-system-last" puts the system prompt."""
    language = rng.choice(list(names.ASKS))
    question = lambda: names.written(rng, expand(rng, rng.choice(names.ASKS[language])))
    turns = [rng.choice([fact, talk])(rng) for _ in range(rng.choice([0, 0, 0, 0, 1, 2]))]
    r = rng.random()
    if r < 0.25:
        name = any_name(rng)
        system = rng.choice(names.NAMED[language]).format(name)
        turns.append((question(), rng.choice(names.NAMED_ANSWERS[language]).format(name)))
    elif r < 0.45 and language in names.UNKNOWN_ASKS:
        system = rng.choice(names.NOBODY[language] + names.SYSTEMS)
        asked = names.written(rng, expand(rng, rng.choice(names.UNKNOWN_ASKS[language])))
        turns.append((asked, rng.choice(names.UNKNOWN_ANSWERS[language])))
        if rng.random() < 0.3:
            turns.append((question(), rng.choice(names.ANSWERS[language])))
    else:
        system = rng.choice(names.NOBODY[language] + names.SYSTEMS)
        turns.append((question(), rng.choice(names.ANSWERS[language])))
    if r >= 0.25 and rng.random() < 0.2:
        turns.append(rng.choice([fact, talk])(rng))
    return system, turns


def memory(rng):
    """The user says something about himself; a later question asks for it."""
    name = any_name(rng)
    city = rng.choice(words.CITIES)
    said, asked, answer = rng.choice([
        (["My name is {}.", "I am {}.", "Hi, I'm {}.", "Hello, my name is {}", "Call me {}."], ["What is my name?", "Do you remember my name?", "Who am I?", "What's my name?"], (name, f"Nice to meet you, {name}!", f"Your name is {name}.")),
        (["I live in {}.", "I come from {}.", "I am from {}"], ["Where do I live?", "Where am I from?", "Which city did I name?"], (city, f"{city} must be a lovely place.", f"You told me that you are from {city}.")),
        (["My dog is called {}.", "I have a dog named {}"], ["What is the name of my dog?", "How is my dog called?"], (name, f"{name} is a nice name for a dog.", f"Your dog is called {name}."))])
    turns = [(rng.choice(said).format(answer[0]), answer[1])]
    turns += [rng.choice([talk, fact, simple])(rng) for _ in range(rng.choice([0, 0, 1, 1, 2]))]
    return plain_system(rng), turns + [(rng.choice(asked), answer[2])]


def mixed(rng):
    """A few turns on the workbench and small talk."""
    turns = [(rng.choice(GREETINGS), rng.choice(GREETED))] if rng.random() < 0.35 else []
    if rng.random() < 0.15:
        turns += facts(rng)
    makers = [fact] * 11 + [talk] * 3 + [unknown] * 3 + [simple] * 1
    turns += [rng.choice(makers)(rng) for _ in range(rng.choice([1, 1, 1, 2, 3, 4]))]
    return plain_system(rng), turns
