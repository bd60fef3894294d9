// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <array>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "backend.h"
#include "cublas.h"
#include "cuda_collective.h"
#include "cuda_faults.h"
#include "cuda_memory.h"
#include "cuda_module.h"
#include "cuda_scratch.h"
#include "cuda_step.h"
#include "kernel_choice.h"
#include "matmul.h"
#include "tensor_maps.h"

namespace mw::cuda {

/// One GPU. Every operation is put on one stream and returns at once; only download(), sampled() and allFinite() wait.
///
/// Steps in which every chat takes one token are recorded as a CUDA graph when they come for the second time with the
/// same number of chats, and replayed from then on.
class CudaDevice final : public Device {
 public:
    /// Of `options`, which kernels are forced and whether steps are recorded. Throws Error.
    CudaDevice(int rank, int ordinal, const CudaBackendOptions& options, const CudaFaults& faults);
    ~CudaDevice() override;

    int ordinal() const { return m_ordinal; }
    cudaStream_t stream() const { return m_stream.get(); }
    const KernelChoice& kernels() const { return m_kernels; }
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
    void quantise(Matrix plain, WeightFormat format, const WeightParts& to) override;
    void fillRandom(Matrix out, float scale, std::uint64_t seed) override;
    void prepare(const StepShape& shape, DeviceMemory scratch) override;

    void execute(const StepInputs& inputs, const std::function<void()>& operations) override;
    std::uint64_t replayedSteps() const override { return m_replayedSteps; }

    void embed(const Weight& table, Matrix out) override;
    void addRmsNorm(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) override;
    void add(Matrix residual, Matrix delta) override;
    void linear(Matrix x, const Weight& weight, Matrix out, Activations activations) override;
    void ropeAndStoreKv(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv) override;
    void attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) override;
    void ropeStoreAndAttend(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv, Matrix out) override;
    void route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights, int expertsPerToken) override;
    void addRmsNormAndRoute(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix normed,
                            const Weight& router, std::int32_t* topkIds, float* topkWeights,
                            int expertsPerToken) override;
    void experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                 const ExpertWeights& weights, Matrix products, Matrix out, Activations activations) override;
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

    CudaDevice(int rank, int ordinal, const cudaDeviceProp& properties, const CudaBackendOptions& options,
               const CudaFaults& faults);
    /// Where it is installed; if it is not and was asked for by name, throws Error(Unsupported).
    void openCublas();

    void quantiseOnHost(Matrix plain, WeightFormat format, const WeightParts& to);
    void check(cudaError_t result, std::string_view doing) const { cuda::check(result, m_rank, doing); }
    /// Before scratch memory moves.
    void forgetPlaces();
    void reserveInputs(const StepCapacity& needed);
    /// How the step at hand is run; all ranks take the least of what each of them could do.
    enum Way { RunOperations, RecordOperations, ReplayRecording };
    Way agreeOn(Way way) const;
    void record(Recording& recording, const std::function<void()>& operations);
    void run(const std::function<void()>& operations);
    void fetchResults(int rows);
    const float* frequenciesOf(const Rope& rope, int headDim);
    void requireKnownHeads(const KvLayer& kv) const;
    /// Puts the kernels that the table has for these arguments on the stream.
    template <typename Args>
    void launch(const KernelTable<Args>& table, const Args& args, int tokens, std::string_view doing);
    /// Compares a row with the one that is taken without a measurement, and remembers the times.
    template <typename Args>
    void measure(const KernelTable<Args>& table, const KernelRow<Args>& row, const Args& args, int tokens,
                 std::string_view doing);
    template <typename Args>
    double millisecondsOf(const KernelRow<Args>& row, const Args& args, std::string_view doing);
    /// Waits for what is on the stream.
    void settle(std::string_view doing);
    void checkTokens(const StepInputs& inputs, std::int64_t vocabulary) const;

    const int m_rank;
    const int m_ordinal;
    const bool m_recordSteps;
    std::string m_name;
    Stream m_stream;
    CudaCollective* m_collective = nullptr;
    std::uint64_t m_allocatedBytes = 0;

    KernelChoice m_kernels;
    const std::vector<std::string> m_cublasLibraries;
    const std::filesystem::path m_kernelTimes;
    std::unique_ptr<Cublas> m_cublas;  ///< once it was wanted, where it is installed
    TensorMaps m_maps;
    CudaScratch m_scratch;
    CudaStep m_step;
    const StepInputs* m_inputs = nullptr;  ///< of the step being executed
    std::int64_t m_tableRows = 0;          ///< of the embedding, to check the tokens of replayed steps
    bool m_recording = false;
    int m_drawnRows = 0;                                    ///< by the operations that are being run
    int m_kvHeads = 1;                                      ///< as prepare() was told
    std::map<std::pair<int, int>, Recording> m_recordings;  ///< by number of tokens and depth of decode attention
    std::uint64_t m_steps = 0;
    std::uint64_t m_replayedSteps = 0;

    std::map<std::pair<int, Rope>, DeviceBytes> m_frequencies;

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
