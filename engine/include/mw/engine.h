// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "mw/engine_observer.h"
#include "mw/events.h"
#include "mw/kernel_use.h"
#include "mw/load_request.h"

namespace mw {

enum class LoadPhase { Reading, WarmingUp };

/// How far a load is.
struct LoadProgress {
    std::uint64_t bytesDone = 0;
    std::uint64_t bytesTotal = 0;
    LoadPhase phase = LoadPhase::Reading;
};

/// What is loaded.
struct LoadedModel {
    LoadOptions options;  ///< as asked for
    CheckpointInfo checkpoint;
    Plan plan;                                  ///< what was planned, and allocated
    std::vector<std::uint64_t> allocatedBytes;  ///< per device, counted by the backend
    std::vector<std::uint64_t> usedBytes;       ///< per device, what its driver says is in use after the load
    std::string backend;                        ///< "CPU", "CUDA"
    std::vector<std::string> deviceNames;       ///< per device
    std::string interconnect;                   ///< how the devices exchange data, in words; empty where there is one
    bool hasTokenizer = false;
    std::optional<int> toolCallsToken;  ///< after which an answer's text is Role::ToolCalls; absent where there is none
    double readingSeconds = 0;  ///< what reading the weights from files into the devices took; 0 for random ones
};

/// Devices of this machine that the backend would use, with free memory as of now.
/// BackendKind::Automatic lists GPUs if there are any, else the CPU.
std::vector<DeviceSpec> availableDevices(BackendKind backend = BackendKind::Automatic);

/// The plan that Engine::load() makes where it is given none: for a checkpoint and these options on this machine.
Plan planLoad(const CheckpointInfo& checkpoint, const LoadOptions& options);

/// Token ids of a conversation in a prompt format, with the tokenizer in the folder `directory`; no weights are needed.
/// Throws Error.
std::vector<int> encodeConversation(const std::filesystem::path& directory, std::span<const Message> messages,
                                    const std::string& format);

/// A Mixtral model, its KV cache and the queue of requests. All requests are in this one queue, so concurrent ones
/// batch together by themselves. Clients have an EngineLoop, which owns one of these and the thread that it runs on.
///
/// Not thread-safe: all calls come from one thread, which is also the one that calls step(), sinks and the observer.
/// Only the stop token given to load() may be used from others. Sinks may submit and cancel; they and the observer must
/// not throw.
class Engine {
 public:
    /// `observer`, if there is one, hears of steps and of unload().
    explicit Engine(EngineObserver* observer = nullptr);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    /// Loads a model, in place of one loaded before. That one is freed when the checkpoint has been checked and the
    /// plan fits; whether it still is there after a failure is told by model(). Returns false if `stop` was requested.
    /// Blocks; `progress` is called from this thread, at most some 30 times a second. Throws Error.
    bool load(const LoadRequest& request, const std::function<void(const LoadProgress&)>& progress = {},
              std::stop_token stop = {});

    /// Frees the model. Requests still open end as cancelled.
    void unload();

    /// The loaded model, or null.
    const LoadedModel* model() const;

    /// Queues a request under an id that was not used before. What comes of it goes to `sink`, from within this call,
    /// step() or unload(); a bad request is a RequestFailed.
    void submit(RequestId id, Request request, RequestSink sink);

    /// Ends a request at the next step; unknown or finished ids are ignored.
    void cancel(RequestId id);

    /// Keeps places of the batch from served requests, in this model and those loaded later; see EngineLoop.
    void keepPlaces(int places);

    /// One turn: take in new requests, form a batch, run the model, emit tokens. Returns whether there is more to do.
    /// Throws Error if a device fails; all requests have failed by then, and nothing is loaded.
    bool step();

    /// Which kernels ran in the loaded model so far; empty where operations can be computed in one way only, as on the
    /// CPU.
    std::vector<KernelUse> kernelsUsed() const;
    /// What was measured to choose between a library's and own ones: at the first load on GPUs without wgmma.
    std::vector<KernelMeasurement> kernelsMeasured() const;

    /// Token ids of a conversation in a prompt format; throws Error(InvalidArgument) without a tokenizer.
    std::vector<int> encode(std::span<const Message> messages, const std::string& format) const;

    /// Logits of every position of `ids`: float32 [tokens, vocabulary], row-major, through the same batching, chunks
    /// and pages as chats. Throws Error if requests are open.
    std::vector<float> logits(std::span<const int> ids);

 private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace mw
