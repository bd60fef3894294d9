// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "benchmark_dialog.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLocale>

#include "controls.h"
#include "describe.h"
#include "labeled_slider.h"
#include "model_session.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kLeastTokens = 16;
constexpr int kMostTokens = 4096;

}  // namespace

BenchmarkDialog::BenchmarkDialog(const ModelSession& session, QWidget* parent)
    : MeasurementDialog(tr("Benchmark"), QString::fromStdString(session.model()->checkpoint.config.name), session,
                        parent),
      m_contexts(benchmarkContexts(session.model()->plan.request.model)),
      m_short(new QCheckBox(tr("short: “Tell a long story: Once upon a time”"))),
      m_full(new QCheckBox(tr("full: as long as the context leaves it"))),
      m_tokens(new LabeledSlider(tr("Tokens that each chat generates"), kLeastTokens, kMostTokens, 1, 0)),
      m_chats(new LabeledSlider(tr("Chats at once, at most"), 1, BenchmarkChoice::kMostChats, 1, 0)),
      m_cells(makeParagraph({}, TextRole::Value)) {
    m_cells->setObjectName("cells");
    const BenchmarkChoice usual = usualChoice(*session.model());
    m_short->setChecked(usual.shortPrompt);
    m_full->setChecked(usual.fullPrompt);
    m_tokens->setObjectName("tokens");
    m_tokens->setLogarithmic(true);
    m_tokens->setValue(usual.generatedTokens);
    m_tokens->setResetValue(usual.generatedTokens);
    m_chats->setObjectName("chats");
    m_chats->setLogarithmic(true);
    m_chats->setValue(usual.mostChats);
    m_chats->setResetValue(usual.mostChats);

    auto* experiments = new Card(tr("Experiments"));
    experiments->body()->addWidget(makeContexts());
    auto* sizes = new QGridLayout;
    sizes->setHorizontalSpacing(6 * metrics::kSpace);
    sizes->addWidget(m_tokens, 0, 0);
    sizes->addWidget(m_chats, 0, 1);
    experiments->body()->addSpacing(metrics::kSpace);
    experiments->body()->addLayout(sizes);
    auto* outcome = new Card(tr("What will be measured"));
    outcome->body()->addWidget(m_cells);
    outcome->body()->addWidget(problems());

    content()->addWidget(experiments);
    content()->addWidget(outcome);
    content()->addStretch();

    for (QCheckBox* box : m_contextBoxes + QVector<QCheckBox*>{m_short, m_full})
        connect(box, &QCheckBox::toggled, this, &BenchmarkDialog::refresh);
    for (LabeledSlider* slider : {m_tokens, m_chats})
        connect(slider, &LabeledSlider::valueEdited, this, &BenchmarkDialog::refresh);
    refresh();
}

QWidget* BenchmarkDialog::makeContexts() {
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6 * metrics::kSpace);
    grid->setVerticalSpacing(2 * metrics::kSpace);
    grid->setColumnStretch(1, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(4 * metrics::kSpace);
    const QVector<int> usual = usualChoice(*session().model()).contexts;
    for (const int context : m_contexts) {
        auto* box = new QCheckBox(tr("%1 tokens").arg(QLocale().toString(context)));
        box->setChecked(usual.contains(context));
        m_contextBoxes << box;
        row->addWidget(box);
    }
    row->addStretch();
    grid->addWidget(makeLabel(tr("Context"), TextRole::Muted), 0, 0);
    grid->addLayout(row, 0, 1);
    grid->addWidget(makeLabel(tr("Prompt"), TextRole::Muted), 1, 0);
    grid->addWidget(m_short, 1, 1);
    grid->addWidget(m_full, 2, 1);
    return page;
}

BenchmarkChoice BenchmarkDialog::choice() const {
    BenchmarkChoice choice;
    for (qsizetype i = 0; i < m_contexts.size(); ++i)
        if (m_contextBoxes[i]->isChecked()) choice.contexts << m_contexts[i];
    choice.shortPrompt = m_short->isChecked();
    choice.fullPrompt = m_full->isChecked();
    choice.generatedTokens = static_cast<int>(m_tokens->value());
    choice.mostChats = static_cast<int>(m_chats->value());
    return choice;
}

void BenchmarkDialog::refresh() {
    m_plan = planBenchmark(*session().model(), choice());
    QStringList cells;
    for (const BenchmarkStage& stage : m_plan.stages) {
        quint64 kv = 0;
        for (const DevicePlan& device : stage.plan.devices)
            kv += device.kvBytes;
        for (const BenchmarkCell& cell : stage.cells)
            cells << tr("%1: %2 at once, KV cache %3")
                         .arg(describeCell(cell), describeChats(cell.chats), describeBytes(kv));
    }
    m_cells->setText(cells.isEmpty() ? tr("Nothing. Choose a context and a prompt.") : cells.join('\n'));
    setOutcome({.cost = costOf(m_plan),
                .problems = m_plan.problems,
                .whyNot = m_plan.cells() > 0 ? QString() : tr("There is nothing to measure.")});
}

QString BenchmarkDialog::costOf(const BenchmarkPlan& plan) const {
    if (plan.cells() == 0) return {};
    if (plan.reloads() == 0) return tr("Runs at the point that is loaded now.");
    const PlanRequest& before = session().model()->plan.request;
    return costOfLoads(plan.reloads()) +
           tr("; at the end it is back at %1 tokens × %2. Answers in progress stop; their text stays.")
               .arg(QLocale().toString(before.contextTokens), describeChats(before.batch));
}

}  // namespace mw::gui
