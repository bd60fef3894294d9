<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it_IT" sourcelanguage="en">
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
        <translation>%1, dove sono conservate le chat, non c’è. Non viene salvato nulla.</translation>
    </message>
    <message>
        <source>Another Mixtral Workbench has these chats open. Chats are shown here but not saved.</source>
        <translation>Un altro Mixtral Workbench ha aperto queste chat. Qui vengono mostrate, ma non salvate.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>Non si può scrivere nella cartella %1 (%2). Le chat vengono mostrate, ma non viene salvato nulla.</translation>
    </message>
    <message>
        <source>These chats were saved by a newer Mixtral Workbench (version %1 of the file, this one knows %2). They can be read, not changed.</source>
        <translation>Queste chat sono state salvate da un Mixtral Workbench più recente (versione %1 del file, questo conosce la %2). Si possono leggere, non modificare.</translation>
    </message>
    <message>
        <source>Another program keeps %1 locked. Saving is tried again in a moment.</source>
        <translation>Un altro programma tiene bloccato %1. Tra un momento si riprova a salvare.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2).</source>
        <translation>%1 è danneggiato (%2).</translation>
    </message>
    <message>
        <source>%1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>Non si può scrivere in %1 (%2). Le chat vengono mostrate, ma non viene salvato nulla.</translation>
    </message>
    <message>
        <source>%1 cannot be opened (%2). Nothing is saved.</source>
        <translation>Non si può aprire %1 (%2). Non viene salvato nulla.</translation>
    </message>
    <message>
        <source>Chat from a damaged file</source>
        <translation>Chat da un file danneggiato</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 di %2</translation>
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
        <translation>safetensors consolidati (forma propria di Mistral)</translation>
    </message>
    <message>
        <source>consolidated .pth (PyTorch)</source>
        <translation>.pth consolidati (PyTorch)</translation>
    </message>
    <message>
        <source>GGUF, %1</source>
        <translation>GGUF, %1</translation>
    </message>
    <message>
        <source>other files</source>
        <translation>altri file</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>messa in pausa</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>in pausa</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>interrotto</translation>
    </message>
    <message>
        <source>downloaded and checked</source>
        <translation>scaricato e verificato</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>avvio in corso</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>in scaricamento</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>in attesa</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>verifica in corso</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 al secondo</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>ancora circa %1</translation>
    </message>
    <message>
        <source>the next try in %1</source>
        <translation>prossimo tentativo tra %1</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>nuovo tentativo</translation>
    </message>
    <message>
        <source>computing the checksum of %1</source>
        <translation>calcolo della somma di controllo di %1</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>more than %1 of %2 tokens</source>
        <translation>più di %1 da %2 token</translation>
    </message>
    <message>
        <source>up to %1 of %2 tokens</source>
        <translation>fino a %1 da %2 token</translation>
    </message>
    <message>
        <source>needs %1, has %2</source>
        <translation>servono %1, ci sono %2</translation>
    </message>
    <message>
        <source>free memory is spread too unevenly</source>
        <translation>la memoria libera è distribuita in modo troppo diseguale</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>not a regular file</source>
        <translation>non è un file regolare</translation>
    </message>
    <message>
        <source>larger than 1 MiB</source>
        <translation>più grande di 1 MiB</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Non si può creare la cartella %1.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 è danneggiato.</translation>
    </message>
</context>
<context>
    <name>SectionLayout</name>
    <message>
        <source>text</source>
        <translation>testo</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Desktop workbench for Mixtral models.</source>
        <translation>Banco di lavoro per i modelli Mixtral.</translation>
    </message>
    <message>
        <source>Displays version, commit and backends.</source>
        <translation>Mostra versione, commit e backend.</translation>
    </message>
    <message>
        <source>Open this checkpoint: a folder, or a GGUF file.</source>
        <translation>Apri questo checkpoint: una cartella o un file GGUF.</translation>
    </message>
    <message>
        <source>The same without --model.</source>
        <translation>Lo stesso senza --model.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was not expected; one model is opened at a time.</source>
        <translation>«%1» non era previsto; si apre un modello alla volta.</translation>
    </message>
    <message>
        <source>--model: there is no &apos;%1&apos;.</source>
        <translation>--model: «%1» non esiste.</translation>
    </message>
    <message>
        <source>--model: &apos;%1&apos; cannot be read: %2.</source>
        <translation>--model: «%1» non si può leggere: %2.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ActivationChoice</name>
    <message>
        <source>Activations of prompts</source>
        <translation>Attivazioni dei prompt</translation>
    </message>
    <message>
        <source>In fp8 a GPU reads long prompts faster, and rounds what it multiplies with the weights.</source>
        <translation>In fp8 una GPU legge più in fretta i prompt lunghi, e arrotonda ciò che moltiplica con i pesi.</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>esatte</translation>
    </message>
    <message>
        <source>fp8, long prompts faster</source>
        <translation>fp8, prompt lunghi più in fretta</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeCard</name>
    <message>
        <source>AIME API worker</source>
        <translation>Worker dell’API AIME</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Altro</translation>
    </message>
    <message>
        <source>Server URL</source>
        <translation>URL del server</translation>
    </message>
    <message>
        <source>worker key</source>
        <translation>chiave del worker</translation>
    </message>
    <message>
        <source>Job type</source>
        <translation>Tipo di job</translation>
    </message>
    <message>
        <source>Worker&apos;s name</source>
        <translation>Nome del worker</translation>
    </message>
    <message>
        <source>this computer&apos;s</source>
        <translation>quello di questo computer</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>Certificati attendibili</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>le autorità del sistema</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Certificati (*.pem *.crt *.cer);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Avvia con la finestra</translation>
    </message>
    <message>
        <source>It is kept in a file that only you can read. The server shows it to its clients; use it nowhere else.</source>
        <translation>È conservata in un file che solo l’utente può leggere. Il server la mostra ai suoi client; non va usata altrove.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Chiave</translation>
    </message>
    <message>
        <source>Takes jobs</source>
        <translation>Accetta job</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Avvio</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>Attiva insieme alla finestra</translation>
    </message>
    <message>
        <source>Switch the worker off to change this.</source>
        <translation>Disattivare il worker per cambiare questo.</translation>
    </message>
    <message>
        <source>jobs answered: %1</source>
        <translation>job conclusi: %1</translation>
    </message>
    <message>
        <source>, failed: %1</source>
        <translation>, falliti: %1</translation>
    </message>
    <message>
        <source>, not wanted any more: %1</source>
        <translation>, non più richiesti: %1</translation>
    </message>
    <message>
        <source>At most %1 at once, into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Al massimo %1 alla volta, nei posti liberi del batch; il server tiene ciò che è in attesa. Alla disattivazione i job in corso terminano prima.</translation>
    </message>
    <message>
        <source>Only into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Solo nei posti liberi del batch; il server tiene ciò che è in attesa. Alla disattivazione i job in corso terminano prima.</translation>
    </message>
    <message>
        <source>server %1</source>
        <translation>server %1</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>si avvia con la finestra</translation>
    </message>
    <message>
        <source>waits for a model</source>
        <translation>attende un modello</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connessione in corso</translation>
    </message>
    <message>
        <source>connected, 1 job runs</source>
        <translation>connesso, 1 job in corso</translation>
    </message>
    <message>
        <source>connected, %1 jobs run</source>
        <translation>connesso, %1 job in corso</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connesso</translation>
    </message>
    <message>
        <source>server not reached; tries again</source>
        <translation>server non raggiunto; riprova</translation>
    </message>
    <message>
        <source>off, 1 job ends</source>
        <translation>spento, 1 job sta finendo</translation>
    </message>
    <message>
        <source>off, %1 jobs end</source>
        <translation>spento, %1 job stanno finendo</translation>
    </message>
    <message>
        <source>off, leaves the server</source>
        <translation>spento, lascia il server</translation>
    </message>
    <message>
        <source>off</source>
        <translation>spento</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rifiutato</translation>
    </message>
    <message>
        <source>The line to this server is not encrypted: whoever is on the way reads the key and all texts.</source>
        <translation>La connessione a questo server non è cifrata: chi sta lungo il percorso legge la chiave e tutti i testi.</translation>
    </message>
    <message>
        <source>the server&apos;s key for workers</source>
        <translation>chiave del server per worker</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeLink</name>
    <message>
        <source>The worker key is not kept: %1.</source>
        <translation>La chiave del worker non viene conservata: %1.</translation>
    </message>
    <message>
        <source>Jobs of before still end; switch it on again after them.</source>
        <translation>Alcuni job di prima stanno ancora finendo; riattivarlo dopo.</translation>
    </message>
    <message>
        <source>Name the server first.</source>
        <translation>Indicare prima il server.</translation>
    </message>
    <message>
        <source>Enter the worker key of the server first.</source>
        <translation>Inserire prima la chiave del server per i worker.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerNotices</name>
    <message>
        <source>The answer failed: %1</source>
        <translation>La risposta è fallita: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerRunner</name>
    <message>
        <source>The context of this chat is full.</source>
        <translation>Il contesto di questa chat è pieno.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AttachmentChip</name>
    <message>
        <source>Text</source>
        <translation>Testo</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Leggi</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>Togli %1</translation>
    </message>
    <message>
        <source>The first %1 of %2 characters</source>
        <translation>I primi %1 caratteri di %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tokens</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln carattere</numerusform>
            <numerusform>%Ln caratteri</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::Banner</name>
    <message>
        <source>Details</source>
        <translation>Dettagli</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copia i dettagli</translation>
    </message>
</context>
<context>
    <name>mw::gui::Benchmark</name>
    <message>
        <source>%1: too small for %2 tokens each</source>
        <translation>%1: troppo piccolo per %2 token ciascuna</translation>
    </message>
    <message>
        <source>%1: not even one chat fits</source>
        <translation>%1: non ci sta nemmeno una chat</translation>
    </message>
    <message>
        <source>%1k</source>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1 tokens of</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>%1 context, short prompt</source>
        <translation>contesto %1, prompt breve</translation>
    </message>
    <message>
        <source>%1 context, full</source>
        <translation>contesto %1, pieno</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1, %2 × %3</translation>
    </message>
    <message>
        <source>%1, CPU as %2 devices</source>
        <translation>%1, CPU come %2 dispositivi</translation>
    </message>
    <message>
        <source>%1, CPU</source>
        <translation>%1, CPU</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d MMM yyyy</translation>
    </message>
    <message>
        <source>, driver %1</source>
        <translation>, driver %1</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 di %2 conclusi</translation>
    </message>
    <message>
        <source>not a benchmark run: the field &apos;%1&apos; is missing or wrong</source>
        <translation>non è una misurazione di benchmark: il campo «%1» manca o è errato</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkDialog</name>
    <message>
        <source>short: “Tell a long story: Once upon a time”</source>
        <translation>breve: «Tell a long story: Once upon a time»</translation>
    </message>
    <message>
        <source>full: as long as the context leaves it</source>
        <translation>pieno: lungo quanto il contesto consente</translation>
    </message>
    <message>
        <source>Tokens that each chat generates</source>
        <translation>Token che ogni chat genera</translation>
    </message>
    <message>
        <source>Chats at once, at most</source>
        <translation>Chat simultanee, al massimo</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Prove</translation>
    </message>
    <message>
        <source>What will be measured</source>
        <translation>Cosa verrà misurato</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contesto</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1: %2 at once, KV cache %3</source>
        <translation>%1: %2 alla volta, cache KV %3</translation>
    </message>
    <message>
        <source>Nothing. Choose a context and a prompt.</source>
        <translation>Niente. Scegliere un contesto e un prompt.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Non c’è nulla da misurare.</translation>
    </message>
    <message>
        <source>Runs at the point that is loaded now.</source>
        <translation>Si svolge nel punto caricato ora.</translation>
    </message>
    <message>
        <source>; at the end it is back at %1 tokens × %2. Answers in progress stop; their text stays.</source>
        <translation>; alla fine torna a %1 token × %2. Le risposte in corso si fermano; il loro testo resta.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkProgress</name>
    <message>
        <source>Progress of the benchmark</source>
        <translation>Avanzamento del benchmark</translation>
    </message>
    <message>
        <source>Experiments that are complete stay</source>
        <translation>Le prove concluse restano</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>ricarica ciò che c’era prima</translation>
    </message>
    <message>
        <source>experiment %1 of %2</source>
        <translation>prova %1 di %2</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>carica il modello</translation>
    </message>
    <message>
        <source>reading prompts</source>
        <translation>legge i prompt</translation>
    </message>
    <message>
        <source>generating</source>
        <translation>genera</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>ancora %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkRunner</name>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Non c’è nulla da misurare.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkStore</name>
    <message>
        <source>too large for a benchmark run</source>
        <translation>troppo grande per una misurazione di benchmark</translation>
    </message>
    <message>
        <source>not a benchmark run</source>
        <translation>non è una misurazione di benchmark</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1, al byte %2</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>Non si può eliminare %1: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkTable</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
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
        <translation>Risultati</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Prova</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Misurazione</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Tokens/s, all</source>
        <translation>Token/s, tutte</translation>
    </message>
    <message>
        <source>per chat</source>
        <translation>per chat</translation>
    </message>
    <message>
        <source>Prefill tok/s</source>
        <translation>Tok/s di prefill</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Primo token</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Previsto</translation>
    </message>
    <message>
        <source>Against prediction</source>
        <translation>Rispetto al previsto</translation>
    </message>
    <message>
        <source>Against first</source>
        <translation>Rispetto alla prima</translation>
    </message>
    <message>
        <source>of one chat alone</source>
        <translation>di una chat sola</translation>
    </message>
    <message>
        <source>tokens/s of all chats, by the calibration before the run</source>
        <translation>token/s di tutte le chat, secondo la calibrazione prima della misurazione</translation>
    </message>
    <message>
        <source>tokens/s of all chats as measured, against what the calibration before the run predicted</source>
        <translation>token/s misurati di tutte le chat, rispetto a quanto prevedeva la calibrazione prima della misurazione</translation>
    </message>
    <message>
        <source>tokens/s of all chats, against the first run that is shown</source>
        <translation>token/s di tutte le chat, rispetto alla prima misurazione mostrata</translation>
    </message>
    <message>
        <source>all prompts at once</source>
        <translation>tutti i prompt insieme</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Previsione</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>Prima misurazione</translation>
    </message>
    <message>
        <source>Tok/s, all</source>
        <translation>Tok/s, tutte</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source> · disturbed</source>
        <translation> · disturbata</translation>
    </message>
    <message>
        <source>Other chats ran meanwhile; the figures are lower than the machine can do.</source>
        <translation>Nel frattempo erano attive altre chat; i valori sono più bassi di quanto la macchina può dare.</translation>
    </message>
    <message>
        <source>%1 tokens/s were predicted</source>
        <translation>erano previsti %1 token/s</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkView</name>
    <message>
        <source>No model is loaded</source>
        <translation>Nessun modello caricato</translation>
    </message>
    <message>
        <source>The benchmark measures how fast the loaded model generates, over context and chats at once. Open a model first.</source>
        <translation>Il benchmark misura quanto velocemente genera il modello caricato, al variare del contesto e delle chat simultanee. Aprire prima un modello.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Apri un modello…</translation>
    </message>
    <message>
        <source>Nothing is measured yet</source>
        <translation>Non è stato ancora misurato nulla</translation>
    </message>
    <message>
        <source>Short and full prompts, as many chats as the context allows, 500 tokens each: see what this machine makes of it. You see first what will be done, and what is loaded now comes back at the end.</source>
        <translation>Prompt brevi e pieni, tante chat quante il contesto ne consente, 500 token ciascuna: ecco cosa sa farne questa macchina. Prima viene mostrato cosa sarà fatto; alla fine torna ciò che è caricato ora.</translation>
    </message>
    <message>
        <source>Plan a run…</source>
        <translation>Pianifica una misurazione…</translation>
    </message>
    <message>
        <source>Some runs could not be read; their files are left as they are.</source>
        <translation>Alcune misurazioni non si sono potute leggere; i loro file restano come sono.</translation>
    </message>
    <message>
        <source>Plan a benchmark run…</source>
        <translation>Pianifica una misurazione di benchmark…</translation>
    </message>
    <message>
        <source>Cancel the benchmark</source>
        <translation>Annulla il benchmark</translation>
    </message>
    <message>
        <source>Export the benchmark as CSV…</source>
        <translation>Esporta il benchmark come CSV…</translation>
    </message>
    <message>
        <source>Export the benchmark as PNG…</source>
        <translation>Esporta il benchmark come PNG…</translation>
    </message>
    <message>
        <source>Export the benchmark as AIME JSON…</source>
        <translation>Esporta il benchmark come JSON di AIME…</translation>
    </message>
    <message>
        <source>Copy the benchmark as text</source>
        <translation>Copia il benchmark come testo</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Token al secondo</translation>
    </message>
    <message>
        <source>tokens/s of all chats</source>
        <translation>token/s di tutte le chat</translation>
    </message>
    <message>
        <source>tokens/s per chat</source>
        <translation>token/s per chat</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Misurazioni</translation>
    </message>
    <message>
        <source>tick to lay over the chart</source>
        <translation>spuntare per sovrapporre al grafico</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Non è stato misurato nulla.</translation>
    </message>
    <message>
        <source>%1 of %2 experiments are kept.</source>
        <translation>%1 prove di %2 sono conservate.</translation>
    </message>
    <message>
        <source>The benchmark stopped: %1</source>
        <translation>Il benchmark si è fermato: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Annullato. %1</translation>
    </message>
    <message>
        <source>The run is not saved: %1</source>
        <translation>La misurazione non è salvata: %1</translation>
    </message>
    <message>
        <source>There is no model to measure; open one first.</source>
        <translation>Non c’è un modello da misurare; aprirne prima uno.</translation>
    </message>
    <message>
        <source>No results are shown; tick a run.</source>
        <translation>Nessun risultato mostrato; spuntare una misurazione.</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 chat</translation>
    </message>
    <message>
        <source>%1 chats at once</source>
        <translation>%1 chat simultanee</translation>
    </message>
    <message>
        <source>%1 tokens each, as many chats as the context allows</source>
        <translation>%1 token ciascuna, tante chat quante il contesto ne consente</translation>
    </message>
    <message>
        <source>as many chats as the context allows</source>
        <translation>tante chat quante il contesto ne consente</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Eliminata: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Export the benchmark</source>
        <translation>Esporta il benchmark</translation>
    </message>
    <message>
        <source>Folder for AIME&apos;s result files</source>
        <translation>Cartella per i file dei risultati di AIME</translation>
    </message>
    <message>
        <source>AIME&apos;s result files of %1 are in %2.</source>
        <translation>I file dei risultati di AIME per %1 sono in %2.</translation>
    </message>
    <message>
        <source>Measure what a format costs in quality…</source>
        <translation>Misura quanto costa un formato in qualità…</translation>
    </message>
    <message>
        <source>What formats cost is being measured.</source>
        <translation>Si sta misurando quanto costano i formati.</translation>
    </message>
</context>
<context>
    <name>mw::gui::CalibrationRun</name>
    <message>
        <source>The model was unloaded.</source>
        <translation>Il modello è stato scaricato dalla memoria.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Chat</name>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatController</name>
    <message>
        <source>Changes to chats that could not be saved: %1 (%2: %3).</source>
        <translation>Modifiche alle chat che non si sono potute salvare: %1 (%2: %3).</translation>
    </message>
    <message>
        <source>Another model was opened.</source>
        <translation>È stato aperto un altro modello.</translation>
    </message>
    <message>
        <source>The engine stopped: %1</source>
        <translation>Il motore si è fermato: %1</translation>
    </message>
    <message>
        <source>The model was closed.</source>
        <translation>Il modello è stato chiuso.</translation>
    </message>
    <message>
        <source>This model cannot be chatted with: %1</source>
        <translation>Con questo modello non si può chattare: %1</translation>
    </message>
    <message>
        <source>The model is being opened…</source>
        <translation>Apertura del modello…</translation>
    </message>
    <message>
        <source>The engine stopped; open the model again to go on</source>
        <translation>Il motore si è fermato; riaprire il modello per continuare</translation>
    </message>
    <message>
        <source>The model could not be opened; choose one to chat</source>
        <translation>Il modello non si è potuto aprire; sceglierne uno per chattare</translation>
    </message>
    <message>
        <source>Open a model to chat</source>
        <translation>Aprire un modello per chattare</translation>
    </message>
    <message>
        <source>The context of this chat is full.</source>
        <translation>Il contesto di questa chat è pieno.</translation>
    </message>
    <message>
        <source>The last question alone does not fit.</source>
        <translation>Nemmeno l’ultima domanda da sola ci sta.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>«%1» è stato eliminato.</translation>
    </message>
    <message>
        <source>%1 chats were deleted.</source>
        <translation>%1 chat sono state eliminate.</translation>
    </message>
    <message>
        <source>The turn and what followed it were deleted.</source>
        <translation>Il messaggio e ciò che seguiva sono stati eliminati.</translation>
    </message>
    <message>
        <source>The turn was deleted.</source>
        <translation>Il messaggio è stato eliminato.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatExchange</name>
    <message>
        <source>Exporting to %1…</source>
        <translation>Esportazione in %1…</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>Importazione di %1…</translation>
    </message>
    <message>
        <source>Importing %1 files…</source>
        <translation>Importazione di %1 file…</translation>
    </message>
    <message>
        <source>Copying the chat…</source>
        <translation>Copia della chat…</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
    </message>
    <message>
        <source>The chat cannot be read.</source>
        <translation>La chat non si può leggere.</translation>
    </message>
    <message>
        <source>Bringing back what was not saved…</source>
        <translation>Recupero di ciò che non era salvato…</translation>
    </message>
    <message>
        <source>%1 more cannot, either.</source>
        <translation>Neanche altri %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatGroups</name>
    <message>
        <source>Today</source>
        <translation>Oggi</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ieri</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Ultimi 7 giorni</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Ultimi 30 giorni</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ora</translation>
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
        <translation>%1 g</translation>
    </message>
    <message>
        <source>%1 wk</source>
        <comment>weeks ago, short</comment>
        <translation>%1 sett.</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>proprio ora</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>un minuto fa</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>%1 minuti fa</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>un’ora fa</translation>
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation>%1 ore fa</translation>
    </message>
    <message>
        <source>a day ago</source>
        <translation>un giorno fa</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>%1 giorni fa</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatInspector</name>
    <message>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Manage templates</source>
        <translation>Gestisci i template</translation>
    </message>
    <message>
        <source>System prompt of this chat</source>
        <translation>Prompt di sistema di questa chat</translation>
    </message>
    <message>
        <source>No system prompt</source>
        <translation>Nessun prompt di sistema</translation>
    </message>
    <message>
        <source>The system prompt of this chat. Changes here do not change the template.</source>
        <translation>Il prompt di sistema di questa chat. Le modifiche qui non cambiano il template.</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>Formato del prompt</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Campionamento</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>How far the model strays from the likeliest word; 0 always takes it</source>
        <translation>Quanto il modello si allontana dalla parola più probabile; 0 prende sempre quella</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that together reach this probability</source>
        <translation>Estrae tra i token più probabili che insieme raggiungono questa probabilità</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draws from so many likeliest tokens</source>
        <translation>Estrae tra questo numero di token più probabili</translation>
    </message>
    <message>
        <source>off</source>
        <translation>disattivato</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Leaves out tokens less likely than this share of the likeliest</source>
        <translation>Esclude i token meno probabili di questa frazione del più probabile</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Penalità di ripetizione</translation>
    </message>
    <message>
        <source>Makes tokens that have been used less likely</source>
        <translation>Rende meno probabili i token già usati</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>Lunghezza risposta</translation>
    </message>
    <message>
        <source>Most tokens of one answer</source>
        <translation>Numero massimo di token di una risposta</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>random</source>
        <translation>casuale</translation>
    </message>
    <message>
        <source>A new seed for every answer; the same seed draws the same text</source>
        <translation>Un nuovo seed per ogni risposta; lo stesso seed dà lo stesso testo</translation>
    </message>
    <message>
        <source>A seed is a whole number from 0 to %1. It stays %2.</source>
        <translation>Un seed è un numero intero da 0 a %1. Resta %2.</translation>
    </message>
    <message>
        <source>Context of this chat</source>
        <translation>Contesto di questa chat</translation>
    </message>
    <message>
        <source>Leave out oldest turns when full</source>
        <translation>Ometti i messaggi più vecchi quando è pieno</translation>
    </message>
    <message>
        <source>The system prompt always stays. Each answer says how many turns were left out.</source>
        <translation>Il prompt di sistema resta sempre. Ogni risposta dice quanti messaggi sono stati omessi.</translation>
    </message>
    <message>
        <source>Open a chat first</source>
        <translation>Aprire prima una chat</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>Nessun template</translation>
    </message>
    <message>
        <source>Fills in %1. &lt;a href=&quot;edit&quot;&gt;Change&lt;/a&gt;</source>
        <translation>Compila %1. &lt;a href=&quot;edit&quot;&gt;Modifica&lt;/a&gt;</translation>
    </message>
    <message>
        <source>As the model wants: %1</source>
        <translation>Come vuole il modello: %1</translation>
    </message>
    <message>
        <source>As the model wants</source>
        <translation>Come vuole il modello</translation>
    </message>
    <message>
        <source>Each answer gets a new seed; take the mark off to type one</source>
        <translation>Ogni risposta riceve un nuovo seed; togliere la spunta per inserirne uno</translation>
    </message>
    <message>
        <source>Open a model to see the context</source>
        <translation>Aprire un modello per vedere il contesto</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Conteggio…</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Risposta</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Bozza</translation>
    </message>
    <message>
        <source>More than %1 tokens</source>
        <translation>Più di %1 token</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 token di %2</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>non ci sta</translation>
    </message>
    <message>
        <source>room for %1</source>
        <translation>spazio per %1</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 di troppo</translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation>Stringhe di arresto</translation>
    </message>
    <message>
        <source>Stop strings, one a line</source>
        <translation>Stringhe di arresto, una per riga</translation>
    </message>
    <message>
        <source>One a line; %1 is a line break</source>
        <translation>Una per riga; %1 è un a capo</translation>
    </message>
    <message>
        <source>An answer ends before the first of these, which is not part of it</source>
        <translation>Una risposta termina prima della prima di queste, che non ne fa parte</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Penalità di presenza</translation>
    </message>
    <message>
        <source>Makes tokens that the answer already has less likely, so that it comes to other things; 0: off</source>
        <translation>Rende meno probabili i token già presenti nella risposta, perché passi ad altro; 0: disattivata</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Penalità di frequenza</translation>
    </message>
    <message>
        <source>Makes tokens less likely each time that the answer has them, so that it repeats fewer words; 0: off</source>
        <translation>Rende i token meno probabili ogni volta che la risposta li contiene, perché ripeta meno parole; 0: disattivata</translation>
    </message>
    <message>
        <source>Template, system prompt, format and sampling; the settings tell what new chats begin with</source>
        <translation>Template, prompt di sistema, formato e campionamento; le impostazioni dicono con che cosa iniziano le nuove chat</translation>
    </message>
    <message>
        <source>New chats begin like this</source>
        <translation>Le nuove chat iniziano così</translation>
    </message>
    <message>
        <source>Use for new chats</source>
        <translation>Usa per le nuove chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatList</name>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Nuova chat (Ctrl+T)</translation>
    </message>
    <message>
        <source>Folders, import and export</source>
        <translation>Cartelle, importazione ed esportazione</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nuova cartella</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importa chat…</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Esporta tutte le chat…</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Cerca nelle chat</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Ancora nessuna chat</translation>
    </message>
    <message>
        <source>No chat holds “%1”</source>
        <translation>Nessuna chat contiene «%1»</translation>
    </message>
    <message>
        <source>New folder %1</source>
        <translation>Nuova cartella %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Apri</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rinomina</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Non fissare più</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fissa</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Sposta in una cartella</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Togli dall’archivio</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivio</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>Export %1 chats…</source>
        <translation>Esporta %1 chat…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>Delete %1 chats</source>
        <translation>Elimina %1 chat</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Nessuna cartella</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Comprimi</translation>
    </message>
    <message>
        <source>Show its chats</source>
        <translation>Mostra le sue chat</translation>
    </message>
    <message>
        <source>Export its chats…</source>
        <translation>Esporta le sue chat…</translation>
    </message>
    <message>
        <source>Remove the folder, keep its chats</source>
        <translation>Rimuovi la cartella, conserva le sue chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>Nome della cartella</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nome della chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListModel</name>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
    <message>
        <source>Folder %1, chats: %2</source>
        <translation>Cartella %1, chat: %2</translation>
    </message>
    <message>
        <source>open</source>
        <translation>espansa</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>compressa</translation>
    </message>
    <message>
        <source>Archive, chats: %1</source>
        <translation>Archivio, chat: %1</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, sta rispondendo</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Fissate</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivio</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatModel</name>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, sta rispondendo</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatPane</name>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Apri un modello</translation>
    </message>
    <message>
        <source>Close this side; the chat stays open</source>
        <translation>Chiudi questo lato; la chat resta aperta</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Ancora nessuna chat</translation>
    </message>
    <message>
        <source>No chat is open</source>
        <translation>Nessuna chat è aperta</translation>
    </message>
    <message>
        <source>Start one, or choose one at the left. Several can answer at once.</source>
        <translation>Iniziarne una o sceglierne una a sinistra. Più chat possono rispondere contemporaneamente.</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Una domanda?</translation>
    </message>
    <message>
        <source>%1 answers with the template “%2”. Choose another one at the right.</source>
        <translation>%1 risponde con il template «%2». A destra se ne può scegliere un altro.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>The file of chats is damaged. Turns of this conversation that cannot be read: %1. Nothing was sent; your question stays.</source>
        <translation>Il file delle chat è danneggiato. Messaggi di questa conversazione che non si possono leggere: %1. Non è stato inviato nulla; la domanda resta.</translation>
    </message>
    <message>
        <source>Ask without them</source>
        <translation>Chiedi senza di essi</translation>
    </message>
    <message>
        <source>This conversation does not fit into the context of %1 tokens. Nothing was left out; your question is saved.</source>
        <translation>Questa conversazione non sta nel contesto di %1 token. Non è stato omesso nulla; la domanda è salvata.</translation>
    </message>
    <message>
        <source>Leave out oldest turns</source>
        <translation>Ometti i messaggi più vecchi</translation>
    </message>
    <message>
        <source>More context…</source>
        <translation>Più contesto…</translation>
    </message>
    <message>
        <source>%1 is very small: it shows how everything works, but it knows next to nothing. Open a Mixtral checkpoint for real answers.</source>
        <translation>%1 è molto piccolo: mostra come funziona tutto, ma non sa quasi nulla. Aprire un checkpoint Mixtral per risposte vere.</translation>
    </message>
    <message>
        <source>%1 answers without a template. Choose one at the right.</source>
        <translation>%1 risponde senza template. A destra se ne può scegliere uno.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatStore</name>
    <message>
        <source>another Mixtral Workbench has it open</source>
        <translation>un altro Mixtral Workbench lo ha aperto</translation>
    </message>
    <message>
        <source>The file of chats is damaged. It is left as it is, and nothing is saved to it any more.</source>
        <translation>Il file delle chat è danneggiato. Resta com’è, e non vi si salva più nulla.</translation>
    </message>
    <message>
        <source>Nothing in it can be read.</source>
        <translation>Non vi si può leggere nulla.</translation>
    </message>
    <message>
        <source>What can be read is shown. Turns that cannot be read: %1.</source>
        <translation>Ciò che si può leggere viene mostrato. Messaggi che non si possono leggere: %1.</translation>
    </message>
    <message>
        <source>All turns can still be read.</source>
        <translation>Tutti i messaggi si possono ancora leggere.</translation>
    </message>
    <message>
        <source>That is the file that nothing can be saved to. Choose another one.</source>
        <translation>È il file in cui non si può salvare nulla. Sceglierne un altro.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Non si può scrivere %1: %2</translation>
    </message>
    <message>
        <source>a turn is not as it was written</source>
        <translation>un messaggio non è come è stato scritto</translation>
    </message>
    <message>
        <source>a turn is missing</source>
        <translation>manca un messaggio</translation>
    </message>
    <message>
        <source>a chat is not as it was written</source>
        <translation>una chat non è come è stata scritta</translation>
    </message>
    <message>
        <source>the disk does not answer</source>
        <translation>il disco non risponde</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatTabs</name>
    <message>
        <source>Open chats</source>
        <translation>Chat aperte</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Nuova chat (Ctrl+T)</translation>
    </message>
    <message>
        <source>All open chats (Ctrl+Shift+A)</source>
        <translation>Tutte le chat aperte (Ctrl+Maiusc+A)</translation>
    </message>
    <message>
        <source>Close (Ctrl+W)</source>
        <translation>Chiudi (Ctrl+W)</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, sta rispondendo</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rinomina</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Non fissare più</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fissa</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nome della chat</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplica</translation>
    </message>
    <message>
        <source>%1, answered</source>
        <translation>%1, ha risposto</translation>
    </message>
    <message>
        <source>Show beside the others</source>
        <translation>Mostra accanto alle altre</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatsView</name>
    <message>
        <source>List of chats (Ctrl+B)</source>
        <translation>Elenco delle chat (Ctrl+B)</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Close chat</source>
        <translation>Chiudi la chat</translation>
    </message>
    <message>
        <source>Reopen closed chat</source>
        <translation>Riapri la chat chiusa</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Chat successiva</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Chat precedente</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Rinomina la chat</translation>
    </message>
    <message>
        <source>Fold the list of chats</source>
        <translation>Comprimi l’elenco delle chat</translation>
    </message>
    <message>
        <source>Show all open chats</source>
        <translation>Mostra tutte le chat aperte</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Trova in questa chat</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>Occorrenza successiva</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>Occorrenza precedente</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Cerca nelle chat</translation>
    </message>
    <message>
        <source>Pin or unpin the chat</source>
        <translation>Fissa la chat, o non fissarla più</translation>
    </message>
    <message>
        <source>Archive the chat, or take it out</source>
        <translation>Archivia la chat, o toglila dall’archivio</translation>
    </message>
    <message>
        <source>Delete the chat</source>
        <translation>Elimina la chat</translation>
    </message>
    <message>
        <source>New folder for chats</source>
        <translation>Nuova cartella per le chat</translation>
    </message>
    <message>
        <source>Export the chat…</source>
        <translation>Esporta la chat…</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Esporta tutte le chat…</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importa chat…</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>Annulla l’eliminazione</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Ferma la risposta</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1. The text stays here, and saving is tried again.</source>
        <translation>Modifiche che non si sono potute salvare: %1. Il testo resta qui, e si riprova a salvare.</translation>
    </message>
    <message>
        <source>Go on in a new file</source>
        <translation>Continua in un nuovo file</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>Usa il posto abituale</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Salva altrove…</translation>
    </message>
    <message>
        <source>Duplicate the chat</source>
        <translation>Duplica la chat</translation>
    </message>
    <message>
        <source>Show another chat beside this one</source>
        <translation>Mostra un’altra chat accanto a questa</translation>
    </message>
    <message>
        <source>Close this side</source>
        <translation>Chiudi questo lato</translation>
    </message>
    <message>
        <source>Go to the next side</source>
        <translation>Vai al lato successivo</translation>
    </message>
    <message>
        <source>Go to the side before</source>
        <translation>Vai al lato precedente</translation>
    </message>
    <message>
        <source>Larger text in chats</source>
        <translation>Testo più grande nelle chat</translation>
    </message>
    <message>
        <source>Smaller text in chats</source>
        <translation>Testo più piccolo nelle chat</translation>
    </message>
    <message>
        <source>Text in chats as usual</source>
        <translation>Testo normale nelle chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Comandi</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Cerca o esegui un comando</translation>
    </message>
    <message>
        <source>Search chats, or run a command</source>
        <translation>Cerca una chat o esegui un comando</translation>
    </message>
    <message>
        <source>No command and no chat is called that</source>
        <translation>Nessun comando e nessuna chat con questo nome</translation>
    </message>
    <message>
        <source>No command is called that</source>
        <translation>Nessun comando con questo nome</translation>
    </message>
</context>
<context>
    <name>mw::gui::Composer</name>
    <message>
        <source>Question</source>
        <translation>Domanda</translation>
    </message>
    <message>
        <source>Attach text, code, CSV or PDF</source>
        <translation>Allega testo, codice, CSV o PDF</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Invia</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Testo incollato</translation>
    </message>
    <message>
        <source>Pictures cannot be attached: the model reads text only.</source>
        <translation>Le immagini non si possono allegare: il modello legge solo testo.</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n files…</source>
        <translation>
            <numerusform>Lettura di %n file…</numerusform>
            <numerusform>Lettura di %n file…</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop the files to attach them</source>
        <translation>Rilasciare i file per allegarli</translation>
    </message>
    <message>
        <source>Ask a follow-up…</source>
        <translation>Un’altra domanda…</translation>
    </message>
    <message>
        <source>Ask something…</source>
        <translation>Scrivi una domanda…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Ferma</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Chiedi di nuovo</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Ferma la risposta (Esc)</translation>
    </message>
    <message>
        <source>Write something first</source>
        <translation>Scrivere prima qualcosa</translation>
    </message>
    <message>
        <source>Send (Enter; Shift+Enter starts a new line)</source>
        <translation>Invia (Invio; Maiusc+Invio va a capo)</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>Esc ferma</translation>
    </message>
    <message>
        <source>Editing · Esc cancels</source>
        <translation>Modifica in corso · Esc annulla</translation>
    </message>
    <message>
        <source>Counting tokens…</source>
        <translation>Conteggio dei token…</translation>
    </message>
    <message>
        <source>more than %1 tokens</source>
        <translation>più di %1 token</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>non ci sta</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 di troppo</translation>
    </message>
    <message>
        <source>only %1 left for the answer</source>
        <translation>solo %1 per la risposta</translation>
    </message>
    <message>
        <source>%1 tokens left</source>
        <translation>%1 token rimasti</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>ancora %1</translation>
    </message>
    <message>
        <source>without the oldest turn</source>
        <translation>senza il messaggio più vecchio</translation>
    </message>
    <message>
        <source>without %1 oldest turns</source>
        <translation>senza i %1 messaggi più vecchi</translation>
    </message>
    <message>
        <source>The conversation does not fit into the context of %1 tokens. When you send, you can choose what to do.</source>
        <translation>La conversazione non sta nel contesto di %1 token. All’invio si può scegliere cosa fare.</translation>
    </message>
    <message>
        <source>Tokens of all that would be sent, and what the context of %1 tokens then leaves for the answer</source>
        <translation>Token di tutto ciò che verrebbe inviato, e quanto il contesto di %1 token lascia poi per la risposta</translation>
    </message>
    <message>
        <source>Edit the queued question</source>
        <translation>Modifica la domanda in attesa</translation>
    </message>
    <message>
        <source>Don&apos;t ask the queued question</source>
        <translation>Non fare la domanda in attesa</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Accoda</translation>
    </message>
    <message>
        <source>Ask this once the answer is complete (Enter)</source>
        <translation>Chiedi questo quando la risposta è completa (Invio)</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Poi: %1</translation>
    </message>
    <message>
        <source>Queued question: %1</source>
        <translation>Domanda in attesa: %1</translation>
    </message>
    <message>
        <source>Save as a version</source>
        <translation>Salva come versione</translation>
    </message>
    <message>
        <source>Keeps both versions of the answer (Enter; Shift+Enter starts a new line)</source>
        <translation>Tiene entrambe le versioni della risposta (Invio; Maiusc+Invio va a capo)</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… e altri %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::ConversationView</name>
    <message>
        <source>Version %1 of %2</source>
        <translation>Versione %1 di %2</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversazione</translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>Vai al più recente</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiato</translation>
    </message>
    <message>
        <source>Not opened: %1</source>
        <translation>Non aperto: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Copy Markdown source</source>
        <translation>Copia il sorgente Markdown</translation>
    </message>
    <message>
        <source>Copy the last code block</source>
        <translation>Copia l’ultimo blocco di codice</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Rispondi di nuovo</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Modifica e chiedi di nuovo</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Elimina questo messaggio e ciò che segue</translation>
    </message>
    <message>
        <source>Copy the last table</source>
        <translation>Copia l’ultima tabella</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>oldest turn left out</source>
        <translation>messaggio più vecchio omesso</translation>
    </message>
    <message>
        <source>%1 oldest turns left out</source>
        <translation>%1 messaggi più vecchi omessi</translation>
    </message>
    <message>
        <source>1 control tag removed</source>
        <translation>1 tag di controllo rimosso</translation>
    </message>
    <message>
        <source>%1 control tags removed</source>
        <translation>%1 tag di controllo rimossi</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrotta</translation>
    </message>
    <message>
        <source>Cut at the answer length</source>
        <translation>Troncata alla lunghezza della risposta</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Troncata</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Fermata</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallita</translation>
    </message>
    <message>
        <source>Lost: the file of chats is damaged here</source>
        <translation>Perso: il file delle chat qui è danneggiato</translation>
    </message>
    <message>
        <source>Doubtful: the file of chats is damaged here</source>
        <translation>Dubbio: il file delle chat qui è danneggiato</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Non salvato</translation>
    </message>
    <message>
        <source>Question: %1</source>
        <translation>Domanda: %1</translation>
    </message>
    <message>
        <source>Answer, being written: %1</source>
        <translation>Risposta, in corso di scrittura: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Risposta: %1</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Modifica questa risposta</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>Informazioni su questa risposta</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Continua da qui in una nuova chat</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>modificata a mano</translation>
    </message>
    <message>
        <source>The model ended it</source>
        <translation>L’ha conclusa il modello</translation>
    </message>
    <message>
        <source>A stop string came</source>
        <translation>È comparsa una stringa di arresto</translation>
    </message>
    <message>
        <source>The answer length or the context was reached</source>
        <translation>Era raggiunta la lunghezza della risposta o il contesto</translation>
    </message>
    <message>
        <source>You wrote it</source>
        <translation>Scritta a mano</translation>
    </message>
    <message>
        <source>You stopped it</source>
        <translation>Fermata a mano</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Token del prompt</translation>
    </message>
    <message>
        <source>Tokens of the answer</source>
        <translation>Token della risposta</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Tempo al primo token</translation>
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
        <translation>Token al secondo</translation>
    </message>
    <message>
        <source>Oldest turns left out</source>
        <translation>Messaggi più vecchi omessi</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Come è finita</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Iniziata</translation>
    </message>
    <message>
        <source>Show only the beginning</source>
        <translation>Mostra solo l’inizio</translation>
    </message>
    <message>
        <source>Show all %1 characters</source>
        <translation>Mostra tutti i %1 caratteri</translation>
    </message>
</context>
<context>
    <name>mw::gui::CurveLegend</name>
    <message>
        <source>Curves: %1</source>
        <translation>Curve: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::DesktopNotice</name>
    <message>
        <source>Show</source>
        <translation>Mostra</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadCard</name>
    <message>
        <source>Pause</source>
        <translation>Pausa</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continua</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>Rinuncia…</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Conserva</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Apri…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fatto</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Avanzamento di %1</translation>
    </message>
    <message>
        <source>Pause the download of %1</source>
        <translation>Metti in pausa il download di %1</translation>
    </message>
    <message>
        <source>Continue the download of %1</source>
        <translation>Continua il download di %1</translation>
    </message>
    <message>
        <source>Give up the download of %1</source>
        <translation>Rinuncia al download di %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Apri %1</translation>
    </message>
    <message>
        <source>Give a token…</source>
        <translation>Fornisci un token…</translation>
    </message>
    <message>
        <source>Remove the %1 that are there? Files that are complete stay.</source>
        <translation>Rimuovere i %1 già presenti? I file completi restano.</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadDialog</name>
    <message>
        <source>How GGUF weights are held in memory is chosen when the model is loaded; some take more than the file.</source>
        <translation>Come tenere i pesi GGUF in memoria si sceglie al caricamento del modello; alcuni occupano più del file.</translation>
    </message>
    <message>
        <source>None of these files is one that the workbench knows how to open.</source>
        <translation>Nessuno di questi file è tra quelli che il programma sa aprire.</translation>
    </message>
    <message>
        <source>1 file, without configuration and tokenizer.</source>
        <translation>1 file, senza configurazione e tokenizer.</translation>
    </message>
    <message>
        <source>%1 files, with what lies beside them: configuration, tokenizer, licence.</source>
        <translation>%1 file, con ciò che sta accanto: configurazione, tokenizer, licenza.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Indietro</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Download a model</source>
        <translation>Scarica un modello</translation>
    </message>
    <message>
        <source>The keyring did not take the token (%1); it is asked for again after the next start.</source>
        <translation>Il portachiavi non ha accettato il token (%1); verrà richiesto dopo il prossimo avvio.</translation>
    </message>
    <message>
        <source>owner/name, owner/name@revision, or the address of a page or a file</source>
        <translation>proprietario/nome, proprietario/nome@revisione, o l’indirizzo di una pagina o di un file</translation>
    </message>
    <message>
        <source>&amp;Repository</source>
        <translation>&amp;Repository</translation>
    </message>
    <message>
        <source>Mixtral as Mistral AI published it</source>
        <translation>Mixtral come pubblicato da Mistral AI</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>per le chat</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>continua testi</translation>
    </message>
    <message>
        <source>%1 in bf16</source>
        <translation>%1 in bf16</translation>
    </message>
    <message>
        <source>What to download</source>
        <translation>Cosa scaricare</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Scegli cartella…</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>In</translation>
    </message>
    <message>
        <source>From the Hugging Face hub: Mixtral as Mistral AI published it, or any repository that you name. Nobody is asked anything before you press Look; then the hub is asked what the repository holds, and nothing is fetched yet.</source>
        <translation>Dall’hub di Hugging Face: Mixtral come pubblicato da Mistral AI, o qualsiasi repository indicato. Nulla viene chiesto a nessuno prima di premere «Guarda»; allora si chiede all’hub che cosa contiene il repository, e non si scarica ancora nulla.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Guarda</translation>
    </message>
    <message>
        <source>Asking %1 what it holds…</source>
        <translation>Si chiede a %1 che cosa contiene…</translation>
    </message>
    <message>
        <source>%1 wants to know who asks.</source>
        <translation>%1 vuole sapere chi chiede.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>%1 is handed out to people who agreed to its terms: open its page, sign in and agree, then give a token of that account.</source>
        <translation>%1 viene dato a chi ne ha accettato le condizioni: aprire la pagina, accedere e accettare, poi fornire un token di quell’account.</translation>
    </message>
    <message>
        <source>%1 holds no files.</source>
        <translation>%1 non contiene file.</translation>
    </message>
    <message>
        <source>%1 holds no file of that name.</source>
        <translation>%1 non contiene file con questo nome.</translation>
    </message>
    <message>
        <source>revision %1, commit %2</source>
        <translation>revisione %1, commit %2</translation>
    </message>
    <message>
        <source>the licence is not said</source>
        <translation>la licenza non è indicata</translation>
    </message>
    <message>
        <source>licence %1</source>
        <translation>licenza %1</translation>
    </message>
    <message>
        <source>for people who agreed to its terms</source>
        <translation>per chi ne ha accettato le condizioni</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Scarica %1</translation>
    </message>
    <message>
        <source>A download into this folder has not ended: %1 are missing.</source>
        <translation>Un download in questa cartella non è terminato: mancano %1.</translation>
    </message>
    <message>
        <source>%1 are to be written.</source>
        <translation>Sono da scrivere %1.</translation>
    </message>
    <message>
        <source>%1 are free on this disk.</source>
        <translation>Su questo disco sono liberi %1.</translation>
    </message>
    <message>
        <source>%1 too little: choose another folder.</source>
        <translation>Mancano %1: scegliere un’altra cartella.</translation>
    </message>
    <message>
        <source>Download into a folder</source>
        <translation>Scarica in una cartella</translation>
    </message>
    <message>
        <source>A download of %1 into this folder has not ended. Continue it or give it up first, or choose another folder.</source>
        <translation>Un download di %1 in questa cartella non è terminato. Continuarlo o rinunciarvi prima, o scegliere un’altra cartella.</translation>
    </message>
    <message>
        <source>The keyring did not forget the token (%1).</source>
        <translation>Il portachiavi non ha dimenticato il token (%1).</translation>
    </message>
    <message>
        <source>The token of your account is in the desktop’s keyring.</source>
        <translation>Il token del proprio account è nel portachiavi del desktop.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Dimenticalo</translation>
    </message>
    <message>
        <source>Forget the token of your account</source>
        <translation>Dimentica il token del proprio account</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadPanel</name>
    <message>
        <source>Downloads</source>
        <translation>Download</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndingDialog</name>
    <message>
        <source>Wait for them</source>
        <translation>Aspetta</translation>
    </message>
    <message>
        <source>Other programs are being answered</source>
        <translation>Altri programmi stanno ricevendo risposte</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>Chiudi ora</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Answers that still run: %1. Nothing new is taken; the window closes after the last.</source>
        <translation>Risposte ancora in corso: %1. Non si accetta altro; la finestra si chiude dopo l’ultima.</translation>
    </message>
    <message>
        <source>Answers to other programs that still run: %1. Closing now breaks them off.</source>
        <translation>Risposte ad altri programmi ancora in corso: %1. Chiudendo ora vengono interrotte.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Endpoint</name>
    <message>
        <source>A new token was made; the one before is not taken any more.</source>
        <translation>È stato creato un nuovo token; il precedente non è più accettato.</translation>
    </message>
    <message>
        <source>Listening at %1.</source>
        <translation>In ascolto su %1.</translation>
    </message>
    <message>
        <source>Switched off.</source>
        <translation>Spento.</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndpointCard</name>
    <message>
        <source>OpenAI-compatible endpoint</source>
        <translation>Endpoint compatibile con OpenAI</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Altro</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>LAN access</source>
        <translation>Accesso LAN</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Avvia con la finestra</translation>
    </message>
    <message>
        <source>Demonstrator</source>
        <translation>Dimostratore</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificato</translation>
    </message>
    <message>
        <source>none: the line is not encrypted</source>
        <translation>nessuno: la connessione non è cifrata</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Certificati (*.pem *.crt *.cer);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Its private key</source>
        <translation>La sua chiave privata</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nessuna</translation>
    </message>
    <message>
        <source>Private keys (*.pem *.key);;All files (*)</source>
        <translation>Chiavi private (*.pem *.key);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Indirizzo</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copia l’indirizzo</translation>
    </message>
    <message>
        <source>made when you switch it on</source>
        <translation>creato all’attivazione</translation>
    </message>
    <message>
        <source>Make a new token…</source>
        <translation>Crea un nuovo token…</translation>
    </message>
    <message>
        <source>Make a new token?</source>
        <translation>Creare un nuovo token?</translation>
    </message>
    <message>
        <source>Programs that use the one now are refused until they are told the new one.</source>
        <translation>I programmi che usano quello attuale vengono rifiutati finché non conoscono il nuovo.</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>Creane uno nuovo</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Porta</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Places of the batch kept for this window&apos;s chats</source>
        <translation>Posti del batch riservati alle chat di questa finestra</translation>
    </message>
    <message>
        <source>Other programs never take these places, so a chat of this window begins at once, whatever they ask.</source>
        <translation>Gli altri programmi non occupano mai questi posti; così una chat di questa finestra comincia subito, qualunque cosa chiedano.</translation>
    </message>
    <message>
        <source>Kept for this window</source>
        <translation>Riservati a questa finestra</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Avvio</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>Attiva insieme alla finestra</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>chat simultanee</translation>
    </message>
    <message>
        <source>The line is encrypted by your certificate.</source>
        <translation>La connessione è cifrata con il certificato indicato.</translation>
    </message>
    <message>
        <source>The line is not encrypted: whoever is on the way reads the token, prompts and answers.</source>
        <translation>La connessione non è cifrata: chi sta lungo il percorso legge token, prompt e risposte.</translation>
    </message>
    <message>
        <source>Let other computers connect?</source>
        <translation>Permettere ad altri computer di connettersi?</translation>
    </message>
    <message>
        <source>Port %1 opens to every network that this computer is in. %2 Programs still need the token.</source>
        <translation>La porta %1 si apre a tutte le reti di questo computer. %2 I programmi hanno comunque bisogno del token.</translation>
    </message>
    <message>
        <source>Let them connect</source>
        <translation>Permetti</translation>
    </message>
    <message>
        <source>off, running answers end</source>
        <translation>spento, le risposte in corso terminano</translation>
    </message>
    <message>
        <source>off</source>
        <translation>spento</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>avvio in corso</translation>
    </message>
    <message>
        <source>listening to the network</source>
        <translation>in ascolto sulla rete</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>in ascolto</translation>
    </message>
    <message>
        <source>listening, no model</source>
        <translation>in ascolto, senza modello</translation>
    </message>
    <message>
        <source>cannot listen</source>
        <translation>non può ascoltare</translation>
    </message>
    <message>
        <source>encrypted, token required</source>
        <translation>cifrata, token richiesto</translation>
    </message>
    <message>
        <source>the line is not encrypted</source>
        <translation>la connessione non è cifrata</translation>
    </message>
    <message>
        <source>Off: only programs on this computer connect. On opens port %1 to the local network.</source>
        <translation>Spento: si connettono solo i programmi di questo computer. Acceso, apre la porta %1 alla rete locale.</translation>
    </message>
    <message>
        <source>On: port %1 is open to the local network, %2.</source>
        <translation>Acceso: la porta %1 è aperta alla rete locale, %2.</translation>
    </message>
    <message>
        <source>On: other computers may connect to port %1 once it listens, %2.</source>
        <translation>Acceso: altri computer possono connettersi alla porta %1 quando sarà in ascolto, %2.</translation>
    </message>
    <message>
        <source>A page with a chat at %1/ for browsers; its visitors need the token</source>
        <translation>Una pagina con una chat su %1/ per i browser; ai visitatori serve il token</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>porta %1</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>cifrata</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>non cifrata</translation>
    </message>
    <message>
        <source>demonstrator</source>
        <translation>dimostratore</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>si avvia con la finestra</translation>
    </message>
    <message>
        <source>Another program has port %1.</source>
        <translation>Un altro programma occupa la porta %1.</translation>
    </message>
    <message>
        <source>Port %1 is taken by “%2”.</source>
        <translation>La porta %1 è occupata da «%2».</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>Usa la porta %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>A certificate and its private key go together; the line is not encrypted until both are named.</source>
        <translation>Un certificato e la sua chiave privata vanno insieme; la connessione è cifrata solo quando sono indicati entrambi.</translation>
    </message>
    <message>
        <source>of %1 at once; one is always left to other programs</source>
        <translation>di %1 alla volta; una resta sempre agli altri programmi</translation>
    </message>
    <message>
        <source>of %1 at once</source>
        <translation>di %1 alla volta</translation>
    </message>
</context>
<context>
    <name>mw::gui::ExamplesCard</name>
    <message>
        <source>Examples</source>
        <translation>Esempi</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
    <message>
        <source>Copy the example</source>
        <translation>Copia l’esempio</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Esempio</translation>
    </message>
</context>
<context>
    <name>mw::gui::Exchange</name>
    <message>
        <source>line %1, column %2</source>
        <translation>riga %1, colonna %2</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>non c’è</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>non è un file</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>è vuoto</translation>
    </message>
    <message>
        <source>it is a ZIP archive; unpack it, and import conversations.json from it</source>
        <translation>è un archivio ZIP; estrarlo e importarne conversations.json</translation>
    </message>
    <message>
        <source>there are no chats in it</source>
        <translation>non contiene chat</translation>
    </message>
    <message>
        <source>%1 cannot be imported: %2.</source>
        <translation>Non si può importare %1: %2.</translation>
    </message>
    <message>
        <source>line %1 is no JSON: %2</source>
        <translation>la riga %1 non è JSON: %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>riga %1</translation>
    </message>
    <message>
        <source>it is no chat</source>
        <translation>non è una chat</translation>
    </message>
    <message>
        <source>it is larger than %1</source>
        <translation>è più grande di %1</translation>
    </message>
    <message>
        <source>it is no JSON (%1: %2)</source>
        <translation>non è JSON (%1: %2)</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>chat</translation>
    </message>
    <message>
        <source>it holds no chats in a form that is known here: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</source>
        <translation>non contiene chat in una forma nota qui: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</translation>
    </message>
    <message>
        <source>it has no list of chats</source>
        <translation>non ha un elenco di chat</translation>
    </message>
    <message>
        <source>chat %1</source>
        <translation>chat %1</translation>
    </message>
    <message>
        <source>chat %1 (“%2”)</source>
        <translation>chat %1 («%2»)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Non si può scrivere %1: %2</translation>
    </message>
    <message>
        <source>its id is not %1</source>
        <translation>il suo id non è %1</translation>
    </message>
    <message>
        <source>it does not say what it follows</source>
        <translation>non dice che cosa segue</translation>
    </message>
    <message>
        <source>it follows turn %1, which does not come before it</source>
        <translation>segue il messaggio %1, che non viene prima</translation>
    </message>
    <message>
        <source>its role “%1” is none</source>
        <translation>il suo ruolo «%1» non esiste</translation>
    </message>
    <message>
        <source>it has no text</source>
        <translation>non ha testo</translation>
    </message>
    <message>
        <source>it was written by a newer Mixtral Workbench (version %1 of the form, this one knows %2)</source>
        <translation>è stato scritto da un Mixtral Workbench più recente (versione %1 del formato, questo conosce la %2)</translation>
    </message>
    <message>
        <source>it has no list of turns</source>
        <translation>non ha un elenco di messaggi</translation>
    </message>
    <message>
        <source>turn %1: %2</source>
        <translation>messaggio %1: %2</translation>
    </message>
    <message>
        <source>the turn that is shown, %1, is not there</source>
        <translation>il messaggio mostrato, %1, non c’è</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nuova chat</translation>
    </message>
    <message>
        <source>Begun: %1</source>
        <translation>Iniziata: %1</translation>
    </message>
    <message>
        <source>Last used: %1</source>
        <translation>Ultimo uso: %1</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>Template: %1</translation>
    </message>
    <message>
        <source>Prompt format: %1</source>
        <translation>Formato del prompt: %1</translation>
    </message>
    <message>
        <source>Sampling: temperature %1, top-k %2, top-p %3, min-p %4, repetition penalty %5</source>
        <translation>Campionamento: temperatura %1, top-k %2, top-p %3, min-p %4, penalità di ripetizione %5</translation>
    </message>
    <message>
        <source>Seed: a new one for every answer</source>
        <translation>Seed: uno nuovo per ogni risposta</translation>
    </message>
    <message>
        <source>Seed: %1</source>
        <translation>Seed: %1</translation>
    </message>
    <message>
        <source>Answer length: %1 tokens</source>
        <translation>Lunghezza della risposta: %1 token</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt di sistema</translation>
    </message>
    <message>
        <source>The answer length or the context was reached.</source>
        <translation>Era raggiunta la lunghezza della risposta o il contesto.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Fermata</translation>
    </message>
    <message>
        <source>The file of chats is damaged here.</source>
        <translation>Il file delle chat qui è danneggiato.</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrotta</translation>
    </message>
    <message>
        <source>Other branches</source>
        <translation>Altri rami</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Non ancora inviato</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Utente</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>versione %1 di %2</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>Dopo: %1</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>immagini</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>registrazioni</translation>
    </message>
    <message>
        <source>parts of messages that are no text</source>
        <translation>parti di messaggi che non sono testo</translation>
    </message>
    <message>
        <source>messages to and from tools</source>
        <translation>messaggi a strumenti o da strumenti</translation>
    </message>
    <message>
        <source>thoughts</source>
        <translation>ragionamenti</translation>
    </message>
    <message>
        <source>messages of a role that is unknown here</source>
        <translation>messaggi di un ruolo qui sconosciuto</translation>
    </message>
    <message>
        <source>files</source>
        <translation>file</translation>
    </message>
    <message>
        <source>entries that are no chats</source>
        <translation>voci che non sono chat</translation>
    </message>
    <message>
        <source>chats whose messages go round in circles</source>
        <translation>chat i cui messaggi girano in tondo</translation>
    </message>
    <message>
        <source>chats without messages</source>
        <translation>chat senza messaggi</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>Modificato a mano</translation>
    </message>
    <message>
        <source>Presence penalty %1, frequency penalty %2</source>
        <translation>Penalità di presenza %1, penalità di frequenza %2</translation>
    </message>
    <message>
        <source>These chats are kept in %1, and offered at the next start.</source>
        <translation>Queste chat sono conservate in %1 e proposte al prossimo avvio.</translation>
    </message>
    <message>
        <source>references to sources</source>
        <translation>rimandi alle fonti</translation>
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
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2 chats</source>
        <translation>Esportazione: %1 chat di %2</translation>
    </message>
    <message>
        <source>The chat was exported to %1.</source>
        <translation>La chat è stata esportata in %1.</translation>
    </message>
    <message>
        <source>%1 chats were exported to %2.</source>
        <translation>%1 chat sono state esportate in %2.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Non è stato cambiato nulla.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>JSON, everything (*.json)</source>
        <translation>JSON, tutto (*.json)</translation>
    </message>
    <message>
        <source>JSON Lines, everything (*.jsonl)</source>
        <translation>JSON Lines, tutto (*.jsonl)</translation>
    </message>
    <message>
        <source>Markdown, to be read (*.md)</source>
        <translation>Markdown, da leggere (*.md)</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>Esporta la chat</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>Esporta le chat</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Importa chat</translation>
    </message>
    <message>
        <source>Chats of Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</source>
        <translation>Chat di Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tutti i file (*)</translation>
    </message>
    <message>
        <source>This chat is here already.</source>
        <translation>Questa chat c’è già.</translation>
    </message>
    <message>
        <source>All %1 chats are here already.</source>
        <translation>Tutte le %1 chat ci sono già.</translation>
    </message>
    <message>
        <source>One of these chats is here already.</source>
        <translation>Una di queste chat c’è già.</translation>
    </message>
    <message>
        <source>%1 of these chats are here already.</source>
        <translation>%1 di queste chat ci sono già.</translation>
    </message>
    <message>
        <source>Import the other %1</source>
        <translation>Importa le altre %1</translation>
    </message>
    <message>
        <source>Import all, as copies</source>
        <translation>Importa tutte come copie</translation>
    </message>
    <message>
        <source>Import as copies</source>
        <translation>Importa come copie</translation>
    </message>
    <message>
        <source>One chat was imported from %1.</source>
        <translation>Una chat è stata importata da %1.</translation>
    </message>
    <message>
        <source>%1 chats were imported from %2.</source>
        <translation>%1 chat sono state importate da %2.</translation>
    </message>
    <message>
        <source>Here already: %1.</source>
        <translation>Già presenti: %1.</translation>
    </message>
    <message>
        <source>Not taken over: %1.</source>
        <translation>Non ripresi: %1.</translation>
    </message>
    <message>
        <source>The chat is back.</source>
        <translation>La chat è tornata.</translation>
    </message>
    <message>
        <source>%1 chats are back.</source>
        <translation>%1 chat è tornata.</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Recuperale</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Non ora</translation>
    </message>
    <message>
        <source>When the workbench was ended (%1), not all chats could be saved; they were kept in a file.</source>
        <translation>Quando il workbench è stato chiuso (%1), non tutte le chat hanno potuto essere salvate; sono state conservate in un file.</translation>
    </message>
    <message>
        <source>%1 files could not be imported.</source>
        <translation>Non è stato possibile importare %1 file.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Failures</name>
    <message>
        <source>What was asked for cannot be done.</source>
        <translation>Ciò che è stato chiesto non è possibile.</translation>
    </message>
    <message>
        <source>A file or folder is missing, or cannot be read.</source>
        <translation>Un file o una cartella manca, o non si può leggere.</translation>
    </message>
    <message>
        <source>A file is damaged, or contradicts another one.</source>
        <translation>Un file è danneggiato, o ne contraddice un altro.</translation>
    </message>
    <message>
        <source>This program does not do that here.</source>
        <translation>Questo programma qui non lo fa.</translation>
    </message>
    <message>
        <source>The prompt does not fit into the context of a chat.</source>
        <translation>Il prompt non sta nel contesto di una chat.</translation>
    </message>
    <message>
        <source>There is too little free memory.</source>
        <translation>C’è troppo poca memoria libera.</translation>
    </message>
    <message>
        <source>What the model computed are no numbers.</source>
        <translation>Ciò che il modello ha calcolato non sono numeri.</translation>
    </message>
    <message>
        <source>A device or its driver failed.</source>
        <translation>Un dispositivo o il suo driver si è guastato.</translation>
    </message>
    <message>
        <source>This is a defect of the program.</source>
        <translation>È un difetto del programma.</translation>
    </message>
    <message>
        <source>Device %1 needs %2 and has %3: %4 missing.</source>
        <translation>Il dispositivo %1 ha bisogno di %2 e ha %3: mancano %4.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FeasibilityChart</name>
    <message>
        <source>context per chat, tokens</source>
        <translation>contesto per chat, token</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>chat simultanee</translation>
    </message>
    <message>
        <source>loaded now</source>
        <translation>caricato ora</translation>
    </message>
    <message>
        <source>What fits: operating point</source>
        <translation>Cosa ci sta: punto di lavoro</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>non ci sta</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>al limite</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>ci sta</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens × %Ln chats: %2</source>
        <translation>
            <numerusform>%1 token × %Ln chat: %2</numerusform>
            <numerusform>%1 token × %Ln chat: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: more than %Ln chats</source>
        <translation>
            <numerusform>%1: più di %Ln chat</numerusform>
            <numerusform>%1: più di %Ln chat</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: up to %Ln chats</source>
        <translation>
            <numerusform>%1: fino a %Ln chat</numerusform>
            <numerusform>%1: fino a %Ln chat</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::FileField</name>
    <message>
        <source>Choose a file: %1</source>
        <translation>Scegli un file: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::FileText</name>
    <message>
        <source>%1 is damaged, or no PDF.</source>
        <translation>%1 è danneggiato, o non è un PDF.</translation>
    </message>
    <message>
        <source>%1 is locked with a password.</source>
        <translation>%1 è protetto da una password.</translation>
    </message>
    <message>
        <source>%1 has no text that could be read, only pictures of it.</source>
        <translation>%1 non contiene testo leggibile, solo immagini di testo.</translation>
    </message>
    <message>
        <source>%1 is no text and no PDF, but: %2.</source>
        <translation>%1 non è testo né PDF, ma: %2.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 è vuoto.</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 è una cartella.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 non si può leggere: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB.</source>
        <translation>%1 è più grande di %2 MiB.</translation>
    </message>
    <message>
        <source>%1 is no Unicode; it was read as Windows-1252.</source>
        <translation>%1 non è in Unicode; è stato letto come Windows-1252.</translation>
    </message>
    <message>
        <source>%1 is neither text nor a PDF.</source>
        <translation>%1 non è né un testo né un PDF.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 non esiste.</translation>
    </message>
    <message>
        <source>%1 is no file that could be read to its end.</source>
        <translation>%1 non è un file che si possa leggere fino alla fine.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>Trova in questa chat</translation>
    </message>
    <message>
        <source>Find in this chat, in all its versions</source>
        <translation>Trova in questa chat, in tutte le sue versioni</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Occorrenza precedente (Maiusc+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Occorrenza successiva (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Chiudi (Esc)</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Ricerca…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Non trovato</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundCard</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 e %2</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelli su questo computer</translation>
    </message>
    <message>
        <source>Search these folders</source>
        <translation>Cerca in queste cartelle</translation>
    </message>
    <message>
        <source>Search another folder…</source>
        <translation>Cerca in un’altra cartella…</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Ferma la ricerca</translation>
    </message>
    <message>
        <source>Shall the workbench look for Mixtral checkpoints in the usual folders? It reads configurations and the headers of weights, and looks into %1.</source>
        <translation>Cercare checkpoint Mixtral nelle cartelle abituali? Si leggono le configurazioni e le intestazioni dei pesi, in %1.</translation>
    </message>
    <message>
        <source>A search is running</source>
        <translation>È in corso una ricerca</translation>
    </message>
    <message>
        <source>Search a folder and all below it</source>
        <translation>Cerca in una cartella e in tutto ciò che contiene</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Ricerca…</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Cerca di nuovo</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>1 cartella</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 cartelle</translation>
    </message>
    <message>
        <source>One file with another model was passed by.</source>
        <translation>Un file con un altro modello è stato tralasciato.</translation>
    </message>
    <message>
        <source>%1 files with other models were passed by.</source>
        <translation>%1 file con altri modelli sono stati tralasciati.</translation>
    </message>
    <message>
        <source>Not allowed to look into %1.</source>
        <translation>Accesso negato a %1.</translation>
    </message>
    <message>
        <source>The search was stopped after %1.</source>
        <translation>La ricerca è stata fermata dopo %1.</translation>
    </message>
    <message>
        <source>None of the folders in which models usually lie exists here.</source>
        <translation>Qui non esiste nessuna delle cartelle in cui di solito stanno i modelli.</translation>
    </message>
    <message>
        <source>No Mixtral checkpoint in %1 (looked into %2).</source>
        <translation>Nessun checkpoint Mixtral in %1 (esaminate: %2).</translation>
    </message>
    <message>
        <source>Found in %1 (looked into %2).</source>
        <translation>Trovato in %1 (esaminate: %2).</translation>
    </message>
    <message>
        <source>There is more below than was looked into; search a folder further down.</source>
        <translation>Più in basso c’è altro rispetto a quanto esaminato; cercare in una cartella più interna.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundRow</name>
    <message>
        <source>%1 parameters</source>
        <translation>Parametri: %1</translation>
    </message>
    <message>
        <source> · no tokenizer that can be read: chats are not possible</source>
        <translation> · nessun tokenizer leggibile: non si può chattare</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Apri…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Apri %1</translation>
    </message>
    <message>
        <source>Held as %1</source>
        <translation>Tenuto come %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::GpuChoice</name>
    <message>
        <source>GPUs that the model may use</source>
        <translation>GPU che il modello può usare</translation>
    </message>
    <message>
        <source>%1: %2, %3 free of %4</source>
        <translation>%1: %2, %3 liberi di %4</translation>
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
        <translation>, previsto %1</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non misurato</translation>
    </message>
    <message>
        <source>wide bar: %1 · narrow bar: %2, scale %3 ×</source>
        <translation>barra larga: %1 · barra stretta: %2, scala %3 ×</translation>
    </message>
    <message>
        <source> · line: predicted</source>
        <translation> · linea: previsto</translation>
    </message>
    <message>
        <source>No run is ticked.</source>
        <translation>Nessuna misurazione è spuntata.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 predicted</source>
        <translation>%1 previsto</translation>
    </message>
</context>
<context>
    <name>mw::gui::HardwareDialog</name>
    <message>
        <source>Plan for other hardware</source>
        <translation>Pianifica per un altro hardware</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Saltato: %1</translation>
    </message>
    <message>
        <source>Plan for these GPUs</source>
        <translation>Pianifica per queste GPU</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Questo computer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Add another kind</source>
        <translation>Aggiungi un altro tipo</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> token</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesi</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Context per chat</source>
        <translation>Contesto per chat</translation>
    </message>
    <message>
        <source>How many of them it takes</source>
        <translation>Quante ne servono</translation>
    </message>
    <message>
        <source>minimum: one chat fits · recommended: %1 chats, each layer split evenly, 5 % to spare</source>
        <translation>minimo: ci sta una chat · consigliato: %1 chat, ogni strato diviso in parti uguali, 5 % di margine</translation>
    </message>
    <message>
        <source>GPUs needed, by kind and model</source>
        <translation>GPU necessarie, per tipo e modello</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>8x7B, minimum</source>
        <translation>8x7B, minimo</translation>
    </message>
    <message>
        <source>8x7B, recommended</source>
        <translation>8x7B, consigliato</translation>
    </message>
    <message>
        <source>8x22B, minimum</source>
        <translation>8x22B, minimo</translation>
    </message>
    <message>
        <source>8x22B, recommended</source>
        <translation>8x22B, consigliato</translation>
    </message>
    <message>
        <source>%1, %2 GB/s, %3 TFLOP/s in bf16. Source: %4</source>
        <translation>%1, %2 GB/s, %3 TFLOP/s in bf16. Fonte: %4</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>non indicato</translation>
    </message>
    <message>
        <source>%1 · up to %2</source>
        <translation>%1 · fino a %2</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>più di %1</translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation>Numero di GPU</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Rimuovi</translation>
    </message>
    <message>
        <source>%1 with %2: %3</source>
        <translation>%1 con %2: %3</translation>
    </message>
</context>
<context>
    <name>mw::gui::Inspector</name>
    <message>
        <source>Monitors</source>
        <translation>Monitor</translation>
    </message>
</context>
<context>
    <name>mw::gui::KvChoice</name>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Precisione della cache KV</translation>
    </message>
    <message>
        <source>%1, %2 per token</source>
        <translation>%1, %2 per token</translation>
    </message>
</context>
<context>
    <name>mw::gui::LabeledSlider</name>
    <message>
        <source>Double click resets</source>
        <translation>Il doppio clic ripristina</translation>
    </message>
</context>
<context>
    <name>mw::gui::LoadPanel</name>
    <message>
        <source>Progress of the load</source>
        <translation>Avanzamento del caricamento</translation>
    </message>
    <message>
        <source>Back to what was loaded before</source>
        <translation>Ritorno a ciò che era caricato prima</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Preparazione</translation>
    </message>
    <message>
        <source>Warming up</source>
        <translation>Riscaldamento</translation>
    </message>
    <message>
        <source>Reading weights</source>
        <translation>Lettura dei pesi</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>ancora circa %1</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Annulla il caricamento</translation>
    </message>
</context>
<context>
    <name>mw::gui::LogCard</name>
    <message>
        <source>Log</source>
        <translation>Registro</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>ancora niente</translation>
    </message>
    <message>
        <source>nothing refused</source>
        <translation>nessun rifiuto</translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused or failed</source>
        <translation>
            <numerusform>%Ln rifiutata o fallita</numerusform>
            <numerusform>%Ln rifiutate o fallite</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::MachineCard</name>
    <message>
        <source>This machine</source>
        <translation>Questo computer</translation>
    </message>
    <message>
        <source>Looking for GPUs…</source>
        <translation>Ricerca delle GPU…</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 liberi di %2</translation>
    </message>
    <message>
        <source>GPU %1 · %2</source>
        <translation>GPU %1 · %2</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>persa</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>memoria non nota</translation>
    </message>
    <message>
        <source>CPU · 1 core</source>
        <translation>CPU · 1 core</translation>
    </message>
    <message>
        <source>CPU · %1 cores</source>
        <translation>CPU · %1 core</translation>
    </message>
    <message>
        <source>Driver %1. Free memory is as of now; a model that is loaded makes room for the next one.</source>
        <translation>Driver %1. La memoria libera è quella di adesso; un modello caricato fa posto al successivo.</translation>
    </message>
    <message>
        <source>This build has no CUDA backend: models run on the CPU, slowly. Install the package with CUDA to use the GPUs.</source>
        <translation>Questa versione non ha il backend CUDA: i modelli girano sulla CPU, lentamente. Per usare le GPU installare il pacchetto con CUDA.</translation>
    </message>
    <message>
        <source>No NVIDIA GPU or driver was found. Models run on the CPU: fine for the demo model, slow for Mixtral.</source>
        <translation>Nessuna GPU o driver NVIDIA trovato. I modelli girano sulla CPU: va bene per il modello dimostrativo, lento per Mixtral.</translation>
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
        <translation>Chat</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Regolazione</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelli</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Inspector (Ctrl+I)</source>
        <translation>Ispettore (Ctrl+I)</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>Put the monitors into a window of their own, or back</source>
        <translation>Metti i monitor in una finestra propria, o rimettili al loro posto</translation>
    </message>
    <message>
        <source>Close the monitors</source>
        <translation>Chiudi i monitor</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Apri un modello…</translation>
    </message>
    <message>
        <source>Change context or chats at once…</source>
        <translation>Cambia il contesto o le chat simultanee…</translation>
    </message>
    <message>
        <source>Apply the point of the tuning view</source>
        <translation>Applica il punto della vista Regolazione</translation>
    </message>
    <message>
        <source>Calibrate the speed, or stop it</source>
        <translation>Calibra la velocità, o ferma la calibrazione</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Pianifica per un altro hardware…</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Scarica il modello dalla memoria</translation>
    </message>
    <message>
        <source>Show chats</source>
        <translation>Mostra le chat</translation>
    </message>
    <message>
        <source>Show tuning</source>
        <translation>Mostra la regolazione</translation>
    </message>
    <message>
        <source>Show benchmark</source>
        <translation>Mostra il benchmark</translation>
    </message>
    <message>
        <source>Show serving</source>
        <translation>Mostra il server</translation>
    </message>
    <message>
        <source>Show models</source>
        <translation>Mostra i modelli</translation>
    </message>
    <message>
        <source>Show settings</source>
        <translation>Mostra le impostazioni</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Mostra la pagina iniziale</translation>
    </message>
    <message>
        <source>Fold the inspector</source>
        <translation>Comprimi l’ispettore</translation>
    </message>
    <message>
        <source>Show or hide the monitors</source>
        <translation>Mostra o nascondi i monitor</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Esci</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Ciò che era caricato prima è di nuovo caricato.</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Si sta ricaricando ciò che era caricato prima.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Nessun modello caricato.</translation>
    </message>
    <message>
        <source>Open the model before</source>
        <translation>Apri il modello di prima</translation>
    </message>
    <message>
        <source>A chat holds %1 tokens with this model, which takes no more; %2 were chosen for it before.</source>
        <translation>Con questo modello una chat contiene %1 token, di più non ne accetta; prima ne erano scelti %2.</translation>
    </message>
    <message>
        <source>Choose a model…</source>
        <translation>Scegli un modello…</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Scarica un modello…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Scorciatoie da tastiera</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>La finestra</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Cerca o esegui un comando</translation>
    </message>
    <message>
        <source>%1 is downloaded, and its checksums are right.</source>
        <translation>%1 è scaricato, e le somme di controllo sono corrette.</translation>
    </message>
    <message>
        <source>Open it…</source>
        <translation>Apri…</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementDialog</name>
    <message>
        <source>Start</source>
        <translation>Avvia</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Loads the model once</source>
        <translation>Carica il modello una volta</translation>
    </message>
    <message>
        <source>Loads the model %1 times</source>
        <translation>Carica il modello %1 volte</translation>
    </message>
    <message>
        <source>, %1 each</source>
        <translation>, %1 ciascuna</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryBar</name>
    <message>
        <source>Others</source>
        <translation>Altri</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margine</translation>
    </message>
    <message>
        <source>Shared weights</source>
        <translation>Pesi condivisi</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Esperti</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Spazio di lavoro</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>budget %1</translation>
    </message>
    <message>
        <source>Memory of %1</source>
        <translation>Memoria di %1</translation>
    </message>
    <message>
        <source>%1 % of the KV cache in use</source>
        <translation>%1 % della cache KV in uso</translation>
    </message>
    <message>
        <source>measured peak %1</source>
        <translation>picco misurato %1</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 missing</source>
        <translation>%1 di %2 · mancano %3</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 free</source>
        <translation>%1 di %2 · %3 liberi</translation>
    </message>
    <message>
        <source>Free: %1</source>
        <translation>Liberi: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, %1 % in use</source>
        <translation>, %1 % in uso</translation>
    </message>
    <message>
        <source>Measured peak: %1</source>
        <translation>Picco misurato: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryCard</name>
    <message>
        <source>Memory per device</source>
        <translation>Memoria per dispositivo</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelCard</name>
    <message>
        <source>● loaded</source>
        <translation>● caricato</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Apri…</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Scarica</translation>
    </message>
    <message>
        <source>Forget this model; its files stay</source>
        <translation>Dimentica questo modello; i suoi file restano</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Apri %1</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>Non si può aprire.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelDialog</name>
    <message>
        <source>Choose folder…</source>
        <translation>Scegli cartella…</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Scegli file…</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Carica</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Apri un modello</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avanzate</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Punto di lavoro</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>&amp;Pesi</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>Cache &amp;KV</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>one per core</source>
        <translation>uno per core</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>all there is</source>
        <translation>tutta quella che c’è</translation>
    </message>
    <message>
        <source>Plan and load as on devices that have no more memory, to try a smaller card</source>
        <translation>Pianifica e carica come su dispositivi che non hanno più memoria, per provare una scheda più piccola</translation>
    </message>
    <message>
        <source>Memory of each device, GiB</source>
        <translation>Memoria di ogni dispositivo, GiB</translation>
    </message>
    <message>
        <source>Virtual devices</source>
        <translation>Dispositivi virtuali</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>Thread della CPU</translation>
    </message>
    <message>
        <source>The CPU can play several devices, to see how a model is spread over them.</source>
        <translation>La CPU può fare la parte di più dispositivi, per vedere come vi si distribuisce un modello.</translation>
    </message>
    <message>
        <source>Open the folder of a checkpoint</source>
        <translation>Apri la cartella di un checkpoint</translation>
    </message>
    <message>
        <source>Open a file of a checkpoint</source>
        <translation>Apri un file di un checkpoint</translation>
    </message>
    <message>
        <source>Checkpoints (*.gguf *.safetensors);;All files (*)</source>
        <translation>Checkpoint (*.gguf *.safetensors);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>Non si può aprire.</translation>
    </message>
    <message>
        <source>This model cannot be planned for here.</source>
        <translation>Per questo modello qui non si può pianificare.</translation>
    </message>
    <message>
        <source>The model that is loaded stays.</source>
        <translation>Il modello caricato resta.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>Il caricamento è fallito.</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Si sta ricaricando ciò che era caricato prima.</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Ciò che era caricato prima è di nuovo caricato.</translation>
    </message>
    <message>
        <source>The model that was loaded before still is.</source>
        <translation>Il modello di prima è ancora caricato.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Nessun modello caricato.</translation>
    </message>
    <message>
        <source>Load %1 again</source>
        <translation>Ricarica %1</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>Lettura delle intestazioni…</translation>
    </message>
    <message>
        <source>Choose the folder of a Mixtral checkpoint, safetensors with config.json or params.json, or a GGUF file.</source>
        <translation>Scegliere la cartella di un checkpoint Mixtral, safetensors con config.json o params.json, o un file GGUF.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Annulla il caricamento</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>Ac&amp;tivations of prompts</source>
        <translation>A&amp;ttivazioni dei prompt</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelFacts</name>
    <message>
        <source>Architecture</source>
        <translation>Architettura</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisione</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parametri</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Su disco</translation>
    </message>
    <message>
        <source>Trained context</source>
        <translation>Contesto di addestramento</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Struttura</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Teste di attenzione</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>none that can be read: chats are not possible</source>
        <translation>nessuno leggibile: non si può chattare</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>in the model’s file</source>
        <translation>nel file del modello</translation>
    </message>
    <message>
        <source>%1 in one file</source>
        <translation>%1 in un file</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 in %2 file</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 token</translation>
    </message>
    <message>
        <source>%1, %2 KV heads</source>
        <translation>%1, %2 teste KV</translation>
    </message>
    <message>
        <source>About the tokenizer: %1.</source>
        <translation>Sul tokenizer: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelLoan</name>
    <message>
        <source>The model was changed or unloaded meanwhile.</source>
        <translation>Nel frattempo il modello è stato cambiato o scaricato dalla memoria.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelMenu</name>
    <message>
        <source>Models</source>
        <translation>Modelli</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Fornito con il programma</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Modello dimostrativo</translation>
    </message>
    <message>
        <source>Open a folder or a file…	Ctrl+O</source>
        <translation>Apri una cartella o un file…	Ctrl+O</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Scarica un modello…</translation>
    </message>
    <message>
        <source>All models	Ctrl+5</source>
        <translation>Tutti i modelli	Ctrl+5</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Scarica il modello dalla memoria</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Aperti di recente</translation>
    </message>
    <message>
        <source>Found on this disk</source>
        <translation>Trovati su questo disco</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Ricerca…</translation>
    </message>
    <message>
        <source>Look for models on this disk…</source>
        <translation>Cerca modelli su questo disco…</translation>
    </message>
    <message>
        <source>Look again…</source>
        <translation>Cerca di nuovo…</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelsView</name>
    <message>
        <source>No model yet</source>
        <translation>Ancora nessun modello</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral 8x7B or 8x22B checkpoint: safetensors files with config.json or params.json beside them.</source>
        <translation>Aprire la cartella di un checkpoint Mixtral 8x7B o 8x22B: file safetensors con accanto config.json o params.json.</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Apri cartella…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelli</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Fornito con il programma</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Modello dimostrativo</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Aperti di recente</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Scarica…</translation>
    </message>
</context>
<context>
    <name>mw::gui::MonitorPanel</name>
    <message>
        <source>Monitors</source>
        <translation>Monitor</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Esporta</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>Pause the monitors</source>
        <translation>Metti in pausa i monitor</translation>
    </message>
    <message>
        <source>Export the monitors as CSV…</source>
        <translation>Esporta i monitor come CSV…</translation>
    </message>
    <message>
        <source>Export the monitors as PNG…</source>
        <translation>Esporta i monitor come PNG…</translation>
    </message>
    <message>
        <source>Copy the monitors as text</source>
        <translation>Copia i monitor come testo</translation>
    </message>
    <message>
        <source>Go on with the monitors</source>
        <translation>Riprendi i monitor</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>in pausa alle %1</translation>
    </message>
    <message>
        <source>last 5 minutes</source>
        <translation>ultimi 5 minuti</translation>
    </message>
    <message>
        <source>Export the monitors</source>
        <translation>Esporta i monitor</translation>
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
        <translation>GB, di %1</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>%1 memory</source>
        <translation>Memoria di %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>in uso</translation>
    </message>
    <message>
        <source>workbench</source>
        <translation>Workbench</translation>
    </message>
    <message>
        <source>others</source>
        <translation>altri</translation>
    </message>
    <message>
        <source>the GPU is lost</source>
        <translation>la GPU è persa</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
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
        <translation>%, di %1 core</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>token al secondo</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>decodifica</translation>
    </message>
    <message>
        <source>decode, all chats</source>
        <translation>decodifica, tutte le chat</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Token/s per chat</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>media</translation>
    </message>
    <message>
        <source>decode, the latest %1 of %2</source>
        <translation>decodifica, le %1 più recenti di %2</translation>
    </message>
    <message>
        <source>Prompt tokens/s</source>
        <translation>Token di prompt/s</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>prefill</translation>
    </message>
    <message>
        <source>prefill, all chats</source>
        <translation>prefill, tutte le chat</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Batch</translation>
    </message>
    <message>
        <source>chats</source>
        <translation>chat</translation>
    </message>
    <message>
        <source>running</source>
        <translation>in corso</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>in attesa</translation>
    </message>
    <message>
        <source>chats, of %1</source>
        <translation>chat, di %1</translation>
    </message>
    <message>
        <source>KV pages</source>
        <translation>Pagine KV</translation>
    </message>
    <message>
        <source>held</source>
        <translation>occupate</translation>
    </message>
    <message>
        <source>%, of %1</source>
        <translation>%, di %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>GPU load</source>
        <translation>Carico della GPU</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Potenza</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>W, limit %1</source>
        <translation>W, limite %1</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>Main memory</source>
        <translation>Memoria principale</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>Memoria della GPU</translation>
    </message>
</context>
<context>
    <name>mw::gui::NeedsCard</name>
    <message>
        <source>What runs here, and what it would take</source>
        <translation>Cosa gira qui, e cosa servirebbe</translation>
    </message>
    <message>
        <source>planned for chats of %1 tokens</source>
        <translation>calcolato per chat da %1 token</translation>
    </message>
    <message>
        <source>What the models need, and whether they run here</source>
        <translation>Cosa richiedono i modelli, e se girano qui</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Weights in</source>
        <translation>Pesi in</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dimensione</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Su questo computer</translation>
    </message>
    <message>
        <source>GPUs that hold it, for example</source>
        <translation>GPU che lo contengono, per esempio</translation>
    </message>
    <message>
        <source>Plan for other GPUs…</source>
        <translation>Pianifica per altre GPU…</translation>
    </message>
    <message>
        <source>GPUs hold it as bf16</source>
        <translation>Le GPU lo tengono come bf16</translation>
    </message>
    <message>
        <source>more than 8 of any</source>
        <translation>più di 8 di qualunque tipo</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>this machine&apos;s memory is not known</source>
        <translation>la memoria di questo computer non è nota</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>The demo model runs here, and so do smaller Mixtral checkpoints. The published ones need more memory than this machine has.</source>
        <translation>Qui girano il modello dimostrativo e i checkpoint Mixtral più piccoli. Quelli pubblicati richiedono più memoria di quanta ne ha questo computer.</translation>
    </message>
    <message>
        <source>These run here: %1.</source>
        <translation>Questi girano qui: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::NewChatsCard</name>
    <message>
        <source>template “%1”</source>
        <translation>template «%1»</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>temperatura %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>top-p %1</translation>
    </message>
    <message>
        <source>answers of at most %1 tokens</source>
        <translation>risposte di al massimo %1 token</translation>
    </message>
    <message>
        <source>New chats, and the start</source>
        <translation>Nuove chat, e avvio</translation>
    </message>
    <message>
        <source>As usual again</source>
        <translation>Di nuovo come di solito</translation>
    </message>
    <message>
        <source>New chats go into the folder</source>
        <translation>Le nuove chat vanno nella cartella</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>All’avvio</translation>
    </message>
    <message>
        <source>Open the model used last</source>
        <translation>Apri l’ultimo modello</translation>
    </message>
    <message>
        <source>Open no model</source>
        <translation>Non aprire nessun modello</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Mostra la pagina iniziale</translation>
    </message>
    <message>
        <source>They begin with</source>
        <translation>Iniziano con</translation>
    </message>
    <message>
        <source>They go into the folder</source>
        <translation>Vanno nella cartella</translation>
    </message>
    <message>
        <source>What the model or your language suggests. “Use for new chats”, beside a chat, makes that one the pattern.</source>
        <translation>Ciò che suggerisce il modello o la lingua. «Usa per le nuove chat», accanto a una chat, ne fa il modello da seguire.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nessuna</translation>
    </message>
</context>
<context>
    <name>mw::gui::NumberField</name>
    <message>
        <source>Type a number from %1 to %2.</source>
        <translation>Inserire un numero da %1 a %2.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>«%1» non è un numero.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation>«%1» non è un numero intero.</translation>
    </message>
    <message>
        <source>“%1” is not between %2 and %3.</source>
        <translation>«%1» non è compreso tra %2 e %3.</translation>
    </message>
    <message>
        <source>“%1” is too small to be told from 0.</source>
        <translation>«%1» è troppo piccolo per distinguersi da 0.</translation>
    </message>
    <message>
        <source>It stays %1.</source>
        <translation>Resta %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointDialog</name>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Punto di lavoro</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Nessun modello caricato.</translation>
    </message>
    <message>
        <source>The operating point before is loaded again.</source>
        <translation>Il punto di lavoro di prima è di nuovo caricato.</translation>
    </message>
    <message>
        <source>The operating point before still is loaded.</source>
        <translation>Il punto di lavoro di prima è ancora caricato.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>Il caricamento è fallito.</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Annulla il caricamento</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Chiudi</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>È ciò che è caricato ora.</translation>
    </message>
    <message>
        <source>Loaded now.</source>
        <translation>Caricato ora.</translation>
    </message>
    <message>
        <source>Reloads the model: %1 the last time. Answers in progress stop; their text stays.</source>
        <translation>Ricarica il modello: %1 l’ultima volta. Le risposte in corso si fermano; il loro testo resta.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointPanel</name>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Contesto per chat, token</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Chat simultanee</translation>
    </message>
    <message>
        <source>Context is per chat; the KV cache holds context × chats.</source>
        <translation>Il contesto vale per ogni chat; la cache KV contiene contesto × chat.</translation>
    </message>
    <message>
        <source>no context fits with %1</source>
        <translation>con %1 non ci sta nessun contesto</translation>
    </message>
    <message>
        <source>up to %1 fit with %2</source>
        <translation>con %2 ce ne stanno fino a %1</translation>
    </message>
    <message>
        <source>not even one fits at this context</source>
        <translation>con questo contesto non ce ne sta nemmeno una</translation>
    </message>
    <message>
        <source>more than %1 fit at this context</source>
        <translation>con questo contesto ce ne stanno più di %1</translation>
    </message>
    <message>
        <source>up to %1 fit at this context</source>
        <translation>con questo contesto ce ne stanno fino a %1</translation>
    </message>
    <message>
        <source>KV cache %1 = %2 × %3 tokens, %4 per token</source>
        <translation>Cache KV %1 = %2 × %3 token, %4 per token</translation>
    </message>
</context>
<context>
    <name>mw::gui::PlaneCard</name>
    <message>
        <source>%1: %2 free on %3</source>
        <translation>%1: %2 liberi su %3</translation>
    </message>
    <message>
        <source>%1: %2 missing on %3</source>
        <translation>%1: mancano %2 su %3</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Cosa ci sta</translation>
    </message>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Contesto per chat, token</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Chat simultanee</translation>
    </message>
    <message>
        <source>Drag the point, or walk it with the arrow keys. Context is per chat; the KV cache holds context × chats.</source>
        <translation>Trascinare il punto, o spostarlo con i tasti freccia. Il contesto vale per ogni chat; la cache KV contiene contesto × chat.</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Precisione della cache KV</translation>
    </message>
    <message>
        <source>The KV cache of all chats together, over all devices</source>
        <translation>La cache KV di tutte le chat insieme, su tutti i dispositivi</translation>
    </message>
    <message>
        <source>tokens ×</source>
        <translation>token ×</translation>
    </message>
    <message>
        <source>chats, KV in</source>
        <translation>chat, KV in</translation>
    </message>
    <message>
        <source>On GPUs the engine keeps the KV cache in %1.</source>
        <translation>Sulle GPU il motore tiene la cache KV in %1.</translation>
    </message>
    <message>
        <source>%1 tokens × %2</source>
        <translation>%1 token × %2</translation>
    </message>
    <message>
        <source>= %1 tokens, %2</source>
        <translation>= %1 token, %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::PromptTemplate</name>
    <message>
        <source>the field &quot;%1&quot; is missing</source>
        <translation>manca il campo «%1»</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be text</source>
        <translation>«%1» deve essere testo</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>«%1» è vuoto</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is longer than %2 characters</source>
        <translation>«%1» supera %2 caratteri</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a number from %2 to %3</source>
        <translation>«%1» deve essere un numero da %2 a %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a whole number</source>
        <translation>«%1» deve essere un numero intero</translation>
    </message>
    <message>
        <source>template %1 is not a JSON object</source>
        <translation>il template %1 non è un oggetto JSON</translation>
    </message>
    <message>
        <source>&quot;id&quot; may hold lower-case letters, digits and hyphens only</source>
        <translation>«id» può contenere solo lettere minuscole, cifre e trattini</translation>
    </message>
    <message>
        <source>&quot;language&quot; has to be a code such as &quot;en&quot;</source>
        <translation>«language» deve essere un codice come «en»</translation>
    </message>
    <message>
        <source>&quot;variables&quot; has to be an object of texts</source>
        <translation>«variables» deve essere un oggetto di testi</translation>
    </message>
    <message>
        <source>the default of the variable &quot;%1&quot; has to be text</source>
        <translation>il valore predefinito della variabile «%1» deve essere testo</translation>
    </message>
    <message>
        <source>&quot;sampling&quot; has to be an object</source>
        <translation>«sampling» deve essere un oggetto</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>non è UTF-8</translation>
    </message>
    <message>
        <source>no template in this file</source>
        <translation>nessun template in questo file</translation>
    </message>
    <message>
        <source>the id &quot;%1&quot; is used twice</source>
        <translation>l’id «%1» è usato due volte</translation>
    </message>
</context>
<context>
    <name>mw::gui::Quality</name>
    <message>
        <source>%1, with which the others are compared: %2</source>
        <translation>%1, con cui si confrontano gli altri: %2</translation>
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
        <translation>misurato su %1: perplessità %2, stessa parola successiva nel %3 % dei casi</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Non c’è nessun file %1.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 non si può leggere: %2</translation>
    </message>
    <message>
        <source>%1 is no text in UTF-8.</source>
        <translation>%1 non è un testo in UTF-8.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 è vuoto.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityCard</name>
    <message>
        <source>Quality</source>
        <translation>Qualità</translation>
    </message>
    <message>
        <source>What fp8, int8, int4 or a smaller KV cache costs is not measured yet. It takes a text of yours, which the loaded model reads as it is stored and then in each format.</source>
        <translation>Quanto costano fp8, int8, int4 o una cache KV più piccola non è ancora misurato. Serve un proprio testo, che il modello caricato legge com’è salvato e poi in ciascun formato.</translation>
    </message>
    <message>
        <source>what a format costs, on a text of yours</source>
        <translation>quanto costa un formato, su un proprio testo</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Avanzamento della misurazione</translation>
    </message>
    <message>
        <source>What is measured stays</source>
        <translation>Ciò che è misurato resta</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Misura…</translation>
    </message>
    <message>
        <source>Measure quality…</source>
        <translation>Misura la qualità…</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Non è stato misurato nulla.</translation>
    </message>
    <message>
        <source>%1 of %2 are measured.</source>
        <translation>%1 di %2 sono misurati.</translation>
    </message>
    <message>
        <source>The measurement stopped: %1</source>
        <translation>La misurazione si è fermata: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Annullato. %1</translation>
    </message>
    <message>
        <source>What was measured is not saved: %1</source>
        <translation>Ciò che è stato misurato non è salvato: %1</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Eliminata: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Nascondi</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>ricarica ciò che c’era prima</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>loading %1</source>
        <translation>carica %1</translation>
    </message>
    <message>
        <source>reading in %1</source>
        <translation>legge in %1</translation>
    </message>
    <message>
        <source>The benchmark runs.</source>
        <translation>Il benchmark è in corso.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityDialog</name>
    <message>
        <source>Text file</source>
        <translation>File di testo</translation>
    </message>
    <message>
        <source>a text of yours, UTF-8</source>
        <translation>un proprio testo, UTF-8</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Testi (*.txt *.md);;Tutti i file (*)</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>Misura la qualità</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Testo</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Che cosa si confronta</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Tokens of it, at most</source>
        <translation>Token del testo, al massimo</translation>
    </message>
    <message>
        <source>A text of the kind that you work with says most. The model reads it once in each format; how well it foresees the next word is compared. Nothing of it leaves this computer.</source>
        <translation>Un testo del genere con cui si lavora dice di più. Il modello lo legge una volta in ciascun formato; si confronta quanto bene prevede la parola successiva. Nulla lascia questo computer.</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>com’è salvato: %1</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>Cache &amp;KV</translation>
    </message>
    <message>
        <source>Each is compared with the weights as stored, %1, and the KV cache in %2.</source>
        <translation>Ciascuno è confrontato con i pesi come sono salvati, %1, e la cache KV in %2.</translation>
    </message>
    <message>
        <source>This is what the others are compared with. It can be measured with another KV cache.</source>
        <translation>È ciò con cui si confrontano gli altri. Si può misurare con un’altra cache KV.</translation>
    </message>
    <message>
        <source>Choose a text first.</source>
        <translation>Scegliere prima un testo.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Non c’è nulla da misurare.</translation>
    </message>
    <message>
        <source>; at the end it is as it is now. Answers in progress stop; their text stays.</source>
        <translation>; alla fine è come adesso. Le risposte in corso si fermano; il loro testo resta.</translation>
    </message>
    <message>
        <source>; at the end none is loaded, as now.</source>
        <translation>; alla fine non ne è caricato nessuno, come adesso.</translation>
    </message>
    <message>
        <source>Takes %1 on the disk meanwhile.</source>
        <translation>Nel frattempo occupa %1 sul disco.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityNote</name>
    <message>
        <source> with the KV cache in %1</source>
        <translation> con la cache KV in %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>What %1 costs in quality is not measured.</source>
        <translation>Quanto costa %1 in qualità non è misurato.</translation>
    </message>
    <message>
        <source>Measure again…</source>
        <translation>Misura di nuovo…</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Misura…</translation>
    </message>
    <message>
        <source>On a text of yours, against the weights as they are stored</source>
        <translation>Su un proprio testo, rispetto ai pesi come sono salvati</translation>
    </message>
    <message>
        <source>Measure the quality of %1…</source>
        <translation>Misura la qualità di %1…</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityRunner</name>
    <message>
        <source>A text of two tokens is the shortest that can be measured.</source>
        <translation>Un testo di due token è il più corto che si può misurare.</translation>
    </message>
    <message>
        <source>The model’s predictions are no numbers.</source>
        <translation>Le previsioni del modello non sono numeri.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityStore</name>
    <message>
        <source>%1 is damaged, and cannot be set aside.</source>
        <translation>%1 è danneggiato e non può essere messo da parte.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityTable</name>
    <message>
        <source>Measured quality</source>
        <translation>Qualità misurata</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesi</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplessità</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Variazione</translation>
    </message>
    <message>
        <source>Same next word</source>
        <translation>Stessa parola</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>Divergenza KL</translation>
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
        <translation>Testo</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modello</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Misurato</translation>
    </message>
    <message>
        <source>with the weights as stored → so; the less, the better the model foresees the text</source>
        <translation>con i pesi come sono salvati → così; meno è, meglio il modello prevede il testo</translation>
    </message>
    <message>
        <source>how often both hold the same next word for the likeliest</source>
        <translation>quante volte entrambi ritengono la stessa parola successiva la più probabile</translation>
    </message>
    <message>
        <source>how far the predictions are apart, on average; 0: not at all</source>
        <translation>quanto distano in media le previsioni; 0: per nulla</translation>
    </message>
    <message>
        <source>what 99 of 100 words stay below</source>
        <translation>ciò sotto cui restano 99 parole su 100</translation>
    </message>
    <message>
        <source>%1
%2 in pieces of %3 tokens, beside %4; %5, %6</source>
        <translation>%1
%2 in pezzi da %3 token, accanto a %4; %5, %6</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>mw::gui::Rail</name>
    <message>
        <source>Views</source>
        <translation>Viste</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>mw::gui::RequestTable</name>
    <message numerus="yes">
        <source>%n in decode</source>
        <translation>
            <numerusform>%n in decodifica</numerusform>
            <numerusform>%n in decodifica</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in prefill</source>
        <translation>
            <numerusform>%n in prefill</numerusform>
            <numerusform>%n in prefill</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n in coda</numerusform>
            <numerusform>%n in coda</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>decodifica</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>prefill</translation>
    </message>
    <message>
        <source>queued, place %1, %2 s</source>
        <translation>in coda, posto %1, %2 s</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Endpoint</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stato</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>Token del prompt</translation>
    </message>
    <message>
        <source>Tokens so far</source>
        <translation>Token finora</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>Primo token dopo</translation>
    </message>
</context>
<context>
    <name>mw::gui::RequestsView</name>
    <message>
        <source>Live requests</source>
        <translation>Richieste in corso</translation>
    </message>
    <message>
        <source>queued, place 10, 10.0 s</source>
        <translation>in coda, posto 10, 10,0 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
</context>
<context>
    <name>mw::gui::RunList</name>
    <message>
        <source>running · experiment %1 of %2</source>
        <translation>in corso · prova %1 di %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::SecretField</name>
    <message>
        <source>Show the %1 for half a minute</source>
        <translation>Mostra per mezzo minuto: %1</translation>
    </message>
    <message>
        <source>Copy the %1</source>
        <translation>Copia: %1</translation>
    </message>
    <message>
        <source>hidden, ends in %1</source>
        <translation>nascosto, termina con %1</translation>
    </message>
    <message>
        <source>Hide the %1</source>
        <translation>Nascondi: %1</translation>
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
        <translation>token al secondo</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Tempo al primo token</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>served</source>
        <translation>servite</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>questa finestra</translation>
    </message>
    <message>
        <source>median</source>
        <translation>mediana</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % entro</translation>
    </message>
    <message>
        <source>No model is loaded. Programs that ask are told so until one is.</source>
        <translation>Nessun modello caricato. Finché è così, lo si dice ai programmi che chiedono.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Apri un modello…</translation>
    </message>
    <message>
        <source>ms, last minute&apos;s requests</source>
        <translation>ms, richieste dell’ultimo minuto</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Other programs use the loaded model; this window keeps its own chats.</source>
        <translation>Altri programmi usano il modello caricato; questa finestra tiene le proprie chat.</translation>
    </message>
    <message>
        <source>Cancel all requests</source>
        <translation>Annulla tutte le richieste</translation>
    </message>
    <message>
        <source>Live requests</source>
        <translation>Richieste in corso</translation>
    </message>
    <message>
        <source>Switch the endpoint for other programs on or off</source>
        <translation>Accendi o spegni l’endpoint per altri programmi</translation>
    </message>
    <message>
        <source>Switch the AIME worker on or off</source>
        <translation>Accendi o spegni il worker AIME</translation>
    </message>
    <message>
        <source>Copy the address for other programs</source>
        <translation>Copia l’indirizzo per altri programmi</translation>
    </message>
    <message>
        <source>Cancel all requests of other programs</source>
        <translation>Annulla tutte le richieste di altri programmi</translation>
    </message>
    <message>
        <source>No request of another program is open.</source>
        <translation>Nessuna richiesta di un altro programma è in corso.</translation>
    </message>
    <message>
        <source>No request yet. Paste the curl example into a terminal, and one is seen here.</source>
        <translation>Ancora nessuna richiesta. Incollare l’esempio curl in un terminale, e qui se ne vedrà una.</translation>
    </message>
    <message>
        <source>No job yet. The endpoint beside the worker is off.</source>
        <translation>Ancora nessun job. L’endpoint accanto al worker è spento.</translation>
    </message>
    <message>
        <source>Nothing is served. Switch the endpoint on, and programs that speak OpenAI&apos;s API use the loaded model beside your chats.</source>
        <translation>Non si serve nulla. Accendendo l’endpoint, i programmi che parlano l’API di OpenAI usano il modello caricato accanto alle chat.</translation>
    </message>
    <message>
        <source>Copy the curl example</source>
        <translation>Copia l’esempio curl</translation>
    </message>
    <message>
        <source>Switch the endpoint on</source>
        <translation>Accendi l’endpoint</translation>
    </message>
    <message>
        <source>No request is open. Ended so far: %1, the last one at %2.</source>
        <translation>Nessuna richiesta in corso. Terminate finora: %1, l’ultima alle %2.</translation>
    </message>
    <message>
        <source>No job is open. Ended so far: %1. The endpoint beside the worker is off.</source>
        <translation>Nessun lavoro in corso. Terminati finora: %1. L’endpoint accanto al worker è spento.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Serving</name>
    <message>
        <source>Endpoint: </source>
        <translation>Endpoint: </translation>
    </message>
    <message>
        <source>AIME worker: </source>
        <translation>Worker AIME: </translation>
    </message>
    <message>
        <source>AIME job %1</source>
        <translation>Job AIME %1</translation>
    </message>
    <message>
        <source>%1: %2 + %3 tokens, first after %4 s, %5 tokens/s</source>
        <translation>%1: %2 + %3 token, il primo dopo %4 s, %5 token/s</translation>
    </message>
    <message>
        <source>%1: did not wait for the end of its answer; %2 + %3 tokens</source>
        <translation>%1: non ha atteso la fine della risposta; %2 + %3 token</translation>
    </message>
    <message>
        <source>%1: refused, %2: %3</source>
        <translation>%1: rifiutata, %2: %3</translation>
    </message>
    <message>
        <source>(%1 times)</source>
        <translation>(%1 volte)</translation>
    </message>
    <message numerus="yes">
        <source>Endpoint: %Ln more were answered or refused</source>
        <translation>
            <numerusform>Endpoint: un’altra (%Ln) ha avuto risposta o rifiuto</numerusform>
            <numerusform>Endpoint: altre %Ln hanno avuto risposta o rifiuto</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cancelled here; %2 + %3 tokens</source>
        <translation>%1: annullata qui; %2 + %3 token</translation>
    </message>
</context>
<context>
    <name>mw::gui::SettingsPage</name>
    <message>
        <source>Colours</source>
        <translation>Colori</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Come il desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Chiaro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Scuro</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aspetto</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Let the model name new chats after their first answer</source>
        <translation>Lascia che il modello dia un nome alle nuove chat dopo la prima risposta</translation>
    </message>
    <message>
        <source>While nobody waits for an answer. Otherwise a chat is called by the first words of its first question. A name that you give it stays.</source>
        <translation>Quando nessuno attende una risposta. Altrimenti una chat prende il nome dalle prime parole della prima domanda. Un nome dato a mano resta.</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>Dove si trova tutto</translation>
    </message>
    <message>
        <source>Chats and your templates</source>
        <translation>Chat e template personali</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Impostazioni</translation>
    </message>
    <message>
        <source>Nothing leaves this machine, except what you serve to others.</source>
        <translation>Nulla lascia questo computer, tranne ciò che si serve ad altri.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Informazioni</translation>
    </message>
    <message>
        <source>Window: GPL-3.0-or-later. Engine: Apache-2.0. Icons: Lucide, ISC.</source>
        <translation>Finestra: GPL-3.0-or-later. Motore: Apache-2.0. Icone: Lucide, ISC.</translation>
    </message>
    <message>
        <source>From the next start on, for words, numbers and dates.</source>
        <translation>Dal prossimo avvio, per parole, numeri e date.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Come il sistema</translation>
    </message>
    <message>
        <source>Tell me in other windows, too, when an answer that took long has ended</source>
        <translation>Avvisami anche in altre finestre quando una risposta lunga è finita</translation>
    </message>
    <message>
        <source>Backends: %1</source>
        <translation>Backend: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::ShortcutSheet</name>
    <message>
        <source>While writing</source>
        <translation>Durante la scrittura</translation>
    </message>
    <message>
        <source>Send; while an answer is under way: ask this next</source>
        <translation>Invia; mentre è in corso una risposta: chiedi questo dopo</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nuova riga</translation>
    </message>
    <message>
        <source>Stop the answer, or leave the editing</source>
        <translation>Ferma la risposta, o esci dalla modifica</translation>
    </message>
    <message>
        <source>In the conversation</source>
        <translation>Nella conversazione</translation>
    </message>
    <message>
        <source>Turn by turn</source>
        <translation>Messaggio per messaggio</translation>
    </message>
    <message>
        <source>What can be done with the turn</source>
        <translation>Cosa si può fare con il messaggio</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Copy the selection, or the turn</source>
        <translation>Copia la selezione, o il messaggio</translation>
    </message>
    <message>
        <source>To its beginning, to its end</source>
        <translation>All’inizio, alla fine</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Ferma la risposta</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Scorciatoie da tastiera</translation>
    </message>
    <message>
        <source>Show all of a long question</source>
        <translation>Mostra per intero una domanda lunga</translation>
    </message>
</context>
<context>
    <name>mw::gui::Sparkline</name>
    <message>
        <source>Click to open the graph, or to fold it</source>
        <translation>Fare clic per aprire il grafico, o per chiuderlo</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedCards</name>
    <message>
        <source>Tokens/s, all chats</source>
        <translation>Token/s, tutte le chat</translation>
    </message>
    <message>
        <source>Tokens per second of all chats</source>
        <translation>Token al secondo di tutte le chat</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Token/s per chat</translation>
    </message>
    <message>
        <source>Tokens per second of each chat</source>
        <translation>Token al secondo di ogni chat</translation>
    </message>
    <message>
        <source>Calibrating.
The first dots come in a moment.</source>
        <translation>Calibrazione in corso.
I primi punti arrivano tra un momento.</translation>
    </message>
    <message>
        <source>No speed is known yet.
Calibrate, or just chat: every answer is measured.</source>
        <translation>Non si conosce ancora la velocità.
Calibrare, o semplicemente chattare: ogni risposta viene misurata.</translation>
    </message>
    <message>
        <source>%1: %2 tok/s, %3 each</source>
        <translation>%1: %2 tok/s, %3 ciascuna</translation>
    </message>
    <message>
        <source>below reading speed even with one chat at this context</source>
        <translation>sotto la velocità di lettura anche con una sola chat a questo contesto</translation>
    </message>
    <message>
        <source>above reading speed at this context with any number of chats</source>
        <translation>sopra la velocità di lettura con qualunque numero di chat a questo contesto</translation>
    </message>
    <message>
        <source>at best above reading speed up to %1 at this context</source>
        <translation>al meglio sopra la velocità di lettura fino a %1 a questo contesto</translation>
    </message>
    <message>
        <source>above reading speed up to %1 at this context</source>
        <translation>sopra la velocità di lettura fino a %1 a questo contesto</translation>
    </message>
    <message>
        <source> · a full prompt takes at best %1 to read</source>
        <translation> · un prompt pieno si legge al meglio in %1</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read</source>
        <translation> · un prompt pieno si legge in %1</translation>
    </message>
    <message>
        <source>Measured: %1, %2 tokens/s in all, %3 each, at %4 tokens of context</source>
        <translation>Misurato: %1, %2 token/s in tutto, %3 ciascuna, con %4 token di contesto</translation>
    </message>
    <message>
        <source>; faint dots: other contexts</source>
        <translation>; punti chiari: altri contesti</translation>
    </message>
    <message>
        <source>nothing measured on this machine yet</source>
        <translation>su questo computer non è stato ancora misurato nulla</translation>
    </message>
    <message>
        <source>the limit that published figures set, for chats half full; real engines stay below it</source>
        <translation>il limite dato dai valori pubblicati, per chat piene a metà; i motori reali restano sotto</translation>
    </message>
    <message>
        <source>line fitted to what was measured so far, for chats half full (%1 tokens); not calibrated</source>
        <translation>curva adattata a quanto misurato finora, per chat piene a metà (%1 token); non calibrata</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens); dots measured with other contexts, residual %2 % there</source>
        <translation>curva prevista per chat piene a metà (%1 token); punti misurati con altri contesti, scarto %2 % lì</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens), dots measured on this machine, residual %2 %</source>
        <translation>curva prevista per chat piene a metà (%1 token), punti misurati su questo computer, scarto %2 %</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read (between %2 and %3)</source>
        <translation> · un prompt pieno si legge in %1 (tra %2 e %3)</translation>
    </message>
    <message>
        <source>line guessed for chats half full (%1 tokens); dots measured only with other contexts, residual %2 % there</source>
        <translation>curva stimata per chat piene a metà (%1 token); punti misurati solo con altri contesti, scarto %2 % lì</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedChart</name>
    <message>
        <source>reading, %1–%2 tok/s</source>
        <translation>lettura, %1–%2 tok/s</translation>
    </message>
    <message>
        <source>predicted from %1 with %2 chats to %3 with %4</source>
        <translation>previsto da %1 con %2 chat a %3 con %4</translation>
    </message>
    <message numerus="yes">
        <source>%n measured</source>
        <translation>
            <numerusform>%n misura</numerusform>
            <numerusform>%n misure</numerusform>
        </translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>chat simultanee</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted</source>
        <translation>
            <numerusform>%Ln chat: %1 token/s previsti</numerusform>
            <numerusform>%Ln chat: %1 token/s previsti</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted, between %2 and %3</source>
        <translation>
            <numerusform>%Ln chat: %1 token/s previsti, tra %2 e %3</numerusform>
            <numerusform>%Ln chat: %1 token/s previsti, tra %2 e %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::StartCard</name>
    <message>
        <source>Start</source>
        <translation>Per iniziare</translation>
    </message>
    <message>
        <source>Chat with the demo model</source>
        <translation>Chatta con il modello dimostrativo</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Apri una cartella…</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral checkpoint that you have.</source>
        <translation>Apre la cartella di un checkpoint Mixtral già presente.</translation>
    </message>
    <message>
        <source>A small demo model comes with the workbench (%1) and runs on any machine. It knows the workbench and tells stories; it shows how everything works, not how clever Mixtral is. Or open the folder of a checkpoint that you have.</source>
        <translation>È incluso un piccolo modello dimostrativo (%1) che gira su qualsiasi computer. Conosce il programma e racconta storie; mostra come funziona tutto, non quanto è bravo Mixtral. Oppure si può aprire la cartella di un checkpoint già presente.</translation>
    </message>
    <message>
        <source>A model is being loaded…</source>
        <translation>Caricamento di un modello…</translation>
    </message>
    <message>
        <source>It is loaded.</source>
        <translation>È caricato.</translation>
    </message>
    <message>
        <source>%1 is loaded.</source>
        <translation>%1 è caricato.</translation>
    </message>
</context>
<context>
    <name>mw::gui::StatusStrip</name>
    <message>
        <source>The model is loaded as on devices that have no more memory.</source>
        <translation>Il modello è caricato come su dispositivi che non hanno più memoria.</translation>
    </message>
    <message>
        <source>Memory %1 of %2</source>
        <translation>Memoria %1 di %2</translation>
    </message>
    <message>
        <source>This machine&apos;s memory in use; the workbench has %1 of it.</source>
        <translation>Memoria in uso di questo computer; Workbench ne occupa %1.</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>persa</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 di %2</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>memoria non nota</translation>
    </message>
    <message>
        <source>GPU %1 %2</source>
        <translation>GPU %1 %2</translation>
    </message>
    <message>
        <source>%1 GPUs, %2 of %3</source>
        <translation>%1 GPU, %2 di %3</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Nessun modello</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Caricamento</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>Generazione</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>The engine has stopped</source>
        <translation>Il motore si è fermato</translation>
    </message>
    <message>
        <source>Budget %1 per device</source>
        <translation>Budget %1 per dispositivo</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 di %2 in corso</translation>
    </message>
    <message numerus="yes">
        <source>, %n waiting</source>
        <translation>
            <numerusform>, %n in attesa</numerusform>
            <numerusform>, %n in attesa</numerusform>
        </translation>
    </message>
    <message>
        <source>reading the prompt, %1 tok/s</source>
        <translation>legge il prompt, %1 tok/s</translation>
    </message>
    <message>
        <source>%1 tok/s · %2 per chat</source>
        <translation>%1 tok/s · %2 per chat</translation>
    </message>
    <message>
        <source>KV pages %1 %</source>
        <translation>Pagine KV %1 %</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateDialog</name>
    <message>
        <source>yours</source>
        <translation>personale</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuovo</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importa…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nome</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descrizione</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Lingua</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoria</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt di sistema</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>Lunghezza risposta</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplica</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Esporta…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Elimina</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salva</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>Importa template</translation>
    </message>
    <message>
        <source>Templates (*.json)</source>
        <translation>Template (*.json)</translation>
    </message>
    <message>
        <source>Export template</source>
        <translation>Esporta il template</translation>
    </message>
    <message>
        <source>Part of the program. Duplicate it to make changes.</source>
        <translation>Parte del programma. Duplicarlo per modificarlo.</translation>
    </message>
    <message>
        <source>A template file could not be read and was skipped.</source>
        <translation>Un file di template non si è potuto leggere ed è stato saltato.</translation>
    </message>
    <message>
        <source>%1 template files could not be read and were skipped.</source>
        <translation>%1 file di template non si sono potuti leggere e sono stati saltati.</translation>
    </message>
    <message>
        <source>Templates of the program cannot be deleted</source>
        <translation>I template del programma non si possono eliminare</translation>
    </message>
    <message>
        <source>Duplicate it to make changes</source>
        <translation>Duplicarlo per modificarlo</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>Non è cambiato nulla</translation>
    </message>
    <message>
        <source>Save first</source>
        <translation>Salvare prima</translation>
    </message>
    <message>
        <source>Write {{a_name}} where something is to be filled in.</source>
        <translation>Scrivere {{un_nome}} dove va inserito qualcosa.</translation>
    </message>
    <message>
        <source>Variables: %1</source>
        <translation>Variabili: %1</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>Salvare le modifiche a «%1»?</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Nuovo template</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>«%1» è stato eliminato.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateLibrary</name>
    <message>
        <source>not a regular file</source>
        <translation>non è un file regolare</translation>
    </message>
    <message>
        <source>larger than 4 MiB</source>
        <translation>più grande di 4 MiB</translation>
    </message>
    <message>
        <source>%1:1:1: the id &quot;%2&quot; is taken by another file</source>
        <translation>%1:1:1: l’id «%2» è già usato da un altro file</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Non si può creare la cartella %1.</translation>
    </message>
    <message>
        <source>This template is part of the program and cannot be deleted.</source>
        <translation>Questo template fa parte del programma e non si può eliminare.</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>Non si può eliminare %1: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplatePicker</name>
    <message>
        <source>Yours</source>
        <translation>Personali</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Search templates</source>
        <translation>Cerca nei template</translation>
    </message>
    <message>
        <source>No template holds these words</source>
        <translation>Nessun template contiene queste parole</translation>
    </message>
</context>
<context>
    <name>mw::gui::TimeSeriesChart</name>
    <message>
        <source>5 min ago</source>
        <translation>5 min fa</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ora</translation>
    </message>
    <message>
        <source>%1: no values yet</source>
        <translation>%1: ancora nessun valore</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>non disponibile</translation>
    </message>
    <message>
        <source>%1: now %2, between %3 and %4 %5 in the last five minutes</source>
        <translation>%1: ora %2, tra %3 e %4 %5 negli ultimi cinque minuti</translation>
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
        <translation>%1 s fa</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>nessun valore</translation>
    </message>
</context>
<context>
    <name>mw::gui::TokenPanel</name>
    <message>
        <source>Keep it in the desktop’s keyring</source>
        <translation>Conserva nel portachiavi del desktop</translation>
    </message>
    <message>
        <source>hf_…</source>
        <translation>hf_…</translation>
    </message>
    <message>
        <source>Token of your account on the hub</source>
        <translation>Token del proprio account sull’hub</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Apri la pagina</translation>
    </message>
    <message>
        <source>Make a token</source>
        <translation>Crea un token</translation>
    </message>
    <message>
        <source>It is shown to the hub only, never to the servers that it leads to, and stands in no file of the workbench. A token that may read is enough.</source>
        <translation>Lo vede solo l’hub, mai i server a cui rimanda, e non sta in nessun file del programma. Basta un token di lettura.</translation>
    </message>
    <message>
        <source>This desktop has no keyring that can be reached: the token is kept in memory until the window is closed, and asked for again after that.</source>
        <translation>Questo desktop non ha un portachiavi raggiungibile: il token resta in memoria finché la finestra non viene chiusa, poi viene richiesto di nuovo.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TopBar</name>
    <message>
        <source>Context per chat and chats at once. The KV cache holds context × chats.</source>
        <translation>Contesto per chat e chat simultanee. La cache KV contiene contesto × chat.</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Cerca o esegui un comando</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
    <message>
        <source>Mixtral Workbench</source>
        <translation>Mixtral Workbench</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aiuto</translation>
    </message>
    <message>
        <source>Welcome page	F1</source>
        <translation>Pagina iniziale	F1</translation>
    </message>
    <message>
        <source>All commands	Ctrl+K</source>
        <translation>Tutti i comandi	Ctrl+K</translation>
    </message>
    <message>
        <source>About Mixtral Workbench</source>
        <translation>Informazioni su Mixtral Workbench</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>Modello: %1, %2</translation>
    </message>
    <message>
        <source>context %1 per chat × %2 chats</source>
        <translation>contesto %1 per chat × %2 chat</translation>
    </message>
    <message>
        <source>%1 tokens of context per chat, %2 at once</source>
        <translation>%1 token di contesto per chat, %2 alla volta</translation>
    </message>
    <message>
        <source>Loading a model…</source>
        <translation>Caricamento di un modello…</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Apri un modello</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningModel</name>
    <message>
        <source>%1 tokens were asked for; this model takes %2 at most.</source>
        <translation>Sono stati chiesti %1 token; questo modello ne accetta al massimo %2.</translation>
    </message>
    <message>
        <source>%1 tokens were asked for; a chat needs at least %2.</source>
        <translation>Sono stati chiesti %1 token; a una chat ne servono almeno %2.</translation>
    </message>
    <message>
        <source>%1 chats were asked for; %2 is the most.</source>
        <translation>Sono state chieste %1 chat; il massimo è %2.</translation>
    </message>
    <message>
        <source>The cache keeps pages of %1 tokens: room for %2 per chat.</source>
        <translation>La cache ha pagine da %1 token: spazio per %2 a chat.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningView</name>
    <message>
        <source>Nothing to tune yet</source>
        <translation>Ancora niente da regolare</translation>
    </message>
    <message>
        <source>Open a model to see what context length and chats at once cost in memory and speed, or plan for GPUs that are not here.</source>
        <translation>Aprire un modello per vedere quanto costano in memoria e velocità la lunghezza del contesto e le chat simultanee, o pianificare per GPU che non ci sono.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Apri un modello…</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Pianifica per un altro hardware…</translation>
    </message>
    <message>
        <source>The calibration failed: %1</source>
        <translation>La calibrazione è fallita: %1</translation>
    </message>
    <message>
        <source>Measured, but not kept for the next start: %1</source>
        <translation>Misurato, ma non conservato per il prossimo avvio: %1</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Regolazione</translation>
    </message>
    <message>
        <source>One long document</source>
        <translation>Un documento lungo</translation>
    </message>
    <message>
        <source>One chat with the longest context that fits with room to spare</source>
        <translation>Una chat con il contesto più lungo che ci sta con margine</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Bilanciato</translation>
    </message>
    <message>
        <source>Eight chats with the longest context that fits with room to spare</source>
        <translation>Otto chat con il contesto più lungo che ci sta con margine</translation>
    </message>
    <message>
        <source>Many chats</source>
        <translation>Molte chat</translation>
    </message>
    <message>
        <source>As many chats of 4,096 tokens as fit with room to spare and stay above the speed of reading</source>
        <translation>Tante chat da 4096 token quante ce ne stanno con margine restando sopra la velocità di lettura</translation>
    </message>
    <message>
        <source>Within a budget…</source>
        <translation>Entro un budget…</translation>
    </message>
    <message>
        <source>What fits into so much memory of each device</source>
        <translation>Cosa ci sta in tanta memoria di ogni dispositivo</translation>
    </message>
    <message>
        <source>Planning %1 in %2 for %3, which are not in this machine. Nothing can be loaded from here.</source>
        <translation>Si pianifica %1 in %2 per %3, che non sono in questo computer. Da qui non si può caricare nulla.</translation>
    </message>
    <message>
        <source>Back to this machine</source>
        <translation>Torna a questo computer</translation>
    </message>
    <message>
        <source>Calibrating: %1, %2 % done</source>
        <translation>Calibrazione: %1, %2 % fatto</translation>
    </message>
    <message>
        <source>Hardware: %1</source>
        <translation>Hardware: %1</translation>
    </message>
    <message>
        <source>Hardware: this machine</source>
        <translation>Hardware: questo computer</translation>
    </message>
    <message>
        <source>Stop calibrating</source>
        <translation>Ferma la calibrazione</translation>
    </message>
    <message>
        <source>Calibrate · %1 s</source>
        <translation>Calibra · %1 s</translation>
    </message>
    <message>
        <source>What was measured before comes back</source>
        <translation>Torna ciò che era stato misurato prima</translation>
    </message>
    <message>
        <source>Only the hardware that is here can be measured.</source>
        <translation>Si può misurare solo l’hardware presente qui.</translation>
    </message>
    <message>
        <source>A model has to be loaded.</source>
        <translation>Deve essere caricato un modello.</translation>
    </message>
    <message>
        <source>Answers are being generated; they would be measured as well.</source>
        <translation>Si stanno generando risposte; verrebbero misurate anch’esse.</translation>
    </message>
    <message>
        <source>Measures this model on this machine with 1 to %1 chats at once</source>
        <translation>Misura questo modello su questo computer con 1-%1 chat simultanee</translation>
    </message>
    <message>
        <source>These GPUs are not in this machine.</source>
        <translation>Queste GPU non sono in questo computer.</translation>
    </message>
    <message>
        <source>A model has to be loaded first.</source>
        <translation>Prima deve essere caricato un modello.</translation>
    </message>
    <message>
        <source>A calibration runs.</source>
        <translation>È in corso una calibrazione.</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>È ciò che è caricato ora.</translation>
    </message>
    <message>
        <source>Loads the model anew at this point. Answers in progress stop; their text stays. If it fails, the point that is loaded now comes back.</source>
        <translation>Ricarica il modello in questo punto. Le risposte in corso si fermano; il loro testo resta. Se fallisce, torna il punto caricato ora.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Applica</translation>
    </message>
    <message>
        <source>Apply · loaded now</source>
        <translation>Applica · caricato ora</translation>
    </message>
    <message>
        <source>Apply · reloads in %1</source>
        <translation>Applica · ricarica in %1</translation>
    </message>
    <message>
        <source>Apply · reloads, about %1</source>
        <translation>Applica · ricarica, circa %1</translation>
    </message>
    <message>
        <source>Nothing of the kind fits with room to spare.</source>
        <translation>Niente del genere ci sta con margine.</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>Budget di memoria</translation>
    </message>
    <message>
        <source>GB that the model may take of each device:</source>
        <translation>GB che il modello può occupare su ogni dispositivo:</translation>
    </message>
    <message>
        <source>Within %1</source>
        <translation>Entro %1</translation>
    </message>
    <message>
        <source>Not even one chat fits into %1 per device.</source>
        <translation>In %1 per dispositivo non ci sta nemmeno una chat.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnActions</name>
    <message>
        <source>Previous version</source>
        <translation>Versione precedente</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Versione successiva</translation>
    </message>
    <message>
        <source>Copy the Markdown source</source>
        <translation>Copia il sorgente Markdown</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Modifica e chiedi di nuovo</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Rispondi di nuovo</translation>
    </message>
    <message>
        <source>Continue this answer</source>
        <translation>Continua questa risposta</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Elimina questo messaggio e ciò che segue</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Versione %1 di %2</translation>
    </message>
    <message>
        <source>Wait for the answer, or stop it</source>
        <translation>Attendere la risposta, o fermarla</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Continua da qui in una nuova chat</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>Informazioni su questa risposta</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Modifica questa risposta</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnDetails</name>
    <message>
        <source>About this answer</source>
        <translation>Informazioni su questa risposta</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copia</translation>
    </message>
</context>
<context>
    <name>mw::gui::UnsavedDialog</name>
    <message>
        <source>Save the chats elsewhere</source>
        <translation>Salva le chat altrove</translation>
    </message>
    <message>
        <source>Chats (*.sqlite)</source>
        <translation>Chat (*.sqlite)</translation>
    </message>
    <message>
        <source>Chats are not saved</source>
        <translation>Ci sono chat non salvate</translation>
    </message>
    <message>
        <source>What was said since then is lost when the window closes.</source>
        <translation>Ciò che è stato detto da allora va perso quando la finestra si chiude.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Scarta</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annulla</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Salva altrove…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Riprova</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1.</source>
        <translation>Modifiche che non si sono potute salvare: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::VariablesDialog</name>
    <message>
        <source>System prompt</source>
        <translation>Prompt di sistema</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightCards</name>
    <message>
        <source>%1 free</source>
        <translation>%1 liberi</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>mancano %1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesi</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>caricato</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>com’è salvato</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>perplessità %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Converted while loading. What that costs is not measured.</source>
        <translation>Convertito durante il caricamento. Quanto costi non è misurato.</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightChoice</name>
    <message>
        <source>Weights</source>
        <translation>Pesi</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>com’è salvato: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightsCard</name>
    <message>
        <source>Getting the real weights</source>
        <translation>Ottenere i pesi veri</translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3 in bf16 · licence %4</source>
        <translation>%1 · %2 di parametri · %3 in bf16 · licenza %4</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>per le chat</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>continua testi</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copia il comando</translation>
    </message>
    <message>
        <source>Copy the command that fetches %1</source>
        <translation>Copia il comando che scarica %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiato</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <translation>Apri %1 nel browser</translation>
    </message>
    <message>
        <source>Mistral AI publishes them on the Hugging Face hub, which may ask you to sign in. Nothing is downloaded before you have seen its size, its licence and the room that there is. Or copy a command for a terminal (it needs the hf program, from Python’s huggingface_hub).</source>
        <translation>Mistral AI li pubblica sull’hub di Hugging Face, che può chiedere di accedere. Non si scarica nulla prima di aver visto dimensione, licenza e spazio disponibile. Oppure copiare un comando per un terminale (serve il programma hf, da huggingface_hub di Python).</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Scarica…</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Scarica %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::WelcomeView</name>
    <message>
        <source>Mixtral models on your own machine: nothing that you write leaves it, and nothing is downloaded by itself.</source>
        <translation>Modelli Mixtral sul proprio computer: nulla di ciò che si scrive lo lascia, e nulla viene scaricato da solo.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Benvenuti</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>Pagina iniziale</translation>
    </message>
</context>
<context>
    <name>mw::gui::WholeFile</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Non si può scrivere %1: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::Words</name>
    <message>
        <source>invalid request</source>
        <translation>richiesta non valida</translation>
    </message>
    <message>
        <source>file not found</source>
        <translation>file non trovato</translation>
    </message>
    <message>
        <source>damaged or contradictory file</source>
        <translation>file danneggiato o contraddittorio</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>non supportato</translation>
    </message>
    <message>
        <source>context too short</source>
        <translation>contesto troppo corto</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>memoria esaurita</translation>
    </message>
    <message>
        <source>numbers are not finite</source>
        <translation>numeri non finiti</translation>
    </message>
    <message>
        <source>device failure</source>
        <translation>guasto del dispositivo</translation>
    </message>
    <message>
        <source>defect of this program</source>
        <translation>difetto di questo programma</translation>
    </message>
    <message>
        <source>%1 (%2 GiB)</source>
        <translation>%1 (%2 GiB)</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 miliardi</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 milioni</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 chat</translation>
    </message>
    <message>
        <source>%1 chats</source>
        <translation>%1 chat</translation>
    </message>
    <message>
        <source>%1 layers, hidden size %2, %3 experts (%4 per token)</source>
        <translation>%1 strati, dimensione nascosta %2, %3 esperti (%4 per token)</translation>
    </message>
    <message>
        <source>%1, %2 active per token</source>
        <translation>%1, di cui %2 attivi per token</translation>
    </message>
    <message>
        <source>%1 (%2 bits per weight)</source>
        <translation>%1 (%2 bit per peso)</translation>
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
        <translation>CPU %1 di %2</translation>
    </message>
    <message>
        <source>%1 · tensor parallel and pipeline</source>
        <translation>%1 · parallelismo tensoriale e pipeline</translation>
    </message>
    <message>
        <source>%1 · tensor parallel</source>
        <translation>%1 · parallelismo tensoriale</translation>
    </message>
    <message>
        <source>%1 · pipeline</source>
        <translation>%1 · pipeline</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>meno di un secondo</translation>
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
        <translation>Tipo: %1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>File: %1</translation>
    </message>
    <message>
        <source>Offset: byte %1</source>
        <translation>Posizione: byte %1</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>Dispositivo: %1</translation>
    </message>
    <message>
        <source>Device %1: %2 needed, %3 free, %4 missing</source>
        <translation>Dispositivo %1: servono %2, liberi %3, mancano %4</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>Messaggio: %1</translation>
    </message>
    <message>
        <source>It fits with the KV cache in %1.</source>
        <translation>Con la cache KV in %1 ci sta.</translation>
    </message>
    <message>
        <source>It fits with %1 weights.</source>
        <translation>Con i pesi in %1 ci sta.</translation>
    </message>
    <message>
        <source>It fits with %1 weights and the KV cache in %2.</source>
        <translation>Con i pesi in %1 e la cache KV in %2 ci sta.</translation>
    </message>
    <message>
        <source>%1 needs %2 and has %3: %4 missing.</source>
        <translation>A %1 servono %2 e ne ha %3: mancano %4.</translation>
    </message>
    <message>
        <source>At this context there is room for %1.</source>
        <translation>Con questo contesto c’è spazio per %1.</translation>
    </message>
    <message>
        <source>With this many chats, %1 tokens each fit.</source>
        <translation>Con tante chat, ce ne stanno %1 token ciascuna.</translation>
    </message>
    <message>
        <source>The weights alone are too large.</source>
        <translation>Già i soli pesi sono troppo grandi.</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>non ci sta</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>al limite</translation>
    </message>
    <message>
        <source>Only %1 stay free on %2.</source>
        <translation>Restano liberi solo %1 su %2.</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>ci sta</translation>
    </message>
    <message>
        <source>%1 stay free on %2.</source>
        <translation>Restano liberi %1 su %2.</translation>
    </message>
    <message>
        <source>%1, KV %2</source>
        <translation>%1, KV %2</translation>
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
        <translation>ogni formato</translation>
    </message>
</context>
</TS>
