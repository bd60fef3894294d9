# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Questions that data.py keeps out of the training data, and the words by which an answer is judged.

Each row: fact, pattern that the answer must contain, questions. They were written anew for the second training, and those that the patterns of
knowledge.py and wordings.py could make were replaced before it; one author wrote both, so a stranger's questions may fare worse. The
questions of the first evaluation had been read for their faults and are no longer used.
A pattern names what only a right answer says: words that stand in the answers to other facts as well are not enough.
"""
QUESTIONS = [
    ("context", r"number of tokens|how many tokens fit", ["In plain words, what's the context length?", "context length - what am I choosing there?", "Is there a limit on how much one chat remembers?", "What should I understand by a context window?", "The box says context per chat, what is that", "whats the context lenght for", "Up to what length can my conversation grow?", "What number do I enter for context?"]),
    ("context_cost", r"longer context|Double the context", ["Going from 8k to 32k context, what will that do to memory?", "Does the context length eat up GPU memory?", "I want 64k context, is there a downside?", "How come memory rises with context?", "Is a huge context a bad idea?"]),
    ("kv", r"keys and values", ["What on earth is a KV cache?", "Could somebody tell me the purpose of the KV cache?", "kv cache??", "What role does the key-value cache play?"]),
    ("batch", r"[Bb]atch size (is|says)|larger batch|answer at the same time", ["What's the idea behind batch size?", "batch size, please explain it simply", "If I set batch size to 16, what changes?", "Does a bigger batch make things quicker?", "What would a batch size of 1 mean?", "Which batch size would you recommend?", "How many conversations can be answered simultaneously?", "The second number at the top, batch, stands for what?"]),
    ("load", r"Models view|model chooser|Ctrl\+O", ["I have a checkpoint on disk. How do I get it running?", "Loading a checkpoint: what are the steps?", "Which menu do I need for opening Mixtral?", "How can a different checkpoint be loaded?", "Please walk me through loading a model", "First time user here: I need to get a model loaded", "My weights are in ~/models, how do I load them?", "I want to replace the demo model with a proper one"]),
    ("formats", r"safetensors", ["What checkpoint formats are accepted?", "Are pickle checkpoints OK?", "My model is a GGUF file, does that work?", "Do you read Hugging Face checkpoints?", "Which files belong in the checkpoint folder?"]),
    ("memory_graph", r"memory (graph|in use)|how much memory", ["What do I learn from the memory graph?", "There is a graph labelled memory, what's in it?", "How should I interpret the memory curve?", "the memory graph is nearly at the top, what does that tell me", "What's the meaning of the graph for GPU memory?"]),
    ("speed_graph", r"[Pp]refill (is|means)", ["What do I learn from the tokens per second graph?", "It says 40 tok/s below the answer, is that the speed?", "How should I interpret the speed curve?", "What's the distinction between decode and prefill?", "The line with tokens/s jumps up and down, what is it?"]),
    ("graphs", r"graphs beside|One graph", ["Both of those moving pictures beside my chat, what do they track?", "What are those charts at the side?", "I see two graphs next to the chat, what are they?", "Those wiggly lines in the side panel, what are they?", "whats the point of the graphs on the right"]),
    ("monitors", r"power", ["Can I watch GPU temperature anywhere?", "How do I bring up the monitors dock?", "Is there a place where I see the power draw of my card?", "Ctrl+M does what?"]),
    ("prompt_formats", r"prompt format|Mistral v1", ["Does it matter which prompt format is picked?", "AIME or Mistral v1, which one do I take?", "Which format of prompt suits Mixtral 8x22B?", "Prompt format - what's that about?"]),
    ("templates", r"[Tt]emplate", ["What would I use templates for?", "Could I store a system prompt and reuse it?", "Are there ready-made prompts?", "templates?"]),
    ("system_prompt", r"who it is|instruction that stands|ready system prompts|saved system prompt", ["People write system prompts, but to which end?", "How do I tell you to act like a teacher?", "The assistant should follow a rule in each reply, where do I put that?", "Is it possible to give the assistant a character?"]),
    ("saved", r"SQLite|automatically", ["Will I find my conversations again after a restart?", "Where on disk do chats live?", "Power went out in the middle of a chat. Did I lose it?", "I forgot to save before quitting. Is my talk gone?", "I would love to reread what we said last week"]),
    ("mixtral", r"8 experts", ["What does the 8x in 8x7B stand for?", "Mixture of experts, how does that function?", "Does every expert see every token?", "Tell me what a router decides", "Who's behind Mixtral and what is it?"]),
    ("gpu_8x7b", r"\b(93|87) ?G|47 billion", ["What GPU memory do I need for the 8x7B?", "Would 8x7B run on a 24 GB card?", "Before I download 8x7B: how much will it occupy once loaded?", "Could a plain PC without graphics card run Mixtral 8x7B?"]),
    ("gpu_8x22b", r"281|262|141 billion", ["What GPU memory do I need for the 8x22B?", "Before I download 8x22B: how much will it occupy once loaded?", "How heavy is the 8x22B model?"]),
    ("self", r"19 million|demo model of|make mistakes|often wrong", ["Which model answers me right now?", "Are you as good as GPT?", "Name a few things you are good for", "Introduce me to the one who answers", "You look small. What model is this?", "Is it wise to rely on your answers?"]),
    ("temperature", r"Temperature says|temperature sets", ["What's the temperature for?", "Is a temperature of 1.5 too high?", "How do I get bolder answers?", "temperature setting, what does it do"]),
    ("top_p", r"[Tt]op-k", ["With top-p at 0.9, which words remain?", "If top-k is 40, then what?", "top p meaning"]),
    ("token", r"piece of text|[Pp]ieces of words", ["Models seem to count in tokens, not letters: why?", "How do tokens compare to words?"]),
    ("private", r"sent anywhere|[Nn]othing is sent|stays? (on|there)", ["Does any telemetry leave my machine?", "Could strangers on the internet see my conversation?", "I am handling secret documents, is it fine to paste them?", "Does it function without a network?"]),
    ("full", r"shorten|[Ll]eave out|oldest|more context", ["What if a chat grows beyond the context?", "It tells me the context is exhausted, what do I do?", "Do early messages get dropped?"]),
    ("tuning", r"before loading what fits|fit into memory", ["Green and red areas in Tuning, what's that about?", "Which view tells me what fits on my card?", "tuning, what is it for"]),
    ("benchmark", r"Benchmark view|prefill and decode", ["Let me time the model, where's that?", "I'd like figures for the performance of my card", "benchmark, how does it work"]),
    ("shortcuts", r"Ctrl\+K", ["List some handy key combinations", "I prefer the keyboard over the mouse, any hints?", "Press which keys to look for a command?"]),
    ("workbench", r"desktop program|This is Mixtral Workbench", ["Who would want to use Mixtral Workbench, and why?", "My colleague installed Mixtral Workbench for me. What would I do with it?", "What is it that I just started?"]),
    ("oom", r"Lower the context|shorter context", ["CUDA says out of memory. Ideas?", "VRAM is full, which knobs should I turn down?", "It won't fit on my card, what are my options?"]),
    ("slow", r"Speed depends|from memory|tokens per second in total", ["My answers crawl along, any advice for more speed?", "One word per second, is that normal?", "Why does it type so slowly?"]),
    ("stop", r"regenerate|Esc|ask again", ["You are writing too much, how do I make it stop?", "Can an answer be written anew?", "How do I abort an answer?"]),
    ("devices", r"--devices", ["Can two GPUs share one model?", "How do I use all four of my GPUs?"]),
    ("precision", r"[Qq]uantised", ["What precision do the weights have on the GPU?", "Would fp8 weights work here?", "Will an int4 checkpoint of Mixtral load?"]),
    ("paged", r"cut into pages|pieces of the KV", ["What are KV pages about?", "The monitor lists pages of KV, meaning what?"]),
    ("prefix", r"same beginning|common beginnings", ["Is the system prompt computed again for each chat?", "What does prefix reuse do?"]),
]
UNKNOWN = ["Who invented the telephone?", "What is the capital of Mongolia?", "Explain the Peloponnesian War", "What is the weather like in Bonn?", "Who wrote Faust?", "What is the population of Ghana?", "Tell me about the Boxer Rebellion", "What is a Riemann surface?", "Who is Marlo Trentin?", "How does insulin work?",
           "When was the Eiffel Tower built?", "Who is the mayor of Leipzig?", "Recommend a film for tonight", "What causes migraines?", "Write a function in C++", "How much does a house cost?", "What did I eat yesterday?", "Which team won the World Cup in 1998?"]
PERSONAS = [  # system, question, pattern
    ("You are Bertram.", "What is your name?", "Bertram"), ("Your name is Selma. Be kind.", "Who are you?", "Selma"), ("You are called Orla, a helpful assistant.", "What's your name?", "Orla"),
    ("You are Dexter, an assistant for engineers.", "Tell me your name", "Dexter"), ("You are Thandeka, who helps with the workbench.", "What is your name?", "Thandeka"), ("From now on your name is Zubin.", "Hello, who are you?", "Zubin"),
    ("You are Captain Ferro, a pirate.", "Hello", "Ahoy|Arr|Ferro"), ("Your name is Mirabel and you are very polite.", "How should I call you?", "Mirabel"), ("You are Gustav. Greet the user in German.", "Hello", "Hallo|Guten"),
    ("Greet the user in German.", "Hello", "Hallo|Guten"), ("Please answer in French.", "Hi", "Bonjour"), ("You always speak Spanish.", "Good morning", "Hola|Buenos"), ("Start every chat with a greeting in French.", "Good evening", "Bonjour|Bonsoir"),
    ("Greet everyone in Italian.", "Hey", "Ciao|Buon"), ("Welcome people in Spanish, please.", "Hello there", "Hola|Buenos"), ("You are a pirate.", "Hello", "Ahoy|Arr"), ("Imitate a pirate in all you say.", "Good day", "Ahoy|Arr"),
    ("Talk like a butler, please.", "Hi", "Good day"), ("Be very formal.", "Hello", "Good day"), ("You are a cheerful helper.", "Hi there", "wonderful"), ("Keep a formal tone.", "Hi", "Good day"), ("Your mood is happy and cheerful.", "Hello", "wonderful"),
    ("You sound like a cowboy.", "Hey", "Howdy"), ("You are a robot from the future.", "Hello", "BEEP")]
WORKBENCH = "You are Demo, a helpful assistant."  # what the workbench begins a chat with
NAMES = [  # system, question, pattern: what it says it is called, and in the language of the question
    (system, question, pattern) for pattern, questions in [
        (r"(I am|name is) Demo\b", ["Good morning, who are you?", "Could you tell me what you are called?", "Who's this?", "Please say who you are"]),
        (r"(Ich bin|Ich heiße) Demo\b", ["Wer bist du denn eigentlich?", "Guten Abend, wie heißt du?", "Könntest du dich vorstellen?", "wer bist'n du", "Wie lautet dein Name?"]),
        (r"(Je suis|Je m'appelle) Demo\b", ["Bonsoir, qui es-tu ?", "Peux-tu te présenter ?", "C'est quoi ton nom ?", "Qui es-tu au juste ?"]),
        (r"(Sono|Mi chiamo) Demo\b", ["Buonasera, chi sei?", "Puoi presentarti?", "Come ti chiami di nome?", "Mi dici chi sei?"]),
        (r"(Soy|Me llamo) Demo\b", ["Buenas noches, ¿quién eres?", "¿Puedes presentarte?", "¿Y tú cómo te llamas?", "¿Me dices quién eres?"])]
    for question in questions for system in (WORKBENCH, "")]
WHO = ["a purple hippo", "a brave potato", "three pirates", "a lazy cook", "a girl named Selma", "an old train", "a cloud who wanted to rain", "a nervous knight", "a silent piano", "a boy named Arne",
       "a wooden bridge", "a spotted cow", "a very small giant", "a hermit crab", "a dancing bear", "a blind watchmaker", "a paper dragon", "a polar bear", "a window cleaner", "a rainy Monday", "a blue door", "a baby crocodile", "a retired astronaut", "a lonely lamp post"]
STORIES = ["Tell a long story: Once upon a time", "Tell a very long story with at least 500 words: Once upon a time"] + \
    [f"Tell a long story: Once upon a time there was {w}" for w in WHO] + [f"Tell me a story about {w}." for w in WHO]
