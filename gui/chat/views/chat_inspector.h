// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include "chat_controller.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace mw::gui {

class LabeledSlider;
class StackedBar;
class TemplateBox;

/// What the chat in front is asked with: template and prompt, prompt format; what fills its context; sampling. A column
/// of some 260 px without margins of its own.
class ChatInspector : public QWidget {
    Q_OBJECT

 public:
    explicit ChatInspector(ChatController& controller, QWidget* parent = nullptr);
    ~ChatInspector() override;

 private:
    void buildTemplate();
    void buildFormat();
    void buildSampling();
    void buildContext();
    ChatSettings asDefault() const;
    void takeTyped();
    void takeSeed(const QString& typed);
    void setChat(Chat* chat);
    void chooseTemplate(int row);
    void editVariables();
    void fillIn(const PromptTemplate& chosen);
    void manageTemplates();
    void showSettings();
    void showContext();
    /// Changes the settings of the chat in front.
    template <typename Change>
    void change(Change apply);

    ChatController& m_controller;
    QPointer<Chat> m_chat;
    TemplateBox* m_template;
    QLabel* m_variables;
    QPlainTextEdit* m_prompt;
    QComboBox* m_format;
    QLabel* m_formatNote;  ///< why the model's own is what it is
    LabeledSlider* m_temperature;
    LabeledSlider* m_topP;
    LabeledSlider* m_topK;
    LabeledSlider* m_minP;
    LabeledSlider* m_penalty;
    LabeledSlider* m_presence;
    LabeledSlider* m_frequency;
    LabeledSlider* m_answer;
    QCheckBox* m_randomSeed;
    QPlainTextEdit* m_stop;
    QLineEdit* m_seed;
    QPushButton* m_forNew;
    QCheckBox* m_shorten;
    StackedBar* m_bar;
    QLabel* m_contextText;
    QTimer m_typedLater;
    bool m_showing = false;
};

}  // namespace mw::gui
