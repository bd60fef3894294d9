// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "cublas.h"

#include <utility>

#include "library_functions.h"
#include "mw/error.h"

namespace mw::cuda {

namespace {

// The part of cuBLAS's binary interface that is called, declared from its reference
// (https://docs.nvidia.com/cuda/cublas/), so that it is needed neither to build nor to run.
enum Operation : int { AsItIs = 0, Transposed = 1 };
constexpr int kFloatSums = 68;
constexpr int kUsualAlgorithm = -1;

}  // namespace

struct CublasFunctions {
    int (*create)(void**);
    int (*destroy)(void*);
    int (*version)(void*, int*);
    int (*setStream)(void*, cudaStream_t);
    int (*setWorkspace)(void*, void*, std::size_t);
    int (*multiply)(void*, Operation, Operation, int m, int n, int k, const void* alpha, const void* a, cudaDataType,
                    int lda, const void* b, cudaDataType, int ldb, const void* beta, void* c, cudaDataType, int ldc,
                    int sums, int algorithm);

    /// Null unless all of them are there. The library stays open: it keeps what it made for each GPU.
    static std::shared_ptr<const CublasFunctions> find(const std::string& name) {
        return libraryFunctions<CublasFunctions>(name, [](CublasFunctions& functions, const auto& find) {
            find(functions.create, "cublasCreate_v2");
            find(functions.destroy, "cublasDestroy_v2");
            find(functions.version, "cublasGetVersion_v2");
            find(functions.setStream, "cublasSetStream_v2");
            find(functions.setWorkspace, "cublasSetWorkspace_v2");
            find(functions.multiply, "cublasGemmEx");
        });
    }
};

std::unique_ptr<Cublas> Cublas::open(std::span<const std::string> libraries, int rank) {
    for (const std::string& library : libraries)
        if (auto functions = CublasFunctions::find(library))
            return std::unique_ptr<Cublas>(new Cublas(std::move(functions), rank));
    return nullptr;
}

Cublas::Cublas(std::shared_ptr<const CublasFunctions> functions, int rank)
    : m_functions(std::move(functions)), m_rank(rank) {
    check(m_functions->create(&m_handle), "starting");
}

Cublas::~Cublas() {
    m_functions->destroy(m_handle);
}

void Cublas::check(int status, const char* doing) const {
    if (status == 0) return;
    throw Error(
        ErrorCode::Device,
        "GPU " + std::to_string(m_rank) + ": " + doing + " cuBLAS failed: status " + std::to_string(status) + ".",
        {.file = {}, .offset = {}, .device = m_rank});
}

int Cublas::version() const {
    int version = 0;
    check(m_functions->version(m_handle, &version), "asking for the version of");
    return version;
}

void Cublas::multiply(const kernels::LinearArgs& args, void* workspace, cudaStream_t stream) {
    const float one = 1, zero = 0;
    const cudaDataType out = args.outElement == kernels::Element::Float32 ? CUDA_R_32F : CUDA_R_16BF;
    // A stream gives it back its own workspace, so in this order.
    check(m_functions->setStream(m_handle, stream), "giving a stream to");
    check(m_functions->setWorkspace(m_handle, workspace, kCublasWorkspaceBytes), "giving memory to");
    // It counts columns first: out, [columns, rows] to it, is the transposed weight's transpose times x.
    check(m_functions->multiply(m_handle, Transposed, AsItIs, args.columns, args.rows, args.k, &one, args.weight,
                                CUDA_R_16BF, args.k, args.x, CUDA_R_16BF, args.k, &zero, args.out, out, args.columns,
                                kFloatSums, kUsualAlgorithm),
          "multiplying through");
}

}  // namespace mw::cuda
