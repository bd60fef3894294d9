// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// The abstract operations: everything the model needs of a device. A backend implements them once; the forward pass in
// engine/model reads the same for every backend and every number of devices.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mw/activations.h"
#include "mw/error.h"
#include "mw/kernel_use.h"
#include "mw/model.h"
#include "mw/options.h"
#include "mw/plan.h"
#include "mw/weight_format.h"

namespace mw {

/// A row-major matrix in device memory; does not own it.
struct Matrix {
    void* data = nullptr;
    Precision precision = Precision::Float32;
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    /// Rows [first, first + count).
    Matrix rowRange(std::int64_t first, std::int64_t count) const;
    std::uint64_t bytes() const { return static_cast<std::uint64_t>(rows * columns) * bytesPerElement(precision); }
};

/// A matrix of weights [rows, columns] in device memory; does not own it.
struct Weight {
    const void* values = nullptr;
    const void* scales = nullptr;       ///< null where the format has none
    const void* superScales = nullptr;  ///< null where the format has none
    WeightFormat format = WeightFormat::Float32;
    std::int64_t rows = 0;
    std::int64_t columns = 0;

    /// The weight in memory that was allocated for it: WeightBytes::total() bytes from `data` on.
    static Weight at(const void* data, WeightFormat format, std::int64_t rows, std::int64_t columns);
    /// Rows [first, first + count).
    Weight rowRange(std::int64_t first, std::int64_t count) const;
};

/// Where the weights of one expert lie. Kernels look it up in each launch, so a place may change between two steps,
/// also where steps are replayed; upload() does not wait for a step that is under way. On GPUs it must not be aligned
/// to less than before, and the fastest kernels want values at multiples of 64 KiB, where large experts lie anyway.
struct ExpertPlace {
    const void* gateUpValues = nullptr;
    const void* gateUpScales = nullptr;
    const void* gateUpSuperScales = nullptr;
    const void* downValues = nullptr;
    const void* downScales = nullptr;
    const void* downSuperScales = nullptr;

    bool operator==(const ExpertPlace&) const = default;
};

/// The experts of one layer.
struct ExpertWeights {
    Weight gateUp;  ///< shape and format of one expert's [2f, h]: first the f rows of w1, then the f rows of w3
    Weight down;    ///< of one expert's [h, f]
    int experts = 0;
    const ExpertPlace* places = nullptr;      ///< [experts], in device memory
    std::span<const ExpertPlace> hostPlaces;  ///< [experts], what the host knows of the same

    Weight gateUpAt(const ExpertPlace& place) const;
    Weight downAt(const ExpertPlace& place) const;
};

class Device;
struct WeightParts;

/// Memory of one device; freed when it goes out of scope.
class DeviceMemory {
 public:
    DeviceMemory() = default;
    DeviceMemory(Device& device, void* data, std::uint64_t bytes) : m_device(&device), m_data(data), m_bytes(bytes) {}
    DeviceMemory(DeviceMemory&& other) noexcept;
    DeviceMemory& operator=(DeviceMemory&& other) noexcept;
    ~DeviceMemory();

    void* data() const { return m_data; }
    std::uint64_t bytes() const { return m_bytes; }

 private:
    Device* m_device = nullptr;
    void* m_data = nullptr;
    std::uint64_t m_bytes = 0;
};

/// Host memory that a device copies from and to at its best speed; freed when it goes out of scope.
class TransferBuffer {
 public:
    using Free = void (*)(void*);
    TransferBuffer() = default;
    TransferBuffer(void* data, Free free) : m_data(data, free) {}
    void* data() const { return m_data.get(); }

 private:
    std::unique_ptr<void, Free> m_data{nullptr, nullptr};
};

/// KV pages of one layer on one device: [pages, 2, kvHeads, kKvPageTokens, headDim], keys before values. The order of
/// the elements within a page of one head, kKvPageTokens * headDim, is the backend's own.
struct KvLayer {
    void* data = nullptr;
    Precision precision = Precision::Float32;
    std::int64_t pages = 0;
    int kvHeads = 0;
    int headDim = 0;
};

/// The tokens that one request contributes to a step; they stand consecutively in StepInputs::tokens.
struct StepSequence {
    int firstToken = 0;     ///< index into StepInputs::tokens
    int tokens = 0;         ///< 1 in decode
    int firstPosition = 0;  ///< position of the first of them; its context is [0, firstPosition + tokens)
    int firstPage = 0;      ///< index of the request's first entry in StepInputs::pages
    int pages = 0;          ///< entries; covers the context
};

/// How to draw the token that follows one row.
struct SamplingRow {
    int tokenRow = 0;  ///< index into StepInputs::tokens: the logits after this token
    SamplingOptions options;
    std::uint64_t position = 0;    ///< of the token to draw; with options.seed the only source of randomness
    std::span<const int> history;  ///< prompt and answer so far, for the penalties
    int promptTokens = 0;          ///< of the history; the others are the answer's
};

/// Everything that changes from step to step. Host memory, valid until the step has been executed.
struct StepInputs {
    std::span<const int> tokens;     ///< [tokens] ids
    std::span<const int> positions;  ///< [tokens]
    std::span<const StepSequence> sequences;
    std::span<const int> pages;             ///< page numbers of all sequences, one after the other
    std::span<const SamplingRow> sampling;  ///< one per row of logits
    bool replayable = true;                 ///< whether Device::execute() may replay a recording of this shape
    /// Empty, or [tokens]: where it is not negative, the token is the one drawn for that row of the step before, which
    /// the host need not know yet.
    std::span<const int> drawnRows = {};
};

/// The largest step of a device's part of the model, and its shapes: what scratch memory depends on.
struct StepShape {
    int tokens = 0;
    int sequences = 0;
    int logitRows = 0;
    int pages = 0;  ///< page numbers of all sequences
    int hidden = 0, feedForward = 0;
    int heads = 0, kvHeads = 0, headDim = 0;
    int experts = 0, expertsPerToken = 0;
    int vocabulary = 0;
};

/// Result of Device::sample() for one row.
struct SampledToken {
    int token = 0;
    bool finite = true;                               ///< false: the row had NaN or infinity, and `token` means nothing
    float logProbability = 0;                         ///< under the model, before sampling options
    std::vector<std::pair<int, float>> alternatives;  ///< token, log-probability; best first; only if asked for
};

/// One device of a backend. Operations run in the order of the calls. All calls for one device come from one thread at
/// a time: between Backend::runOnAll() and its return from that rank's thread, else from the engine's thread.
///
/// Shapes: n = tokens of the step, h = hidden, q = heads * headDim and k = kvHeads * headDim of this device, f = feed
/// forward of this device, e = experts, t = experts per token, r = rows of logits, v = vocabulary.
class Device {
 public:
    virtual ~Device() = default;

    virtual int rank() const = 0;
    virtual std::string name() const = 0;

    // --- memory ------------------------------------------------------------------------------------------------
    /// Allocates and zeroes; `purpose` appears in the message of OutOfMemory.
    virtual DeviceMemory allocate(std::uint64_t bytes, std::string_view purpose) = 0;
    /// Throws Error(Device) or std::bad_alloc.
    virtual TransferBuffer allocateTransfer(std::uint64_t bytes) = 0;
    virtual std::uint64_t allocatedBytes() const = 0;
    /// All memory of the device that is in use now, by whomever, as its driver says.
    virtual std::uint64_t usedBytes() const = 0;
    /// Returns when the bytes are there. May be called from several threads at once.
    virtual void upload(void* device, const void* host, std::uint64_t bytes) = 0;
    /// Returns when the bytes are there.
    virtual void download(void* host, const void* device, std::uint64_t bytes) = 0;
    /// Makes the codes and scales of `plain`, rows of plain elements in memory of the device or of a TransferBuffer, in
    /// the places of the device that `to` says: the same bytes as quantiseRows() makes. Returns when they are there.
    /// May be called from several threads at once.
    virtual void quantise(Matrix plain, WeightFormat format, const WeightParts& to) = 0;
    /// Fills with values uniform in [-scale, scale], the same for the same seed. Random weights of any size.
    virtual void fillRandom(Matrix out, float scale, std::uint64_t seed) = 0;
    /// Gives the device its planned scratch memory (see WorkspaceSizes::scratch) before the first step. A device that
    /// was given none takes what it needs as it goes. Throws Error(Internal) if it is too small for `shape`.
    virtual void prepare(const StepShape& shape, DeviceMemory scratch) = 0;

    // --- a step ------------------------------------------------------------------------------------------------
    /// Makes `inputs` the current step and runs `operations`, which calls the operations below. Where the inputs are
    /// replayable, a backend may record the operations of one shape of step and replay them instead of calling
    /// `operations` again; they must then depend on nothing but the shape.
    virtual void execute(const StepInputs& inputs, const std::function<void()>& operations) = 0;
    /// How many steps so far were replayed, `operations` not called.
    virtual std::uint64_t replayedSteps() const { return 0; }

    // --- operations --------------------------------------------------------------------------------------------
    /// out [n, h] float32 = rows of `table` [v, h] at the step's tokens.
    virtual void embed(const Weight& table, Matrix out) = 0;
    /// residual [n, h] float32 += delta [n, h] (skipped if delta.data is null); out [n, h] = RMSNorm(residual) *
    /// weight.
    virtual void addRmsNorm(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix out) = 0;
    /// residual [n, h] float32 += delta [n, h].
    virtual void add(Matrix residual, Matrix delta) = 0;
    /// out [n, rows of weight] = x [n, columns of weight] * transposed weight. `out` may be float32. `activations`:
    /// what those in `x` may be made of. GPUs leave them exact beside rows that are not whole super-blocks of 256
    /// columns, and where kernels are forced that take no others.
    virtual void linear(Matrix x, const Weight& weight, Matrix out, Activations activations = Activations::Exact) = 0;
    /// Rotates the query and key heads of qkv [n, q + 2k] in place (rotate-half, at the step's positions) and writes
    /// keys and values to their pages.
    virtual void ropeAndStoreKv(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv) = 0;
    /// out [n, q] = causal attention of the rotated queries in qkv over the pages, scale 1 / sqrt(headDim).
    virtual void attention(Matrix qkv, int heads, const KvLayer& kv, Matrix out) = 0;
    /// ropeAndStoreKv(), then attention(). What stands in `qkv` afterwards is not defined.
    virtual void ropeStoreAndAttend(Matrix qkv, int heads, const Rope& rope, const KvLayer& kv, Matrix out);
    /// topkIds, topkWeights [n, t] = the t largest of x * transposed router [e, h], softmax over those t logits. Equal
    /// logits: the lower expert first.
    virtual void route(Matrix x, const Weight& router, std::int32_t* topkIds, float* topkWeights,
                       int expertsPerToken) = 0;
    /// addRmsNorm() into `normed` [n, h], then route() of it.
    virtual void addRmsNormAndRoute(Matrix residual, Matrix delta, Matrix weight, float epsilon, Matrix normed,
                                    const Weight& router, std::int32_t* topkIds, float* topkWeights,
                                    int expertsPerToken);
    /// out [n, h] = sum over the chosen experts of weight * down(silu(gate(x)) * up(x)), in the order of `topkIds`.
    /// products: scratch [n * t, f]. `activations`: as of linear(), of `x` and `products`; exact if only some of the
    /// weights are in fp8.
    virtual void experts(Matrix x, const std::int32_t* topkIds, const float* topkWeights, int expertsPerToken,
                         const ExpertWeights& weights, Matrix products, Matrix out,
                         Activations activations = Activations::Exact) = 0;
    /// out [r, h] = the rows of x [n, h] whose logits are wanted (SamplingRow::tokenRow).
    virtual void gatherLogitRows(Matrix x, Matrix out) = 0;
    /// Draws one token per row of `logits` [r, v] float32; read with sampled().
    virtual void sample(Matrix logits) = 0;
    /// Results of the oldest sample() whose results were not taken yet; waits for them. Empty if there is none.
    virtual std::vector<SampledToken> sampled() = 0;
    /// Whether all values of `x` are finite; waits. For finding the layer that produced a NaN.
    virtual bool allFinite(Matrix x) = 0;

    // --- collectives: called by every rank of a tensor-parallel group in the same order -------------------------
    /// x becomes the sum over the group; every rank gets bitwise the same values.
    virtual void allReduceSum(Matrix x) = 0;
    /// out [r, v] on every rank = the shards [r, v / group size] side by side in rank order.
    virtual void allGatherColumns(Matrix shard, Matrix out) = 0;
    /// Pipeline: to and from the device with this rank.
    virtual void send(Matrix x, int toRank) = 0;
    virtual void receive(Matrix x, int fromRank) = 0;

 protected:
    friend class DeviceMemory;
    /// Gives back what allocate() took.
    virtual void release(void* data, std::uint64_t bytes) noexcept = 0;
};

/// A set of devices that run one model.
class Backend {
 public:
    virtual ~Backend() = default;

    virtual std::string name() const = 0;
    virtual DeviceKind kind() const = 0;
    virtual int deviceCount() const = 0;
    virtual Device& device(int rank) = 0;
    /// Precision of activations other than the residual stream: float32 on the CPU.
    virtual Precision activations() const = 0;
    /// Whether steps are only put in line, so that the next one should be given before the results of this one are
    /// read.
    virtual bool asyncScheduling() const = 0;
    /// Groups the ranks for collectives. Called once, before any step.
    virtual void setPlacement(const Placement& placement) = 0;
    /// How the devices exchange data since then, in words; empty where they are one, or share their memory.
    virtual std::string interconnect() const { return {}; }
    /// Which kernels ran so far, for operations that can be computed in several ways; empty where there is but one.
    virtual std::vector<KernelUse> kernelsUsed() const { return {}; }
    /// What was measured to choose between them.
    virtual std::vector<KernelMeasurement> kernelsMeasured() const { return {}; }
    /// Runs `work` for every device at once, each on its own thread, and returns when all are done. If one throws, the
    /// others are woken from their collectives, and the first exception is thrown here.
    virtual void runOnAll(const std::function<void(Device&)>& work) = 0;
};

}  // namespace mw
