// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSet>
#include <QString>
#include <vector>

namespace mw::gui::markdown {

/// A stretch of source that can be parsed and laid out by itself, whatever comes after it: a paragraph, a list, a
/// table, part of a long code block. At most some 16,000 characters.
struct Section {
    enum Kind { Markdown, Code, Plain };

    Kind kind = Markdown;
    qsizetype start = 0, length = 0;          ///< in the source, fences and blank lines included
    qsizetype textStart = 0, textLength = 0;  ///< what is shown, without them
    QString language;                         ///< of a code block
    bool first = true;                        ///< the fence opens here
    bool last = false;                        ///< the fence closes here
    QChar fence;
    int fenceLength = 0;
    int lines = 0;               ///< that end in what is shown
    QString note;                ///< label of the footnote that it is; empty: it is none
    bool continuesLine = false;  ///< starts inside a line that was too long for one section

    bool operator==(const Section&) const = default;
};

/// Source text cut into sections as it grows. Only the last sections can still change, so that a stream of small pieces
/// costs no more than its length, and a long text is parsed only where it is looked at.
class Document {
 public:
    enum Mode { Markdown, Plain };  ///< Plain: what people type; only code fences count

    explicit Document(Mode mode = Markdown) : m_mode(mode) {}

    /// Adds text and returns the first section that is new or changed.
    std::size_t append(const QString& text);

    Mode mode() const { return m_mode; }
    const QString& source() const { return m_source; }
    const std::vector<Section>& sections() const { return m_sections; }
    QStringView sourceOf(const Section& section) const {
        return QStringView(m_source).mid(section.start, section.length);
    }
    QStringView textOf(const Section& section) const {
        return QStringView(m_source).mid(section.textStart, section.textLength);
    }
    /// Whether a section begins where a paragraph goes on.
    bool beginsInsideParagraph(const Section& section) const;
    /// The link definitions found anywhere in the document so far, as lines.
    QString linkDefinitions() const;
    bool hasNote(const QString& label) const { return m_notes.contains(label); }
    /// The whole content of the code block that section `index` is part of.
    QString codeAround(std::size_t index) const;
    /// Whether something may refer to what comes after it.
    bool hasDefinitions() const { return !m_definitions.empty() || !m_notes.isEmpty(); }

 private:
    void findDefinitions(std::size_t from);

    Mode m_mode;
    QString m_source;
    std::vector<Section> m_sections;
    struct Definition {
        std::size_t section = 0;
        QString text;
    };
    std::vector<Definition> m_definitions;
    QSet<QString> m_notes;  ///< labels of footnotes
};

}  // namespace mw::gui::markdown
