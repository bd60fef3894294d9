// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QLocale>
#include <QSet>
#include <QTest>
#include <QTranslator>

#include "describe.h"
#include "describe_failure.h"
#include "mw/weight_mixes.h"

using namespace mw;
using namespace mw::gui;

namespace {

Plan planOn(std::uint64_t gigabytes, int context, int batch, int gpus = 1) {
    PlanRequest request;
    request.model = mixtral8x7B();
    DeviceSpec device;
    device.name = "Test GPU";
    device.capacityBytes = gigabytes * 1'000'000'000;
    request.devices.assign(static_cast<std::size_t>(gpus), device);
    request.contextTokens = context;
    request.batch = batch;
    return makePlan(request);
}

/// Another language, in which every sentence is its English in brackets.
class Brackets : public QTranslator {
 public:
    QString translate(const char*, const char* source, const char*, int) const override {
        return '<' + QString::fromUtf8(source) + '>';
    }
    bool isEmpty() const override { return false; }
};

}  // namespace

class TestDescribe : public QObject {
    Q_OBJECT

 private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    /// The engine speaks English. In other languages nobody has to read that to know what kind of thing happened.
    void saysInAnyLanguageWhatKindOfFailureItIs() {
        const Failure missing{ErrorCode::FileNotFound, "/models/x: config.json is missing.", {}, {}};
        const Failure memory{ErrorCode::OutOfMemory, "GPU 1 lacks 2 GB.", {}, {{1, 93'000'000'000, 80'000'000'000}}};
        QCOMPARE(describeFailure(missing), "/models/x: config.json is missing.");
        QCOMPARE(describeFailure(memory), "GPU 1 lacks 2 GB.");
        Brackets language;
        QCoreApplication::installTranslator(&language);
        const QString said = describeFailure(missing), ofMemory = describeFailure(memory);
        QStringList all;
        for (const ErrorCode code : {ErrorCode::InvalidArgument, ErrorCode::FileNotFound, ErrorCode::FileFormat,
                                     ErrorCode::Unsupported, ErrorCode::ContextOverflow, ErrorCode::OutOfMemory,
                                     ErrorCode::NonFinite, ErrorCode::Device, ErrorCode::Internal})
            all << describeFailure({code, "why", {}, {}});
        QCoreApplication::removeTranslator(&language);
        QCOMPARE(said, "<A file or folder is missing, or cannot be read.> /models/x: config.json is missing.");
        // Of memory there is nothing more to say than the figures.
        QCOMPARE(ofMemory,
                 "<There is too little free memory.> <Device 1 needs 93.0 <GB> and has 80.0 <GB>: 13.0 <GB> missing.>");
        for (const QString& each : std::as_const(all))
            QVERIFY2(each.startsWith('<') && each.endsWith("> why"), qPrintable(each));
        QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
    }

    void namesTheSizeOfACardInBothUnits() {
        QCOMPARE(describeCapacity(80ULL << 30), QString("85.9 GB (80 GiB)"));
        QCOMPARE(describeCapacity(150'121'545'728), QString("150.1 GB (139.8 GiB)"));
    }

    void writesBytesAsOnTheBox_data() {
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << quint64(0) << "0 B";
        QTest::newRow("bytes") << quint64(999) << "999 B";
        QTest::newRow("rounds up to the next unit") << quint64(999'600) << "1 MB";
        QTest::newRow("megabytes") << quint64(310'400'000) << "310 MB";
        QTest::newRow("gigabytes") << quint64(93'405'585'408) << "93.4 GB";
        QTest::newRow("terabytes") << quint64(1'500'000'000'000) << "1.5 TB";
        QTest::newRow("most") << ~quint64(0) << "18446744.1 TB";
    }
    void writesBytesAsOnTheBox() {
        QFETCH(quint64, bytes);
        QTEST(describeBytes(bytes), "text");
    }

    void namesTheParametersOfTheKnownModels() {
        QCOMPARE(describeParameters(mixtral8x7B()), "46.7 billion, 12.9 billion active per token");
        QCOMPARE(describeParameters(mixtral8x22B()), "141 billion, 39.2 billion active per token");
    }

    void saysHowWeightsAreStoredAndHeld() {
        CheckpointInfo checkpoint;
        QCOMPARE(describeStored(checkpoint), QString("bf16"));
        checkpoint.storedFormat = "Q4_K";
        checkpoint.otherFormats = {"Q6_K", "Q8_0"};
        checkpoint.storedBits = 4.87;
        QCOMPARE(describeStored(checkpoint), QString("Q4_K, Q6_K, Q8_0 (4.9 bits per weight)"));
        checkpoint.otherFormats.push_back("Q5_K");
        QCOMPARE(describeStored(checkpoint), QString("Q4_K, Q6_K, Q8_0, … (4.9 bits per weight)"));
        checkpoint.otherFormats.clear();
        QCOMPARE(describeStored(checkpoint), QString("Q4_K (4.9 bits per weight)"));
        QCOMPARE(describeHeld(planOn(141, 4096, 1)), QString("bf16, 93.4 GB"));
        PlanRequest mixed = planOn(141, 4096, 1).request;
        mixed.weights = mixNamed("q4_k_m", mixed.model.layers).value();
        QCOMPARE(describeHeld(makePlan(mixed)), QString("q4_k + q6_k, 30.3 GB"));
    }

    void saysWhetherAPlanFits() {
        const Verdict roomy = verdictOf(planOn(141, 4096, 8));
        QCOMPARE(roomy.fit, Fit::Fits);
        QVERIFY(roomy.sentence.contains("stay free on GPU 0"));
        const Verdict tight = verdictOf(planOn(100, 4096, 8));
        QCOMPARE(tight.fit, Fit::Tight);
        QCOMPARE(tight.word, "tight");
    }

    void namesTheDeviceAndTheBytesMissing() {
        const Verdict verdict = verdictOf(planOn(80, 4096, 8));
        QCOMPARE(verdict.fit, Fit::DoesNotFit);
        QCOMPARE(verdict.word, "does not fit");
        QVERIFY2(verdict.sentence.startsWith("GPU 0 needs "), qPrintable(verdict.sentence));
        QVERIFY2(verdict.sentence.endsWith("The weights alone are too large. It fits with int8 weights."),
                 qPrintable(verdict.sentence));
    }

    void offersThePointsThatFit() {
        const Verdict chats = verdictOf(planOn(80, 32768, 64, 2));
        QCOMPARE(chats.fit, Fit::DoesNotFit);
        QVERIFY2(chats.sentence.contains("At this context there is room for "), qPrintable(chats.sentence));
    }

    void foldsOutWhatIsKnownOfAFailure() {
        Failure failure{ErrorCode::FileFormat, "tensor 'w1' is cut off", {"/m/model.safetensors", 1234567, {}}, {}};
        const QString details = describeDetails(failure);
        QVERIFY(details.contains("/m/model.safetensors"));
        QVERIFY(details.contains("1234567") || details.contains("1,234,567"));
        failure.shortages = {{1, 90'000'000'000, 80'000'000'000}};
        QVERIFY(describeDetails(failure).contains("Device 1: 90.0 GB needed, 80.0 GB free, 10.0 GB missing"));
    }
};

QTEST_GUILESS_MAIN(TestDescribe)
#include "test_describe.moc"
