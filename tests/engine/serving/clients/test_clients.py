# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""mixtral-serve through the clients that people use: PyPI's openai and litellm. Run by ctest with the program's path in
MIXTRAL_SERVE, in the environment that packaging/test makes; without the packages, it is skipped."""

import asyncio
import os
import sys
import unittest

from server import Server

try:
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # else it fetches a list of prices
    import litellm
    import openai
except ImportError as missing:
    python = os.path.join(os.environ.get("MW_CLIENTS", ""), "bin", "python")
    if os.access(python, os.X_OK) and os.environ.pop("MW_CLIENTS"):
        os.execv(python, [python, *sys.argv])
    print(f"Skipped: {missing}; packaging/test installs it where there is a network.")
    sys.exit(77)

MODEL = "demo-model"
HELLO = [{"role": "system", "content": "You are brief."}, {"role": "user", "content": "Hello"}]


class Clients(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server("--context", "512", "--batch", "4", "--threads", "2")
        cls.url, cls.token = cls.server.url + "/v1", cls.server.token
        cls.client = openai.OpenAI(base_url=cls.url, api_key=cls.token, max_retries=0, timeout=120)

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        status = cls.server.stop()
        assert status == 0, status

    def chat(self, **more):
        return self.client.chat.completions.create(model=MODEL, messages=HELLO, seed=1, max_tokens=12, **more)


class TestOpenAi(Clients):
    def test_lists_models(self):
        self.assertEqual([model.id for model in self.client.models.list()], [MODEL])
        self.assertEqual(self.client.models.retrieve(MODEL).id, MODEL)

    def test_chats(self):
        answer = self.chat(n=2)
        self.assertEqual([choice.index for choice in answer.choices], [0, 1])
        self.assertTrue(answer.choices[0].message.content)
        self.assertIn(answer.choices[0].finish_reason, ("stop", "length"))
        self.assertEqual(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens)
        self.assertEqual(self.chat().choices[0].message.content, answer.choices[0].message.content)

    def test_streams(self):
        whole = self.chat().choices[0].message.content
        text, usage = "", None
        for chunk in self.chat(stream=True, stream_options={"include_usage": True}):
            text += "".join(choice.delta.content or "" for choice in chunk.choices)
            usage = chunk.usage or usage
        self.assertEqual(text, whole)
        self.assertGreater(usage.completion_tokens, 0)

    def test_streams_to_many_at_once(self):
        async def one(client, seed):
            text = ""
            stream = await client.chat.completions.create(model=MODEL, messages=HELLO, seed=seed, max_tokens=12, stream=True)
            async for chunk in stream:
                text += chunk.choices[0].delta.content or ""
            return text

        async def all_of(seeds):
            async with openai.AsyncOpenAI(base_url=self.url, api_key=self.token, max_retries=0, timeout=120) as client:
                return await asyncio.gather(*[one(client, seed) for seed in seeds])

        alone = [asyncio.run(all_of([seed]))[0] for seed in range(4)]
        self.assertEqual(asyncio.run(all_of([0, 1, 2, 3] * 3)), alone * 3)

    def test_gives_log_probabilities(self):
        content = self.chat(logprobs=True, top_logprobs=3, temperature=0).choices[0].logprobs.content
        self.assertTrue(content)
        for token in content:
            self.assertEqual(len(token.top_logprobs), 3)
            self.assertEqual(token.top_logprobs[0].token, token.token)

    def test_completes_and_echoes(self):
        answer = self.client.completions.create(model=MODEL, prompt=["Once upon", "Hello"], echo=True, logprobs=1, max_tokens=0)
        self.assertEqual([choice.text for choice in answer.choices], ["Once upon", "Hello"])
        self.assertIsNone(answer.choices[0].logprobs.token_logprobs[0])
        self.assertLessEqual(answer.choices[0].logprobs.token_logprobs[1], 0)

    def test_takes_what_it_knows_beyond_openai(self):
        self.assertTrue(self.chat(extra_body={"top_k": 5, "min_p": 0.1, "repetition_penalty": 1.1}).choices)

    def test_raises_what_each_refusal_is(self):
        with self.assertRaises(openai.NotFoundError):
            self.client.chat.completions.create(model="other", messages=HELLO)
        with self.assertRaises(openai.BadRequestError) as refused:
            self.client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=100_000)
        self.assertEqual(refused.exception.code, "context_length_exceeded")
        self.assertIn("512", refused.exception.message)
        with self.assertRaises(openai.BadRequestError) as refused:
            self.chat(response_format={"type": "json_object"})
        self.assertEqual(refused.exception.param, "response_format")
        with openai.OpenAI(base_url=self.url, api_key="wrong", max_retries=0) as stranger:
            with self.assertRaises(openai.AuthenticationError):
                stranger.models.list()


class TestLiteLlm(Clients):
    def test_chats_and_streams(self):
        how = {"model": "openai/" + MODEL, "api_base": self.url, "api_key": self.token, "messages": HELLO, "seed": 1,
               "max_tokens": 12}
        whole = litellm.completion(**how)
        self.assertTrue(whole.choices[0].message.content)
        text = "".join(chunk.choices[0].delta.content or "" for chunk in litellm.completion(stream=True, **how))
        self.assertEqual(text, whole.choices[0].message.content)

    def test_raises_what_each_refusal_is(self):
        with self.assertRaises(litellm.AuthenticationError):
            litellm.completion(model="openai/" + MODEL, api_base=self.url, api_key="wrong", messages=HELLO)


del Clients  # it is no test by itself

if __name__ == "__main__":
    unittest.main(verbosity=2)
