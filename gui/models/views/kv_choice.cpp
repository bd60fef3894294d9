// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "kv_choice.h"

#include "describe.h"
#include "mw/supported.h"

namespace mw::gui {

namespace {

quint64 bytesPerToken(const ModelConfig& model, Precision kv) {
    return 2 * static_cast<quint64>(model.layers) * static_cast<quint64>(model.kvHeads) *
           static_cast<quint64>(model.headDim) * bytesPerElement(kv);
}

}  // namespace

KvChoice::KvChoice(QWidget* parent) : QComboBox(parent) {
    setAccessibleName(tr("Precision of the KV cache"));
    connect(this, &QComboBox::activated, this, [this] {
        m_wanted = chosen();
        emit changed();
    });
}

void KvChoice::setRequest(const PlanRequest& request) {
    const auto precisions = supportedKv(request.devices.front().kind);
    clear();
    for (const Precision precision : precisions)
        addItem(tr("%1, %2 per token")
                    .arg(QString::fromUtf8(precisionName(precision).data()),
                         describeBytes(bytesPerToken(request.model, precision))),
                static_cast<int>(precision));
    setEnabled(precisions.size() > 1);
    choose(m_wanted);
}

void KvChoice::choose(const std::optional<Precision>& precision) {
    m_wanted = precision;
    setCurrentIndex(precision ? qMax(0, findData(static_cast<int>(*precision))) : 0);
}

std::optional<Precision> KvChoice::chosen() const {
    if (count() == 0) return m_wanted;
    if (currentIndex() == 0) return std::nullopt;
    return static_cast<Precision>(currentData().toInt());
}

}  // namespace mw::gui
