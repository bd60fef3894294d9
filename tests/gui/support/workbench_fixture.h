// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTemporaryDir>
#include <memory>

#include "chat_controller.h"
#include "chat_store.h"
#include "engine_thread.h"
#include "main_window.h"
#include "model_session.h"
#include "recent_models.h"
#include "sampler_thread.h"
#include "serving.h"
#include "template_library.h"

namespace mw::gui {

/// A whole program in a folder of its own: what main() puts together, for tests that drive the real window.
class WorkbenchFixture {
 public:
    /// `folder`: an earlier fixture's, to start "again" on its chats.
    explicit WorkbenchFixture(std::shared_ptr<QTemporaryDir> folder = std::make_shared<QTemporaryDir>());
    ~WorkbenchFixture();

    /// Makes the window, which nobody sees yet.
    MainWindow& makeWindow();
    /// Makes it and shows it.
    MainWindow& openWindow();
    void closeWindow() { m_window.reset(); }

    /// Options for the demo model at a small operating point.
    LoadOptions options() const;
    /// Loads it and waits; false after 20 s.
    bool loadModel();
    /// Chats as a person would have them: several titles, one conversation with code.
    void addSampleChats();

    ChatController& chats() { return *m_chats; }
    ChatStore& store() { return *m_store; }
    ModelSession& session() { return *m_session; }
    EngineThread& engine() { return *m_engine; }
    RecentModels& recent() { return *m_recent; }
    Serving& serving() { return *m_serving; }
    /// This machine as of now.
    static MachineSample sample();
    /// The views are told of no more samples.
    void stopSampling();
    std::shared_ptr<QTemporaryDir> folder() const { return m_folder; }

 private:
    std::shared_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EngineThread> m_engine;
    std::unique_ptr<RecentModels> m_recent;
    std::unique_ptr<ModelSession> m_session;
    std::unique_ptr<ChatStore> m_store;
    std::unique_ptr<TemplateLibrary> m_templates;
    std::unique_ptr<ChatController> m_chats;
    std::unique_ptr<SamplerThread> m_sampling;
    std::unique_ptr<Serving> m_serving;
    std::unique_ptr<MainWindow> m_window;
};

}  // namespace mw::gui
