<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>BenchmarkPicture</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>ChatDatabase</name>
    <message>
        <source>%1, where chats are kept, is not there. Nothing is saved.</source>
        <translation>%1, wo die Chats liegen, ist nicht da. Nichts wird gesichert.</translation>
    </message>
    <message>
        <source>Another Mixtral Workbench has these chats open. Chats are shown here but not saved.</source>
        <translation>Eine andere Mixtral Workbench hat diese Chats geöffnet. Sie werden hier gezeigt, aber nicht gesichert.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>In den Ordner %1 lässt sich nicht schreiben (%2). Chats werden gezeigt, aber nichts wird gesichert.</translation>
    </message>
    <message>
        <source>These chats were saved by a newer Mixtral Workbench (version %1 of the file, this one knows %2). They can be read, not changed.</source>
        <translation>Diese Chats wurden von einer neueren Mixtral Workbench gesichert (Version %1 der Datei, diese kennt %2). Sie lassen sich lesen, aber nicht ändern.</translation>
    </message>
    <message>
        <source>Another program keeps %1 locked. Saving is tried again in a moment.</source>
        <translation>Ein anderes Programm hält %1 gesperrt. Das Sichern wird gleich noch einmal versucht.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2).</source>
        <translation>%1 ist beschädigt (%2).</translation>
    </message>
    <message>
        <source>%1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>In %1 lässt sich nicht schreiben (%2). Chats werden gezeigt, aber nichts wird gesichert.</translation>
    </message>
    <message>
        <source>%1 cannot be opened (%2). Nothing is saved.</source>
        <translation>%1 lässt sich nicht öffnen (%2). Nichts wird gesichert.</translation>
    </message>
    <message>
        <source>Chat from a damaged file</source>
        <translation>Chat aus einer beschädigten Datei</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>safetensors, %1</source>
        <translation>safetensors, %1</translation>
    </message>
    <message>
        <source>consolidated safetensors (Mistral’s own form)</source>
        <translation>consolidated safetensors (Mistrals eigene Form)</translation>
    </message>
    <message>
        <source>consolidated .pth (PyTorch)</source>
        <translation>consolidated .pth (PyTorch)</translation>
    </message>
    <message>
        <source>GGUF, %1</source>
        <translation>GGUF, %1</translation>
    </message>
    <message>
        <source>other files</source>
        <translation>andere Dateien</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>wird angehalten</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>downloaded and checked</source>
        <translation>heruntergeladen und geprüft</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>lädt herunter</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>prüft</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 pro Sekunde</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>the next try in %1</source>
        <translation>nächster Versuch in %1</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>neuer Versuch</translation>
    </message>
    <message>
        <source>computing the checksum of %1</source>
        <translation>Prüfsumme von %1 wird berechnet</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>more than %1 of %2 tokens</source>
        <translation>mehr als %1 mit %2 Token</translation>
    </message>
    <message>
        <source>up to %1 of %2 tokens</source>
        <translation>bis zu %1 mit %2 Token</translation>
    </message>
    <message>
        <source>needs %1, has %2</source>
        <translation>braucht %1, hat %2</translation>
    </message>
    <message>
        <source>free memory is spread too unevenly</source>
        <translation>der freie Speicher ist zu ungleich verteilt</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>larger than 1 MiB</source>
        <translation>größer als 1 MiB</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 ist beschädigt.</translation>
    </message>
</context>
<context>
    <name>SectionLayout</name>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Desktop workbench for Mixtral models.</source>
        <translation>Werkbank für Mixtral-Modelle.</translation>
    </message>
    <message>
        <source>Displays version, commit and backends.</source>
        <translation>Zeigt Version, Commit und Backends.</translation>
    </message>
    <message>
        <source>The same without --model.</source>
        <translation>Dasselbe ohne --model.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was not expected; one model is opened at a time.</source>
        <translation>„%1“ wurde nicht erwartet; es wird nur ein Modell auf einmal geöffnet.</translation>
    </message>
    <message>
        <source>--model: there is no &apos;%1&apos;.</source>
        <translation>--model: „%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>--model: &apos;%1&apos; cannot be read: %2.</source>
        <translation>--model: „%1“ kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
        <source>Open this checkpoint: a folder, or a GGUF file.</source>
        <translation>Diesen Checkpoint öffnen: einen Ordner oder eine GGUF-Datei.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ActivationChoice</name>
    <message>
        <source>Activations of prompts</source>
        <translation>Aktivierungen von Prompts</translation>
    </message>
    <message>
        <source>In fp8 a GPU reads long prompts faster, and rounds what it multiplies with the weights.</source>
        <translation>In fp8 liest eine GPU lange Prompts schneller und rundet, was sie mit den Gewichten multipliziert.</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exakt</translation>
    </message>
    <message>
        <source>fp8, long prompts faster</source>
        <translation>fp8, lange Prompts schneller</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeCard</name>
    <message>
        <source>AIME API worker</source>
        <translation>AIME-API-Worker</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Server URL</source>
        <translation>URL des Servers</translation>
    </message>
    <message>
        <source>worker key</source>
        <translation>Worker-Schlüssel</translation>
    </message>
    <message>
        <source>Job type</source>
        <translation>Job-Typ</translation>
    </message>
    <message>
        <source>Worker&apos;s name</source>
        <translation>Name des Workers</translation>
    </message>
    <message>
        <source>this computer&apos;s</source>
        <translation>der dieses Rechners</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>Vertraute Zertifikate</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>die Stellen des Systems</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Mit dem Fenster starten</translation>
    </message>
    <message>
        <source>It is kept in a file that only you can read. The server shows it to its clients; use it nowhere else.</source>
        <translation>Er liegt in einer Datei, die nur Sie lesen können. Der Server zeigt ihn seinen Clients; verwenden Sie ihn nirgends sonst.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Takes jobs</source>
        <translation>Nimmt Jobs</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>Mit dem Fenster einschalten</translation>
    </message>
    <message>
        <source>Switch the worker off to change this.</source>
        <translation>Schalten Sie den Worker aus, um dies zu ändern.</translation>
    </message>
    <message>
        <source>jobs answered: %1</source>
        <translation>beantwortete Jobs: %1</translation>
    </message>
    <message>
        <source>, failed: %1</source>
        <translation>, fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>, not wanted any more: %1</source>
        <translation>, nicht mehr gewollt: %1</translation>
    </message>
    <message>
        <source>At most %1 at once, into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Höchstens %1 zugleich, auf freie Plätze des Batches; was wartet, behält der Server. Beim Ausschalten laufen laufende Jobs erst zu Ende.</translation>
    </message>
    <message>
        <source>Only into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Nur auf freie Plätze des Batches; was wartet, behält der Server. Beim Ausschalten laufen laufende Jobs erst zu Ende.</translation>
    </message>
    <message>
        <source>server %1</source>
        <translation>Server %1</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>startet mit dem Fenster</translation>
    </message>
    <message>
        <source>waits for a model</source>
        <translation>wartet auf ein Modell</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>verbindet sich</translation>
    </message>
    <message>
        <source>connected, 1 job runs</source>
        <translation>verbunden, 1 Job läuft</translation>
    </message>
    <message>
        <source>connected, %1 jobs run</source>
        <translation>verbunden, %1 Jobs laufen</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>server not reached; tries again</source>
        <translation>Server nicht erreicht; versucht es erneut</translation>
    </message>
    <message>
        <source>off, 1 job ends</source>
        <translation>aus, 1 Job läuft noch zu Ende</translation>
    </message>
    <message>
        <source>off, %1 jobs end</source>
        <translation>aus, %1 Jobs laufen noch zu Ende</translation>
    </message>
    <message>
        <source>off, leaves the server</source>
        <translation>aus, verlässt den Server</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgewiesen</translation>
    </message>
    <message>
        <source>The line to this server is not encrypted: whoever is on the way reads the key and all texts.</source>
        <translation>Die Leitung zu diesem Server ist nicht verschlüsselt: Wer unterwegs mithört, liest den Schlüssel und alle Texte.</translation>
    </message>
    <message>
        <source>the server&apos;s key for workers</source>
        <translation>Worker-Schlüssel des Servers</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeLink</name>
    <message>
        <source>The worker key is not kept: %1.</source>
        <translation>Der Worker-Schlüssel wird nicht aufbewahrt: %1.</translation>
    </message>
    <message>
        <source>Jobs of before still end; switch it on again after them.</source>
        <translation>Jobs von vorher laufen noch zu Ende; schalten Sie danach wieder ein.</translation>
    </message>
    <message>
        <source>Name the server first.</source>
        <translation>Geben Sie zuerst den Server an.</translation>
    </message>
    <message>
        <source>Enter the worker key of the server first.</source>
        <translation>Geben Sie zuerst den Worker-Schlüssel des Servers ein.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerNotices</name>
    <message>
        <source>The answer failed: %1</source>
        <translation>Die Antwort ist gescheitert: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerRunner</name>
    <message>
        <source>The context of this chat is full.</source>
        <translation>Der Kontext dieses Chats ist voll.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AttachmentChip</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>%1 wegnehmen</translation>
    </message>
    <message>
        <source>The first %1 of %2 characters</source>
        <translation>Die ersten %1 von %2 Zeichen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tokens</source>
        <translation>
            <numerusform>%Ln Token</numerusform>
            <numerusform>%Ln Token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln Zeichen</numerusform>
            <numerusform>%Ln Zeichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::Banner</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
</context>
<context>
    <name>mw::gui::Benchmark</name>
    <message>
        <source>%1: too small for %2 tokens each</source>
        <translation>%1: zu klein für je %2 Token</translation>
    </message>
    <message>
        <source>%1: not even one chat fits</source>
        <translation>%1: nicht einmal ein Chat passt</translation>
    </message>
    <message>
        <source>%1k</source>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1 tokens of</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 context, short prompt</source>
        <translation>Kontext %1, kurzer Prompt</translation>
    </message>
    <message>
        <source>%1 context, full</source>
        <translation>Kontext %1, voll</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1, %2 × %3</translation>
    </message>
    <message>
        <source>%1, CPU as %2 devices</source>
        <translation>%1, CPU als %2 Geräte</translation>
    </message>
    <message>
        <source>%1, CPU</source>
        <translation>%1, CPU</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>, driver %1</source>
        <translation>, Treiber %1</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 von %2 fertig</translation>
    </message>
    <message>
        <source>not a benchmark run: the field &apos;%1&apos; is missing or wrong</source>
        <translation>keine Benchmark-Messung: das Feld „%1“ fehlt oder ist falsch</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkDialog</name>
    <message>
        <source>short: “Tell a long story: Once upon a time”</source>
        <translation>kurz: „Tell a long story: Once upon a time“</translation>
    </message>
    <message>
        <source>full: as long as the context leaves it</source>
        <translation>voll: so lang, wie der Kontext es zulässt</translation>
    </message>
    <message>
        <source>Tokens that each chat generates</source>
        <translation>Token, die jeder Chat erzeugt</translation>
    </message>
    <message>
        <source>Chats at once, at most</source>
        <translation>Chats zugleich, höchstens</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>What will be measured</source>
        <translation>Was gemessen wird</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1: %2 at once, KV cache %3</source>
        <translation>%1: %2 zugleich, KV-Cache %3</translation>
    </message>
    <message>
        <source>Nothing. Choose a context and a prompt.</source>
        <translation>Nichts. Wählen Sie einen Kontext und einen Prompt.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Es gibt nichts zu messen.</translation>
    </message>
    <message>
        <source>Runs at the point that is loaded now.</source>
        <translation>Läuft an dem Punkt, der jetzt geladen ist.</translation>
    </message>
    <message>
        <source>; at the end it is back at %1 tokens × %2. Answers in progress stop; their text stays.</source>
        <translation>; am Ende ist es wieder bei %1 Token × %2. Laufende Antworten werden angehalten; ihr Text bleibt.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkProgress</name>
    <message>
        <source>Progress of the benchmark</source>
        <translation>Fortschritt des Benchmarks</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>lädt, was vorher da war</translation>
    </message>
    <message>
        <source>experiment %1 of %2</source>
        <translation>Versuch %1 von %2</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>lädt das Modell</translation>
    </message>
    <message>
        <source>reading prompts</source>
        <translation>liest die Prompts</translation>
    </message>
    <message>
        <source>generating</source>
        <translation>erzeugt</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>Experiments that are complete stay</source>
        <translation>Abgeschlossene Versuche bleiben</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkRunner</name>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Es gibt nichts zu messen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkStore</name>
    <message>
        <source>too large for a benchmark run</source>
        <translation>zu groß für eine Benchmark-Messung</translation>
    </message>
    <message>
        <source>not a benchmark run</source>
        <translation>keine Benchmark-Messung</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1, bei Byte %2</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>%1 lässt sich nicht löschen: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkTable</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1%2 %</source>
        <translation>%1%2 %</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Tokens/s, all</source>
        <translation>Token/s, alle</translation>
    </message>
    <message>
        <source>per chat</source>
        <translation>je Chat</translation>
    </message>
    <message>
        <source>Prefill tok/s</source>
        <translation>Prefill-Token/s</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Erstes Token</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Against prediction</source>
        <translation>Zur Vorhersage</translation>
    </message>
    <message>
        <source>Against first</source>
        <translation>Zur ersten</translation>
    </message>
    <message>
        <source>of one chat alone</source>
        <translation>eines einzelnen Chats</translation>
    </message>
    <message>
        <source>tokens/s of all chats, by the calibration before the run</source>
        <translation>Token/s aller Chats nach der Kalibrierung vor der Messung</translation>
    </message>
    <message>
        <source>tokens/s of all chats as measured, against what the calibration before the run predicted</source>
        <translation>gemessene Token/s aller Chats, verglichen mit der Vorhersage der Kalibrierung vor der Messung</translation>
    </message>
    <message>
        <source>tokens/s of all chats, against the first run that is shown</source>
        <translation>Token/s aller Chats, verglichen mit der ersten gezeigten Messung</translation>
    </message>
    <message>
        <source>all prompts at once</source>
        <translation>alle Prompts zugleich</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>Erste Messung</translation>
    </message>
    <message>
        <source>Tok/s, all</source>
        <translation>Tok/s, alle</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source> · disturbed</source>
        <translation> · gestört</translation>
    </message>
    <message>
        <source>Other chats ran meanwhile; the figures are lower than the machine can do.</source>
        <translation>Inzwischen liefen andere Chats; die Werte sind niedriger, als die Maschine es kann.</translation>
    </message>
    <message>
        <source>%1 tokens/s were predicted</source>
        <translation>%1 Token/s waren vorhergesagt</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkView</name>
    <message>
        <source>No model is loaded</source>
        <translation>Kein Modell ist geladen</translation>
    </message>
    <message>
        <source>The benchmark measures how fast the loaded model generates, over context and chats at once. Open a model first.</source>
        <translation>Der Benchmark misst, wie schnell das geladene Modell erzeugt, je nach Kontext und Chats zugleich. Öffnen Sie zuerst ein Modell.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen …</translation>
    </message>
    <message>
        <source>Nothing is measured yet</source>
        <translation>Noch ist nichts gemessen</translation>
    </message>
    <message>
        <source>Short and full prompts, as many chats as the context allows, 500 tokens each: see what this machine makes of it. You see first what will be done, and what is loaded now comes back at the end.</source>
        <translation>Kurze und volle Prompts, so viele Chats, wie der Kontext zulässt, je 500 Token: sehen Sie, was diese Maschine daraus macht. Zuerst wird gezeigt, was geschehen wird; am Ende ist wieder geladen, was es jetzt ist.</translation>
    </message>
    <message>
        <source>Plan a run…</source>
        <translation>Messung planen …</translation>
    </message>
    <message>
        <source>Some runs could not be read; their files are left as they are.</source>
        <translation>Einige Messungen waren nicht lesbar; ihre Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Plan a benchmark run…</source>
        <translation>Benchmark-Messung planen …</translation>
    </message>
    <message>
        <source>Cancel the benchmark</source>
        <translation>Benchmark abbrechen</translation>
    </message>
    <message>
        <source>Export the benchmark as CSV…</source>
        <translation>Benchmark als CSV exportieren …</translation>
    </message>
    <message>
        <source>Export the benchmark as PNG…</source>
        <translation>Benchmark als PNG exportieren …</translation>
    </message>
    <message>
        <source>Export the benchmark as AIME JSON…</source>
        <translation>Benchmark als AIME-JSON exportieren …</translation>
    </message>
    <message>
        <source>Copy the benchmark as text</source>
        <translation>Benchmark als Text kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Token pro Sekunde</translation>
    </message>
    <message>
        <source>tokens/s of all chats</source>
        <translation>Token/s aller Chats</translation>
    </message>
    <message>
        <source>tokens/s per chat</source>
        <translation>Token/s je Chat</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Messungen</translation>
    </message>
    <message>
        <source>tick to lay over the chart</source>
        <translation>ankreuzen, um sie ins Diagramm zu legen</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Nichts wurde gemessen.</translation>
    </message>
    <message>
        <source>%1 of %2 experiments are kept.</source>
        <translation>%1 von %2 Versuchen bleiben erhalten.</translation>
    </message>
    <message>
        <source>The benchmark stopped: %1</source>
        <translation>Der Benchmark endete: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Abgebrochen. %1</translation>
    </message>
    <message>
        <source>The run is not saved: %1</source>
        <translation>Die Messung ist nicht gesichert: %1</translation>
    </message>
    <message>
        <source>There is no model to measure; open one first.</source>
        <translation>Es gibt kein Modell zu messen; öffnen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>No results are shown; tick a run.</source>
        <translation>Keine Ergebnisse werden gezeigt; kreuzen Sie eine Messung an.</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 Chat</translation>
    </message>
    <message>
        <source>%1 chats at once</source>
        <translation>%1 Chats zugleich</translation>
    </message>
    <message>
        <source>%1 tokens each, as many chats as the context allows</source>
        <translation>je %1 Token, so viele Chats, wie der Kontext zulässt</translation>
    </message>
    <message>
        <source>as many chats as the context allows</source>
        <translation>so viele Chats, wie der Kontext zulässt</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Gelöscht: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Export the benchmark</source>
        <translation>Benchmark exportieren</translation>
    </message>
    <message>
        <source>Folder for AIME&apos;s result files</source>
        <translation>Ordner für AIMEs Ergebnisdateien</translation>
    </message>
    <message>
        <source>AIME&apos;s result files of %1 are in %2.</source>
        <translation>AIMEs Ergebnisdateien von %1 sind in %2.</translation>
    </message>
    <message>
        <source>Measure what a format costs in quality…</source>
        <translation>Messen, was ein Format an Qualität kostet …</translation>
    </message>
    <message>
        <source>What formats cost is being measured.</source>
        <translation>Gerade wird gemessen, was Formate kosten.</translation>
    </message>
</context>
<context>
    <name>mw::gui::CalibrationRun</name>
    <message>
        <source>The model was unloaded.</source>
        <translation>Das Modell wurde entladen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Chat</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatController</name>
    <message>
        <source>Open a model to chat</source>
        <translation>Öffnen Sie ein Modell, um zu chatten</translation>
    </message>
    <message>
        <source>Another model was opened.</source>
        <translation>Ein anderes Modell wurde geöffnet.</translation>
    </message>
    <message>
        <source>The model is being opened…</source>
        <translation>Das Modell wird geöffnet …</translation>
    </message>
    <message>
        <source>The model was closed.</source>
        <translation>Das Modell wurde geschlossen.</translation>
    </message>
    <message>
        <source>The model could not be opened; choose one to chat</source>
        <translation>Das Modell ließ sich nicht öffnen; wählen Sie eines zum Chatten</translation>
    </message>
    <message>
        <source>The engine stopped; open the model again to go on</source>
        <translation>Die Engine ist stehen geblieben; öffnen Sie das Modell neu, um fortzufahren</translation>
    </message>
    <message>
        <source>The engine stopped: %1</source>
        <translation>Die Engine ist stehen geblieben: %1</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>„%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>The turn and what followed it were deleted.</source>
        <translation>Der Beitrag und was ihm folgte wurden gelöscht.</translation>
    </message>
    <message>
        <source>The turn was deleted.</source>
        <translation>Der Beitrag wurde gelöscht.</translation>
    </message>
    <message>
        <source>The context of this chat is full.</source>
        <translation>Der Kontext dieses Chats ist voll.</translation>
    </message>
    <message>
        <source>The last question alone does not fit.</source>
        <translation>Schon die letzte Frage allein passt nicht.</translation>
    </message>
    <message>
        <source>This model cannot be chatted with: %1</source>
        <translation>Mit diesem Modell sind keine Chats möglich: %1</translation>
    </message>
    <message>
        <source>Changes to chats that could not be saved: %1 (%2: %3).</source>
        <translation>Nicht gespeicherte Änderungen an Chats: %1 (%2: %3).</translation>
    </message>
    <message>
        <source>%1 chats were deleted.</source>
        <translation>%1 Chats wurden gelöscht.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatExchange</name>
    <message>
        <source>Exporting to %1…</source>
        <translation>Export nach %1 …</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>Import von %1 …</translation>
    </message>
    <message>
        <source>Importing %1 files…</source>
        <translation>Import von %1 Dateien …</translation>
    </message>
    <message>
        <source>Copying the chat…</source>
        <translation>Der Chat wird kopiert …</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>The chat cannot be read.</source>
        <translation>Der Chat lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Bringing back what was not saved…</source>
        <translation>Nicht Gespeichertes wird zurückgeholt …</translation>
    </message>
    <message>
        <source>%1 more cannot, either.</source>
        <translation>%1 weitere ebenfalls nicht.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatGroups</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>minutes ago, short</comment>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>hours ago, short</comment>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <comment>days ago, short</comment>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>%1 wk</source>
        <comment>weeks ago, short</comment>
        <translation>%1 Wo</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>vor einer Minute</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>vor %1 Minuten</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>vor einer Stunde</translation>
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation>vor %1 Stunden</translation>
    </message>
    <message>
        <source>a day ago</source>
        <translation>vor einem Tag</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>vor %1 Tagen</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatInspector</name>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Manage templates</source>
        <translation>Vorlagen verwalten</translation>
    </message>
    <message>
        <source>System prompt of this chat</source>
        <translation>System-Prompt dieses Chats</translation>
    </message>
    <message>
        <source>No system prompt</source>
        <translation>Kein System-Prompt</translation>
    </message>
    <message>
        <source>The system prompt of this chat. Changes here do not change the template.</source>
        <translation>Der System-Prompt dieses Chats. Änderungen hier ändern die Vorlage nicht.</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>Prompt-Format</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>How far the model strays from the likeliest word; 0 always takes it</source>
        <translation>Wie weit das Modell vom wahrscheinlichsten Wort abweicht; 0 nimmt immer dieses</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that together reach this probability</source>
        <translation>Zieht aus den wahrscheinlichsten Token, die zusammen diese Wahrscheinlichkeit erreichen</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draws from so many likeliest tokens</source>
        <translation>Zieht aus so vielen der wahrscheinlichsten Token</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Leaves out tokens less likely than this share of the likeliest</source>
        <translation>Lässt Token aus, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Wiederholungsstrafe</translation>
    </message>
    <message>
        <source>Makes tokens that have been used less likely</source>
        <translation>Macht schon verwendete Token unwahrscheinlicher</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>Antwortlänge</translation>
    </message>
    <message>
        <source>Most tokens of one answer</source>
        <translation>Höchstens so viele Token einer Antwort</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>A new seed for every answer; the same seed draws the same text</source>
        <translation>Ein neuer Seed für jede Antwort; derselbe Seed zieht denselben Text</translation>
    </message>
    <message>
        <source>Context of this chat</source>
        <translation>Kontext dieses Chats</translation>
    </message>
    <message>
        <source>Leave out oldest turns when full</source>
        <translation>Älteste Beiträge auslassen, wenn er voll ist</translation>
    </message>
    <message>
        <source>The system prompt always stays. Each answer says how many turns were left out.</source>
        <translation>Der System-Prompt bleibt immer. Jede Antwort sagt, wie viele Beiträge ausgelassen wurden.</translation>
    </message>
    <message>
        <source>Open a chat first</source>
        <translation>Öffnen Sie zuerst einen Chat</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>Keine Vorlage</translation>
    </message>
    <message>
        <source>Fills in %1. &lt;a href=&quot;edit&quot;&gt;Change&lt;/a&gt;</source>
        <translation>Füllt %1 ein. &lt;a href=&quot;edit&quot;&gt;Ändern&lt;/a&gt;</translation>
    </message>
    <message>
        <source>As the model wants: %1</source>
        <translation>Wie das Modell es will: %1</translation>
    </message>
    <message>
        <source>As the model wants</source>
        <translation>Wie das Modell es will</translation>
    </message>
    <message>
        <source>Each answer gets a new seed; take the mark off to type one</source>
        <translation>Jede Antwort bekommt einen neuen Seed; nehmen Sie das Häkchen weg, um einen einzutippen</translation>
    </message>
    <message>
        <source>Open a model to see the context</source>
        <translation>Öffnen Sie ein Modell, um den Kontext zu sehen</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Zählt …</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 von %2 Token</translation>
    </message>
    <message>
        <source>room for %1</source>
        <translation>Platz für %1</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 zu viel</translation>
    </message>
    <message>
        <source>A seed is a whole number from 0 to %1. It stays %2.</source>
        <translation>Ein Seed ist eine ganze Zahl von 0 bis %1. Es bleibt bei %2.</translation>
    </message>
    <message>
        <source>More than %1 tokens</source>
        <translation>Mehr als %1 Token</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht hinein</translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation>Stoppfolgen</translation>
    </message>
    <message>
        <source>Stop strings, one a line</source>
        <translation>Stoppfolgen, eine je Zeile</translation>
    </message>
    <message>
        <source>One a line; %1 is a line break</source>
        <translation>Eine je Zeile; %1 ist ein Zeilenumbruch</translation>
    </message>
    <message>
        <source>An answer ends before the first of these, which is not part of it</source>
        <translation>Eine Antwort endet vor der ersten von diesen; sie gehört nicht mehr dazu</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Präsenzstrafe</translation>
    </message>
    <message>
        <source>Makes tokens that the answer already has less likely, so that it comes to other things; 0: off</source>
        <translation>Macht Token, die die Antwort schon hat, unwahrscheinlicher, damit sie auf anderes kommt; 0: aus</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Häufigkeitsstrafe</translation>
    </message>
    <message>
        <source>Makes tokens less likely each time that the answer has them, so that it repeats fewer words; 0: off</source>
        <translation>Macht Token mit jedem Mal, das die Antwort sie hat, unwahrscheinlicher, damit sie weniger Wörter wiederholt; 0: aus</translation>
    </message>
    <message>
        <source>Template, system prompt, format and sampling; the settings tell what new chats begin with</source>
        <translation>Vorlage, System-Prompt, Format und Sampling; die Einstellungen sagen, womit neue Chats beginnen</translation>
    </message>
    <message>
        <source>New chats begin like this</source>
        <translation>Neue Chats beginnen so</translation>
    </message>
    <message>
        <source>Use for new chats</source>
        <translation>Für neue Chats verwenden</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatList</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Neuer Chat (Strg+T)</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Noch keine Chats</translation>
    </message>
    <message>
        <source>No chat holds “%1”</source>
        <translation>Kein Chat enthält „%1“</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Folders, import and export</source>
        <translation>Ordner, Import und Export</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Chats importieren …</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Alle Chats exportieren …</translation>
    </message>
    <message>
        <source>New folder %1</source>
        <translation>Neuer Ordner %1</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Loslösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>In Ordner verschieben</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Aus dem Archiv nehmen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Export %1 chats…</source>
        <translation>%1 Chats exportieren …</translation>
    </message>
    <message>
        <source>Delete %1 chats</source>
        <translation>%1 Chats löschen</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Zuklappen</translation>
    </message>
    <message>
        <source>Show its chats</source>
        <translation>Chats zeigen</translation>
    </message>
    <message>
        <source>Export its chats…</source>
        <translation>Seine Chats exportieren …</translation>
    </message>
    <message>
        <source>Remove the folder, keep its chats</source>
        <translation>Ordner entfernen, Chats behalten</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>Name des Ordners</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Name des Chats</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListModel</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Folder %1, chats: %2</source>
        <translation>Ordner %1, Chats: %2</translation>
    </message>
    <message>
        <source>open</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>Archive, chats: %1</source>
        <translation>Archiv, Chats: %1</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, antwortet</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Angeheftet</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatModel</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, antwortet</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatPane</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Close this side; the chat stays open</source>
        <translation>Diese Seite schließen; der Chat bleibt geöffnet</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Noch keine Chats</translation>
    </message>
    <message>
        <source>No chat is open</source>
        <translation>Kein Chat ist offen</translation>
    </message>
    <message>
        <source>Start one, or choose one at the left. Several can answer at once.</source>
        <translation>Beginnen Sie einen, oder wählen Sie links einen aus. Mehrere können zugleich antworten.</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Fragen Sie etwas</translation>
    </message>
    <message>
        <source>%1 answers with the template “%2”. Choose another one at the right.</source>
        <translation>%1 antwortet mit der Vorlage „%2“. Rechts lässt sich eine andere wählen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The file of chats is damaged. Turns of this conversation that cannot be read: %1. Nothing was sent; your question stays.</source>
        <translation>Die Datei der Chats ist beschädigt. Beiträge dieses Gesprächs, die sich nicht lesen lassen: %1. Nichts wurde gesendet; Ihre Frage bleibt.</translation>
    </message>
    <message>
        <source>Ask without them</source>
        <translation>Ohne sie fragen</translation>
    </message>
    <message>
        <source>This conversation does not fit into the context of %1 tokens. Nothing was left out; your question is saved.</source>
        <translation>Dieses Gespräch passt nicht in den Kontext von %1 Token. Nichts wurde ausgelassen; Ihre Frage ist gesichert.</translation>
    </message>
    <message>
        <source>Leave out oldest turns</source>
        <translation>Älteste Beiträge auslassen</translation>
    </message>
    <message>
        <source>More context…</source>
        <translation>Mehr Kontext …</translation>
    </message>
    <message>
        <source>%1 is very small: it shows how everything works, but it knows next to nothing. Open a Mixtral checkpoint for real answers.</source>
        <translation>%1 ist sehr klein: Es zeigt, wie alles geht, weiß aber so gut wie nichts. Für richtige Antworten öffnen Sie einen Mixtral-Checkpoint.</translation>
    </message>
    <message>
        <source>%1 answers without a template. Choose one at the right.</source>
        <translation>%1 antwortet ohne Vorlage. Rechts können Sie eine wählen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatStore</name>
    <message>
        <source>another Mixtral Workbench has it open</source>
        <translation>eine andere Mixtral Workbench hat sie geöffnet</translation>
    </message>
    <message>
        <source>The file of chats is damaged. It is left as it is, and nothing is saved to it any more.</source>
        <translation>Die Datei der Chats ist beschädigt. Sie bleibt, wie sie ist, und in sie wird nichts mehr gesichert.</translation>
    </message>
    <message>
        <source>Nothing in it can be read.</source>
        <translation>Nichts darin lässt sich lesen.</translation>
    </message>
    <message>
        <source>All turns can still be read.</source>
        <translation>Alle Beiträge lassen sich noch lesen.</translation>
    </message>
    <message>
        <source>That is the file that nothing can be saved to. Choose another one.</source>
        <translation>Das ist die Datei, in die sich nichts sichern lässt. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
    <message>
        <source>a turn is not as it was written</source>
        <translation>ein Beitrag ist nicht so, wie er geschrieben wurde</translation>
    </message>
    <message>
        <source>a turn is missing</source>
        <translation>ein Beitrag fehlt</translation>
    </message>
    <message>
        <source>a chat is not as it was written</source>
        <translation>ein Chat ist nicht so, wie er geschrieben wurde</translation>
    </message>
    <message>
        <source>What can be read is shown. Turns that cannot be read: %1.</source>
        <translation>Was sich lesen lässt, wird gezeigt. Beiträge, die sich nicht lesen lassen: %1.</translation>
    </message>
    <message>
        <source>the disk does not answer</source>
        <translation>der Datenträger antwortet nicht</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatTabs</name>
    <message>
        <source>Open chats</source>
        <translation>Offene Chats</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Neuer Chat (Strg+T)</translation>
    </message>
    <message>
        <source>Close (Ctrl+W)</source>
        <translation>Schließen (Strg+W)</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, antwortet</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Name des Chats</translation>
    </message>
    <message>
        <source>All open chats (Ctrl+Shift+A)</source>
        <translation>Alle offenen Chats (Strg+Umschalt+A)</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Loslösen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>%1, answered</source>
        <translation>%1, beantwortet</translation>
    </message>
    <message>
        <source>Show beside the others</source>
        <translation>Neben den anderen zeigen</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatsView</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Close chat</source>
        <translation>Chat schließen</translation>
    </message>
    <message>
        <source>Reopen closed chat</source>
        <translation>Geschlossenen Chat wieder öffnen</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Nächster Chat</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Voriger Chat</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Chat umbenennen</translation>
    </message>
    <message>
        <source>Fold the list of chats</source>
        <translation>Liste der Chats einklappen</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Chats durchsuchen</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>Löschen rückgängig machen</translation>
    </message>
    <message>
        <source>Go on in a new file</source>
        <translation>In einer neuen Datei weitermachen</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>Den üblichen Ort nehmen</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Anderswo sichern …</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1. The text stays here, and saving is tried again.</source>
        <translation>Änderungen, die sich nicht sichern ließen: %1. Der Text bleibt hier, und das Sichern wird noch einmal versucht.</translation>
    </message>
    <message>
        <source>List of chats (Ctrl+B)</source>
        <translation>Liste der Chats (Strg+B)</translation>
    </message>
    <message>
        <source>Show all open chats</source>
        <translation>Alle offenen Chats zeigen</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Pin or unpin the chat</source>
        <translation>Chat anheften oder loslösen</translation>
    </message>
    <message>
        <source>Archive the chat, or take it out</source>
        <translation>Chat archivieren oder zurückholen</translation>
    </message>
    <message>
        <source>Delete the chat</source>
        <translation>Chat löschen</translation>
    </message>
    <message>
        <source>New folder for chats</source>
        <translation>Neuer Ordner für Chats</translation>
    </message>
    <message>
        <source>Export the chat…</source>
        <translation>Chat exportieren …</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Alle Chats exportieren …</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Chats importieren …</translation>
    </message>
    <message>
        <source>Duplicate the chat</source>
        <translation>Chat duplizieren</translation>
    </message>
    <message>
        <source>Show another chat beside this one</source>
        <translation>Einen anderen Chat neben diesem zeigen</translation>
    </message>
    <message>
        <source>Close this side</source>
        <translation>Diese Seite schließen</translation>
    </message>
    <message>
        <source>Go to the next side</source>
        <translation>Zur nächsten Seite gehen</translation>
    </message>
    <message>
        <source>Go to the side before</source>
        <translation>Zur Seite davor gehen</translation>
    </message>
    <message>
        <source>Larger text in chats</source>
        <translation>Größerer Text in Chats</translation>
    </message>
    <message>
        <source>Smaller text in chats</source>
        <translation>Kleinerer Text in Chats</translation>
    </message>
    <message>
        <source>Text in chats as usual</source>
        <translation>Text in Chats wie üblich</translation>
    </message>
</context>
<context>
    <name>mw::gui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Befehl suchen oder ausführen</translation>
    </message>
    <message>
        <source>No command is called that</source>
        <translation>Kein Befehl heißt so</translation>
    </message>
    <message>
        <source>Search chats, or run a command</source>
        <translation>Chats suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>No command and no chat is called that</source>
        <translation>So heißt kein Befehl und kein Chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::Composer</name>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Eingefügter Text</translation>
    </message>
    <message>
        <source>Ask a follow-up…</source>
        <translation>Weiterfragen …</translation>
    </message>
    <message>
        <source>Ask something…</source>
        <translation>Etwas fragen …</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Antwort anhalten (Esc)</translation>
    </message>
    <message>
        <source>Write something first</source>
        <translation>Schreiben Sie zuerst etwas</translation>
    </message>
    <message>
        <source>Send (Enter; Shift+Enter starts a new line)</source>
        <translation>Senden (Eingabe; Umschalt+Eingabe beginnt eine neue Zeile)</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>Esc hält an</translation>
    </message>
    <message>
        <source>Editing · Esc cancels</source>
        <translation>Wird bearbeitet · Esc bricht ab</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 zu viel</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>The conversation does not fit into the context of %1 tokens. When you send, you can choose what to do.</source>
        <translation>Das Gespräch passt nicht in den Kontext von %1 Token. Beim Senden können Sie wählen, was geschehen soll.</translation>
    </message>
    <message>
        <source>Counting tokens…</source>
        <translation>Token werden gezählt …</translation>
    </message>
    <message>
        <source>more than %1 tokens</source>
        <translation>mehr als %1 Token</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht hinein</translation>
    </message>
    <message>
        <source>only %1 left for the answer</source>
        <translation>nur %1 übrig für die Antwort</translation>
    </message>
    <message>
        <source>%1 tokens left</source>
        <translation>%1 Token übrig</translation>
    </message>
    <message>
        <source>without the oldest turn</source>
        <translation>ohne den ältesten Beitrag</translation>
    </message>
    <message>
        <source>without %1 oldest turns</source>
        <translation>ohne die %1 ältesten Beiträge</translation>
    </message>
    <message>
        <source>Tokens of all that would be sent, and what the context of %1 tokens then leaves for the answer</source>
        <translation>Token von allem, was gesendet würde, und was der Kontext von %1 Token dann für die Antwort übrig lässt</translation>
    </message>
    <message>
        <source>Attach text, code, CSV or PDF</source>
        <translation>Text, Code, CSV oder PDF anhängen</translation>
    </message>
    <message>
        <source>Pictures cannot be attached: the model reads text only.</source>
        <translation>Bilder lassen sich nicht anhängen: Das Modell liest nur Text.</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n files…</source>
        <translation>
            <numerusform>%n Datei wird gelesen …</numerusform>
            <numerusform>%n Dateien werden gelesen …</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop the files to attach them</source>
        <translation>Dateien ablegen, um sie anzuhängen</translation>
    </message>
    <message>
        <source>Edit the queued question</source>
        <translation>Die vorgemerkte Frage bearbeiten</translation>
    </message>
    <message>
        <source>Don&apos;t ask the queued question</source>
        <translation>Die vorgemerkte Frage nicht stellen</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Vormerken</translation>
    </message>
    <message>
        <source>Ask this once the answer is complete (Enter)</source>
        <translation>Dies fragen, sobald die Antwort fertig ist (Eingabe)</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Als Nächstes: %1</translation>
    </message>
    <message>
        <source>Queued question: %1</source>
        <translation>Vorgemerkte Frage: %1</translation>
    </message>
    <message>
        <source>Save as a version</source>
        <translation>Als Fassung sichern</translation>
    </message>
    <message>
        <source>Keeps both versions of the answer (Enter; Shift+Enter starts a new line)</source>
        <translation>Behält beide Fassungen der Antwort (Eingabe; Umschalt+Eingabe beginnt eine neue Zeile)</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… und %1 weitere</translation>
    </message>
</context>
<context>
    <name>mw::gui::ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Not opened: %1</source>
        <translation>Nicht geöffnet: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Antwort: %1</translation>
    </message>
    <message>
        <source>Question: %1</source>
        <translation>Frage: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy Markdown source</source>
        <translation>Markdown-Quelltext kopieren</translation>
    </message>
    <message>
        <source>Copy the last code block</source>
        <translation>Letzten Codeblock kopieren</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu antworten</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Bearbeiten und neu fragen</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Diesen Beitrag und was folgt löschen</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 Tok/s</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Cut at the answer length</source>
        <translation>Bei der Antwortlänge abgeschnitten</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Abgeschnitten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gesichert</translation>
    </message>
    <message>
        <source>Lost: the file of chats is damaged here</source>
        <translation>Verloren: die Datei der Chats ist hier beschädigt</translation>
    </message>
    <message>
        <source>Doubtful: the file of chats is damaged here</source>
        <translation>Zweifelhaft: die Datei der Chats ist hier beschädigt</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Fassung %1 von %2</translation>
    </message>
    <message>
        <source>oldest turn left out</source>
        <translation>ältester Beitrag weggelassen</translation>
    </message>
    <message>
        <source>%1 oldest turns left out</source>
        <translation>%1 älteste Beiträge weggelassen</translation>
    </message>
    <message>
        <source>1 control tag removed</source>
        <translation>1 Steuerzeichen entfernt</translation>
    </message>
    <message>
        <source>%1 control tags removed</source>
        <translation>%1 Steuerzeichen entfernt</translation>
    </message>
    <message>
        <source>Answer, being written: %1</source>
        <translation>Antwort, wird geschrieben: %1</translation>
    </message>
    <message>
        <source>Copy the last table</source>
        <translation>Letzte Tabelle kopieren</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Diese Antwort bearbeiten</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>Über diese Antwort</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Von hier in einem neuen Chat weitermachen</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>von Ihnen bearbeitet</translation>
    </message>
    <message>
        <source>The model ended it</source>
        <translation>Das Modell hat sie beendet</translation>
    </message>
    <message>
        <source>A stop string came</source>
        <translation>Eine Stoppfolge kam</translation>
    </message>
    <message>
        <source>The answer length or the context was reached</source>
        <translation>Die Länge der Antwort oder der Kontext war erreicht</translation>
    </message>
    <message>
        <source>You wrote it</source>
        <translation>Sie haben sie geschrieben</translation>
    </message>
    <message>
        <source>You stopped it</source>
        <translation>Sie haben sie angehalten</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Token des Prompts</translation>
    </message>
    <message>
        <source>Tokens of the answer</source>
        <translation>Token der Antwort</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Token pro Sekunde</translation>
    </message>
    <message>
        <source>Oldest turns left out</source>
        <translation>Weggelassene älteste Beiträge</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Wie sie endete</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Show only the beginning</source>
        <translation>Nur den Anfang zeigen</translation>
    </message>
    <message>
        <source>Show all %1 characters</source>
        <translation>Alle %1 Zeichen zeigen</translation>
    </message>
</context>
<context>
    <name>mw::gui::CurveLegend</name>
    <message>
        <source>Curves: %1</source>
        <translation>Kurven: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::DesktopNotice</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadCard</name>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>Aufgeben …</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Fortschritt von %1</translation>
    </message>
    <message>
        <source>Pause the download of %1</source>
        <translation>Den Download von %1 anhalten</translation>
    </message>
    <message>
        <source>Continue the download of %1</source>
        <translation>Den Download von %1 fortsetzen</translation>
    </message>
    <message>
        <source>Give up the download of %1</source>
        <translation>Den Download von %1 aufgeben</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Give a token…</source>
        <translation>Token angeben …</translation>
    </message>
    <message>
        <source>Remove the %1 that are there? Files that are complete stay.</source>
        <translation>Die vorhandenen %1 entfernen? Vollständige Dateien bleiben.</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadDialog</name>
    <message>
        <source>How GGUF weights are held in memory is chosen when the model is loaded; some take more than the file.</source>
        <translation>Wie GGUF-Gewichte im Speicher gehalten werden, wird beim Laden gewählt; manche brauchen mehr als die Datei.</translation>
    </message>
    <message>
        <source>None of these files is one that the workbench knows how to open.</source>
        <translation>Keine dieser Dateien kann die Werkbank öffnen.</translation>
    </message>
    <message>
        <source>1 file, without configuration and tokenizer.</source>
        <translation>1 Datei, ohne Konfiguration und Tokenizer.</translation>
    </message>
    <message>
        <source>%1 files, with what lies beside them: configuration, tokenizer, licence.</source>
        <translation>%1 Dateien, mit dem, was daneben liegt: Konfiguration, Tokenizer, Lizenz.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Download a model</source>
        <translation>Ein Modell herunterladen</translation>
    </message>
    <message>
        <source>The keyring did not take the token (%1); it is asked for again after the next start.</source>
        <translation>Der Schlüsselbund hat das Token nicht angenommen (%1); nach dem nächsten Start wird wieder danach gefragt.</translation>
    </message>
    <message>
        <source>owner/name, owner/name@revision, or the address of a page or a file</source>
        <translation>Besitzer/Name, Besitzer/Name@Revision, oder die Adresse einer Seite oder Datei</translation>
    </message>
    <message>
        <source>&amp;Repository</source>
        <translation>&amp;Repository</translation>
    </message>
    <message>
        <source>Mixtral as Mistral AI published it</source>
        <translation>Mixtral, wie Mistral AI es veröffentlicht hat</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>für Chats</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>setzt Texte fort</translation>
    </message>
    <message>
        <source>%1 in bf16</source>
        <translation>%1 in bf16</translation>
    </message>
    <message>
        <source>What to download</source>
        <translation>Was heruntergeladen wird</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>From the Hugging Face hub: Mixtral as Mistral AI published it, or any repository that you name. Nobody is asked anything before you press Look; then the hub is asked what the repository holds, and nothing is fetched yet.</source>
        <translation>Vom Hugging Face Hub: Mixtral, wie Mistral AI es veröffentlicht hat, oder jedes Repository, das Sie nennen. Niemand wird etwas gefragt, bevor Sie „Nachsehen“ drücken; dann wird der Hub gefragt, was das Repository enthält, und noch nichts geholt.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Nachsehen</translation>
    </message>
    <message>
        <source>Asking %1 what it holds…</source>
        <translation>%1 wird gefragt, was es enthält …</translation>
    </message>
    <message>
        <source>%1 wants to know who asks.</source>
        <translation>%1 möchte wissen, wer fragt.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>%1 is handed out to people who agreed to its terms: open its page, sign in and agree, then give a token of that account.</source>
        <translation>%1 wird an Leute ausgegeben, die den Bedingungen zugestimmt haben: Öffnen Sie die Seite, melden Sie sich an und stimmen Sie zu; dann geben Sie ein Token dieses Kontos an.</translation>
    </message>
    <message>
        <source>%1 holds no files.</source>
        <translation>%1 enthält keine Dateien.</translation>
    </message>
    <message>
        <source>%1 holds no file of that name.</source>
        <translation>%1 enthält keine Datei dieses Namens.</translation>
    </message>
    <message>
        <source>revision %1, commit %2</source>
        <translation>Revision %1, Commit %2</translation>
    </message>
    <message>
        <source>the licence is not said</source>
        <translation>die Lizenz ist nicht genannt</translation>
    </message>
    <message>
        <source>licence %1</source>
        <translation>Lizenz %1</translation>
    </message>
    <message>
        <source>for people who agreed to its terms</source>
        <translation>für Leute, die den Bedingungen zugestimmt haben</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
    <message>
        <source>A download into this folder has not ended: %1 are missing.</source>
        <translation>Ein Download in diesen Ordner ist nicht abgeschlossen: %1 fehlen.</translation>
    </message>
    <message>
        <source>%1 are to be written.</source>
        <translation>%1 sind zu schreiben.</translation>
    </message>
    <message>
        <source>%1 are free on this disk.</source>
        <translation>%1 sind auf diesem Datenträger frei.</translation>
    </message>
    <message>
        <source>%1 too little: choose another folder.</source>
        <translation>%1 zu wenig: Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Download into a folder</source>
        <translation>In einen Ordner herunterladen</translation>
    </message>
    <message>
        <source>A download of %1 into this folder has not ended. Continue it or give it up first, or choose another folder.</source>
        <translation>Ein Download von %1 in diesen Ordner ist nicht abgeschlossen. Setzen Sie ihn zuerst fort oder geben Sie ihn auf, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The keyring did not forget the token (%1).</source>
        <translation>Der Schlüsselbund hat das Token nicht vergessen (%1).</translation>
    </message>
    <message>
        <source>The token of your account is in the desktop’s keyring.</source>
        <translation>Das Token Ihres Kontos ist im Schlüsselbund des Desktops.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Forget the token of your account</source>
        <translation>Das Token Ihres Kontos vergessen</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadPanel</name>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndingDialog</name>
    <message>
        <source>Wait for them</source>
        <translation>Auf sie warten</translation>
    </message>
    <message>
        <source>Other programs are being answered</source>
        <translation>Andere Programme erhalten gerade Antworten</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>Jetzt schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Answers that still run: %1. Nothing new is taken; the window closes after the last.</source>
        <translation>Antworten, die noch laufen: %1. Neues wird nicht angenommen; das Fenster schließt sich nach der letzten.</translation>
    </message>
    <message>
        <source>Answers to other programs that still run: %1. Closing now breaks them off.</source>
        <translation>Antworten an andere Programme, die noch laufen: %1. Wer jetzt schließt, bricht sie ab.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Endpoint</name>
    <message>
        <source>A new token was made; the one before is not taken any more.</source>
        <translation>Ein neues Token wurde erzeugt; das vorherige gilt nicht mehr.</translation>
    </message>
    <message>
        <source>Listening at %1.</source>
        <translation>Erreichbar unter %1.</translation>
    </message>
    <message>
        <source>Switched off.</source>
        <translation>Ausgeschaltet.</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndpointCard</name>
    <message>
        <source>OpenAI-compatible endpoint</source>
        <translation>OpenAI-kompatibler Endpunkt</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>LAN access</source>
        <translation>Zugriff aus dem LAN</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Mit dem Fenster starten</translation>
    </message>
    <message>
        <source>Demonstrator</source>
        <translation>Demonstrator</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>none: the line is not encrypted</source>
        <translation>keines: Die Leitung ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Zertifikate (*.pem *.crt *.cer);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Its private key</source>
        <translation>Sein privater Schlüssel</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>Private keys (*.pem *.key);;All files (*)</source>
        <translation>Private Schlüssel (*.pem *.key);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>made when you switch it on</source>
        <translation>entsteht beim Einschalten</translation>
    </message>
    <message>
        <source>Make a new token…</source>
        <translation>Neues Token erzeugen …</translation>
    </message>
    <message>
        <source>Make a new token?</source>
        <translation>Neues Token erzeugen?</translation>
    </message>
    <message>
        <source>Programs that use the one now are refused until they are told the new one.</source>
        <translation>Programme, die das jetzige verwenden, werden abgewiesen, bis sie das neue kennen.</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>Neues erzeugen</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Places of the batch kept for this window&apos;s chats</source>
        <translation>Für die Chats dieses Fensters freigehaltene Plätze des Batches</translation>
    </message>
    <message>
        <source>Other programs never take these places, so a chat of this window begins at once, whatever they ask.</source>
        <translation>Andere Programme nehmen diese Plätze nie ein; so beginnt ein Chat dieses Fensters sofort, was immer sie anfragen.</translation>
    </message>
    <message>
        <source>Kept for this window</source>
        <translation>Frei für dieses Fenster</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>Mit dem Fenster einschalten</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>Chats zugleich</translation>
    </message>
    <message>
        <source>The line is encrypted by your certificate.</source>
        <translation>Die Leitung ist mit Ihrem Zertifikat verschlüsselt.</translation>
    </message>
    <message>
        <source>The line is not encrypted: whoever is on the way reads the token, prompts and answers.</source>
        <translation>Die Leitung ist nicht verschlüsselt: Wer unterwegs mithört, liest Token, Prompts und Antworten.</translation>
    </message>
    <message>
        <source>Let other computers connect?</source>
        <translation>Andere Rechner verbinden lassen?</translation>
    </message>
    <message>
        <source>Port %1 opens to every network that this computer is in. %2 Programs still need the token.</source>
        <translation>Port %1 wird für jedes Netz geöffnet, in dem dieser Rechner ist. %2 Programme brauchen weiterhin das Token.</translation>
    </message>
    <message>
        <source>Let them connect</source>
        <translation>Verbinden lassen</translation>
    </message>
    <message>
        <source>off, running answers end</source>
        <translation>aus, laufende Antworten enden noch</translation>
    </message>
    <message>
        <source>off</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>listening to the network</source>
        <translation>erreichbar im Netz</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>erreichbar</translation>
    </message>
    <message>
        <source>listening, no model</source>
        <translation>erreichbar, ohne Modell</translation>
    </message>
    <message>
        <source>cannot listen</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>encrypted, token required</source>
        <translation>verschlüsselt, mit Token</translation>
    </message>
    <message>
        <source>the line is not encrypted</source>
        <translation>die Leitung ist nicht verschlüsselt</translation>
    </message>
    <message>
        <source>Off: only programs on this computer connect. On opens port %1 to the local network.</source>
        <translation>Aus: Nur Programme auf diesem Rechner verbinden sich. Ein öffnet Port %1 für das lokale Netz.</translation>
    </message>
    <message>
        <source>On: port %1 is open to the local network, %2.</source>
        <translation>Ein: Port %1 ist für das lokale Netz offen, %2.</translation>
    </message>
    <message>
        <source>On: other computers may connect to port %1 once it listens, %2.</source>
        <translation>Ein: Andere Rechner können sich mit Port %1 verbinden, sobald er offen ist, %2.</translation>
    </message>
    <message>
        <source>A page with a chat at %1/ for browsers; its visitors need the token</source>
        <translation>Eine Seite mit einem Chat unter %1/ für Browser; Besucher brauchen das Token</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>Port %1</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>nicht verschlüsselt</translation>
    </message>
    <message>
        <source>demonstrator</source>
        <translation>Demonstrator</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>startet mit dem Fenster</translation>
    </message>
    <message>
        <source>Another program has port %1.</source>
        <translation>Ein anderes Programm belegt Port %1.</translation>
    </message>
    <message>
        <source>Port %1 is taken by “%2”.</source>
        <translation>Port %1 ist von „%2“ belegt.</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>Port %1 verwenden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>A certificate and its private key go together; the line is not encrypted until both are named.</source>
        <translation>Zertifikat und privater Schlüssel gehören zusammen; die Leitung ist erst verschlüsselt, wenn beide angegeben sind.</translation>
    </message>
    <message>
        <source>of %1 at once; one is always left to other programs</source>
        <translation>von %1 zugleich; einer bleibt immer anderen Programmen</translation>
    </message>
    <message>
        <source>of %1 at once</source>
        <translation>von %1 zugleich</translation>
    </message>
</context>
<context>
    <name>mw::gui::ExamplesCard</name>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the example</source>
        <translation>Beispiel kopieren</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
</context>
<context>
    <name>mw::gui::Exchange</name>
    <message>
        <source>line %1, column %2</source>
        <translation>Zeile %1, Spalte %2</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>sie ist nicht da</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>das ist keine Datei</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>it is a ZIP archive; unpack it, and import conversations.json from it</source>
        <translation>sie ist ein ZIP-Archiv; entpacken Sie es und importieren Sie daraus conversations.json</translation>
    </message>
    <message>
        <source>there are no chats in it</source>
        <translation>darin sind keine Chats</translation>
    </message>
    <message>
        <source>%1 cannot be imported: %2.</source>
        <translation>%1 kann nicht importiert werden: %2.</translation>
    </message>
    <message>
        <source>line %1 is no JSON: %2</source>
        <translation>Zeile %1 ist kein JSON: %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>it is no chat</source>
        <translation>das ist kein Chat</translation>
    </message>
    <message>
        <source>it is larger than %1</source>
        <translation>sie ist größer als %1</translation>
    </message>
    <message>
        <source>it is no JSON (%1: %2)</source>
        <translation>sie ist kein JSON (%1: %2)</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>it holds no chats in a form that is known here: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</source>
        <translation>sie enthält keine Chats in einer Form, die hier bekannt ist: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</translation>
    </message>
    <message>
        <source>it has no list of chats</source>
        <translation>sie hat keine Liste von Chats</translation>
    </message>
    <message>
        <source>chat %1</source>
        <translation>Chat %1</translation>
    </message>
    <message>
        <source>chat %1 (“%2”)</source>
        <translation>Chat %1 („%2“)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
    <message>
        <source>its id is not %1</source>
        <translation>seine id ist nicht %1</translation>
    </message>
    <message>
        <source>it does not say what it follows</source>
        <translation>er sagt nicht, worauf er folgt</translation>
    </message>
    <message>
        <source>it follows turn %1, which does not come before it</source>
        <translation>er folgt auf Beitrag %1, der nicht vor ihm steht</translation>
    </message>
    <message>
        <source>its role “%1” is none</source>
        <translation>seine Rolle „%1“ ist keine</translation>
    </message>
    <message>
        <source>it has no text</source>
        <translation>er hat keinen Text</translation>
    </message>
    <message>
        <source>it was written by a newer Mixtral Workbench (version %1 of the form, this one knows %2)</source>
        <translation>sie stammt von einer neueren Mixtral Workbench (Version %1 der Form, diese kennt %2)</translation>
    </message>
    <message>
        <source>it has no list of turns</source>
        <translation>er hat keine Liste von Beiträgen</translation>
    </message>
    <message>
        <source>turn %1: %2</source>
        <translation>Beitrag %1: %2</translation>
    </message>
    <message>
        <source>the turn that is shown, %1, is not there</source>
        <translation>der gezeigte Beitrag %1 ist nicht da</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>Begun: %1</source>
        <translation>Begonnen: %1</translation>
    </message>
    <message>
        <source>Last used: %1</source>
        <translation>Zuletzt benutzt: %1</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>Vorlage: %1</translation>
    </message>
    <message>
        <source>Prompt format: %1</source>
        <translation>Prompt-Format: %1</translation>
    </message>
    <message>
        <source>Sampling: temperature %1, top-k %2, top-p %3, min-p %4, repetition penalty %5</source>
        <translation>Sampling: Temperatur %1, Top-k %2, Top-p %3, Min-p %4, Wiederholungsstrafe %5</translation>
    </message>
    <message>
        <source>Seed: a new one for every answer</source>
        <translation>Seed: für jede Antwort ein neuer</translation>
    </message>
    <message>
        <source>Seed: %1</source>
        <translation>Seed: %1</translation>
    </message>
    <message>
        <source>Answer length: %1 tokens</source>
        <translation>Länge der Antwort: %1 Token</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>The answer length or the context was reached.</source>
        <translation>Die Länge der Antwort oder der Kontext war erreicht.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>The file of chats is damaged here.</source>
        <translation>Die Datei der Chats ist hier beschädigt.</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Other branches</source>
        <translation>Andere Zweige</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Noch nicht gesendet</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>Fassung %1 von %2</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>Nach: %1</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>parts of messages that are no text</source>
        <translation>Teile von Nachrichten, die kein Text sind</translation>
    </message>
    <message>
        <source>messages to and from tools</source>
        <translation>Nachrichten an und von Werkzeugen</translation>
    </message>
    <message>
        <source>thoughts</source>
        <translation>Gedanken</translation>
    </message>
    <message>
        <source>messages of a role that is unknown here</source>
        <translation>Nachrichten einer hier unbekannten Rolle</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>entries that are no chats</source>
        <translation>Einträge, die keine Chats sind</translation>
    </message>
    <message>
        <source>chats whose messages go round in circles</source>
        <translation>Chats, deren Nachrichten im Kreis gehen</translation>
    </message>
    <message>
        <source>chats without messages</source>
        <translation>Chats ohne Nachrichten</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>Von Hand bearbeitet</translation>
    </message>
    <message>
        <source>Presence penalty %1, frequency penalty %2</source>
        <translation>Präsenzstrafe %1, Häufigkeitsstrafe %2</translation>
    </message>
    <message>
        <source>These chats are kept in %1, and offered at the next start.</source>
        <translation>Diese Chats sind in %1 aufgehoben und werden beim nächsten Start angeboten.</translation>
    </message>
    <message>
        <source>references to sources</source>
        <translation>Verweise auf Quellen</translation>
    </message>
</context>
<context>
    <name>mw::gui::ExchangeNote</name>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2 chats</source>
        <translation>Export: %1 von %2 Chats</translation>
    </message>
    <message>
        <source>The chat was exported to %1.</source>
        <translation>Der Chat wurde nach %1 exportiert.</translation>
    </message>
    <message>
        <source>%1 chats were exported to %2.</source>
        <translation>%1 Chats wurden nach %2 exportiert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>JSON, everything (*.json)</source>
        <translation>JSON, alles (*.json)</translation>
    </message>
    <message>
        <source>JSON Lines, everything (*.jsonl)</source>
        <translation>JSON Lines, alles (*.jsonl)</translation>
    </message>
    <message>
        <source>Markdown, to be read (*.md)</source>
        <translation>Markdown, zum Lesen (*.md)</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>Chat exportieren</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>Chats exportieren</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Chats importieren</translation>
    </message>
    <message>
        <source>Chats of Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</source>
        <translation>Chats von Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This chat is here already.</source>
        <translation>Dieser Chat ist schon da.</translation>
    </message>
    <message>
        <source>All %1 chats are here already.</source>
        <translation>Alle %1 Chats sind schon da.</translation>
    </message>
    <message>
        <source>One of these chats is here already.</source>
        <translation>Einer dieser Chats ist schon da.</translation>
    </message>
    <message>
        <source>%1 of these chats are here already.</source>
        <translation>%1 dieser Chats sind schon da.</translation>
    </message>
    <message>
        <source>Import the other %1</source>
        <translation>Die anderen %1 importieren</translation>
    </message>
    <message>
        <source>Import all, as copies</source>
        <translation>Alle als Kopien importieren</translation>
    </message>
    <message>
        <source>Import as copies</source>
        <translation>Als Kopien importieren</translation>
    </message>
    <message>
        <source>One chat was imported from %1.</source>
        <translation>Ein Chat wurde aus %1 importiert.</translation>
    </message>
    <message>
        <source>%1 chats were imported from %2.</source>
        <translation>%1 Chats wurden aus %2 importiert.</translation>
    </message>
    <message>
        <source>Here already: %1.</source>
        <translation>Schon da: %1.</translation>
    </message>
    <message>
        <source>Not taken over: %1.</source>
        <translation>Nicht übernommen: %1.</translation>
    </message>
    <message>
        <source>The chat is back.</source>
        <translation>Der Chat ist zurück.</translation>
    </message>
    <message>
        <source>%1 chats are back.</source>
        <translation>%1 Chats sind zurück.</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>When the workbench was ended (%1), not all chats could be saved; they were kept in a file.</source>
        <translation>Als die Workbench beendet wurde (%1), konnten nicht alle Chats gespeichert werden; sie wurden in einer Datei aufgehoben.</translation>
    </message>
    <message>
        <source>%1 files could not be imported.</source>
        <translation>%1 Dateien konnten nicht importiert werden.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Failures</name>
    <message>
        <source>What was asked for cannot be done.</source>
        <translation>Das Verlangte geht so nicht.</translation>
    </message>
    <message>
        <source>A file or folder is missing, or cannot be read.</source>
        <translation>Eine Datei oder ein Ordner fehlt oder ist nicht lesbar.</translation>
    </message>
    <message>
        <source>A file is damaged, or contradicts another one.</source>
        <translation>Eine Datei ist beschädigt oder widerspricht einer anderen.</translation>
    </message>
    <message>
        <source>This program does not do that here.</source>
        <translation>Das kann dieses Programm hier nicht.</translation>
    </message>
    <message>
        <source>The prompt does not fit into the context of a chat.</source>
        <translation>Der Prompt passt nicht in den Kontext eines Chats.</translation>
    </message>
    <message>
        <source>There is too little free memory.</source>
        <translation>Es ist zu wenig Speicher frei.</translation>
    </message>
    <message>
        <source>What the model computed are no numbers.</source>
        <translation>Was das Modell berechnet hat, sind keine Zahlen.</translation>
    </message>
    <message>
        <source>A device or its driver failed.</source>
        <translation>Ein Gerät oder sein Treiber hat versagt.</translation>
    </message>
    <message>
        <source>This is a defect of the program.</source>
        <translation>Das ist ein Fehler des Programms.</translation>
    </message>
    <message>
        <source>Device %1 needs %2 and has %3: %4 missing.</source>
        <translation>Gerät %1 braucht %2 und hat %3: %4 fehlen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FeasibilityChart</name>
    <message>
        <source>context per chat, tokens</source>
        <translation>Kontext je Chat, Token</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>Chats zugleich</translation>
    </message>
    <message>
        <source>loaded now</source>
        <translation>jetzt geladen</translation>
    </message>
    <message>
        <source>What fits: operating point</source>
        <translation>Was passt: Betriebspunkt</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>knapp</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens × %Ln chats: %2</source>
        <translation>
            <numerusform>%1 Token × %Ln Chat: %2</numerusform>
            <numerusform>%1 Token × %Ln Chats: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: more than %Ln chats</source>
        <translation>
            <numerusform>%1: mehr als %Ln Chat</numerusform>
            <numerusform>%1: mehr als %Ln Chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: up to %Ln chats</source>
        <translation>
            <numerusform>%1: bis zu %Ln Chat</numerusform>
            <numerusform>%1: bis zu %Ln Chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::FileField</name>
    <message>
        <source>Choose a file: %1</source>
        <translation>Datei auswählen: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::FileText</name>
    <message>
        <source>%1 is damaged, or no PDF.</source>
        <translation>%1 ist beschädigt oder kein PDF.</translation>
    </message>
    <message>
        <source>%1 is locked with a password.</source>
        <translation>%1 ist mit einem Kennwort geschützt.</translation>
    </message>
    <message>
        <source>%1 has no text that could be read, only pictures of it.</source>
        <translation>%1 enthält keinen lesbaren Text, nur Bilder davon.</translation>
    </message>
    <message>
        <source>%1 is no text and no PDF, but: %2.</source>
        <translation>%1 ist weder Text noch PDF, sondern: %2.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 ist ein Ordner.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 kann nicht gelesen werden: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB.</source>
        <translation>%1 ist größer als %2 MiB.</translation>
    </message>
    <message>
        <source>%1 is no Unicode; it was read as Windows-1252.</source>
        <translation>%1 ist kein Unicode; gelesen wurde es als Windows-1252.</translation>
    </message>
    <message>
        <source>%1 is neither text nor a PDF.</source>
        <translation>%1 ist weder Text noch PDF.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 is no file that could be read to its end.</source>
        <translation>%1 ist keine Datei, die sich bis zum Ende lesen ließe.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>In diesem Chat suchen</translation>
    </message>
    <message>
        <source>Find in this chat, in all its versions</source>
        <translation>In diesem Chat suchen, in allen Fassungen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Vorige Stelle (Umschalt+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Nächste Stelle (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundCard</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelle auf dieser Maschine</translation>
    </message>
    <message>
        <source>Search these folders</source>
        <translation>Diese Ordner durchsuchen</translation>
    </message>
    <message>
        <source>Search another folder…</source>
        <translation>Anderen Ordner durchsuchen …</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Suche anhalten</translation>
    </message>
    <message>
        <source>Shall the workbench look for Mixtral checkpoints in the usual folders? It reads configurations and the headers of weights, and looks into %1.</source>
        <translation>Soll die Werkbank in den üblichen Ordnern nach Mixtral-Checkpoints suchen? Sie liest Konfigurationen und die Köpfe der Gewichte und sieht in %1 nach.</translation>
    </message>
    <message>
        <source>A search is running</source>
        <translation>Eine Suche läuft</translation>
    </message>
    <message>
        <source>Search a folder and all below it</source>
        <translation>Einen Ordner und alles darunter durchsuchen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Sucht …</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>1 Ordner</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 Ordner</translation>
    </message>
    <message>
        <source>The search was stopped after %1.</source>
        <translation>Die Suche wurde nach %1 angehalten.</translation>
    </message>
    <message>
        <source>None of the folders in which models usually lie exists here.</source>
        <translation>Keiner der Ordner, in denen Modelle üblicherweise liegen, ist hier vorhanden.</translation>
    </message>
    <message>
        <source>No Mixtral checkpoint in %1 (looked into %2).</source>
        <translation>Kein Mixtral-Checkpoint in %1 (durchsucht: %2).</translation>
    </message>
    <message>
        <source>There is more below than was looked into; search a folder further down.</source>
        <translation>Darunter liegt mehr, als durchsucht wurde; suchen Sie in einem Ordner weiter unten.</translation>
    </message>
    <message>
        <source>One file with another model was passed by.</source>
        <translation>Eine Datei mit einem anderen Modell wurde übergangen.</translation>
    </message>
    <message>
        <source>%1 files with other models were passed by.</source>
        <translation>%1 Dateien mit anderen Modellen wurden übergangen.</translation>
    </message>
    <message>
        <source>Not allowed to look into %1.</source>
        <translation>Kein Zugriff auf %1.</translation>
    </message>
    <message>
        <source>Found in %1 (looked into %2).</source>
        <translation>In %1 gefunden (durchsucht: %2).</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundRow</name>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source> · no tokenizer that can be read: chats are not possible</source>
        <translation> · kein lesbarer Tokenizer: Chats sind nicht möglich</translation>
    </message>
    <message>
        <source>%1 parameters</source>
        <translation>%1 Parameter</translation>
    </message>
    <message>
        <source>Held as %1</source>
        <translation>Gehalten als %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::GpuChoice</name>
    <message>
        <source>GPUs that the model may use</source>
        <translation>GPUs, die das Modell benutzen darf</translation>
    </message>
    <message>
        <source>%1: %2, %3 free of %4</source>
        <translation>%1: %2, %3 von %4 frei</translation>
    </message>
</context>
<context>
    <name>mw::gui::GroupedBarChart</name>
    <message>
        <source>%1: %2 %3, %4 %5</source>
        <translation>%1: %2 %3, %4 %5</translation>
    </message>
    <message>
        <source>, predicted %1</source>
        <translation>, vorhergesagt %1</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>wide bar: %1 · narrow bar: %2, scale %3 ×</source>
        <translation>breiter Balken: %1 · schmaler Balken: %2, Maßstab %3 ×</translation>
    </message>
    <message>
        <source> · line: predicted</source>
        <translation> · Strich: Vorhersage</translation>
    </message>
    <message>
        <source>No run is ticked.</source>
        <translation>Keine Messung ist angekreuzt.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 predicted</source>
        <translation>%1 vorhergesagt</translation>
    </message>
</context>
<context>
    <name>mw::gui::HardwareDialog</name>
    <message>
        <source>Plan for other hardware</source>
        <translation>Für andere Hardware planen</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Übersprungen: %1</translation>
    </message>
    <message>
        <source>Plan for these GPUs</source>
        <translation>Für diese GPUs planen</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Diese Maschine</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>Add another kind</source>
        <translation>Weitere Art hinzufügen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> Token</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>Context per chat</source>
        <translation>Kontext je Chat</translation>
    </message>
    <message>
        <source>How many of them it takes</source>
        <translation>Wie viele davon nötig sind</translation>
    </message>
    <message>
        <source>minimum: one chat fits · recommended: %1 chats, each layer split evenly, 5 % to spare</source>
        <translation>Minimum: ein Chat passt · empfohlen: %1 Chats, jede Schicht gleich aufgeteilt, 5 % übrig</translation>
    </message>
    <message>
        <source>GPUs needed, by kind and model</source>
        <translation>Nötige GPUs, nach Art und Modell</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>8x7B, minimum</source>
        <translation>8x7B, Minimum</translation>
    </message>
    <message>
        <source>8x7B, recommended</source>
        <translation>8x7B, empfohlen</translation>
    </message>
    <message>
        <source>8x22B, minimum</source>
        <translation>8x22B, Minimum</translation>
    </message>
    <message>
        <source>8x22B, recommended</source>
        <translation>8x22B, empfohlen</translation>
    </message>
    <message>
        <source>%1, %2 GB/s, %3 TFLOP/s in bf16. Source: %4</source>
        <translation>%1, %2 GB/s, %3 TFLOP/s in bf16. Quelle: %4</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>%1 · up to %2</source>
        <translation>%1 · bis zu %2</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>mehr als %1</translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation>Anzahl der GPUs</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>%1 with %2: %3</source>
        <translation>%1 mit %2: %3</translation>
    </message>
</context>
<context>
    <name>mw::gui::Inspector</name>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
</context>
<context>
    <name>mw::gui::KvChoice</name>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Genauigkeit des KV-Caches</translation>
    </message>
    <message>
        <source>%1, %2 per token</source>
        <translation>%1, %2 je Token</translation>
    </message>
</context>
<context>
    <name>mw::gui::LabeledSlider</name>
    <message>
        <source>Double click resets</source>
        <translation>Doppelklick setzt zurück</translation>
    </message>
</context>
<context>
    <name>mw::gui::LoadPanel</name>
    <message>
        <source>Progress of the load</source>
        <translation>Fortschritt des Ladens</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Wird vorbereitet</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>Back to what was loaded before</source>
        <translation>Zurück zu dem, was vorher geladen war</translation>
    </message>
    <message>
        <source>Warming up</source>
        <translation>Aufwärmen</translation>
    </message>
    <message>
        <source>Reading weights</source>
        <translation>Gewichte werden gelesen</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Laden abbrechen</translation>
    </message>
</context>
<context>
    <name>mw::gui::LogCard</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>nothing refused</source>
        <translation>nichts abgewiesen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused or failed</source>
        <translation>
            <numerusform>%Ln abgewiesen oder fehlgeschlagen</numerusform>
            <numerusform>%Ln abgewiesen oder fehlgeschlagen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::MachineCard</name>
    <message>
        <source>This machine</source>
        <translation>Diese Maschine</translation>
    </message>
    <message>
        <source>Looking for GPUs…</source>
        <translation>Sucht GPUs …</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 von %2 frei</translation>
    </message>
    <message>
        <source>GPU %1 · %2</source>
        <translation>GPU %1 · %2</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>Speicher nicht bekannt</translation>
    </message>
    <message>
        <source>CPU · 1 core</source>
        <translation>CPU · 1 Kern</translation>
    </message>
    <message>
        <source>CPU · %1 cores</source>
        <translation>CPU · %1 Kerne</translation>
    </message>
    <message>
        <source>Driver %1. Free memory is as of now; a model that is loaded makes room for the next one.</source>
        <translation>Treiber %1. Der freie Speicher ist der von jetzt; ein geladenes Modell macht dem nächsten Platz.</translation>
    </message>
    <message>
        <source>This build has no CUDA backend: models run on the CPU, slowly. Install the package with CUDA to use the GPUs.</source>
        <translation>Dieser Build hat kein CUDA-Backend: Modelle laufen auf der CPU, langsam. Installieren Sie das Paket mit CUDA, um die GPUs zu benutzen.</translation>
    </message>
    <message>
        <source>No NVIDIA GPU or driver was found. Models run on the CPU: fine for the demo model, slow for Mixtral.</source>
        <translation>Keine NVIDIA-GPU oder kein Treiber gefunden. Modelle laufen auf der CPU: gut für das Demo-Modell, langsam für Mixtral.</translation>
    </message>
</context>
<context>
    <name>mw::gui::MainWindow</name>
    <message>
        <source>Mixtral Workbench</source>
        <translation>Mixtral Workbench</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Tuning</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Put the monitors into a window of their own, or back</source>
        <translation>Monitore in ein eigenes Fenster, oder zurück</translation>
    </message>
    <message>
        <source>Close the monitors</source>
        <translation>Monitore schließen</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen …</translation>
    </message>
    <message>
        <source>Change context or chats at once…</source>
        <translation>Kontext oder Chats zugleich ändern …</translation>
    </message>
    <message>
        <source>Apply the point of the tuning view</source>
        <translation>Punkt der Tuning-Ansicht anwenden</translation>
    </message>
    <message>
        <source>Calibrate the speed, or stop it</source>
        <translation>Geschwindigkeit kalibrieren, oder damit aufhören</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Für andere Hardware planen …</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Modell entladen</translation>
    </message>
    <message>
        <source>Show chats</source>
        <translation>Chats zeigen</translation>
    </message>
    <message>
        <source>Show tuning</source>
        <translation>Tuning zeigen</translation>
    </message>
    <message>
        <source>Show benchmark</source>
        <translation>Benchmark zeigen</translation>
    </message>
    <message>
        <source>Show models</source>
        <translation>Modelle zeigen</translation>
    </message>
    <message>
        <source>Show settings</source>
        <translation>Einstellungen zeigen</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Startseite zeigen</translation>
    </message>
    <message>
        <source>Fold the inspector</source>
        <translation>Inspektor einklappen</translation>
    </message>
    <message>
        <source>Show or hide the monitors</source>
        <translation>Monitore zeigen oder verbergen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Open the model before</source>
        <translation>Das Modell von vorher öffnen</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Inspector (Ctrl+I)</source>
        <translation>Inspektor (Strg+I)</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Was vorher geladen war, ist wieder geladen.</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Was vorher geladen war, wird wieder geladen.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Kein Modell ist geladen.</translation>
    </message>
    <message>
        <source>A chat holds %1 tokens with this model, which takes no more; %2 were chosen for it before.</source>
        <translation>Ein Chat fasst mit diesem Modell %1 Token, mehr nimmt es nicht; gewählt waren zuvor %2.</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Bereitstellen</translation>
    </message>
    <message>
        <source>Show serving</source>
        <translation>Bereitstellung anzeigen</translation>
    </message>
    <message>
        <source>Choose a model…</source>
        <translation>Ein Modell wählen …</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Ein Modell herunterladen …</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>Das Fenster</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Befehl suchen oder ausführen</translation>
    </message>
    <message>
        <source>%1 is downloaded, and its checksums are right.</source>
        <translation>%1 ist heruntergeladen, und die Prüfsummen stimmen.</translation>
    </message>
    <message>
        <source>Open it…</source>
        <translation>Öffnen …</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementDialog</name>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Loads the model once</source>
        <translation>Lädt das Modell einmal</translation>
    </message>
    <message>
        <source>Loads the model %1 times</source>
        <translation>Lädt das Modell %1-mal</translation>
    </message>
    <message>
        <source>, %1 each</source>
        <translation>, je %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryBar</name>
    <message>
        <source>Others</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Reserve</translation>
    </message>
    <message>
        <source>Shared weights</source>
        <translation>Gemeinsame Gewichte</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experten</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Memory of %1</source>
        <translation>Speicher von %1</translation>
    </message>
    <message>
        <source>%1 % of the KV cache in use</source>
        <translation>%1 % des KV-Cache belegt</translation>
    </message>
    <message>
        <source>measured peak %1</source>
        <translation>gemessene Spitze %1</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 missing</source>
        <translation>%1 von %2 · %3 fehlen</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 free</source>
        <translation>%1 von %2 · %3 frei</translation>
    </message>
    <message>
        <source>Free: %1</source>
        <translation>Frei: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, %1 % in use</source>
        <translation>, %1 % belegt</translation>
    </message>
    <message>
        <source>Measured peak: %1</source>
        <translation>Gemessene Spitze: %1</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>Budget %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryCard</name>
    <message>
        <source>Memory per device</source>
        <translation>Speicher je Gerät</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelCard</name>
    <message>
        <source>● loaded</source>
        <translation>● geladen</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Entladen</translation>
    </message>
    <message>
        <source>Forget this model; its files stay</source>
        <translation>Dieses Modell vergessen; seine Dateien bleiben</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>Das lässt sich nicht öffnen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelDialog</name>
    <message>
        <source>Choose folder…</source>
        <translation>Ordner wählen …</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Betriebspunkt</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>one per core</source>
        <translation>einer je Kern</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPUs</translation>
    </message>
    <message>
        <source>Virtual devices</source>
        <translation>Virtuelle Geräte</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>CPU-Threads</translation>
    </message>
    <message>
        <source>The CPU can play several devices, to see how a model is spread over them.</source>
        <translation>Die CPU kann mehrere Geräte spielen, um zu sehen, wie ein Modell auf sie verteilt wird.</translation>
    </message>
    <message>
        <source>Open the folder of a checkpoint</source>
        <translation>Ordner eines Checkpoints öffnen</translation>
    </message>
    <message>
        <source>The model that is loaded stays.</source>
        <translation>Das geladene Modell bleibt.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>Das Laden ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The model that was loaded before still is.</source>
        <translation>Das Modell von vorher ist noch geladen.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Kein Modell ist geladen.</translation>
    </message>
    <message>
        <source>Load %1 again</source>
        <translation>%1 wieder laden</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>Liest die Köpfe …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Laden abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>This model cannot be planned for here.</source>
        <translation>Dieses Modell lässt sich hier nicht planen.</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>&amp;Gewichte</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Was vorher geladen war, wird wieder geladen.</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Was vorher geladen war, ist wieder geladen.</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>&amp;KV-Cache</translation>
    </message>
    <message>
        <source>all there is</source>
        <translation>aller, der da ist</translation>
    </message>
    <message>
        <source>Plan and load as on devices that have no more memory, to try a smaller card</source>
        <translation>Planen und laden wie auf Geräten, die nicht mehr Speicher haben, um eine kleinere Karte auszuprobieren</translation>
    </message>
    <message>
        <source>Memory of each device, GiB</source>
        <translation>Speicher je Gerät, GiB</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Open a file of a checkpoint</source>
        <translation>Datei eines Checkpoints öffnen</translation>
    </message>
    <message>
        <source>Checkpoints (*.gguf *.safetensors);;All files (*)</source>
        <translation>Checkpoints (*.gguf *.safetensors);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>Das lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>Choose the folder of a Mixtral checkpoint, safetensors with config.json or params.json, or a GGUF file.</source>
        <translation>Wählen Sie den Ordner eines Mixtral-Checkpoints, safetensors mit config.json oder params.json, oder eine GGUF-Datei.</translation>
    </message>
    <message>
        <source>Ac&amp;tivations of prompts</source>
        <translation>Ak&amp;tivierungen von Prompts</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelFacts</name>
    <message>
        <source>Architecture</source>
        <translation>Architektur</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Auf der Platte</translation>
    </message>
    <message>
        <source>Trained context</source>
        <translation>Trainierter Kontext</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Attention-Köpfe</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 in one file</source>
        <translation>%1 in einer Datei</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 in %2 Dateien</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1, %2 KV heads</source>
        <translation>%1, %2 KV-Köpfe</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>none that can be read: chats are not possible</source>
        <translation>kein lesbarer: Chats sind nicht möglich</translation>
    </message>
    <message>
        <source>About the tokenizer: %1.</source>
        <translation>Zum Tokenizer: %1.</translation>
    </message>
    <message>
        <source>in the model’s file</source>
        <translation>in der Datei des Modells</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelLoan</name>
    <message>
        <source>The model was changed or unloaded meanwhile.</source>
        <translation>Das Modell wurde inzwischen gewechselt oder entladen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelMenu</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Beim Programm dabei</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Demo-Modell</translation>
    </message>
    <message>
        <source>Open a folder or a file…	Ctrl+O</source>
        <translation>Ordner oder Datei öffnen …	Strg+O</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Ein Modell herunterladen …</translation>
    </message>
    <message>
        <source>All models	Ctrl+5</source>
        <translation>Alle Modelle	Strg+5</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Das Modell entladen</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Found on this disk</source>
        <translation>Auf diesem Datenträger gefunden</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>Look for models on this disk…</source>
        <translation>Auf diesem Datenträger nach Modellen suchen …</translation>
    </message>
    <message>
        <source>Look again…</source>
        <translation>Noch einmal suchen …</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelsView</name>
    <message>
        <source>No model yet</source>
        <translation>Noch kein Modell</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral 8x7B or 8x22B checkpoint: safetensors files with config.json or params.json beside them.</source>
        <translation>Öffnen Sie den Ordner eines Mixtral-Checkpoints 8x7B oder 8x22B: safetensors-Dateien, daneben config.json oder params.json.</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Gehört zum Programm</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Demo-Modell</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen …</translation>
    </message>
</context>
<context>
    <name>mw::gui::MonitorPanel</name>
    <message>
        <source>Monitors</source>
        <translation>Monitore</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Pause the monitors</source>
        <translation>Monitore anhalten</translation>
    </message>
    <message>
        <source>Export the monitors as CSV…</source>
        <translation>Monitore als CSV exportieren …</translation>
    </message>
    <message>
        <source>Export the monitors as PNG…</source>
        <translation>Monitore als PNG exportieren …</translation>
    </message>
    <message>
        <source>Copy the monitors as text</source>
        <translation>Monitore als Text kopieren</translation>
    </message>
    <message>
        <source>Go on with the monitors</source>
        <translation>Monitore weiterlaufen lassen</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>angehalten um %1</translation>
    </message>
    <message>
        <source>last 5 minutes</source>
        <translation>letzte 5 Minuten</translation>
    </message>
    <message>
        <source>Export the monitors</source>
        <translation>Monitore exportieren</translation>
    </message>
</context>
<context>
    <name>mw::gui::Monitors</name>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>GB, of %1</source>
        <translation>GB, von %1</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>%1 memory</source>
        <translation>Speicher %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>workbench</source>
        <translation>Workbench</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>the GPU is lost</source>
        <translation>die GPU ist verloren</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>%, of %1 cores</source>
        <translation>%, von %1 Kernen</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>Token pro Sekunde</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>decode, all chats</source>
        <translation>Decode, alle Chats</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Token/s je Chat</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>decode, the latest %1 of %2</source>
        <translation>Decode, die neuesten %1 von %2</translation>
    </message>
    <message>
        <source>Prompt tokens/s</source>
        <translation>Prompt-Token/s</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source>prefill, all chats</source>
        <translation>Prefill, alle Chats</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>running</source>
        <translation>laufend</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>chats, of %1</source>
        <translation>Chats, von %1</translation>
    </message>
    <message>
        <source>KV pages</source>
        <translation>KV-Seiten</translation>
    </message>
    <message>
        <source>held</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>%, of %1</source>
        <translation>%, von %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>GPU load</source>
        <translation>GPU-Auslastung</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Leistung</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>W, limit %1</source>
        <translation>W, Grenze %1</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>Main memory</source>
        <translation>Hauptspeicher</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU-Speicher</translation>
    </message>
</context>
<context>
    <name>mw::gui::NeedsCard</name>
    <message>
        <source>What runs here, and what it would take</source>
        <translation>Was hier läuft, und was nötig wäre</translation>
    </message>
    <message>
        <source>planned for chats of %1 tokens</source>
        <translation>geplant für Chats mit %1 Token</translation>
    </message>
    <message>
        <source>What the models need, and whether they run here</source>
        <translation>Was die Modelle brauchen, und ob sie hier laufen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Weights in</source>
        <translation>Gewichte in</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Auf dieser Maschine</translation>
    </message>
    <message>
        <source>GPUs that hold it, for example</source>
        <translation>GPUs, die es fassen, zum Beispiel</translation>
    </message>
    <message>
        <source>Plan for other GPUs…</source>
        <translation>Für andere GPUs planen …</translation>
    </message>
    <message>
        <source>GPUs hold it as bf16</source>
        <translation>GPUs halten es als bf16</translation>
    </message>
    <message>
        <source>more than 8 of any</source>
        <translation>mehr als 8 von jeder Art</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>this machine&apos;s memory is not known</source>
        <translation>der Speicher dieser Maschine ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>The demo model runs here, and so do smaller Mixtral checkpoints. The published ones need more memory than this machine has.</source>
        <translation>Das Demo-Modell läuft hier, ebenso kleinere Mixtral-Checkpoints. Die veröffentlichten brauchen mehr Speicher, als dieser Rechner hat.</translation>
    </message>
    <message>
        <source>These run here: %1.</source>
        <translation>Diese laufen hier: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::NewChatsCard</name>
    <message>
        <source>template “%1”</source>
        <translation>Vorlage „%1“</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>Temperatur %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>Top-p %1</translation>
    </message>
    <message>
        <source>answers of at most %1 tokens</source>
        <translation>Antworten von höchstens %1 Token</translation>
    </message>
    <message>
        <source>New chats, and the start</source>
        <translation>Neue Chats und der Start</translation>
    </message>
    <message>
        <source>As usual again</source>
        <translation>Wieder wie üblich</translation>
    </message>
    <message>
        <source>New chats go into the folder</source>
        <translation>Neue Chats kommen in den Ordner</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Beim Start</translation>
    </message>
    <message>
        <source>Open the model used last</source>
        <translation>Letztes Modell öffnen</translation>
    </message>
    <message>
        <source>Open no model</source>
        <translation>Kein Modell öffnen</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Startseite zeigen</translation>
    </message>
    <message>
        <source>They begin with</source>
        <translation>Sie beginnen mit</translation>
    </message>
    <message>
        <source>They go into the folder</source>
        <translation>Sie kommen in den Ordner</translation>
    </message>
    <message>
        <source>What the model or your language suggests. “Use for new chats”, beside a chat, makes that one the pattern.</source>
        <translation>Was das Modell oder Ihre Sprache nahelegt. „Für neue Chats verwenden“ neben einem Chat macht diesen zum Muster.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
</context>
<context>
    <name>mw::gui::NumberField</name>
    <message>
        <source>Type a number from %1 to %2.</source>
        <translation>Geben Sie eine Zahl von %1 bis %2 ein.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>„%1“ ist keine Zahl.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>“%1” is not between %2 and %3.</source>
        <translation>„%1“ liegt nicht zwischen %2 und %3.</translation>
    </message>
    <message>
        <source>“%1” is too small to be told from 0.</source>
        <translation>„%1“ ist zu klein, um von 0 unterschieden zu werden.</translation>
    </message>
    <message>
        <source>It stays %1.</source>
        <translation>Es bleibt bei %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointDialog</name>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Betriebspunkt</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>The operating point before is loaded again.</source>
        <translation>Der Betriebspunkt von vorher ist wieder geladen.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Kein Modell ist geladen.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>Das Laden ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Laden abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>Das ist, was jetzt geladen ist.</translation>
    </message>
    <message>
        <source>Loaded now.</source>
        <translation>Jetzt geladen.</translation>
    </message>
    <message>
        <source>Reloads the model: %1 the last time. Answers in progress stop; their text stays.</source>
        <translation>Lädt das Modell neu: zuletzt %1. Laufende Antworten werden angehalten; ihr Text bleibt.</translation>
    </message>
    <message>
        <source>The operating point before still is loaded.</source>
        <translation>Der Betriebspunkt von vorher ist noch geladen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointPanel</name>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Kontext je Chat, Token</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Chats zugleich</translation>
    </message>
    <message>
        <source>Context is per chat; the KV cache holds context × chats.</source>
        <translation>Der Kontext gilt je Chat; der KV-Cache fasst Kontext × Chats.</translation>
    </message>
    <message>
        <source>no context fits with %1</source>
        <translation>mit %1 passt kein Kontext</translation>
    </message>
    <message>
        <source>up to %1 fit with %2</source>
        <translation>bis zu %1 passen mit %2</translation>
    </message>
    <message>
        <source>not even one fits at this context</source>
        <translation>bei diesem Kontext passt nicht einmal einer</translation>
    </message>
    <message>
        <source>more than %1 fit at this context</source>
        <translation>bei diesem Kontext passen mehr als %1</translation>
    </message>
    <message>
        <source>up to %1 fit at this context</source>
        <translation>bei diesem Kontext passen bis zu %1</translation>
    </message>
    <message>
        <source>KV cache %1 = %2 × %3 tokens, %4 per token</source>
        <translation>KV-Cache %1 = %2 × %3 Token, %4 je Token</translation>
    </message>
</context>
<context>
    <name>mw::gui::PlaneCard</name>
    <message>
        <source>%1: %2 free on %3</source>
        <translation>%1: %2 frei auf %3</translation>
    </message>
    <message>
        <source>%1: %2 missing on %3</source>
        <translation>%1: %2 fehlen auf %3</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Was passt</translation>
    </message>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Kontext je Chat, Token</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Chats zugleich</translation>
    </message>
    <message>
        <source>Drag the point, or walk it with the arrow keys. Context is per chat; the KV cache holds context × chats.</source>
        <translation>Ziehen Sie den Punkt, oder bewegen Sie ihn mit den Pfeiltasten. Der Kontext gilt je Chat; der KV-Cache fasst Kontext × Chats.</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Genauigkeit des KV-Cache</translation>
    </message>
    <message>
        <source>The KV cache of all chats together, over all devices</source>
        <translation>Der KV-Cache aller Chats zusammen, über alle Geräte</translation>
    </message>
    <message>
        <source>tokens ×</source>
        <translation>Token ×</translation>
    </message>
    <message>
        <source>chats, KV in</source>
        <translation>Chats, KV in</translation>
    </message>
    <message>
        <source>On GPUs the engine keeps the KV cache in %1.</source>
        <translation>Auf GPUs hält die Engine den KV-Cache in %1.</translation>
    </message>
    <message>
        <source>%1 tokens × %2</source>
        <translation>%1 Token × %2</translation>
    </message>
    <message>
        <source>= %1 tokens, %2</source>
        <translation>= %1 Token, %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::PromptTemplate</name>
    <message>
        <source>the field &quot;%1&quot; is missing</source>
        <translation>das Feld „%1“ fehlt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be text</source>
        <translation>„%1“ muss Text sein</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>„%1“ ist leer</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is longer than %2 characters</source>
        <translation>„%1“ ist länger als %2 Zeichen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a number from %2 to %3</source>
        <translation>„%1“ muss eine Zahl von %2 bis %3 sein</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a whole number</source>
        <translation>„%1“ muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>template %1 is not a JSON object</source>
        <translation>Vorlage %1 ist kein JSON-Objekt</translation>
    </message>
    <message>
        <source>&quot;id&quot; may hold lower-case letters, digits and hyphens only</source>
        <translation>„id“ darf nur Kleinbuchstaben, Ziffern und Bindestriche enthalten</translation>
    </message>
    <message>
        <source>&quot;language&quot; has to be a code such as &quot;en&quot;</source>
        <translation>„language“ muss ein Kürzel wie „en“ sein</translation>
    </message>
    <message>
        <source>&quot;variables&quot; has to be an object of texts</source>
        <translation>„variables“ muss ein Objekt aus Texten sein</translation>
    </message>
    <message>
        <source>the default of the variable &quot;%1&quot; has to be text</source>
        <translation>der Vorgabewert der Variablen „%1“ muss Text sein</translation>
    </message>
    <message>
        <source>&quot;sampling&quot; has to be an object</source>
        <translation>„sampling“ muss ein Objekt sein</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>kein UTF-8</translation>
    </message>
    <message>
        <source>no template in this file</source>
        <translation>keine Vorlage in dieser Datei</translation>
    </message>
    <message>
        <source>the id &quot;%1&quot; is used twice</source>
        <translation>die id „%1“ kommt zweimal vor</translation>
    </message>
</context>
<context>
    <name>mw::gui::Quality</name>
    <message>
        <source>%1, with which the others are compared: %2</source>
        <translation>%1, womit die anderen verglichen werden: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1%2 %</source>
        <translation>%1%2 %</translation>
    </message>
    <message>
        <source>measured on %1: perplexity %2, %3 % same next word</source>
        <translation>gemessen an %1: Perplexität %2, in %3 % dasselbe nächste Wort</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Es gibt keine Datei %1.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>%1 is no text in UTF-8.</source>
        <translation>%1 ist kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityCard</name>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>What fp8, int8, int4 or a smaller KV cache costs is not measured yet. It takes a text of yours, which the loaded model reads as it is stored and then in each format.</source>
        <translation>Was fp8, int8, int4 oder ein kleinerer KV-Cache kostet, ist noch nicht gemessen. Dazu liest das geladene Modell einen Text von Ihnen, erst wie es gespeichert ist und dann in jedem Format.</translation>
    </message>
    <message>
        <source>what a format costs, on a text of yours</source>
        <translation>was ein Format kostet, an einem Text von Ihnen</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Fortschritt der Messung</translation>
    </message>
    <message>
        <source>What is measured stays</source>
        <translation>Was gemessen ist, bleibt</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Messen …</translation>
    </message>
    <message>
        <source>Measure quality…</source>
        <translation>Qualität messen …</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Es wurde nichts gemessen.</translation>
    </message>
    <message>
        <source>%1 of %2 are measured.</source>
        <translation>%1 von %2 sind gemessen.</translation>
    </message>
    <message>
        <source>The measurement stopped: %1</source>
        <translation>Die Messung endete vorzeitig: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Abgebrochen. %1</translation>
    </message>
    <message>
        <source>What was measured is not saved: %1</source>
        <translation>Das Gemessene ist nicht gespeichert: %1</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Gelöscht: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>lädt, was vorher da war</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>loading %1</source>
        <translation>lädt %1</translation>
    </message>
    <message>
        <source>reading in %1</source>
        <translation>liest in %1</translation>
    </message>
    <message>
        <source>The benchmark runs.</source>
        <translation>Der Benchmark läuft.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityDialog</name>
    <message>
        <source>Text file</source>
        <translation>Textdatei</translation>
    </message>
    <message>
        <source>a text of yours, UTF-8</source>
        <translation>ein Text von Ihnen, UTF-8</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Texte (*.txt *.md);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>Qualität messen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Was verglichen wird</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Tokens of it, at most</source>
        <translation>Token daraus, höchstens</translation>
    </message>
    <message>
        <source>A text of the kind that you work with says most. The model reads it once in each format; how well it foresees the next word is compared. Nothing of it leaves this computer.</source>
        <translation>Ein Text der Art, mit der Sie arbeiten, sagt am meisten. Das Modell liest ihn in jedem Format einmal; verglichen wird, wie gut es das nächste Wort vorhersieht. Nichts davon verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>wie gespeichert: %1</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>&amp;KV-Cache</translation>
    </message>
    <message>
        <source>Each is compared with the weights as stored, %1, and the KV cache in %2.</source>
        <translation>Jedes wird mit den Gewichten, wie sie gespeichert sind, %1, und dem KV-Cache in %2 verglichen.</translation>
    </message>
    <message>
        <source>This is what the others are compared with. It can be measured with another KV cache.</source>
        <translation>Damit werden die anderen verglichen. Messen lässt es sich mit einem anderen KV-Cache.</translation>
    </message>
    <message>
        <source>Choose a text first.</source>
        <translation>Wählen Sie zuerst einen Text.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Es gibt nichts zu messen.</translation>
    </message>
    <message>
        <source>; at the end it is as it is now. Answers in progress stop; their text stays.</source>
        <translation>; am Ende ist es wie jetzt. Laufende Antworten enden; ihr Text bleibt.</translation>
    </message>
    <message>
        <source>; at the end none is loaded, as now.</source>
        <translation>; am Ende ist keines geladen, wie jetzt.</translation>
    </message>
    <message>
        <source>Takes %1 on the disk meanwhile.</source>
        <translation>Braucht solange %1 auf der Platte.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityNote</name>
    <message>
        <source> with the KV cache in %1</source>
        <translation> mit dem KV-Cache in %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>What %1 costs in quality is not measured.</source>
        <translation>Was %1 an Qualität kostet, ist nicht gemessen.</translation>
    </message>
    <message>
        <source>Measure again…</source>
        <translation>Neu messen …</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Messen …</translation>
    </message>
    <message>
        <source>On a text of yours, against the weights as they are stored</source>
        <translation>An einem Text von Ihnen, gegen die Gewichte, wie sie gespeichert sind</translation>
    </message>
    <message>
        <source>Measure the quality of %1…</source>
        <translation>Qualität von %1 messen …</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityRunner</name>
    <message>
        <source>A text of two tokens is the shortest that can be measured.</source>
        <translation>Ein Text aus zwei Token ist der kürzeste, der gemessen werden kann.</translation>
    </message>
    <message>
        <source>The model’s predictions are no numbers.</source>
        <translation>Was das Modell vorhersagt, sind keine Zahlen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityStore</name>
    <message>
        <source>%1 is damaged, and cannot be set aside.</source>
        <translation>%1 ist beschädigt und lässt sich nicht beiseitelegen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityTable</name>
    <message>
        <source>Measured quality</source>
        <translation>Gemessene Qualität</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>KV-Cache</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexität</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Same next word</source>
        <translation>Selbes Wort</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL-Divergenz</translation>
    </message>
    <message>
        <source>KL, 99 %</source>
        <translation>KL, 99 %</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>with the weights as stored → so; the less, the better the model foresees the text</source>
        <translation>mit den Gewichten wie gespeichert → so; je weniger, desto besser sieht das Modell den Text vorher</translation>
    </message>
    <message>
        <source>how often both hold the same next word for the likeliest</source>
        <translation>wie oft beide dasselbe nächste Wort für das wahrscheinlichste halten</translation>
    </message>
    <message>
        <source>how far the predictions are apart, on average; 0: not at all</source>
        <translation>wie weit die Vorhersagen im Mittel auseinanderliegen; 0: gar nicht</translation>
    </message>
    <message>
        <source>what 99 of 100 words stay below</source>
        <translation>worunter 99 von 100 Wörtern bleiben</translation>
    </message>
    <message>
        <source>%1
%2 in pieces of %3 tokens, beside %4; %5, %6</source>
        <translation>%1
%2 in Stücken von %3 Token, neben %4; %5, %6</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>mw::gui::Rail</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
</context>
<context>
    <name>mw::gui::RequestTable</name>
    <message numerus="yes">
        <source>%n in decode</source>
        <translation>
            <numerusform>%n im Decode</numerusform>
            <numerusform>%n im Decode</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in prefill</source>
        <translation>
            <numerusform>%n im Prefill</numerusform>
            <numerusform>%n im Prefill</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>Decode</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source>queued, place %1, %2 s</source>
        <translation>wartet, Platz %1, %2 s</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpunkt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>Prompt-Token</translation>
    </message>
    <message>
        <source>Tokens so far</source>
        <translation>Token bisher</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>Erstes Token nach</translation>
    </message>
</context>
<context>
    <name>mw::gui::RequestsView</name>
    <message>
        <source>Live requests</source>
        <translation>Laufende Anfragen</translation>
    </message>
    <message>
        <source>queued, place 10, 10.0 s</source>
        <translation>wartet, Platz 10, 10,0 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>mw::gui::RunList</name>
    <message>
        <source>running · experiment %1 of %2</source>
        <translation>läuft · Versuch %1 von %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::SecretField</name>
    <message>
        <source>Show the %1 for half a minute</source>
        <translation>%1 für eine halbe Minute zeigen</translation>
    </message>
    <message>
        <source>Copy the %1</source>
        <translation>%1 kopieren</translation>
    </message>
    <message>
        <source>hidden, ends in %1</source>
        <translation>verborgen, endet auf %1</translation>
    </message>
    <message>
        <source>Hide the %1</source>
        <translation>%1 verbergen</translation>
    </message>
</context>
<context>
    <name>mw::gui::ServeView</name>
    <message>
        <source>Tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>Token pro Sekunde</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>served</source>
        <translation>bereitgestellt</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>dieses Fenster</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % innerhalb</translation>
    </message>
    <message>
        <source>No model is loaded. Programs that ask are told so until one is.</source>
        <translation>Kein Modell ist geladen. Programmen, die anfragen, wird das gesagt, bis eines da ist.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen …</translation>
    </message>
    <message>
        <source>ms, last minute&apos;s requests</source>
        <translation>ms, Anfragen der letzten Minute</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Bereitstellen</translation>
    </message>
    <message>
        <source>Other programs use the loaded model; this window keeps its own chats.</source>
        <translation>Andere Programme nutzen das geladene Modell; dieses Fenster behält seine eigenen Chats.</translation>
    </message>
    <message>
        <source>Cancel all requests</source>
        <translation>Alle Anfragen abbrechen</translation>
    </message>
    <message>
        <source>Live requests</source>
        <translation>Laufende Anfragen</translation>
    </message>
    <message>
        <source>Switch the endpoint for other programs on or off</source>
        <translation>Endpunkt für andere Programme ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Switch the AIME worker on or off</source>
        <translation>AIME-Worker ein- oder ausschalten</translation>
    </message>
    <message>
        <source>Copy the address for other programs</source>
        <translation>Adresse für andere Programme kopieren</translation>
    </message>
    <message>
        <source>Cancel all requests of other programs</source>
        <translation>Alle Anfragen anderer Programme abbrechen</translation>
    </message>
    <message>
        <source>No request of another program is open.</source>
        <translation>Keine Anfrage eines anderen Programms ist offen.</translation>
    </message>
    <message>
        <source>No request yet. Paste the curl example into a terminal, and one is seen here.</source>
        <translation>Noch keine Anfrage. Fügen Sie das curl-Beispiel in ein Terminal ein, und hier ist eine zu sehen.</translation>
    </message>
    <message>
        <source>No job yet. The endpoint beside the worker is off.</source>
        <translation>Noch kein Job. Der Endpunkt neben dem Worker ist aus.</translation>
    </message>
    <message>
        <source>Nothing is served. Switch the endpoint on, and programs that speak OpenAI&apos;s API use the loaded model beside your chats.</source>
        <translation>Nichts wird bereitgestellt. Schalten Sie den Endpunkt ein, und Programme, die OpenAIs API sprechen, nutzen das geladene Modell neben Ihren Chats.</translation>
    </message>
    <message>
        <source>Copy the curl example</source>
        <translation>curl-Beispiel kopieren</translation>
    </message>
    <message>
        <source>Switch the endpoint on</source>
        <translation>Endpunkt einschalten</translation>
    </message>
    <message>
        <source>No request is open. Ended so far: %1, the last one at %2.</source>
        <translation>Keine Anfrage ist offen. Beendet bisher: %1, die letzte um %2.</translation>
    </message>
    <message>
        <source>No job is open. Ended so far: %1. The endpoint beside the worker is off.</source>
        <translation>Kein Auftrag ist offen. Beendet bisher: %1. Der Endpunkt daneben ist aus.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Serving</name>
    <message>
        <source>Endpoint: </source>
        <translation>Endpunkt: </translation>
    </message>
    <message>
        <source>AIME worker: </source>
        <translation>AIME-Worker: </translation>
    </message>
    <message>
        <source>AIME job %1</source>
        <translation>AIME-Job %1</translation>
    </message>
    <message>
        <source>%1: %2 + %3 tokens, first after %4 s, %5 tokens/s</source>
        <translation>%1: %2 + %3 Token, erstes nach %4 s, %5 Token/s</translation>
    </message>
    <message>
        <source>%1: did not wait for the end of its answer; %2 + %3 tokens</source>
        <translation>%1: wartete das Ende der Antwort nicht ab; %2 + %3 Token</translation>
    </message>
    <message>
        <source>%1: refused, %2: %3</source>
        <translation>%1: abgewiesen, %2: %3</translation>
    </message>
    <message>
        <source>(%1 times)</source>
        <translation>(%1-mal)</translation>
    </message>
    <message numerus="yes">
        <source>Endpoint: %Ln more were answered or refused</source>
        <translation>
            <numerusform>Endpunkt: %Ln weitere wurde beantwortet oder abgewiesen</numerusform>
            <numerusform>Endpunkt: %Ln weitere wurden beantwortet oder abgewiesen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cancelled here; %2 + %3 tokens</source>
        <translation>%1: hier abgebrochen; %2 + %3 Token</translation>
    </message>
</context>
<context>
    <name>mw::gui::SettingsPage</name>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>Wo alles liegt</translation>
    </message>
    <message>
        <source>Chats and your templates</source>
        <translation>Chats und Ihre Vorlagen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über das Programm</translation>
    </message>
    <message>
        <source>Window: GPL-3.0-or-later. Engine: Apache-2.0. Icons: Lucide, ISC.</source>
        <translation>Fenster: GPL-3.0-or-later. Engine: Apache-2.0. Symbole: Lucide, ISC.</translation>
    </message>
    <message>
        <source>Nothing leaves this machine, except what you serve to others.</source>
        <translation>Nichts verlässt diesen Rechner, außer was Sie für andere bereitstellen.</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Let the model name new chats after their first answer</source>
        <translation>Neue Chats nach ihrer ersten Antwort vom Modell benennen lassen</translation>
    </message>
    <message>
        <source>While nobody waits for an answer. Otherwise a chat is called by the first words of its first question. A name that you give it stays.</source>
        <translation>Während niemand auf eine Antwort wartet. Sonst heißt ein Chat nach den ersten Worten seiner ersten Frage. Ein Name, den Sie ihm geben, bleibt.</translation>
    </message>
    <message>
        <source>From the next start on, for words, numbers and dates.</source>
        <translation>Gilt ab dem nächsten Start, für Wörter, Zahlen und Daten.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Tell me in other windows, too, when an answer that took long has ended</source>
        <translation>Auch in anderen Fenstern melden, wenn eine lange Antwort zu Ende ist</translation>
    </message>
    <message>
        <source>Backends: %1</source>
        <translation>Backends: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::ShortcutSheet</name>
    <message>
        <source>While writing</source>
        <translation>Beim Schreiben</translation>
    </message>
    <message>
        <source>Send; while an answer is under way: ask this next</source>
        <translation>Senden; während eine Antwort entsteht: dies als Nächstes fragen</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Stop the answer, or leave the editing</source>
        <translation>Antwort anhalten, oder das Bearbeiten verlassen</translation>
    </message>
    <message>
        <source>In the conversation</source>
        <translation>Im Gespräch</translation>
    </message>
    <message>
        <source>Turn by turn</source>
        <translation>Beitrag für Beitrag</translation>
    </message>
    <message>
        <source>What can be done with the turn</source>
        <translation>Was sich mit dem Beitrag tun lässt</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Copy the selection, or the turn</source>
        <translation>Auswahl kopieren, oder den Beitrag</translation>
    </message>
    <message>
        <source>To its beginning, to its end</source>
        <translation>An ihren Anfang, an ihr Ende</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Antwort anhalten</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show all of a long question</source>
        <translation>Eine lange Frage ganz zeigen</translation>
    </message>
</context>
<context>
    <name>mw::gui::Sparkline</name>
    <message>
        <source>Click to open the graph, or to fold it</source>
        <translation>Klicken öffnet das Diagramm oder faltet es</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedCards</name>
    <message>
        <source>Tokens/s, all chats</source>
        <translation>Token/s, alle Chats</translation>
    </message>
    <message>
        <source>Tokens per second of all chats</source>
        <translation>Token pro Sekunde aller Chats</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Token/s je Chat</translation>
    </message>
    <message>
        <source>Tokens per second of each chat</source>
        <translation>Token pro Sekunde jedes Chats</translation>
    </message>
    <message>
        <source>No speed is known yet.
Calibrate, or just chat: every answer is measured.</source>
        <translation>Noch ist keine Geschwindigkeit bekannt.
Kalibrieren Sie, oder chatten Sie einfach: jede Antwort wird gemessen.</translation>
    </message>
    <message>
        <source>%1: %2 tok/s, %3 each</source>
        <translation>%1: %2 Tok/s, je %3</translation>
    </message>
    <message>
        <source>below reading speed even with one chat at this context</source>
        <translation>bei diesem Kontext auch mit einem Chat unter Lesegeschwindigkeit</translation>
    </message>
    <message>
        <source>above reading speed at this context with any number of chats</source>
        <translation>bei diesem Kontext mit beliebig vielen Chats über Lesegeschwindigkeit</translation>
    </message>
    <message>
        <source>above reading speed up to %1 at this context</source>
        <translation>bei diesem Kontext bis %1 über Lesegeschwindigkeit</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read</source>
        <translation> · ein voller Prompt wird in %1 gelesen</translation>
    </message>
    <message>
        <source>Measured: %1, %2 tokens/s in all, %3 each, at %4 tokens of context</source>
        <translation>Gemessen: %1, %2 Token/s zusammen, je %3, bei %4 Token Kontext</translation>
    </message>
    <message>
        <source>nothing measured on this machine yet</source>
        <translation>auf dieser Maschine ist noch nichts gemessen</translation>
    </message>
    <message>
        <source>the limit that published figures set, for chats half full; real engines stay below it</source>
        <translation>die Grenze aus veröffentlichten Werten, für halb volle Chats; wirkliche Engines bleiben darunter</translation>
    </message>
    <message>
        <source>Calibrating.
The first dots come in a moment.</source>
        <translation>Es wird kalibriert.
Die ersten Punkte kommen gleich.</translation>
    </message>
    <message>
        <source>at best above reading speed up to %1 at this context</source>
        <translation>bei diesem Kontext bestenfalls bis %1 über Lesegeschwindigkeit</translation>
    </message>
    <message>
        <source> · a full prompt takes at best %1 to read</source>
        <translation> · ein voller Prompt wird bestenfalls in %1 gelesen</translation>
    </message>
    <message>
        <source>; faint dots: other contexts</source>
        <translation>; blasse Punkte: andere Kontexte</translation>
    </message>
    <message>
        <source>line fitted to what was measured so far, for chats half full (%1 tokens); not calibrated</source>
        <translation>Linie an das bisher Gemessene angepasst, für halb volle Chats (%1 Token); nicht kalibriert</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens); dots measured with other contexts, residual %2 % there</source>
        <translation>Linie für halb volle Chats (%1 Token) vorhergesagt; Punkte mit anderen Kontexten gemessen, Abweichung dort %2 %</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens), dots measured on this machine, residual %2 %</source>
        <translation>Linie für halb volle Chats (%1 Token) vorhergesagt, Punkte auf dieser Maschine gemessen, Abweichung %2 %</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read (between %2 and %3)</source>
        <translation> · ein voller Prompt wird in %1 gelesen (zwischen %2 und %3)</translation>
    </message>
    <message>
        <source>line guessed for chats half full (%1 tokens); dots measured only with other contexts, residual %2 % there</source>
        <translation>Linie für halb volle Chats (%1 Token) geschätzt; Punkte nur mit anderen Kontexten gemessen, Abweichung dort %2 %</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedChart</name>
    <message>
        <source>reading, %1–%2 tok/s</source>
        <translation>Lesen, %1–%2 Tok/s</translation>
    </message>
    <message>
        <source>predicted from %1 with %2 chats to %3 with %4</source>
        <translation>vorhergesagt von %1 mit %2 Chats bis %3 mit %4</translation>
    </message>
    <message numerus="yes">
        <source>%n measured</source>
        <translation>
            <numerusform>%n Messung</numerusform>
            <numerusform>%n Messungen</numerusform>
        </translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>Chats zugleich</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted</source>
        <translation>
            <numerusform>%Ln Chat: %1 Token/s vorhergesagt</numerusform>
            <numerusform>%Ln Chats: %1 Token/s vorhergesagt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted, between %2 and %3</source>
        <translation>
            <numerusform>%Ln Chat: %1 Token/s vorhergesagt, zwischen %2 und %3</numerusform>
            <numerusform>%Ln Chats: %1 Token/s vorhergesagt, zwischen %2 und %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::StartCard</name>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Chat with the demo model</source>
        <translation>Mit dem Demo-Modell chatten</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral checkpoint that you have.</source>
        <translation>Öffnet den Ordner eines Checkpoints, den Sie haben.</translation>
    </message>
    <message>
        <source>A small demo model comes with the workbench (%1) and runs on any machine. It knows the workbench and tells stories; it shows how everything works, not how clever Mixtral is. Or open the folder of a checkpoint that you have.</source>
        <translation>Ein kleines Demo-Modell kommt mit der Werkbank (%1) und läuft auf jeder Maschine. Es kennt die Werkbank und erzählt Geschichten; es zeigt, wie alles geht, nicht wie klug Mixtral ist. Oder öffnen Sie den Ordner eines Checkpoints, den Sie haben.</translation>
    </message>
    <message>
        <source>A model is being loaded…</source>
        <translation>Ein Modell wird geladen …</translation>
    </message>
    <message>
        <source>It is loaded.</source>
        <translation>Es ist geladen.</translation>
    </message>
    <message>
        <source>%1 is loaded.</source>
        <translation>%1 ist geladen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::StatusStrip</name>
    <message>
        <source>Memory %1 of %2</source>
        <translation>Speicher %1 von %2</translation>
    </message>
    <message>
        <source>This machine&apos;s memory in use; the workbench has %1 of it.</source>
        <translation>Belegter Speicher dieser Maschine; davon hat die Werkbank %1.</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>verloren</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>Speicher nicht bekannt</translation>
    </message>
    <message>
        <source>GPU %1 %2</source>
        <translation>GPU %1 %2</translation>
    </message>
    <message>
        <source>%1 GPUs, %2 of %3</source>
        <translation>%1 GPUs, %2 von %3</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>The engine has stopped</source>
        <translation>Die Engine ist stehen geblieben</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 von %2 laufen</translation>
    </message>
    <message numerus="yes">
        <source>, %n waiting</source>
        <translation>
            <numerusform>, %n wartet</numerusform>
            <numerusform>, %n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>reading the prompt, %1 tok/s</source>
        <translation>liest den Prompt, %1 Tok/s</translation>
    </message>
    <message>
        <source>%1 tok/s · %2 per chat</source>
        <translation>%1 Tok/s · je Chat %2</translation>
    </message>
    <message>
        <source>KV pages %1 %</source>
        <translation>KV-Seiten %1 %</translation>
    </message>
    <message>
        <source>The model is loaded as on devices that have no more memory.</source>
        <translation>Das Modell ist geladen wie auf Geräten, die nicht mehr Speicher haben.</translation>
    </message>
    <message>
        <source>Budget %1 per device</source>
        <translation>Budget %1 je Gerät</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateDialog</name>
    <message>
        <source>yours</source>
        <translation>eigene</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>Antwortlänge</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>Vorlagen importieren</translation>
    </message>
    <message>
        <source>Templates (*.json)</source>
        <translation>Vorlagen (*.json)</translation>
    </message>
    <message>
        <source>Export template</source>
        <translation>Vorlage exportieren</translation>
    </message>
    <message>
        <source>Part of the program. Duplicate it to make changes.</source>
        <translation>Teil des Programms. Duplizieren Sie sie, um sie zu ändern.</translation>
    </message>
    <message>
        <source>Templates of the program cannot be deleted</source>
        <translation>Vorlagen des Programms lassen sich nicht löschen</translation>
    </message>
    <message>
        <source>Duplicate it to make changes</source>
        <translation>Zum Ändern duplizieren</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>Nichts hat sich geändert</translation>
    </message>
    <message>
        <source>Save first</source>
        <translation>Zuerst sichern</translation>
    </message>
    <message>
        <source>Write {{a_name}} where something is to be filled in.</source>
        <translation>Schreiben Sie {{ein_name}}, wo etwas eingesetzt werden soll.</translation>
    </message>
    <message>
        <source>Variables: %1</source>
        <translation>Variablen: %1</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>Änderungen an „%1“ sichern?</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Neue Vorlage</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (Kopie)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>„%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>A template file could not be read and was skipped.</source>
        <translation>Eine Vorlagendatei konnte nicht gelesen werden und wurde übersprungen.</translation>
    </message>
    <message>
        <source>%1 template files could not be read and were skipped.</source>
        <translation>%1 Vorlagendateien konnten nicht gelesen werden und wurden übersprungen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateLibrary</name>
    <message>
        <source>not a regular file</source>
        <translation>keine gewöhnliche Datei</translation>
    </message>
    <message>
        <source>larger than 4 MiB</source>
        <translation>größer als 4 MiB</translation>
    </message>
    <message>
        <source>%1:1:1: the id &quot;%2&quot; is taken by another file</source>
        <translation>%1:1:1: die id „%2“ ist schon in einer anderen Datei vergeben</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Der Ordner %1 lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>This template is part of the program and cannot be deleted.</source>
        <translation>Diese Vorlage ist Teil des Programms und lässt sich nicht löschen.</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>%1 lässt sich nicht löschen: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplatePicker</name>
    <message>
        <source>Yours</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Search templates</source>
        <translation>Vorlagen suchen</translation>
    </message>
    <message>
        <source>No template holds these words</source>
        <translation>Keine Vorlage enthält diese Wörter</translation>
    </message>
</context>
<context>
    <name>mw::gui::TimeSeriesChart</name>
    <message>
        <source>5 min ago</source>
        <translation>vor 5 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1: no values yet</source>
        <translation>%1: noch keine Werte</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>nicht verfügbar</translation>
    </message>
    <message>
        <source>%1: now %2, between %3 and %4 %5 in the last five minutes</source>
        <translation>%1: jetzt %2, in den letzten fünf Minuten zwischen %3 und %4 %5</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>vor %1 s</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>keine Werte</translation>
    </message>
</context>
<context>
    <name>mw::gui::TokenPanel</name>
    <message>
        <source>Keep it in the desktop’s keyring</source>
        <translation>Im Schlüsselbund des Desktops aufbewahren</translation>
    </message>
    <message>
        <source>hf_…</source>
        <translation>hf_…</translation>
    </message>
    <message>
        <source>Token of your account on the hub</source>
        <translation>Token Ihres Kontos beim Hub</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Die Seite öffnen</translation>
    </message>
    <message>
        <source>Make a token</source>
        <translation>Ein Token anlegen</translation>
    </message>
    <message>
        <source>It is shown to the hub only, never to the servers that it leads to, and stands in no file of the workbench. A token that may read is enough.</source>
        <translation>Nur der Hub bekommt es zu sehen, nie die Server, auf die er weiterleitet, und es steht in keiner Datei der Werkbank. Ein Token zum Lesen genügt.</translation>
    </message>
    <message>
        <source>This desktop has no keyring that can be reached: the token is kept in memory until the window is closed, and asked for again after that.</source>
        <translation>Dieser Desktop hat keinen Schlüsselbund, der erreichbar ist: Das Token bleibt im Speicher, bis das Fenster geschlossen wird, und danach wird wieder danach gefragt.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TopBar</name>
    <message>
        <source>Context per chat and chats at once. The KV cache holds context × chats.</source>
        <translation>Kontext je Chat und Chats zugleich. Der KV-Cache fasst Kontext × Chats.</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Befehl suchen oder ausführen</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Strg K</translation>
    </message>
    <message>
        <source>Mixtral Workbench</source>
        <translation>Mixtral Workbench</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Welcome page	F1</source>
        <translation>Startseite	F1</translation>
    </message>
    <message>
        <source>All commands	Ctrl+K</source>
        <translation>Alle Befehle	Strg+K</translation>
    </message>
    <message>
        <source>About Mixtral Workbench</source>
        <translation>Über Mixtral Workbench</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>Modell: %1, %2</translation>
    </message>
    <message>
        <source>context %1 per chat × %2 chats</source>
        <translation>Kontext %1 je Chat × %2 Chats</translation>
    </message>
    <message>
        <source>%1 tokens of context per chat, %2 at once</source>
        <translation>%1 Token Kontext je Chat, %2 zugleich</translation>
    </message>
    <message>
        <source>Loading a model…</source>
        <translation>Lädt ein Modell …</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningModel</name>
    <message>
        <source>%1 tokens were asked for; a chat needs at least %2.</source>
        <translation>%1 Token wurden verlangt; ein Chat braucht mindestens %2.</translation>
    </message>
    <message>
        <source>%1 chats were asked for; %2 is the most.</source>
        <translation>%1 Chats wurden verlangt; höchstens %2 sind möglich.</translation>
    </message>
    <message>
        <source>The cache keeps pages of %1 tokens: room for %2 per chat.</source>
        <translation>Der Cache hält Seiten von %1 Token: Platz für %2 je Chat.</translation>
    </message>
    <message>
        <source>%1 tokens were asked for; this model takes %2 at most.</source>
        <translation>%1 Token wurden verlangt; dieses Modell nimmt höchstens %2.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningView</name>
    <message>
        <source>Nothing to tune yet</source>
        <translation>Noch nichts abzustimmen</translation>
    </message>
    <message>
        <source>Open a model to see what context length and chats at once cost in memory and speed, or plan for GPUs that are not here.</source>
        <translation>Öffnen Sie ein Modell, um zu sehen, was Kontextlänge und Chats zugleich an Speicher und Geschwindigkeit kosten, oder planen Sie für GPUs, die nicht hier sind.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen …</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Für andere Hardware planen …</translation>
    </message>
    <message>
        <source>The calibration failed: %1</source>
        <translation>Die Kalibrierung ist fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>Measured, but not kept for the next start: %1</source>
        <translation>Gemessen, aber nicht für den nächsten Start aufgehoben: %1</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Tuning</translation>
    </message>
    <message>
        <source>One long document</source>
        <translation>Ein langer Text</translation>
    </message>
    <message>
        <source>One chat with the longest context that fits with room to spare</source>
        <translation>Ein Chat mit dem längsten Kontext, der mit Reserve passt</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Eight chats with the longest context that fits with room to spare</source>
        <translation>Acht Chats mit dem längsten Kontext, der mit Reserve passt</translation>
    </message>
    <message>
        <source>Many chats</source>
        <translation>Viele Chats</translation>
    </message>
    <message>
        <source>As many chats of 4,096 tokens as fit with room to spare and stay above the speed of reading</source>
        <translation>So viele Chats mit 4.096 Token, wie mit Reserve passen und schneller sind, als man liest</translation>
    </message>
    <message>
        <source>Within a budget…</source>
        <translation>In einem Rahmen …</translation>
    </message>
    <message>
        <source>What fits into so much memory of each device</source>
        <translation>Was in so viel Speicher jedes Geräts passt</translation>
    </message>
    <message>
        <source>Planning %1 in %2 for %3, which are not in this machine. Nothing can be loaded from here.</source>
        <translation>Geplant wird %1 in %2 für %3; diese sind nicht in dieser Maschine. Von hier aus lässt sich nichts laden.</translation>
    </message>
    <message>
        <source>Back to this machine</source>
        <translation>Zurück zu dieser Maschine</translation>
    </message>
    <message>
        <source>Calibrating: %1, %2 % done</source>
        <translation>Kalibriert: %1, %2 % fertig</translation>
    </message>
    <message>
        <source>Hardware: %1</source>
        <translation>Hardware: %1</translation>
    </message>
    <message>
        <source>Hardware: this machine</source>
        <translation>Hardware: diese Maschine</translation>
    </message>
    <message>
        <source>Stop calibrating</source>
        <translation>Kalibrieren anhalten</translation>
    </message>
    <message>
        <source>Calibrate · %1 s</source>
        <translation>Kalibrieren · %1 s</translation>
    </message>
    <message>
        <source>What was measured before comes back</source>
        <translation>Was vorher gemessen wurde, kommt zurück</translation>
    </message>
    <message>
        <source>Only the hardware that is here can be measured.</source>
        <translation>Nur die Hardware, die hier ist, lässt sich messen.</translation>
    </message>
    <message>
        <source>A model has to be loaded.</source>
        <translation>Ein Modell muss geladen sein.</translation>
    </message>
    <message>
        <source>Answers are being generated; they would be measured as well.</source>
        <translation>Antworten werden gerade erzeugt; sie würden mitgemessen.</translation>
    </message>
    <message>
        <source>Measures this model on this machine with 1 to %1 chats at once</source>
        <translation>Misst dieses Modell auf dieser Maschine mit 1 bis %1 Chats zugleich</translation>
    </message>
    <message>
        <source>These GPUs are not in this machine.</source>
        <translation>Diese GPUs sind nicht in dieser Maschine.</translation>
    </message>
    <message>
        <source>A model has to be loaded first.</source>
        <translation>Zuerst muss ein Modell geladen sein.</translation>
    </message>
    <message>
        <source>A calibration runs.</source>
        <translation>Eine Kalibrierung läuft.</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>Das ist, was jetzt geladen ist.</translation>
    </message>
    <message>
        <source>Loads the model anew at this point. Answers in progress stop; their text stays. If it fails, the point that is loaded now comes back.</source>
        <translation>Lädt das Modell an diesem Punkt neu. Laufende Antworten werden angehalten; ihr Text bleibt. Misslingt es, kommt der jetzt geladene Punkt zurück.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Apply · loaded now</source>
        <translation>Anwenden · jetzt geladen</translation>
    </message>
    <message>
        <source>Apply · reloads in %1</source>
        <translation>Anwenden · lädt in %1 neu</translation>
    </message>
    <message>
        <source>Apply · reloads, about %1</source>
        <translation>Anwenden · lädt neu, etwa %1</translation>
    </message>
    <message>
        <source>Nothing of the kind fits with room to spare.</source>
        <translation>Nichts dergleichen passt mit Reserve.</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>Speicherrahmen</translation>
    </message>
    <message>
        <source>GB that the model may take of each device:</source>
        <translation>GB, die das Modell auf jedem Gerät belegen darf:</translation>
    </message>
    <message>
        <source>Within %1</source>
        <translation>Innerhalb von %1</translation>
    </message>
    <message>
        <source>Not even one chat fits into %1 per device.</source>
        <translation>In %1 je Gerät passt nicht einmal ein Chat.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnActions</name>
    <message>
        <source>Previous version</source>
        <translation>Vorige Fassung</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Nächste Fassung</translation>
    </message>
    <message>
        <source>Copy the Markdown source</source>
        <translation>Markdown-Quelltext kopieren</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Bearbeiten und neu fragen</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Neu antworten</translation>
    </message>
    <message>
        <source>Continue this answer</source>
        <translation>Diese Antwort fortsetzen</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Diesen Beitrag und was folgt löschen</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Fassung %1 von %2</translation>
    </message>
    <message>
        <source>Wait for the answer, or stop it</source>
        <translation>Warten Sie auf die Antwort, oder halten Sie sie an</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Von hier in einem neuen Chat weitermachen</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>Über diese Antwort</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Diese Antwort bearbeiten</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnDetails</name>
    <message>
        <source>About this answer</source>
        <translation>Über diese Antwort</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>mw::gui::UnsavedDialog</name>
    <message>
        <source>Save the chats elsewhere</source>
        <translation>Chats anderswo sichern</translation>
    </message>
    <message>
        <source>Chats (*.sqlite)</source>
        <translation>Chats (*.sqlite)</translation>
    </message>
    <message>
        <source>Chats are not saved</source>
        <translation>Chats sind nicht gesichert</translation>
    </message>
    <message>
        <source>What was said since then is lost when the window closes.</source>
        <translation>Was seither gesagt wurde, geht verloren, wenn das Fenster schließt.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Anderswo sichern …</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1.</source>
        <translation>Änderungen, die sich nicht sichern ließen: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::VariablesDialog</name>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightCards</name>
    <message>
        <source>%1 free</source>
        <translation>%1 frei</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>%1 fehlen</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>geladen</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>Perplexität %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Converted while loading. What that costs is not measured.</source>
        <translation>Wird beim Laden umgerechnet. Was das kostet, ist nicht gemessen.</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightChoice</name>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>wie gespeichert: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightsCard</name>
    <message>
        <source>Getting the real weights</source>
        <translation>An die richtigen Gewichte kommen</translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3 in bf16 · licence %4</source>
        <translation>%1 · %2 Parameter · %3 in bf16 · Lizenz %4</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>für Chats</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>setzt Texte fort</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy the command that fetches %1</source>
        <translation>Befehl kopieren, der %1 holt</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <translation>%1 im Browser öffnen</translation>
    </message>
    <message>
        <source>Mistral AI publishes them on the Hugging Face hub, which may ask you to sign in. Nothing is downloaded before you have seen its size, its licence and the room that there is. Or copy a command for a terminal (it needs the hf program, from Python’s huggingface_hub).</source>
        <translation>Mistral AI veröffentlicht sie auf dem Hugging Face Hub, der Sie bitten kann, sich anzumelden. Nichts wird heruntergeladen, bevor Sie Größe, Lizenz und freien Platz gesehen haben. Oder kopieren Sie einen Befehl für ein Terminal (er braucht das Programm hf aus Pythons huggingface_hub).</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen …</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>%1 herunterladen</translation>
    </message>
</context>
<context>
    <name>mw::gui::WelcomeView</name>
    <message>
        <source>Mixtral models on your own machine: nothing that you write leaves it, and nothing is downloaded by itself.</source>
        <translation>Mixtral-Modelle auf Ihrer eigenen Maschine: nichts, was Sie schreiben, verlässt sie, und nichts wird von selbst heruntergeladen.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>Startseite</translation>
    </message>
</context>
<context>
    <name>mw::gui::WholeFile</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>%1 lässt sich nicht schreiben: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::Words</name>
    <message>
        <source>invalid request</source>
        <translation>ungültige Anfrage</translation>
    </message>
    <message>
        <source>file not found</source>
        <translation>Datei nicht gefunden</translation>
    </message>
    <message>
        <source>damaged or contradictory file</source>
        <translation>beschädigte oder widersprüchliche Datei</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>nicht unterstützt</translation>
    </message>
    <message>
        <source>context too short</source>
        <translation>Kontext zu kurz</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>kein Speicher mehr</translation>
    </message>
    <message>
        <source>numbers are not finite</source>
        <translation>Zahlen sind nicht endlich</translation>
    </message>
    <message>
        <source>device failure</source>
        <translation>Gerätefehler</translation>
    </message>
    <message>
        <source>defect of this program</source>
        <translation>Fehler dieses Programms</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 Milliarden</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 Millionen</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 Chat</translation>
    </message>
    <message>
        <source>%1 chats</source>
        <translation>%1 Chats</translation>
    </message>
    <message>
        <source>%1 layers, hidden size %2, %3 experts (%4 per token)</source>
        <translation>%1 Schichten, Breite %2, %3 Experten (%4 je Token)</translation>
    </message>
    <message>
        <source>%1, %2 active per token</source>
        <translation>%1, davon %2 je Token aktiv</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>CPU %1 of %2</source>
        <translation>CPU %1 von %2</translation>
    </message>
    <message>
        <source>%1 · tensor parallel and pipeline</source>
        <translation>%1 · tensorparallel und Pipeline</translation>
    </message>
    <message>
        <source>%1 · tensor parallel</source>
        <translation>%1 · tensorparallel</translation>
    </message>
    <message>
        <source>%1 · pipeline</source>
        <translation>%1 · Pipeline</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>unter einer Sekunde</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>Kind: %1</source>
        <translation>Art: %1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Offset: byte %1</source>
        <translation>Stelle: Byte %1</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>Gerät: %1</translation>
    </message>
    <message>
        <source>Device %1: %2 needed, %3 free, %4 missing</source>
        <translation>Gerät %1: %2 nötig, %3 frei, %4 fehlen</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>Meldung: %1</translation>
    </message>
    <message>
        <source>%1 needs %2 and has %3: %4 missing.</source>
        <translation>%1 braucht %2 und hat %3: %4 fehlen.</translation>
    </message>
    <message>
        <source>At this context there is room for %1.</source>
        <translation>Bei diesem Kontext ist Platz für %1.</translation>
    </message>
    <message>
        <source>With this many chats, %1 tokens each fit.</source>
        <translation>Mit so vielen Chats passen je %1 Token.</translation>
    </message>
    <message>
        <source>The weights alone are too large.</source>
        <translation>Schon die Gewichte allein sind zu groß.</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>knapp</translation>
    </message>
    <message>
        <source>Only %1 stay free on %2.</source>
        <translation>Nur %1 bleiben auf %2 frei.</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>%1 stay free on %2.</source>
        <translation>%1 bleiben auf %2 frei.</translation>
    </message>
    <message>
        <source>%1, KV %2</source>
        <translation>%1, KV %2</translation>
    </message>
    <message>
        <source>%1 (%2 GiB)</source>
        <translation>%1 (%2 GiB)</translation>
    </message>
    <message>
        <source>It fits with the KV cache in %1.</source>
        <translation>Mit dem KV-Cache in %1 passt es.</translation>
    </message>
    <message>
        <source>It fits with %1 weights.</source>
        <translation>Mit Gewichten in %1 passt es.</translation>
    </message>
    <message>
        <source>It fits with %1 weights and the KV cache in %2.</source>
        <translation>Mit Gewichten in %1 und dem KV-Cache in %2 passt es.</translation>
    </message>
    <message>
        <source>%1 (%2 bits per weight)</source>
        <translation>%1 (%2 Bit je Gewicht)</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>TB</translation>
    </message>
    <message>
        <source>every format</source>
        <translation>jedes Format</translation>
    </message>
</context>
</TS>
