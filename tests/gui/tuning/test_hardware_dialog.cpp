// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include "hardware_dialog.h"

#include <QComboBox>
#include <QTableWidget>
#include <QTest>

#include "gpu_catalog.h"
#include "mw/supported.h"
#include "number_field.h"
#include "theme.h"

using namespace mw;
using namespace mw::gui;

class TestHardwareDialog : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { applyTheme(*qApp, ColorMode::Light); }

    void theTableSaysHowManyGpusItTakes() {
        HardwareDialog dialog(loadGpus("none"), PlanRequest{.model = mixtral8x7B(), .batch = 8});
        auto* table = dialog.findChild<QTableWidget*>("sets");
        dialog.findChild<NumberField*>("whatIfContext")->setValue(4096);
        int row = 0;
        while (table->item(row, 0)->text() != "H100 80 GB SXM")
            ++row;
        QVERIFY(table->item(row, 1)->text().startsWith("2 · up to"));
        QVERIFY(table->item(row, 3)->text().startsWith("4 · up to"));
        // A click takes the set over.
        emit table->cellClicked(row, 3);
        QCOMPARE(dialog.groups().size(), 1);
        QCOMPARE(dialog.groups()[0].count, 4);
        QCOMPARE(dialog.request().model, mixtral8x22B());
        // Half the bytes, no more GPUs: every format that the engine has is offered.
        QCOMPARE(dialog.findChild<QComboBox*>("whatIfWeights")->count(),
                 int(supportedWeights(DeviceKind::Cuda).size()));
    }
};

QTEST_MAIN(TestHardwareDialog)
#include "test_hardware_dialog.moc"
