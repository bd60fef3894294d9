// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "rail.h"

#include <QButtonGroup>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "accessible_buttons.h"
#include "controls.h"
#include "icons.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kSmallestText = 9;

/// Icon above text, on a tinted ground where chosen.
class RailButton : public QToolButton {
 public:
    using QToolButton::QToolButton;

 protected:
    void paintEvent(QPaintEvent*) override {
        const Theme& theme = themeOf(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? theme.tint : theme.faintLine);
            painter.drawRoundedRect(rect(), metrics::kControlRadius, metrics::kControlRadius);
        }
        if (hasFocus()) {
            painter.setPen(QPen(theme.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), metrics::kControlRadius,
                                    metrics::kControlRadius);
        }
        const QRect picture((width() - 20) / 2, 7, 20, 20);
        icon().paint(&painter, picture, Qt::AlignCenter, QIcon::Normal, isChecked() ? QIcon::On : QIcon::Off);
        QFont small = font();
        small.setPixelSize(11);
        small.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        // A long word of another language is written smaller before it is shortened.
        while (QFontMetrics(small).horizontalAdvance(text()) > width() - 2 && small.pixelSize() > kSmallestText)
            small.setPixelSize(small.pixelSize() - 1);
        painter.setFont(small);
        painter.setPen(isChecked() ? theme.accent : theme.muted);
        painter.drawText(QRect(0, 29, width(), 18), Qt::AlignHCenter | Qt::AlignVCenter,
                         QFontMetrics(small).elidedText(text(), Qt::ElideRight, width()));
    }
};

}  // namespace

Rail::Rail(QWidget* parent) : QFrame(parent), m_column(new QVBoxLayout(this)), m_buttons(new QButtonGroup(this)) {
    setSurface(this, Surface::Panel);
    setFixedWidth(metrics::kRailWidth);
    setAccessibleTabList(this);
    setAccessibleName(tr("Views"));
    m_column->setContentsMargins(5, 8, 5, 8);
    m_column->setSpacing(4);
    connect(m_buttons, &QButtonGroup::idClicked, this, &Rail::viewChosen);
}

void Rail::addView(const QString& iconName, const QString& title, const QString& shortcut) {
    auto* button = new RailButton(this);
    button->setText(title);
    button->setIcon(icon(iconName));
    button->setCheckable(true);
    button->setFixedSize(metrics::kRailWidth - 10, 52);
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolTip(shortcut.isEmpty() ? title : tr("%1 (%2)").arg(title, shortcut));
    setAccessibleTab(button);
    button->setAccessibleName(title);
    m_buttons->addButton(button, static_cast<int>(m_buttons->buttons().size()));
    m_column->addWidget(button);
}

void Rail::addStretch() {
    m_column->addStretch();
}

void Rail::setCurrent(int index) {
    QAbstractButton* button = m_buttons->button(index);
    if (button) return button->setChecked(true);
    // A view that has no place on the rail.
    m_buttons->setExclusive(false);
    for (QAbstractButton* each : m_buttons->buttons())
        each->setChecked(false);
    m_buttons->setExclusive(true);
}

}  // namespace mw::gui
