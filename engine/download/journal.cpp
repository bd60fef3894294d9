// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "journal.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "repository.h"

namespace mw {

namespace {

using nlohmann::json;

constexpr const char* kKind = "mixtral-workbench download";
constexpr std::uint64_t kMostJournalBytes = 256U << 20;
constexpr std::uint64_t kLeastPieceBytes = 1U << 10;

void writeAll(const FileHandle& file, const std::filesystem::path& path, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(file.number(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) throwDisk(path, errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void sync(const FileHandle& file, const std::filesystem::path& path) {
    if (fdatasync(file.number()) != 0 && errno != EINVAL) throwDisk(path, errno);
}

std::string pieceLine(std::size_t file, std::size_t piece, const std::string& sha256) {
    return "piece " + std::to_string(file) + ' ' + std::to_string(piece) + ' ' + sha256 + '\n';
}

std::string wholeLine(std::size_t file) {
    return "whole " + std::to_string(file) + '\n';
}

std::string doubtfulLine(std::size_t file) {
    return "doubtful " + std::to_string(file) + '\n';
}

std::string headerOf(const DownloadState& state) {
    json files = json::array();
    for (const DownloadState::File& file : state.files) {
        json entry{{"path", file.file.path}, {"bytes", file.file.bytes}};
        if (!file.file.sha256.empty()) entry["sha256"] = file.file.sha256;
        if (!file.file.gitBlob.empty()) entry["gitBlob"] = file.file.gitBlob;
        files.push_back(std::move(entry));
    }
    return json{{"kind", kKind},
                {"repository", state.request.repository},
                {"revision", state.request.revision},
                {"commit", state.request.commit},
                {"pieceBytes", state.pieceBytes},
                {"files", std::move(files)}}
               .dump() +
           '\n';
}

/// Throws what nlohmann throws, or HubError, where it is no header.
DownloadState parseHeader(const std::string& line) {
    const json header = json::parse(line);
    if (header.at("kind") != kKind) throw HubError(HubFault::Content, "no journal of a download");
    DownloadRequest request{.repository = header.at("repository"),
                            .revision = header.at("revision"),
                            .commit = header.at("commit"),
                            .files = {},
                            .folder = {}};
    for (const json& entry : header.at("files"))
        request.files.push_back({.path = entry.at("path"),
                                 .bytes = entry.at("bytes"),
                                 .sha256 = entry.value("sha256", std::string()),
                                 .gitBlob = entry.value("gitBlob", std::string())});
    requireApart(request.files);
    const std::uint64_t piece = header.at("pieceBytes");
    if (piece < kLeastPieceBytes) throw HubError(HubFault::Content, "no journal of a download");
    return {request, piece};
}

/// One event; false where the line is none that this program wrote.
bool takeLine(const std::string& line, DownloadState& state) {
    std::istringstream words(line);
    std::string event;
    std::size_t file = 0;
    if (!(words >> event >> file) || file >= state.files.size()) return false;
    DownloadState::File& target = state.files[file];
    if (event == "piece") {
        std::size_t piece = 0;
        std::string sha256;
        if (!(words >> piece >> sha256) || piece >= target.pieces.size() || !isFigures(sha256, 64)) return false;
        target.pieces[piece] = {Piece::State::There, sha256};
    } else if (event == "lost") {
        std::size_t piece = 0;
        if (!(words >> piece) || piece >= target.pieces.size()) return false;
        target.pieces[piece] = {};
    } else if (event == "doubtful") {
        for (Piece& piece : target.pieces)
            if (piece.state == Piece::State::There) piece.state = Piece::State::Doubtful;
    } else if (event == "none") {
        std::fill(target.pieces.begin(), target.pieces.end(), Piece{});
    } else if (event == "whole") {
        target.isWhole = true;
    } else {
        return false;
    }
    return true;
}

}  // namespace

DownloadState::DownloadState(const DownloadRequest& wanted, std::uint64_t piece) : request(wanted), pieceBytes(piece) {
    request.folder.clear();
    for (const HubFile& file : wanted.files)
        files.push_back({.file = file, .pieces = std::vector<Piece>((file.bytes + piece - 1) / piece)});
}

std::uint64_t DownloadState::bytesOfPiece(const File& file, std::size_t piece) const {
    return std::min(pieceBytes, file.file.bytes - piece * pieceBytes);
}

std::uint64_t DownloadState::fetchedBytes() const {
    std::uint64_t bytes = 0;
    for (const File& file : files)
        for (std::size_t piece = 0; piece < file.pieces.size(); ++piece)
            if (file.isWhole || file.pieces[piece].state == Piece::State::There) bytes += bytesOfPiece(file, piece);
    return bytes;
}

void DownloadState::takeOver(const DownloadState& before) {
    for (File& file : files)
        for (const File& known : before.files)
            if (known.file == file.file) {
                file.isWhole = known.isWhole;
                if (before.pieceBytes == pieceBytes) file.pieces = known.pieces;
            }
}

std::optional<DownloadState> readJournal(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / kJournalName;
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed) || std::filesystem::file_size(path, failed) > kMostJournalBytes)
        return std::nullopt;
    std::ifstream in(path, std::ios::binary);
    std::string line;
    // A line without its end was cut.
    if (!std::getline(in, line) || in.eof()) return std::nullopt;
    try {
        DownloadState state = parseHeader(line);
        while (std::getline(in, line) && !in.eof())
            if (!takeLine(line, state)) break;
        return state;
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

Journal::Journal(const TargetFolder& folder, const DownloadState& state) : m_path(folder.path() / kJournalName) {
    std::string text = headerOf(state);
    for (std::size_t file = 0; file < state.files.size(); ++file) {
        const DownloadState::File& known = state.files[file];
        // Doubt holds for the lines before it.
        for (const Piece::State which : {Piece::State::Doubtful, Piece::State::There}) {
            bool any = false;
            for (std::size_t piece = 0; piece < known.pieces.size(); ++piece)
                if (known.pieces[piece].state == which && !known.isWhole) {
                    text += pieceLine(file, piece, known.pieces[piece].sha256);
                    any = true;
                }
            if (any && which == Piece::State::Doubtful) text += doubtfulLine(file);
        }
        if (known.isWhole) text += wholeLine(file);
    }
    const std::string next = std::string(kJournalName) + ".next";
    m_file = folder.open(next, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND);
    writeAll(m_file, m_path, text);
    sync(m_file, m_path);
    folder.replace(next, std::string(kJournalName));
}

void Journal::append(const std::string& line) {
    writeAll(m_file, m_path, line);
    sync(m_file, m_path);
}

void Journal::pieceCame(std::size_t file, std::size_t piece, const std::string& sha256) {
    append(pieceLine(file, piece, sha256));
}

void Journal::pieceMissing(std::size_t file, std::size_t piece) {
    append("lost " + std::to_string(file) + ' ' + std::to_string(piece) + '\n');
}

void Journal::filePiecesDoubtful(std::size_t file) {
    append(doubtfulLine(file));
}

void Journal::filePiecesMissing(std::size_t file) {
    append("none " + std::to_string(file) + '\n');
}

void Journal::fileWhole(std::size_t file) {
    append(wholeLine(file));
}

}  // namespace mw
