// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <memory>

#include "activation_choice.h"
#include "controls.h"
#include "kv_choice.h"
#include "labeled_slider.h"
#include "model_card.h"
#include "model_dialog.h"
#include "models_rig.h"
#include "models_view.h"
#include "number_field.h"
#include "operating_point_dialog.h"
#include "operating_point_panel.h"
#include "status_strip.h"
#include "weight_choice.h"

using namespace mw;
using namespace mw::gui;

namespace {

QVector<ModelCard*> cardsOf(const ModelsView& view) {
    QVector<ModelCard*> cards;
    for (ModelCard* card : view.findChildren<ModelCard*>())
        if (card->isVisibleTo(&view)) cards << card;
    return cards;
}

}  // namespace

class TestModels : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { prepareProgram(m_settings); }

    void init() {
        QSettings().clear();
        setEngineScript(roomy());
    }

    void weightsAreHeldAsAPersonChooses() {
        setEngineScript({});  // 64 GB, of which 16 bits take 93
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/mixtral", 4096, 1));
        auto* load = child<QPushButton>(dialog, "load");
        auto* weights = dialog.findChild<WeightChoice*>();
        QTRY_VERIFY(weights->count() > 0);
        QVERIFY(!weights->chosen());
        QVERIFY2(weights->currentText().startsWith("as stored: bf16, "), qPrintable(weights->currentText()));
        QVERIFY(!load->isEnabled());
        const int at = weights->findData(static_cast<int>(WeightFormat::Int4));
        QVERIFY2(weights->itemText(at).startsWith("int4, "), qPrintable(weights->itemText(at)));
        weights->setFocus();
        weights->setCurrentIndex(at);
        emit weights->activated(at);
        QTRY_VERIFY(load->isEnabled());
        keepScreen(dialog, "model-dialog-int4");
        load->click();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QVERIFY(rig.session.model()->plan.request.weights == WeightFormats(WeightFormat::Int4));
        // Kept for the next time, also by who reads the settings anew.
        QVERIFY(RecentModels().optionsFor("/models/mixtral").weights == WeightFormats(WeightFormat::Int4));
        QVERIFY(!RecentModels().optionsFor("/models/other").weights);
        ModelDialog again(rig.session);
        again.show();
        again.inspect(RecentModels().optionsFor("/models/mixtral"));
        QTRY_VERIFY(child<QPushButton>(again, "load")->isEnabled());
        QVERIFY(again.findChild<WeightChoice*>()->chosen() == WeightFormats(WeightFormat::Int4));
    }

    void theCacheIsKeptAsAPersonChooses() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/mixtral", 4096, 8));
        auto* kv = dialog.findChild<KvChoice*>();
        QTRY_VERIFY(kv->count() > 0);
        QVERIFY(!kv->chosen());
        QVERIFY2(kv->currentText().startsWith("fp32, 262 kB per token"), qPrintable(kv->currentText()));
        const int at = kv->findData(static_cast<int>(Precision::Float8));
        QVERIFY2(kv->itemText(at).startsWith("fp8, 66 kB per token"), qPrintable(kv->itemText(at)));
        kv->setCurrentIndex(at);
        emit kv->activated(at);
        QTRY_VERIFY(child<QLabel>(dialog, "kvCost")->text().contains("66 kB per token"));
        keepScreen(dialog, "model-dialog-kv-fp8");
        child<QPushButton>(dialog, "load")->click();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->plan.request.kv, Precision::Float8);
        QVERIFY(RecentModels().optionsFor("/models/mixtral").kvPrecision == Precision::Float8);
        QVERIFY(!RecentModels().optionsFor("/models/other").kvPrecision);
        ModelDialog again(rig.session);
        again.show();
        again.inspect(RecentModels().optionsFor("/models/mixtral"));
        QTRY_VERIFY(child<QPushButton>(again, "load")->isEnabled());
        QVERIFY(again.findChild<KvChoice*>()->chosen() == Precision::Float8);
    }

    void activationsInFp8AreOfferedBesideSuchWeightsAndKept() {
        EngineScript script = roomy();
        script.gpus.push_back({.name = "NVIDIA H200", .capacityBytes = 150'000'000'000, .float8Products = true});
        setEngineScript(script);
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/mixtral", 4096, 1));
        auto* activations = dialog.findChild<ActivationChoice*>();
        auto* weights = dialog.findChild<WeightChoice*>();
        const auto hold = [&](WeightFormat format) {
            const int at = weights->findData(static_cast<int>(format));
            weights->setCurrentIndex(at);
            emit weights->activated(at);
        };
        QTRY_VERIFY(weights->count() > 0);
        QVERIFY(!activations->isVisible());  // beside bf16
        hold(WeightFormat::Float8);
        QTRY_VERIFY(activations->isVisible());
        QCOMPARE(activations->currentText(), "exact");
        const auto roundPrompts = [&] {
            const int at = activations->findData(static_cast<int>(Activations::Float8));
            activations->setCurrentIndex(at);
            emit activations->activated(at);
        };
        roundPrompts();
        QTRY_VERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        keepScreen(dialog, "model-dialog-activations");
        hold(WeightFormat::Int4);  // the choice is nothing for these, and is given up
        QTRY_VERIFY(!activations->isVisible());
        QTRY_VERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        QCOMPARE(activations->chosen(), Activations::Exact);
        hold(WeightFormat::Float8);
        QTRY_VERIFY(activations->isVisible());
        roundPrompts();
        child<QPushButton>(dialog, "load")->click();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(rig.session.model()->options.promptActivations, Activations::Float8);
        QCOMPARE(RecentModels().optionsFor("/models/mixtral").promptActivations, Activations::Float8);
        QCOMPARE(RecentModels().optionsFor("/models/other").promptActivations, Activations::Exact);
        ModelDialog again(rig.session);
        again.show();
        again.inspect(RecentModels().optionsFor("/models/mixtral"));
        QTRY_VERIFY(child<QPushButton>(again, "load")->isEnabled());
        QCOMPARE(again.findChild<ActivationChoice*>()->currentText(), "fp8, long prompts faster");
    }

    void aBudgetIsPlannedLoadedShownAndKept() {
        Rig rig;
        StatusStrip strip(rig.session);
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/mixtral", 4096, 1));
        QTRY_VERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        child<QToolButton>(dialog, "advanced")->setChecked(true);
        auto* budget = child<NumberField>(dialog, "memoryBudget");
        QCOMPARE(budget->text(), "all there is");
        budget->setValue(64);
        QTRY_VERIFY(!child<QPushButton>(dialog, "load")->isEnabled());  // 16 bits take 93 GB
        const QString sentence = child<QLabel>(dialog, "fitSentence")->text();
        QVERIFY2(sentence.contains("and has 68.7 GB") && sentence.contains("It fits with "), qPrintable(sentence));
        keepScreen(dialog, "model-dialog-budget");
        budget->setValue(200);
        QTRY_VERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        child<QPushButton>(dialog, "load")->click();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(quint64{rig.session.model()->options.memoryBytes}, 200ULL << 30);
        QCOMPARE(quint64{rig.session.model()->plan.request.devices.at(0).sizeBytes()}, 200ULL << 30);
        QVERIFY(isShown(strip, "memoryBudget"));
        QCOMPARE(child<QLabel>(strip, "memoryBudget")->text(), "Budget 214.7 GB per device");
        QCOMPARE(quint64{RecentModels().optionsFor("/models/mixtral").memoryBytes}, 200ULL << 30);
        rig.load("/models/other");
        QVERIFY(!isShown(strip, "memoryBudget"));

        // On a machine with less, the budget is dropped instead of standing in the way.
        EngineScript smaller;
        smaller.machineBytes = 128'000'000'000;
        setEngineScript(smaller);
        ModelDialog elsewhere(rig.session);
        elsewhere.show();
        elsewhere.inspect(RecentModels().optionsFor("/models/mixtral"));
        QTRY_VERIFY(child<QPushButton>(elsewhere, "load")->isEnabled());
        QCOMPARE(child<NumberField>(elsewhere, "memoryBudget")->value(), 0.0);
    }

    void aFormatOfAnotherVersionIsForgotten() {
        QSettings settings;
        settings.beginWriteArray("recentModels", 1);
        settings.setArrayIndex(0);
        settings.setValue("directory", "/models/mixtral");
        settings.setValue("weights", "int3");
        settings.setValue("kv", "fp6");
        settings.endArray();
        settings.sync();
        const LoadOptions options = RecentModels().optionsFor("/models/mixtral");
        QCOMPARE(options.directory.string(), std::string("/models/mixtral"));
        QVERIFY(!options.weights);
        QVERIFY(!options.kvPrecision);
    }

    void showsACheckpointAndItsPlanBeforeLoading() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        keepScreen(dialog, "model-dialog-empty");
        dialog.inspect(Rig::options("/models/scripted"));
        QTRY_VERIFY(isShown(dialog, "load"));
        QCOMPARE(child<QLabel>(dialog, "fitWord")->text(), "Fits");
        QVERIFY(child<QPushButton>(dialog, "load")->isEnabled());
        QCOMPARE(test::engineCounts().loads, 0);
        // 8 chats x 4,096 tokens x 262,144 bytes: float32 keys and values of 8 heads of 128 in 32 layers.
        const QString cost = child<QLabel>(dialog, "kvCost")->text();
        QVERIFY2(cost.contains("8.6 GB") && cost.contains("262 kB per token"), qPrintable(cost));
        keepScreen(dialog, "model-dialog-ready");
    }

    void plansAnewWithEveryChangeOfThePoint() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/scripted"));
        QTRY_VERIFY(isShown(dialog, "load"));
        auto* panel = dialog.findChild<OperatingPointPanel*>();
        auto* context = child<QWidget>(*panel, "context")->findChild<QDoubleSpinBox*>();
        context->setValue(32768);
        QCOMPARE(panel->contextTokens(), 32768);
        QVERIFY(child<QLabel>(dialog, "kvCost")->text().contains("68.7 GB"));
        auto* batch = child<QWidget>(*panel, "batch")->findChild<QDoubleSpinBox*>();
        batch->setValue(256);
        QCOMPARE(child<QLabel>(dialog, "fitWord")->text(), "Does not fit");
        QVERIFY(!child<QPushButton>(dialog, "load")->isEnabled());
        QVERIFY(!child<QPushButton>(dialog, "load")->toolTip().isEmpty());
        keepScreen(dialog, "model-dialog-does-not-fit");
        context->setValue(1'000'000);  // more than the model was trained for
        QCOMPARE(panel->contextTokens(), 32768);
    }

    void loadsWhatWasChosen() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/scripted", 8192, 2));
        QTRY_VERIFY(isShown(dialog, "load"));
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(rig.session.model()->options.contextTokens, 8192);
        QCOMPARE(rig.session.model()->options.batch, 2);
        QCOMPARE(rig.recent.models().size(), 1);
        QCOMPARE(rig.recent.models()[0].contextTokens, 8192);
    }

    /// The checkpoint may be another than the one whose operating point is remembered, or say that it takes less.
    void shortensARememberedContextAndSaysSo() {
        Rig rig;
        rig.recent.add({"/models/scripted", "Scripted", 50'000, 2, 1});
        rig.session.load(rig.recent.optionsFor("/models/scripted"));
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        const int most = mixtral8x7B().trainedContext;
        QCOMPARE(rig.session.model()->plan.request.contextTokens, most);
        QCOMPARE(rig.session.model()->options.contextTokens, most);
        QCOMPARE(rig.session.shortenedFrom(), 50'000);
        QCOMPARE(rig.recent.models()[0].contextTokens, most);
        rig.session.dismiss();
        QCOMPARE(rig.session.shortenedFrom(), 0);
        rig.session.load(rig.recent.optionsFor("/models/scripted"));
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(rig.session.shortenedFrom(), 0);
    }

    void plansForSeveralVirtualDevices() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        LoadOptions two = Rig::options("/models/scripted");
        two.virtualDevices = 2;
        dialog.inspect(two);
        QTRY_VERIFY(isShown(dialog, "load"));
        QCOMPARE(dialog.findChild<OperatingPointPanel*>()->plan().devices.size(), std::size_t(2));
        keepScreen(dialog, "model-dialog-two-devices");
    }

    void plansForTheGpusThatAreChosen() {
        EngineScript script = roomy();
        for (int gpu = 0; gpu < 3; ++gpu)
            script.gpus.push_back({DeviceKind::Cuda, "NVIDIA H200", 150'000'000'000, 4'000'000'000, 4.8e12});
        setEngineScript(script);
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/scripted"));
        QTRY_VERIFY(isShown(dialog, "load"));
        child<QToolButton>(dialog, "advanced")->setChecked(true);
        const auto box = [&](int gpu) { return child<QCheckBox>(dialog, QString("gpu%1").arg(gpu).toUtf8()); };
        QVERIFY(box(0)->isVisibleTo(&dialog) && box(0)->isChecked() && box(2)->isChecked());
        QVERIFY2(box(1)->text().contains("NVIDIA H200"), qPrintable(box(1)->text()));
        const auto considered = [&] { return dialog.findChild<OperatingPointPanel*>()->plan().request.devices.size(); };
        QCOMPARE(considered(), std::size_t(3));
        keepScreen(dialog, "model-dialog-gpus");

        box(1)->click();
        QTRY_COMPARE(considered(), std::size_t(2));
        box(0)->click();
        QTRY_COMPARE(considered(), std::size_t(1));
        QVERIFY(!box(2)->isEnabled());  // the last one stays
        child<QPushButton>(dialog, "load")->click();
        QTRY_COMPARE(rig.session.state(), ModelSession::State::Ready);
        QCOMPARE(mw::test::submittedLoads().back().devices, std::vector<int>{2});
        QCOMPARE(rig.recent.optionsFor("/models/scripted").devices, std::vector<int>{2});

        ModelDialog again(rig.session);
        again.inspect(rig.recent.optionsFor("/models/scripted"));
        QTRY_VERIFY(again.findChild<QCheckBox*>("gpu2"));
        QVERIFY(again.findChild<QCheckBox*>("gpu2")->isChecked() && !again.findChild<QCheckBox*>("gpu0")->isChecked());
    }

    void refusesAFolderWithTheReason() {
        EngineScript script = roomy();
        script.inspectFailure = Failure{ErrorCode::FileFormat,
                                        "model.safetensors: header ends at byte 9, expected 88",
                                        {"/m/model.safetensors", 9, {}},
                                        {}};
        setEngineScript(script);
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/m"));
        auto* banner = dialog.findChild<Banner*>();
        QTRY_VERIFY(banner->isVisibleTo(&dialog));
        QVERIFY(banner->text().contains("header ends at byte 9"));
        QVERIFY(!isShown(dialog, "load"));
        keepScreen(dialog, "model-dialog-refused");
    }

    void tellsAPlanThatFailedFromAFolderThatCannotBeOpened() {
        EngineScript script = roomy();
        script.planFailure = Failure{ErrorCode::Unsupported, "no GPU runs this", {}, {}};
        setEngineScript(script);
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/scripted"));
        auto* banner = dialog.findChild<Banner*>();
        QTRY_VERIFY(banner->isVisibleTo(&dialog));
        QVERIFY2(banner->text().contains("cannot be planned for"), qPrintable(banner->text()));
        QVERIFY(banner->text().contains("no GPU runs this"));
        QVERIFY(!banner->text().contains("cannot be opened"));
    }

    void takesTheAnswerToItsLastQuestionOnly() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/first"));
        dialog.inspect(Rig::options("/models/second", 8192, 2));
        QTRY_VERIFY(isShown(dialog, "load"));
        QCOMPARE(dialog.findChild<OperatingPointPanel*>()->contextTokens(), 8192);
        QTest::mouseClick(child<QPushButton>(dialog, "load"), Qt::LeftButton);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(rig.session.model()->checkpoint.directory, std::filesystem::path("/models/second"));
    }

    void saysWhatAnotherOperatingPointCosts() {
        Rig rig;
        rig.load("/models/scripted");
        OperatingPointDialog dialog(rig.session);
        dialog.show();
        QCOMPARE(child<QLabel>(dialog, "reloadCost")->text(), "Loaded now.");
        QVERIFY(!child<QPushButton>(dialog, "apply")->isEnabled());
        auto* panel = dialog.findChild<OperatingPointPanel*>();
        panel->setPoint(8192, 4);
        QVERIFY(child<QLabel>(dialog, "reloadCost")->text().startsWith("Reloads the model"));
        keepScreen(dialog, "operating-point");
        QTest::mouseClick(child<QPushButton>(dialog, "apply"), Qt::LeftButton);
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QCOMPARE(rig.session.model()->options.contextTokens, 8192);
        QCOMPARE(rig.session.model()->options.batch, 4);
    }

    void listsTheDemoModelAndThoseOpenedLately() {
        Rig rig;
        rig.recent.add({"/models/older", "Older", 2048, 4, 1});
        ModelsView view(rig.session, rig.recent);
        view.resize(1100, 760);
        view.setDemoModel("/models/demo");
        view.show();
        QCOMPARE(cardsOf(view).size(), 2);
        rig.load("/models/newer");
        QTRY_COMPARE(cardsOf(view).size(), 3);
        QTest::qWait(100);
        keepScreen(view, "models");
        QSignalSpy opened(&view, &ModelsView::openRequested);
        for (ModelCard* card : cardsOf(view))
            if (card->accessibleName() == "Older")
                for (QPushButton* button : card->findChildren<QPushButton*>())
                    if (button->text().startsWith("Open")) button->click();
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened[0][0].value<LoadOptions>().contextTokens, 2048);
        QCOMPARE(opened[0][0].value<LoadOptions>().batch, 4);
    }

    void saysWhatToDoWhenThereIsNoModel() {
        Rig rig;
        ModelsView view(rig.session, rig.recent);
        view.resize(1100, 760);
        view.show();
        QVERIFY(view.findChild<EmptyState*>()->isVisible());
        keepScreen(view, "models-empty");
        QSignalSpy chosen(&view, &ModelsView::chooseRequested);
        view.findChild<EmptyState*>()->findChild<QPushButton*>()->click();
        QCOMPARE(chosen.count(), 1);
    }

    void keepsTheListBetweenStarts() {
        {
            RecentModels recent;
            for (int i = 0; i < 20; ++i)
                recent.add({QString("/models/%1").arg(i), QString::number(i), 4096, 8, 1});
            recent.add({"/models/15", "15", 512, 1, 2});
            recent.remove("/models/19");
            int rows = 0;  // and of what was taken out nothing stays in the settings
            for (const QString& key : QSettings().allKeys())
                rows += key.startsWith("recentModels/") && key.endsWith("/directory") ? 1 : 0;
            QCOMPARE(rows, int(recent.models().size()));
        }
        RecentModels again;
        QCOMPARE(again.models().size(), RecentModels::kMost - 1);
        QCOMPARE(again.models()[0], (RecentModel{"/models/15", "15", 512, 1, 2}));
        QCOMPARE(again.models()[1].directory, "/models/18");
    }

    void theOperatingPointIsPlannedForTheMemoryThatOthersLeaveNow() {
        Rig rig;
        rig.load("/models/scripted");
        OperatingPointDialog dialog(rig.session);
        const auto& plan = dialog.findChild<OperatingPointPanel*>()->plan();
        const int before = plan.largestBatch;
        std::vector<DeviceSpec> devices = rig.session.model()->plan.request.devices;
        devices[0].usedByOthersBytes = devices[0].capacityBytes / 2;
        dialog.setDevices(devices);
        QVERIFY(plan.largestBatch < before);
        QCOMPARE(plan.request.contextTokens, 4096);
    }

    void aPanelTakenDownWhileAFieldIsTypedInSaysNoMore() {
        auto panel = std::make_unique<OperatingPointPanel>();
        PlanRequest request{.model = mixtral8x7B(), .contextTokens = 4096, .batch = 8};
        request.devices = {{.kind = DeviceKind::Cuda, .name = "GPU", .capacityBytes = 160'000'000'000}};
        panel->setRequest(request);
        panel->show();
        QVERIFY(QTest::qWaitForWindowActive(panel.get()));
        auto* field = child<LabeledSlider>(*panel, "context")->findChild<QDoubleSpinBox*>();
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, "8192");
        QCOMPARE(panel->contextTokens(), 4096);  // typed, not entered
        QSignalSpy planned(panel.get(), &OperatingPointPanel::planChanged);
        QSignalSpy gone(panel.get(), &QObject::destroyed);
        panel.reset();
        QCOMPARE(gone.count(), 1);
        QCOMPARE(planned.count(), 0);
    }

    void everyControlHasANameForThoseWhoCannotSeeIt() {
        Rig rig;
        ModelDialog dialog(rig.session);
        dialog.show();
        dialog.inspect(Rig::options("/models/scripted"));
        QTRY_VERIFY(isShown(dialog, "load"));
        for (const QAbstractButton* button : dialog.findChildren<QAbstractButton*>())
            QVERIFY(!button->accessibleName().isEmpty() || !button->text().isEmpty());
        for (const QAbstractSlider* slider : dialog.findChildren<QSlider*>())
            QVERIFY(!slider->accessibleName().isEmpty());
    }

 private:
    QTemporaryDir m_settings;
};

QTEST_MAIN(TestModels)
#include "test_models.moc"
