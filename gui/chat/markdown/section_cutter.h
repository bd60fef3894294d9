// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <vector>

#include "document.h"

namespace mw::gui::markdown {

/// Cuts source text into sections, line by line. A line that is too long is cut into pieces, a long code block into
/// several sections; a list, however long, stays whole as far as a section may go. Lives for one cutting.
class SectionCutter {
 public:
    /// `sections` are those of an earlier `source` that this one begins with.
    SectionCutter(QStringView source, Document::Mode mode, std::vector<Section>& sections);

    /// Cuts everything after the first `keep` sections anew.
    void cut(std::size_t keep);

 private:
    struct Line {
        QStringView text;
        qsizetype next = 0;       ///< where the one after it starts
        bool unfinished = false;  ///< it may still go on
        bool cut = false;         ///< too long, and goes on after `text`
        bool continued = false;   ///< its beginning is in the section before
    };

    void resume(std::size_t keep);
    Line line();
    void takeCode(const Line& line);
    void takeCodePiece(const Line& line);
    void openCode(const Line& line, int fence);
    void takePiece(const Line& line);
    void takeText(const Line& line);
    void finish(qsizetype end);
    void finishCode(qsizetype end, bool closed);
    Section::Kind usualKind() const { return m_mode == Document::Plain ? Section::Plain : Section::Markdown; }

    QStringView m_source;
    Document::Mode m_mode;
    std::vector<Section>& m_sections;
    Section m_current;  ///< the one being cut
    qsizetype m_at = 0;
    qsizetype m_noLineEndsBefore = 0;  ///< as far as was looked
    bool m_inFence = false;
    bool m_previousBlank = false;
    bool m_nested = false;  ///< inside a fence in a list item
};

}  // namespace mw::gui::markdown
