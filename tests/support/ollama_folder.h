// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace mw::test {

/// A folder as Ollama keeps it.
class OllamaFolder {
 public:
    explicit OllamaFolder(std::filesystem::path models) : m_models(std::move(models)) {
        std::filesystem::create_directories(m_models / "manifests");
        std::filesystem::create_directories(m_models / "blobs");
    }

    /// Adds a model "library/mixtral/8x7b"; gives its manifest.
    std::filesystem::path add(const std::string& name, const std::string& weights,
                              const std::string& chatTemplate = "") {
        std::string layers = layer("model", weights) + "," + layer("license", "Apache");
        if (!chatTemplate.empty()) layers += "," + layer("template", chatTemplate);
        const std::filesystem::path manifest = m_models / "manifests/registry.ollama.ai" / name;
        write(manifest,
              R"({"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json",)"
              R"("config":{"mediaType":"application/vnd.docker.container.image.v1+json","digest":"sha256:0"},)"
              R"("layers":[)" +
                  layers + "]}");
        return manifest;
    }

 private:
    static void write(const std::filesystem::path& file, const std::string& content) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }

    std::string layer(const std::string& kind, const std::string& content) {
        char digest[65];  // any name will do that is the content's own
        std::snprintf(digest, sizeof digest, "%064zx", std::hash<std::string>{}(content));
        write(m_models / "blobs" / ("sha256-" + std::string(digest)), content);
        return R"({"mediaType":"application/vnd.ollama.image.)" + kind + R"(","digest":"sha256:)" + digest +
               R"(","size":)" + std::to_string(content.size()) + "}";
    }

    std::filesystem::path m_models;
};

}  // namespace mw::test
