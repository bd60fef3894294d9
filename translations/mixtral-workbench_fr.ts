<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>BenchmarkPicture</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>ChatDatabase</name>
    <message>
        <source>%1, where chats are kept, is not there. Nothing is saved.</source>
        <translation>%1, où sont conservées les discussions, est introuvable. Rien n’est enregistré.</translation>
    </message>
    <message>
        <source>Another Mixtral Workbench has these chats open. Chats are shown here but not saved.</source>
        <translation>Un autre Mixtral Workbench a ouvert ces discussions. Elles sont affichées ici, mais pas enregistrées.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>Impossible d’écrire dans le dossier %1 (%2). Les discussions sont affichées, mais rien n’est enregistré.</translation>
    </message>
    <message>
        <source>These chats were saved by a newer Mixtral Workbench (version %1 of the file, this one knows %2). They can be read, not changed.</source>
        <translation>Ces discussions ont été enregistrées par un Mixtral Workbench plus récent (version %1 du fichier, celui-ci connaît la version %2). Elles peuvent être lues, pas modifiées.</translation>
    </message>
    <message>
        <source>Another program keeps %1 locked. Saving is tried again in a moment.</source>
        <translation>Un autre programme verrouille %1. Un nouvel essai d’enregistrement a lieu dans un instant.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2).</source>
        <translation>%1 est endommagé (%2).</translation>
    </message>
    <message>
        <source>%1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>Impossible d’écrire dans %1 (%2). Les discussions sont affichées, mais rien n’est enregistré.</translation>
    </message>
    <message>
        <source>%1 cannot be opened (%2). Nothing is saved.</source>
        <translation>Impossible d’ouvrir %1 (%2). Rien n’est enregistré.</translation>
    </message>
    <message>
        <source>Chat from a damaged file</source>
        <translation>Discussion d’un fichier endommagé</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
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
        <translation>safetensors consolidés (forme propre à Mistral)</translation>
    </message>
    <message>
        <source>consolidated .pth (PyTorch)</source>
        <translation>.pth consolidés (PyTorch)</translation>
    </message>
    <message>
        <source>GGUF, %1</source>
        <translation>GGUF, %1</translation>
    </message>
    <message>
        <source>other files</source>
        <translation>autres fichiers</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>mise en pause</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>interrompu</translation>
    </message>
    <message>
        <source>downloaded and checked</source>
        <translation>téléchargé et vérifié</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>démarrage</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>téléchargement</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>vérification</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 par seconde</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>encore environ %1</translation>
    </message>
    <message>
        <source>the next try in %1</source>
        <translation>nouvel essai dans %1</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>nouvel essai</translation>
    </message>
    <message>
        <source>computing the checksum of %1</source>
        <translation>calcul de la somme de contrôle de %1</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>more than %1 of %2 tokens</source>
        <translation>plus de %1 de %2 tokens</translation>
    </message>
    <message>
        <source>up to %1 of %2 tokens</source>
        <translation>jusqu’à %1 de %2 tokens</translation>
    </message>
    <message>
        <source>needs %1, has %2</source>
        <translation>demande %1, dispose de %2</translation>
    </message>
    <message>
        <source>free memory is spread too unevenly</source>
        <translation>la mémoire libre est trop inégalement répartie</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>not a regular file</source>
        <translation>pas un fichier ordinaire</translation>
    </message>
    <message>
        <source>larger than 1 MiB</source>
        <translation>plus grand que 1 Mio</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Impossible de créer le dossier %1.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 est endommagé.</translation>
    </message>
</context>
<context>
    <name>SectionLayout</name>
    <message>
        <source>text</source>
        <translation>texte</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Desktop workbench for Mixtral models.</source>
        <translation>Atelier de bureau pour les modèles Mixtral.</translation>
    </message>
    <message>
        <source>Displays version, commit and backends.</source>
        <translation>Affiche la version, le commit et les backends.</translation>
    </message>
    <message>
        <source>Open this checkpoint: a folder, or a GGUF file.</source>
        <translation>Ouvrir ce checkpoint&#xa0;: un dossier ou un fichier GGUF.</translation>
    </message>
    <message>
        <source>The same without --model.</source>
        <translation>La même chose sans --model.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was not expected; one model is opened at a time.</source>
        <translation>«&#xa0;%1&#xa0;» n’était pas attendu&#x202f;; un seul modèle s’ouvre à la fois.</translation>
    </message>
    <message>
        <source>--model: there is no &apos;%1&apos;.</source>
        <translation>--model&#xa0;: «&#xa0;%1&#xa0;» n’existe pas.</translation>
    </message>
    <message>
        <source>--model: &apos;%1&apos; cannot be read: %2.</source>
        <translation>--model&#xa0;: «&#xa0;%1&#xa0;» est illisible&#xa0;: %2.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ActivationChoice</name>
    <message>
        <source>Activations of prompts</source>
        <translation>Activations des prompts</translation>
    </message>
    <message>
        <source>In fp8 a GPU reads long prompts faster, and rounds what it multiplies with the weights.</source>
        <translation>En fp8, un GPU lit plus vite les longs prompts, et arrondit ce qu’il multiplie avec les poids.</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exactes</translation>
    </message>
    <message>
        <source>fp8, long prompts faster</source>
        <translation>fp8, longs prompts plus vite</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeCard</name>
    <message>
        <source>AIME API worker</source>
        <translation>Worker de l’API AIME</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Server URL</source>
        <translation>URL du serveur</translation>
    </message>
    <message>
        <source>worker key</source>
        <translation>clé du worker</translation>
    </message>
    <message>
        <source>Job type</source>
        <translation>Type de tâche</translation>
    </message>
    <message>
        <source>Worker&apos;s name</source>
        <translation>Nom du worker</translation>
    </message>
    <message>
        <source>this computer&apos;s</source>
        <translation>celui de cet ordinateur</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>Certificats de confiance</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>les autorités du système</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Certificats (*.pem *.crt *.cer);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Démarrer avec la fenêtre</translation>
    </message>
    <message>
        <source>It is kept in a file that only you can read. The server shows it to its clients; use it nowhere else.</source>
        <translation>Elle est conservée dans un fichier que vous seul pouvez lire. Le serveur la montre à ses clients&#x202f;; ne l’utilisez nulle part ailleurs.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clé</translation>
    </message>
    <message>
        <source>Takes jobs</source>
        <translation>Prend des tâches</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>L’activer avec la fenêtre</translation>
    </message>
    <message>
        <source>Switch the worker off to change this.</source>
        <translation>Désactivez le worker pour changer ceci.</translation>
    </message>
    <message>
        <source>jobs answered: %1</source>
        <translation>tâches traitées&#xa0;: %1</translation>
    </message>
    <message>
        <source>, failed: %1</source>
        <translation>, échouées&#xa0;: %1</translation>
    </message>
    <message>
        <source>, not wanted any more: %1</source>
        <translation>, devenues inutiles&#xa0;: %1</translation>
    </message>
    <message>
        <source>At most %1 at once, into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Au plus %1 à la fois, sur des places libres du lot&#x202f;; le serveur garde ce qui attend. À la désactivation, les tâches en cours se terminent d’abord.</translation>
    </message>
    <message>
        <source>Only into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Seulement sur des places libres du lot&#x202f;; le serveur garde ce qui attend. À la désactivation, les tâches en cours se terminent d’abord.</translation>
    </message>
    <message>
        <source>server %1</source>
        <translation>serveur %1</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>démarre avec la fenêtre</translation>
    </message>
    <message>
        <source>waits for a model</source>
        <translation>attend un modèle</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>connexion</translation>
    </message>
    <message>
        <source>connected, 1 job runs</source>
        <translation>connecté, 1 tâche en cours</translation>
    </message>
    <message>
        <source>connected, %1 jobs run</source>
        <translation>connecté, %1 tâches en cours</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connecté</translation>
    </message>
    <message>
        <source>server not reached; tries again</source>
        <translation>serveur injoignable&#x202f;; nouvel essai</translation>
    </message>
    <message>
        <source>off, 1 job ends</source>
        <translation>désactivé, 1 tâche se termine</translation>
    </message>
    <message>
        <source>off, %1 jobs end</source>
        <translation>désactivé, %1 tâches se terminent</translation>
    </message>
    <message>
        <source>off, leaves the server</source>
        <translation>désactivé, quitte le serveur</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusé</translation>
    </message>
    <message>
        <source>The line to this server is not encrypted: whoever is on the way reads the key and all texts.</source>
        <translation>La liaison avec ce serveur n’est pas chiffrée&#xa0;: quiconque se trouve sur le trajet lit la clé et tous les textes.</translation>
    </message>
    <message>
        <source>the server&apos;s key for workers</source>
        <translation>clé du serveur pour workers</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeLink</name>
    <message>
        <source>The worker key is not kept: %1.</source>
        <translation>La clé du worker n’est pas conservée&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Jobs of before still end; switch it on again after them.</source>
        <translation>D’anciennes tâches se terminent encore&#x202f;; réactivez-le ensuite.</translation>
    </message>
    <message>
        <source>Name the server first.</source>
        <translation>Indiquez d’abord le serveur.</translation>
    </message>
    <message>
        <source>Enter the worker key of the server first.</source>
        <translation>Saisissez d’abord la clé que le serveur a pour ses workers.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerNotices</name>
    <message>
        <source>The answer failed: %1</source>
        <translation>La réponse a échoué&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerRunner</name>
    <message>
        <source>The context of this chat is full.</source>
        <translation>Le contexte de cette discussion est plein.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AttachmentChip</name>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Lire</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>Retirer %1</translation>
    </message>
    <message>
        <source>The first %1 of %2 characters</source>
        <translation>Les %1 premiers caractères sur %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tokens</source>
        <translation>
            <numerusform>%Ln token</numerusform>
            <numerusform>%Ln tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln characters</source>
        <translation>
            <numerusform>%Ln caractère</numerusform>
            <numerusform>%Ln caractères</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::Banner</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copier les détails</translation>
    </message>
</context>
<context>
    <name>mw::gui::Benchmark</name>
    <message>
        <source>%1: too small for %2 tokens each</source>
        <translation>%1&#xa0;: trop petit pour %2 tokens chacune</translation>
    </message>
    <message>
        <source>%1: not even one chat fits</source>
        <translation>%1&#xa0;: pas même une discussion ne tient</translation>
    </message>
    <message>
        <source>%1k</source>
        <translation>%1k</translation>
    </message>
    <message>
        <source>%1 tokens of</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>%1 context, short prompt</source>
        <translation>contexte %1, prompt court</translation>
    </message>
    <message>
        <source>%1 context, full</source>
        <translation>contexte %1, plein</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1, %2 × %3</translation>
    </message>
    <message>
        <source>%1, CPU as %2 devices</source>
        <translation>%1, CPU comme %2 périphériques</translation>
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
        <translation>, pilote %1</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 sur %2 terminés</translation>
    </message>
    <message>
        <source>not a benchmark run: the field &apos;%1&apos; is missing or wrong</source>
        <translation>pas une mesure de benchmark&#xa0;: le champ «&#xa0;%1&#xa0;» manque ou est incorrect</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkDialog</name>
    <message>
        <source>short: “Tell a long story: Once upon a time”</source>
        <translation>court&#xa0;: «&#xa0;Tell a long story: Once upon a time&#xa0;»</translation>
    </message>
    <message>
        <source>full: as long as the context leaves it</source>
        <translation>plein&#xa0;: aussi long que le contexte le permet</translation>
    </message>
    <message>
        <source>Tokens that each chat generates</source>
        <translation>Tokens que génère chaque discussion</translation>
    </message>
    <message>
        <source>Chats at once, at most</source>
        <translation>Discussions simultanées, au plus</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Essais</translation>
    </message>
    <message>
        <source>What will be measured</source>
        <translation>Ce qui sera mesuré</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexte</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1: %2 at once, KV cache %3</source>
        <translation>%1&#xa0;: %2 à la fois, cache KV %3</translation>
    </message>
    <message>
        <source>Nothing. Choose a context and a prompt.</source>
        <translation>Rien. Choisissez un contexte et un prompt.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Il n’y a rien à mesurer.</translation>
    </message>
    <message>
        <source>Runs at the point that is loaded now.</source>
        <translation>Se déroule au point chargé actuellement.</translation>
    </message>
    <message>
        <source>; at the end it is back at %1 tokens × %2. Answers in progress stop; their text stays.</source>
        <translation>; à la fin, il revient à %1 tokens × %2. Les réponses en cours s’arrêtent&#x202f;; leur texte reste.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkProgress</name>
    <message>
        <source>Progress of the benchmark</source>
        <translation>Avancement du benchmark</translation>
    </message>
    <message>
        <source>Experiments that are complete stay</source>
        <translation>Les essais terminés restent</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>recharge ce qui était là avant</translation>
    </message>
    <message>
        <source>experiment %1 of %2</source>
        <translation>essai %1 sur %2</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>charge le modèle</translation>
    </message>
    <message>
        <source>reading prompts</source>
        <translation>lit les prompts</translation>
    </message>
    <message>
        <source>generating</source>
        <translation>génère</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>encore %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkRunner</name>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Il n’y a rien à mesurer.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkStore</name>
    <message>
        <source>too large for a benchmark run</source>
        <translation>trop grand pour une mesure de benchmark</translation>
    </message>
    <message>
        <source>not a benchmark run</source>
        <translation>pas une mesure de benchmark</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1, à l’octet %2</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>Impossible de supprimer %1&#xa0;: %2</translation>
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
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Essai</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Tokens/s, all</source>
        <translation>Tokens/s, toutes</translation>
    </message>
    <message>
        <source>per chat</source>
        <translation>par discussion</translation>
    </message>
    <message>
        <source>Prefill tok/s</source>
        <translation>Tok/s de prefill</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Premier token</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Prévu</translation>
    </message>
    <message>
        <source>Against prediction</source>
        <translation>Par rapport au prévu</translation>
    </message>
    <message>
        <source>Against first</source>
        <translation>Par rapport à la 1re</translation>
    </message>
    <message>
        <source>of one chat alone</source>
        <translation>d’une discussion seule</translation>
    </message>
    <message>
        <source>tokens/s of all chats, by the calibration before the run</source>
        <translation>tokens/s de toutes les discussions, d’après le calibrage fait avant la mesure</translation>
    </message>
    <message>
        <source>tokens/s of all chats as measured, against what the calibration before the run predicted</source>
        <translation>tokens/s mesurés de toutes les discussions, comparés à ce que prévoyait le calibrage fait avant la mesure</translation>
    </message>
    <message>
        <source>tokens/s of all chats, against the first run that is shown</source>
        <translation>tokens/s de toutes les discussions, par rapport à la première mesure affichée</translation>
    </message>
    <message>
        <source>all prompts at once</source>
        <translation>tous les prompts à la fois</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Prévision</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>Première mesure</translation>
    </message>
    <message>
        <source>Tok/s, all</source>
        <translation>Tok/s, toutes</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source> · disturbed</source>
        <translation> · perturbé</translation>
    </message>
    <message>
        <source>Other chats ran meanwhile; the figures are lower than the machine can do.</source>
        <translation>D’autres discussions étaient actives entre-temps&#x202f;; les valeurs sont plus basses que ce que peut la machine.</translation>
    </message>
    <message>
        <source>%1 tokens/s were predicted</source>
        <translation>%1 tokens/s étaient prévus</translation>
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
        <translation>Aucun modèle n’est chargé</translation>
    </message>
    <message>
        <source>The benchmark measures how fast the loaded model generates, over context and chats at once. Open a model first.</source>
        <translation>Le benchmark mesure à quelle vitesse le modèle chargé génère, selon le contexte et le nombre de discussions simultanées. Ouvrez d’abord un modèle.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Nothing is measured yet</source>
        <translation>Rien n’a encore été mesuré</translation>
    </message>
    <message>
        <source>Short and full prompts, as many chats as the context allows, 500 tokens each: see what this machine makes of it. You see first what will be done, and what is loaded now comes back at the end.</source>
        <translation>Prompts courts et pleins, autant de discussions que le contexte le permet, 500 tokens chacune&#xa0;: voyez ce qu’en fait cette machine. Vous voyez d’abord ce qui sera fait, et ce qui est chargé maintenant revient à la fin.</translation>
    </message>
    <message>
        <source>Plan a run…</source>
        <translation>Préparer une mesure…</translation>
    </message>
    <message>
        <source>Some runs could not be read; their files are left as they are.</source>
        <translation>Certaines mesures n’ont pas pu être lues&#x202f;; leurs fichiers restent tels quels.</translation>
    </message>
    <message>
        <source>Plan a benchmark run…</source>
        <translation>Préparer une mesure de benchmark…</translation>
    </message>
    <message>
        <source>Cancel the benchmark</source>
        <translation>Annuler le benchmark</translation>
    </message>
    <message>
        <source>Export the benchmark as CSV…</source>
        <translation>Exporter le benchmark en CSV…</translation>
    </message>
    <message>
        <source>Export the benchmark as PNG…</source>
        <translation>Exporter le benchmark en PNG…</translation>
    </message>
    <message>
        <source>Export the benchmark as AIME JSON…</source>
        <translation>Exporter le benchmark en JSON d’AIME…</translation>
    </message>
    <message>
        <source>Copy the benchmark as text</source>
        <translation>Copier le benchmark sous forme de texte</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens par seconde</translation>
    </message>
    <message>
        <source>tokens/s of all chats</source>
        <translation>tokens/s de toutes les discussions</translation>
    </message>
    <message>
        <source>tokens/s per chat</source>
        <translation>tokens/s par discussion</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>tick to lay over the chart</source>
        <translation>cocher pour superposer au graphique</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Rien n’a été mesuré.</translation>
    </message>
    <message>
        <source>%1 of %2 experiments are kept.</source>
        <translation>%1 essais sur %2 sont conservés.</translation>
    </message>
    <message>
        <source>The benchmark stopped: %1</source>
        <translation>Le benchmark s’est arrêté&#xa0;: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Annulé. %1</translation>
    </message>
    <message>
        <source>The run is not saved: %1</source>
        <translation>La mesure n’est pas enregistrée&#xa0;: %1</translation>
    </message>
    <message>
        <source>There is no model to measure; open one first.</source>
        <translation>Il n’y a pas de modèle à mesurer&#x202f;; ouvrez-en d’abord un.</translation>
    </message>
    <message>
        <source>No results are shown; tick a run.</source>
        <translation>Aucun résultat affiché&#x202f;; cochez une mesure.</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 discussion</translation>
    </message>
    <message>
        <source>%1 chats at once</source>
        <translation>%1 discussions simultanées</translation>
    </message>
    <message>
        <source>%1 tokens each, as many chats as the context allows</source>
        <translation>%1 tokens chacune, autant de discussions que le contexte le permet</translation>
    </message>
    <message>
        <source>as many chats as the context allows</source>
        <translation>autant de discussions que le contexte le permet</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Supprimé&#xa0;: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Export the benchmark</source>
        <translation>Exporter le benchmark</translation>
    </message>
    <message>
        <source>Folder for AIME&apos;s result files</source>
        <translation>Dossier pour les fichiers de résultats d’AIME</translation>
    </message>
    <message>
        <source>AIME&apos;s result files of %1 are in %2.</source>
        <translation>Les fichiers de résultats d’AIME pour %1 sont dans %2.</translation>
    </message>
    <message>
        <source>Measure what a format costs in quality…</source>
        <translation>Mesurer ce qu’un format coûte en qualité…</translation>
    </message>
    <message>
        <source>What formats cost is being measured.</source>
        <translation>Ce que coûtent les formats est en train d’être mesuré.</translation>
    </message>
</context>
<context>
    <name>mw::gui::CalibrationRun</name>
    <message>
        <source>The model was unloaded.</source>
        <translation>Le modèle a été déchargé.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Chat</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatController</name>
    <message>
        <source>Changes to chats that could not be saved: %1 (%2: %3).</source>
        <translation>Modifications de discussions qui n’ont pas pu être enregistrées&#xa0;: %1 (%2&#xa0;: %3).</translation>
    </message>
    <message>
        <source>Another model was opened.</source>
        <translation>Un autre modèle a été ouvert.</translation>
    </message>
    <message>
        <source>The engine stopped: %1</source>
        <translation>Le moteur s’est arrêté&#xa0;: %1</translation>
    </message>
    <message>
        <source>The model was closed.</source>
        <translation>Le modèle a été fermé.</translation>
    </message>
    <message>
        <source>This model cannot be chatted with: %1</source>
        <translation>Impossible de discuter avec ce modèle&#xa0;: %1</translation>
    </message>
    <message>
        <source>The model is being opened…</source>
        <translation>Ouverture du modèle…</translation>
    </message>
    <message>
        <source>The engine stopped; open the model again to go on</source>
        <translation>Le moteur s’est arrêté&#x202f;; rouvrez le modèle pour continuer</translation>
    </message>
    <message>
        <source>The model could not be opened; choose one to chat</source>
        <translation>Le modèle n’a pas pu être ouvert&#x202f;; choisissez-en un pour discuter</translation>
    </message>
    <message>
        <source>Open a model to chat</source>
        <translation>Ouvrez un modèle pour discuter</translation>
    </message>
    <message>
        <source>The context of this chat is full.</source>
        <translation>Le contexte de cette discussion est plein.</translation>
    </message>
    <message>
        <source>The last question alone does not fit.</source>
        <translation>Même la dernière question seule ne tient pas.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>«&#xa0;%1&#xa0;» a été supprimé.</translation>
    </message>
    <message>
        <source>%1 chats were deleted.</source>
        <translation>%1 discussions ont été supprimées.</translation>
    </message>
    <message>
        <source>The turn and what followed it were deleted.</source>
        <translation>Le message et ce qui le suivait ont été supprimés.</translation>
    </message>
    <message>
        <source>The turn was deleted.</source>
        <translation>Le message a été supprimé.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatExchange</name>
    <message>
        <source>Exporting to %1…</source>
        <translation>Export vers %1…</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>Import de %1…</translation>
    </message>
    <message>
        <source>Importing %1 files…</source>
        <translation>Import de %1 fichiers…</translation>
    </message>
    <message>
        <source>Copying the chat…</source>
        <translation>Copie de la discussion…</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copie)</translation>
    </message>
    <message>
        <source>The chat cannot be read.</source>
        <translation>La discussion est illisible.</translation>
    </message>
    <message>
        <source>Bringing back what was not saved…</source>
        <translation>Récupération de ce qui n’était pas enregistré…</translation>
    </message>
    <message>
        <source>%1 more cannot, either.</source>
        <translation>%1 autres non plus.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatGroups</name>
    <message>
        <source>Today</source>
        <translation>Aujourd’hui</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>7 derniers jours</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>30 derniers jours</translation>
    </message>
    <message>
        <source>now</source>
        <translation>à l’instant</translation>
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
        <translation>%1 j</translation>
    </message>
    <message>
        <source>%1 wk</source>
        <comment>weeks ago, short</comment>
        <translation>%1 sem.</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>il y a une minute</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>il y a %1 minutes</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>il y a une heure</translation>
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation>il y a %1 heures</translation>
    </message>
    <message>
        <source>a day ago</source>
        <translation>il y a un jour</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>il y a %1 jours</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatInspector</name>
    <message>
        <source>Template</source>
        <translation>Gabarit</translation>
    </message>
    <message>
        <source>Manage templates</source>
        <translation>Gérer les gabarits</translation>
    </message>
    <message>
        <source>System prompt of this chat</source>
        <translation>Prompt système de cette discussion</translation>
    </message>
    <message>
        <source>No system prompt</source>
        <translation>Pas de prompt système</translation>
    </message>
    <message>
        <source>The system prompt of this chat. Changes here do not change the template.</source>
        <translation>Le prompt système de cette discussion. Le modifier ici ne change pas le gabarit.</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>Format du prompt</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Échantillonnage</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>How far the model strays from the likeliest word; 0 always takes it</source>
        <translation>À quel point le modèle s’écarte du mot le plus probable&#x202f;; 0 prend toujours celui-ci</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that together reach this probability</source>
        <translation>Tire parmi les tokens les plus probables qui atteignent ensemble cette probabilité</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draws from so many likeliest tokens</source>
        <translation>Tire parmi ce nombre de tokens les plus probables</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Leaves out tokens less likely than this share of the likeliest</source>
        <translation>Écarte les tokens moins probables que cette fraction du plus probable</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Pénalité de répétition</translation>
    </message>
    <message>
        <source>Makes tokens that have been used less likely</source>
        <translation>Rend moins probables les tokens déjà utilisés</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>Longueur de réponse</translation>
    </message>
    <message>
        <source>Most tokens of one answer</source>
        <translation>Nombre maximal de tokens d’une réponse</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aléatoire</translation>
    </message>
    <message>
        <source>A new seed for every answer; the same seed draws the same text</source>
        <translation>Une nouvelle graine à chaque réponse&#x202f;; la même graine donne le même texte</translation>
    </message>
    <message>
        <source>A seed is a whole number from 0 to %1. It stays %2.</source>
        <translation>Une graine est un nombre entier de 0 à %1. Elle reste à %2.</translation>
    </message>
    <message>
        <source>Context of this chat</source>
        <translation>Contexte de cette discussion</translation>
    </message>
    <message>
        <source>Leave out oldest turns when full</source>
        <translation>Omettre les plus anciens messages s’il est plein</translation>
    </message>
    <message>
        <source>The system prompt always stays. Each answer says how many turns were left out.</source>
        <translation>Le prompt système reste toujours. Chaque réponse indique combien de messages ont été omis.</translation>
    </message>
    <message>
        <source>Open a chat first</source>
        <translation>Ouvrez d’abord une discussion</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>Sans gabarit</translation>
    </message>
    <message>
        <source>Fills in %1. &lt;a href=&quot;edit&quot;&gt;Change&lt;/a&gt;</source>
        <translation>Remplit %1. &lt;a href=&quot;edit&quot;&gt;Modifier&lt;/a&gt;</translation>
    </message>
    <message>
        <source>As the model wants: %1</source>
        <translation>Celui du modèle&#xa0;: %1</translation>
    </message>
    <message>
        <source>As the model wants</source>
        <translation>Celui du modèle</translation>
    </message>
    <message>
        <source>Each answer gets a new seed; take the mark off to type one</source>
        <translation>Chaque réponse reçoit une nouvelle graine&#x202f;; décochez pour en saisir une</translation>
    </message>
    <message>
        <source>Open a model to see the context</source>
        <translation>Ouvrez un modèle pour voir le contexte</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Comptage…</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Brouillon</translation>
    </message>
    <message>
        <source>More than %1 tokens</source>
        <translation>Plus de %1 tokens</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 tokens sur %2</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>ne tient pas</translation>
    </message>
    <message>
        <source>room for %1</source>
        <translation>place pour %1</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 de trop</translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation>Chaînes d’arrêt</translation>
    </message>
    <message>
        <source>Stop strings, one a line</source>
        <translation>Chaînes d’arrêt, une par ligne</translation>
    </message>
    <message>
        <source>One a line; %1 is a line break</source>
        <translation>Une par ligne&#x202f;; %1 est un saut de ligne</translation>
    </message>
    <message>
        <source>An answer ends before the first of these, which is not part of it</source>
        <translation>Une réponse s’arrête avant la première d’entre elles, qui n’en fait pas partie</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Pénalité de présence</translation>
    </message>
    <message>
        <source>Makes tokens that the answer already has less likely, so that it comes to other things; 0: off</source>
        <translation>Rend moins probables les tokens que la réponse contient déjà, pour qu’elle en vienne à autre chose&#x202f;; 0&#xa0;: désactivé</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Pénalité de fréquence</translation>
    </message>
    <message>
        <source>Makes tokens less likely each time that the answer has them, so that it repeats fewer words; 0: off</source>
        <translation>Rend les tokens moins probables à chaque fois que la réponse les contient, pour qu’elle répète moins de mots&#x202f;; 0&#xa0;: désactivé</translation>
    </message>
    <message>
        <source>Template, system prompt, format and sampling; the settings tell what new chats begin with</source>
        <translation>Gabarit, prompt système, format et échantillonnage&#x202f;; les paramètres disent par quoi commencent les nouvelles discussions</translation>
    </message>
    <message>
        <source>New chats begin like this</source>
        <translation>Les nouvelles discussions commencent ainsi</translation>
    </message>
    <message>
        <source>Use for new chats</source>
        <translation>Pour les nouvelles discussions</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatList</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Nouvelle discussion (Ctrl+T)</translation>
    </message>
    <message>
        <source>Folders, import and export</source>
        <translation>Dossiers, import et export</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Nouveau dossier</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importer des discussions…</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Exporter toutes les discussions…</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Pas encore de discussion</translation>
    </message>
    <message>
        <source>No chat holds “%1”</source>
        <translation>Aucune discussion ne contient «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>New folder %1</source>
        <translation>Nouveau dossier %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Désépingler</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Déplacer vers un dossier</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Sortir de l’archive</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archives</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Export %1 chats…</source>
        <translation>Exporter %1 discussions…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Delete %1 chats</source>
        <translation>Supprimer %1 discussions</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Sans dossier</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Replier</translation>
    </message>
    <message>
        <source>Show its chats</source>
        <translation>Afficher ses discussions</translation>
    </message>
    <message>
        <source>Export its chats…</source>
        <translation>Exporter ses discussions…</translation>
    </message>
    <message>
        <source>Remove the folder, keep its chats</source>
        <translation>Retirer le dossier, garder ses discussions</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>Nom du dossier</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nom de la discussion</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListModel</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Folder %1, chats: %2</source>
        <translation>Dossier %1, discussions&#xa0;: %2</translation>
    </message>
    <message>
        <source>open</source>
        <translation>déplié</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>replié</translation>
    </message>
    <message>
        <source>Archive, chats: %1</source>
        <translation>Archives, discussions&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, répond</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Épinglées</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archives</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatModel</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, répond</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatPane</name>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Close this side; the chat stays open</source>
        <translation>Fermer ce côté&#x202f;; la discussion reste ouverte</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Pas encore de discussion</translation>
    </message>
    <message>
        <source>No chat is open</source>
        <translation>Aucune discussion n’est ouverte</translation>
    </message>
    <message>
        <source>Start one, or choose one at the left. Several can answer at once.</source>
        <translation>Commencez-en une, ou choisissez-en une à gauche. Plusieurs peuvent répondre à la fois.</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Posez une question</translation>
    </message>
    <message>
        <source>%1 answers with the template “%2”. Choose another one at the right.</source>
        <translation>%1 répond avec le gabarit «&#xa0;%2&#xa0;». Choisissez-en un autre à droite.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>The file of chats is damaged. Turns of this conversation that cannot be read: %1. Nothing was sent; your question stays.</source>
        <translation>Le fichier des discussions est endommagé. Messages illisibles de cette conversation&#xa0;: %1. Rien n’a été envoyé&#x202f;; votre question reste.</translation>
    </message>
    <message>
        <source>Ask without them</source>
        <translation>Demander sans eux</translation>
    </message>
    <message>
        <source>This conversation does not fit into the context of %1 tokens. Nothing was left out; your question is saved.</source>
        <translation>Cette conversation ne tient pas dans le contexte de %1 tokens. Rien n’a été omis&#x202f;; votre question est enregistrée.</translation>
    </message>
    <message>
        <source>Leave out oldest turns</source>
        <translation>Omettre les plus anciens messages</translation>
    </message>
    <message>
        <source>More context…</source>
        <translation>Plus de contexte…</translation>
    </message>
    <message>
        <source>%1 is very small: it shows how everything works, but it knows next to nothing. Open a Mixtral checkpoint for real answers.</source>
        <translation>%1 est très petit&#xa0;: il montre comment tout fonctionne, mais il ne sait presque rien. Ouvrez un checkpoint Mixtral pour de vraies réponses.</translation>
    </message>
    <message>
        <source>%1 answers without a template. Choose one at the right.</source>
        <translation>%1 répond sans gabarit. Choisissez-en un à droite.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatStore</name>
    <message>
        <source>another Mixtral Workbench has it open</source>
        <translation>un autre Mixtral Workbench l’a ouvert</translation>
    </message>
    <message>
        <source>The file of chats is damaged. It is left as it is, and nothing is saved to it any more.</source>
        <translation>Le fichier des discussions est endommagé. Il reste tel quel, et plus rien n’y est enregistré.</translation>
    </message>
    <message>
        <source>Nothing in it can be read.</source>
        <translation>Rien n’y est lisible.</translation>
    </message>
    <message>
        <source>What can be read is shown. Turns that cannot be read: %1.</source>
        <translation>Ce qui est lisible est affiché. Messages illisibles&#xa0;: %1.</translation>
    </message>
    <message>
        <source>All turns can still be read.</source>
        <translation>Tous les messages sont encore lisibles.</translation>
    </message>
    <message>
        <source>That is the file that nothing can be saved to. Choose another one.</source>
        <translation>C’est le fichier dans lequel rien ne peut être enregistré. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Impossible d’écrire %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>a turn is not as it was written</source>
        <translation>un message n’est pas tel qu’il a été écrit</translation>
    </message>
    <message>
        <source>a turn is missing</source>
        <translation>un message manque</translation>
    </message>
    <message>
        <source>a chat is not as it was written</source>
        <translation>une discussion n’est pas telle qu’elle a été écrite</translation>
    </message>
    <message>
        <source>the disk does not answer</source>
        <translation>le disque ne répond pas</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatTabs</name>
    <message>
        <source>Open chats</source>
        <translation>Discussions ouvertes</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Nouvelle discussion (Ctrl+T)</translation>
    </message>
    <message>
        <source>All open chats (Ctrl+Shift+A)</source>
        <translation>Toutes les discussions ouvertes (Ctrl+Maj+A)</translation>
    </message>
    <message>
        <source>Close (Ctrl+W)</source>
        <translation>Fermer (Ctrl+W)</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, répond</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Désépingler</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Épingler</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nom de la discussion</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>%1, answered</source>
        <translation>%1, réponse reçue</translation>
    </message>
    <message>
        <source>Show beside the others</source>
        <translation>Afficher à côté des autres</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatsView</name>
    <message>
        <source>List of chats (Ctrl+B)</source>
        <translation>Liste des discussions (Ctrl+B)</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Close chat</source>
        <translation>Fermer la discussion</translation>
    </message>
    <message>
        <source>Reopen closed chat</source>
        <translation>Rouvrir la discussion fermée</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Discussion suivante</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Discussion précédente</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Renommer la discussion</translation>
    </message>
    <message>
        <source>Fold the list of chats</source>
        <translation>Replier la liste des discussions</translation>
    </message>
    <message>
        <source>Show all open chats</source>
        <translation>Afficher toutes les discussions ouvertes</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Rechercher dans cette discussion</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>Occurrence suivante</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>Occurrence précédente</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Pin or unpin the chat</source>
        <translation>Épingler ou désépingler la discussion</translation>
    </message>
    <message>
        <source>Archive the chat, or take it out</source>
        <translation>Archiver la discussion, ou l’en sortir</translation>
    </message>
    <message>
        <source>Delete the chat</source>
        <translation>Supprimer la discussion</translation>
    </message>
    <message>
        <source>New folder for chats</source>
        <translation>Nouveau dossier de discussions</translation>
    </message>
    <message>
        <source>Export the chat…</source>
        <translation>Exporter la discussion…</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Exporter toutes les discussions…</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importer des discussions…</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>Annuler la suppression</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Arrêter la réponse</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1. The text stays here, and saving is tried again.</source>
        <translation>Modifications qui n’ont pas pu être enregistrées&#xa0;: %1. Le texte reste ici, et un nouvel essai d’enregistrement aura lieu.</translation>
    </message>
    <message>
        <source>Go on in a new file</source>
        <translation>Continuer dans un nouveau fichier</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>Utiliser l’endroit habituel</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Enregistrer ailleurs…</translation>
    </message>
    <message>
        <source>Duplicate the chat</source>
        <translation>Dupliquer la discussion</translation>
    </message>
    <message>
        <source>Show another chat beside this one</source>
        <translation>Afficher une autre discussion à côté de celle-ci</translation>
    </message>
    <message>
        <source>Close this side</source>
        <translation>Fermer ce côté</translation>
    </message>
    <message>
        <source>Go to the next side</source>
        <translation>Aller au côté suivant</translation>
    </message>
    <message>
        <source>Go to the side before</source>
        <translation>Aller au côté précédent</translation>
    </message>
    <message>
        <source>Larger text in chats</source>
        <translation>Texte plus grand dans les discussions</translation>
    </message>
    <message>
        <source>Smaller text in chats</source>
        <translation>Texte plus petit dans les discussions</translation>
    </message>
    <message>
        <source>Text in chats as usual</source>
        <translation>Texte normal dans les discussions</translation>
    </message>
</context>
<context>
    <name>mw::gui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Chercher une commande</translation>
    </message>
    <message>
        <source>Search chats, or run a command</source>
        <translation>Chercher une discussion ou exécuter une commande</translation>
    </message>
    <message>
        <source>No command and no chat is called that</source>
        <translation>Aucune commande ni discussion de ce nom</translation>
    </message>
    <message>
        <source>No command is called that</source>
        <translation>Aucune commande de ce nom</translation>
    </message>
</context>
<context>
    <name>mw::gui::Composer</name>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Attach text, code, CSV or PDF</source>
        <translation>Joindre du texte, du code, un CSV ou un PDF</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texte collé</translation>
    </message>
    <message>
        <source>Pictures cannot be attached: the model reads text only.</source>
        <translation>Les images ne peuvent pas être jointes&#xa0;: le modèle ne lit que du texte.</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n files…</source>
        <translation>
            <numerusform>Lecture de %n fichier…</numerusform>
            <numerusform>Lecture de %n fichiers…</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop the files to attach them</source>
        <translation>Déposez les fichiers pour les joindre</translation>
    </message>
    <message>
        <source>Ask a follow-up…</source>
        <translation>Poursuivre…</translation>
    </message>
    <message>
        <source>Ask something…</source>
        <translation>Posez une question…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Redemander</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Arrêter la réponse (Échap)</translation>
    </message>
    <message>
        <source>Write something first</source>
        <translation>Écrivez d’abord quelque chose</translation>
    </message>
    <message>
        <source>Send (Enter; Shift+Enter starts a new line)</source>
        <translation>Envoyer (Entrée&#x202f;; Maj+Entrée commence une nouvelle ligne)</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>Échap arrête</translation>
    </message>
    <message>
        <source>Editing · Esc cancels</source>
        <translation>Modification · Échap annule</translation>
    </message>
    <message>
        <source>Counting tokens…</source>
        <translation>Comptage des tokens…</translation>
    </message>
    <message>
        <source>more than %1 tokens</source>
        <translation>plus de %1 tokens</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>ne tient pas</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 de trop</translation>
    </message>
    <message>
        <source>only %1 left for the answer</source>
        <translation>seulement %1 pour la réponse</translation>
    </message>
    <message>
        <source>%1 tokens left</source>
        <translation>%1 tokens restants</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>encore %1</translation>
    </message>
    <message>
        <source>without the oldest turn</source>
        <translation>sans le plus ancien message</translation>
    </message>
    <message>
        <source>without %1 oldest turns</source>
        <translation>sans les %1 plus anciens messages</translation>
    </message>
    <message>
        <source>The conversation does not fit into the context of %1 tokens. When you send, you can choose what to do.</source>
        <translation>La conversation ne tient pas dans le contexte de %1 tokens. À l’envoi, vous pourrez choisir que faire.</translation>
    </message>
    <message>
        <source>Tokens of all that would be sent, and what the context of %1 tokens then leaves for the answer</source>
        <translation>Tokens de tout ce qui serait envoyé, et ce que le contexte de %1 tokens laisse alors à la réponse</translation>
    </message>
    <message>
        <source>Edit the queued question</source>
        <translation>Modifier la question en attente</translation>
    </message>
    <message>
        <source>Don&apos;t ask the queued question</source>
        <translation>Ne pas poser la question en attente</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Ask this once the answer is complete (Enter)</source>
        <translation>Demander ceci une fois la réponse terminée (Entrée)</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Ensuite&#xa0;: %1</translation>
    </message>
    <message>
        <source>Queued question: %1</source>
        <translation>Question en attente&#xa0;: %1</translation>
    </message>
    <message>
        <source>Save as a version</source>
        <translation>Enregistrer comme version</translation>
    </message>
    <message>
        <source>Keeps both versions of the answer (Enter; Shift+Enter starts a new line)</source>
        <translation>Garde les deux versions de la réponse (Entrée&#x202f;; Maj+Entrée commence une nouvelle ligne)</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… et %1 autres</translation>
    </message>
</context>
<context>
    <name>mw::gui::ConversationView</name>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 sur %2</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>Aller au plus récent</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Not opened: %1</source>
        <translation>Non ouvert&#xa0;: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy Markdown source</source>
        <translation>Copier la source Markdown</translation>
    </message>
    <message>
        <source>Copy the last code block</source>
        <translation>Copier le dernier bloc de code</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Répondre à nouveau</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Modifier et redemander</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Supprimer ce message et la suite</translation>
    </message>
    <message>
        <source>Copy the last table</source>
        <translation>Copier le dernier tableau</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>oldest turn left out</source>
        <translation>message le plus ancien omis</translation>
    </message>
    <message>
        <source>%1 oldest turns left out</source>
        <translation>%1 plus anciens messages omis</translation>
    </message>
    <message>
        <source>1 control tag removed</source>
        <translation>1 balise de contrôle retirée</translation>
    </message>
    <message>
        <source>%1 control tags removed</source>
        <translation>%1 balises de contrôle retirées</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrompu</translation>
    </message>
    <message>
        <source>Cut at the answer length</source>
        <translation>Coupée à la longueur de réponse</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Coupée</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêtée</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échouée</translation>
    </message>
    <message>
        <source>Lost: the file of chats is damaged here</source>
        <translation>Perdu&#xa0;: le fichier des discussions est endommagé ici</translation>
    </message>
    <message>
        <source>Doubtful: the file of chats is damaged here</source>
        <translation>Douteux&#xa0;: le fichier des discussions est endommagé ici</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Non enregistré</translation>
    </message>
    <message>
        <source>Question: %1</source>
        <translation>Question&#xa0;: %1</translation>
    </message>
    <message>
        <source>Answer, being written: %1</source>
        <translation>Réponse, en cours d’écriture&#xa0;: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Réponse&#xa0;: %1</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Modifier cette réponse</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>À propos de cette réponse</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Continuer à partir d’ici dans une nouvelle discussion</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>modifiée par vous</translation>
    </message>
    <message>
        <source>The model ended it</source>
        <translation>Le modèle l’a terminée</translation>
    </message>
    <message>
        <source>A stop string came</source>
        <translation>Une chaîne d’arrêt est apparue</translation>
    </message>
    <message>
        <source>The answer length or the context was reached</source>
        <translation>La longueur de réponse ou le contexte était atteint</translation>
    </message>
    <message>
        <source>You wrote it</source>
        <translation>Vous l’avez écrite</translation>
    </message>
    <message>
        <source>You stopped it</source>
        <translation>Vous l’avez arrêtée</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Gabarit</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Tokens du prompt</translation>
    </message>
    <message>
        <source>Tokens of the answer</source>
        <translation>Tokens de la réponse</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Temps jusqu’au premier token</translation>
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
        <translation>Tokens par seconde</translation>
    </message>
    <message>
        <source>Oldest turns left out</source>
        <translation>Plus anciens messages omis</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Comment elle s’est terminée</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Commencée</translation>
    </message>
    <message>
        <source>Show only the beginning</source>
        <translation>N’afficher que le début</translation>
    </message>
    <message>
        <source>Show all %1 characters</source>
        <translation>Afficher les %1 caractères</translation>
    </message>
</context>
<context>
    <name>mw::gui::CurveLegend</name>
    <message>
        <source>Curves: %1</source>
        <translation>Courbes&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::DesktopNotice</name>
    <message>
        <source>Show</source>
        <translation>Afficher</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadCard</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>Abandonner…</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Le supprimer</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Avancement de %1</translation>
    </message>
    <message>
        <source>Pause the download of %1</source>
        <translation>Mettre en pause le téléchargement de %1</translation>
    </message>
    <message>
        <source>Continue the download of %1</source>
        <translation>Continuer le téléchargement de %1</translation>
    </message>
    <message>
        <source>Give up the download of %1</source>
        <translation>Abandonner le téléchargement de %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
    <message>
        <source>Give a token…</source>
        <translation>Donner un jeton…</translation>
    </message>
    <message>
        <source>Remove the %1 that are there? Files that are complete stay.</source>
        <translation>Supprimer les %1 déjà là&#x202f;? Les fichiers complets restent.</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadDialog</name>
    <message>
        <source>How GGUF weights are held in memory is chosen when the model is loaded; some take more than the file.</source>
        <translation>La forme des poids GGUF en mémoire se choisit au chargement du modèle&#x202f;; certains prennent plus que le fichier.</translation>
    </message>
    <message>
        <source>None of these files is one that the workbench knows how to open.</source>
        <translation>L’application ne sait ouvrir aucun de ces fichiers.</translation>
    </message>
    <message>
        <source>1 file, without configuration and tokenizer.</source>
        <translation>1 fichier, sans configuration ni tokenizer.</translation>
    </message>
    <message>
        <source>%1 files, with what lies beside them: configuration, tokenizer, licence.</source>
        <translation>%1 fichiers, avec ce qui les accompagne&#xa0;: configuration, tokenizer, licence.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Download a model</source>
        <translation>Télécharger un modèle</translation>
    </message>
    <message>
        <source>The keyring did not take the token (%1); it is asked for again after the next start.</source>
        <translation>Le trousseau n’a pas pris le jeton (%1)&#x202f;; il sera redemandé après le prochain démarrage.</translation>
    </message>
    <message>
        <source>owner/name, owner/name@revision, or the address of a page or a file</source>
        <translation>propriétaire/nom, propriétaire/nom@révision, ou l’adresse d’une page ou d’un fichier</translation>
    </message>
    <message>
        <source>&amp;Repository</source>
        <translation>&amp;Dépôt</translation>
    </message>
    <message>
        <source>Mixtral as Mistral AI published it</source>
        <translation>Mixtral tel que publié par Mistral AI</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>pour les discussions</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>continue des textes</translation>
    </message>
    <message>
        <source>%1 in bf16</source>
        <translation>%1 en bf16</translation>
    </message>
    <message>
        <source>What to download</source>
        <translation>Que télécharger</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Vers</translation>
    </message>
    <message>
        <source>From the Hugging Face hub: Mixtral as Mistral AI published it, or any repository that you name. Nobody is asked anything before you press Look; then the hub is asked what the repository holds, and nothing is fetched yet.</source>
        <translation>Depuis le hub de Hugging Face&#xa0;: Mixtral tel que publié par Mistral AI, ou tout dépôt que vous indiquez. Rien n’est demandé à personne avant que vous n’appuyiez sur «&#xa0;Consulter&#xa0;»&#x202f;; il est alors demandé au hub ce que contient le dépôt, et rien n’est encore téléchargé.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Consulter</translation>
    </message>
    <message>
        <source>Asking %1 what it holds…</source>
        <translation>Demande à %1 ce qu’il contient…</translation>
    </message>
    <message>
        <source>%1 wants to know who asks.</source>
        <translation>%1 veut savoir qui demande.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>%1 is handed out to people who agreed to its terms: open its page, sign in and agree, then give a token of that account.</source>
        <translation>%1 est remis aux personnes qui ont accepté ses conditions&#xa0;: ouvrez sa page, connectez-vous et acceptez, puis donnez un jeton de ce compte.</translation>
    </message>
    <message>
        <source>%1 holds no files.</source>
        <translation>%1 ne contient aucun fichier.</translation>
    </message>
    <message>
        <source>%1 holds no file of that name.</source>
        <translation>%1 ne contient aucun fichier de ce nom.</translation>
    </message>
    <message>
        <source>revision %1, commit %2</source>
        <translation>révision %1, commit %2</translation>
    </message>
    <message>
        <source>the licence is not said</source>
        <translation>la licence n’est pas indiquée</translation>
    </message>
    <message>
        <source>licence %1</source>
        <translation>licence %1</translation>
    </message>
    <message>
        <source>for people who agreed to its terms</source>
        <translation>pour les personnes qui ont accepté ses conditions</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Télécharger %1</translation>
    </message>
    <message>
        <source>A download into this folder has not ended: %1 are missing.</source>
        <translation>Un téléchargement vers ce dossier n’est pas terminé&#xa0;: il manque %1.</translation>
    </message>
    <message>
        <source>%1 are to be written.</source>
        <translation>%1 sont à écrire.</translation>
    </message>
    <message>
        <source>%1 are free on this disk.</source>
        <translation>%1 sont libres sur ce disque.</translation>
    </message>
    <message>
        <source>%1 too little: choose another folder.</source>
        <translation>%1 de trop peu&#xa0;: choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Download into a folder</source>
        <translation>Télécharger dans un dossier</translation>
    </message>
    <message>
        <source>A download of %1 into this folder has not ended. Continue it or give it up first, or choose another folder.</source>
        <translation>Un téléchargement de %1 vers ce dossier n’est pas terminé. Continuez-le ou abandonnez-le d’abord, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The keyring did not forget the token (%1).</source>
        <translation>Le trousseau n’a pas oublié le jeton (%1).</translation>
    </message>
    <message>
        <source>The token of your account is in the desktop’s keyring.</source>
        <translation>Le jeton de votre compte est dans le trousseau du bureau.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>L’oublier</translation>
    </message>
    <message>
        <source>Forget the token of your account</source>
        <translation>Oublier le jeton de votre compte</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadPanel</name>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndingDialog</name>
    <message>
        <source>Wait for them</source>
        <translation>Les attendre</translation>
    </message>
    <message>
        <source>Other programs are being answered</source>
        <translation>D’autres programmes reçoivent des réponses</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>Fermer maintenant</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Answers that still run: %1. Nothing new is taken; the window closes after the last.</source>
        <translation>Réponses encore en cours&#xa0;: %1. Rien de nouveau n’est pris&#x202f;; la fenêtre se ferme après la dernière.</translation>
    </message>
    <message>
        <source>Answers to other programs that still run: %1. Closing now breaks them off.</source>
        <translation>Réponses à d’autres programmes encore en cours&#xa0;: %1. Fermer maintenant les interrompt.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Endpoint</name>
    <message>
        <source>A new token was made; the one before is not taken any more.</source>
        <translation>Un nouveau jeton a été créé&#x202f;; le précédent n’est plus accepté.</translation>
    </message>
    <message>
        <source>Listening at %1.</source>
        <translation>À l’écoute sur %1.</translation>
    </message>
    <message>
        <source>Switched off.</source>
        <translation>Désactivé.</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndpointCard</name>
    <message>
        <source>OpenAI-compatible endpoint</source>
        <translation>Point d’accès compatible OpenAI</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>token</source>
        <translation>jeton</translation>
    </message>
    <message>
        <source>LAN access</source>
        <translation>Accès LAN</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Démarrer avec la fenêtre</translation>
    </message>
    <message>
        <source>Demonstrator</source>
        <translation>Démonstrateur</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificat</translation>
    </message>
    <message>
        <source>none: the line is not encrypted</source>
        <translation>aucun&#xa0;: la liaison n’est pas chiffrée</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Certificats (*.pem *.crt *.cer);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Its private key</source>
        <translation>Sa clé privée</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>Private keys (*.pem *.key);;All files (*)</source>
        <translation>Clés privées (*.pem *.key);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>made when you switch it on</source>
        <translation>créé à l’activation</translation>
    </message>
    <message>
        <source>Make a new token…</source>
        <translation>Créer un nouveau jeton…</translation>
    </message>
    <message>
        <source>Make a new token?</source>
        <translation>Créer un nouveau jeton&#x202f;?</translation>
    </message>
    <message>
        <source>Programs that use the one now are refused until they are told the new one.</source>
        <translation>Les programmes qui utilisent l’actuel seront refusés tant qu’ils ne connaissent pas le nouveau.</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>En créer un nouveau</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>Places of the batch kept for this window&apos;s chats</source>
        <translation>Places du lot réservées aux discussions de cette fenêtre</translation>
    </message>
    <message>
        <source>Other programs never take these places, so a chat of this window begins at once, whatever they ask.</source>
        <translation>Les autres programmes ne prennent jamais ces places&#xa0;: une discussion de cette fenêtre commence donc aussitôt, quoi qu’ils demandent.</translation>
    </message>
    <message>
        <source>Kept for this window</source>
        <translation>Réservé à cette fenêtre</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>L’activer avec la fenêtre</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>discussions simultanées</translation>
    </message>
    <message>
        <source>The line is encrypted by your certificate.</source>
        <translation>La liaison est chiffrée avec votre certificat.</translation>
    </message>
    <message>
        <source>The line is not encrypted: whoever is on the way reads the token, prompts and answers.</source>
        <translation>La liaison n’est pas chiffrée&#xa0;: quiconque se trouve sur le trajet lit le jeton, les prompts et les réponses.</translation>
    </message>
    <message>
        <source>Let other computers connect?</source>
        <translation>Laisser d’autres ordinateurs se connecter&#x202f;?</translation>
    </message>
    <message>
        <source>Port %1 opens to every network that this computer is in. %2 Programs still need the token.</source>
        <translation>Le port %1 s’ouvre à tous les réseaux de cet ordinateur. %2 Les programmes ont toujours besoin du jeton.</translation>
    </message>
    <message>
        <source>Let them connect</source>
        <translation>Les laisser se connecter</translation>
    </message>
    <message>
        <source>off, running answers end</source>
        <translation>désactivé, les réponses en cours se terminent</translation>
    </message>
    <message>
        <source>off</source>
        <translation>désactivé</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>démarrage</translation>
    </message>
    <message>
        <source>listening to the network</source>
        <translation>à l’écoute du réseau</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>à l’écoute</translation>
    </message>
    <message>
        <source>listening, no model</source>
        <translation>à l’écoute, sans modèle</translation>
    </message>
    <message>
        <source>cannot listen</source>
        <translation>écoute impossible</translation>
    </message>
    <message>
        <source>encrypted, token required</source>
        <translation>chiffré, jeton requis</translation>
    </message>
    <message>
        <source>the line is not encrypted</source>
        <translation>la liaison n’est pas chiffrée</translation>
    </message>
    <message>
        <source>Off: only programs on this computer connect. On opens port %1 to the local network.</source>
        <translation>Désactivé&#xa0;: seuls les programmes de cet ordinateur se connectent. Activé, le port %1 s’ouvre au réseau local.</translation>
    </message>
    <message>
        <source>On: port %1 is open to the local network, %2.</source>
        <translation>Activé&#xa0;: le port %1 est ouvert au réseau local, %2.</translation>
    </message>
    <message>
        <source>On: other computers may connect to port %1 once it listens, %2.</source>
        <translation>Activé&#xa0;: d’autres ordinateurs pourront se connecter au port %1 dès qu’il sera à l’écoute, %2.</translation>
    </message>
    <message>
        <source>A page with a chat at %1/ for browsers; its visitors need the token</source>
        <translation>Une page de discussion à l’adresse %1/ pour les navigateurs&#x202f;; ses visiteurs ont besoin du jeton</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>port %1</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>chiffré</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>non chiffré</translation>
    </message>
    <message>
        <source>demonstrator</source>
        <translation>démonstrateur</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>démarre avec la fenêtre</translation>
    </message>
    <message>
        <source>Another program has port %1.</source>
        <translation>Un autre programme occupe le port %1.</translation>
    </message>
    <message>
        <source>Port %1 is taken by “%2”.</source>
        <translation>Le port %1 est occupé par «&#xa0;%2&#xa0;».</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>Utiliser le port %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>A certificate and its private key go together; the line is not encrypted until both are named.</source>
        <translation>Un certificat et sa clé privée vont ensemble&#x202f;; la liaison n’est chiffrée que si les deux sont indiqués.</translation>
    </message>
    <message>
        <source>of %1 at once; one is always left to other programs</source>
        <translation>sur %1 à la fois&#x202f;; une reste toujours aux autres programmes</translation>
    </message>
    <message>
        <source>of %1 at once</source>
        <translation>sur %1 à la fois</translation>
    </message>
</context>
<context>
    <name>mw::gui::ExamplesCard</name>
    <message>
        <source>Examples</source>
        <translation>Exemples</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the example</source>
        <translation>Copier l’exemple</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Exemple</translation>
    </message>
</context>
<context>
    <name>mw::gui::Exchange</name>
    <message>
        <source>line %1, column %2</source>
        <translation>ligne %1, colonne %2</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>il est introuvable</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>ce n’est pas un fichier</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>il est vide</translation>
    </message>
    <message>
        <source>it is a ZIP archive; unpack it, and import conversations.json from it</source>
        <translation>c’est une archive ZIP&#x202f;; décompressez-la et importez-en conversations.json</translation>
    </message>
    <message>
        <source>there are no chats in it</source>
        <translation>il ne contient aucune discussion</translation>
    </message>
    <message>
        <source>%1 cannot be imported: %2.</source>
        <translation>Impossible d’importer %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>line %1 is no JSON: %2</source>
        <translation>la ligne %1 n’est pas du JSON&#xa0;: %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>ligne %1</translation>
    </message>
    <message>
        <source>it is no chat</source>
        <translation>ce n’est pas une discussion</translation>
    </message>
    <message>
        <source>it is larger than %1</source>
        <translation>il dépasse %1</translation>
    </message>
    <message>
        <source>it is no JSON (%1: %2)</source>
        <translation>ce n’est pas du JSON (%1&#xa0;: %2)</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>discussion</translation>
    </message>
    <message>
        <source>it holds no chats in a form that is known here: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</source>
        <translation>il ne contient pas de discussions sous une forme connue ici&#xa0;: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</translation>
    </message>
    <message>
        <source>it has no list of chats</source>
        <translation>il n’a pas de liste de discussions</translation>
    </message>
    <message>
        <source>chat %1</source>
        <translation>discussion %1</translation>
    </message>
    <message>
        <source>chat %1 (“%2”)</source>
        <translation>discussion %1 («&#xa0;%2&#xa0;»)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Impossible d’écrire %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>its id is not %1</source>
        <translation>son id n’est pas %1</translation>
    </message>
    <message>
        <source>it does not say what it follows</source>
        <translation>il ne dit pas ce qu’il suit</translation>
    </message>
    <message>
        <source>it follows turn %1, which does not come before it</source>
        <translation>il suit le message %1, qui ne vient pas avant lui</translation>
    </message>
    <message>
        <source>its role “%1” is none</source>
        <translation>son rôle «&#xa0;%1&#xa0;» n’en est pas un</translation>
    </message>
    <message>
        <source>it has no text</source>
        <translation>il n’a pas de texte</translation>
    </message>
    <message>
        <source>it was written by a newer Mixtral Workbench (version %1 of the form, this one knows %2)</source>
        <translation>écrit par un Mixtral Workbench plus récent (version %1 du format, celui-ci connaît la version %2)</translation>
    </message>
    <message>
        <source>it has no list of turns</source>
        <translation>elle n’a pas de liste de messages</translation>
    </message>
    <message>
        <source>turn %1: %2</source>
        <translation>message %1&#xa0;: %2</translation>
    </message>
    <message>
        <source>the turn that is shown, %1, is not there</source>
        <translation>le message affiché, %1, est introuvable</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Nouvelle discussion</translation>
    </message>
    <message>
        <source>Begun: %1</source>
        <translation>Commencée&#xa0;: %1</translation>
    </message>
    <message>
        <source>Last used: %1</source>
        <translation>Dernière utilisation&#xa0;: %1</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>Gabarit&#xa0;: %1</translation>
    </message>
    <message>
        <source>Prompt format: %1</source>
        <translation>Format du prompt&#xa0;: %1</translation>
    </message>
    <message>
        <source>Sampling: temperature %1, top-k %2, top-p %3, min-p %4, repetition penalty %5</source>
        <translation>Échantillonnage&#xa0;: température %1, top-k %2, top-p %3, min-p %4, pénalité de répétition %5</translation>
    </message>
    <message>
        <source>Seed: a new one for every answer</source>
        <translation>Graine&#xa0;: une nouvelle à chaque réponse</translation>
    </message>
    <message>
        <source>Seed: %1</source>
        <translation>Graine&#xa0;: %1</translation>
    </message>
    <message>
        <source>Answer length: %1 tokens</source>
        <translation>Longueur de réponse&#xa0;: %1 tokens</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>The answer length or the context was reached.</source>
        <translation>La longueur de réponse ou le contexte était atteint.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêtée</translation>
    </message>
    <message>
        <source>The file of chats is damaged here.</source>
        <translation>Le fichier des discussions est endommagé ici.</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrompu</translation>
    </message>
    <message>
        <source>Other branches</source>
        <translation>Autres branches</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Pas encore envoyé</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>version %1 sur %2</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>Après&#xa0;: %1</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>images</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>enregistrements audio</translation>
    </message>
    <message>
        <source>parts of messages that are no text</source>
        <translation>parties de messages qui ne sont pas du texte</translation>
    </message>
    <message>
        <source>messages to and from tools</source>
        <translation>messages à des outils ou venant d’eux</translation>
    </message>
    <message>
        <source>thoughts</source>
        <translation>réflexions</translation>
    </message>
    <message>
        <source>messages of a role that is unknown here</source>
        <translation>messages d’un rôle inconnu ici</translation>
    </message>
    <message>
        <source>files</source>
        <translation>fichiers</translation>
    </message>
    <message>
        <source>entries that are no chats</source>
        <translation>entrées qui ne sont pas des discussions</translation>
    </message>
    <message>
        <source>chats whose messages go round in circles</source>
        <translation>discussions dont les messages tournent en rond</translation>
    </message>
    <message>
        <source>chats without messages</source>
        <translation>discussions sans messages</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>Modifié à la main</translation>
    </message>
    <message>
        <source>Presence penalty %1, frequency penalty %2</source>
        <translation>Pénalité de présence %1, pénalité de fréquence %2</translation>
    </message>
    <message>
        <source>These chats are kept in %1, and offered at the next start.</source>
        <translation>Ces discussions sont gardées dans %1 et proposées au prochain démarrage.</translation>
    </message>
    <message>
        <source>references to sources</source>
        <translation>renvois aux sources</translation>
    </message>
</context>
<context>
    <name>mw::gui::ExchangeNote</name>
    <message>
        <source>Chat</source>
        <translation>Discussion</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2 chats</source>
        <translation>Export&#xa0;: %1 discussions sur %2</translation>
    </message>
    <message>
        <source>The chat was exported to %1.</source>
        <translation>La discussion a été exportée vers %1.</translation>
    </message>
    <message>
        <source>%1 chats were exported to %2.</source>
        <translation>%1 discussions ont été exportées vers %2.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>JSON, everything (*.json)</source>
        <translation>JSON, tout (*.json)</translation>
    </message>
    <message>
        <source>JSON Lines, everything (*.jsonl)</source>
        <translation>JSON Lines, tout (*.jsonl)</translation>
    </message>
    <message>
        <source>Markdown, to be read (*.md)</source>
        <translation>Markdown, pour la lecture (*.md)</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>Exporter la discussion</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>Exporter des discussions</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Importer des discussions</translation>
    </message>
    <message>
        <source>Chats of Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</source>
        <translation>Discussions de Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>This chat is here already.</source>
        <translation>Cette discussion est déjà là.</translation>
    </message>
    <message>
        <source>All %1 chats are here already.</source>
        <translation>Les %1 discussions sont déjà toutes là.</translation>
    </message>
    <message>
        <source>One of these chats is here already.</source>
        <translation>L’une de ces discussions est déjà là.</translation>
    </message>
    <message>
        <source>%1 of these chats are here already.</source>
        <translation>%1 de ces discussions sont déjà là.</translation>
    </message>
    <message>
        <source>Import the other %1</source>
        <translation>Importer les %1 autres</translation>
    </message>
    <message>
        <source>Import all, as copies</source>
        <translation>Tout importer en copies</translation>
    </message>
    <message>
        <source>Import as copies</source>
        <translation>Importer en copies</translation>
    </message>
    <message>
        <source>One chat was imported from %1.</source>
        <translation>Une discussion a été importée de %1.</translation>
    </message>
    <message>
        <source>%1 chats were imported from %2.</source>
        <translation>%1 discussions ont été importées de %2.</translation>
    </message>
    <message>
        <source>Here already: %1.</source>
        <translation>Déjà là&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Not taken over: %1.</source>
        <translation>Non repris&#xa0;: %1.</translation>
    </message>
    <message>
        <source>The chat is back.</source>
        <translation>La discussion est de retour.</translation>
    </message>
    <message>
        <source>%1 chats are back.</source>
        <translation>%1 discussion est de retour.</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Les récupérer</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>When the workbench was ended (%1), not all chats could be saved; they were kept in a file.</source>
        <translation>Quand le workbench a été fermé (%1), toutes les discussions n’ont pas pu être enregistrées&#x202f;; elles ont été gardées dans un fichier.</translation>
    </message>
    <message>
        <source>%1 files could not be imported.</source>
        <translation>%1 fichiers n’ont pas pu être importés.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Failures</name>
    <message>
        <source>What was asked for cannot be done.</source>
        <translation>Ce qui a été demandé n’est pas possible.</translation>
    </message>
    <message>
        <source>A file or folder is missing, or cannot be read.</source>
        <translation>Un fichier ou un dossier manque, ou ne peut pas être lu.</translation>
    </message>
    <message>
        <source>A file is damaged, or contradicts another one.</source>
        <translation>Un fichier est endommagé, ou en contredit un autre.</translation>
    </message>
    <message>
        <source>This program does not do that here.</source>
        <translation>Ce programme ne fait pas cela ici.</translation>
    </message>
    <message>
        <source>The prompt does not fit into the context of a chat.</source>
        <translation>Le prompt ne tient pas dans le contexte d’une discussion.</translation>
    </message>
    <message>
        <source>There is too little free memory.</source>
        <translation>Il y a trop peu de mémoire libre.</translation>
    </message>
    <message>
        <source>What the model computed are no numbers.</source>
        <translation>Ce que le modèle a calculé, ce ne sont pas des nombres.</translation>
    </message>
    <message>
        <source>A device or its driver failed.</source>
        <translation>Un périphérique ou son pilote est en panne.</translation>
    </message>
    <message>
        <source>This is a defect of the program.</source>
        <translation>C’est un défaut du programme.</translation>
    </message>
    <message>
        <source>Device %1 needs %2 and has %3: %4 missing.</source>
        <translation>Le périphérique %1 a besoin de %2 et a %3&#xa0;: il manque %4.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FeasibilityChart</name>
    <message>
        <source>context per chat, tokens</source>
        <translation>contexte par discussion, tokens</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>discussions simultanées</translation>
    </message>
    <message>
        <source>loaded now</source>
        <translation>chargé actuellement</translation>
    </message>
    <message>
        <source>What fits: operating point</source>
        <translation>Ce qui tient&#xa0;: point de fonctionnement</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>ne tient pas</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>juste</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>tient</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens × %Ln chats: %2</source>
        <translation>
            <numerusform>%1 tokens × %Ln discussion&#xa0;: %2</numerusform>
            <numerusform>%1 tokens × %Ln discussions&#xa0;: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: more than %Ln chats</source>
        <translation>
            <numerusform>%1&#xa0;: plus de %Ln discussion</numerusform>
            <numerusform>%1&#xa0;: plus de %Ln discussions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: up to %Ln chats</source>
        <translation>
            <numerusform>%1&#xa0;: jusqu’à %Ln discussion</numerusform>
            <numerusform>%1&#xa0;: jusqu’à %Ln discussions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::FileField</name>
    <message>
        <source>Choose a file: %1</source>
        <translation>Choisir un fichier&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::FileText</name>
    <message>
        <source>%1 is damaged, or no PDF.</source>
        <translation>%1 est endommagé, ou n’est pas un PDF.</translation>
    </message>
    <message>
        <source>%1 is locked with a password.</source>
        <translation>%1 est protégé par un mot de passe.</translation>
    </message>
    <message>
        <source>%1 has no text that could be read, only pictures of it.</source>
        <translation>%1 ne contient aucun texte lisible, seulement des images de texte.</translation>
    </message>
    <message>
        <source>%1 is no text and no PDF, but: %2.</source>
        <translation>%1 n’est ni du texte ni un PDF, mais&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 est vide.</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 est un dossier.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 est illisible&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB.</source>
        <translation>%1 dépasse %2 Mio.</translation>
    </message>
    <message>
        <source>%1 is no Unicode; it was read as Windows-1252.</source>
        <translation>%1 n’est pas en Unicode&#x202f;; il a été lu comme Windows-1252.</translation>
    </message>
    <message>
        <source>%1 is neither text nor a PDF.</source>
        <translation>%1 n’est ni un texte ni un PDF.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 n’existe pas.</translation>
    </message>
    <message>
        <source>%1 is no file that could be read to its end.</source>
        <translation>%1 n’est pas un fichier qui puisse être lu jusqu’à la fin.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>Rechercher dans cette discussion</translation>
    </message>
    <message>
        <source>Find in this chat, in all its versions</source>
        <translation>Rechercher dans cette discussion, dans toutes ses versions</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Occurrence précédente (Maj+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Occurrence suivante (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fermer (Échap)</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Introuvable</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundCard</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 et %2</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modèles sur cette machine</translation>
    </message>
    <message>
        <source>Search these folders</source>
        <translation>Explorer ces dossiers</translation>
    </message>
    <message>
        <source>Search another folder…</source>
        <translation>Explorer un autre dossier…</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Arrêter la recherche</translation>
    </message>
    <message>
        <source>Shall the workbench look for Mixtral checkpoints in the usual folders? It reads configurations and the headers of weights, and looks into %1.</source>
        <translation>Faut-il chercher des checkpoints Mixtral dans les dossiers habituels&#x202f;? Les configurations et les en-têtes des poids sont lus, dans %1.</translation>
    </message>
    <message>
        <source>A search is running</source>
        <translation>Une recherche est en cours</translation>
    </message>
    <message>
        <source>Search a folder and all below it</source>
        <translation>Explorer un dossier et tout ce qu’il contient</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Chercher à nouveau</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>1 dossier</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 dossiers</translation>
    </message>
    <message>
        <source>One file with another model was passed by.</source>
        <translation>Un fichier contenant un autre modèle a été ignoré.</translation>
    </message>
    <message>
        <source>%1 files with other models were passed by.</source>
        <translation>%1 fichiers contenant d’autres modèles ont été ignorés.</translation>
    </message>
    <message>
        <source>Not allowed to look into %1.</source>
        <translation>Accès refusé à %1.</translation>
    </message>
    <message>
        <source>The search was stopped after %1.</source>
        <translation>La recherche a été arrêtée après %1.</translation>
    </message>
    <message>
        <source>None of the folders in which models usually lie exists here.</source>
        <translation>Aucun des dossiers où se trouvent d’habitude les modèles n’existe ici.</translation>
    </message>
    <message>
        <source>No Mixtral checkpoint in %1 (looked into %2).</source>
        <translation>Aucun checkpoint Mixtral dans %1 (%2 parcourus).</translation>
    </message>
    <message>
        <source>Found in %1 (looked into %2).</source>
        <translation>Trouvé dans %1 (%2 parcourus).</translation>
    </message>
    <message>
        <source>There is more below than was looked into; search a folder further down.</source>
        <translation>Il y a plus bas davantage que ce qui a été parcouru&#x202f;; explorez un dossier plus profond.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundRow</name>
    <message>
        <source>%1 parameters</source>
        <translation>Paramètres&#xa0;: %1</translation>
    </message>
    <message>
        <source> · no tokenizer that can be read: chats are not possible</source>
        <translation> · pas de tokenizer lisible&#xa0;: impossible de discuter</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
    <message>
        <source>Held as %1</source>
        <translation>Gardé en %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::GpuChoice</name>
    <message>
        <source>GPUs that the model may use</source>
        <translation>GPU que le modèle peut utiliser</translation>
    </message>
    <message>
        <source>%1: %2, %3 free of %4</source>
        <translation>%1&#xa0;: %2, %3 libres sur %4</translation>
    </message>
</context>
<context>
    <name>mw::gui::GroupedBarChart</name>
    <message>
        <source>%1: %2 %3, %4 %5</source>
        <translation>%1&#xa0;: %2 %3, %4 %5</translation>
    </message>
    <message>
        <source>, predicted %1</source>
        <translation>, prévu %1</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>non mesuré</translation>
    </message>
    <message>
        <source>wide bar: %1 · narrow bar: %2, scale %3 ×</source>
        <translation>barre large&#xa0;: %1 · barre étroite&#xa0;: %2, échelle %3 ×</translation>
    </message>
    <message>
        <source> · line: predicted</source>
        <translation> · trait&#xa0;: prévu</translation>
    </message>
    <message>
        <source>No run is ticked.</source>
        <translation>Aucune mesure n’est cochée.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 predicted</source>
        <translation>%1 prévu</translation>
    </message>
</context>
<context>
    <name>mw::gui::HardwareDialog</name>
    <message>
        <source>Plan for other hardware</source>
        <translation>Prévoir pour un autre matériel</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Ignoré&#xa0;: %1</translation>
    </message>
    <message>
        <source>Plan for these GPUs</source>
        <translation>Prévoir pour ces GPU</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Cette machine</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Add another kind</source>
        <translation>Ajouter un autre type</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> tokens</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Context per chat</source>
        <translation>Contexte par discussion</translation>
    </message>
    <message>
        <source>How many of them it takes</source>
        <translation>Combien il en faut</translation>
    </message>
    <message>
        <source>minimum: one chat fits · recommended: %1 chats, each layer split evenly, 5 % to spare</source>
        <translation>minimum&#xa0;: une discussion tient · recommandé&#xa0;: %1 discussions, chaque couche répartie également, 5 % de marge</translation>
    </message>
    <message>
        <source>GPUs needed, by kind and model</source>
        <translation>GPU nécessaires, par type et modèle</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>8x7B, minimum</source>
        <translation>8x7B, minimum</translation>
    </message>
    <message>
        <source>8x7B, recommended</source>
        <translation>8x7B, recommandé</translation>
    </message>
    <message>
        <source>8x22B, minimum</source>
        <translation>8x22B, minimum</translation>
    </message>
    <message>
        <source>8x22B, recommended</source>
        <translation>8x22B, recommandé</translation>
    </message>
    <message>
        <source>%1, %2 GB/s, %3 TFLOP/s in bf16. Source: %4</source>
        <translation>%1, %2 Go/s, %3 TFLOP/s en bf16. Source&#xa0;: %4</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>non indiqué</translation>
    </message>
    <message>
        <source>%1 · up to %2</source>
        <translation>%1 · jusqu’à %2</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>plus de %1</translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation>Nombre de GPU</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>%1 with %2: %3</source>
        <translation>%1 avec %2&#xa0;: %3</translation>
    </message>
</context>
<context>
    <name>mw::gui::Inspector</name>
    <message>
        <source>Monitors</source>
        <translation>Moniteurs</translation>
    </message>
</context>
<context>
    <name>mw::gui::KvChoice</name>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Précision du cache KV</translation>
    </message>
    <message>
        <source>%1, %2 per token</source>
        <translation>%1, %2 par token</translation>
    </message>
</context>
<context>
    <name>mw::gui::LabeledSlider</name>
    <message>
        <source>Double click resets</source>
        <translation>Un double clic réinitialise</translation>
    </message>
</context>
<context>
    <name>mw::gui::LoadPanel</name>
    <message>
        <source>Progress of the load</source>
        <translation>Avancement du chargement</translation>
    </message>
    <message>
        <source>Back to what was loaded before</source>
        <translation>Retour à ce qui était chargé avant</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Préparation</translation>
    </message>
    <message>
        <source>Warming up</source>
        <translation>Mise en route</translation>
    </message>
    <message>
        <source>Reading weights</source>
        <translation>Lecture des poids</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>encore environ %1</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Annuler le chargement</translation>
    </message>
</context>
<context>
    <name>mw::gui::LogCard</name>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>encore rien</translation>
    </message>
    <message>
        <source>nothing refused</source>
        <translation>aucun refus</translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused or failed</source>
        <translation>
            <numerusform>%Ln refusée ou échouée</numerusform>
            <numerusform>%Ln refusées ou échouées</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::MachineCard</name>
    <message>
        <source>This machine</source>
        <translation>Cette machine</translation>
    </message>
    <message>
        <source>Looking for GPUs…</source>
        <translation>Recherche des GPU…</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 libres sur %2</translation>
    </message>
    <message>
        <source>GPU %1 · %2</source>
        <translation>GPU %1 · %2</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdu</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>mémoire non communiquée</translation>
    </message>
    <message>
        <source>CPU · 1 core</source>
        <translation>CPU · 1 cœur</translation>
    </message>
    <message>
        <source>CPU · %1 cores</source>
        <translation>CPU · %1 cœurs</translation>
    </message>
    <message>
        <source>Driver %1. Free memory is as of now; a model that is loaded makes room for the next one.</source>
        <translation>Pilote %1. La mémoire libre est celle de maintenant&#x202f;; un modèle chargé cède sa place au suivant.</translation>
    </message>
    <message>
        <source>This build has no CUDA backend: models run on the CPU, slowly. Install the package with CUDA to use the GPUs.</source>
        <translation>Cette version n’a pas de backend CUDA&#xa0;: les modèles tournent sur le CPU, lentement. Installez le paquet avec CUDA pour utiliser les GPU.</translation>
    </message>
    <message>
        <source>No NVIDIA GPU or driver was found. Models run on the CPU: fine for the demo model, slow for Mixtral.</source>
        <translation>Aucun GPU ou pilote NVIDIA n’a été trouvé. Les modèles tournent sur le CPU&#xa0;: bien pour le modèle de démonstration, lent pour Mixtral.</translation>
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
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Réglage</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Inspector (Ctrl+I)</source>
        <translation>Inspecteur (Ctrl+I)</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Moniteurs</translation>
    </message>
    <message>
        <source>Put the monitors into a window of their own, or back</source>
        <translation>Mettre les moniteurs dans leur propre fenêtre, ou les remettre en place</translation>
    </message>
    <message>
        <source>Close the monitors</source>
        <translation>Fermer les moniteurs</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Change context or chats at once…</source>
        <translation>Changer le contexte ou le nombre de discussions…</translation>
    </message>
    <message>
        <source>Apply the point of the tuning view</source>
        <translation>Appliquer le point de la vue Réglage</translation>
    </message>
    <message>
        <source>Calibrate the speed, or stop it</source>
        <translation>Calibrer la vitesse, ou arrêter</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Prévoir pour un autre matériel…</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Décharger le modèle</translation>
    </message>
    <message>
        <source>Show chats</source>
        <translation>Afficher les discussions</translation>
    </message>
    <message>
        <source>Show tuning</source>
        <translation>Afficher le réglage</translation>
    </message>
    <message>
        <source>Show benchmark</source>
        <translation>Afficher le benchmark</translation>
    </message>
    <message>
        <source>Show serving</source>
        <translation>Afficher le serveur</translation>
    </message>
    <message>
        <source>Show models</source>
        <translation>Afficher les modèles</translation>
    </message>
    <message>
        <source>Show settings</source>
        <translation>Afficher les paramètres</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Afficher la page d’accueil</translation>
    </message>
    <message>
        <source>Fold the inspector</source>
        <translation>Replier l’inspecteur</translation>
    </message>
    <message>
        <source>Show or hide the monitors</source>
        <translation>Afficher ou masquer les moniteurs</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Ce qui était chargé avant l’est de nouveau.</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Ce qui était chargé avant est en cours de rechargement.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Aucun modèle n’est chargé.</translation>
    </message>
    <message>
        <source>Open the model before</source>
        <translation>Ouvrir le modèle précédent</translation>
    </message>
    <message>
        <source>A chat holds %1 tokens with this model, which takes no more; %2 were chosen for it before.</source>
        <translation>Avec ce modèle, une discussion contient %1 tokens, il n’en accepte pas plus&#x202f;; %2 étaient choisis auparavant.</translation>
    </message>
    <message>
        <source>Choose a model…</source>
        <translation>Choisir un modèle…</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Télécharger un modèle…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>La fenêtre</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Chercher une commande</translation>
    </message>
    <message>
        <source>%1 is downloaded, and its checksums are right.</source>
        <translation>%1 est téléchargé, et ses sommes de contrôle sont justes.</translation>
    </message>
    <message>
        <source>Open it…</source>
        <translation>L’ouvrir…</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementDialog</name>
    <message>
        <source>Start</source>
        <translation>Démarrer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Loads the model once</source>
        <translation>Charge le modèle une fois</translation>
    </message>
    <message>
        <source>Loads the model %1 times</source>
        <translation>Charge le modèle %1 fois</translation>
    </message>
    <message>
        <source>, %1 each</source>
        <translation>, %1 chacune</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryBar</name>
    <message>
        <source>Others</source>
        <translation>Autres</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Marge</translation>
    </message>
    <message>
        <source>Shared weights</source>
        <translation>Poids partagés</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Experts</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Espace de travail</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>budget %1</translation>
    </message>
    <message>
        <source>Memory of %1</source>
        <translation>Mémoire de %1</translation>
    </message>
    <message>
        <source>%1 % of the KV cache in use</source>
        <translation>%1 % du cache KV utilisé</translation>
    </message>
    <message>
        <source>measured peak %1</source>
        <translation>pic mesuré %1</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 missing</source>
        <translation>%1 sur %2 · il manque %3</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 free</source>
        <translation>%1 sur %2 · %3 libres</translation>
    </message>
    <message>
        <source>Free: %1</source>
        <translation>Libre&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>, %1 % in use</source>
        <translation>, %1 % utilisés</translation>
    </message>
    <message>
        <source>Measured peak: %1</source>
        <translation>Pic mesuré&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryCard</name>
    <message>
        <source>Memory per device</source>
        <translation>Mémoire par périphérique</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelCard</name>
    <message>
        <source>● loaded</source>
        <translation>● chargé</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Décharger</translation>
    </message>
    <message>
        <source>Forget this model; its files stay</source>
        <translation>Oublier ce modèle&#x202f;; ses fichiers restent</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Ouvrir %1</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>Impossible de l’ouvrir.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelDialog</name>
    <message>
        <source>Choose folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Choisir un fichier…</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avancé</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Point de fonctionnement</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>&amp;Poids</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>Cache &amp;KV</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>one per core</source>
        <translation>un par cœur</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>all there is</source>
        <translation>toute celle qu’il y a</translation>
    </message>
    <message>
        <source>Plan and load as on devices that have no more memory, to try a smaller card</source>
        <translation>Prévoir et charger comme sur des périphériques qui n’ont pas plus de mémoire, pour essayer une carte plus petite</translation>
    </message>
    <message>
        <source>Memory of each device, GiB</source>
        <translation>Mémoire de chaque périphérique, Gio</translation>
    </message>
    <message>
        <source>Virtual devices</source>
        <translation>Périphériques virtuels</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>Threads du CPU</translation>
    </message>
    <message>
        <source>The CPU can play several devices, to see how a model is spread over them.</source>
        <translation>Le CPU peut jouer plusieurs périphériques, pour voir comment un modèle s’y répartit.</translation>
    </message>
    <message>
        <source>Open the folder of a checkpoint</source>
        <translation>Ouvrir le dossier d’un checkpoint</translation>
    </message>
    <message>
        <source>Open a file of a checkpoint</source>
        <translation>Ouvrir un fichier de checkpoint</translation>
    </message>
    <message>
        <source>Checkpoints (*.gguf *.safetensors);;All files (*)</source>
        <translation>Checkpoints (*.gguf *.safetensors);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>Impossible de l’ouvrir.</translation>
    </message>
    <message>
        <source>This model cannot be planned for here.</source>
        <translation>Ce modèle ne peut pas être planifié ici.</translation>
    </message>
    <message>
        <source>The model that is loaded stays.</source>
        <translation>Le modèle chargé reste en place.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>Le chargement a échoué.</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Ce qui était chargé avant est en cours de rechargement.</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Ce qui était chargé avant l’est de nouveau.</translation>
    </message>
    <message>
        <source>The model that was loaded before still is.</source>
        <translation>Le modèle chargé auparavant l’est toujours.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Aucun modèle n’est chargé.</translation>
    </message>
    <message>
        <source>Load %1 again</source>
        <translation>Recharger %1</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>Lecture des en-têtes…</translation>
    </message>
    <message>
        <source>Choose the folder of a Mixtral checkpoint, safetensors with config.json or params.json, or a GGUF file.</source>
        <translation>Choisissez le dossier d’un checkpoint Mixtral, des fichiers safetensors avec config.json ou params.json, ou un fichier GGUF.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Annuler le chargement</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Ac&amp;tivations of prompts</source>
        <translation>Ac&amp;tivations des prompts</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelFacts</name>
    <message>
        <source>Architecture</source>
        <translation>Architecture</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Précision</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>Sur le disque</translation>
    </message>
    <message>
        <source>Trained context</source>
        <translation>Contexte d’entraînement</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Disposition</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Têtes d’attention</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Remarques</translation>
    </message>
    <message>
        <source>none that can be read: chats are not possible</source>
        <translation>aucun lisible&#xa0;: impossible de discuter</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>in the model’s file</source>
        <translation>dans le fichier du modèle</translation>
    </message>
    <message>
        <source>%1 in one file</source>
        <translation>%1 en un fichier</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 en %2 fichiers</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>%1, %2 KV heads</source>
        <translation>%1, %2 têtes KV</translation>
    </message>
    <message>
        <source>About the tokenizer: %1.</source>
        <translation>À propos du tokenizer&#xa0;: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelLoan</name>
    <message>
        <source>The model was changed or unloaded meanwhile.</source>
        <translation>Le modèle a été changé ou déchargé entre-temps.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelMenu</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Fourni avec le programme</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Modèle de démonstration</translation>
    </message>
    <message>
        <source>Open a folder or a file…	Ctrl+O</source>
        <translation>Ouvrir un dossier ou un fichier…	Ctrl+O</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Télécharger un modèle…</translation>
    </message>
    <message>
        <source>All models	Ctrl+5</source>
        <translation>Tous les modèles	Ctrl+5</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Décharger le modèle</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Ouverts récemment</translation>
    </message>
    <message>
        <source>Found on this disk</source>
        <translation>Trouvés sur ce disque</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Recherche…</translation>
    </message>
    <message>
        <source>Look for models on this disk…</source>
        <translation>Chercher des modèles sur ce disque…</translation>
    </message>
    <message>
        <source>Look again…</source>
        <translation>Chercher à nouveau…</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelsView</name>
    <message>
        <source>No model yet</source>
        <translation>Pas encore de modèle</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral 8x7B or 8x22B checkpoint: safetensors files with config.json or params.json beside them.</source>
        <translation>Ouvrez le dossier d’un checkpoint Mixtral 8x7B ou 8x22B&#xa0;: des fichiers safetensors avec config.json ou params.json à côté.</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Fourni avec le programme</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Modèle de démonstration</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Ouverts récemment</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Télécharger…</translation>
    </message>
</context>
<context>
    <name>mw::gui::MonitorPanel</name>
    <message>
        <source>Monitors</source>
        <translation>Moniteurs</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>Pause the monitors</source>
        <translation>Mettre les moniteurs en pause</translation>
    </message>
    <message>
        <source>Export the monitors as CSV…</source>
        <translation>Exporter les moniteurs en CSV…</translation>
    </message>
    <message>
        <source>Export the monitors as PNG…</source>
        <translation>Exporter les moniteurs en PNG…</translation>
    </message>
    <message>
        <source>Copy the monitors as text</source>
        <translation>Copier les moniteurs sous forme de texte</translation>
    </message>
    <message>
        <source>Go on with the monitors</source>
        <translation>Relancer les moniteurs</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>en pause à %1</translation>
    </message>
    <message>
        <source>last 5 minutes</source>
        <translation>5 dernières minutes</translation>
    </message>
    <message>
        <source>Export the monitors</source>
        <translation>Exporter les moniteurs</translation>
    </message>
</context>
<context>
    <name>mw::gui::Monitors</name>
    <message>
        <source>GB</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>GB, of %1</source>
        <translation>Go, sur %1</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>%1 memory</source>
        <translation>Mémoire de %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>utilisée</translation>
    </message>
    <message>
        <source>workbench</source>
        <translation>Workbench</translation>
    </message>
    <message>
        <source>others</source>
        <translation>autres</translation>
    </message>
    <message>
        <source>the GPU is lost</source>
        <translation>le GPU est perdu</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
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
        <translation>%, sur %1 cœurs</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>tokens par seconde</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>décodage</translation>
    </message>
    <message>
        <source>decode, all chats</source>
        <translation>décodage, toutes les discussions</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Tokens/s par discussion</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>moyenne</translation>
    </message>
    <message>
        <source>decode, the latest %1 of %2</source>
        <translation>décodage, les %1 plus récentes sur %2</translation>
    </message>
    <message>
        <source>Prompt tokens/s</source>
        <translation>Tokens de prompt/s</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>prefill</translation>
    </message>
    <message>
        <source>prefill, all chats</source>
        <translation>prefill, toutes les discussions</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lot</translation>
    </message>
    <message>
        <source>chats</source>
        <translation>discussions</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>chats, of %1</source>
        <translation>discussions, sur %1</translation>
    </message>
    <message>
        <source>KV pages</source>
        <translation>Pages KV</translation>
    </message>
    <message>
        <source>held</source>
        <translation>occupées</translation>
    </message>
    <message>
        <source>%, of %1</source>
        <translation>%, sur %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>GPU load</source>
        <translation>Charge du GPU</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Puissance</translation>
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
        <translation>Température</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
    <message>
        <source>Main memory</source>
        <translation>Mémoire principale</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>Mémoire du GPU</translation>
    </message>
</context>
<context>
    <name>mw::gui::NeedsCard</name>
    <message>
        <source>What runs here, and what it would take</source>
        <translation>Ce qui tourne ici, et ce qu’il faudrait</translation>
    </message>
    <message>
        <source>planned for chats of %1 tokens</source>
        <translation>prévu pour des discussions de %1 tokens</translation>
    </message>
    <message>
        <source>What the models need, and whether they run here</source>
        <translation>Ce que demandent les modèles, et s’ils tournent ici</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Weights in</source>
        <translation>Poids en</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>Sur cette machine</translation>
    </message>
    <message>
        <source>GPUs that hold it, for example</source>
        <translation>GPU qui le contiennent, par exemple</translation>
    </message>
    <message>
        <source>Plan for other GPUs…</source>
        <translation>Prévoir pour d’autres GPU…</translation>
    </message>
    <message>
        <source>GPUs hold it as bf16</source>
        <translation>Les GPU le gardent en bf16</translation>
    </message>
    <message>
        <source>more than 8 of any</source>
        <translation>plus de 8 de n’importe lequel</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>this machine&apos;s memory is not known</source>
        <translation>la mémoire de cette machine n’est pas connue</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>The demo model runs here, and so do smaller Mixtral checkpoints. The published ones need more memory than this machine has.</source>
        <translation>Le modèle de démonstration tourne ici, ainsi que de plus petits checkpoints Mixtral. Ceux qui sont publiés demandent plus de mémoire que n’en a cette machine.</translation>
    </message>
    <message>
        <source>These run here: %1.</source>
        <translation>Ceux-ci tournent ici&#xa0;: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::NewChatsCard</name>
    <message>
        <source>template “%1”</source>
        <translation>gabarit «&#xa0;%1&#xa0;»</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>température %1</translation>
    </message>
    <message>
        <source>top-p %1</source>
        <translation>top-p %1</translation>
    </message>
    <message>
        <source>answers of at most %1 tokens</source>
        <translation>réponses de %1 tokens au plus</translation>
    </message>
    <message>
        <source>New chats, and the start</source>
        <translation>Nouvelles discussions, et démarrage</translation>
    </message>
    <message>
        <source>As usual again</source>
        <translation>De nouveau comme d’habitude</translation>
    </message>
    <message>
        <source>New chats go into the folder</source>
        <translation>Les nouvelles discussions vont dans le dossier</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Au démarrage</translation>
    </message>
    <message>
        <source>Open the model used last</source>
        <translation>Ouvrir le dernier modèle</translation>
    </message>
    <message>
        <source>Open no model</source>
        <translation>N’ouvrir aucun modèle</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Afficher la page d’accueil</translation>
    </message>
    <message>
        <source>They begin with</source>
        <translation>Elles commencent par</translation>
    </message>
    <message>
        <source>They go into the folder</source>
        <translation>Elles vont dans le dossier</translation>
    </message>
    <message>
        <source>What the model or your language suggests. “Use for new chats”, beside a chat, makes that one the pattern.</source>
        <translation>Ce que suggère le modèle ou votre langue. «&#xa0;Pour les nouvelles discussions&#xa0;», à côté d’une discussion, en fait l’exemple.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
</context>
<context>
    <name>mw::gui::NumberField</name>
    <message>
        <source>Type a number from %1 to %2.</source>
        <translation>Saisissez un nombre de %1 à %2.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nombre.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas un nombre entier.</translation>
    </message>
    <message>
        <source>“%1” is not between %2 and %3.</source>
        <translation>«&#xa0;%1&#xa0;» n’est pas compris entre %2 et %3.</translation>
    </message>
    <message>
        <source>“%1” is too small to be told from 0.</source>
        <translation>«&#xa0;%1&#xa0;» est trop petit pour être distingué de 0.</translation>
    </message>
    <message>
        <source>It stays %1.</source>
        <translation>La valeur reste %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointDialog</name>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Point de fonctionnement</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Mémoire</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>Aucun modèle n’est chargé.</translation>
    </message>
    <message>
        <source>The operating point before is loaded again.</source>
        <translation>Le point de fonctionnement précédent est rechargé.</translation>
    </message>
    <message>
        <source>The operating point before still is loaded.</source>
        <translation>Le point de fonctionnement précédent est toujours chargé.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>Le chargement a échoué.</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Annuler le chargement</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>C’est ce qui est chargé actuellement.</translation>
    </message>
    <message>
        <source>Loaded now.</source>
        <translation>Chargé actuellement.</translation>
    </message>
    <message>
        <source>Reloads the model: %1 the last time. Answers in progress stop; their text stays.</source>
        <translation>Recharge le modèle&#xa0;: %1 la dernière fois. Les réponses en cours s’arrêtent&#x202f;; leur texte reste.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointPanel</name>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Contexte par discussion, tokens</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Discussions simultanées</translation>
    </message>
    <message>
        <source>Context is per chat; the KV cache holds context × chats.</source>
        <translation>Le contexte vaut pour chaque discussion&#x202f;; le cache KV contient contexte × discussions.</translation>
    </message>
    <message>
        <source>no context fits with %1</source>
        <translation>aucun contexte ne tient avec %1</translation>
    </message>
    <message>
        <source>up to %1 fit with %2</source>
        <translation>jusqu’à %1 tiennent avec %2</translation>
    </message>
    <message>
        <source>not even one fits at this context</source>
        <translation>pas même une ne tient avec ce contexte</translation>
    </message>
    <message>
        <source>more than %1 fit at this context</source>
        <translation>plus de %1 tiennent avec ce contexte</translation>
    </message>
    <message>
        <source>up to %1 fit at this context</source>
        <translation>jusqu’à %1 tiennent avec ce contexte</translation>
    </message>
    <message>
        <source>KV cache %1 = %2 × %3 tokens, %4 per token</source>
        <translation>Cache KV %1 = %2 × %3 tokens, %4 par token</translation>
    </message>
</context>
<context>
    <name>mw::gui::PlaneCard</name>
    <message>
        <source>%1: %2 free on %3</source>
        <translation>%1&#xa0;: %2 libres sur %3</translation>
    </message>
    <message>
        <source>%1: %2 missing on %3</source>
        <translation>%1&#xa0;: il manque %2 sur %3</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Ce qui tient</translation>
    </message>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Contexte par discussion, tokens</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Discussions simultanées</translation>
    </message>
    <message>
        <source>Drag the point, or walk it with the arrow keys. Context is per chat; the KV cache holds context × chats.</source>
        <translation>Faites glisser le point, ou déplacez-le avec les touches fléchées. Le contexte vaut pour chaque discussion&#x202f;; le cache KV contient contexte × discussions.</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Précision du cache KV</translation>
    </message>
    <message>
        <source>The KV cache of all chats together, over all devices</source>
        <translation>Le cache KV de toutes les discussions, sur tous les périphériques</translation>
    </message>
    <message>
        <source>tokens ×</source>
        <translation>tokens ×</translation>
    </message>
    <message>
        <source>chats, KV in</source>
        <translation>discussions, KV en</translation>
    </message>
    <message>
        <source>On GPUs the engine keeps the KV cache in %1.</source>
        <translation>Sur GPU, le moteur garde le cache KV en %1.</translation>
    </message>
    <message>
        <source>%1 tokens × %2</source>
        <translation>%1 tokens × %2</translation>
    </message>
    <message>
        <source>= %1 tokens, %2</source>
        <translation>= %1 tokens, %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::PromptTemplate</name>
    <message>
        <source>the field &quot;%1&quot; is missing</source>
        <translation>le champ «&#xa0;%1&#xa0;» manque</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be text</source>
        <translation>«&#xa0;%1&#xa0;» doit être du texte</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>«&#xa0;%1&#xa0;» est vide</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is longer than %2 characters</source>
        <translation>«&#xa0;%1&#xa0;» dépasse %2 caractères</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a number from %2 to %3</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre de %2 à %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a whole number</source>
        <translation>«&#xa0;%1&#xa0;» doit être un nombre entier</translation>
    </message>
    <message>
        <source>template %1 is not a JSON object</source>
        <translation>le gabarit %1 n’est pas un objet JSON</translation>
    </message>
    <message>
        <source>&quot;id&quot; may hold lower-case letters, digits and hyphens only</source>
        <translation>«&#xa0;id&#xa0;» ne peut contenir que des minuscules, des chiffres et des traits d’union</translation>
    </message>
    <message>
        <source>&quot;language&quot; has to be a code such as &quot;en&quot;</source>
        <translation>«&#xa0;language&#xa0;» doit être un code comme «&#xa0;en&#xa0;»</translation>
    </message>
    <message>
        <source>&quot;variables&quot; has to be an object of texts</source>
        <translation>«&#xa0;variables&#xa0;» doit être un objet de textes</translation>
    </message>
    <message>
        <source>the default of the variable &quot;%1&quot; has to be text</source>
        <translation>la valeur par défaut de la variable «&#xa0;%1&#xa0;» doit être du texte</translation>
    </message>
    <message>
        <source>&quot;sampling&quot; has to be an object</source>
        <translation>«&#xa0;sampling&#xa0;» doit être un objet</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>pas de l’UTF-8</translation>
    </message>
    <message>
        <source>no template in this file</source>
        <translation>aucun gabarit dans ce fichier</translation>
    </message>
    <message>
        <source>the id &quot;%1&quot; is used twice</source>
        <translation>l’id «&#xa0;%1&#xa0;» est utilisé deux fois</translation>
    </message>
</context>
<context>
    <name>mw::gui::Quality</name>
    <message>
        <source>%1, with which the others are compared: %2</source>
        <translation>%1, auquel les autres sont comparés&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1%2 %</source>
        <translation>%1%2 %</translation>
    </message>
    <message>
        <source>measured on %1: perplexity %2, %3 % same next word</source>
        <translation>mesuré sur %1&#xa0;: perplexité %2, même mot suivant dans %3&#xa0;% des cas</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Il n’y a pas de fichier %1.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 est illisible&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 is no text in UTF-8.</source>
        <translation>%1 n’est pas un texte en UTF-8.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 est vide.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityCard</name>
    <message>
        <source>Quality</source>
        <translation>Qualité</translation>
    </message>
    <message>
        <source>What fp8, int8, int4 or a smaller KV cache costs is not measured yet. It takes a text of yours, which the loaded model reads as it is stored and then in each format.</source>
        <translation>Ce que coûtent fp8, int8, int4 ou un cache KV plus petit n’est pas encore mesuré. Il faut un texte à vous, que le modèle chargé lit tel qu’il est stocké, puis dans chaque format.</translation>
    </message>
    <message>
        <source>what a format costs, on a text of yours</source>
        <translation>ce que coûte un format, sur un texte à vous</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Avancement de la mesure</translation>
    </message>
    <message>
        <source>What is measured stays</source>
        <translation>Ce qui est mesuré reste</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Mesurer…</translation>
    </message>
    <message>
        <source>Measure quality…</source>
        <translation>Mesurer la qualité…</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>Rien n’a été mesuré.</translation>
    </message>
    <message>
        <source>%1 of %2 are measured.</source>
        <translation>%1 sur %2 sont mesurés.</translation>
    </message>
    <message>
        <source>The measurement stopped: %1</source>
        <translation>La mesure s’est arrêtée&#xa0;: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Annulé. %1</translation>
    </message>
    <message>
        <source>What was measured is not saved: %1</source>
        <translation>Ce qui a été mesuré n’est pas enregistré&#xa0;: %1</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Supprimé&#xa0;: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Masquer</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>recharge ce qui était là avant</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>loading %1</source>
        <translation>charge %1</translation>
    </message>
    <message>
        <source>reading in %1</source>
        <translation>lit en %1</translation>
    </message>
    <message>
        <source>The benchmark runs.</source>
        <translation>Le benchmark est en cours.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityDialog</name>
    <message>
        <source>Text file</source>
        <translation>Fichier texte</translation>
    </message>
    <message>
        <source>a text of yours, UTF-8</source>
        <translation>un texte à vous, UTF-8</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Textes (*.txt *.md);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>Mesurer la qualité</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Ce qui est comparé</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Tokens of it, at most</source>
        <translation>Tokens de ce texte, au plus</translation>
    </message>
    <message>
        <source>A text of the kind that you work with says most. The model reads it once in each format; how well it foresees the next word is compared. Nothing of it leaves this computer.</source>
        <translation>Un texte du genre avec lequel vous travaillez est le plus parlant. Le modèle le lit une fois dans chaque format&#x202f;; on compare s’il prévoit bien le mot suivant. Rien n’en quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>tel que stocké&#xa0;: %1</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>Cache &amp;KV</translation>
    </message>
    <message>
        <source>Each is compared with the weights as stored, %1, and the KV cache in %2.</source>
        <translation>Chacun est comparé aux poids tels que stockés, %1, et au cache KV en %2.</translation>
    </message>
    <message>
        <source>This is what the others are compared with. It can be measured with another KV cache.</source>
        <translation>C’est à cela que les autres sont comparés. Cela se mesure avec un autre cache KV.</translation>
    </message>
    <message>
        <source>Choose a text first.</source>
        <translation>Choisissez d’abord un texte.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>Il n’y a rien à mesurer.</translation>
    </message>
    <message>
        <source>; at the end it is as it is now. Answers in progress stop; their text stays.</source>
        <translation>; à la fin, il est comme maintenant. Les réponses en cours s’arrêtent&#x202f;; leur texte reste.</translation>
    </message>
    <message>
        <source>; at the end none is loaded, as now.</source>
        <translation>; à la fin, aucun n’est chargé, comme maintenant.</translation>
    </message>
    <message>
        <source>Takes %1 on the disk meanwhile.</source>
        <translation>Prend %1 sur le disque pendant ce temps.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityNote</name>
    <message>
        <source> with the KV cache in %1</source>
        <translation> avec le cache KV en %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>What %1 costs in quality is not measured.</source>
        <translation>Ce que %1 coûte en qualité n’est pas mesuré.</translation>
    </message>
    <message>
        <source>Measure again…</source>
        <translation>Mesurer à nouveau…</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Mesurer…</translation>
    </message>
    <message>
        <source>On a text of yours, against the weights as they are stored</source>
        <translation>Sur un texte à vous, par rapport aux poids tels que stockés</translation>
    </message>
    <message>
        <source>Measure the quality of %1…</source>
        <translation>Mesurer la qualité de %1…</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityRunner</name>
    <message>
        <source>A text of two tokens is the shortest that can be measured.</source>
        <translation>Un texte de deux tokens est le plus court qui se mesure.</translation>
    </message>
    <message>
        <source>The model’s predictions are no numbers.</source>
        <translation>Les prédictions du modèle ne sont pas des nombres.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityStore</name>
    <message>
        <source>%1 is damaged, and cannot be set aside.</source>
        <translation>%1 est endommagé et ne peut pas être mis de côté.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityTable</name>
    <message>
        <source>Measured quality</source>
        <translation>Qualité mesurée</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Cache KV</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplexité</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Écart</translation>
    </message>
    <message>
        <source>Same next word</source>
        <translation>Même mot suivant</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>Divergence KL</translation>
    </message>
    <message>
        <source>KL, 99 %</source>
        <translation>KL, 99&#xa0;%</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Mesuré</translation>
    </message>
    <message>
        <source>with the weights as stored → so; the less, the better the model foresees the text</source>
        <translation>avec les poids tels que stockés → ainsi&#x202f;; moins il y en a, mieux le modèle prévoit le texte</translation>
    </message>
    <message>
        <source>how often both hold the same next word for the likeliest</source>
        <translation>combien de fois les deux tiennent le même mot suivant pour le plus probable</translation>
    </message>
    <message>
        <source>how far the predictions are apart, on average; 0: not at all</source>
        <translation>l’écart moyen entre les prédictions&#x202f;; 0&#xa0;: aucun</translation>
    </message>
    <message>
        <source>what 99 of 100 words stay below</source>
        <translation>ce que 99 mots sur 100 ne dépassent pas</translation>
    </message>
    <message>
        <source>%1
%2 in pieces of %3 tokens, beside %4; %5, %6</source>
        <translation>%1
%2 en morceaux de %3 tokens, par rapport à %4&#x202f;; %5, %6</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>mw::gui::Rail</name>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
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
            <numerusform>%n en décodage</numerusform>
            <numerusform>%n en décodage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in prefill</source>
        <translation>
            <numerusform>%n en prefill</numerusform>
            <numerusform>%n en prefill</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n queued</source>
        <translation>
            <numerusform>%n en attente</numerusform>
            <numerusform>%n en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>décodage</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>prefill</translation>
    </message>
    <message>
        <source>queued, place %1, %2 s</source>
        <translation>en attente, place %1, %2 s</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Point d’accès</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>Tokens du prompt</translation>
    </message>
    <message>
        <source>Tokens so far</source>
        <translation>Tokens générés</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>Premier token après</translation>
    </message>
</context>
<context>
    <name>mw::gui::RequestsView</name>
    <message>
        <source>Live requests</source>
        <translation>Requêtes en cours</translation>
    </message>
    <message>
        <source>queued, place 10, 10.0 s</source>
        <translation>en attente, place 10, 10,0 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>mw::gui::RunList</name>
    <message>
        <source>running · experiment %1 of %2</source>
        <translation>en cours · essai %1 sur %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::SecretField</name>
    <message>
        <source>Show the %1 for half a minute</source>
        <translation>Afficher pendant une demi-minute&#xa0;: %1</translation>
    </message>
    <message>
        <source>Copy the %1</source>
        <translation>Copier&#xa0;: %1</translation>
    </message>
    <message>
        <source>hidden, ends in %1</source>
        <translation>masqué, se termine par %1</translation>
    </message>
    <message>
        <source>Hide the %1</source>
        <translation>Masquer&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::ServeView</name>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>tokens par seconde</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Temps jusqu’au premier token</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>served</source>
        <translation>servi</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>cette fenêtre</translation>
    </message>
    <message>
        <source>median</source>
        <translation>médiane</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % en moins de</translation>
    </message>
    <message>
        <source>No model is loaded. Programs that ask are told so until one is.</source>
        <translation>Aucun modèle n’est chargé. C’est ce que répond le serveur aux programmes d’ici là.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>ms, last minute&apos;s requests</source>
        <translation>ms, requêtes de la dernière minute</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Other programs use the loaded model; this window keeps its own chats.</source>
        <translation>D’autres programmes utilisent le modèle chargé&#x202f;; cette fenêtre garde ses propres discussions.</translation>
    </message>
    <message>
        <source>Cancel all requests</source>
        <translation>Annuler toutes les requêtes</translation>
    </message>
    <message>
        <source>Live requests</source>
        <translation>Requêtes en cours</translation>
    </message>
    <message>
        <source>Switch the endpoint for other programs on or off</source>
        <translation>Activer ou désactiver le point d’accès pour d’autres programmes</translation>
    </message>
    <message>
        <source>Switch the AIME worker on or off</source>
        <translation>Activer ou désactiver le worker AIME</translation>
    </message>
    <message>
        <source>Copy the address for other programs</source>
        <translation>Copier l’adresse pour d’autres programmes</translation>
    </message>
    <message>
        <source>Cancel all requests of other programs</source>
        <translation>Annuler toutes les requêtes des autres programmes</translation>
    </message>
    <message>
        <source>No request of another program is open.</source>
        <translation>Aucune requête d’un autre programme n’est en cours.</translation>
    </message>
    <message>
        <source>No request yet. Paste the curl example into a terminal, and one is seen here.</source>
        <translation>Pas encore de requête. Collez l’exemple curl dans un terminal, et vous en verrez une ici.</translation>
    </message>
    <message>
        <source>No job yet. The endpoint beside the worker is off.</source>
        <translation>Pas encore de tâche. Le point d’accès à côté du worker est désactivé.</translation>
    </message>
    <message>
        <source>Nothing is served. Switch the endpoint on, and programs that speak OpenAI&apos;s API use the loaded model beside your chats.</source>
        <translation>Rien n’est servi. Activez le point d’accès&#xa0;: les programmes qui parlent l’API d’OpenAI utiliseront le modèle chargé à côté de vos discussions.</translation>
    </message>
    <message>
        <source>Copy the curl example</source>
        <translation>Copier l’exemple curl</translation>
    </message>
    <message>
        <source>Switch the endpoint on</source>
        <translation>Activer le point d’accès</translation>
    </message>
    <message>
        <source>No request is open. Ended so far: %1, the last one at %2.</source>
        <translation>Aucune requête en cours. Terminées jusqu’ici&#xa0;: %1, la dernière à %2.</translation>
    </message>
    <message>
        <source>No job is open. Ended so far: %1. The endpoint beside the worker is off.</source>
        <translation>Aucun travail en cours. Terminés jusqu’ici&#xa0;: %1. Le point d’accès à côté du worker est désactivé.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Serving</name>
    <message>
        <source>Endpoint: </source>
        <translation>Point d’accès&#xa0;: </translation>
    </message>
    <message>
        <source>AIME worker: </source>
        <translation>Worker AIME&#xa0;: </translation>
    </message>
    <message>
        <source>AIME job %1</source>
        <translation>Tâche AIME %1</translation>
    </message>
    <message>
        <source>%1: %2 + %3 tokens, first after %4 s, %5 tokens/s</source>
        <translation>%1&#xa0;: %2 + %3 tokens, premier après %4 s, %5 tokens/s</translation>
    </message>
    <message>
        <source>%1: did not wait for the end of its answer; %2 + %3 tokens</source>
        <translation>%1&#xa0;: n’a pas attendu la fin de sa réponse&#x202f;; %2 + %3 tokens</translation>
    </message>
    <message>
        <source>%1: refused, %2: %3</source>
        <translation>%1&#xa0;: refusé, %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>(%1 times)</source>
        <translation>(%1 fois)</translation>
    </message>
    <message numerus="yes">
        <source>Endpoint: %Ln more were answered or refused</source>
        <translation>
            <numerusform>Point d’accès&#xa0;: %Ln autre a reçu une réponse ou un refus</numerusform>
            <numerusform>Point d’accès&#xa0;: %Ln autres ont reçu une réponse ou un refus</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cancelled here; %2 + %3 tokens</source>
        <translation>%1&#xa0;: annulé ici&#x202f;; %2 + %3 tokens</translation>
    </message>
</context>
<context>
    <name>mw::gui::SettingsPage</name>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Comme le bureau</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Discussions</translation>
    </message>
    <message>
        <source>Let the model name new chats after their first answer</source>
        <translation>Laisser le modèle nommer les nouvelles discussions après leur première réponse</translation>
    </message>
    <message>
        <source>While nobody waits for an answer. Otherwise a chat is called by the first words of its first question. A name that you give it stays.</source>
        <translation>Quand personne n’attend de réponse. Sinon, une discussion porte les premiers mots de sa première question. Un nom que vous lui donnez reste.</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>Où tout est conservé</translation>
    </message>
    <message>
        <source>Chats and your templates</source>
        <translation>Discussions et vos gabarits</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Nothing leaves this machine, except what you serve to others.</source>
        <translation>Rien ne quitte cette machine, sauf ce que vous servez à d’autres.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>À propos</translation>
    </message>
    <message>
        <source>Window: GPL-3.0-or-later. Engine: Apache-2.0. Icons: Lucide, ISC.</source>
        <translation>Fenêtre&#xa0;: GPL-3.0-or-later. Moteur&#xa0;: Apache-2.0. Icônes&#xa0;: Lucide, ISC.</translation>
    </message>
    <message>
        <source>From the next start on, for words, numbers and dates.</source>
        <translation>À partir du prochain démarrage, pour les mots, les nombres et les dates.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Tell me in other windows, too, when an answer that took long has ended</source>
        <translation>Me prévenir aussi dans d’autres fenêtres quand une longue réponse est terminée</translation>
    </message>
    <message>
        <source>Backends: %1</source>
        <translation>Moteurs de calcul&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::ShortcutSheet</name>
    <message>
        <source>While writing</source>
        <translation>En écrivant</translation>
    </message>
    <message>
        <source>Send; while an answer is under way: ask this next</source>
        <translation>Envoyer&#x202f;; pendant une réponse&#xa0;: demander ceci ensuite</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Nouvelle ligne</translation>
    </message>
    <message>
        <source>Stop the answer, or leave the editing</source>
        <translation>Arrêter la réponse, ou quitter la modification</translation>
    </message>
    <message>
        <source>In the conversation</source>
        <translation>Dans la conversation</translation>
    </message>
    <message>
        <source>Turn by turn</source>
        <translation>Message par message</translation>
    </message>
    <message>
        <source>What can be done with the turn</source>
        <translation>Ce qu’on peut faire du message</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Copy the selection, or the turn</source>
        <translation>Copier la sélection, ou le message</translation>
    </message>
    <message>
        <source>To its beginning, to its end</source>
        <translation>Au début, à la fin</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Arrêter la réponse</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Show all of a long question</source>
        <translation>Afficher une longue question en entier</translation>
    </message>
</context>
<context>
    <name>mw::gui::Sparkline</name>
    <message>
        <source>Click to open the graph, or to fold it</source>
        <translation>Cliquer pour déplier ou replier le graphique</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedCards</name>
    <message>
        <source>Tokens/s, all chats</source>
        <translation>Tokens/s, toutes les discussions</translation>
    </message>
    <message>
        <source>Tokens per second of all chats</source>
        <translation>Tokens par seconde de toutes les discussions</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Tokens/s par discussion</translation>
    </message>
    <message>
        <source>Tokens per second of each chat</source>
        <translation>Tokens par seconde de chaque discussion</translation>
    </message>
    <message>
        <source>Calibrating.
The first dots come in a moment.</source>
        <translation>Calibrage en cours.
Les premiers points arrivent dans un instant.</translation>
    </message>
    <message>
        <source>No speed is known yet.
Calibrate, or just chat: every answer is measured.</source>
        <translation>Aucune vitesse n’est encore connue.
Calibrez, ou discutez simplement&#xa0;: chaque réponse est mesurée.</translation>
    </message>
    <message>
        <source>%1: %2 tok/s, %3 each</source>
        <translation>%1&#xa0;: %2 tok/s, %3 chacune</translation>
    </message>
    <message>
        <source>below reading speed even with one chat at this context</source>
        <translation>sous la vitesse de lecture même avec une seule discussion à ce contexte</translation>
    </message>
    <message>
        <source>above reading speed at this context with any number of chats</source>
        <translation>au-dessus de la vitesse de lecture avec n’importe quel nombre de discussions à ce contexte</translation>
    </message>
    <message>
        <source>at best above reading speed up to %1 at this context</source>
        <translation>au mieux au-dessus de la vitesse de lecture jusqu’à %1 à ce contexte</translation>
    </message>
    <message>
        <source>above reading speed up to %1 at this context</source>
        <translation>au-dessus de la vitesse de lecture jusqu’à %1 à ce contexte</translation>
    </message>
    <message>
        <source> · a full prompt takes at best %1 to read</source>
        <translation> · un prompt plein est lu au mieux en %1</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read</source>
        <translation> · un prompt plein est lu en %1</translation>
    </message>
    <message>
        <source>Measured: %1, %2 tokens/s in all, %3 each, at %4 tokens of context</source>
        <translation>Mesuré&#xa0;: %1, %2 tokens/s en tout, %3 chacune, avec %4 tokens de contexte</translation>
    </message>
    <message>
        <source>; faint dots: other contexts</source>
        <translation>; points pâles&#xa0;: autres contextes</translation>
    </message>
    <message>
        <source>nothing measured on this machine yet</source>
        <translation>rien n’a encore été mesuré sur cette machine</translation>
    </message>
    <message>
        <source>the limit that published figures set, for chats half full; real engines stay below it</source>
        <translation>la limite que donnent les chiffres publiés, pour des discussions à moitié pleines&#x202f;; les vrais moteurs restent en dessous</translation>
    </message>
    <message>
        <source>line fitted to what was measured so far, for chats half full (%1 tokens); not calibrated</source>
        <translation>courbe ajustée à ce qui a été mesuré jusqu’ici, pour des discussions à moitié pleines (%1 tokens)&#x202f;; non calibrée</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens); dots measured with other contexts, residual %2 % there</source>
        <translation>courbe prévue pour des discussions à moitié pleines (%1 tokens)&#x202f;; points mesurés avec d’autres contextes, écart de %2 % là-bas</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens), dots measured on this machine, residual %2 %</source>
        <translation>courbe prévue pour des discussions à moitié pleines (%1 tokens), points mesurés sur cette machine, écart de %2 %</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read (between %2 and %3)</source>
        <translation> · un prompt plein est lu en %1 (entre %2 et %3)</translation>
    </message>
    <message>
        <source>line guessed for chats half full (%1 tokens); dots measured only with other contexts, residual %2 % there</source>
        <translation>courbe estimée pour des discussions à moitié pleines (%1 tokens)&#x202f;; points mesurés seulement avec d’autres contextes, écart de %2 % là-bas</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedChart</name>
    <message>
        <source>reading, %1–%2 tok/s</source>
        <translation>lecture, %1–%2 tok/s</translation>
    </message>
    <message>
        <source>predicted from %1 with %2 chats to %3 with %4</source>
        <translation>prévu de %1 avec %2 discussions à %3 avec %4</translation>
    </message>
    <message numerus="yes">
        <source>%n measured</source>
        <translation>
            <numerusform>%n mesure</numerusform>
            <numerusform>%n mesures</numerusform>
        </translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>discussions simultanées</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted</source>
        <translation>
            <numerusform>%Ln discussion&#xa0;: %1 tokens/s prévus</numerusform>
            <numerusform>%Ln discussions&#xa0;: %1 tokens/s prévus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted, between %2 and %3</source>
        <translation>
            <numerusform>%Ln discussion&#xa0;: %1 tokens/s prévus, entre %2 et %3</numerusform>
            <numerusform>%Ln discussions&#xa0;: %1 tokens/s prévus, entre %2 et %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::StartCard</name>
    <message>
        <source>Start</source>
        <translation>Pour commencer</translation>
    </message>
    <message>
        <source>Chat with the demo model</source>
        <translation>Discuter avec le modèle de démonstration</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral checkpoint that you have.</source>
        <translation>Ouvrir le dossier d’un checkpoint Mixtral que vous avez.</translation>
    </message>
    <message>
        <source>A small demo model comes with the workbench (%1) and runs on any machine. It knows the workbench and tells stories; it shows how everything works, not how clever Mixtral is. Or open the folder of a checkpoint that you have.</source>
        <translation>Un petit modèle de démonstration est fourni (%1) et tourne sur n’importe quelle machine. Il connaît l’application et raconte des histoires&#x202f;; il montre comment tout fonctionne, pas à quel point Mixtral est intelligent. Ou ouvrez le dossier d’un checkpoint que vous avez.</translation>
    </message>
    <message>
        <source>A model is being loaded…</source>
        <translation>Chargement d’un modèle…</translation>
    </message>
    <message>
        <source>It is loaded.</source>
        <translation>Il est chargé.</translation>
    </message>
    <message>
        <source>%1 is loaded.</source>
        <translation>%1 est chargé.</translation>
    </message>
</context>
<context>
    <name>mw::gui::StatusStrip</name>
    <message>
        <source>The model is loaded as on devices that have no more memory.</source>
        <translation>Le modèle est chargé comme sur des périphériques qui n’ont pas plus de mémoire.</translation>
    </message>
    <message>
        <source>Memory %1 of %2</source>
        <translation>Mémoire %1 sur %2</translation>
    </message>
    <message>
        <source>This machine&apos;s memory in use; the workbench has %1 of it.</source>
        <translation>Mémoire utilisée de cette machine&#x202f;; Workbench en occupe %1.</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdu</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>mémoire non communiquée</translation>
    </message>
    <message>
        <source>GPU %1 %2</source>
        <translation>GPU %1 %2</translation>
    </message>
    <message>
        <source>%1 GPUs, %2 of %3</source>
        <translation>%1 GPU, %2 sur %3</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Chargement</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>Génération</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message>
        <source>The engine has stopped</source>
        <translation>Le moteur s’est arrêté</translation>
    </message>
    <message>
        <source>Budget %1 per device</source>
        <translation>Budget %1 par périphérique</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 sur %2 en cours</translation>
    </message>
    <message numerus="yes">
        <source>, %n waiting</source>
        <translation>
            <numerusform>, %n en attente</numerusform>
            <numerusform>, %n en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>reading the prompt, %1 tok/s</source>
        <translation>lecture du prompt, %1 tok/s</translation>
    </message>
    <message>
        <source>%1 tok/s · %2 per chat</source>
        <translation>%1 tok/s · %2 par discussion</translation>
    </message>
    <message>
        <source>KV pages %1 %</source>
        <translation>Pages KV %1 %</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateDialog</name>
    <message>
        <source>yours</source>
        <translation>à vous</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Gabarits</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importer…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Catégorie</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>Longueur de réponse</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>Importer des gabarits</translation>
    </message>
    <message>
        <source>Templates (*.json)</source>
        <translation>Gabarits (*.json)</translation>
    </message>
    <message>
        <source>Export template</source>
        <translation>Exporter le gabarit</translation>
    </message>
    <message>
        <source>Part of the program. Duplicate it to make changes.</source>
        <translation>Fourni avec le programme. Dupliquez-le pour le modifier.</translation>
    </message>
    <message>
        <source>A template file could not be read and was skipped.</source>
        <translation>Un fichier de gabarit est illisible et a été ignoré.</translation>
    </message>
    <message>
        <source>%1 template files could not be read and were skipped.</source>
        <translation>%1 fichiers de gabarits sont illisibles et ont été ignorés.</translation>
    </message>
    <message>
        <source>Templates of the program cannot be deleted</source>
        <translation>Les gabarits du programme ne peuvent pas être supprimés</translation>
    </message>
    <message>
        <source>Duplicate it to make changes</source>
        <translation>Dupliquez-le pour le modifier</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>Rien n’a changé</translation>
    </message>
    <message>
        <source>Save first</source>
        <translation>Enregistrez d’abord</translation>
    </message>
    <message>
        <source>Write {{a_name}} where something is to be filled in.</source>
        <translation>Écrivez {{un_nom}} là où quelque chose doit être rempli.</translation>
    </message>
    <message>
        <source>Variables: %1</source>
        <translation>Variables&#xa0;: %1</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>Enregistrer les modifications de «&#xa0;%1&#xa0;»&#x202f;?</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Nouveau gabarit</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copie)</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>«&#xa0;%1&#xa0;» a été supprimé.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateLibrary</name>
    <message>
        <source>not a regular file</source>
        <translation>pas un fichier ordinaire</translation>
    </message>
    <message>
        <source>larger than 4 MiB</source>
        <translation>plus grand que 4 Mio</translation>
    </message>
    <message>
        <source>%1:1:1: the id &quot;%2&quot; is taken by another file</source>
        <translation>%1:1:1: l’id «&#xa0;%2&#xa0;» est déjà pris par un autre fichier</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>Impossible de créer le dossier %1.</translation>
    </message>
    <message>
        <source>This template is part of the program and cannot be deleted.</source>
        <translation>Ce gabarit fait partie du programme et ne peut pas être supprimé.</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>Impossible de supprimer %1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplatePicker</name>
    <message>
        <source>Yours</source>
        <translation>Les vôtres</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Gabarits</translation>
    </message>
    <message>
        <source>Search templates</source>
        <translation>Chercher un gabarit</translation>
    </message>
    <message>
        <source>No template holds these words</source>
        <translation>Aucun gabarit ne contient ces mots</translation>
    </message>
</context>
<context>
    <name>mw::gui::TimeSeriesChart</name>
    <message>
        <source>5 min ago</source>
        <translation>il y a 5 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>à l’instant</translation>
    </message>
    <message>
        <source>%1: no values yet</source>
        <translation>%1&#xa0;: pas encore de valeurs</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>non disponible</translation>
    </message>
    <message>
        <source>%1: now %2, between %3 and %4 %5 in the last five minutes</source>
        <translation>%1&#xa0;: maintenant %2, entre %3 et %4 %5 ces cinq dernières minutes</translation>
    </message>
    <message>
        <source>–</source>
        <translation>–</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1&#xa0;: %2 %3</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>il y a %1 s</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>pas de valeurs</translation>
    </message>
</context>
<context>
    <name>mw::gui::TokenPanel</name>
    <message>
        <source>Keep it in the desktop’s keyring</source>
        <translation>Le garder dans le trousseau du bureau</translation>
    </message>
    <message>
        <source>hf_…</source>
        <translation>hf_…</translation>
    </message>
    <message>
        <source>Token of your account on the hub</source>
        <translation>Jeton de votre compte sur le hub</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Jeton</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Ouvrir la page</translation>
    </message>
    <message>
        <source>Make a token</source>
        <translation>Créer un jeton</translation>
    </message>
    <message>
        <source>It is shown to the hub only, never to the servers that it leads to, and stands in no file of the workbench. A token that may read is enough.</source>
        <translation>Il n’est montré qu’au hub, jamais aux serveurs vers lesquels il renvoie, et ne figure dans aucun fichier de l’application. Un jeton de lecture suffit.</translation>
    </message>
    <message>
        <source>This desktop has no keyring that can be reached: the token is kept in memory until the window is closed, and asked for again after that.</source>
        <translation>Ce bureau n’a pas de trousseau accessible&#xa0;: le jeton reste en mémoire jusqu’à la fermeture de la fenêtre, puis il est redemandé.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TopBar</name>
    <message>
        <source>Context per chat and chats at once. The KV cache holds context × chats.</source>
        <translation>Contexte par discussion et discussions simultanées. Le cache KV contient contexte × discussions.</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Chercher une commande</translation>
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
        <translation>Aide</translation>
    </message>
    <message>
        <source>Welcome page	F1</source>
        <translation>Page d’accueil	F1</translation>
    </message>
    <message>
        <source>All commands	Ctrl+K</source>
        <translation>Toutes les commandes	Ctrl+K</translation>
    </message>
    <message>
        <source>About Mixtral Workbench</source>
        <translation>À propos de Mixtral Workbench</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>Modèle&#xa0;: %1, %2</translation>
    </message>
    <message>
        <source>context %1 per chat × %2 chats</source>
        <translation>contexte %1 × %2 discussions</translation>
    </message>
    <message>
        <source>%1 tokens of context per chat, %2 at once</source>
        <translation>%1 tokens de contexte par discussion, %2 à la fois</translation>
    </message>
    <message>
        <source>Loading a model…</source>
        <translation>Chargement d’un modèle…</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningModel</name>
    <message>
        <source>%1 tokens were asked for; this model takes %2 at most.</source>
        <translation>%1 tokens étaient demandés&#x202f;; ce modèle en accepte au plus %2.</translation>
    </message>
    <message>
        <source>%1 tokens were asked for; a chat needs at least %2.</source>
        <translation>%1 tokens étaient demandés&#x202f;; une discussion en demande au moins %2.</translation>
    </message>
    <message>
        <source>%1 chats were asked for; %2 is the most.</source>
        <translation>%1 discussions étaient demandées&#x202f;; %2 est le maximum.</translation>
    </message>
    <message>
        <source>The cache keeps pages of %1 tokens: room for %2 per chat.</source>
        <translation>Le cache a des pages de %1 tokens&#xa0;: place pour %2 par discussion.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningView</name>
    <message>
        <source>Nothing to tune yet</source>
        <translation>Rien à régler pour l’instant</translation>
    </message>
    <message>
        <source>Open a model to see what context length and chats at once cost in memory and speed, or plan for GPUs that are not here.</source>
        <translation>Ouvrez un modèle pour voir ce que coûtent la longueur du contexte et les discussions simultanées en mémoire et en vitesse, ou prévoyez pour des GPU qui ne sont pas là.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Prévoir pour un autre matériel…</translation>
    </message>
    <message>
        <source>The calibration failed: %1</source>
        <translation>Le calibrage a échoué&#xa0;: %1</translation>
    </message>
    <message>
        <source>Measured, but not kept for the next start: %1</source>
        <translation>Mesuré, mais pas conservé pour le prochain démarrage&#xa0;: %1</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Réglage</translation>
    </message>
    <message>
        <source>One long document</source>
        <translation>Un long document</translation>
    </message>
    <message>
        <source>One chat with the longest context that fits with room to spare</source>
        <translation>Une discussion avec le plus long contexte qui tient avec de la marge</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Équilibré</translation>
    </message>
    <message>
        <source>Eight chats with the longest context that fits with room to spare</source>
        <translation>Huit discussions avec le plus long contexte qui tient avec de la marge</translation>
    </message>
    <message>
        <source>Many chats</source>
        <translation>Beaucoup de discussions</translation>
    </message>
    <message>
        <source>As many chats of 4,096 tokens as fit with room to spare and stay above the speed of reading</source>
        <translation>Autant de discussions de 4 096 tokens qu’il en tient avec de la marge et qui restent au-dessus de la vitesse de lecture</translation>
    </message>
    <message>
        <source>Within a budget…</source>
        <translation>Dans un budget…</translation>
    </message>
    <message>
        <source>What fits into so much memory of each device</source>
        <translation>Ce qui tient dans tant de mémoire de chaque périphérique</translation>
    </message>
    <message>
        <source>Planning %1 in %2 for %3, which are not in this machine. Nothing can be loaded from here.</source>
        <translation>Prévision de %1 en %2 pour %3, qui ne sont pas dans cette machine. Rien ne peut être chargé d’ici.</translation>
    </message>
    <message>
        <source>Back to this machine</source>
        <translation>Revenir à cette machine</translation>
    </message>
    <message>
        <source>Calibrating: %1, %2 % done</source>
        <translation>Calibrage&#xa0;: %1, %2 % faits</translation>
    </message>
    <message>
        <source>Hardware: %1</source>
        <translation>Matériel&#xa0;: %1</translation>
    </message>
    <message>
        <source>Hardware: this machine</source>
        <translation>Matériel&#xa0;: cette machine</translation>
    </message>
    <message>
        <source>Stop calibrating</source>
        <translation>Arrêter le calibrage</translation>
    </message>
    <message>
        <source>Calibrate · %1 s</source>
        <translation>Calibrer · %1 s</translation>
    </message>
    <message>
        <source>What was measured before comes back</source>
        <translation>Ce qui a été mesuré auparavant revient</translation>
    </message>
    <message>
        <source>Only the hardware that is here can be measured.</source>
        <translation>Seul le matériel présent ici peut être mesuré.</translation>
    </message>
    <message>
        <source>A model has to be loaded.</source>
        <translation>Un modèle doit être chargé.</translation>
    </message>
    <message>
        <source>Answers are being generated; they would be measured as well.</source>
        <translation>Des réponses sont en cours de génération&#x202f;; elles seraient mesurées aussi.</translation>
    </message>
    <message>
        <source>Measures this model on this machine with 1 to %1 chats at once</source>
        <translation>Mesure ce modèle sur cette machine avec 1 à %1 discussions simultanées</translation>
    </message>
    <message>
        <source>These GPUs are not in this machine.</source>
        <translation>Ces GPU ne sont pas dans cette machine.</translation>
    </message>
    <message>
        <source>A model has to be loaded first.</source>
        <translation>Un modèle doit d’abord être chargé.</translation>
    </message>
    <message>
        <source>A calibration runs.</source>
        <translation>Un calibrage est en cours.</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>C’est ce qui est chargé actuellement.</translation>
    </message>
    <message>
        <source>Loads the model anew at this point. Answers in progress stop; their text stays. If it fails, the point that is loaded now comes back.</source>
        <translation>Recharge le modèle à ce point. Les réponses en cours s’arrêtent&#x202f;; leur texte reste. En cas d’échec, le point chargé actuellement revient.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Apply · loaded now</source>
        <translation>Appliquer · chargé actuellement</translation>
    </message>
    <message>
        <source>Apply · reloads in %1</source>
        <translation>Appliquer · recharge en %1</translation>
    </message>
    <message>
        <source>Apply · reloads, about %1</source>
        <translation>Appliquer · recharge, environ %1</translation>
    </message>
    <message>
        <source>Nothing of the kind fits with room to spare.</source>
        <translation>Rien de tel ne tient avec de la marge.</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>Budget de mémoire</translation>
    </message>
    <message>
        <source>GB that the model may take of each device:</source>
        <translation>Go que le modèle peut prendre sur chaque périphérique&#xa0;:</translation>
    </message>
    <message>
        <source>Within %1</source>
        <translation>Dans %1</translation>
    </message>
    <message>
        <source>Not even one chat fits into %1 per device.</source>
        <translation>Pas même une discussion ne tient dans %1 par périphérique.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnActions</name>
    <message>
        <source>Previous version</source>
        <translation>Version précédente</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Version suivante</translation>
    </message>
    <message>
        <source>Copy the Markdown source</source>
        <translation>Copier la source Markdown</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Modifier et redemander</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Répondre à nouveau</translation>
    </message>
    <message>
        <source>Continue this answer</source>
        <translation>Continuer cette réponse</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Supprimer ce message et la suite</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Version %1 sur %2</translation>
    </message>
    <message>
        <source>Wait for the answer, or stop it</source>
        <translation>Attendez la réponse, ou arrêtez-la</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Continuer à partir d’ici dans une nouvelle discussion</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>À propos de cette réponse</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Modifier cette réponse</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnDetails</name>
    <message>
        <source>About this answer</source>
        <translation>À propos de cette réponse</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
</context>
<context>
    <name>mw::gui::UnsavedDialog</name>
    <message>
        <source>Save the chats elsewhere</source>
        <translation>Enregistrer les discussions ailleurs</translation>
    </message>
    <message>
        <source>Chats (*.sqlite)</source>
        <translation>Discussions (*.sqlite)</translation>
    </message>
    <message>
        <source>Chats are not saved</source>
        <translation>Des discussions ne sont pas enregistrées</translation>
    </message>
    <message>
        <source>What was said since then is lost when the window closes.</source>
        <translation>Ce qui a été dit depuis est perdu à la fermeture de la fenêtre.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Enregistrer ailleurs…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1.</source>
        <translation>Modifications qui n’ont pas pu être enregistrées&#xa0;: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::VariablesDialog</name>
    <message>
        <source>System prompt</source>
        <translation>Prompt système</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightCards</name>
    <message>
        <source>%1 free</source>
        <translation>%1 libres</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>il manque %1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>chargé</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>tel que stocké</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>perplexité %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Converted while loading. What that costs is not measured.</source>
        <translation>Converti pendant le chargement. Ce que cela coûte n’est pas mesuré.</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightChoice</name>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>tel que stocké&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightsCard</name>
    <message>
        <source>Getting the real weights</source>
        <translation>Obtenir les vrais poids</translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3 in bf16 · licence %4</source>
        <translation>%1 · %2 de paramètres · %3 en bf16 · licence %4</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>pour les discussions</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>continue des textes</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>Copy the command that fetches %1</source>
        <translation>Copier la commande qui récupère %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <translation>Ouvrir %1 dans le navigateur</translation>
    </message>
    <message>
        <source>Mistral AI publishes them on the Hugging Face hub, which may ask you to sign in. Nothing is downloaded before you have seen its size, its licence and the room that there is. Or copy a command for a terminal (it needs the hf program, from Python’s huggingface_hub).</source>
        <translation>Mistral AI les publie sur le hub de Hugging Face, qui peut demander de se connecter. Rien n’est téléchargé avant que vous n’ayez vu la taille, la licence et la place disponible. Ou copiez une commande pour un terminal (il faut le programme hf, de huggingface_hub pour Python).</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Télécharger…</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Télécharger %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::WelcomeView</name>
    <message>
        <source>Mixtral models on your own machine: nothing that you write leaves it, and nothing is downloaded by itself.</source>
        <translation>Des modèles Mixtral sur votre propre machine&#xa0;: rien de ce que vous écrivez ne la quitte, et rien n’est téléchargé tout seul.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Bienvenue</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>Page d’accueil</translation>
    </message>
</context>
<context>
    <name>mw::gui::WholeFile</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>Impossible d’écrire %1&#xa0;: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::Words</name>
    <message>
        <source>invalid request</source>
        <translation>requête non valide</translation>
    </message>
    <message>
        <source>file not found</source>
        <translation>fichier introuvable</translation>
    </message>
    <message>
        <source>damaged or contradictory file</source>
        <translation>fichier endommagé ou contradictoire</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>non pris en charge</translation>
    </message>
    <message>
        <source>context too short</source>
        <translation>contexte trop court</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>mémoire épuisée</translation>
    </message>
    <message>
        <source>numbers are not finite</source>
        <translation>des nombres ne sont pas finis</translation>
    </message>
    <message>
        <source>device failure</source>
        <translation>panne du périphérique</translation>
    </message>
    <message>
        <source>defect of this program</source>
        <translation>défaut de ce programme</translation>
    </message>
    <message>
        <source>%1 (%2 GiB)</source>
        <translation>%1 (%2 Gio)</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 milliards</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 millions</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 discussion</translation>
    </message>
    <message>
        <source>%1 chats</source>
        <translation>%1 discussions</translation>
    </message>
    <message>
        <source>%1 layers, hidden size %2, %3 experts (%4 per token)</source>
        <translation>%1 couches, taille cachée %2, %3 experts (%4 par token)</translation>
    </message>
    <message>
        <source>%1, %2 active per token</source>
        <translation>%1, dont %2 actifs par token</translation>
    </message>
    <message>
        <source>%1 (%2 bits per weight)</source>
        <translation>%1 (%2 bits par poids)</translation>
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
        <translation>CPU %1 sur %2</translation>
    </message>
    <message>
        <source>%1 · tensor parallel and pipeline</source>
        <translation>%1 · parallélisme de tenseurs et pipeline</translation>
    </message>
    <message>
        <source>%1 · tensor parallel</source>
        <translation>%1 · parallélisme de tenseurs</translation>
    </message>
    <message>
        <source>%1 · pipeline</source>
        <translation>%1 · pipeline</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>moins d’une seconde</translation>
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
        <translation>Type&#xa0;: %1</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Fichier&#xa0;: %1</translation>
    </message>
    <message>
        <source>Offset: byte %1</source>
        <translation>Position&#xa0;: octet %1</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>Périphérique&#xa0;: %1</translation>
    </message>
    <message>
        <source>Device %1: %2 needed, %3 free, %4 missing</source>
        <translation>Périphérique %1&#xa0;: %2 nécessaires, %3 libres, il manque %4</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>Message&#xa0;: %1</translation>
    </message>
    <message>
        <source>It fits with the KV cache in %1.</source>
        <translation>Avec le cache KV en %1, cela tient.</translation>
    </message>
    <message>
        <source>It fits with %1 weights.</source>
        <translation>Avec les poids en %1, cela tient.</translation>
    </message>
    <message>
        <source>It fits with %1 weights and the KV cache in %2.</source>
        <translation>Avec les poids en %1 et le cache KV en %2, cela tient.</translation>
    </message>
    <message>
        <source>%1 needs %2 and has %3: %4 missing.</source>
        <translation>%1 demande %2 et dispose de %3&#xa0;: il manque %4.</translation>
    </message>
    <message>
        <source>At this context there is room for %1.</source>
        <translation>À ce contexte, il y a de la place pour %1.</translation>
    </message>
    <message>
        <source>With this many chats, %1 tokens each fit.</source>
        <translation>Avec autant de discussions, %1 tokens tiennent dans chacune.</translation>
    </message>
    <message>
        <source>The weights alone are too large.</source>
        <translation>Les poids seuls sont trop grands.</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>ne tient pas</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>juste</translation>
    </message>
    <message>
        <source>Only %1 stay free on %2.</source>
        <translation>Il ne reste que %1 libres sur %2.</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>tient</translation>
    </message>
    <message>
        <source>%1 stay free on %2.</source>
        <translation>Il reste %1 libres sur %2.</translation>
    </message>
    <message>
        <source>%1, KV %2</source>
        <translation>%1, KV %2</translation>
    </message>
    <message>
        <source>B</source>
        <translation>o</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>ko</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>To</translation>
    </message>
    <message>
        <source>every format</source>
        <translation>tous les formats</translation>
    </message>
</context>
</TS>
