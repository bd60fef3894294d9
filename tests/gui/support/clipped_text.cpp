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
#include <QScrollBar>
#include <QStyleOptionComboBox>
#include <QTableView>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <algorithm>

#include "choice_box.h"
#include "elided_label.h"
#include "path_label.h"

namespace mw::gui {

namespace {

constexpr int kSlack = 1;  ///< rounding, at 150 %

class Finder {
 public:
    explicit Finder(const QWidget& root) : m_root(root) {}

    QStringList find() {
        for (const QWidget* widget : m_root.findChildren<QWidget*>()) {
            if (!widget->isVisibleTo(&m_root) || widget->window() != m_root.window()) continue;
            lookAround(*widget);
            if (const auto* label = qobject_cast<const QLabel*>(widget)) look(*label);
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) look(*button);
            if (const auto* header = qobject_cast<const QHeaderView*>(widget)) look(*header);
            if (const auto* table = qobject_cast<const QTableView*>(widget)) look(*table);
            if (const auto* field = qobject_cast<const QLineEdit*>(widget)) look(*field);
            if (const auto* box = qobject_cast<const QComboBox*>(widget)) look(*box);
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

    /// What is written on it ends at the edge of something that it stands in.
    void lookAround(const QWidget& widget) {
        const auto* label = qobject_cast<const QLabel*>(&widget);
        const auto* button = qobject_cast<const QAbstractButton*>(&widget);
        if (!(label && !label->text().isEmpty()) && !button) return;
        QRect seen = widget.rect();
        for (const QWidget* each = &widget; each != &m_root; each = each->parentWidget()) {
            const QWidget* around = each->parentWidget();
            seen.moveTopLeft(each->mapTo(around, seen.topLeft()));
            const auto* area = qobject_cast<const QAbstractScrollArea*>(around->parentWidget());
            if (area && area->viewport() == around && area->horizontalScrollBar()->maximum() > 0) return;
            if (seen.left() < -kSlack || seen.right() >= around->width() + kSlack)
                return expect(widget, label ? label->text() : button->text(), seen.width(),
                              seen.intersected(around->rect()).width(), " (cut by what it stands in)");
        }
    }

    /// A person's own words, and places on the disk, may be shortened; what the program says may not.
    static bool isOwnWords(const QWidget& widget) {
        static const QStringList names{"paneTitle", "queued question", "modelName", "modelFacts", "template"};
        return dynamic_cast<const PathLabel*>(&widget) || names.contains(widget.objectName());
    }

    void look(const QLabel& label) {
        if (label.text().isEmpty()) return;
        if (const auto* elided = qobject_cast<const ElidedLabel*>(&label)) {
            if (!isOwnWords(label)) expect(label, elided->whole(), elided->sizeHint().width(), label.width());
            return;
        }
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

    void look(const QTableView& table) {
        for (int row = 0; table.model() && row < table.model()->rowCount(); ++row) {
            if (table.wordWrap() && table.rowHeight(row) >= 2 * table.fontMetrics().lineSpacing()) continue;
            for (int column = 0; column < table.model()->columnCount(); ++column) {
                const QModelIndex cell = table.model()->index(row, column);
                if (table.isColumnHidden(column) || cell.data().toString().isEmpty()) continue;
                expect(table, cell.data().toString(), table.sizeHintForIndex(cell).width(), table.columnWidth(column),
                       " (cell)");
            }
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
        const auto* choice = dynamic_cast<const ChoiceBox*>(&box);
        const QString text = choice ? choice->closedText() : box.currentText();
        if (!isOwnWords(box)) expect(box, text, box.fontMetrics().horizontalAdvance(text), room);
    }

    /// A page that is wider than its view, and cannot be moved.
    void look(const QScrollArea& area) {
        if (area.horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff || !area.widget()) return;
        expect(area, "page", area.widget()->width(), area.viewport()->width());
    }

    void look(const QCustomPlot& plot) {
        for (int i = 0; i < plot.itemCount(); ++i) {
            const auto* text = qobject_cast<const QCPItemText*>(plot.item(i));
            if (!text || !text->realVisibility()) continue;
            const int left = int(text->topLeft->pixelPosition().x()), right = int(text->topRight->pixelPosition().x());
            expect(plot, text->text(), right - left, std::min(right, plot.width()) - std::max(left, 0), " (words)");
        }
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
