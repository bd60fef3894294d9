// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "mw/error.h"

/// Repositories of models on the Hugging Face hub, or on a server that speaks as it does.
namespace mw {

enum class HubFault {
    Address,     ///< what was typed names no repository, or the server's address cannot be used
    NoAnswer,    ///< the server cannot be reached, or breaks off, or says that it is busy
    NeedsToken,  ///< it wants to know who asks, or refuses the one who does
    NotFound,    ///< there is no such repository, revision or file
    Content,     ///< what it sends is not what it says it is
    Disk,        ///< the folder cannot be written to, or holds other files under these names
    DiskFull,    ///< there is too little room
    InUse,       ///< another program fetches into this folder
};

/// A fault of a server or of the folder, in words that a person can act on.
class HubError : public Error {
 public:
    HubError(HubFault fault, const std::string& message, ErrorPlace place = {});
    HubFault fault() const { return m_fault; }

 private:
    HubFault m_fault;
};

struct HubOptions {
    std::string endpoint = "https://huggingface.co";
    std::string token = {};                   ///< of a person's account; sent to the endpoint only. Empty: none
    std::filesystem::path certificates = {};  ///< a PEM file of authorities in place of the system's; may be empty
    std::chrono::seconds stall{30};           ///< without a byte, after which a connection is given up
    std::chrono::milliseconds retry{1000};    ///< before the second try; doubled with each one up to 64 times as much
};

/// The endpoint that $HF_ENDPOINT names, or the usual one where `named` is empty. Throws HubError(Address) unless it is
/// https, or http to this machine itself.
std::string hubEndpoint(const std::string& named);

/// What a person named.
struct HubPlace {
    std::string repository;         ///< owner/name
    std::string revision = "main";  ///< branch, tag or commit
    std::string file = {};          ///< in it; empty: not one file
    bool operator==(const HubPlace&) const = default;
};

/// Reads "owner/name", "owner/name@revision", or the address of a repository or of a file in it as browsers show it (of
/// the usual endpoint, of hf.co, or of `endpoint`). Throws HubError(Address) saying what was expected.
HubPlace parseHubPlace(const std::string& text, const std::string& endpoint = HubOptions().endpoint);

struct HubFile {
    std::string path;  ///< relative, with slashes; checked: stays below the folder it is put into
    std::uint64_t bytes = 0;
    std::string sha256 = {};   ///< 64 small hexadecimal figures; of small files often only
    std::string gitBlob = {};  ///< SHA-1 of git's blob, 40 figures
    bool operator==(const HubFile&) const = default;
};

/// What a repository holds at one commit.
struct HubRepository {
    std::string name;                 ///< owner/name, as the hub spells it
    std::string revision;             ///< that was asked for
    std::string commit;               ///< what it stands for now, 40 figures
    std::string licence = {};         ///< as its card says, "apache-2.0"; empty: it says nothing
    bool gated = false;               ///< handed out to those who agreed to its terms
    std::vector<HubFile> files = {};  ///< by path
};

/// Files that are fetched together: one form in which a repository holds the model.
struct HubForm {
    enum class Kind { Safetensors, Consolidated, ConsolidatedPth, Gguf, Other };
    Kind kind = Kind::Other;
    std::string name = {};            ///< of GGUF the quantisation or the file's name: "Q4_K_M"; else empty
    std::vector<HubFile> files = {};  ///< weights, and what belongs to them (config, tokenizer, licence)
    std::uint64_t bytes = 0;
};

/// The forms, best first: those that this program opens without loss of speed, GGUF by size. Files that it does not
/// read (other pickles, ONNX, pictures) are in none, unless nothing else is there: then all are one form.
std::vector<HubForm> formsOf(const HubRepository& repository);
/// One file, with what belongs to its form where it is no GGUF file; none where the repository has no such file.
std::vector<HubForm> formsWith(const HubRepository& repository, const std::string& file);

/// Asks the hub what a repository holds. Blocks until it has answered, or throws HubError; returns an empty
/// repository (without a commit) once stopped.
HubRepository askHub(const HubOptions& options, const HubPlace& place, const std::stop_token& stop = {});

}  // namespace mw
