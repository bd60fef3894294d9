// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "mw/download.h"
#include "target_folder.h"

namespace mw {

/// A part of a file, of DownloadOptions::pieceBytes but for the last.
struct Piece {
    enum class State { Missing, There, Doubtful };
    State state = State::Missing;
    std::string sha256 = {};  ///< of what was written, where it was
};

/// How far a download is: what a journal says.
struct DownloadState {
    struct File {
        HubFile file;
        std::vector<Piece> pieces;
        bool isWhole = false;  ///< checked, and has its name
    };
    DownloadRequest request;  ///< without the folder
    std::uint64_t pieceBytes = 0;
    std::vector<File> files;

    DownloadState() = default;
    DownloadState(const DownloadRequest& wanted, std::uint64_t piece);

    std::uint64_t bytesOfPiece(const File& file, std::size_t piece) const;
    std::uint64_t fetchedBytes() const;
    /// Takes over what another state says of the same files (by path, size and checksum).
    void takeOver(const DownloadState& before);
};

/// Reads the journal in a folder; nothing where there is none that can be read. A last line that was cut is left out.
std::optional<DownloadState> readJournal(const std::filesystem::path& folder);

/// The journal while a download runs. It is a text: the request in JSON on the first line, then a line for each event.
/// A line is only written when what it tells of is on the disk, and is there itself when the call returns.
class Journal {
 public:
    /// Writes a new one of what is known, in place of the one that is there.
    Journal(const TargetFolder& folder, const DownloadState& state);

    void pieceCame(std::size_t file, std::size_t piece, const std::string& sha256);
    void pieceMissing(std::size_t file, std::size_t piece);
    void filePiecesDoubtful(std::size_t file);
    void filePiecesMissing(std::size_t file);
    void fileWhole(std::size_t file);

 private:
    void append(const std::string& line);

    std::filesystem::path m_path;
    FileHandle m_file;
};

}  // namespace mw
