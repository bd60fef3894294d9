// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the tests of the abstract operations share: the backends they run on, and matrices that exist both on a device
// and, rounded to the same precision, as doubles on the host.

#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "backend.h"
#include "cuda_faults.h"

namespace mw::test {

/// A backend under test. Another backend is another row.
struct BackendRow {
    std::string name;
    std::function<std::unique_ptr<Backend>(int devices)> make;  ///< null where this machine has no such device
    double tolerance = 0;  ///< of a result, relative to the largest magnitude in play
    bool replays = false;  ///< whether steps are recorded and replayed

    friend std::ostream& operator<<(std::ostream& out, const BackendRow& row) { return out << row.name; }
};

const std::vector<BackendRow>& backendRows();

/// The CUDA backend with these kernels forced.
BackendRow cudaWithKernels(const std::string& name, std::vector<std::string> kernels);

/// The backends, and the CUDA backend with each way to multiply that it takes for some shapes only, or on other GPUs.
std::vector<BackendRow> kernelRows();

/// The backends, and the ways in which GPUs can exchange data besides the usual one.
std::vector<BackendRow> collectiveRows();

/// The CUDA backend with so many ranks; where there are fewer GPUs, ranks share them, and NCCL, which refuses that, is
/// a fake one, with all ranks on the first GPU. Null where there is none.
std::unique_ptr<Backend> makeCudaRanks(int devices, CudaBackendOptions options = {}, CudaFaults faults = {});

/// `value` as a matrix of this precision stores it.
double rounded(Precision precision, double value);

/// Element `index` of a matrix of this precision that begins at `data`.
double elementAt(Precision precision, const std::byte* data, std::int64_t index);

/// A matrix on a device and its values on the host.
class Tensor {
 public:
    Tensor(Device& device, Precision precision, std::int64_t rows, std::int64_t columns, std::vector<double> values);

    /// Normally distributed values.
    static Tensor random(Device& device, Precision precision, std::int64_t rows, std::int64_t columns, unsigned seed,
                         double scale = 1);
    static Tensor zeros(Device& device, Precision precision, std::int64_t rows, std::int64_t columns);

    const Matrix& matrix() const { return m_matrix; }
    Weight weight() const {
        return Weight::at(m_matrix.data, plainFormat(m_matrix.precision), m_matrix.rows, m_matrix.columns);
    }
    /// What was put in.
    double at(std::int64_t row, std::int64_t column) const {
        return m_values[static_cast<std::size_t>(row * m_matrix.columns + column)];
    }
    const std::vector<double>& values() const { return m_values; }
    /// What stands on the device now.
    std::vector<double> read() const;
    std::vector<std::byte> readBytes() const;

 private:
    Device* m_device;
    DeviceMemory m_memory;
    Matrix m_matrix;
    std::vector<double> m_values;
};

/// The experts of a layer, each in memory of its own, in no order. Their values are those of gateUp [experts * 2f, h]
/// and down [experts * h, f].
class ExpertTensors {
 public:
    /// To what each matrix is aligned, and to no more.
    static constexpr std::uint64_t kAlignment = 64 * 1024;

    ExpertTensors(Device& device, const Tensor& gateUp, const Tensor& down, int experts,
                  std::uint64_t alignment = kAlignment);

    ExpertWeights weights() const;

    /// Gives an expert other memory, with the values of expert `like`, and makes what was there unusable.
    void move(int expert, int like);

 private:
    void place(int expert, int like);

    Device& m_device;
    Weight m_gateUp, m_down;  ///< shapes of one
    std::vector<std::byte> m_gateUpBytes, m_downBytes;
    std::uint64_t m_alignment;
    std::vector<ExpertPlace> m_places;
    std::vector<DeviceMemory> m_memory;
    DeviceMemory m_table;
};

/// Largest difference, relative to the largest expected magnitude.
double relativeError(const std::vector<double>& actual, const std::vector<double>& expected);

/// A step of whole sequences and the memory that its spans point to.
struct Step {
    struct Sequence {
        int firstPosition = 0;
        int tokens = 0;
    };
    /// Pages are dealt out in a scrambled order over `pagesInPool`.
    Step(const std::vector<Sequence>& wanted, int pagesInPool);

    std::vector<int> tokens, positions, pages;
    std::vector<StepSequence> sequences;
    std::vector<SamplingRow> sampling;
    StepInputs inputs() const { return {tokens, positions, sequences, pages, sampling, false}; }
};

}  // namespace mw::test
