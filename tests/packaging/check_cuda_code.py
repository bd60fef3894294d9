#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
# SPDX-License-Identifier: Apache-2.0
"""Tries packaging/check-cuda-code with stand-ins for cuobjdump, which print what those of CUDA 13.0 and of 13.5 do.

usage: check_cuda_code.py packaging/check-cuda-code
"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = sys.argv.pop()
OLD = "STT_FUNC         STB_GLOBAL STO_ENTRY      {}"
NEW = "FUNC          GLOBAL  DEFAULT    ENTRY                                {}"


def symbols(line, architectures, kernel):
    """What cuobjdump prints of the machine code of one kernel."""
    return "".join(f"\nFatbin elf code:\n================\narch = sm_{arch}\n\nsymbols:\n{line.format(kernel)}\n" for arch in architectures)


def ptx(architecture, kernel):
    return f"\nFatbin ptx code:\n================\narch = sm_{architecture}\n.target sm_{architecture}\n.visible .entry {kernel}(\n"


class CheckCudaCode(unittest.TestCase):
    def check(self, code, texts):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in (("-symbols", code), ("-ptx", texts)):
                pathlib.Path(folder, name).write_text(text)
            tool = pathlib.Path(folder, "cuobjdump")
            tool.write_text(f'#!/bin/sh\ncat "{folder}/$1"\n')
            tool.chmod(0o755)
            return subprocess.run([sys.executable, CHECK, str(tool), "library"], capture_output=True, text=True)

    def test_every_gpu_has_its_code(self):
        for line in (OLD, NEW):
            with self.subTest(line):
                code = symbols(line, ["80", "86", "89", "90", "120"], "_Z6kernelv") + symbols(line, ["90a"], "_Z4onlyv")
                done = self.check(code, ptx("90", "_Z6kernelv"))
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn("compute capability 8.6: 1 kernels by code of 8.6\n", done.stdout)
                self.assertIn("compute capability 9.0: 1 kernels by code of 9.0, 1 kernels by code of 9.0a\n", done.stdout)
                self.assertIn("compute capability 10.0: 1 kernels by PTX of 9.0\n", done.stdout)

    def test_a_gpu_without_code_is_named(self):
        for line in (OLD, NEW):
            with self.subTest(line):
                done = self.check(symbols(line, ["86", "90"], "_Z6kernelv"), ptx("90", "_Z6kernelv"))
                self.assertEqual(done.returncode, 1)
                self.assertIn("compute capability 8.0: nothing; 1 kernels have no code for it\n", done.stdout)

    def test_output_of_another_form_is_not_taken_for_missing_code(self):
        done = self.check("kernel: _Z6kernelv, machine code\n", ptx("90", "_Z6kernelv"))
        self.assertEqual(done.returncode, 1)
        self.assertIn("lists no machine code", done.stderr)


if __name__ == "__main__":
    unittest.main()
