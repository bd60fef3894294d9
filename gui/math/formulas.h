// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>
#include <QHash>
#include <QPointF>
#include <QString>
#include <map>
#include <memory>

#include "box.h"
#include "node.h"

class QColor;
class QPainter;

namespace mw::gui::math {

class Typesetter;

/// A formula as it is drawn in a line of text. Lengths in device-independent pixels.
struct Formula {
    std::shared_ptr<const Box> box;
    qreal scale = 1;  ///< below 1 where it would be wider than the text otherwise

    qreal width() const { return box->width * scale; }
    qreal ascent() const { return box->ascent * scale; }
    qreal descent() const { return box->descent * scale; }
    void paint(QPainter& painter, const QPointF& baseline, const QColor& color) const {
        box->paint(painter, baseline, scale, color);
    }
};

/// The formulas of a conversation, each set once: text that streams is laid out thirty times a second.
class Formulas {
 public:
    Formulas();
    ~Formulas();

    /// `source` is what `node` was read of. As wide as `width` at most: broken into lines, or else smaller.
    Formula get(const QString& source, const Node& node, bool displayed, qreal width, const QFont& text,
                const QFont& code);

 private:
    struct Key {
        QString source;
        bool displayed;
        int width;
        QString font;
        bool operator==(const Key&) const = default;
    };
    friend size_t qHash(const Key& key, size_t seed) {
        return qHashMulti(seed, key.source, key.displayed, key.width, key.font);
    }

    std::map<QString, std::unique_ptr<Typesetter>> m_typesetters;  ///< by the font of the text
    QHash<Key, Formula> m_known;
};

}  // namespace mw::gui::math
