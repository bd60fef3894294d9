// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What a format of the demo model costs, from the window: chosen, measured, cancelled, and shown where it is chosen.

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "benchmark_view.h"
#include "keep_screen.h"
#include "model_dialog.h"
#include "mw/engine_loop.h"
#include "mw/quality.h"
#include "number_field.h"
#include "quality_card.h"
#include "quality_dialog.h"
#include "quality_note.h"
#include "quality_table.h"
#include "tuning_view.h"
#include "weight_cards.h"
#include "weight_choice.h"
#include "workbench_fixture.h"

namespace mw::gui {

namespace {

constexpr int kTokens = 120;
constexpr int kPatienceMs = 120000;

template <typename T>
T* child(QWidget& parent, const QString& name = {}) {
    T* found = parent.findChild<T*>(name);
    if (!found) qFatal("no child %s", qPrintable(name));
    return found;
}

/// What the engine says by itself, without the window.
QualityComparison measuredBeside(const QualityPlan& plan, const std::string& text) {
    std::vector<int> ids =
        encodeConversation(plan.model.options.directory, std::vector<Message>{{Role::User, text}}, "plain");
    ids.resize(std::min<std::size_t>(ids.size(), kTokens));
    QualityText read(qualityPieces(ids, plan.contextTokens));
    for (const QualityStage& stage : {plan.stages.front(), plan.stages.back()}) {
        Engine engine;
        engine.load({stage.options});
        while (read.readNext(engine)) {
        }
    }
    return read.comparison();
}

}  // namespace

class TestQualityWindow : public QObject {
    Q_OBJECT

    QTemporaryDir m_texts;
    QString m_text = m_texts.filePath("letters.txt");

    struct Bench : WorkbenchFixture {
        using WorkbenchFixture::WorkbenchFixture;
        MainWindow& open() {
            MainWindow& window = openWindow();
            window.resize(1440, 900);
            session().load(options());
            if (!QTest::qWaitFor([this] { return session().model() != nullptr; }, kPatienceMs))
                qFatal("the demo model does not load");
            return window;
        }
        QualityCard& card() { return *child<QualityCard>(*child<BenchmarkView>(openedWindow())); }
        MainWindow& openedWindow() {
            for (QWidget* each : QApplication::topLevelWidgets())
                if (auto* window = qobject_cast<MainWindow*>(each)) return *window;
            qFatal("no window");
        }
        bool isBack() {
            const auto& model = session().model();
            return session().state() == ModelSession::State::Ready && model && model->options.contextTokens == 1024 &&
                   model->options.batch == 4 && !model->options.weights;
        }
        /// The model dialog, on the demo model held so.
        ModelDialog& dialogWith(const QString& format) {
            openedWindow().activateWindow();
            if (!QTest::qWaitForWindowActive(&openedWindow())) qFatal("the window does not become active");
            QTest::keyClick(&openedWindow(), Qt::Key_O, Qt::ControlModifier);
            auto* dialog = child<ModelDialog>(openedWindow());
            dialog->inspect(options());
            auto* weights = child<WeightChoice>(*dialog);
            if (!QTest::qWaitFor([&] { return weights->isVisible() && weights->count() > 1; }, kPatienceMs))
                qFatal("nothing to choose");
            const int index = weights->findText(format + ", ", Qt::MatchStartsWith);
            if (index < 0) qFatal("no such format");
            weights->setCurrentIndex(index);
            emit weights->activated(index);
            return *dialog;
        }
    };

 private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QFile file(m_text);
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int i = 0; i < 40; ++i)
            file.write("The garden is quiet in the morning, and the river is not far. Who lives there? ");
    }

    void aFormatIsMeasuredWhereItIsChosenAndShownThereAgain() {
        const auto folder = std::make_shared<QTemporaryDir>();
        QString said;
        {
            Bench bench(folder);
            MainWindow& window = bench.open();
            ModelDialog& dialog = bench.dialogWith("int4");
            auto* note = child<QualityNote>(dialog);
            QTRY_COMPARE(note->text(), "What int4 costs in quality is not measured.");
            keepScreen(dialog, "quality-not-measured");
            QTest::mouseClick(child<QPushButton>(*note, "measureQuality"), Qt::LeftButton);
            QVERIFY(!dialog.isVisible());
            QCOMPARE(window.currentView(), MainWindow::Benchmark);

            auto* ask = child<QualityDialog>(window);
            QVERIFY(child<QCheckBox>(*ask, "int4")->isChecked());
            QVERIFY(!child<QCheckBox>(*ask, "fp8")->isChecked());
            QVERIFY(!child<QPushButton>(*ask, "start")->isEnabled());  // without a text
            ask->setText(m_text);
            child<NumberField>(*ask, "tokens")->setValue(kTokens);
            QTRY_VERIFY(child<QPushButton>(*ask, "start")->isEnabled());
            keepScreen(*ask, "quality-dialog");
            const QualityPlan plan = ask->plan();
            QCOMPARE(plan.stages.size(), 2);
            QTest::mouseClick(child<QPushButton>(*ask, "start"), Qt::LeftButton);

            QualityCard& card = bench.card();
            QVERIFY(card.runner().isActive());
            QVERIFY(!child<QPushButton>(window, "planBenchmark")->isEnabled() ||
                    !child<QPushButton>(window, "planBenchmark")->isVisible());
            QTRY_VERIFY_WITH_TIMEOUT(!card.runner().isActive(), kPatienceMs);
            QVERIFY2(card.runner().failure().isEmpty(), qPrintable(card.runner().failure()));
            QVERIFY(bench.isBack());
            auto* table = child<QualityTable>(card);
            QCOMPARE(table->rowCount(), 1);
            QTest::qWait(200);
            keepScreen(window, "quality-measured");

            const QualityComparison expected = measuredBeside(plan, QString(textOf(m_text)).toStdString());
            QCOMPARE(expected.tokens(), std::size_t(kTokens - 1));
            const QLocale locale;
            said = QStringLiteral("measured on letters.txt: perplexity %1 → %2, %3 % same next word")
                       .arg(locale.toString(expected.referencePerplexity(), 'f',
                                            expected.referencePerplexity() < 100 ? 2 : 0),
                            locale.toString(expected.perplexity(), 'f', expected.perplexity() < 100 ? 2 : 0),
                            locale.toString(100 * expected.agreement(), 'f', 1));
            QVERIFY2(table->item(0, 0)->toolTip().startsWith(said), qPrintable(table->item(0, 0)->toolTip()));
            QVERIFY(expected.perplexity() != expected.referencePerplexity());
        }
        // After another start it is said where the format is chosen, in the dialog and in the tuning view.
        Bench bench(folder);
        MainWindow& window = bench.open();
        ModelDialog& dialog = bench.dialogWith("int4");
        QTRY_COMPARE(child<QualityNote>(dialog)->text(), "int4, " + said);
        keepScreen(dialog, "quality-in-dialog");
        auto* weights = child<WeightChoice>(dialog);
        weights->setCurrentIndex(0);
        emit weights->activated(0);
        QTRY_VERIFY(!child<QualityNote>(dialog)->isVisibleTo(&dialog));  // as stored costs nothing
        dialog.reject();
        window.showView(MainWindow::Tuning);
        auto* tuning = child<TuningView>(window);
        auto* int4 = child<QRadioButton>(*tuning, "weightsint4");
        QVERIFY2(int4->accessibleName().contains("perplexity +") || int4->accessibleName().contains("perplexity −"),
                 qPrintable(int4->accessibleName()));
        int4->click();
        QTRY_COMPARE(child<QualityNote>(*tuning)->text(), "int4, " + said);
        keepScreen(window, "quality-in-tuning");
    }

    void aCancelledMeasurementBringsBackTheModelAndKeepsWhatIsThere() {
        Bench bench;
        MainWindow& window = bench.open();
        window.showView(MainWindow::Benchmark);
        QualityCard& card = bench.card();
        const ModelSummary& model = *bench.session().model();
        const QualityModel asked{model.checkpoint, model.options, model.plan.request};
        QualityPlan plan = planQuality(
            asked,
            {.textPath = m_text, .tokens = kTokens, .weights = {WeightFormat::Int8, WeightFormat::Int4}, .kv = {}});
        QSignalSpy measured(&card.runner(), &QualityRunner::measured);
        QSignalSpy ended(&card.runner(), &QualityRunner::ended);
        connect(
            &card.runner(), &QualityRunner::measured, this, [&] { card.runner().cancel(); }, Qt::QueuedConnection);
        card.start(plan);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!card.runner().isActive(), kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isBack(), kPatienceMs);
        QCOMPARE(ended.front().front().value<QualityRunner::End>(), QualityRunner::End::Cancelled);
        QCOMPARE(measured.count(), 1);
        QCOMPARE(child<QualityTable>(card)->rowCount(), 1);
        QVERIFY(child<Banner>(card, "qualityNote")->text().contains("1 of 2"));
        // While it loads, by the button.
        card.start(plan);
        QCOMPARE(card.runner().state(), QualityRunner::State::Loading);
        QTest::mouseClick(child<QPushButton>(card, "cancelMeasurement"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 2, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(bench.isBack() && !card.runner().isActive(), kPatienceMs);
    }

    void theCacheIsMeasuredAlone() {
        Bench bench;
        bench.open();
        const ModelSummary& model = *bench.session().model();
        QualityCard& card = bench.card();
        card.start(
            planQuality({model.checkpoint, model.options, model.plan.request},
                        {.textPath = m_text, .tokens = 100, .weights = {std::nullopt}, .kv = Precision::Float8}));
        QTRY_VERIFY_WITH_TIMEOUT(!card.runner().isActive(), kPatienceMs);
        auto* table = child<QualityTable>(card);
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(table->item(0, 1)->text(), "fp8");
        QVERIFY(bench.isBack());
        // A line that nobody wants goes, and comes back.
        table->setCurrentCell(0, 0);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(table->rowCount(), 0);
        for (QPushButton* button : child<Banner>(card, "qualityNote")->findChildren<QPushButton*>())
            if (button->text() == "Undo") button->click();
        QCOMPARE(table->rowCount(), 1);
    }

    void aTextThatIsGoneIsSaidAndNothingIsLost() {
        Bench bench;
        bench.open();
        const ModelSummary& model = *bench.session().model();
        QualityCard& card = bench.card();
        card.start(planQuality({model.checkpoint, model.options, model.plan.request},
                               {.textPath = m_texts.filePath("gone.txt"), .weights = {WeightFormat::Int4}, .kv = {}}));
        QTRY_VERIFY_WITH_TIMEOUT(!card.runner().isActive(), kPatienceMs);
        QVERIFY(child<Banner>(card, "qualityNote")->text().contains("gone.txt"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.isBack(), kPatienceMs);
        QCOMPARE(child<QualityTable>(card)->rowCount(), 0);
    }

    void withoutAModelNothingIsLoadedInTheEnd() {
        Bench bench;
        MainWindow& window = bench.openWindow();
        window.resize(1440, 900);
        ModelDialog& dialog = bench.dialogWith("fp8");
        QTest::mouseClick(child<QPushButton>(*child<QualityNote>(dialog), "measureQuality"), Qt::LeftButton);
        auto* ask = child<QualityDialog>(window);
        ask->setText(m_text);
        child<NumberField>(*ask, "tokens")->setValue(100);
        QTRY_VERIFY(child<QPushButton>(*ask, "start")->isEnabled());
        QVERIFY(child<QLabel>(*ask, "cost")->text().contains("2 times"));
        QTest::mouseClick(child<QPushButton>(*ask, "start"), Qt::LeftButton);
        QualityCard& card = bench.card();
        QSignalSpy ended(&card.runner(), &QualityRunner::ended);
        QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
        QCOMPARE(child<QualityTable>(card)->rowCount(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(bench.session().state(), ModelSession::State::Empty, kPatienceMs);
    }

 private:
    static QByteArray textOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

}  // namespace mw::gui

QTEST_MAIN(mw::gui::TestQualityWindow)
#include "test_quality_window.moc"
