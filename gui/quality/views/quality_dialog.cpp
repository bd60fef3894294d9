// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_dialog.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSettings>

#include "controls.h"
#include "describe.h"
#include "file_field.h"
#include "flow_layout.h"
#include "kv_choice.h"
#include "model_session.h"
#include "number_field.h"
#include "quality_result.h"
#include "text_beginning.h"
#include "theme.h"

namespace mw::gui {

namespace {

constexpr int kTokensWidth = 120;
const QString kTextKey = QStringLiteral("quality/text");

Plan planOf(PlanRequest request, const WeightFormats& formats) {
    request.weights = formats;
    return makePlan(request);
}

quint64 weightsBytes(const Plan& plan) {
    quint64 bytes = 0;
    for (const DevicePlan& device : plan.devices)
        bytes += device.weightsBytes();
    return bytes;
}

}  // namespace

QualityDialog::QualityDialog(const QualityModel& model, const ModelSession& session, QWidget* parent)
    : MeasurementDialog(tr("Measure quality"), QString::fromStdString(model.checkpoint.config.name), session, parent),
      m_model(model),
      m_formats(qualityFormats(model)),
      m_stored(new QCheckBox),
      m_kv(new KvChoice),
      m_text(new FileField(tr("Text file"), tr("a text of yours, UTF-8"), tr("Texts (*.txt *.md);;All files (*)"))),
      m_tokens(new NumberField(2, QualityChoice::kMostTokens, 0)) {
    m_text->setObjectName("text");
    m_tokens->setObjectName("tokens");
    m_kv->setObjectName("kv");
    m_stored->setObjectName("asStored");

    auto* text = new Card(tr("Text"));
    text->body()->addWidget(makeText());
    auto* formats = new Card(tr("What is compared"));
    formats->body()->addWidget(makeFormats());
    content()->addWidget(text);
    content()->addWidget(formats);
    content()->addWidget(problems());
    content()->addStretch();

    connect(this, &QDialog::accepted, this, [this] { QSettings().setValue(kTextKey, m_text->path()); });
    connect(m_text, &FileField::chosen, this, &QualityDialog::readText);
    connect(m_tokens, &NumberField::valueChanged, this, &QualityDialog::readText);
    connect(m_kv, &KvChoice::changed, this, &QualityDialog::refresh);
    for (QCheckBox* box : m_boxes + QVector<QCheckBox*>{m_stored})
        connect(box, &QCheckBox::toggled, this, &QualityDialog::refresh);
    m_text->setPath(QSettings().value(kTextKey).toString());
    readText();
}

QWidget* QualityDialog::makeText() {
    auto* page = new QWidget;
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_tokens->setValue(QualityChoice::kUsualTokens);
    m_tokens->setFixedWidth(kTokensWidth);
    form->addRow(tr("File"), m_text);
    form->addRow(tr("Tokens of it, at most"), m_tokens);
    form->addRow(makeParagraph(
        tr("A text of the kind that you work with says most. The model reads it once in each format; how well "
           "it foresees the next word is compared. Nothing of it leaves this computer."),
        TextRole::Muted));
    return page;
}

QWidget* QualityDialog::makeFormats() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * metrics::kSpace);
    const PlanRequest stored = asStored(m_model.checkpoint, m_model.request);
    auto* row = new QWidget;
    auto* boxes = new FlowLayout(row, 3 * metrics::kSpace);
    const Plan asIs = planOf(stored, stored.weights);
    for (const WeightFormats& format : m_formats) {
        const Plan held = planOf(stored, format);
        auto* box = new QCheckBox(describeHeld(held));
        box->setObjectName(QString::fromStdString(describeFormats(format)));
        box->setChecked(weightsBytes(held) < weightsBytes(asIs));  // what people would take for its size
        m_boxes << box;
        boxes->addWidget(box);
    }
    m_stored->setText(tr("as stored: %1").arg(describeHeld(asIs)));
    boxes->addWidget(m_stored);
    m_kv->setRequest(m_model.request);
    auto* cache = new QHBoxLayout;
    auto* label = new QLabel(tr("&KV cache"));
    label->setBuddy(m_kv);
    cache->addWidget(label);
    cache->addWidget(m_kv);
    cache->addStretch();
    column->addWidget(row);
    column->addLayout(cache);
    column->addWidget(makeParagraph(tr("Each is compared with the weights as stored, %1, and the KV cache in %2.")
                                        .arg(QString::fromStdString(describeFormats(stored.weights)),
                                             QString::fromUtf8(precisionName(stored.kv).data())),
                                    TextRole::Muted));
    return page;
}

void QualityDialog::choose(const std::optional<WeightFormats>& weights, const std::optional<Precision>& kv) {
    m_kv->choose(kv);
    for (qsizetype i = 0; i < m_formats.size(); ++i)
        m_boxes[i]->setChecked(weights == m_formats[i]);
    m_stored->setChecked(!weights);
    refresh();
}

void QualityDialog::setText(const QString& path) {
    m_text->setPath(path);
    readText();
}

QualityChoice QualityDialog::choice() const {
    QualityChoice choice{.textPath = m_text->path(), .tokens = m_tokens->wholeValue(), .kv = m_kv->chosen()};
    if (m_stored->isChecked() && choice.kv) choice.weights << std::nullopt;
    for (qsizetype i = 0; i < m_formats.size(); ++i)
        if (m_boxes[i]->isChecked()) choice.weights << m_formats[i];
    return choice;
}

void QualityDialog::readText() {
    m_textError.clear();
    if (!m_text->path().isEmpty()) textBeginning(m_text->path(), m_tokens->wholeValue(), &m_textError);
    refresh();
}

void QualityDialog::refresh() {
    m_plan = planQuality(m_model, choice());
    // With the usual cache it would be compared with itself.
    m_stored->setEnabled(m_kv->chosen().has_value());
    m_stored->setToolTip(m_stored->isEnabled() ? QString()
                                               : tr("This is what the others are compared with. It can be measured "
                                                    "with another KV cache."));
    QStringList problems = m_plan.problems;
    if (!m_textError.isEmpty()) problems.prepend(m_textError);
    const QString why = !m_textError.isEmpty()     ? m_textError
                        : m_text->path().isEmpty() ? tr("Choose a text first.")
                        : m_plan.stages.isEmpty()  ? tr("There is nothing to measure.")
                                                   : QString();
    setOutcome({.cost = costOf(), .problems = problems, .whyNot = why});
}

QString QualityDialog::costOf() const {
    if (m_plan.stages.isEmpty()) return {};
    const bool returns = session().model() != nullptr;
    QString cost = costOfLoads(int(m_plan.stages.size()) + (returns ? 1 : 0));
    cost += returns ? tr("; at the end it is as it is now. Answers in progress stop; their text stays.")
                    : tr("; at the end none is loaded, as now.");
    return cost + ' ' + tr("Takes %1 on the disk meanwhile.").arg(describeBytes(m_plan.temporaryBytes));
}

}  // namespace mw::gui
