// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "top_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "controls.h"
#include "describe.h"
#include "elided_label.h"
#include "model_session.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kPicturePixels = 14;
constexpr int kModelWidth = 400;
constexpr int kLeastModelWidth = 180;
constexpr int kSearchWidth = 280;
constexpr int kLeastSearchWidth = 110;
constexpr int kWidthForName = 1100;  ///< of the bar; below it the program's name is in the title of the window only
constexpr int kInside = 10;          ///< between what stands on a button, and around it

/// A label that lets clicks through to the button it stands on.
QLabel* onButton(TextRole role, QWidget* button) {
    QLabel* label = makeLabel({}, role, button);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

ElidedLabel* elidedOnButton(TextRole role, QWidget* button) {
    auto* label = new ElidedLabel(Qt::ElideRight, role, button);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

QHBoxLayout* insideOf(QPushButton* button) {
    auto* row = new QHBoxLayout(button);
    row->setContentsMargins(kInside, 0, kInside, 0);
    row->setSpacing(kInside);
    return row;
}

}  // namespace

TopBar::TopBar(ModelSession& session, QWidget* parent) : QFrame(parent), m_session(session) {
    setSurface(this, Surface::Panel);
    setFixedHeight(metrics::kTopBarHeight);

    m_model = makeButton({}, ButtonKind::Secondary, this);
    m_model->setObjectName("model");
    m_model->setMaximumWidth(kModelWidth);
    m_model->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_model->setMinimumWidth(kLeastModelWidth);
    m_modelName = elidedOnButton(TextRole::Heading, m_model);
    m_modelFacts = elidedOnButton(TextRole::Muted, m_model);
    m_modelName->setObjectName("modelName");
    m_modelFacts->setObjectName("modelFacts");
    m_modelFacts->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // the name first
    QHBoxLayout* inside = insideOf(m_model);
    inside->addWidget(m_modelName);
    inside->addWidget(m_modelFacts, 1);
    inside->addWidget(new IconLabel("chevron-down", kPicturePixels, m_model));

    m_point = new QPushButton(this);
    m_point->setProperty("buttonKind", "text");
    m_pointText = onButton(TextRole::Muted, m_point);
    m_pointText->setTextFormat(Qt::RichText);
    insideOf(m_point)->addWidget(m_pointText);
    m_point->setToolTip(tr("Context per chat and chats at once. The KV cache holds context × chats."));

    m_search = makeButton({}, ButtonKind::Secondary, this);
    QPushButton* search = m_search;
    search->setMaximumWidth(kSearchWidth);
    search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    search->setMinimumWidth(kLeastSearchWidth);
    search->setAccessibleName(tr("Search or run a command"));
    m_searchHint = onButton(TextRole::Muted, search);
    m_searchHint->setText(tr("Search or run a command"));
    m_searchKeys = onButton(TextRole::Muted, search);
    m_searchKeys->setText(tr("Ctrl K"));
    QHBoxLayout* searchRow = insideOf(search);
    searchRow->addWidget(new IconLabel("search", kPicturePixels, search));
    searchRow->addWidget(m_searchHint);
    searchRow->addStretch();
    searchRow->addWidget(m_searchKeys);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(10);
    m_program = makeLabel(tr("Mixtral Workbench"), TextRole::Heading, this);
    m_program->setContentsMargins(0, 0, 16, 0);
    row->addWidget(m_program);
    row->addWidget(m_model, 30);
    row->addWidget(m_point);
    row->addStretch(1);
    row->addWidget(search, 20);
    row->addWidget(makeHelp());

    connect(m_point, &QPushButton::clicked, this, &TopBar::operatingPointClicked);
    connect(search, &QPushButton::clicked, this, &TopBar::searchClicked);
    connect(&session, &ModelSession::changed, this, &TopBar::refresh);
    refresh();
}

void TopBar::setModelMenu(QMenu* menu) {
    m_model->setMenu(menu);
}

void TopBar::openModelMenu() {
    m_model->setFocus();
    m_model->showMenu();
}

QWidget* TopBar::makeHelp() {
    QToolButton* help = makeIconButton("circle-question-mark", tr("Help"), this);
    help->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(help);
    connect(menu->addAction(tr("Welcome page\tF1")), &QAction::triggered, this, &TopBar::welcomeClicked);
    connect(menu->addAction(tr("All commands\tCtrl+K")), &QAction::triggered, this, &TopBar::searchClicked);
    connect(menu->addAction(tr("About Mixtral Workbench")), &QAction::triggered, this, &TopBar::aboutClicked);
    help->setMenu(menu);
    return help;
}

void TopBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    // Styling this bar in the constructor sends one before the labels exist.
    if (event->type() == QEvent::PaletteChange && m_pointText) refresh();
}

void TopBar::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fitWords();
}

/// The search's words stand there as a whole, or not at all.
void TopBar::fitWords() {
    m_program->setVisible(width() >= kWidthForName);
    layout()->activate();
    const int words = m_searchHint->sizeHint().width();
    m_searchHint->setVisible(m_search->width() >=
                             words + m_searchKeys->sizeHint().width() + kPicturePixels + 5 * kInside);
}

void TopBar::refresh() {
    const auto& model = m_session.model();
    m_point->setVisible(model != nullptr);
    if (model) {
        const QLocale locale;
        const PlanRequest& request = model->plan.request;
        const QString name = QString::fromStdString(model->checkpoint.config.name);
        const QString facts =
            QString::fromStdString(namesOfExperts(request.weights)) + " · " + describePlacement(model->plan);
        m_modelName->setWhole(name);
        m_modelFacts->setWhole(facts);
        m_model->setAccessibleName(tr("Model: %1, %2").arg(name, facts));
        const QString number = "<b style='color:" + themeOf(this).text.name() + "'>%1</b>";
        m_pointText->setText(
            tr("context %1 per chat × %2 chats")
                .arg(number.arg(locale.toString(request.contextTokens)), number.arg(locale.toString(request.batch))));
        m_point->setAccessibleName(tr("%1 tokens of context per chat, %2 at once")
                                       .arg(locale.toString(request.contextTokens), describeChats(request.batch)));
        m_point->setFixedWidth(m_pointText->sizeHint().width() + 20);
        fitWords();
        return;
    }
    const bool loading = m_session.state() == ModelSession::State::Loading;
    m_modelName->setWhole(loading ? tr("Loading a model…") : tr("Open a model"));
    m_modelFacts->setWhole({});
    m_model->setAccessibleName(m_modelName->whole());
    fitWords();
}

}  // namespace mw::gui
