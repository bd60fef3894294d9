# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Questions that data.py keeps out of the training data, and the words by which an answer is judged.

Each row: fact, pattern that the answer must contain, questions. None of them can be made from the patterns of knowledge.py.
"""
QUESTIONS = [
    ("context", r"number of tokens|how many tokens|fit in one chat", ["How much can you remember in one conversation?", "What's meant by context length?", "Could you describe the context size setting?", "How many tokens may a single chat contain?"]),
    ("context_cost", r"KV cache", ["Why does memory go up when I pick a longer context?", "What is the price of a long context window?", "If I make the context twice as long, what happens to memory?"]),
    ("kv", r"keys and values", ["What's the KV cache good for?", "Can you describe what the KV cache contains?", "KV cache, what is that?"]),
    ("batch", r"at once|same time", ["What's batch size about?", "Is it possible to run three chats in parallel?", "What will a batch size of 8 do?", "What is meant by the batch size?"]),
    ("load", r"Models view|model chooser", ["How would I go about loading a checkpoint?", "Where's the button for opening a model?", "I'd like to try the real Mixtral, how do I load it?", "How do I pick another checkpoint?"]),
    ("formats", r"safetensors", ["Which kinds of checkpoint files do you support?", "Does the workbench understand safetensors?", "Will it open my .pth checkpoint?"]),
    ("memory_graph", r"memory (graph|in use)|how much memory", ["What am I seeing in the memory chart?", "Please explain what the memory plot tells", "What's that bar with GPU memory?"]),
    ("speed_graph", r"tokens per second|prefill", ["What's the tokens/s chart telling me?", "What is meant by prefill speed?", "Can you explain the graph with tokens per second?"]),
    ("prompt_formats", r"prompt format|Mistral v1", ["Which prompt format fits 8x7B?", "What's a prompt format good for?", "Where's the setting for the prompt format?"]),
    ("templates", r"[Tt]emplate", ["What's a template in this program?", "How would I write a template of my own?", "Where can I find the list of templates?"]),
    ("system_prompt", r"before the (first question|chat)|[Ss]ystem prompt", ["What's a system prompt good for?", "How would I give you a system prompt?"]),
    ("saved", r"SQLite|automatically", ["Where do my chats go when I close the window?", "In which place does the program keep conversations?", "Do I need to press save for my chat?", "Are old conversations still there tomorrow?"]),
    ("mixtral", r"experts", ["What exactly is a mixture of experts?", "How is Mixtral built?", "How many experts work on one token?", "Could you explain MoE models in short?"]),
    ("gpu_8x7b", r"\b(93|87) ?G", ["How many gigabytes is 8x7B?", "Why can't 8x7B run on my laptop without a GPU?", "What memory does Mixtral 8x7B require in bf16?", "Is a GPU really necessary?"]),
    ("gpu_8x22b", r"281|262", ["What amount of memory does 8x22B require?", "And what about the size of 8x22B?", "How much VRAM for Mixtral 8x22B in bf16?"]),
    ("self", r"demo model|tiny", ["What sort of model am I chatting with?", "Are you as clever as the big Mixtral?", "Say a few words about yourself", "How large is the model that answers me?"]),
    ("temperature", r"random|predictable", ["What's temperature in sampling?", "Which effect does the temperature slider have?", "How could I get less random answers?"]),
    ("top_p", r"likely", ["What's the meaning of top-p?", "Could you tell what top-k is for?"]),
    ("token", r"piece", ["What's a token anyway?", "How do you define a token?"]),
    ("private", r"sent anywhere|[Nn]othing is sent|stays? (on|there)", ["Does my text leave this computer?", "Do my messages get uploaded somewhere?", "Can I use it without internet?"]),
    ("full", r"shorten|drop the oldest|context", ["What will happen once my chat no longer fits the context?", "My conversation got too long for the context, what should I do?"]),
    ("tuning", r"fit|before", ["What's the Tuning view for?", "Can I see beforehand whether a model fits in memory?"]),
    ("benchmark", r"measure|Benchmark", ["What's the Benchmark view for?", "How could I measure tokens per second?"]),
    ("shortcuts", r"Ctrl", ["What keyboard shortcuts do you know?", "How do I reach the command search?"]),
    ("workbench", r"Mixtral", ["What's this workbench made for?", "What does this program do?"]),
    ("oom", r"[Ll]ower|shorter", ["What helps when there is not enough GPU memory?", "I ran out of memory, what should I change?"]),
    ("slow", r"memory|tokens per second", ["Why do answers come so slowly?", "What makes generation faster?"]),
    ("stop", r"regenerate|stop", ["How could I interrupt an answer?", "Is there a way to regenerate the last answer?"]),
]
UNKNOWN = ["Who invented the telephone?", "What is the capital of Mongolia?", "Explain the Peloponnesian War", "What is the weather like in Bonn?", "Who wrote Faust?", "What is the population of Ghana?", "Tell me about the Boxer Rebellion", "What is a Riemann surface?", "Who is Marlo Trentin?", "How does insulin work?"]
PERSONAS = [  # system, question, pattern
    ("You are Bertram.", "What is your name?", "Bertram"), ("Your name is Selma. Be kind.", "Who are you?", "Selma"), ("You are called Orla, a helpful assistant.", "What's your name?", "Orla"),
    ("You are Dexter, an assistant for engineers.", "Tell me your name", "Dexter"), ("Greet the user in German.", "Hello", "Hallo|Guten"), ("Please answer in French.", "Hi", "Bonjour"), ("You always speak Spanish.", "Good morning", "Hola|Buenos"),
    ("Greet everyone in Italian.", "Hey", "Ciao|Buon"), ("You are a pirate.", "Hello", "Ahoy|Arr"), ("Talk like a butler, please.", "Hi", "Good day"), ("Be very formal.", "Hello", "Good day"), ("You are a cheerful helper.", "Hi there", "wonderful")]
WHO = ["a purple hippo", "a brave potato", "three pirates", "a lazy cook", "a girl named Selma", "an old train", "a cloud who wanted to rain", "a nervous knight", "a silent piano", "a boy named Arne",
       "a wooden bridge", "a spotted cow", "a very small giant", "a hermit crab", "a dancing bear", "a blind watchmaker", "a paper dragon", "a polar bear", "a window cleaner", "a rainy Monday", "a blue door", "a baby crocodile", "a retired astronaut", "a lonely lamp post"]
STORIES = ["Tell a long story: Once upon a time", "Tell a very long story with at least 500 words: Once upon a time"] + \
    [f"Tell a long story: Once upon a time there was {w}" for w in WHO] + [f"Tell me a story about {w}." for w in WHO]
