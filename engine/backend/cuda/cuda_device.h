// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <deque>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "backend.h"
#include "cuda_collective.h"
#include "cuda_memory.h"
#include "cuda_step.h"
#include "matmul.h"
#include "sm90_grouped.h"
#include "sm90_streamed.h"

namespace mw::cuda {

/// One GPU. Every operation is put on one stream and returns at once; only download(), sampled() and allFinite() wait.
///
/// Steps in which every chat takes one token are recorded as a CUDA graph when they come for the second time with the
/// same number of chats, and replayed from then on.
class CudaDevice final : public Device {
 public:
    /// `recordSteps`: else every step is run anew.
    CudaDevice(int rank, int ordinal, bool recordSteps);
    ~CudaDevice() override;

    int ordinal() const { return m_ordinal; }
    cudaStream_t stream() const { return m_stream.get(); }
    /// Must outlive the device's last step. Null where the device is alone.
    void setCollective(CudaCollective* collective) { m_collective = collective; }

    int rank() const override { return m_rank; }
    std::string name() const override { return m_name; }

    DeviceMemory allocate(std::uint64_t bytes, std::string_view purpose) override;
    TransferBuffer allocateTransfer(std::uint64_t bytes) override;
    std::uint64_t allocatedBytes() const override { return m_allocatedBytes; }
    std::uint64_t usedBytes() const override;
    void upload(void* device, const void* host, std::uint64_t bytes) override;
    void download(void* host, const void* device, std::uint64_t bytes) override;
    void fillRandom(Matrix out, float scale, std::uint64_t seed) override;
    void prepare(const StepShape& shape, DeviceMemory scratch) override;

    void execute(const StepInputs& inputs, const std::function<void()>& operations) override;
    std::uint64_t replayedSteps() const override { return m_replayedSteps; }

    void embed(const Weight& table, Matrix out) override;
    void addRmsNorm(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) override;
    void add(Matrix residual, Matrix delta) override;
    void linear(Matrix x, const Weight& weight, Matrix out) override;
    void ropeAndStoreKv(Matrix qkv, int heads, double theta, const KvLayer& kv) override;
    void attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) override;
    void ropeStoreAndAttend(Matrix qkv, int heads, double theta, const KvLayer& kv, Matrix out) override;
    void route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) override;
    void addRmsNormAndRoute(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix normed,
                            const Weight& router, std::int32_t* topkIds, float* topkWeights,
                            int expertsPerToken) override;
    void experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                 const ExpertWeights& weights, Matrix products, Matrix out) override;
    void gatherLogitRows(Matrix x, Matrix out) override;
    void sample(Matrix logits) override;
    std::vector<SampledToken> sampled() override;
    bool allFinite(Matrix x) override;

    void allReduceSum(Matrix x) override;
    void allGatherColumns(Matrix shard, Matrix out) override;
    void send(Matrix x, int toRank) override;
    void receive(Matrix x, int fromRank) override;

 protected:
    void release(void* data, std::uint64_t bytes) noexcept override;

 private:
    /// Scratch memory of one purpose. Carved from what prepare() was given; in tests, which prepare nothing, it grows.
    struct Region {
        void* data = nullptr;
        std::uint64_t bytes = 0;
        DeviceBytes own;
    };
    enum Purpose { Streamed, Experts, Attention, Sampling, Results, Drawn, DrawnBefore, Finite, Inputs, PurposeCount };

    /// A step of so many tokens that was executed before.
    struct Recording {
        int times = 0;
        GraphExec graph;
        int rows = 0;  ///< drawn in it
        int vocabulary = 0;
        std::uint64_t lastUse = 0;
    };
    /// Draws whose results are on their way to the host.
    struct Drawing {
        int slot = 0;
        int rows = 0;
    };

    void check(cudaError_t result, std::string_view doing) const { cuda::check(result, m_rank, doing); }
    void* scratch(Purpose purpose, std::uint64_t bytes);
    void reserveInputs(const StepCapacity& needed);
    /// How the step at hand is run; all ranks take the least of what each of them could do.
    enum Way { RunOperations, RecordOperations, ReplayRecording };
    Way agreeOn(Way way) const;
    void record(Recording& recording, const std::function<void()>& operations);
    void run(const std::function<void()>& operations);
    void fetchResults(int rows);
    const float* inverseFrequencies(int headDim, double theta);
    void* attentionScratch(int heads, int headDim);
    void checkTokens(const StepInputs& inputs, std::int64_t vocabulary) const;

    const int m_rank;
    const int m_ordinal;
    const bool m_recordSteps;
    std::string m_name;
    bool m_isHopper = false;
    Stream m_stream;
    CudaCollective* m_collective = nullptr;
    std::uint64_t m_allocatedBytes = 0;

    DeviceMemory m_planned;
    std::array<Region, PurposeCount> m_regions;
    CudaStep m_step;
    const StepInputs* m_inputs = nullptr;  ///< of the step being executed
    std::int64_t m_tableRows = 0;          ///< of the embedding, to check the tokens of replayed steps
    bool m_recording = false;
    int m_drawnRows = 0;                                    ///< by the operations that are being run
    int m_kvHeads = 0;                                      ///< of the last attention
    std::map<std::pair<int, int>, Recording> m_recordings;  ///< by number of tokens and depth of decode attention
    std::uint64_t m_steps = 0;
    std::uint64_t m_replayedSteps = 0;

    std::map<std::pair<int, double>, DeviceBytes> m_frequencies;
    /// By tokens, weights and number of tokens.
    template <typename Maps>
    using MapsOf = std::map<std::tuple<const void*, const void*, std::int64_t>, Maps>;
    MapsOf<kernels::StreamedMaps> m_linearMaps;
    MapsOf<kernels::StreamedExpertsMaps> m_expertsMaps;
    MapsOf<kernels::GroupedMaps> m_groupedLinearMaps;
    MapsOf<kernels::GroupedExpertsMaps> m_groupedExpertsMaps;

    static constexpr int kDrawingSlots = 3;
    struct ResultSlot {
        PinnedBytes bytes;
        int rows = 0;
        Event ready;

        /// Makes room for `wanted` rows.
        void reserve(int wanted, int rank);
    };
    std::array<ResultSlot, kDrawingSlots> m_resultSlots;
    int m_nextSlot = 0;
    std::deque<Drawing> m_drawings;
};

}  // namespace mw::cuda
