// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>

#include "mw/engine_loop.h"
#include "mw/quality.h"

namespace mw {

namespace {

/// Logits of many tokens in a file without a name.
class LogitsFile {
 public:
    LogitsFile() : m_file(std::tmpfile()) {
        if (!m_file) fail("made");
    }
    void write(const std::vector<float>& logits) {
        if (std::fwrite(logits.data(), sizeof(float), logits.size(), m_file.get()) != logits.size()) fail("written");
    }
    void rewind() { std::rewind(m_file.get()); }
    void read(std::vector<float>& logits) {
        if (std::fread(logits.data(), sizeof(float), logits.size(), m_file.get()) != logits.size()) fail("read");
    }

 private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    [[noreturn]] static void fail(const std::string& what) {
        throw Error(ErrorCode::FileNotFound,
                    "A temporary file could not be " + what + ": " + std::strerror(errno) + ".");
    }
    std::unique_ptr<std::FILE, Close> m_file;
};

}  // namespace

std::vector<std::vector<int>> qualityPieces(std::span<const int> ids, int contextTokens) {
    std::vector<std::vector<int>> pieces;
    const auto most = static_cast<std::size_t>(std::max(contextTokens, 2) - 1);
    for (std::size_t at = 1; at < ids.size(); at += most) {
        const auto part = ids.subspan(at, std::min(most, ids.size() - at));
        std::vector<int> piece = {ids.front()};
        piece.insert(piece.end(), part.begin(), part.end());
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

struct QualityText::Impl {
    std::vector<std::vector<int>> pieces;
    LogitsFile file;
    QualityComparison comparison;
    bool hasReference = false;
    std::size_t next = 0;
    std::vector<float> expected;

    void compare(const std::vector<int>& piece, const std::vector<float>& logits);
};

void QualityText::Impl::compare(const std::vector<int>& piece, const std::vector<float>& logits) {
    expected.resize(logits.size());
    file.read(expected);
    const std::size_t vocabulary = logits.size() / piece.size();
    for (std::size_t i = 0; i + 1 < piece.size(); ++i)
        comparison.add(std::span(expected).subspan(i * vocabulary, vocabulary),
                       std::span(logits).subspan(i * vocabulary, vocabulary), piece[i + 1]);
}

QualityText::QualityText(std::vector<std::vector<int>> pieces) : m_impl(std::make_unique<Impl>()) {
    m_impl->pieces = std::move(pieces);
}

QualityText::~QualityText() = default;

std::size_t QualityText::pieces() const {
    return m_impl->pieces.size();
}

const QualityComparison& QualityText::comparison() const {
    return m_impl->comparison;
}

bool QualityText::readNext(Engine& engine) {
    Impl& impl = *m_impl;
    if (impl.pieces.empty()) return false;
    if (impl.next == 0 && impl.hasReference) {
        impl.file.rewind();
        impl.comparison = {};
    }
    const std::vector<int>& piece = impl.pieces[impl.next];
    const std::vector<float> logits = engine.logits(piece);
    if (impl.hasReference)
        impl.compare(piece, logits);
    else
        impl.file.write(logits);
    if (++impl.next < impl.pieces.size()) return true;
    impl.next = 0;
    impl.hasReference = true;
    return false;
}

struct QualityReading::State : std::enable_shared_from_this<State> {
    EngineLoop& loop;
    std::shared_ptr<QualityText> text;
    std::function<void(const std::optional<Failure>&)> done;
    std::atomic<bool> abandoned = false;
    std::atomic<std::size_t> read = 0;

    State(EngineLoop& engine, std::shared_ptr<QualityText> what, std::function<void(const std::optional<Failure>&)> end)
        : loop(engine), text(std::move(what)), done(std::move(end)) {}

    void goOn() {
        loop.post([self = shared_from_this()](Engine& engine) { self->readNext(engine); });
    }
    void readNext(Engine& engine) {
        if (abandoned) return;
        // Not beside requests: their keys and values are in the pages that this would take.
        if (!loop.openRequests().empty()) return goOn();
        std::optional<Failure> failure;
        bool more = false;
        try {
            more = text->readNext(engine);
            ++read;
        } catch (...) {
            failure = currentFailure();
        }
        if (more) return goOn();
        if (!abandoned) done(failure);
    }
};

QualityReading::QualityReading(EngineLoop& loop, std::shared_ptr<QualityText> text,
                               std::function<void(const std::optional<Failure>&)> done)
    : m_state(std::make_shared<State>(loop, std::move(text), std::move(done))) {
    m_state->goOn();
}

QualityReading::~QualityReading() {
    m_state->abandoned = true;
}

std::size_t QualityReading::piecesRead() const {
    return m_state->read;
}

}  // namespace mw
