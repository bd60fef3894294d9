// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "workbench_fixture.h"

#include <QDateTime>
#include <QSettings>
#include <QTest>

namespace mw::gui {

namespace {

constexpr auto kAnswer =
    R"(Most likely the rows now exceed what one wave of blocks can hold. With 132 multiprocessors and two blocks each, 264 rows run at once; the 265th waits for a whole second wave.

Two changes help:

1. Let one block walk several rows (`grid = min(rows, 2 × SMs)`).
2. Keep the running maximum and sum in registers:

```cuda
for (int row = blockIdx.x; row < rows; row += gridDim.x) {
    float peak = -INFINITY, sum = 0.f;
    // one pass: rescale the sum whenever the peak grows
    for (int i = threadIdx.x; i < width; i += blockDim.x)
        accumulate(peak, sum, x[row * width + i]);
```

That removes the second wave, and the second read of the row.)";

}  // namespace

WorkbenchFixture::WorkbenchFixture(std::shared_ptr<QTemporaryDir> folder) : m_folder(std::move(folder)) {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->filePath("config"));
    m_engine = std::make_unique<EngineThread>();
    m_recent = std::make_unique<RecentModels>();
    m_session = std::make_unique<ModelSession>(*m_engine, *m_recent);
    m_store = std::make_unique<ChatStore>(ChatStoreOptions{.path = m_folder->filePath("chats.sqlite")});
    m_templates = std::make_unique<TemplateLibrary>(TemplateFolders{.user = m_folder->filePath("templates")});
    m_chats = std::make_unique<ChatController>(*m_session, *m_store, *m_templates);
    m_sampling = std::make_unique<SamplerThread>();
    m_serving = std::make_unique<Serving>(*m_engine, m_folder->filePath("serving"));
}

WorkbenchFixture::~WorkbenchFixture() = default;

MainWindow& WorkbenchFixture::makeWindow() {
    m_window = std::make_unique<MainWindow>(Workbench{*m_engine,
                                                      *m_session,
                                                      *m_recent,
                                                      *m_store,
                                                      *m_templates,
                                                      *m_chats,
                                                      m_sampling->sampler(),
                                                      *m_serving,
                                                      m_folder->filePath("benchmarks"),
                                                      m_folder->filePath("measurements"),
                                                      true,
                                                      {m_folder->filePath("models"), m_folder->filePath("Downloads")}},
                                            QStringLiteral(MW_RESOURCES "/demo-model"));
    return *m_window;
}

MainWindow& WorkbenchFixture::openWindow() {
    makeWindow().show();
    m_sampling->start();
    return *m_window;
}

MachineSample WorkbenchFixture::sample() {
    return MachineSampler().sample();
}

void WorkbenchFixture::stopSampling() {
    m_sampling->sampler().disconnect();
}

LoadOptions WorkbenchFixture::options() const {
    LoadOptions options;
    options.directory = MW_RESOURCES "/demo-model";
    options.contextTokens = 1024;
    options.batch = 4;
    return options;
}

bool WorkbenchFixture::loadModel() {
    m_session->load(options());
    return QTest::qWaitFor([this] { return m_session->model() != nullptr; }, 20000);
}

void WorkbenchFixture::addSampleChats() {
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const std::pair<QString, QString> others[] = {{"Chloe", "Chloe"},
                                                  {"Quarterly numbers", "Analyst"},
                                                  {"Réunion de lundi", "Assistant"},
                                                  {"Contract summary", "Legal reader"}};
    qint64 age = 6;
    for (const auto& [title, templateName] : others) {
        ChatInfo info{.id = m_store->newChatId(), .title = title, .named = true};
        info.settings.templateName = templateName;
        info.created = info.updated = now - age-- * 60000;
        m_store->saveChat(info);
        m_chats->model().put(info);
    }
    ChatInfo info{.id = m_store->newChatId(), .title = "CUDA kernel review", .named = true};
    info.settings.templateName = "Code reviewer";
    info.settings.systemPrompt =
        "You review C++ and CUDA code. Name the fault, say why, then show the smallest change that mends it.";
    info.created = info.updated = now;
    Turn question{.id = m_store->newTurnId(), .chat = info.id, .role = Role::User};
    question.text = "Why does my softmax kernel slow down when I move from 8 to 16 chats? I launch one block per row.";
    question.created = now;
    Turn answer{.id = m_store->newTurnId(), .chat = info.id, .parent = question.id, .role = Role::Assistant};
    answer.text = kAnswer;
    answer.templateName = "Code reviewer";
    answer.tokens = 210;
    answer.tokensPerSecond = 128;
    answer.created = now;
    info.leaf = answer.id;
    m_store->saveChat(info);
    m_store->save(question, info);
    m_store->save(answer, info);
    m_chats->model().put(info);
    m_chats->setCurrent(m_chats->openChat(info.id));
}

}  // namespace mw::gui
