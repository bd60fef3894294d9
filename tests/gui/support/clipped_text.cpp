// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "clipped_text.h"

#include <qcustomplot.h>

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QStyleOptionComboBox>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <algorithm>

#include "choice_box.h"
#include "elided_label.h"

namespace mw::gui {

namespace {

constexpr int kSlack = 1;  ///< rounding, at 150 %

class Finder {
 public:
    explicit Finder(const QWidget& root) : m_root(root) {}

    QStringList find() {
        for (const QWidget* widget : m_root.findChildren<QWidget*>()) {
            if (!widget->isVisibleTo(&m_root) || widget->window() != m_root.window()) continue;
            if (const auto* label = qobject_cast<const QLabel*>(widget)) look(*label);
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) look(*button);
            if (const auto* header = qobject_cast<const QHeaderView*>(widget)) look(*header);
            if (const auto* field = qobject_cast<const QLineEdit*>(widget)) look(*field);
            const auto* box = qobject_cast<const QComboBox*>(widget);
            if (box && !dynamic_cast<const ChoiceBox*>(box)) look(*box);
            if (const auto* area = qobject_cast<const QScrollArea*>(widget)) look(*area);
            if (const auto* plot = qobject_cast<const QCustomPlot*>(widget)) look(*plot);
        }
        return m_found;
    }

 private:
    void expect(const QWidget& widget, const QString& text, int needed, int has, const char* what = "") {
        if (needed <= has + kSlack) return;
        m_found << QString("%1%2 %3: '%4' needs %5, has %6")
                       .arg(widget.metaObject()->className(), widget.objectName().isEmpty() ? "" : "#",
                            widget.objectName() + what, text)
                       .arg(needed)
                       .arg(has);
    }

    static int widestWord(const QString& text, const QFontMetrics& metrics) {
        int widest = 0;
        for (const QString& word :
             QTextDocumentFragment::fromHtml(text).toPlainText().split(QRegularExpression("\\s+")))
            widest = std::max(widest, metrics.horizontalAdvance(word));
        return widest;
    }

    void look(const QLabel& label) {
        if (label.text().isEmpty() || qobject_cast<const ElidedLabel*>(&label)) return;
        if (label.wordWrap()) {
            expect(label, label.text(), label.heightForWidth(label.width()), label.height(), " (height)");
            // A path has no place to break.
            if (!label.text().contains('/'))
                expect(label, label.text(), widestWord(label.text(), label.fontMetrics()), label.contentsRect().width(),
                       " (a word)");
        } else {
            expect(label, label.text(), label.sizeHint().width(), label.width());
        }
    }

    void look(const QAbstractButton& button) {
        const bool isWordless = button.text().isEmpty() || button.sizePolicy().hasHeightForWidth();
        const auto* tool = qobject_cast<const QToolButton*>(&button);
        if (isWordless || (tool && tool->toolButtonStyle() == Qt::ToolButtonIconOnly && !tool->icon().isNull())) return;
        expect(button, button.text(), button.sizeHint().width(), button.width());
    }

    void look(const QHeaderView& header) {
        if (header.orientation() != Qt::Horizontal) return;
        for (int i = 0; i < header.count(); ++i) {
            const QString text = header.model()->headerData(i, Qt::Horizontal).toString();
            if (!header.isSectionHidden(i) && !text.isEmpty())
                expect(header, text, header.sectionSizeHint(i), header.sectionSize(i));
        }
    }

    void look(const QLineEdit& field) {
        if (!field.text().isEmpty() || field.placeholderText().isEmpty()) return;
        constexpr int kMargins = 2 * 2;  // Qt's own around the text of a line
        const QMargins inside = field.textMargins();
        expect(field, field.placeholderText(),
               field.fontMetrics().horizontalAdvance(field.placeholderText()) + kMargins,
               field.contentsRect().width() - inside.left() - inside.right(), " (hint)");
    }

    void look(const QComboBox& box) {
        QStyleOptionComboBox option;
        option.initFrom(&box);
        option.subControls = QStyle::SC_All;
        const int room =
            box.style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, &box).width();
        expect(box, box.currentText(), box.fontMetrics().horizontalAdvance(box.currentText()), room);
    }

    /// A page that is wider than its view, and cannot be moved.
    void look(const QScrollArea& area) {
        if (area.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff || !area.widget()) return;
        expect(area, "page", area.widget()->width(), area.viewport()->width());
    }

    void look(const QCustomPlot& plot) {
        for (const QCPAxisRect* rect : plot.axisRects()) {
            for (const QCPAxis* axis : rect->axes()) {
                if (!axis->visible() || axis->label().isEmpty()) continue;
                const bool lies = axis->orientation() == Qt::Horizontal;
                expect(plot, axis->label(), QFontMetrics(axis->labelFont()).horizontalAdvance(axis->label()),
                       lies ? plot.width() : plot.height(), " (axis)");
            }
        }
    }

    const QWidget& m_root;
    QStringList m_found;
};

}  // namespace

QStringList clippedTexts(const QWidget& root) {
    return Finder(root).find();
}

}  // namespace mw::gui
