// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "chat_inspector.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

#include "choice_box.h"
#include "controls.h"
#include "field_note.h"
#include "labeled_slider.h"
#include "mw/formats.h"
#include "stacked_bar.h"
#include "template_dialog.h"
#include "template_picker.h"
#include "typed_number.h"
#include "wrapped_check_box.h"

namespace mw::gui {
namespace {

constexpr int kTypedDelayMs = 500;
constexpr int kMostAnswerTokens = 32768;

QString amount(int tokens) {
    return QLocale().toString(tokens);
}

/// What people cannot write in a line, and how they do.
constexpr std::pair<char, char> kEscapes[] = {{'\\', '\\'}, {'n', '\n'}, {'t', '\t'}};

/// One a line.
QStringList stopsIn(const QString& typed) {
    QStringList stops;
    for (const QString& line : typed.split(QLatin1Char('\n'))) {
        QString stop;
        for (qsizetype at = 0; at < line.size(); ++at) {
            const auto* escape = std::find_if(std::begin(kEscapes), std::end(kEscapes), [&](const auto& each) {
                return line[at] == QLatin1Char('\\') && line.mid(at + 1, 1) == QLatin1Char(each.first);
            });
            stop += escape == std::end(kEscapes) ? line[at] : QChar(QLatin1Char(escape->second));
            if (escape != std::end(kEscapes)) ++at;
        }
        if (!stop.isEmpty() && !stops.contains(stop) && stops.size() < kMostStops) stops.append(stop);
    }
    return stops;
}

QString shownStops(const QStringList& stops) {
    QStringList lines;
    for (QString each : stops) {
        for (const auto& [letter, meant] : kEscapes)
            each.replace(QLatin1Char(meant), QLatin1Char('\\') + QString(QLatin1Char(letter)));
        lines.append(each);
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace

ChatInspector::ChatInspector(ChatController& controller, QWidget* parent) : QWidget(parent), m_controller(controller) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    buildTemplate();
    buildFormat();
    buildContext();
    buildSampling();
    m_typedLater.setSingleShot(true);
    m_typedLater.setInterval(kTypedDelayMs);
    connect(&m_typedLater, &QTimer::timeout, this, &ChatInspector::takeTyped);
    connect(&controller, &ChatController::currentChanged, this, &ChatInspector::setChat);
    connect(&controller, &ChatController::readinessChanged, this, [this] {
        showSettings();
        showContext();
    });
    connect(&controller.templates(), &TemplateLibrary::reloaded, this, [this] {
        m_template->fill();
        showSettings();
    });
    m_template->fill();
    setChat(controller.current());
}

ChatInspector::~ChatInspector() {
    silenceFields(this);
}

void ChatInspector::buildTemplate() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    auto* heading = new QHBoxLayout;
    heading->addWidget(makeLabel(tr("Template"), TextRole::Heading, this));
    heading->addStretch();
    QToolButton* manage = makeIconButton(QStringLiteral("pencil"), tr("Manage templates"), this);
    manage->setIconSize({15, 15});
    heading->addWidget(manage);
    connect(manage, &QToolButton::clicked, this, &ChatInspector::manageTemplates);
    m_template = new TemplateBox(m_controller.templates(), this);
    m_template->setObjectName(QStringLiteral("template"));
    m_template->setAccessibleName(tr("Template"));
    m_template->setMinimumContentsLength(10);
    m_template->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    connect(m_template, &QComboBox::activated, this, &ChatInspector::chooseTemplate);
    m_prompt = new QPlainTextEdit(this);
    m_prompt->setAccessibleName(tr("System prompt of this chat"));
    m_prompt->setPlaceholderText(tr("No system prompt"));
    m_prompt->setFixedHeight(84);
    m_prompt->setTabChangesFocus(true);
    m_prompt->setToolTip(tr("The system prompt of this chat. Changes here do not change the template."));
    connect(m_prompt, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing) m_typedLater.start();
    });
    m_variables = makeLabel(QString(), TextRole::Muted, this);
    m_variables->setWordWrap(true);
    m_variables->setTextFormat(Qt::RichText);
    m_variables->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    connect(m_variables, &QLabel::linkActivated, this, &ChatInspector::editVariables);
    column->addLayout(heading);
    column->addWidget(m_template);
    column->addWidget(m_prompt);
    column->addWidget(m_variables);
}

void ChatInspector::buildFormat() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addSpacing(4);
    column->addWidget(makeLabel(tr("Prompt format"), TextRole::Muted, this));
    m_format = new ChoiceBox(this);
    m_format->setAccessibleName(tr("Prompt format"));
    m_format->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_format->addItem(QString(), QString());  // what the model suggests
    for (const PromptFormatInfo& format : promptFormats()) {
        m_format->addItem(QString::fromStdString(format.title), QString::fromStdString(format.name));
        m_format->setItemData(m_format->count() - 1, QString::fromStdString(format.description), Qt::ToolTipRole);
    }
    connect(m_format, &QComboBox::activated, this, [this](int row) {
        change([this, row](ChatSettings& settings) { settings.format = m_format->itemData(row).toString(); });
    });
    column->addWidget(m_format);
    m_formatNote = makeLabel({}, TextRole::Muted, this);
    m_formatNote->setWordWrap(true);
    m_formatNote->hide();
    column->addWidget(m_formatNote);
}

void ChatInspector::buildSampling() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addSpacing(12);
    column->addWidget(makeLabel(tr("Sampling"), TextRole::Heading, this));
    const ChatSettings usual;
    const auto add = [&](const QString& name, double least, double most, double step, int decimals, double reset,
                         const QString& help, auto set) {
        auto* slider = new LabeledSlider(name, least, most, step, decimals, this);
        slider->setResetValue(reset);
        slider->setToolTip(help);
        connect(slider, &LabeledSlider::valueEdited, this,
                [this, set](double value) { change([&](ChatSettings& settings) { set(settings, value); }); });
        column->addWidget(slider);
        return slider;
    };
    m_temperature = add(tr("Temperature"), 0, 2, 0.05, 2, double(usual.sampling.temperature),
                        tr("How far the model strays from the likeliest word; 0 always takes it"),
                        [](ChatSettings& settings, double value) { settings.sampling.temperature = float(value); });
    m_topP = add(tr("Top-p"), 0.05, 1, 0.01, 2, double(usual.sampling.topP),
                 tr("Draws from the likeliest tokens that together reach this probability"),
                 [](ChatSettings& settings, double value) { settings.sampling.topP = float(value); });
    m_topK = add(tr("Top-k"), 0, 200, 1, 0, usual.sampling.topK, tr("Draws from so many likeliest tokens"),
                 [](ChatSettings& settings, double value) { settings.sampling.topK = int(value); });
    m_topK->nameValue(0, tr("off"));
    m_minP = add(tr("Min-p"), 0, 1, 0.01, 2, double(usual.sampling.minP),
                 tr("Leaves out tokens less likely than this share of the likeliest"),
                 [](ChatSettings& settings, double value) { settings.sampling.minP = float(value); });
    m_minP->nameValue(0, tr("off"));
    m_penalty = add(tr("Repetition penalty"), 1, 2, 0.01, 2, double(usual.sampling.repetitionPenalty),
                    tr("Makes tokens that have been used less likely"),
                    [](ChatSettings& settings, double value) { settings.sampling.repetitionPenalty = float(value); });
    m_penalty->nameValue(1, tr("off"));
    m_presence =
        add(tr("Presence penalty"), -2, 2, 0.1, 1, double(usual.sampling.presencePenalty),
            tr("Makes tokens that the answer already has less likely, so that it comes to other things; 0: off"),
            [](ChatSettings& settings, double value) { settings.sampling.presencePenalty = float(value); });
    m_frequency =
        add(tr("Frequency penalty"), -2, 2, 0.1, 1, double(usual.sampling.frequencyPenalty),
            tr("Makes tokens less likely each time that the answer has them, so that it repeats fewer words; 0: off"),
            [](ChatSettings& settings, double value) { settings.sampling.frequencyPenalty = float(value); });
    for (LabeledSlider* slider : {m_presence, m_frequency})
        slider->nameValue(0, tr("off"));
    m_answer =
        add(tr("Answer length"), 16, kMostAnswerTokens, 1, 0, usual.answerTokens, tr("Most tokens of one answer"),
            [](ChatSettings& settings, double value) { settings.answerTokens = int(value); });
    m_answer->setLogarithmic(true);

    column->addWidget(makeLabel(tr("Stop strings"), TextRole::Muted, this));
    m_stop = new QPlainTextEdit(this);
    m_stop->setAccessibleName(tr("Stop strings, one a line"));
    m_stop->setPlaceholderText(tr("One a line; %1 is a line break").arg(QLatin1String("\\n")));
    m_stop->setToolTip(tr("An answer ends before the first of these, which is not part of it"));
    m_stop->setFixedHeight(48);
    m_stop->setTabChangesFocus(true);
    connect(m_stop, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing) m_typedLater.start();
    });
    column->addWidget(m_stop);

    auto* seedRow = new QHBoxLayout;
    seedRow->addWidget(makeLabel(tr("Seed"), TextRole::Muted, this));
    m_randomSeed = new QCheckBox(tr("random"), this);
    m_randomSeed->setToolTip(tr("A new seed for every answer; the same seed draws the same text"));
    m_seed = new QLineEdit(this);
    m_seed->setAccessibleName(tr("Seed"));
    seedRow->addStretch();
    seedRow->addWidget(m_randomSeed);
    seedRow->addWidget(m_seed);
    m_seed->setMaximumWidth(110);
    column->addLayout(seedRow);
    connect(m_randomSeed, &QCheckBox::clicked, this, [this](bool random) {
        change([&](ChatSettings& settings) { settings.randomSeed = random; });
        showSettings();
    });
    connect(m_seed, &QLineEdit::editingFinished, this, [this] {
        takeSeed(m_seed->text());
        showSettings();
    });
    m_forNew = makeButton(QString(), ButtonKind::Secondary, this);
    m_forNew->setToolTip(
        tr("Template, system prompt, format and sampling; the settings tell what new chats begin with"));
    connect(m_forNew, &QPushButton::clicked, this, [this] {
        if (m_typedLater.isActive()) takeTyped();
        ChatDefaults defaults = m_controller.defaults();
        defaults.settings = asDefault();
        m_controller.setDefaults(defaults);
    });
    connect(&m_controller, &ChatController::defaultsChanged, this, &ChatInspector::showSettings);
    column->addWidget(m_forNew);
}

/// A whole number of 64 bits, as people write it; a spin box holds no more than 53.
void ChatInspector::takeSeed(const QString& typed) {
    for (const QString& reading : readingsOf(typed, locale())) {
        bool good = false;
        const quint64 seed = reading.toULongLong(&good);
        if (good) return change([&](ChatSettings& settings) { settings.sampling.seed = seed; });
    }
    FieldNote::say(m_seed, tr("A seed is a whole number from 0 to %1. It stays %2.")
                               .arg(std::numeric_limits<quint64>::max())
                               .arg(m_chat ? m_chat->settings().sampling.seed : 0));
}

/// What a new chat would have of this one.
ChatSettings ChatInspector::asDefault() const {
    ChatSettings settings = m_chat ? m_chat->settings() : ChatSettings();
    settings.usual = false;
    return settings;
}

void ChatInspector::buildContext() {
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addSpacing(12);
    column->addWidget(makeLabel(tr("Context of this chat"), TextRole::Heading, this));
    m_bar = new StackedBar(this);
    m_bar->setLegendVisible(true);
    m_contextText = makeLabel(QString(), TextRole::Muted, this);
    m_contextText->setWordWrap(true);
    m_shorten = new WrappedCheckBox(tr("Leave out oldest turns when full"), this);
    m_shorten->setToolTip(tr("The system prompt always stays. Each answer says how many turns were left out."));
    connect(m_shorten, &QCheckBox::clicked, this,
            [this](bool on) { change([&](ChatSettings& settings) { settings.shortenOldest = on; }); });
    column->addWidget(m_bar);
    column->addWidget(m_contextText);
    column->addWidget(m_shorten);
}

template <typename Change>
void ChatInspector::change(Change apply) {
    if (!m_chat || m_showing) return;
    ChatSettings settings = m_chat->settings();
    apply(settings);
    m_controller.setSettings(m_chat, settings);
}

/// Takes over what is typed in the fields of several lines.
void ChatInspector::takeTyped() {
    m_typedLater.stop();
    change([this](ChatSettings& settings) {
        settings.systemPrompt = m_prompt->toPlainText();
        settings.stop = stopsIn(m_stop->toPlainText());
    });
}

void ChatInspector::setChat(Chat* chat) {
    if (m_typedLater.isActive()) takeTyped();  // it belongs to the chat that is left
    if (m_chat) m_chat->disconnect(this);
    m_chat = chat;
    if (chat) {
        connect(chat, &Chat::infoChanged, this, &ChatInspector::showSettings);
        connect(chat, &Chat::contextUseChanged, this, &ChatInspector::showContext);
    }
    setEnabled(chat != nullptr);
    setToolTip(chat ? QString() : tr("Open a chat first"));
    showSettings();
    showContext();
}

void ChatInspector::chooseTemplate(int row) {
    if (!m_chat) return;
    const PromptTemplate* chosen = m_controller.templates().find(m_template->itemData(row).toString());
    if (!chosen) return;
    if (!variablesIn(chosen->systemPrompt).isEmpty()) return fillIn(*chosen);
    if (m_typedLater.isActive()) takeTyped();
    m_controller.applyTemplate(m_chat, chosen->id);
}

void ChatInspector::editVariables() {
    if (!m_chat) return;
    if (const PromptTemplate* chosen = m_controller.templates().find(m_chat->settings().templateId)) fillIn(*chosen);
}

/// Asks for the variables of `chosen`; the chat has it from OK on, and on Cancel stays as it was.
void ChatInspector::fillIn(const PromptTemplate& chosen) {
    const QString id = chosen.id;  // the library may be read anew meanwhile
    VariablesDialog dialog(chosen, m_chat->settings().variables, this);
    const QPointer<Chat> chat = m_chat;
    if (dialog.exec() == QDialog::Accepted && chat) {
        if (m_typedLater.isActive()) takeTyped();
        m_controller.applyTemplate(chat, id, dialog.values());
    }
    showSettings();
}

void ChatInspector::manageTemplates() {
    TemplateDialog dialog(m_controller.templates(), this);
    if (m_chat) dialog.select(m_chat->settings().templateId);
    dialog.exec();
}

void ChatInspector::showSettings() {
    m_showing = true;
    const ChatSettings settings = m_chat ? m_chat->settings() : ChatSettings();
    const int row = m_template->findData(settings.templateId);
    m_template->setCurrentIndex(row);
    if (row < 0)
        m_template->setPlaceholderText(settings.templateName.isEmpty() ? tr("No template") : settings.templateName);
    if (m_prompt->toPlainText() != settings.systemPrompt && !m_typedLater.isActive())
        m_prompt->setPlainText(settings.systemPrompt);
    const PromptTemplate* chosen = m_controller.templates().find(settings.templateId);
    const QStringList variables = chosen ? variablesIn(chosen->systemPrompt) : QStringList();
    m_variables->setVisible(!variables.isEmpty());
    m_variables->setText(tr("Fills in %1. <a href=\"edit\">Change</a>").arg(variables.join(QStringLiteral(", "))));
    const QString suggested = m_controller.loadedModel()
                                  ? QString::fromStdString(m_controller.loadedModel()->checkpoint.suggestedFormat)
                                  : QString();
    const int suggestedRow = m_format->findData(suggested);
    m_format->setItemText(0, suggestedRow > 0 ? tr("As the model wants: %1").arg(m_format->itemText(suggestedRow))
                                              : tr("As the model wants"));
    m_format->setItemData(0, suggestedRow > 0 ? m_format->itemText(suggestedRow) : QString(),
                          ChoiceBox::kClosedTextRole);
    m_format->setCurrentIndex(std::max(0, m_format->findData(settings.format)));
    // The box says which one it is; that the model chose it stands below.
    QStringList note;
    if (suggestedRow > 0) note << tr("As the model wants");
    if (m_controller.loadedModel() && !m_controller.loadedModel()->checkpoint.formatNote.empty())
        note << QString::fromStdString(m_controller.loadedModel()->checkpoint.formatNote);
    m_formatNote->setText(note.join(QStringLiteral(". ")));
    m_formatNote->setVisible(settings.format.isEmpty() && !note.isEmpty());
    m_temperature->setValue(double(settings.sampling.temperature));
    m_topP->setValue(double(settings.sampling.topP));
    m_topK->setValue(settings.sampling.topK);
    m_minP->setValue(double(settings.sampling.minP));
    m_penalty->setValue(double(settings.sampling.repetitionPenalty));
    m_presence->setValue(double(settings.sampling.presencePenalty));
    m_frequency->setValue(double(settings.sampling.frequencyPenalty));
    m_answer->setValue(settings.answerTokens);
    if (stopsIn(m_stop->toPlainText()) != settings.stop && !m_typedLater.isActive())
        m_stop->setPlainText(shownStops(settings.stop));
    m_randomSeed->setChecked(settings.randomSeed);
    m_seed->setText(QString::number(settings.sampling.seed));
    m_seed->setEnabled(!settings.randomSeed);
    m_seed->setToolTip(settings.randomSeed ? tr("Each answer gets a new seed; take the mark off to type one")
                                           : QString());
    m_shorten->setChecked(settings.shortenOldest);
    const bool isDefault = m_controller.defaults().settings == asDefault();
    m_forNew->setText(isDefault ? tr("New chats begin like this") : tr("Use for new chats"));
    m_forNew->setEnabled(!isDefault);
    m_showing = false;
}

void ChatInspector::showContext() {
    const int context = m_controller.contextTokens();
    const ContextUse use = m_chat ? m_chat->contextUse() : ContextUse();
    if (context <= 0 || !use.counted()) {
        m_bar->setSegments({}, 1);
        m_contextText->setText(context <= 0 ? tr("Open a model to see the context")
                               : m_chat     ? tr("Counting…")
                                            : QString());
        setTextRole(m_contextText, TextRole::Muted);
        return;
    }
    using Segment = StackedBar::Segment;
    std::vector<Segment> segments{
        {tr("System"), double(std::max(0, use.system)), StackedBar::Color::Series4, amount(std::max(0, use.system))},
        {tr("Conversation"), double(use.conversation), StackedBar::Color::Series1,
         (use.isLowerBound ? QStringLiteral("> ") : QString()) + amount(use.conversation)},
        {tr("Answer"), double(use.answer), StackedBar::Color::Series3, amount(use.answer)},
    };
    if (use.draft > 0)
        segments.push_back({tr("Draft"), double(use.draft), StackedBar::Color::Series2, amount(use.draft)});
    m_bar->setSegments(std::move(segments), context);
    const int left = context - use.total();
    const QString used = use.isLowerBound ? tr("More than %1 tokens").arg(amount(context))
                                          : tr("%1 of %2 tokens").arg(amount(use.total()), amount(context));
    const QString room = use.isLowerBound ? tr("does not fit")
                         : left > 0       ? tr("room for %1").arg(amount(left))
                                          : tr("%1 too many").arg(amount(1 - left));
    m_contextText->setText(used + QStringLiteral(" · ") + room);
    const bool few = m_chat && left < m_controller.fewTokens(*m_chat);
    setTextRole(m_contextText, few || use.isLowerBound ? TextRole::Warn : TextRole::Muted);
}

}  // namespace mw::gui
