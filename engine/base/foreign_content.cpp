// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "foreign_content.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "utf8.h"

namespace mw {

namespace {

/// Files of other kinds by how they begin, with what they are.
constexpr std::array kKinds = {
    std::pair{std::string_view("GGUF"), "is a GGUF file, whatever its name says"},
    std::pair{std::string_view("PK\x03\x04"), "is a ZIP archive or a PyTorch pickle, whatever its name says"},
    std::pair{std::string_view("\x80\x02"), "is a PyTorch pickle, whatever its name says"},
    std::pair{std::string_view("\x1F\x8B"), "is compressed by gzip; unpack it"},
    std::pair{std::string_view("\xFD"
                               "7zXZ"),
              "is compressed by xz; unpack it"},
    std::pair{std::string_view("\x28\xB5\x2F\xFD"), "is compressed by zstd; unpack it"},
    std::pair{std::string_view("7z\xBC\xAF"), "is a 7z archive; unpack it"},
    std::pair{std::string_view("Rar!"), "is a RAR archive; unpack it"},
    std::pair{std::string_view("%PDF"), "is a PDF document"},
};

/// `text` without white space and byte order mark at its start.
std::string_view trimmed(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return text.substr(std::min(text.size(), text.find_first_not_of(" \t\r\n")));
}

bool startsWithAnyCase(std::string_view text, std::string_view beginning) {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return text.size() >= beginning.size() && std::ranges::equal(text.substr(0, beginning.size()), beginning, same);
}

/// The size that a pointer of Git LFS gives the real file, in words; empty if it says none.
std::string sizeInPointer(std::string_view pointer) {
    const std::size_t at = pointer.find("\nsize ");
    if (at == std::string_view::npos) return "";
    const std::string_view rest = pointer.substr(at + 6);
    const std::string digits(rest.substr(0, rest.find_first_not_of("0123456789")));
    return digits.empty() ? "" : " of " + digits + " bytes";
}

/// Whether a server may have said this, in plain words or as JSON.
bool isAnswer(std::string_view text, bool isJson) {
    const auto isShown = [](unsigned char c) { return c >= 0x20 || c == '\n' || c == '\r' || c == '\t'; };
    if (text.empty() || !std::ranges::all_of(text, isShown) || !isUtf8(text)) return false;
    return std::isalpha(static_cast<unsigned char>(text.front())) || (!isJson && text.front() == '{');
}

}  // namespace

std::string foreignContent(std::string_view beginning, std::uint64_t fileBytes, bool isJson) {
    beginning = beginning.substr(0, kForeignContentBytes);
    if (fileBytes == 0) return "is empty; the download did not begin, or the disk was full";
    const std::string_view text = trimmed(beginning);
    if (text.starts_with("version https://git-lfs"))
        return "is a pointer of Git LFS: the file itself" + sizeInPointer(text) +
               " was not downloaded; 'git lfs pull' in its folder does that";
    for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<!--"})
        if (startsWithAnyCase(text, tag))
            return "is a web page, not the file: the site wanted a login or had nothing under this address";
    if (startsWithAnyCase(text, "<?xml") || (text.starts_with('<') && isAnswer(text.substr(1), isJson)))
        return "is an XML document, not the file; most likely a server's refusal";
    if (isJson && (beginning.starts_with("\xFF\xFE") || beginning.starts_with("\xFE\xFF")))
        return "is text in UTF-16; save it in UTF-8";
    for (const auto& [magic, what] : kKinds)
        if (beginning.starts_with(magic)) return what;
    if (std::ranges::all_of(beginning, [](char c) { return c == '\0'; }))
        return "begins with nothing but zeros: room was made for it, but the download did not get that far";
    if (fileBytes <= kForeignContentBytes && isAnswer(text, isJson))
        return "holds words in place of data: " + inQuotes(text.substr(0, text.find_first_of("\r\n")));
    return "";
}

}  // namespace mw
