// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

// What is planned, read and kept where quality is measured.

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "quality_plan.h"
#include "quality_store.h"
#include "text_beginning.h"

using namespace mw;
using namespace mw::gui;

namespace {

constexpr quint64 kLarge = 512ULL << 30;

QualityModel modelOn(DeviceKind kind, quint64 bytes) {
    QualityModel model;
    model.checkpoint.directory = "/models/8x7b";
    model.checkpoint.fileBytes = 93;
    model.checkpoint.config = mixtral8x7B();
    model.options.directory = model.checkpoint.directory;
    model.options.contextTokens = 8192;
    model.options.batch = 6;
    model.request = usualRequest(mixtral8x7B(), WeightFormat::BFloat16,
                                 {{.kind = kind, .name = "a device", .capacityBytes = bytes}});
    return model;
}

QualityResult result(const QString& weights, const QString& text, double perplexity) {
    return {.subject = {"/models/8x7b", 93, weights, "bf16"},
            .model = "Mixtral 8x7B",
            .reference = "bf16",
            .text = text,
            .backend = "CUDA",
            .measured = QDateTime::fromString("2026-11-30T11:00:00Z", Qt::ISODate),
            .tokens = 4095,
            .contextTokens = 2048,
            .referencePerplexity = 5.912,
            .perplexity = perplexity,
            .meanDivergence = 0.0123,
            .divergence99 = 0.31,
            .agreement = 0.9734};
}

}  // namespace

class TestQualityData : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const QString& name, const QByteArray& bytes) {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write");
        return file.fileName();
    }

 private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void readsTheTextAsStoredAndThenInEachFormat() {
        const QualityModel model = modelOn(DeviceKind::Cuda, kLarge);
        const QVector<WeightFormats> formats = qualityFormats(model);
        QVERIFY(formats.contains(WeightFormats(WeightFormat::Int4)));
        QVERIFY(!formats.contains(WeightFormats(WeightFormat::BFloat16)));  // they are stored so
        const QualityPlan plan = planQuality(
            model, {.textPath = "text.txt", .weights = {WeightFormat::Float8, WeightFormat::Int4}, .kv = {}});
        QCOMPARE(plan.stages.size(), 3);
        QVERIFY(!plan.stages[0].options.weights && !plan.stages[0].options.kvPrecision);
        QVERIFY(plan.stages[0].plan.request.weights == WeightFormats(WeightFormat::BFloat16));
        QVERIFY(plan.stages[2].options.weights == WeightFormats(WeightFormat::Int4));
        for (const QualityStage& stage : plan.stages) {
            QCOMPARE(stage.options.contextTokens, 2048);
            QCOMPARE(stage.options.batch, 1);
            QVERIFY(stage.plan.fits);
        }
        QCOMPARE(plan.temporaryBytes, quint64(4096) * 32000 * 4);
    }

    void comparesTheCacheAlone() {
        const QualityModel model = modelOn(DeviceKind::Cuda, kLarge);
        QVERIFY(planQuality(model, {.weights = {std::nullopt}, .kv = {}}).stages.isEmpty());  // with itself
        const QualityPlan plan = planQuality(model, {.weights = {std::nullopt}, .kv = Precision::Float8});
        QCOMPARE(plan.stages.size(), 2);
        QVERIFY(!plan.stages[0].options.kvPrecision);
        QVERIFY(plan.stages[1].plan.request.kv == Precision::Float8);
        QVERIFY(qualitySubject(model.checkpoint, plan.stages[1].plan.request) !=
                qualitySubject(model.checkpoint, plan.stages[0].plan.request));
    }

    void saysWhatDoesNotFit() {
        // The reference is needed for all.
        const QualityPlan none =
            planQuality(modelOn(DeviceKind::Cuda, 48'000'000'000), {.weights = {WeightFormat::Int4}, .kv = {}});
        QVERIFY(none.stages.isEmpty());
        QCOMPARE(none.problems.size(), 1);
        QVERIFY2(none.problems.front().contains("missing"), qPrintable(none.problems.front()));
    }

    void keepsTheNewestOfEachTextAndFindsIt() {
        const QString file = m_folder.filePath("deep/quality/measured.json");
        QString error;
        {
            QualityStore store(file);
            QSignalSpy changed(&store, &QualityStore::changed);
            QVERIFY(store.save(result("int4", "prose.txt", 6.1), &error));
            QVERIFY(store.save(result("int4", "code.txt", 6.3), &error));
            QVERIFY(store.save(result("fp8", "prose.txt", 5.92), &error));
            QVERIFY(store.save(result("int4", "prose.txt", 6.02), &error));  // again
            QCOMPARE(store.results().size(), 3);
            QCOMPARE(changed.count(), 4);
        }
        QualityStore again(file);
        QCOMPARE(again.results().size(), 3);
        const QualityResult* int4 = again.find({"/models/8x7b", 93, "int4", "bf16"});
        QVERIFY(int4);
        QCOMPARE(describeQuality(*int4), "measured on prose.txt: perplexity 5.91 → 6.02, 97.3 % same next word");
        QCOMPARE(describePerplexityChange(*int4), "+1.8 %");
        QCOMPARE(int4->divergence99, 0.31);
        QCOMPARE(int4->measured, result("int4", "", 1).measured);
        QVERIFY(!again.find({"/models/8x7b", 94, "int4", "bf16"}));  // other files in the same folder
        QVERIFY(!again.find({"/models/8x7b", 93, "int4", "fp8"}));
        QVERIFY(again.remove(QualityResult(*int4), &error));
        QCOMPARE(QualityStore(file).find({"/models/8x7b", 93, "int4", "bf16"})->text, "code.txt");
    }

    void setsADamagedFileAside() {
        QJsonArray all{toJson(result("int4", "prose.txt", 6.1)), QJsonObject{{"weights", "int4"}, {"tokens", -3}}};
        const QByteArray damaged = QJsonDocument(all).toJson();
        const QString file = write("measured.json", damaged);
        QualityStore store(file);
        QCOMPARE(store.results().size(), 1);
        QString error;
        QVERIFY(store.save(result("fp8", "prose.txt", 5.92), &error));
        QFile aside(file + ".damaged");
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), damaged);
        QCOMPARE(QualityStore(file).results().size(), 2);
    }

    void aFileThatCannotBeWrittenIsSaid() {
        QualityStore store(write("file", "") + "/measured.json");
        QString error;
        QVERIFY(!store.save(result("fp8", "prose.txt", 5.92), &error));
        QVERIFY(!error.isEmpty());
        QCOMPARE(store.results().size(), 1);  // until the program ends
    }

    void readsTextsOnly() {
        QString error;
        QVERIFY(!textBeginning(m_folder.filePath("none.txt"), 10, &error) && error.contains("none.txt"));
        QVERIFY(!textBeginning(m_folder.path(), 10, &error));
        QVERIFY(!textBeginning(write("binary", QByteArray("a\0b", 3)), 10, &error) && error.contains("UTF-8"));
        QVERIFY(!textBeginning(write("latin", "caf\xe9 au lait"), 10, &error) && error.contains("UTF-8"));
        QVERIFY(!textBeginning(write("blank", " \n\t"), 10, &error) && error.contains("empty"));
        QCOMPARE(*textBeginning(write("short", "café"), 10, &error), "café");
        // What is cut off in the middle of a character is a text all the same, whichever byte is the last.
        for (int shift = 0; shift < 4; ++shift) {
            const QByteArray text = QByteArray(shift, 'x') + QByteArray("\xf0\x9f\x8c\xb3").repeated(100);
            const auto beginning = textBeginning(write("trees", text), 2, &error);
            QVERIFY2(beginning, qPrintable(error));
            QVERIFY(beginning->size() > 120 && text.startsWith(QByteArray::fromStdString(*beginning)));
        }
    }
};

QTEST_GUILESS_MAIN(TestQualityData)
#include "test_quality_data.moc"
