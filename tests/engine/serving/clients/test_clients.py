# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""mixtral-serve through the clients that people use: PyPI's openai and litellm. Run by ctest with the program's path in
MIXTRAL_SERVE, in the environment that packaging/test makes; without the packages, it is skipped."""

import asyncio
import json
import os
import sys
import unittest

from server import Server, ToolServer

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


WEATHER = {"type": "function",
           "function": {"name": "weather", "description": "Weather of a city", "strict": True,
                        "parameters": {"type": "object", "properties": {"city": {"type": "string"}},
                                       "required": ["city"], "additionalProperties": False}}}
FOUND = {"Paris": "21 degrees", "Köln": "rain"}


class TestTools(unittest.TestCase):
    """Calls of tools, from a model that is scripted to make them."""

    @classmethod
    def setUpClass(cls):
        cls.server = ToolServer()
        cls.how = {"base_url": cls.server.url + "/v1", "api_key": cls.server.token, "max_retries": 0, "timeout": 120}
        cls.client = openai.OpenAI(**cls.how)
        cls.question = [{"role": "system", "content": "You are brief."}, {"role": "user", "content": "Weather?"}]

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        status = cls.server.stop()
        assert status == 0, status

    def ask(self, messages=None, max_tokens=5, **more):
        return self.client.chat.completions.create(model="m", messages=messages or self.question, tools=[WEATHER],
                                                   max_tokens=max_tokens, **more)

    def expect_calls(self, calls):
        self.assertEqual([call.function.name for call in calls], ["weather", "weather"])
        self.assertEqual([json.loads(call.function.arguments)["city"] for call in calls], ["Paris", "Köln"])
        self.assertEqual(calls[0].id, "VvvODy9mT")
        self.assertNotEqual(calls[0].id, calls[1].id)

    def found(self, calls):
        return [{"role": "tool", "tool_call_id": call.id, "content": FOUND[json.loads(call.function.arguments)["city"]]}
                for call in calls]

    def expect_answer(self, answer, calls):
        """It was told what each call found, and by which id."""
        text = answer.choices[0].message.content
        self.assertEqual([json.loads(part) for part in text.replace("} {", "}\n{").splitlines()],
                         [{"content": FOUND[city], "call_id": call.id} for city, call in zip(FOUND, calls)])

    def test_calls_and_is_told_what_was_found(self):
        answer = self.ask().choices[0]
        self.assertEqual(answer.finish_reason, "tool_calls")
        self.assertIsNone(answer.message.content)
        calls = answer.message.tool_calls
        self.expect_calls(calls)
        told = [*self.question, answer.message, *self.found(calls)]
        self.expect_answer(self.ask(told, max_tokens=2), calls)
        told[-2:] = reversed(told[-2:])  # the order of answers is free
        self.assertIn("rain", self.ask(told, max_tokens=2).choices[0].message.content.split("}")[0])

    def test_streams_calls(self):
        calls, finished = {}, []
        for chunk in self.ask(stream=True):
            for choice in chunk.choices:
                self.assertFalse(choice.delta.content)
                for call in choice.delta.tool_calls or []:
                    calls.setdefault(call.index, call)
                    if calls[call.index] is not call:
                        calls[call.index].function.arguments += call.function.arguments
                finished.append(choice.finish_reason)
        self.assertEqual(list(calls), [0, 1])
        self.expect_calls(list(calls.values()))
        self.assertEqual([reason for reason in finished if reason], ["tool_calls"])

    def test_streams_through_the_helper_that_puts_pieces_together(self):
        with self.client.chat.completions.stream(model="m", messages=self.question, tools=[WEATHER], max_tokens=5) as stream:
            kinds = [event.type for event in stream]
            answer = stream.get_final_completion().choices[0]
        self.assertEqual(kinds.count("tool_calls.function.arguments.done"), 2)
        self.assertEqual(answer.finish_reason, "tool_calls")
        self.expect_calls(answer.message.tool_calls)
        self.expect_answer(self.ask([*self.question, answer.message, *self.found(answer.message.tool_calls)], max_tokens=2),
                           answer.message.tool_calls)

    def test_calls_in_the_asynchronous_client(self):
        async def ask():
            async with openai.AsyncOpenAI(**self.how) as client:
                return await client.chat.completions.create(model="m", messages=self.question, tools=[WEATHER], max_tokens=5)

        self.expect_calls(asyncio.run(ask()).choices[0].message.tool_calls)

    def test_calls_none_where_none_may_be_called(self):
        answer = self.ask(tool_choice="none", max_tokens=2).choices[0]
        self.assertIsNone(answer.message.tool_calls)
        self.assertEqual(answer.message.content.strip(), "Weather?")

    def test_raises_what_each_refusal_is(self):
        calls = self.ask().choices[0].message
        for more, parameter in [({"tool_choice": "required"}, "tool_choice"),
                                ({"tool_choice": {"type": "function", "function": {"name": "weather"}}}, "tool_choice"),
                                ({"parallel_tool_calls": False}, "parallel_tool_calls"),
                                ({"messages": [*self.question, calls]}, "messages"),
                                ({"messages": [*self.question, calls, {"role": "tool", "tool_call_id": "123456789",
                                                                       "content": ""}]}, "messages[3].tool_call_id")]:
            with self.assertRaises(openai.BadRequestError) as refused:
                self.ask(**more)
            self.assertEqual(refused.exception.param, parameter)


class TestLiteLlm(Clients):
    def test_chats_and_streams(self):
        how = {"model": "openai/" + MODEL, "api_base": self.url, "api_key": self.token, "messages": HELLO, "seed": 1,
               "max_tokens": 12}
        whole = litellm.completion(**how)
        self.assertTrue(whole.choices[0].message.content)
        text = "".join(chunk.choices[0].delta.content or "" for chunk in litellm.completion(stream=True, **how))
        self.assertEqual(text, whole.choices[0].message.content)

    def test_calls_tools(self):
        server = ToolServer()
        try:
            answer = litellm.completion(model="openai/m", api_base=server.url + "/v1", api_key=server.token, tools=[WEATHER],
                                        messages=[{"role": "user", "content": "Weather?"}], max_tokens=5)
        finally:
            self.assertEqual(server.stop(), 0)
        self.assertEqual(answer.choices[0].finish_reason, "tool_calls")
        self.assertEqual(answer.choices[0].message.tool_calls[0].function.name, "weather")

    def test_raises_what_each_refusal_is(self):
        with self.assertRaises(litellm.AuthenticationError):
            litellm.completion(model="openai/" + MODEL, api_base=self.url, api_key="wrong", messages=HELLO)


del Clients  # it is no test by itself

if __name__ == "__main__":
    unittest.main(verbosity=2)
