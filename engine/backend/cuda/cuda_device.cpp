// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// Memory, steps, recordings and results of one GPU; what is computed is in cuda_device_operations.cpp.

#include "cuda_device.h"

#include <algorithm>
#include <utility>

#include "attention.h"
#include "element_of.h"
#include "elementwise.h"
#include "kernel_rows.h"
#include "mw/error.h"
#include "quantise.h"
#include "quantise_weights.h"
#include "refusal.h"
#include "weight_parts.h"

namespace mw::cuda {

namespace {

/// Recorded steps that are kept; more numbers of chats than this come and go only over hours.
constexpr std::size_t kMostRecordings = 96;

/// What CUDA says where this build has no code that the current device, or its driver's compiler, can take; else empty.
std::string whyNoCode(int rank) {
    const cudaError_t found = kernels::findCode();
    switch (found) {
        case cudaErrorNoKernelImageForDevice:
        case cudaErrorInvalidDeviceFunction:
        case cudaErrorInvalidPtx:
        case cudaErrorUnsupportedPtxVersion:
        case cudaErrorJitCompilerNotFound:
            cudaGetLastError();
            return cudaGetErrorString(found);
        default:
            check(found, rank, "looking for its code");
            return {};
    }
}

/// Throws Error(Unsupported) for a GPU that this build cannot use.
cudaDeviceProp propertiesOf(int rank, int ordinal) {
    const CurrentDevice current(ordinal, rank);
    cudaDeviceProp properties{};
    check(cudaGetDeviceProperties(&properties, ordinal), rank, "asking for its properties");
    const std::string refused =
        refusalOf("GPU " + std::to_string(rank) + " (" + properties.name + ")", properties.major, properties.minor,
                  properties.major < 8 ? std::string() : whyNoCode(rank));
    if (!refused.empty()) throw Error(ErrorCode::Unsupported, refused, {.file = {}, .offset = {}, .device = rank});
    return properties;
}

}  // namespace

CudaDevice::CudaDevice(int rank, int ordinal, const CudaBackendOptions& options, const CudaFaults& faults)
    : CudaDevice(rank, ordinal, propertiesOf(rank, ordinal), options, faults) {
    if (m_kernels.isForced(kCublasName)) openCublas();
}

CudaDevice::CudaDevice(int rank, int ordinal, const cudaDeviceProp& properties, const CudaBackendOptions& options,
                       const CudaFaults& faults)
    : m_rank(rank),
      m_ordinal(ordinal),
      m_recordSteps(options.recordSteps),
      m_name(properties.name),
      m_kernels(faults.capability > 0 ? faults.capability : 10 * properties.major + properties.minor, options.kernels),
      m_cublasLibraries(faults.cublasLibraries),
      m_kernelTimes(options.kernelTimes),
      m_scratch(rank, [this] { forgetPlaces(); }) {
    const CurrentDevice current(ordinal, rank);
    m_stream = makeStream(rank);
    for (ResultSlot& slot : m_resultSlots)
        slot.ready = makeEvent(rank);
}

void CudaDevice::openCublas() {
    const CurrentDevice current(m_ordinal, m_rank);
    m_cublas = Cublas::open(m_cublasLibraries, m_rank);
    if (!m_cublas) {
        m_kernels.doWithoutCublas();
        if (!m_kernels.isForced(kCublasName)) return;
        std::string names;
        for (const std::string& library : m_cublasLibraries)
            names += (names.empty() ? "" : " and no ") + library;
        throw Error(ErrorCode::Unsupported, "cuBLAS is not installed: there is no " + names + ".");
    }
    int driver = 0;
    check(cudaDriverGetVersion(&driver), "asking for its driver");
    const std::string machine =
        m_name + ", driver " + std::to_string(driver) + ", cuBLAS " + std::to_string(m_cublas->version());
    m_kernels.takeCublas({m_kernelTimes, machine});
}

CudaDevice::~CudaDevice() {
    // Owners below free on the current device.
    cudaSetDevice(m_ordinal);
    cudaStreamSynchronize(m_stream.get());
}

// --- memory ---------------------------------------------------------------------------------------------------------

DeviceMemory CudaDevice::allocate(std::uint64_t bytes, std::string_view purpose) {
    const CurrentDevice current(m_ordinal, m_rank);
    DeviceBytes owner = takeDeviceBytes(bytes, m_rank, purpose);
    m_allocatedBytes += bytes;
    heldBytes(m_ordinal) += bytes;
    return {*this, owner.release(), bytes};
}

void CudaDevice::release(void* data, std::uint64_t bytes) noexcept {
    cudaSetDevice(m_ordinal);
    cudaFree(data);
    m_allocatedBytes -= bytes;
    heldBytes(m_ordinal) -= bytes;
}

TransferBuffer CudaDevice::allocateTransfer(std::uint64_t bytes) {
    const CurrentDevice current(m_ordinal, m_rank);
    return {takePinnedBytes(bytes, m_rank).release(), [](void* data) { cudaFreeHost(data); }};
}

std::uint64_t CudaDevice::usedBytes() const {
    const CurrentDevice current(m_ordinal, m_rank);
    std::size_t free = 0, total = 0;
    check(cudaMemGetInfo(&free, &total), "asking for its memory");
    return total - free;
}

void CudaDevice::upload(void* device, const void* host, std::uint64_t bytes) {
    const CurrentDevice current(m_ordinal, m_rank);
    // A stream of the calling thread, so that several can copy at once.
    check(cudaMemcpyAsync(device, host, bytes, cudaMemcpyHostToDevice, cudaStreamPerThread), "copying to the GPU");
    check(cudaStreamSynchronize(cudaStreamPerThread), "copying to the GPU");
}

void CudaDevice::download(void* host, const void* device, std::uint64_t bytes) {
    const CurrentDevice current(m_ordinal, m_rank);
    if (m_collective) m_collective->await(m_rank, [&] { return cudaStreamQuery(m_stream.get()); });
    check(cudaMemcpyAsync(host, device, bytes, cudaMemcpyDeviceToHost, m_stream.get()), "copying from the GPU");
    settle("copying from the GPU");
}

void CudaDevice::settle(std::string_view doing) {
    if (m_collective) m_collective->await(m_rank, [&] { return cudaStreamQuery(m_stream.get()); });
    check(cudaStreamSynchronize(m_stream.get()), doing);
    if (m_collective) m_collective->requireAlive();
}

void CudaDevice::quantise(Matrix plain, WeightFormat format, const WeightParts& to) {
    const CurrentDevice current(m_ordinal, m_rank);
    const ScaleType scales = weightFormatRow(format).scales;
    if (isNested(scales) || isPaired(scales) || !m_kernels.isForced(kQuantiseName))
        return quantiseOnHost(plain, format, to);
    // On a stream of the calling thread, as uploads.
    check(kernels::launchQuantiseWeights({.plain = plain.data,
                                          .plainElement = elementOf(plain.precision),
                                          .element = elementOf(format),
                                          .values = to.values,
                                          .scales = to.scales,
                                          .rows = plain.rows,
                                          .columns = plain.columns},
                                         cudaStreamPerThread),
          "quantising weights");
    check(cudaStreamSynchronize(cudaStreamPerThread), "quantising weights");
}

/// Nested scales and pairs, which files store, are made of plain numbers for random weights alone.
void CudaDevice::quantiseOnHost(Matrix plain, WeightFormat format, const WeightParts& to) {
    std::vector<std::byte> numbers(plain.bytes());
    check(cudaMemcpyAsync(numbers.data(), plain.data, numbers.size(), cudaMemcpyDefault, cudaStreamPerThread),
          "copying from the GPU");
    check(cudaStreamSynchronize(cudaStreamPerThread), "copying from the GPU");
    const WeightBytes row = rowBytes(format, plain.columns);
    std::vector<std::byte> held(weightBytes(format, plain.rows, plain.columns).total());
    const WeightParts made = partsAt(held.data(), format, plain.rows, plain.columns, 0);
    quantiseRows(numbers.data(), plain.precision, plain.rows, plain.columns, format, made);
    const auto rows = static_cast<std::uint64_t>(plain.rows);
    upload(to.values, made.values, rows * row.values);
    upload(to.scales, made.scales, rows * row.scales);
    if (to.superScales) upload(to.superScales, made.superScales, rows * row.superScales);
}

void CudaDevice::fillRandom(Matrix out, float scale, std::uint64_t seed) {
    const CurrentDevice current(m_ordinal, m_rank);
    check(kernels::launchFillRandom(out.data, elementOf(out.precision), out.rows * out.columns, scale, seed,
                                    m_stream.get()),
          "filling with random values");
    check(cudaStreamSynchronize(m_stream.get()), "filling with random values");
}

void CudaDevice::forgetPlaces() {
    check(cudaStreamSynchronize(m_stream.get()), "waiting for earlier steps");
    m_recordings.clear();
    m_maps.clear();
}

void CudaDevice::prepare(const StepShape& shape, DeviceMemory scratch) {
    const CurrentDevice current(m_ordinal, m_rank);
    const auto rows = static_cast<std::uint64_t>(shape.logitRows);
    const StepCapacity capacity{shape.tokens, shape.sequences, shape.logitRows,
                                shape.pages,  shape.logitRows, shape.vocabulary};
    ScratchBytes wanted;
    // Of all rows that run here, as any of them may be forced.
    forEachTable([&](const auto& table) {
        for (const auto& row : table.rows)
            if (row.reserve && m_kernels.runs(row.capabilities)) row.reserve(shape, wanted);
    });
    wanted[Scratch::Sampling] = kernels::sampleScratchBytes(shape.logitRows, shape.vocabulary);
    wanted[Scratch::Results] = rows * sizeof(kernels::SampleResult);
    wanted[Scratch::Drawn] = wanted[Scratch::DrawnBefore] = rows * sizeof(int);
    wanted[Scratch::Finite] = sizeof(int);
    wanted[Scratch::Inputs] = CudaStep::deviceBytes(capacity);
    m_scratch.place(wanted, std::move(scratch));
    m_step.place(m_scratch.take(Scratch::Inputs, 0), capacity, m_rank);
    m_kvHeads = shape.kvHeads;
    // Now: taking or freeing pinned memory in a step may wait for all that runs on the GPU, for a rank that waits for
    // this one, too.
    for (ResultSlot& slot : m_resultSlots)
        slot.reserve(shape.logitRows, m_rank);
}

void CudaDevice::reserveInputs(const StepCapacity& needed) {
    if (m_step.capacity().holds(needed)) return;
    const StepCapacity capacity = m_step.capacity().joinedWith(needed);
    void* const memory = m_scratch.take(Scratch::Inputs, CudaStep::deviceBytes(capacity));
    m_recordings.clear();
    m_step.place(memory, capacity, m_rank);
}

// --- steps ----------------------------------------------------------------------------------------------------------

void CudaDevice::checkTokens(const StepInputs& inputs, std::int64_t vocabulary) const {
    for (std::size_t i = 0; i < inputs.tokens.size(); ++i) {
        if (i < inputs.drawnRows.size() && inputs.drawnRows[i] >= 0) continue;
        if (inputs.tokens[i] < 0 || inputs.tokens[i] >= vocabulary)
            throw Error(ErrorCode::InvalidArgument, "Token id " + std::to_string(inputs.tokens[i]) +
                                                        " is outside of the vocabulary of " +
                                                        std::to_string(vocabulary) + ".");
    }
}

void CudaDevice::execute(const StepInputs& inputs, const std::function<void()>& operations) {
    const CurrentDevice current(m_ordinal, m_rank);
    const int vocabulary = std::max(m_step.capacity().vocabulary, 1 << 16);
    reserveInputs(StepCapacity::of(inputs, m_scratch.isPlanned() ? m_step.capacity().vocabulary : vocabulary));
    if (m_tableRows > 0) checkTokens(inputs, m_tableRows);
    m_step.upload(inputs, m_stream.get(), m_rank);
    m_inputs = &inputs;
    ++m_steps;

    const bool recordable = m_recordSteps && inputs.replayable && m_step.tokens > 0 &&
                            m_step.decodeSequences == m_step.tokens && m_step.rows == m_step.tokens &&
                            (!m_collective || m_collective->isRecordable());
    if (!recordable) {
        run(operations);
    } else {
        const int depth = kernels::decodeAttentionDepth(m_step.decodeSequences, m_kvHeads, m_step.longestDecode);
        Recording& recording = m_recordings[{m_step.tokens, depth}];
        recording.lastUse = m_steps;
        const Way way = agreeOn(recording.graph         ? ReplayRecording
                                : ++recording.times > 1 ? RecordOperations
                                                        : RunOperations);
        if (way == RecordOperations) {
            record(recording, operations);
            agreeOn(way);  // no rank launches what waits for others that may still be busy with preparing theirs
        } else if (way == ReplayRecording) {
            ++m_replayedSteps;
        }
        if (way != RunOperations) {
            check(cudaGraphLaunch(recording.graph.get(), m_stream.get()), "running a recorded step");
            if (recording.rows > 0) fetchResults(recording.rows);
        } else {
            run(operations);
        }
    }
    m_inputs = nullptr;
}

CudaDevice::Way CudaDevice::agreeOn(Way way) const {
    return m_collective ? static_cast<Way>(m_collective->agree(m_rank, way)) : way;
}

void CudaDevice::run(const std::function<void()>& operations) {
    m_drawnRows = 0;
    operations();
}

void CudaDevice::record(Recording& recording, const std::function<void()>& operations) {
    if (m_recordings.size() > kMostRecordings) {
        const auto oldest =
            std::ranges::min_element(m_recordings, {}, [](const auto& entry) { return entry.second.lastUse; });
        m_recordings.erase(oldest);
    }
    m_recording = true;
    m_drawnRows = 0;
    cudaGraph_t captured = nullptr;
    check(cudaStreamBeginCapture(m_stream.get(), cudaStreamCaptureModeThreadLocal), "beginning to record a step");
    try {
        operations();
    } catch (...) {
        m_recording = false;
        cudaStreamEndCapture(m_stream.get(), &captured);
        const Graph discarded(captured);
        throw;
    }
    m_recording = false;
    check(cudaStreamEndCapture(m_stream.get(), &captured), "recording a step");
    const Graph graph(captured);
    cudaGraphExec_t instance = nullptr;
    check(cudaGraphInstantiate(&instance, graph.get(), 0), "preparing a recorded step");
    recording.graph = GraphExec(instance);
    check(cudaGraphUpload(instance, m_stream.get()), "preparing a recorded step");
    recording.rows = m_drawnRows;
}

// --- results --------------------------------------------------------------------------------------------------------

void CudaDevice::ResultSlot::reserve(int wanted, int rank) {
    if (rows >= wanted) return;
    bytes = takePinnedBytes(static_cast<std::uint64_t>(wanted) * sizeof(kernels::SampleResult), rank);
    rows = wanted;
}

void CudaDevice::fetchResults(int rows) {
    if (m_drawings.size() == kDrawingSlots)
        throw Error(ErrorCode::Internal, "The results of too many steps were left unread.");
    ResultSlot& slot = m_resultSlots[static_cast<std::size_t>(m_nextSlot)];
    slot.reserve(rows, m_rank);
    check(cudaMemcpyAsync(slot.bytes.get(), m_scratch.take(Scratch::Results, 0),
                          static_cast<std::uint64_t>(rows) * sizeof(kernels::SampleResult), cudaMemcpyDeviceToHost,
                          m_stream.get()),
          "fetching drawn tokens");
    check(cudaEventRecord(slot.ready.get(), m_stream.get()), "fetching drawn tokens");
    m_drawings.push_back({m_nextSlot, rows});
    m_nextSlot = (m_nextSlot + 1) % kDrawingSlots;
}

std::vector<SampledToken> CudaDevice::sampled() {
    if (m_drawings.empty()) return {};
    const CurrentDevice current(m_ordinal, m_rank);
    const Drawing drawing = m_drawings.front();
    m_drawings.pop_front();
    const ResultSlot& slot = m_resultSlots[static_cast<std::size_t>(drawing.slot)];
    if (m_collective) m_collective->await(m_rank, [&] { return cudaEventQuery(slot.ready.get()); });
    check(cudaEventSynchronize(slot.ready.get()), "computing a step");
    if (m_collective) m_collective->requireAlive();
    const auto* const results = static_cast<const kernels::SampleResult*>(slot.bytes.get());
    std::vector<SampledToken> tokens(static_cast<std::size_t>(drawing.rows));
    for (std::size_t row = 0; row < tokens.size(); ++row) {
        const kernels::SampleResult& result = results[row];
        tokens[row].token = result.token;
        tokens[row].finite = result.finite != 0;
        tokens[row].logProbability = result.logProbability;
        for (int i = 0; i < result.alternatives; ++i)
            tokens[row].alternatives.emplace_back(result.alternativeTokens[i], result.alternativeLogProbabilities[i]);
    }
    return tokens;
}

}  // namespace mw::cuda
