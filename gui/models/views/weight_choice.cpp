// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "weight_choice.h"

#include "describe.h"
#include "mw/supported.h"

namespace mw::gui {

namespace {

constexpr int kAsStored = -1;

QString heldAs(PlanRequest request, const WeightFormats& formats) {
    request.weights = formats;
    return describeHeld(makePlan(request));
}

}  // namespace

WeightChoice::WeightChoice(QWidget* parent) : QComboBox(parent) {
    setAccessibleName(tr("Weights"));
    connect(this, &QComboBox::activated, this, [this] {
        m_wanted = chosen();
        emit changed();
    });
}

void WeightChoice::setRequest(const PlanRequest& request, const WeightFormats& stored) {
    const DeviceKind kind = request.devices.front().kind;
    const WeightFormats resident = residentFormats(stored, kind);
    clear();
    addItem(tr("as stored: %1").arg(heldAs(request, resident)), kAsStored);
    setItemData(0, QString::fromStdString(describeFormats(resident)), Qt::ToolTipRole);
    for (const WeightFormat format : supportedWeights(kind))
        if (!(WeightFormats(format) == resident)) addItem(heldAs(request, format), static_cast<int>(format));
    choose(m_wanted);
}

void WeightChoice::choose(const std::optional<WeightFormats>& formats) {
    m_wanted = formats;
    setCurrentIndex(qMax(0, findData(formats ? static_cast<int>(formats->experts) : kAsStored)));
}

std::optional<WeightFormats> WeightChoice::chosen() const {
    if (count() == 0) return m_wanted;
    const int format = currentData().toInt();
    if (format == kAsStored) return std::nullopt;
    return static_cast<WeightFormat>(format);
}

}  // namespace mw::gui
