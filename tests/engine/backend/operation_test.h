// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

// What the tests of operations share: a device of a row, and names of rows.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "backend_rows.h"

namespace mw::test {

using Doubles = std::vector<double>;

inline constexpr Precision kPrecisions[] = {Precision::Float32, Precision::BFloat16, Precision::Float16};

inline std::string rowName(const BackendRow& backend, Precision precision, const std::string& shape) {
    return backend.name + "_" + std::string(precisionName(precision)) + "_" + shape;
}

/// Skips where the row's backend has no device.
class OperationTest : public ::testing::Test {
 protected:
    explicit OperationTest(const BackendRow& row) : m_row(row), m_backend(row.make(1)) {}

    void SetUp() override {
        if (!m_backend) GTEST_SKIP() << "No device for " << m_row.name << " here. " << cudaMissing();
    }

    Device& device() { return m_backend->device(0); }
    Precision activations() const { return m_backend->activations(); }
    void execute(const Step& step, const std::function<void()>& operations) {
        device().execute(step.inputs(), operations);
    }

    const BackendRow m_row;
    const std::unique_ptr<Backend> m_backend;
};

}  // namespace mw::test
