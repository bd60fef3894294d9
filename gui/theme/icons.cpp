// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include "theme.h"

namespace mw::gui {

namespace {

class LineIconEngine : public QIconEngine {
 public:
    LineIconEngine(QString name, IconColor color) : m_name(std::move(name)), m_color(color) {}

    QIconEngine* clone() const override { return new LineIconEngine(*this); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        QFile file(QString(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly)) return;
        const QByteArray drawing = file.readAll().replace("currentColor", colorFor(mode, state).name().toLatin1());
        QSvgRenderer renderer(drawing);
        painter->save();
        if (QGuiApplication::isRightToLeft() && pointsAside()) {
            painter->translate(2 * rect.left() + rect.width(), 0);
            painter->scale(-1, 1);
        }
        renderer.render(painter, rect);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        if (size.isEmpty()) return {};  // of a button that a layout has squeezed
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

 private:
    /// To where one reads on or back, or to a side of the window.
    bool pointsAside() const {
        return m_name == "chevron-left" || m_name == "chevron-right" || m_name == "panel-left" ||
               m_name == "panel-right" || m_name == "external-link";
    }

    QColor colorFor(QIcon::Mode mode, QIcon::State state) const {
        const Theme& theme = themeOf(QGuiApplication::palette());
        if (mode == QIcon::Disabled) return theme.faint;
        if (mode == QIcon::Selected || state == QIcon::On) return theme.accent;
        switch (m_color) {
            case IconColor::Text:
                return theme.text;
            case IconColor::Muted:
                return theme.muted;
            case IconColor::Accent:
                return theme.accent;
            case IconColor::Ok:
                return theme.ok;
            case IconColor::Warn:
                return theme.warn;
            case IconColor::Bad:
                return theme.bad;
            case IconColor::OnAccent:
                return theme.dark ? theme.background : theme.surface;
        }
        return theme.muted;
    }

    QString m_name;
    IconColor m_color;
};

}  // namespace

QIcon icon(const QString& name, IconColor color) {
    return QIcon(new LineIconEngine(name, color));
}

}  // namespace mw::gui
