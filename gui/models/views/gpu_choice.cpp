// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gpu_choice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QSignalBlocker>
#include <algorithm>

#include "describe.h"

namespace mw::gui {

GpuChoice::GpuChoice(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("GPUs that the model may use"));
}

void GpuChoice::setGpus(const std::vector<DeviceSpec>& gpus) {
    const bool hadFocus = std::ranges::any_of(m_boxes, &QCheckBox::hasFocus);
    qDeleteAll(m_boxes);
    m_boxes.clear();
    for (std::size_t i = 0; i < gpus.size(); ++i) {
        const DeviceSpec& gpu = gpus[i];
        const quint64 free = gpu.capacityBytes - std::min(gpu.capacityBytes, gpu.usedByOthersBytes);
        auto* box = new QCheckBox(
            tr("%1: %2, %3 free of %4")
                .arg(i)
                .arg(QString::fromStdString(gpu.name), describeBytes(free), describeCapacity(gpu.capacityBytes)));
        box->setObjectName(QString("gpu%1").arg(i));
        connect(box, &QCheckBox::toggled, this, &GpuChoice::take);
        m_layout->addWidget(box);
        m_boxes.push_back(box);
    }
    showChoice();
    if (hadFocus && !m_boxes.empty()) m_boxes.front()->setFocus();
}

void GpuChoice::choose(const std::vector<int>& gpus) {
    m_wanted = gpus;
    showChoice();
}

std::vector<int> GpuChoice::chosen() const {
    std::vector<int> gpus;
    for (std::size_t i = 0; i < m_boxes.size(); ++i)
        if (m_boxes[i]->isChecked()) gpus.push_back(static_cast<int>(i));
    return gpus.size() == m_boxes.size() ? std::vector<int>{} : gpus;
}

void GpuChoice::showChoice() {
    const int count = static_cast<int>(m_boxes.size());
    const bool named = std::ranges::any_of(m_wanted, [&](int gpu) { return gpu >= 0 && gpu < count; });
    const auto isWanted = [&](int gpu) { return !named || std::ranges::find(m_wanted, gpu) != m_wanted.end(); };
    const int wanted =
        static_cast<int>(std::ranges::count_if(m_boxes, [&, gpu = 0](QCheckBox*) mutable { return isWanted(gpu++); }));
    for (int gpu = 0; gpu < count; ++gpu) {
        QCheckBox* const box = m_boxes[static_cast<std::size_t>(gpu)];
        const QSignalBlocker blocker(box);
        box->setChecked(isWanted(gpu));
        box->setEnabled(wanted > 1 || !isWanted(gpu));  // the last one stays
    }
}

void GpuChoice::take() {
    m_wanted = chosen();
    showChoice();
    emit changed();
}

}  // namespace mw::gui
