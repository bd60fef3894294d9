// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>
#include <vector>

namespace mw::gui::markdown {

/// A place where a parser of CommonMark reads a link reference definition: "[label]: destination 'title'" where a
/// paragraph could begin, in a list item or a quote, too.
struct LinkDefinition {
    qsizetype start = 0;  ///< of the bracket, in the source
    QString text;         ///< the definition alone, on one line
    /// Whether it is one indeed. Where the destination looks like no address or path it is rather a line of a
    /// transcript, "[Anna]: hello", of which nothing may be lost.
    bool counts = false;
};

/// All of them in a section's source, in their order, and places that look like one where none can be.
/// `insideParagraph`: it begins where a paragraph goes on, which a definition cannot interrupt, so that a first one
/// does not count.
std::vector<LinkDefinition> linkDefinitionsIn(QStringView source, bool insideParagraph);

/// The label of the footnote that begins at the start of a line, "[^label]: text"; empty if none does.
QStringView footnoteLabel(QStringView line);
/// How much of such a line comes before the footnote's text.
qsizetype footnotePrefix(QStringView line);

}  // namespace mw::gui::markdown
