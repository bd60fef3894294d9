// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "quality_note.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "controls.h"
#include "quality_store.h"
#include "theme.h"

namespace mw::gui {

QualityNote::QualityNote(QWidget* parent)
    : QWidget(parent),
      m_text(makeLabel({}, TextRole::Muted, this)),
      m_measure(makeButton(tr("Measure…"), ButtonKind::Secondary, this)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * metrics::kSpace);
    m_text->setObjectName("quality");
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_measure->setObjectName("measureQuality");
    m_measure->setAutoDefault(false);
    row->addWidget(m_text, 1);
    row->addWidget(m_measure, 0, Qt::AlignTop);
    connect(m_measure, &QPushButton::clicked, this, &QualityNote::measureAsked);
    hide();
}

QString QualityNote::text() const {
    return isHidden() ? QString() : m_text->text();
}

void QualityNote::showFor(const QualityStore& store, const CheckpointInfo& checkpoint, const PlanRequest& request) {
    const QualitySubject subject = qualitySubject(checkpoint, request);
    const bool stored = subject == qualitySubject(checkpoint, asStored(checkpoint, request));
    setVisible(!stored);
    if (stored) return;
    const QualityResult* result = store.find(subject);
    const QString name =
        subject.weights +
        (request.kv == asStored(checkpoint, request).kv ? QString() : tr(" with the KV cache in %1").arg(subject.kv));
    m_text->setText(result ? tr("%1, %2").arg(name, describeQuality(*result))
                           : tr("What %1 costs in quality is not measured.").arg(name));
    m_measure->setText(result ? tr("Measure again…") : tr("Measure…"));
    m_measure->setToolTip(tr("On a text of yours, against the weights as they are stored"));
    m_measure->setAccessibleName(tr("Measure the quality of %1…").arg(name));
}

}  // namespace mw::gui
