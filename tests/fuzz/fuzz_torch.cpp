// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Whatever a file of PyTorch holds, it is a dictionary of tensors that lie in it, or an Error that names the file. The
// input is read as a whole file, and as the pickle in one, which mutations of an archive seldom reach.

#include <cstdlib>
#include <string>

#include "fuzz_target.h"
#include "input_file.h"
#include "mw/error.h"
#include "torch_file.h"
#include "torch_pickle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const mw::test::TempDir folder(mw::test::folderInMemory());
    static const mw::test::InputFile input(folder / "consolidated.00.pth");
    const std::filesystem::path& file = input.path();
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    input.write(bytes);
    try {
        const mw::TorchFile opened = mw::openTorchFile(file);
        for (const auto& [name, tensor] : opened.tensors)
            if (tensor.offset > size || tensor.bytes > size - tensor.offset) std::abort();
    } catch (const mw::Error& error) {
        if (std::string(error.what()).find(file.string()) == std::string::npos) std::abort();
    }
    try {
        mw::readTorchPickle(bytes);
    } catch (const mw::PickleFault& fault) {
        if (fault.offset() > size) std::abort();
    }
    return 0;
}
