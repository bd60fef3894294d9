// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <dlfcn.h>

#include <QtGlobal>

#include "fake_nvml.h"

/// The script of a scripted driver, as a fresh one; the library stays open, so it is the one that the monitors see.
inline FakeNvmlScript& openFakeNvml(const char* library) {
    void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) qFatal("%s", dlerror());
    auto* script = reinterpret_cast<FakeNvmlScript* (*)()>(dlsym(handle, "fakeNvmlScript"))();
    script->initResult = 0;
    script->gpuCount = 1;
    static const char* const kUuids[] = {"GPU-0", "GPU-1", "GPU-2", "GPU-3", "GPU-4", "GPU-5", "GPU-6", "GPU-7"};
    for (int i = 0; i < FakeNvmlScript::kMost; ++i) {
        script->gpus[i] = FakeNvmlGpu();
        script->gpus[i].uuid = kUuids[i];
    }
    script->hang = false;
    script->inits = script->shutdowns = 0;
    return *script;
}
