<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES" sourcelanguage="en">
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
        <translation>%1, donde se guardan los chats, no está. No se guarda nada.</translation>
    </message>
    <message>
        <source>Another Mixtral Workbench has these chats open. Chats are shown here but not saved.</source>
        <translation>Otro Mixtral Workbench tiene abiertos estos chats. Aquí se muestran, pero no se guardan.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>No se puede escribir en la carpeta %1 (%2). Los chats se muestran, pero no se guarda nada.</translation>
    </message>
    <message>
        <source>These chats were saved by a newer Mixtral Workbench (version %1 of the file, this one knows %2). They can be read, not changed.</source>
        <translation>Estos chats los guardó un Mixtral Workbench más reciente (versión %1 del archivo, este conoce la %2). Se pueden leer, pero no modificar.</translation>
    </message>
    <message>
        <source>Another program keeps %1 locked. Saving is tried again in a moment.</source>
        <translation>Otro programa tiene bloqueado %1. En un momento se volverá a intentar guardar.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2).</source>
        <translation>%1 está dañado (%2).</translation>
    </message>
    <message>
        <source>%1 cannot be written to (%2). Chats are shown, but nothing is saved.</source>
        <translation>No se puede escribir en %1 (%2). Los chats se muestran, pero no se guarda nada.</translation>
    </message>
    <message>
        <source>%1 cannot be opened (%2). Nothing is saved.</source>
        <translation>No se puede abrir %1 (%2). No se guarda nada.</translation>
    </message>
    <message>
        <source>Chat from a damaged file</source>
        <translation>Chat de un archivo dañado</translation>
    </message>
</context>
<context>
    <name>Downloads</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
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
        <translation>safetensors consolidados (forma propia de Mistral)</translation>
    </message>
    <message>
        <source>consolidated .pth (PyTorch)</source>
        <translation>.pth consolidados (PyTorch)</translation>
    </message>
    <message>
        <source>GGUF, %1</source>
        <translation>GGUF, %1</translation>
    </message>
    <message>
        <source>other files</source>
        <translation>otros archivos</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>pausando</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>interrumpida</translation>
    </message>
    <message>
        <source>downloaded and checked</source>
        <translation>descargado y comprobado</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>iniciando</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>descargando</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>checking</source>
        <translation>comprobando</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 por segundo</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>quedan unos %1</translation>
    </message>
    <message>
        <source>the next try in %1</source>
        <translation>próximo intento en %1</translation>
    </message>
    <message>
        <source>trying again</source>
        <translation>reintentando</translation>
    </message>
    <message>
        <source>computing the checksum of %1</source>
        <translation>calculando la suma de comprobación de %1</translation>
    </message>
</context>
<context>
    <name>Needs</name>
    <message>
        <source>more than %1 of %2 tokens</source>
        <translation>más de %1 de %2 tokens</translation>
    </message>
    <message>
        <source>up to %1 of %2 tokens</source>
        <translation>hasta %1 de %2 tokens</translation>
    </message>
    <message>
        <source>needs %1, has %2</source>
        <translation>necesita %1, tiene %2</translation>
    </message>
    <message>
        <source>free memory is spread too unevenly</source>
        <translation>la memoria libre está repartida de forma demasiado desigual</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>not a regular file</source>
        <translation>no es un archivo normal</translation>
    </message>
    <message>
        <source>larger than 1 MiB</source>
        <translation>mayor que 1 MiB</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>No se puede crear la carpeta %1.</translation>
    </message>
    <message>
        <source>%1 is damaged.</source>
        <translation>%1 está dañado.</translation>
    </message>
</context>
<context>
    <name>SectionLayout</name>
    <message>
        <source>text</source>
        <translation>texto</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Desktop workbench for Mixtral models.</source>
        <translation>Banco de trabajo para los modelos Mixtral.</translation>
    </message>
    <message>
        <source>Displays version, commit and backends.</source>
        <translation>Muestra la versión, el commit y los backends.</translation>
    </message>
    <message>
        <source>Open this checkpoint: a folder, or a GGUF file.</source>
        <translation>Abrir este checkpoint: una carpeta o un archivo GGUF.</translation>
    </message>
    <message>
        <source>The same without --model.</source>
        <translation>Lo mismo sin --model.</translation>
    </message>
    <message>
        <source>&apos;%1&apos; was not expected; one model is opened at a time.</source>
        <translation>No se esperaba «%1»; se abre un solo modelo a la vez.</translation>
    </message>
    <message>
        <source>--model: there is no &apos;%1&apos;.</source>
        <translation>--model: «%1» no existe.</translation>
    </message>
    <message>
        <source>--model: &apos;%1&apos; cannot be read: %2.</source>
        <translation>--model: «%1» no se puede leer: %2.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ActivationChoice</name>
    <message>
        <source>Activations of prompts</source>
        <translation>Activaciones de los prompts</translation>
    </message>
    <message>
        <source>In fp8 a GPU reads long prompts faster, and rounds what it multiplies with the weights.</source>
        <translation>En fp8 una GPU lee más rápido los prompts largos y redondea lo que multiplica por los pesos.</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exactas</translation>
    </message>
    <message>
        <source>fp8, long prompts faster</source>
        <translation>fp8, prompts largos más rápido</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeCard</name>
    <message>
        <source>AIME API worker</source>
        <translation>Worker de la API de AIME</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Server URL</source>
        <translation>URL del servidor</translation>
    </message>
    <message>
        <source>worker key</source>
        <translation>clave del worker</translation>
    </message>
    <message>
        <source>Job type</source>
        <translation>Tipo de tarea</translation>
    </message>
    <message>
        <source>Worker&apos;s name</source>
        <translation>Nombre del worker</translation>
    </message>
    <message>
        <source>this computer&apos;s</source>
        <translation>el de este equipo</translation>
    </message>
    <message>
        <source>Trusted certificates</source>
        <translation>Certificados de confianza</translation>
    </message>
    <message>
        <source>the system&apos;s authorities</source>
        <translation>las autoridades del sistema</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Certificados (*.pem *.crt *.cer);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Iniciar con la ventana</translation>
    </message>
    <message>
        <source>It is kept in a file that only you can read. The server shows it to its clients; use it nowhere else.</source>
        <translation>Se guarda en un archivo que solo usted puede leer. El servidor la muestra a sus clientes; no la use en ningún otro sitio.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Clave</translation>
    </message>
    <message>
        <source>Takes jobs</source>
        <translation>Acepta tareas</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>Activar con la ventana</translation>
    </message>
    <message>
        <source>Switch the worker off to change this.</source>
        <translation>Desactive el worker para cambiar esto.</translation>
    </message>
    <message>
        <source>jobs answered: %1</source>
        <translation>tareas respondidas: %1</translation>
    </message>
    <message>
        <source>, failed: %1</source>
        <translation>, fallidas: %1</translation>
    </message>
    <message>
        <source>, not wanted any more: %1</source>
        <translation>, ya no deseadas: %1</translation>
    </message>
    <message>
        <source>At most %1 at once, into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Como máximo %1 a la vez, en huecos libres del lote; el servidor guarda lo que espera. Al desactivarlo, las tareas en curso terminan antes.</translation>
    </message>
    <message>
        <source>Only into free places of the batch; the server keeps what waits. Switching off lets running jobs end first.</source>
        <translation>Solo en huecos libres del lote; el servidor guarda lo que espera. Al desactivarlo, las tareas en curso terminan antes.</translation>
    </message>
    <message>
        <source>server %1</source>
        <translation>servidor %1</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>se inicia con la ventana</translation>
    </message>
    <message>
        <source>waits for a model</source>
        <translation>espera un modelo</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>conectando</translation>
    </message>
    <message>
        <source>connected, 1 job runs</source>
        <translation>conectado, 1 tarea en curso</translation>
    </message>
    <message>
        <source>connected, %1 jobs run</source>
        <translation>conectado, %1 tareas en curso</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>conectado</translation>
    </message>
    <message>
        <source>server not reached; tries again</source>
        <translation>servidor inaccesible; se reintenta</translation>
    </message>
    <message>
        <source>off, 1 job ends</source>
        <translation>apagado, 1 tarea termina</translation>
    </message>
    <message>
        <source>off, %1 jobs end</source>
        <translation>apagado, %1 tareas terminan</translation>
    </message>
    <message>
        <source>off, leaves the server</source>
        <translation>apagado, deja el servidor</translation>
    </message>
    <message>
        <source>off</source>
        <translation>apagado</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>The line to this server is not encrypted: whoever is on the way reads the key and all texts.</source>
        <translation>La conexión con este servidor no está cifrada: quien esté en el camino lee la clave y todos los textos.</translation>
    </message>
    <message>
        <source>the server&apos;s key for workers</source>
        <translation>clave del servidor para workers</translation>
    </message>
</context>
<context>
    <name>mw::gui::AimeLink</name>
    <message>
        <source>The worker key is not kept: %1.</source>
        <translation>La clave del worker no se guarda: %1.</translation>
    </message>
    <message>
        <source>Jobs of before still end; switch it on again after them.</source>
        <translation>Aún terminan tareas anteriores; vuelva a activarlo después.</translation>
    </message>
    <message>
        <source>Name the server first.</source>
        <translation>Indique primero el servidor.</translation>
    </message>
    <message>
        <source>Enter the worker key of the server first.</source>
        <translation>Introduzca primero la clave del servidor para los workers.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerNotices</name>
    <message>
        <source>The answer failed: %1</source>
        <translation>La respuesta falló: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::AnswerRunner</name>
    <message>
        <source>The context of this chat is full.</source>
        <translation>El contexto de este chat está lleno.</translation>
    </message>
</context>
<context>
    <name>mw::gui::AttachmentChip</name>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Read it</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>Take %1 away</source>
        <translation>Quitar %1</translation>
    </message>
    <message>
        <source>The first %1 of %2 characters</source>
        <translation>Los primeros %1 caracteres de %2</translation>
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
            <numerusform>%Ln carácter</numerusform>
            <numerusform>%Ln caracteres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::Banner</name>
    <message>
        <source>Details</source>
        <translation>Detalles</translation>
    </message>
    <message>
        <source>Copy the details</source>
        <translation>Copiar los detalles</translation>
    </message>
</context>
<context>
    <name>mw::gui::Benchmark</name>
    <message>
        <source>%1: too small for %2 tokens each</source>
        <translation>%1: demasiado pequeño para %2 tokens cada uno</translation>
    </message>
    <message>
        <source>%1: not even one chat fits</source>
        <translation>%1: no cabe ni un solo chat</translation>
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
        <translation>contexto %1, prompt corto</translation>
    </message>
    <message>
        <source>%1 context, full</source>
        <translation>contexto %1, lleno</translation>
    </message>
    <message>
        <source>%1, %2 × %3</source>
        <translation>%1, %2 × %3</translation>
    </message>
    <message>
        <source>%1, CPU as %2 devices</source>
        <translation>%1, CPU como %2 dispositivos</translation>
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
        <translation>, controlador %1</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>%1 de %2 hechas</translation>
    </message>
    <message>
        <source>not a benchmark run: the field &apos;%1&apos; is missing or wrong</source>
        <translation>no es una medición de benchmark: el campo «%1» falta o es incorrecto</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkDialog</name>
    <message>
        <source>short: “Tell a long story: Once upon a time”</source>
        <translation>corto: «Tell a long story: Once upon a time»</translation>
    </message>
    <message>
        <source>full: as long as the context leaves it</source>
        <translation>lleno: tan largo como permita el contexto</translation>
    </message>
    <message>
        <source>Tokens that each chat generates</source>
        <translation>Tokens que genera cada chat</translation>
    </message>
    <message>
        <source>Chats at once, at most</source>
        <translation>Chats a la vez, como máximo</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>Pruebas</translation>
    </message>
    <message>
        <source>What will be measured</source>
        <translation>Qué se medirá</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Contexto</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>%1: %2 at once, KV cache %3</source>
        <translation>%1: %2 a la vez, caché KV %3</translation>
    </message>
    <message>
        <source>Nothing. Choose a context and a prompt.</source>
        <translation>Nada. Elija un contexto y un prompt.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>No hay nada que medir.</translation>
    </message>
    <message>
        <source>Runs at the point that is loaded now.</source>
        <translation>Se ejecuta en el punto cargado ahora.</translation>
    </message>
    <message>
        <source>; at the end it is back at %1 tokens × %2. Answers in progress stop; their text stays.</source>
        <translation>; al final vuelve a %1 tokens × %2. Las respuestas en curso se detienen; su texto se conserva.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkProgress</name>
    <message>
        <source>Progress of the benchmark</source>
        <translation>Progreso del benchmark</translation>
    </message>
    <message>
        <source>Experiments that are complete stay</source>
        <translation>Las pruebas completas se conservan</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>vuelve a cargar lo que había antes</translation>
    </message>
    <message>
        <source>experiment %1 of %2</source>
        <translation>prueba %1 de %2</translation>
    </message>
    <message>
        <source>loading the model</source>
        <translation>carga el modelo</translation>
    </message>
    <message>
        <source>reading prompts</source>
        <translation>lee los prompts</translation>
    </message>
    <message>
        <source>generating</source>
        <translation>genera</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkRunner</name>
    <message>
        <source>There is nothing to measure.</source>
        <translation>No hay nada que medir.</translation>
    </message>
</context>
<context>
    <name>mw::gui::BenchmarkStore</name>
    <message>
        <source>too large for a benchmark run</source>
        <translation>demasiado grande para una medición de benchmark</translation>
    </message>
    <message>
        <source>not a benchmark run</source>
        <translation>no es una medición de benchmark</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1, en el byte %2</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>No se puede eliminar %1: %2</translation>
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
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>Prueba</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Medición</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Tokens/s, all</source>
        <translation>Tokens/s, todos</translation>
    </message>
    <message>
        <source>per chat</source>
        <translation>por chat</translation>
    </message>
    <message>
        <source>Prefill tok/s</source>
        <translation>Tok/s de prefill</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>Primer token</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Previsto</translation>
    </message>
    <message>
        <source>Against prediction</source>
        <translation>Frente a lo previsto</translation>
    </message>
    <message>
        <source>Against first</source>
        <translation>Frente a la primera</translation>
    </message>
    <message>
        <source>of one chat alone</source>
        <translation>de un solo chat</translation>
    </message>
    <message>
        <source>tokens/s of all chats, by the calibration before the run</source>
        <translation>tokens/s de todos los chats, según la calibración previa a la medición</translation>
    </message>
    <message>
        <source>tokens/s of all chats as measured, against what the calibration before the run predicted</source>
        <translation>tokens/s medidos de todos los chats, frente a lo que predijo la calibración previa a la medición</translation>
    </message>
    <message>
        <source>tokens/s of all chats, against the first run that is shown</source>
        <translation>tokens/s de todos los chats, frente a la primera medición que se muestra</translation>
    </message>
    <message>
        <source>all prompts at once</source>
        <translation>todos los prompts a la vez</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Predicción</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>Primera medición</translation>
    </message>
    <message>
        <source>Tok/s, all</source>
        <translation>Tok/s, todos</translation>
    </message>
    <message>
        <source>Prefill</source>
        <translation>Prefill</translation>
    </message>
    <message>
        <source> · disturbed</source>
        <translation> · alterada</translation>
    </message>
    <message>
        <source>Other chats ran meanwhile; the figures are lower than the machine can do.</source>
        <translation>Mientras tanto había otros chats activos; los valores son más bajos de lo que puede dar la máquina.</translation>
    </message>
    <message>
        <source>%1 tokens/s were predicted</source>
        <translation>se predijeron %1 tokens/s</translation>
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
        <translation>No hay ningún modelo cargado</translation>
    </message>
    <message>
        <source>The benchmark measures how fast the loaded model generates, over context and chats at once. Open a model first.</source>
        <translation>El benchmark mide a qué velocidad genera el modelo cargado, según el contexto y los chats a la vez. Abra primero un modelo.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Abrir un modelo…</translation>
    </message>
    <message>
        <source>Nothing is measured yet</source>
        <translation>Aún no se ha medido nada</translation>
    </message>
    <message>
        <source>Short and full prompts, as many chats as the context allows, 500 tokens each: see what this machine makes of it. You see first what will be done, and what is loaded now comes back at the end.</source>
        <translation>Prompts cortos y llenos, tantos chats como permita el contexto, 500 tokens cada uno: vea qué hace con ello esta máquina. Primero se muestra lo que se hará, y al final vuelve lo que está cargado ahora.</translation>
    </message>
    <message>
        <source>Plan a run…</source>
        <translation>Planificar una medición…</translation>
    </message>
    <message>
        <source>Some runs could not be read; their files are left as they are.</source>
        <translation>Algunas mediciones no se pudieron leer; sus archivos quedan como están.</translation>
    </message>
    <message>
        <source>Plan a benchmark run…</source>
        <translation>Planificar una medición de benchmark…</translation>
    </message>
    <message>
        <source>Cancel the benchmark</source>
        <translation>Cancelar el benchmark</translation>
    </message>
    <message>
        <source>Export the benchmark as CSV…</source>
        <translation>Exportar el benchmark como CSV…</translation>
    </message>
    <message>
        <source>Export the benchmark as PNG…</source>
        <translation>Exportar el benchmark como PNG…</translation>
    </message>
    <message>
        <source>Export the benchmark as AIME JSON…</source>
        <translation>Exportar el benchmark como JSON de AIME…</translation>
    </message>
    <message>
        <source>Copy the benchmark as text</source>
        <translation>Copiar el benchmark como texto</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Tokens per second</source>
        <translation>Tokens por segundo</translation>
    </message>
    <message>
        <source>tokens/s of all chats</source>
        <translation>tokens/s de todos los chats</translation>
    </message>
    <message>
        <source>tokens/s per chat</source>
        <translation>tokens/s por chat</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Mediciones</translation>
    </message>
    <message>
        <source>tick to lay over the chart</source>
        <translation>marcar para superponer en el gráfico</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>No se midió nada.</translation>
    </message>
    <message>
        <source>%1 of %2 experiments are kept.</source>
        <translation>Se conservan %1 de %2 pruebas.</translation>
    </message>
    <message>
        <source>The benchmark stopped: %1</source>
        <translation>El benchmark se detuvo: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Cancelado. %1</translation>
    </message>
    <message>
        <source>The run is not saved: %1</source>
        <translation>La medición no se ha guardado: %1</translation>
    </message>
    <message>
        <source>There is no model to measure; open one first.</source>
        <translation>No hay ningún modelo que medir; abra uno primero.</translation>
    </message>
    <message>
        <source>No results are shown; tick a run.</source>
        <translation>No se muestra ningún resultado; marque una medición.</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 chat</translation>
    </message>
    <message>
        <source>%1 chats at once</source>
        <translation>%1 chats a la vez</translation>
    </message>
    <message>
        <source>%1 tokens each, as many chats as the context allows</source>
        <translation>%1 tokens cada uno, tantos chats como permita el contexto</translation>
    </message>
    <message>
        <source>as many chats as the context allows</source>
        <translation>tantos chats como permita el contexto</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Eliminada: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Export the benchmark</source>
        <translation>Exportar el benchmark</translation>
    </message>
    <message>
        <source>Folder for AIME&apos;s result files</source>
        <translation>Carpeta para los archivos de resultados de AIME</translation>
    </message>
    <message>
        <source>AIME&apos;s result files of %1 are in %2.</source>
        <translation>Los archivos de resultados de AIME de %1 están en %2.</translation>
    </message>
    <message>
        <source>Measure what a format costs in quality…</source>
        <translation>Medir lo que un formato cuesta en calidad…</translation>
    </message>
    <message>
        <source>What formats cost is being measured.</source>
        <translation>Se está midiendo lo que cuestan los formatos.</translation>
    </message>
</context>
<context>
    <name>mw::gui::CalibrationRun</name>
    <message>
        <source>The model was unloaded.</source>
        <translation>El modelo se descargó de la memoria.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Chat</name>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatController</name>
    <message>
        <source>Changes to chats that could not be saved: %1 (%2: %3).</source>
        <translation>Cambios en los chats que no se pudieron guardar: %1 (%2: %3).</translation>
    </message>
    <message>
        <source>Another model was opened.</source>
        <translation>Se abrió otro modelo.</translation>
    </message>
    <message>
        <source>The engine stopped: %1</source>
        <translation>El motor se detuvo: %1</translation>
    </message>
    <message>
        <source>The model was closed.</source>
        <translation>El modelo se cerró.</translation>
    </message>
    <message>
        <source>This model cannot be chatted with: %1</source>
        <translation>No se puede chatear con este modelo: %1</translation>
    </message>
    <message>
        <source>The model is being opened…</source>
        <translation>Se está abriendo el modelo…</translation>
    </message>
    <message>
        <source>The engine stopped; open the model again to go on</source>
        <translation>El motor se detuvo; vuelva a abrir el modelo para seguir</translation>
    </message>
    <message>
        <source>The model could not be opened; choose one to chat</source>
        <translation>El modelo no se pudo abrir; elija uno para chatear</translation>
    </message>
    <message>
        <source>Open a model to chat</source>
        <translation>Abra un modelo para chatear</translation>
    </message>
    <message>
        <source>The context of this chat is full.</source>
        <translation>El contexto de este chat está lleno.</translation>
    </message>
    <message>
        <source>The last question alone does not fit.</source>
        <translation>Ni siquiera la última pregunta cabe por sí sola.</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>Se eliminó «%1».</translation>
    </message>
    <message>
        <source>%1 chats were deleted.</source>
        <translation>Se eliminaron %1 chats.</translation>
    </message>
    <message>
        <source>The turn and what followed it were deleted.</source>
        <translation>Se eliminó el mensaje y lo que lo seguía.</translation>
    </message>
    <message>
        <source>The turn was deleted.</source>
        <translation>Se eliminó el mensaje.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatExchange</name>
    <message>
        <source>Exporting to %1…</source>
        <translation>Exportando a %1…</translation>
    </message>
    <message>
        <source>Importing %1…</source>
        <translation>Importando %1…</translation>
    </message>
    <message>
        <source>Importing %1 files…</source>
        <translation>Importando %1 archivos…</translation>
    </message>
    <message>
        <source>Copying the chat…</source>
        <translation>Copiando el chat…</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
    </message>
    <message>
        <source>The chat cannot be read.</source>
        <translation>El chat no se puede leer.</translation>
    </message>
    <message>
        <source>Bringing back what was not saved…</source>
        <translation>Recuperando lo que no se guardó…</translation>
    </message>
    <message>
        <source>%1 more cannot, either.</source>
        <translation>Tampoco otros %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatGroups</name>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Ayer</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Últimos 7 días</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Últimos 30 días</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
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
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 wk</source>
        <comment>weeks ago, short</comment>
        <translation>%1 sem.</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>ahora mismo</translation>
    </message>
    <message>
        <source>a minute ago</source>
        <translation>hace un minuto</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>hace %1 minutos</translation>
    </message>
    <message>
        <source>an hour ago</source>
        <translation>hace una hora</translation>
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation>hace %1 horas</translation>
    </message>
    <message>
        <source>a day ago</source>
        <translation>hace un día</translation>
    </message>
    <message>
        <source>%1 days ago</source>
        <translation>hace %1 días</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatInspector</name>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Manage templates</source>
        <translation>Administrar las plantillas</translation>
    </message>
    <message>
        <source>System prompt of this chat</source>
        <translation>Prompt de sistema de este chat</translation>
    </message>
    <message>
        <source>No system prompt</source>
        <translation>Sin prompt de sistema</translation>
    </message>
    <message>
        <source>The system prompt of this chat. Changes here do not change the template.</source>
        <translation>El prompt de sistema de este chat. Los cambios aquí no modifican la plantilla.</translation>
    </message>
    <message>
        <source>Prompt format</source>
        <translation>Formato del prompt</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Muestreo</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatura</translation>
    </message>
    <message>
        <source>How far the model strays from the likeliest word; 0 always takes it</source>
        <translation>Cuánto se aparta el modelo de la palabra más probable; 0 toma siempre esa</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that together reach this probability</source>
        <translation>Elige entre los tokens más probables que juntos alcanzan esta probabilidad</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draws from so many likeliest tokens</source>
        <translation>Elige entre este número de tokens más probables</translation>
    </message>
    <message>
        <source>off</source>
        <translation>desactivado</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Leaves out tokens less likely than this share of the likeliest</source>
        <translation>Descarta los tokens menos probables que esta fracción del más probable</translation>
    </message>
    <message>
        <source>Repetition penalty</source>
        <translation>Penalización por repetición</translation>
    </message>
    <message>
        <source>Makes tokens that have been used less likely</source>
        <translation>Hace menos probables los tokens ya usados</translation>
    </message>
    <message>
        <source>Answer length</source>
        <translation>Longitud de respuesta</translation>
    </message>
    <message>
        <source>Most tokens of one answer</source>
        <translation>Número máximo de tokens de una respuesta</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>random</source>
        <translation>aleatoria</translation>
    </message>
    <message>
        <source>A new seed for every answer; the same seed draws the same text</source>
        <translation>Una semilla nueva para cada respuesta; la misma semilla da el mismo texto</translation>
    </message>
    <message>
        <source>A seed is a whole number from 0 to %1. It stays %2.</source>
        <translation>Una semilla es un número entero de 0 a %1. Se queda en %2.</translation>
    </message>
    <message>
        <source>Context of this chat</source>
        <translation>Contexto de este chat</translation>
    </message>
    <message>
        <source>Leave out oldest turns when full</source>
        <translation>Omitir los mensajes más antiguos cuando esté lleno</translation>
    </message>
    <message>
        <source>The system prompt always stays. Each answer says how many turns were left out.</source>
        <translation>El prompt de sistema se conserva siempre. Cada respuesta indica cuántos mensajes se omitieron.</translation>
    </message>
    <message>
        <source>Open a chat first</source>
        <translation>Abra primero un chat</translation>
    </message>
    <message>
        <source>No template</source>
        <translation>Sin plantilla</translation>
    </message>
    <message>
        <source>Fills in %1. &lt;a href=&quot;edit&quot;&gt;Change&lt;/a&gt;</source>
        <translation>Rellena %1. &lt;a href=&quot;edit&quot;&gt;Cambiar&lt;/a&gt;</translation>
    </message>
    <message>
        <source>As the model wants: %1</source>
        <translation>El del modelo: %1</translation>
    </message>
    <message>
        <source>As the model wants</source>
        <translation>El del modelo</translation>
    </message>
    <message>
        <source>Each answer gets a new seed; take the mark off to type one</source>
        <translation>Cada respuesta recibe una semilla nueva; quite la marca para escribir una</translation>
    </message>
    <message>
        <source>Open a model to see the context</source>
        <translation>Abra un modelo para ver el contexto</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Contando…</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Respuesta</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Borrador</translation>
    </message>
    <message>
        <source>More than %1 tokens</source>
        <translation>Más de %1 tokens</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 de %2 tokens</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>no cabe</translation>
    </message>
    <message>
        <source>room for %1</source>
        <translation>sitio para %1</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>sobran %1</translation>
    </message>
    <message>
        <source>Stop strings</source>
        <translation>Cadenas de parada</translation>
    </message>
    <message>
        <source>Stop strings, one a line</source>
        <translation>Cadenas de parada, una por línea</translation>
    </message>
    <message>
        <source>One a line; %1 is a line break</source>
        <translation>Una por línea; %1 es un salto de línea</translation>
    </message>
    <message>
        <source>An answer ends before the first of these, which is not part of it</source>
        <translation>Una respuesta termina antes de la primera de estas, que no forma parte de ella</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Penalización por presencia</translation>
    </message>
    <message>
        <source>Makes tokens that the answer already has less likely, so that it comes to other things; 0: off</source>
        <translation>Hace menos probables los tokens que la respuesta ya tiene, para que pase a otras cosas; 0: desactivada</translation>
    </message>
    <message>
        <source>Frequency penalty</source>
        <translation>Penalización por frecuencia</translation>
    </message>
    <message>
        <source>Makes tokens less likely each time that the answer has them, so that it repeats fewer words; 0: off</source>
        <translation>Hace menos probables los tokens cada vez que la respuesta los tiene, para que repita menos palabras; 0: desactivada</translation>
    </message>
    <message>
        <source>Template, system prompt, format and sampling; the settings tell what new chats begin with</source>
        <translation>Plantilla, prompt de sistema, formato y muestreo; las opciones indican con qué empiezan los chats nuevos</translation>
    </message>
    <message>
        <source>New chats begin like this</source>
        <translation>Los chats nuevos empiezan así</translation>
    </message>
    <message>
        <source>Use for new chats</source>
        <translation>Usar para los chats nuevos</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatList</name>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Chat nuevo (Ctrl+T)</translation>
    </message>
    <message>
        <source>Folders, import and export</source>
        <translation>Carpetas, importar y exportar</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>Carpeta nueva</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importar chats…</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Exportar todos los chats…</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Buscar en los chats</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Aún no hay chats</translation>
    </message>
    <message>
        <source>No chat holds “%1”</source>
        <translation>Ningún chat contiene «%1»</translation>
    </message>
    <message>
        <source>New folder %1</source>
        <translation>Carpeta nueva %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Dejar de fijar</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>Mover a una carpeta</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>Sacar del archivo</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Export %1 chats…</source>
        <translation>Exportar %1 chats…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Delete %1 chats</source>
        <translation>Eliminar %1 chats</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Sin carpeta</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Plegar</translation>
    </message>
    <message>
        <source>Show its chats</source>
        <translation>Mostrar sus chats</translation>
    </message>
    <message>
        <source>Export its chats…</source>
        <translation>Exportar sus chats…</translation>
    </message>
    <message>
        <source>Remove the folder, keep its chats</source>
        <translation>Quitar la carpeta, conservar sus chats</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListDelegate</name>
    <message>
        <source>Name of the folder</source>
        <translation>Nombre de la carpeta</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nombre del chat</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatListModel</name>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
    <message>
        <source>Folder %1, chats: %2</source>
        <translation>Carpeta %1, chats: %2</translation>
    </message>
    <message>
        <source>open</source>
        <translation>desplegada</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>plegada</translation>
    </message>
    <message>
        <source>Archive, chats: %1</source>
        <translation>Archivo, chats: %1</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, respondiendo</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>Fijados</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivo</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatModel</name>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, respondiendo</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatPane</name>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Abrir un modelo</translation>
    </message>
    <message>
        <source>Close this side; the chat stays open</source>
        <translation>Cerrar este lado; el chat sigue abierto</translation>
    </message>
    <message>
        <source>No chats yet</source>
        <translation>Aún no hay chats</translation>
    </message>
    <message>
        <source>No chat is open</source>
        <translation>No hay ningún chat abierto</translation>
    </message>
    <message>
        <source>Start one, or choose one at the left. Several can answer at once.</source>
        <translation>Empiece uno, o elija uno a la izquierda. Varios pueden responder a la vez.</translation>
    </message>
    <message>
        <source>Ask something</source>
        <translation>Pregunte algo</translation>
    </message>
    <message>
        <source>%1 answers with the template “%2”. Choose another one at the right.</source>
        <translation>%1 responde con la plantilla «%2». Elija otra a la derecha.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>The file of chats is damaged. Turns of this conversation that cannot be read: %1. Nothing was sent; your question stays.</source>
        <translation>El archivo de los chats está dañado. Mensajes de esta conversación que no se pueden leer: %1. No se envió nada; su pregunta se conserva.</translation>
    </message>
    <message>
        <source>Ask without them</source>
        <translation>Preguntar sin ellos</translation>
    </message>
    <message>
        <source>This conversation does not fit into the context of %1 tokens. Nothing was left out; your question is saved.</source>
        <translation>Esta conversación no cabe en el contexto de %1 tokens. No se omitió nada; su pregunta está guardada.</translation>
    </message>
    <message>
        <source>Leave out oldest turns</source>
        <translation>Omitir los mensajes más antiguos</translation>
    </message>
    <message>
        <source>More context…</source>
        <translation>Más contexto…</translation>
    </message>
    <message>
        <source>%1 is very small: it shows how everything works, but it knows next to nothing. Open a Mixtral checkpoint for real answers.</source>
        <translation>%1 es muy pequeño: muestra cómo funciona todo, pero no sabe casi nada. Abra un checkpoint de Mixtral para respuestas de verdad.</translation>
    </message>
    <message>
        <source>%1 answers without a template. Choose one at the right.</source>
        <translation>%1 responde sin plantilla. Elija una a la derecha.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatStore</name>
    <message>
        <source>another Mixtral Workbench has it open</source>
        <translation>otro Mixtral Workbench lo tiene abierto</translation>
    </message>
    <message>
        <source>The file of chats is damaged. It is left as it is, and nothing is saved to it any more.</source>
        <translation>El archivo de los chats está dañado. Queda como está, y ya no se guarda nada en él.</translation>
    </message>
    <message>
        <source>Nothing in it can be read.</source>
        <translation>No se puede leer nada en él.</translation>
    </message>
    <message>
        <source>What can be read is shown. Turns that cannot be read: %1.</source>
        <translation>Se muestra lo que se puede leer. Mensajes que no se pueden leer: %1.</translation>
    </message>
    <message>
        <source>All turns can still be read.</source>
        <translation>Todos los mensajes se pueden leer todavía.</translation>
    </message>
    <message>
        <source>That is the file that nothing can be saved to. Choose another one.</source>
        <translation>Ese es el archivo en el que no se puede guardar nada. Elija otro.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>No se puede escribir %1: %2</translation>
    </message>
    <message>
        <source>a turn is not as it was written</source>
        <translation>un mensaje no está como se escribió</translation>
    </message>
    <message>
        <source>a turn is missing</source>
        <translation>falta un mensaje</translation>
    </message>
    <message>
        <source>a chat is not as it was written</source>
        <translation>un chat no está como se escribió</translation>
    </message>
    <message>
        <source>the disk does not answer</source>
        <translation>el disco no responde</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatTabs</name>
    <message>
        <source>Open chats</source>
        <translation>Chats abiertos</translation>
    </message>
    <message>
        <source>New chat (Ctrl+T)</source>
        <translation>Chat nuevo (Ctrl+T)</translation>
    </message>
    <message>
        <source>All open chats (Ctrl+Shift+A)</source>
        <translation>Todos los chats abiertos (Ctrl+Mayús+A)</translation>
    </message>
    <message>
        <source>Close (Ctrl+W)</source>
        <translation>Cerrar (Ctrl+W)</translation>
    </message>
    <message>
        <source>%1, answering</source>
        <translation>%1, respondiendo</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar nombre</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Dejar de fijar</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Fijar</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Name of the chat</source>
        <translation>Nombre del chat</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>%1, answered</source>
        <translation>%1, respondido</translation>
    </message>
    <message>
        <source>Show beside the others</source>
        <translation>Mostrar junto a los demás</translation>
    </message>
</context>
<context>
    <name>mw::gui::ChatsView</name>
    <message>
        <source>List of chats (Ctrl+B)</source>
        <translation>Lista de chats (Ctrl+B)</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Close chat</source>
        <translation>Cerrar el chat</translation>
    </message>
    <message>
        <source>Reopen closed chat</source>
        <translation>Reabrir el chat cerrado</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>Chat siguiente</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>Chat anterior</translation>
    </message>
    <message>
        <source>Rename chat</source>
        <translation>Cambiar el nombre del chat</translation>
    </message>
    <message>
        <source>Fold the list of chats</source>
        <translation>Plegar la lista de chats</translation>
    </message>
    <message>
        <source>Show all open chats</source>
        <translation>Mostrar todos los chats abiertos</translation>
    </message>
    <message>
        <source>Find in this chat</source>
        <translation>Buscar en este chat</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>Coincidencia siguiente</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>Coincidencia anterior</translation>
    </message>
    <message>
        <source>Search chats</source>
        <translation>Buscar en los chats</translation>
    </message>
    <message>
        <source>Pin or unpin the chat</source>
        <translation>Fijar el chat o dejar de fijarlo</translation>
    </message>
    <message>
        <source>Archive the chat, or take it out</source>
        <translation>Archivar el chat o sacarlo del archivo</translation>
    </message>
    <message>
        <source>Delete the chat</source>
        <translation>Eliminar el chat</translation>
    </message>
    <message>
        <source>New folder for chats</source>
        <translation>Carpeta nueva para chats</translation>
    </message>
    <message>
        <source>Export the chat…</source>
        <translation>Exportar el chat…</translation>
    </message>
    <message>
        <source>Export all chats…</source>
        <translation>Exportar todos los chats…</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>Importar chats…</translation>
    </message>
    <message>
        <source>Undo the deletion</source>
        <translation>Deshacer la eliminación</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Detener la respuesta</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1. The text stays here, and saving is tried again.</source>
        <translation>Cambios que no se pudieron guardar: %1. El texto se queda aquí, y se volverá a intentar guardar.</translation>
    </message>
    <message>
        <source>Go on in a new file</source>
        <translation>Seguir en un archivo nuevo</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Use the usual place</source>
        <translation>Usar el lugar habitual</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Guardar en otro lugar…</translation>
    </message>
    <message>
        <source>Duplicate the chat</source>
        <translation>Duplicar el chat</translation>
    </message>
    <message>
        <source>Show another chat beside this one</source>
        <translation>Mostrar otro chat junto a este</translation>
    </message>
    <message>
        <source>Close this side</source>
        <translation>Cerrar este lado</translation>
    </message>
    <message>
        <source>Go to the next side</source>
        <translation>Ir al lado siguiente</translation>
    </message>
    <message>
        <source>Go to the side before</source>
        <translation>Ir al lado anterior</translation>
    </message>
    <message>
        <source>Larger text in chats</source>
        <translation>Texto más grande en los chats</translation>
    </message>
    <message>
        <source>Smaller text in chats</source>
        <translation>Texto más pequeño en los chats</translation>
    </message>
    <message>
        <source>Text in chats as usual</source>
        <translation>Texto normal en los chats</translation>
    </message>
</context>
<context>
    <name>mw::gui::CommandPalette</name>
    <message>
        <source>Commands</source>
        <translation>Comandos</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Buscar o ejecutar un comando</translation>
    </message>
    <message>
        <source>Search chats, or run a command</source>
        <translation>Buscar chats o ejecutar un comando</translation>
    </message>
    <message>
        <source>No command and no chat is called that</source>
        <translation>Ningún comando ni chat se llama así</translation>
    </message>
    <message>
        <source>No command is called that</source>
        <translation>Ningún comando se llama así</translation>
    </message>
</context>
<context>
    <name>mw::gui::Composer</name>
    <message>
        <source>Question</source>
        <translation>Pregunta</translation>
    </message>
    <message>
        <source>Attach text, code, CSV or PDF</source>
        <translation>Adjuntar texto, código, CSV o PDF</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Enviar</translation>
    </message>
    <message>
        <source>Pasted text</source>
        <translation>Texto pegado</translation>
    </message>
    <message>
        <source>Pictures cannot be attached: the model reads text only.</source>
        <translation>No se pueden adjuntar imágenes: el modelo solo lee texto.</translation>
    </message>
    <message numerus="yes">
        <source>Reading %n files…</source>
        <translation>
            <numerusform>Leyendo %n archivo…</numerusform>
            <numerusform>Leyendo %n archivos…</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop the files to attach them</source>
        <translation>Suelte los archivos para adjuntarlos</translation>
    </message>
    <message>
        <source>Ask a follow-up…</source>
        <translation>Siga preguntando…</translation>
    </message>
    <message>
        <source>Ask something…</source>
        <translation>Pregunte algo…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Volver a preguntar</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Detener la respuesta (Esc)</translation>
    </message>
    <message>
        <source>Write something first</source>
        <translation>Escriba algo primero</translation>
    </message>
    <message>
        <source>Send (Enter; Shift+Enter starts a new line)</source>
        <translation>Enviar (Intro; Mayús+Intro empieza una línea nueva)</translation>
    </message>
    <message>
        <source>Esc stops</source>
        <translation>Esc detiene</translation>
    </message>
    <message>
        <source>Editing · Esc cancels</source>
        <translation>Editando · Esc cancela</translation>
    </message>
    <message>
        <source>Counting tokens…</source>
        <translation>Contando tokens…</translation>
    </message>
    <message>
        <source>more than %1 tokens</source>
        <translation>más de %1 tokens</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>no cabe</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>sobran %1</translation>
    </message>
    <message>
        <source>only %1 left for the answer</source>
        <translation>solo quedan %1 para la respuesta</translation>
    </message>
    <message>
        <source>%1 tokens left</source>
        <translation>quedan %1 tokens</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>quedan %1</translation>
    </message>
    <message>
        <source>without the oldest turn</source>
        <translation>sin el mensaje más antiguo</translation>
    </message>
    <message>
        <source>without %1 oldest turns</source>
        <translation>sin los %1 mensajes más antiguos</translation>
    </message>
    <message>
        <source>The conversation does not fit into the context of %1 tokens. When you send, you can choose what to do.</source>
        <translation>La conversación no cabe en el contexto de %1 tokens. Al enviar podrá elegir qué hacer.</translation>
    </message>
    <message>
        <source>Tokens of all that would be sent, and what the context of %1 tokens then leaves for the answer</source>
        <translation>Tokens de todo lo que se enviaría, y lo que el contexto de %1 tokens deja entonces para la respuesta</translation>
    </message>
    <message>
        <source>Edit the queued question</source>
        <translation>Editar la pregunta en espera</translation>
    </message>
    <message>
        <source>Don&apos;t ask the queued question</source>
        <translation>No hacer la pregunta en espera</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Encolar</translation>
    </message>
    <message>
        <source>Ask this once the answer is complete (Enter)</source>
        <translation>Preguntar esto cuando la respuesta esté completa (Intro)</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Después: %1</translation>
    </message>
    <message>
        <source>Queued question: %1</source>
        <translation>Pregunta en espera: %1</translation>
    </message>
    <message>
        <source>Save as a version</source>
        <translation>Guardar como versión</translation>
    </message>
    <message>
        <source>Keeps both versions of the answer (Enter; Shift+Enter starts a new line)</source>
        <translation>Conserva ambas versiones de la respuesta (Intro; Mayús+Intro empieza una línea nueva)</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… y %1 más</translation>
    </message>
</context>
<context>
    <name>mw::gui::ConversationView</name>
    <message>
        <source>Version %1 of %2</source>
        <translation>Versión %1 de %2</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversación</translation>
    </message>
    <message>
        <source>Jump to the latest</source>
        <translation>Ir a lo más reciente</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Not opened: %1</source>
        <translation>No se abrió: %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy Markdown source</source>
        <translation>Copiar el código Markdown</translation>
    </message>
    <message>
        <source>Copy the last code block</source>
        <translation>Copiar el último bloque de código</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Responder de nuevo</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Editar y volver a preguntar</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Eliminar este mensaje y lo que sigue</translation>
    </message>
    <message>
        <source>Copy the last table</source>
        <translation>Copiar la última tabla</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 tok/s</translation>
    </message>
    <message>
        <source>oldest turn left out</source>
        <translation>mensaje más antiguo omitido</translation>
    </message>
    <message>
        <source>%1 oldest turns left out</source>
        <translation>%1 mensajes más antiguos omitidos</translation>
    </message>
    <message>
        <source>1 control tag removed</source>
        <translation>1 etiqueta de control eliminada</translation>
    </message>
    <message>
        <source>%1 control tags removed</source>
        <translation>%1 etiquetas de control eliminadas</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrumpida</translation>
    </message>
    <message>
        <source>Cut at the answer length</source>
        <translation>Cortada por la longitud de respuesta</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Cortada</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenida</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fallida</translation>
    </message>
    <message>
        <source>Lost: the file of chats is damaged here</source>
        <translation>Perdido: el archivo de los chats está dañado aquí</translation>
    </message>
    <message>
        <source>Doubtful: the file of chats is damaged here</source>
        <translation>Dudoso: el archivo de los chats está dañado aquí</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Sin guardar</translation>
    </message>
    <message>
        <source>Question: %1</source>
        <translation>Pregunta: %1</translation>
    </message>
    <message>
        <source>Answer, being written: %1</source>
        <translation>Respuesta, escribiéndose: %1</translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>Respuesta: %1</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Editar esta respuesta</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>Acerca de esta respuesta</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Seguir desde aquí en un chat nuevo</translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>editada por usted</translation>
    </message>
    <message>
        <source>The model ended it</source>
        <translation>La terminó el modelo</translation>
    </message>
    <message>
        <source>A stop string came</source>
        <translation>Apareció una cadena de parada</translation>
    </message>
    <message>
        <source>The answer length or the context was reached</source>
        <translation>Se alcanzó la longitud de respuesta o el contexto</translation>
    </message>
    <message>
        <source>You wrote it</source>
        <translation>La escribió usted</translation>
    </message>
    <message>
        <source>You stopped it</source>
        <translation>La detuvo usted</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Plantilla</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Semilla</translation>
    </message>
    <message>
        <source>Tokens of the prompt</source>
        <translation>Tokens del prompt</translation>
    </message>
    <message>
        <source>Tokens of the answer</source>
        <translation>Tokens de la respuesta</translation>
    </message>
    <message>
        <source>Time to the first token</source>
        <translation>Tiempo hasta el primer token</translation>
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
        <translation>Tokens por segundo</translation>
    </message>
    <message>
        <source>Oldest turns left out</source>
        <translation>Mensajes más antiguos omitidos</translation>
    </message>
    <message>
        <source>How it ended</source>
        <translation>Cómo terminó</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Empezada</translation>
    </message>
    <message>
        <source>Show only the beginning</source>
        <translation>Mostrar solo el principio</translation>
    </message>
    <message>
        <source>Show all %1 characters</source>
        <translation>Mostrar los %1 caracteres</translation>
    </message>
</context>
<context>
    <name>mw::gui::CurveLegend</name>
    <message>
        <source>Curves: %1</source>
        <translation>Curvas: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::DesktopNotice</name>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadCard</name>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Give up…</source>
        <translation>Abandonar…</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Quitarla</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Conservarla</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Progress of %1</source>
        <translation>Progreso de %1</translation>
    </message>
    <message>
        <source>Pause the download of %1</source>
        <translation>Pausar la descarga de %1</translation>
    </message>
    <message>
        <source>Continue the download of %1</source>
        <translation>Continuar la descarga de %1</translation>
    </message>
    <message>
        <source>Give up the download of %1</source>
        <translation>Abandonar la descarga de %1</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Abrir %1</translation>
    </message>
    <message>
        <source>Give a token…</source>
        <translation>Dar un token…</translation>
    </message>
    <message>
        <source>Remove the %1 that are there? Files that are complete stay.</source>
        <translation>¿Eliminar los %1 que ya hay? Los archivos completos se conservan.</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadDialog</name>
    <message>
        <source>How GGUF weights are held in memory is chosen when the model is loaded; some take more than the file.</source>
        <translation>Cómo se mantienen en memoria los pesos GGUF se elige al cargar el modelo; algunos ocupan más que el archivo.</translation>
    </message>
    <message>
        <source>None of these files is one that the workbench knows how to open.</source>
        <translation>Ninguno de estos archivos es de los que el programa sabe abrir.</translation>
    </message>
    <message>
        <source>1 file, without configuration and tokenizer.</source>
        <translation>1 archivo, sin configuración ni tokenizador.</translation>
    </message>
    <message>
        <source>%1 files, with what lies beside them: configuration, tokenizer, licence.</source>
        <translation>%1 archivos, con lo que los acompaña: configuración, tokenizador, licencia.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Download a model</source>
        <translation>Descargar un modelo</translation>
    </message>
    <message>
        <source>The keyring did not take the token (%1); it is asked for again after the next start.</source>
        <translation>El depósito de claves no aceptó el token (%1); se volverá a pedir tras el próximo inicio.</translation>
    </message>
    <message>
        <source>owner/name, owner/name@revision, or the address of a page or a file</source>
        <translation>propietario/nombre, propietario/nombre@revisión, o la dirección de una página o un archivo</translation>
    </message>
    <message>
        <source>&amp;Repository</source>
        <translation>&amp;Repositorio</translation>
    </message>
    <message>
        <source>Mixtral as Mistral AI published it</source>
        <translation>Mixtral como lo publicó Mistral AI</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>para chats</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>continúa textos</translation>
    </message>
    <message>
        <source>%1 in bf16</source>
        <translation>%1 en bf16</translation>
    </message>
    <message>
        <source>What to download</source>
        <translation>Qué descargar</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>Elegir carpeta…</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>En</translation>
    </message>
    <message>
        <source>From the Hugging Face hub: Mixtral as Mistral AI published it, or any repository that you name. Nobody is asked anything before you press Look; then the hub is asked what the repository holds, and nothing is fetched yet.</source>
        <translation>Del hub de Hugging Face: Mixtral como lo publicó Mistral AI, o cualquier repositorio que usted indique. No se pregunta nada a nadie antes de pulsar «Consultar»; entonces se pregunta al hub qué contiene el repositorio, y aún no se descarga nada.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Consultar</translation>
    </message>
    <message>
        <source>Asking %1 what it holds…</source>
        <translation>Preguntando a %1 qué contiene…</translation>
    </message>
    <message>
        <source>%1 wants to know who asks.</source>
        <translation>%1 quiere saber quién pregunta.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>%1 is handed out to people who agreed to its terms: open its page, sign in and agree, then give a token of that account.</source>
        <translation>%1 se entrega a quienes aceptaron sus condiciones: abra su página, inicie sesión y acepte, y luego dé un token de esa cuenta.</translation>
    </message>
    <message>
        <source>%1 holds no files.</source>
        <translation>%1 no contiene archivos.</translation>
    </message>
    <message>
        <source>%1 holds no file of that name.</source>
        <translation>%1 no contiene ningún archivo con ese nombre.</translation>
    </message>
    <message>
        <source>revision %1, commit %2</source>
        <translation>revisión %1, commit %2</translation>
    </message>
    <message>
        <source>the licence is not said</source>
        <translation>no se indica la licencia</translation>
    </message>
    <message>
        <source>licence %1</source>
        <translation>licencia %1</translation>
    </message>
    <message>
        <source>for people who agreed to its terms</source>
        <translation>para quienes aceptaron sus condiciones</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Descargar %1</translation>
    </message>
    <message>
        <source>A download into this folder has not ended: %1 are missing.</source>
        <translation>Una descarga en esta carpeta no ha terminado: faltan %1.</translation>
    </message>
    <message>
        <source>%1 are to be written.</source>
        <translation>Hay que escribir %1.</translation>
    </message>
    <message>
        <source>%1 are free on this disk.</source>
        <translation>En este disco hay %1 libres.</translation>
    </message>
    <message>
        <source>%1 too little: choose another folder.</source>
        <translation>Faltan %1: elija otra carpeta.</translation>
    </message>
    <message>
        <source>Download into a folder</source>
        <translation>Descargar en una carpeta</translation>
    </message>
    <message>
        <source>A download of %1 into this folder has not ended. Continue it or give it up first, or choose another folder.</source>
        <translation>Una descarga de %1 en esta carpeta no ha terminado. Continúela o abandónela primero, o elija otra carpeta.</translation>
    </message>
    <message>
        <source>The keyring did not forget the token (%1).</source>
        <translation>El depósito de claves no olvidó el token (%1).</translation>
    </message>
    <message>
        <source>The token of your account is in the desktop’s keyring.</source>
        <translation>El token de su cuenta está en el depósito de claves del escritorio.</translation>
    </message>
    <message>
        <source>Forget it</source>
        <translation>Olvidarlo</translation>
    </message>
    <message>
        <source>Forget the token of your account</source>
        <translation>Olvidar el token de su cuenta</translation>
    </message>
</context>
<context>
    <name>mw::gui::DownloadPanel</name>
    <message>
        <source>Downloads</source>
        <translation>Descargas</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndingDialog</name>
    <message>
        <source>Wait for them</source>
        <translation>Esperar</translation>
    </message>
    <message>
        <source>Other programs are being answered</source>
        <translation>Otros programas están recibiendo respuestas</translation>
    </message>
    <message>
        <source>Close now</source>
        <translation>Cerrar ahora</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Answers that still run: %1. Nothing new is taken; the window closes after the last.</source>
        <translation>Respuestas aún en curso: %1. No se acepta nada nuevo; la ventana se cierra después de la última.</translation>
    </message>
    <message>
        <source>Answers to other programs that still run: %1. Closing now breaks them off.</source>
        <translation>Respuestas a otros programas aún en curso: %1. Cerrar ahora las interrumpe.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Endpoint</name>
    <message>
        <source>A new token was made; the one before is not taken any more.</source>
        <translation>Se creó un token nuevo; el anterior ya no se acepta.</translation>
    </message>
    <message>
        <source>Listening at %1.</source>
        <translation>A la escucha en %1.</translation>
    </message>
    <message>
        <source>Switched off.</source>
        <translation>Apagado.</translation>
    </message>
</context>
<context>
    <name>mw::gui::EndpointCard</name>
    <message>
        <source>OpenAI-compatible endpoint</source>
        <translation>Punto de acceso compatible con OpenAI</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>token</source>
        <translation>token</translation>
    </message>
    <message>
        <source>LAN access</source>
        <translation>Acceso LAN</translation>
    </message>
    <message>
        <source>Start with the window</source>
        <translation>Iniciar con la ventana</translation>
    </message>
    <message>
        <source>Demonstrator</source>
        <translation>Demostrador</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Certificado</translation>
    </message>
    <message>
        <source>none: the line is not encrypted</source>
        <translation>ninguno: la conexión no está cifrada</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer);;All files (*)</source>
        <translation>Certificados (*.pem *.crt *.cer);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Its private key</source>
        <translation>Su clave privada</translation>
    </message>
    <message>
        <source>none</source>
        <translation>ninguna</translation>
    </message>
    <message>
        <source>Private keys (*.pem *.key);;All files (*)</source>
        <translation>Claves privadas (*.pem *.key);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>made when you switch it on</source>
        <translation>se crea al activarlo</translation>
    </message>
    <message>
        <source>Make a new token…</source>
        <translation>Crear un token nuevo…</translation>
    </message>
    <message>
        <source>Make a new token?</source>
        <translation>¿Crear un token nuevo?</translation>
    </message>
    <message>
        <source>Programs that use the one now are refused until they are told the new one.</source>
        <translation>Los programas que usan el actual se rechazarán hasta que conozcan el nuevo.</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>Crear uno nuevo</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Puerto</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Places of the batch kept for this window&apos;s chats</source>
        <translation>Huecos del lote reservados para los chats de esta ventana</translation>
    </message>
    <message>
        <source>Other programs never take these places, so a chat of this window begins at once, whatever they ask.</source>
        <translation>Los demás programas nunca ocupan estos huecos, así que un chat de esta ventana empieza enseguida, pidan lo que pidan.</translation>
    </message>
    <message>
        <source>Kept for this window</source>
        <translation>Reservado para esta ventana</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Switch it on with the window</source>
        <translation>Activar con la ventana</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>chats a la vez</translation>
    </message>
    <message>
        <source>The line is encrypted by your certificate.</source>
        <translation>La conexión está cifrada con su certificado.</translation>
    </message>
    <message>
        <source>The line is not encrypted: whoever is on the way reads the token, prompts and answers.</source>
        <translation>La conexión no está cifrada: quien esté en el camino lee el token, los prompts y las respuestas.</translation>
    </message>
    <message>
        <source>Let other computers connect?</source>
        <translation>¿Permitir que otros equipos se conecten?</translation>
    </message>
    <message>
        <source>Port %1 opens to every network that this computer is in. %2 Programs still need the token.</source>
        <translation>El puerto %1 se abre a todas las redes de este equipo. %2 Los programas siguen necesitando el token.</translation>
    </message>
    <message>
        <source>Let them connect</source>
        <translation>Permitir</translation>
    </message>
    <message>
        <source>off, running answers end</source>
        <translation>apagado, las respuestas en curso terminan</translation>
    </message>
    <message>
        <source>off</source>
        <translation>apagado</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>iniciando</translation>
    </message>
    <message>
        <source>listening to the network</source>
        <translation>a la escucha en la red</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>a la escucha</translation>
    </message>
    <message>
        <source>listening, no model</source>
        <translation>a la escucha, sin modelo</translation>
    </message>
    <message>
        <source>cannot listen</source>
        <translation>no puede escuchar</translation>
    </message>
    <message>
        <source>encrypted, token required</source>
        <translation>cifrado, requiere token</translation>
    </message>
    <message>
        <source>the line is not encrypted</source>
        <translation>la conexión no está cifrada</translation>
    </message>
    <message>
        <source>Off: only programs on this computer connect. On opens port %1 to the local network.</source>
        <translation>Apagado: solo se conectan los programas de este equipo. Encendido, abre el puerto %1 a la red local.</translation>
    </message>
    <message>
        <source>On: port %1 is open to the local network, %2.</source>
        <translation>Encendido: el puerto %1 está abierto a la red local, %2.</translation>
    </message>
    <message>
        <source>On: other computers may connect to port %1 once it listens, %2.</source>
        <translation>Encendido: otros equipos podrán conectarse al puerto %1 cuando esté a la escucha, %2.</translation>
    </message>
    <message>
        <source>A page with a chat at %1/ for browsers; its visitors need the token</source>
        <translation>Una página con un chat en %1/ para navegadores; sus visitantes necesitan el token</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>puerto %1</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>cifrado</translation>
    </message>
    <message>
        <source>not encrypted</source>
        <translation>sin cifrar</translation>
    </message>
    <message>
        <source>demonstrator</source>
        <translation>demostrador</translation>
    </message>
    <message>
        <source>starts with the window</source>
        <translation>se inicia con la ventana</translation>
    </message>
    <message>
        <source>Another program has port %1.</source>
        <translation>Otro programa ocupa el puerto %1.</translation>
    </message>
    <message>
        <source>Port %1 is taken by “%2”.</source>
        <translation>El puerto %1 está ocupado por «%2».</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>Usar el puerto %1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>A certificate and its private key go together; the line is not encrypted until both are named.</source>
        <translation>Un certificado y su clave privada van juntos; la conexión no se cifra hasta que se indiquen ambos.</translation>
    </message>
    <message>
        <source>of %1 at once; one is always left to other programs</source>
        <translation>de %1 a la vez; uno queda siempre para otros programas</translation>
    </message>
    <message>
        <source>of %1 at once</source>
        <translation>de %1 a la vez</translation>
    </message>
</context>
<context>
    <name>mw::gui::ExamplesCard</name>
    <message>
        <source>Examples</source>
        <translation>Ejemplos</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy the example</source>
        <translation>Copiar el ejemplo</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Ejemplo</translation>
    </message>
</context>
<context>
    <name>mw::gui::Exchange</name>
    <message>
        <source>line %1, column %2</source>
        <translation>línea %1, columna %2</translation>
    </message>
    <message>
        <source>it is not there</source>
        <translation>no está</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>no es un archivo</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>está vacío</translation>
    </message>
    <message>
        <source>it is a ZIP archive; unpack it, and import conversations.json from it</source>
        <translation>es un archivo ZIP; descomprímalo e importe conversations.json de él</translation>
    </message>
    <message>
        <source>there are no chats in it</source>
        <translation>no contiene chats</translation>
    </message>
    <message>
        <source>%1 cannot be imported: %2.</source>
        <translation>No se puede importar %1: %2.</translation>
    </message>
    <message>
        <source>line %1 is no JSON: %2</source>
        <translation>la línea %1 no es JSON: %2</translation>
    </message>
    <message>
        <source>line %1</source>
        <translation>línea %1</translation>
    </message>
    <message>
        <source>it is no chat</source>
        <translation>no es un chat</translation>
    </message>
    <message>
        <source>it is larger than %1</source>
        <translation>es mayor que %1</translation>
    </message>
    <message>
        <source>it is no JSON (%1: %2)</source>
        <translation>no es JSON (%1: %2)</translation>
    </message>
    <message>
        <source>chat</source>
        <translation>chat</translation>
    </message>
    <message>
        <source>it holds no chats in a form that is known here: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</source>
        <translation>no contiene chats en un formato conocido aquí: Mixtral Workbench, ChatGPT, LM Studio, Open WebUI</translation>
    </message>
    <message>
        <source>it has no list of chats</source>
        <translation>no tiene una lista de chats</translation>
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
        <translation>No se puede escribir %1: %2</translation>
    </message>
    <message>
        <source>its id is not %1</source>
        <translation>su id no es %1</translation>
    </message>
    <message>
        <source>it does not say what it follows</source>
        <translation>no dice a qué sigue</translation>
    </message>
    <message>
        <source>it follows turn %1, which does not come before it</source>
        <translation>sigue al mensaje %1, que no está antes que él</translation>
    </message>
    <message>
        <source>its role “%1” is none</source>
        <translation>su rol «%1» no existe</translation>
    </message>
    <message>
        <source>it has no text</source>
        <translation>no tiene texto</translation>
    </message>
    <message>
        <source>it was written by a newer Mixtral Workbench (version %1 of the form, this one knows %2)</source>
        <translation>lo escribió un Mixtral Workbench más reciente (versión %1 del formato, este conoce la %2)</translation>
    </message>
    <message>
        <source>it has no list of turns</source>
        <translation>no tiene una lista de mensajes</translation>
    </message>
    <message>
        <source>turn %1: %2</source>
        <translation>mensaje %1: %2</translation>
    </message>
    <message>
        <source>the turn that is shown, %1, is not there</source>
        <translation>el mensaje que se muestra, %1, no está</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Chat nuevo</translation>
    </message>
    <message>
        <source>Begun: %1</source>
        <translation>Empezado: %1</translation>
    </message>
    <message>
        <source>Last used: %1</source>
        <translation>Último uso: %1</translation>
    </message>
    <message>
        <source>Template: %1</source>
        <translation>Plantilla: %1</translation>
    </message>
    <message>
        <source>Prompt format: %1</source>
        <translation>Formato del prompt: %1</translation>
    </message>
    <message>
        <source>Sampling: temperature %1, top-k %2, top-p %3, min-p %4, repetition penalty %5</source>
        <translation>Muestreo: temperatura %1, top-k %2, top-p %3, min-p %4, penalización por repetición %5</translation>
    </message>
    <message>
        <source>Seed: a new one for every answer</source>
        <translation>Semilla: una nueva para cada respuesta</translation>
    </message>
    <message>
        <source>Seed: %1</source>
        <translation>Semilla: %1</translation>
    </message>
    <message>
        <source>Answer length: %1 tokens</source>
        <translation>Longitud de respuesta: %1 tokens</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt de sistema</translation>
    </message>
    <message>
        <source>The answer length or the context was reached.</source>
        <translation>Se alcanzó la longitud de respuesta o el contexto.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenida</translation>
    </message>
    <message>
        <source>The file of chats is damaged here.</source>
        <translation>El archivo de los chats está dañado aquí.</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Interrumpida</translation>
    </message>
    <message>
        <source>Other branches</source>
        <translation>Otras ramas</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>Sin enviar todavía</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Usted</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>versión %1 de %2</translation>
    </message>
    <message>
        <source>After: %1</source>
        <translation>Después de: %1</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>imágenes</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>grabaciones</translation>
    </message>
    <message>
        <source>parts of messages that are no text</source>
        <translation>partes de mensajes que no son texto</translation>
    </message>
    <message>
        <source>messages to and from tools</source>
        <translation>mensajes a herramientas o de ellas</translation>
    </message>
    <message>
        <source>thoughts</source>
        <translation>razonamientos</translation>
    </message>
    <message>
        <source>messages of a role that is unknown here</source>
        <translation>mensajes de un rol desconocido aquí</translation>
    </message>
    <message>
        <source>files</source>
        <translation>archivos</translation>
    </message>
    <message>
        <source>entries that are no chats</source>
        <translation>entradas que no son chats</translation>
    </message>
    <message>
        <source>chats whose messages go round in circles</source>
        <translation>chats cuyos mensajes dan vueltas en círculo</translation>
    </message>
    <message>
        <source>chats without messages</source>
        <translation>chats sin mensajes</translation>
    </message>
    <message>
        <source>Edited by hand</source>
        <translation>Editado a mano</translation>
    </message>
    <message>
        <source>Presence penalty %1, frequency penalty %2</source>
        <translation>Penalización por presencia %1, por frecuencia %2</translation>
    </message>
    <message>
        <source>These chats are kept in %1, and offered at the next start.</source>
        <translation>Estos chats se guardan en %1 y se ofrecen en el próximo inicio.</translation>
    </message>
    <message>
        <source>references to sources</source>
        <translation>referencias a las fuentes</translation>
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
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2 chats</source>
        <translation>Exportando: %1 de %2 chats</translation>
    </message>
    <message>
        <source>The chat was exported to %1.</source>
        <translation>El chat se exportó a %1.</translation>
    </message>
    <message>
        <source>%1 chats were exported to %2.</source>
        <translation>Se exportaron %1 chats a %2.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>No se cambió nada.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>JSON, everything (*.json)</source>
        <translation>JSON, todo (*.json)</translation>
    </message>
    <message>
        <source>JSON Lines, everything (*.jsonl)</source>
        <translation>JSON Lines, todo (*.jsonl)</translation>
    </message>
    <message>
        <source>Markdown, to be read (*.md)</source>
        <translation>Markdown, para leer (*.md)</translation>
    </message>
    <message>
        <source>Export the chat</source>
        <translation>Exportar el chat</translation>
    </message>
    <message>
        <source>Export chats</source>
        <translation>Exportar chats</translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>Importar chats</translation>
    </message>
    <message>
        <source>Chats of Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</source>
        <translation>Chats de Mixtral Workbench, ChatGPT, LM Studio, Open WebUI (*.json *.jsonl)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos los archivos (*)</translation>
    </message>
    <message>
        <source>This chat is here already.</source>
        <translation>Este chat ya está aquí.</translation>
    </message>
    <message>
        <source>All %1 chats are here already.</source>
        <translation>Los %1 chats ya están todos aquí.</translation>
    </message>
    <message>
        <source>One of these chats is here already.</source>
        <translation>Uno de estos chats ya está aquí.</translation>
    </message>
    <message>
        <source>%1 of these chats are here already.</source>
        <translation>%1 de estos chats ya están aquí.</translation>
    </message>
    <message>
        <source>Import the other %1</source>
        <translation>Importar los otros %1</translation>
    </message>
    <message>
        <source>Import all, as copies</source>
        <translation>Importar todos como copias</translation>
    </message>
    <message>
        <source>Import as copies</source>
        <translation>Importar como copias</translation>
    </message>
    <message>
        <source>One chat was imported from %1.</source>
        <translation>Se importó un chat de %1.</translation>
    </message>
    <message>
        <source>%1 chats were imported from %2.</source>
        <translation>Se importaron %1 chats de %2.</translation>
    </message>
    <message>
        <source>Here already: %1.</source>
        <translation>Ya estaban: %1.</translation>
    </message>
    <message>
        <source>Not taken over: %1.</source>
        <translation>No se incluyó: %1.</translation>
    </message>
    <message>
        <source>The chat is back.</source>
        <translation>El chat ha vuelto.</translation>
    </message>
    <message>
        <source>%1 chats are back.</source>
        <translation>%1 chat ha vuelto.</translation>
    </message>
    <message>
        <source>Bring them back</source>
        <translation>Recuperarlos</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Ahora no</translation>
    </message>
    <message>
        <source>When the workbench was ended (%1), not all chats could be saved; they were kept in a file.</source>
        <translation>Al cerrarse el workbench (%1), no se pudieron guardar todos los chats; se conservaron en un archivo.</translation>
    </message>
    <message>
        <source>%1 files could not be imported.</source>
        <translation>No se pudieron importar %1 archivos.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Failures</name>
    <message>
        <source>What was asked for cannot be done.</source>
        <translation>Lo que se pidió no es posible.</translation>
    </message>
    <message>
        <source>A file or folder is missing, or cannot be read.</source>
        <translation>Falta un archivo o una carpeta, o no se puede leer.</translation>
    </message>
    <message>
        <source>A file is damaged, or contradicts another one.</source>
        <translation>Un archivo está dañado, o contradice a otro.</translation>
    </message>
    <message>
        <source>This program does not do that here.</source>
        <translation>Este programa no hace eso aquí.</translation>
    </message>
    <message>
        <source>The prompt does not fit into the context of a chat.</source>
        <translation>El prompt no cabe en el contexto de un chat.</translation>
    </message>
    <message>
        <source>There is too little free memory.</source>
        <translation>Hay muy poca memoria libre.</translation>
    </message>
    <message>
        <source>What the model computed are no numbers.</source>
        <translation>Lo que calculó el modelo no son números.</translation>
    </message>
    <message>
        <source>A device or its driver failed.</source>
        <translation>Falló un dispositivo o su controlador.</translation>
    </message>
    <message>
        <source>This is a defect of the program.</source>
        <translation>Es un defecto del programa.</translation>
    </message>
    <message>
        <source>Device %1 needs %2 and has %3: %4 missing.</source>
        <translation>El dispositivo %1 necesita %2 y tiene %3: faltan %4.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FeasibilityChart</name>
    <message>
        <source>context per chat, tokens</source>
        <translation>contexto por chat, tokens</translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>chats a la vez</translation>
    </message>
    <message>
        <source>loaded now</source>
        <translation>cargado ahora</translation>
    </message>
    <message>
        <source>What fits: operating point</source>
        <translation>Qué cabe: punto de trabajo</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>no cabe</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>justo</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>cabe</translation>
    </message>
    <message numerus="yes">
        <source>%1 tokens × %Ln chats: %2</source>
        <translation>
            <numerusform>%1 tokens × %Ln chat: %2</numerusform>
            <numerusform>%1 tokens × %Ln chats: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: more than %Ln chats</source>
        <translation>
            <numerusform>%1: más de %Ln chat</numerusform>
            <numerusform>%1: más de %Ln chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: up to %Ln chats</source>
        <translation>
            <numerusform>%1: hasta %Ln chat</numerusform>
            <numerusform>%1: hasta %Ln chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::FileField</name>
    <message>
        <source>Choose a file: %1</source>
        <translation>Elegir un archivo: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::FileText</name>
    <message>
        <source>%1 is damaged, or no PDF.</source>
        <translation>%1 está dañado, o no es un PDF.</translation>
    </message>
    <message>
        <source>%1 is locked with a password.</source>
        <translation>%1 está protegido con una contraseña.</translation>
    </message>
    <message>
        <source>%1 has no text that could be read, only pictures of it.</source>
        <translation>%1 no contiene texto legible, solo imágenes de él.</translation>
    </message>
    <message>
        <source>%1 is no text and no PDF, but: %2.</source>
        <translation>%1 no es texto ni PDF, sino: %2.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 está vacío.</translation>
    </message>
    <message>
        <source>%1 is a folder.</source>
        <translation>%1 es una carpeta.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 no se puede leer: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB.</source>
        <translation>%1 es mayor que %2 MiB.</translation>
    </message>
    <message>
        <source>%1 is no Unicode; it was read as Windows-1252.</source>
        <translation>%1 no está en Unicode; se leyó como Windows-1252.</translation>
    </message>
    <message>
        <source>%1 is neither text nor a PDF.</source>
        <translation>%1 no es ni texto ni un PDF.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 no existe.</translation>
    </message>
    <message>
        <source>%1 is no file that could be read to its end.</source>
        <translation>%1 no es un archivo que se pueda leer hasta el final.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FindBar</name>
    <message>
        <source>Find in this chat</source>
        <translation>Buscar en este chat</translation>
    </message>
    <message>
        <source>Find in this chat, in all its versions</source>
        <translation>Buscar en este chat, en todas sus versiones</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Previous place (Shift+F3)</source>
        <translation>Coincidencia anterior (Mayús+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>Coincidencia siguiente (F3)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Cerrar (Esc)</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Sin resultados</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundCard</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 y %2</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>Modelos en este equipo</translation>
    </message>
    <message>
        <source>Search these folders</source>
        <translation>Buscar en estas carpetas</translation>
    </message>
    <message>
        <source>Search another folder…</source>
        <translation>Buscar en otra carpeta…</translation>
    </message>
    <message>
        <source>Stop searching</source>
        <translation>Detener la búsqueda</translation>
    </message>
    <message>
        <source>Shall the workbench look for Mixtral checkpoints in the usual folders? It reads configurations and the headers of weights, and looks into %1.</source>
        <translation>¿Buscar checkpoints de Mixtral en las carpetas habituales? Se leen las configuraciones y las cabeceras de los pesos, en %1.</translation>
    </message>
    <message>
        <source>A search is running</source>
        <translation>Hay una búsqueda en curso</translation>
    </message>
    <message>
        <source>Search a folder and all below it</source>
        <translation>Buscar en una carpeta y en todo lo que contiene</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Search again</source>
        <translation>Buscar de nuevo</translation>
    </message>
    <message>
        <source>1 folder</source>
        <translation>1 carpeta</translation>
    </message>
    <message>
        <source>%1 folders</source>
        <translation>%1 carpetas</translation>
    </message>
    <message>
        <source>One file with another model was passed by.</source>
        <translation>Se pasó por alto un archivo con otro modelo.</translation>
    </message>
    <message>
        <source>%1 files with other models were passed by.</source>
        <translation>Se pasaron por alto %1 archivos con otros modelos.</translation>
    </message>
    <message>
        <source>Not allowed to look into %1.</source>
        <translation>No se permite mirar en %1.</translation>
    </message>
    <message>
        <source>The search was stopped after %1.</source>
        <translation>La búsqueda se detuvo tras %1.</translation>
    </message>
    <message>
        <source>None of the folders in which models usually lie exists here.</source>
        <translation>Aquí no existe ninguna de las carpetas donde suelen estar los modelos.</translation>
    </message>
    <message>
        <source>No Mixtral checkpoint in %1 (looked into %2).</source>
        <translation>Ningún checkpoint de Mixtral en %1 (se miró en %2).</translation>
    </message>
    <message>
        <source>Found in %1 (looked into %2).</source>
        <translation>Encontrado en %1 (se miró en %2).</translation>
    </message>
    <message>
        <source>There is more below than was looked into; search a folder further down.</source>
        <translation>Más abajo hay más de lo que se miró; busque en una carpeta más profunda.</translation>
    </message>
</context>
<context>
    <name>mw::gui::FoundRow</name>
    <message>
        <source>%1 parameters</source>
        <translation>Parámetros: %1</translation>
    </message>
    <message>
        <source> · no tokenizer that can be read: chats are not possible</source>
        <translation> · sin tokenizador legible: no se puede chatear</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Abrir %1</translation>
    </message>
    <message>
        <source>Held as %1</source>
        <translation>Se mantiene como %1</translation>
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
        <translation>GPU que puede usar el modelo</translation>
    </message>
    <message>
        <source>%1: %2, %3 free of %4</source>
        <translation>%1: %2, %3 libres de %4</translation>
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
        <translation>sin medir</translation>
    </message>
    <message>
        <source>wide bar: %1 · narrow bar: %2, scale %3 ×</source>
        <translation>barra ancha: %1 · barra estrecha: %2, escala %3 ×</translation>
    </message>
    <message>
        <source> · line: predicted</source>
        <translation> · línea: previsto</translation>
    </message>
    <message>
        <source>No run is ticked.</source>
        <translation>No hay ninguna medición marcada.</translation>
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
        <translation>Planificar para otro hardware</translation>
    </message>
    <message>
        <source>Skipped: %1</source>
        <translation>Omitido: %1</translation>
    </message>
    <message>
        <source>Plan for these GPUs</source>
        <translation>Planificar para estas GPU</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Add another kind</source>
        <translation>Añadir otro tipo</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> tokens</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Caché KV</translation>
    </message>
    <message>
        <source>Context per chat</source>
        <translation>Contexto por chat</translation>
    </message>
    <message>
        <source>How many of them it takes</source>
        <translation>Cuántas hacen falta</translation>
    </message>
    <message>
        <source>minimum: one chat fits · recommended: %1 chats, each layer split evenly, 5 % to spare</source>
        <translation>mínimo: cabe un chat · recomendado: %1 chats, cada capa repartida por igual, 5 % de margen</translation>
    </message>
    <message>
        <source>GPUs needed, by kind and model</source>
        <translation>GPU necesarias, por tipo y modelo</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>8x7B, minimum</source>
        <translation>8x7B, mínimo</translation>
    </message>
    <message>
        <source>8x7B, recommended</source>
        <translation>8x7B, recomendado</translation>
    </message>
    <message>
        <source>8x22B, minimum</source>
        <translation>8x22B, mínimo</translation>
    </message>
    <message>
        <source>8x22B, recommended</source>
        <translation>8x22B, recomendado</translation>
    </message>
    <message>
        <source>%1, %2 GB/s, %3 TFLOP/s in bf16. Source: %4</source>
        <translation>%1, %2 GB/s, %3 TFLOP/s en bf16. Fuente: %4</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>no indicado</translation>
    </message>
    <message>
        <source>%1 · up to %2</source>
        <translation>%1 · hasta %2</translation>
    </message>
    <message>
        <source>more than %1</source>
        <translation>más de %1</translation>
    </message>
    <message>
        <source>Number of GPUs</source>
        <translation>Número de GPU</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
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
        <translation>Monitores</translation>
    </message>
</context>
<context>
    <name>mw::gui::KvChoice</name>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Precisión de la caché KV</translation>
    </message>
    <message>
        <source>%1, %2 per token</source>
        <translation>%1, %2 por token</translation>
    </message>
</context>
<context>
    <name>mw::gui::LabeledSlider</name>
    <message>
        <source>Double click resets</source>
        <translation>Un doble clic restablece</translation>
    </message>
</context>
<context>
    <name>mw::gui::LoadPanel</name>
    <message>
        <source>Progress of the load</source>
        <translation>Progreso de la carga</translation>
    </message>
    <message>
        <source>Back to what was loaded before</source>
        <translation>Volviendo a lo que estaba cargado antes</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>Preparando</translation>
    </message>
    <message>
        <source>Warming up</source>
        <translation>Calentando</translation>
    </message>
    <message>
        <source>Reading weights</source>
        <translation>Leyendo los pesos</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>quedan unos %1</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Cancelar la carga</translation>
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
        <translation>nada aún</translation>
    </message>
    <message>
        <source>nothing refused</source>
        <translation>nada rechazado</translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused or failed</source>
        <translation>
            <numerusform>%Ln rechazada o fallida</numerusform>
            <numerusform>%Ln rechazadas o fallidas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::MachineCard</name>
    <message>
        <source>This machine</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>Looking for GPUs…</source>
        <translation>Buscando GPU…</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 libres de %2</translation>
    </message>
    <message>
        <source>GPU %1 · %2</source>
        <translation>GPU %1 · %2</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdida</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>memoria desconocida</translation>
    </message>
    <message>
        <source>CPU · 1 core</source>
        <translation>CPU · 1 núcleo</translation>
    </message>
    <message>
        <source>CPU · %1 cores</source>
        <translation>CPU · %1 núcleos</translation>
    </message>
    <message>
        <source>Driver %1. Free memory is as of now; a model that is loaded makes room for the next one.</source>
        <translation>Controlador %1. La memoria libre es la de ahora; un modelo cargado deja sitio al siguiente.</translation>
    </message>
    <message>
        <source>This build has no CUDA backend: models run on the CPU, slowly. Install the package with CUDA to use the GPUs.</source>
        <translation>Esta versión no tiene backend CUDA: los modelos se ejecutan en la CPU, despacio. Instale el paquete con CUDA para usar las GPU.</translation>
    </message>
    <message>
        <source>No NVIDIA GPU or driver was found. Models run on the CPU: fine for the demo model, slow for Mixtral.</source>
        <translation>No se encontró ninguna GPU o controlador NVIDIA. Los modelos se ejecutan en la CPU: bien para el modelo de demostración, lento para Mixtral.</translation>
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
        <translation>Ajuste</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>Benchmark</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>Inspector (Ctrl+I)</source>
        <translation>Inspector (Ctrl+I)</translation>
    </message>
    <message>
        <source>Monitors</source>
        <translation>Monitores</translation>
    </message>
    <message>
        <source>Put the monitors into a window of their own, or back</source>
        <translation>Poner los monitores en una ventana propia, o devolverlos</translation>
    </message>
    <message>
        <source>Close the monitors</source>
        <translation>Cerrar los monitores</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Abrir un modelo…</translation>
    </message>
    <message>
        <source>Change context or chats at once…</source>
        <translation>Cambiar el contexto o los chats a la vez…</translation>
    </message>
    <message>
        <source>Apply the point of the tuning view</source>
        <translation>Aplicar el punto de la vista Ajuste</translation>
    </message>
    <message>
        <source>Calibrate the speed, or stop it</source>
        <translation>Calibrar la velocidad, o detenerlo</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Planificar para otro hardware…</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Descargar el modelo de la memoria</translation>
    </message>
    <message>
        <source>Show chats</source>
        <translation>Mostrar los chats</translation>
    </message>
    <message>
        <source>Show tuning</source>
        <translation>Mostrar el ajuste</translation>
    </message>
    <message>
        <source>Show benchmark</source>
        <translation>Mostrar el benchmark</translation>
    </message>
    <message>
        <source>Show serving</source>
        <translation>Mostrar el servidor</translation>
    </message>
    <message>
        <source>Show models</source>
        <translation>Mostrar los modelos</translation>
    </message>
    <message>
        <source>Show settings</source>
        <translation>Mostrar las opciones</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Mostrar la página de inicio</translation>
    </message>
    <message>
        <source>Fold the inspector</source>
        <translation>Plegar el inspector</translation>
    </message>
    <message>
        <source>Show or hide the monitors</source>
        <translation>Mostrar u ocultar los monitores</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Lo que estaba cargado antes vuelve a estarlo.</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Se está volviendo a cargar lo que había antes.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>No hay ningún modelo cargado.</translation>
    </message>
    <message>
        <source>Open the model before</source>
        <translation>Abrir el modelo anterior</translation>
    </message>
    <message>
        <source>A chat holds %1 tokens with this model, which takes no more; %2 were chosen for it before.</source>
        <translation>Con este modelo un chat tiene %1 tokens, no admite más; antes se habían elegido %2.</translation>
    </message>
    <message>
        <source>Choose a model…</source>
        <translation>Elegir un modelo…</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Descargar un modelo…</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>La ventana</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Buscar o ejecutar un comando</translation>
    </message>
    <message>
        <source>%1 is downloaded, and its checksums are right.</source>
        <translation>%1 está descargado, y sus sumas de comprobación son correctas.</translation>
    </message>
    <message>
        <source>Open it…</source>
        <translation>Abrir…</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementDialog</name>
    <message>
        <source>Start</source>
        <translation>Iniciar</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Loads the model once</source>
        <translation>Carga el modelo una vez</translation>
    </message>
    <message>
        <source>Loads the model %1 times</source>
        <translation>Carga el modelo %1 veces</translation>
    </message>
    <message>
        <source>, %1 each</source>
        <translation>, %1 cada una</translation>
    </message>
</context>
<context>
    <name>mw::gui::MeasurementProgress</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryBar</name>
    <message>
        <source>Others</source>
        <translation>Otros</translation>
    </message>
    <message>
        <source>CUDA</source>
        <translation>CUDA</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Margen</translation>
    </message>
    <message>
        <source>Shared weights</source>
        <translation>Pesos compartidos</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>Expertos</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Caché KV</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Espacio de trabajo</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>presupuesto %1</translation>
    </message>
    <message>
        <source>Memory of %1</source>
        <translation>Memoria de %1</translation>
    </message>
    <message>
        <source>%1 % of the KV cache in use</source>
        <translation>%1 % de la caché KV en uso</translation>
    </message>
    <message>
        <source>measured peak %1</source>
        <translation>pico medido %1</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 missing</source>
        <translation>%1 de %2 · faltan %3</translation>
    </message>
    <message>
        <source>%1 of %2 · %3 free</source>
        <translation>%1 de %2 · %3 libres</translation>
    </message>
    <message>
        <source>Free: %1</source>
        <translation>Libre: %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>, %1 % in use</source>
        <translation>, %1 % en uso</translation>
    </message>
    <message>
        <source>Measured peak: %1</source>
        <translation>Pico medido: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::MemoryCard</name>
    <message>
        <source>Memory per device</source>
        <translation>Memoria por dispositivo</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelCard</name>
    <message>
        <source>● loaded</source>
        <translation>● cargado</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Abrir…</translation>
    </message>
    <message>
        <source>Unload</source>
        <translation>Descargar</translation>
    </message>
    <message>
        <source>Forget this model; its files stay</source>
        <translation>Olvidar este modelo; sus archivos se conservan</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>Abrir %1</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>No se puede abrir.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelDialog</name>
    <message>
        <source>Choose folder…</source>
        <translation>Elegir carpeta…</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>Elegir archivo…</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Cargar</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Abrir un modelo</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Avanzado</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Punto de trabajo</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>&amp;Pesos</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>Caché &amp;KV</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>one per core</source>
        <translation>uno por núcleo</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>all there is</source>
        <translation>toda la que hay</translation>
    </message>
    <message>
        <source>Plan and load as on devices that have no more memory, to try a smaller card</source>
        <translation>Planificar y cargar como en dispositivos que no tienen más memoria, para probar una tarjeta más pequeña</translation>
    </message>
    <message>
        <source>Memory of each device, GiB</source>
        <translation>Memoria de cada dispositivo, GiB</translation>
    </message>
    <message>
        <source>Virtual devices</source>
        <translation>Dispositivos virtuales</translation>
    </message>
    <message>
        <source>CPU threads</source>
        <translation>Hilos de la CPU</translation>
    </message>
    <message>
        <source>The CPU can play several devices, to see how a model is spread over them.</source>
        <translation>La CPU puede hacer de varios dispositivos, para ver cómo se reparte un modelo entre ellos.</translation>
    </message>
    <message>
        <source>Open the folder of a checkpoint</source>
        <translation>Abrir la carpeta de un checkpoint</translation>
    </message>
    <message>
        <source>Open a file of a checkpoint</source>
        <translation>Abrir un archivo de un checkpoint</translation>
    </message>
    <message>
        <source>Checkpoints (*.gguf *.safetensors);;All files (*)</source>
        <translation>Checkpoints (*.gguf *.safetensors);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>This cannot be opened.</source>
        <translation>No se puede abrir.</translation>
    </message>
    <message>
        <source>This model cannot be planned for here.</source>
        <translation>Este modelo no se puede planificar aquí.</translation>
    </message>
    <message>
        <source>The model that is loaded stays.</source>
        <translation>El modelo cargado se mantiene.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>La carga falló.</translation>
    </message>
    <message>
        <source>What was loaded before is being loaded again.</source>
        <translation>Se está volviendo a cargar lo que había antes.</translation>
    </message>
    <message>
        <source>What was loaded before is loaded again.</source>
        <translation>Lo que estaba cargado antes vuelve a estarlo.</translation>
    </message>
    <message>
        <source>The model that was loaded before still is.</source>
        <translation>El modelo de antes sigue cargado.</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>No hay ningún modelo cargado.</translation>
    </message>
    <message>
        <source>Load %1 again</source>
        <translation>Volver a cargar %1</translation>
    </message>
    <message>
        <source>Reading the headers…</source>
        <translation>Leyendo las cabeceras…</translation>
    </message>
    <message>
        <source>Choose the folder of a Mixtral checkpoint, safetensors with config.json or params.json, or a GGUF file.</source>
        <translation>Elija la carpeta de un checkpoint de Mixtral, safetensors con config.json o params.json, o un archivo GGUF.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Cancelar la carga</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Ac&amp;tivations of prompts</source>
        <translation>Ac&amp;tivaciones de los prompts</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelFacts</name>
    <message>
        <source>Architecture</source>
        <translation>Arquitectura</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precisión</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parámetros</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>En disco</translation>
    </message>
    <message>
        <source>Trained context</source>
        <translation>Contexto de entrenamiento</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Disposición</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizador</translation>
    </message>
    <message>
        <source>Attention heads</source>
        <translation>Cabezas de atención</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notas</translation>
    </message>
    <message>
        <source>none that can be read: chats are not possible</source>
        <translation>ninguno legible: no se puede chatear</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>in the model’s file</source>
        <translation>en el archivo del modelo</translation>
    </message>
    <message>
        <source>%1 in one file</source>
        <translation>%1 en un archivo</translation>
    </message>
    <message>
        <source>%1 in %2 files</source>
        <translation>%1 en %2 archivos</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 tokens</translation>
    </message>
    <message>
        <source>%1, %2 KV heads</source>
        <translation>%1, %2 cabezas KV</translation>
    </message>
    <message>
        <source>About the tokenizer: %1.</source>
        <translation>Sobre el tokenizador: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelLoan</name>
    <message>
        <source>The model was changed or unloaded meanwhile.</source>
        <translation>Mientras tanto, el modelo se cambió o se descargó de la memoria.</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelMenu</name>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Incluido en el programa</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Modelo de demostración</translation>
    </message>
    <message>
        <source>Open a folder or a file…	Ctrl+O</source>
        <translation>Abrir una carpeta o un archivo…	Ctrl+O</translation>
    </message>
    <message>
        <source>Download a model…</source>
        <translation>Descargar un modelo…</translation>
    </message>
    <message>
        <source>All models	Ctrl+5</source>
        <translation>Todos los modelos	Ctrl+5</translation>
    </message>
    <message>
        <source>Unload the model</source>
        <translation>Descargar el modelo de la memoria</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Abiertos recientemente</translation>
    </message>
    <message>
        <source>Found on this disk</source>
        <translation>Encontrados en este disco</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Buscando…</translation>
    </message>
    <message>
        <source>Look for models on this disk…</source>
        <translation>Buscar modelos en este disco…</translation>
    </message>
    <message>
        <source>Look again…</source>
        <translation>Buscar de nuevo…</translation>
    </message>
</context>
<context>
    <name>mw::gui::ModelsView</name>
    <message>
        <source>No model yet</source>
        <translation>Aún no hay modelos</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral 8x7B or 8x22B checkpoint: safetensors files with config.json or params.json beside them.</source>
        <translation>Abra la carpeta de un checkpoint de Mixtral 8x7B o 8x22B: archivos safetensors con config.json o params.json al lado.</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Abrir carpeta…</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>Incluido en el programa</translation>
    </message>
    <message>
        <source>Demo model</source>
        <translation>Modelo de demostración</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>Abiertos recientemente</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Descargar…</translation>
    </message>
</context>
<context>
    <name>mw::gui::MonitorPanel</name>
    <message>
        <source>Monitors</source>
        <translation>Monitores</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportar</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Pause the monitors</source>
        <translation>Pausar los monitores</translation>
    </message>
    <message>
        <source>Export the monitors as CSV…</source>
        <translation>Exportar los monitores como CSV…</translation>
    </message>
    <message>
        <source>Export the monitors as PNG…</source>
        <translation>Exportar los monitores como PNG…</translation>
    </message>
    <message>
        <source>Copy the monitors as text</source>
        <translation>Copiar los monitores como texto</translation>
    </message>
    <message>
        <source>Go on with the monitors</source>
        <translation>Reanudar los monitores</translation>
    </message>
    <message>
        <source>paused at %1</source>
        <translation>en pausa a las %1</translation>
    </message>
    <message>
        <source>last 5 minutes</source>
        <translation>últimos 5 minutos</translation>
    </message>
    <message>
        <source>Export the monitors</source>
        <translation>Exportar los monitores</translation>
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
        <translation>GB, de %1</translation>
    </message>
    <message>
        <source>GPU %1</source>
        <translation>GPU %1</translation>
    </message>
    <message>
        <source>%1 memory</source>
        <translation>Memoria de %1</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>en uso</translation>
    </message>
    <message>
        <source>workbench</source>
        <translation>Workbench</translation>
    </message>
    <message>
        <source>others</source>
        <translation>otros</translation>
    </message>
    <message>
        <source>the GPU is lost</source>
        <translation>se perdió la GPU</translation>
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
        <translation>%, de %1 núcleos</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>tokens per second</source>
        <translation>tokens por segundo</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>decodificación</translation>
    </message>
    <message>
        <source>decode, all chats</source>
        <translation>decodificación, todos los chats</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Tokens/s por chat</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>media</translation>
    </message>
    <message>
        <source>decode, the latest %1 of %2</source>
        <translation>decodificación, los %1 más recientes de %2</translation>
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
        <translation>prefill, todos los chats</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lote</translation>
    </message>
    <message>
        <source>chats</source>
        <translation>chats</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en espera</translation>
    </message>
    <message>
        <source>chats, of %1</source>
        <translation>chats, de %1</translation>
    </message>
    <message>
        <source>KV pages</source>
        <translation>Páginas KV</translation>
    </message>
    <message>
        <source>held</source>
        <translation>ocupadas</translation>
    </message>
    <message>
        <source>%, of %1</source>
        <translation>%, de %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>GPU load</source>
        <translation>Carga de la GPU</translation>
    </message>
    <message>
        <source>Power</source>
        <translation>Potencia</translation>
    </message>
    <message>
        <source>W</source>
        <translation>W</translation>
    </message>
    <message>
        <source>W, limit %1</source>
        <translation>W, límite %1</translation>
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
        <translation>Memoria principal</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>Memoria de la GPU</translation>
    </message>
</context>
<context>
    <name>mw::gui::NeedsCard</name>
    <message>
        <source>What runs here, and what it would take</source>
        <translation>Qué funciona aquí, y qué haría falta</translation>
    </message>
    <message>
        <source>planned for chats of %1 tokens</source>
        <translation>calculado para chats de %1 tokens</translation>
    </message>
    <message>
        <source>What the models need, and whether they run here</source>
        <translation>Qué necesitan los modelos, y si funcionan aquí</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Weights in</source>
        <translation>Pesos en</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>En este equipo</translation>
    </message>
    <message>
        <source>GPUs that hold it, for example</source>
        <translation>GPU en las que cabe, por ejemplo</translation>
    </message>
    <message>
        <source>Plan for other GPUs…</source>
        <translation>Planificar para otras GPU…</translation>
    </message>
    <message>
        <source>GPUs hold it as bf16</source>
        <translation>Las GPU lo mantienen como bf16</translation>
    </message>
    <message>
        <source>more than 8 of any</source>
        <translation>más de 8 de cualquiera</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>this machine&apos;s memory is not known</source>
        <translation>no se conoce la memoria de este equipo</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 en %2</translation>
    </message>
    <message>
        <source>The demo model runs here, and so do smaller Mixtral checkpoints. The published ones need more memory than this machine has.</source>
        <translation>Aquí funcionan el modelo de demostración y los checkpoints de Mixtral más pequeños. Los publicados necesitan más memoria de la que tiene este equipo.</translation>
    </message>
    <message>
        <source>These run here: %1.</source>
        <translation>Estos funcionan aquí: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::NewChatsCard</name>
    <message>
        <source>template “%1”</source>
        <translation>plantilla «%1»</translation>
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
        <translation>respuestas de %1 tokens como máximo</translation>
    </message>
    <message>
        <source>New chats, and the start</source>
        <translation>Chats nuevos, e inicio</translation>
    </message>
    <message>
        <source>As usual again</source>
        <translation>Otra vez como de costumbre</translation>
    </message>
    <message>
        <source>New chats go into the folder</source>
        <translation>Los chats nuevos van a la carpeta</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Al iniciar</translation>
    </message>
    <message>
        <source>Open the model used last</source>
        <translation>Abrir el último modelo</translation>
    </message>
    <message>
        <source>Open no model</source>
        <translation>No abrir ningún modelo</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>Mostrar la página de inicio</translation>
    </message>
    <message>
        <source>They begin with</source>
        <translation>Empiezan con</translation>
    </message>
    <message>
        <source>They go into the folder</source>
        <translation>Van a la carpeta</translation>
    </message>
    <message>
        <source>What the model or your language suggests. “Use for new chats”, beside a chat, makes that one the pattern.</source>
        <translation>Lo que sugiere el modelo o su idioma. «Usar para los chats nuevos», junto a un chat, lo convierte en el patrón.</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ninguna</translation>
    </message>
</context>
<context>
    <name>mw::gui::NumberField</name>
    <message>
        <source>Type a number from %1 to %2.</source>
        <translation>Escriba un número de %1 a %2.</translation>
    </message>
    <message>
        <source>“%1” is not a number.</source>
        <translation>«%1» no es un número.</translation>
    </message>
    <message>
        <source>“%1” is not a whole number.</source>
        <translation>«%1» no es un número entero.</translation>
    </message>
    <message>
        <source>“%1” is not between %2 and %3.</source>
        <translation>«%1» no está entre %2 y %3.</translation>
    </message>
    <message>
        <source>“%1” is too small to be told from 0.</source>
        <translation>«%1» es demasiado pequeño para distinguirlo de 0.</translation>
    </message>
    <message>
        <source>It stays %1.</source>
        <translation>Se queda en %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointDialog</name>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Operating point</source>
        <translation>Punto de trabajo</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memoria</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>No hay ningún modelo cargado.</translation>
    </message>
    <message>
        <source>The operating point before is loaded again.</source>
        <translation>El punto de trabajo anterior vuelve a estar cargado.</translation>
    </message>
    <message>
        <source>The operating point before still is loaded.</source>
        <translation>El punto de trabajo anterior sigue cargado.</translation>
    </message>
    <message>
        <source>Loading failed.</source>
        <translation>La carga falló.</translation>
    </message>
    <message>
        <source>Cancel load</source>
        <translation>Cancelar la carga</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>Es lo que está cargado ahora.</translation>
    </message>
    <message>
        <source>Loaded now.</source>
        <translation>Cargado ahora.</translation>
    </message>
    <message>
        <source>Reloads the model: %1 the last time. Answers in progress stop; their text stays.</source>
        <translation>Vuelve a cargar el modelo: %1 la última vez. Las respuestas en curso se detienen; su texto se conserva.</translation>
    </message>
</context>
<context>
    <name>mw::gui::OperatingPointPanel</name>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Contexto por chat, tokens</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Chats a la vez</translation>
    </message>
    <message>
        <source>Context is per chat; the KV cache holds context × chats.</source>
        <translation>El contexto es por chat; la caché KV contiene contexto × chats.</translation>
    </message>
    <message>
        <source>no context fits with %1</source>
        <translation>con %1 no cabe ningún contexto</translation>
    </message>
    <message>
        <source>up to %1 fit with %2</source>
        <translation>con %2 caben hasta %1</translation>
    </message>
    <message>
        <source>not even one fits at this context</source>
        <translation>con este contexto no cabe ni uno</translation>
    </message>
    <message>
        <source>more than %1 fit at this context</source>
        <translation>con este contexto caben más de %1</translation>
    </message>
    <message>
        <source>up to %1 fit at this context</source>
        <translation>con este contexto caben hasta %1</translation>
    </message>
    <message>
        <source>KV cache %1 = %2 × %3 tokens, %4 per token</source>
        <translation>Caché KV %1 = %2 × %3 tokens, %4 por token</translation>
    </message>
</context>
<context>
    <name>mw::gui::PlaneCard</name>
    <message>
        <source>%1: %2 free on %3</source>
        <translation>%1: %2 libres en %3</translation>
    </message>
    <message>
        <source>%1: %2 missing on %3</source>
        <translation>%1: faltan %2 en %3</translation>
    </message>
    <message>
        <source>What fits</source>
        <translation>Qué cabe</translation>
    </message>
    <message>
        <source>Context per chat, tokens</source>
        <translation>Contexto por chat, tokens</translation>
    </message>
    <message>
        <source>Chats at once</source>
        <translation>Chats a la vez</translation>
    </message>
    <message>
        <source>Drag the point, or walk it with the arrow keys. Context is per chat; the KV cache holds context × chats.</source>
        <translation>Arrastre el punto, o muévalo con las flechas. El contexto es por chat; la caché KV contiene contexto × chats.</translation>
    </message>
    <message>
        <source>Precision of the KV cache</source>
        <translation>Precisión de la caché KV</translation>
    </message>
    <message>
        <source>The KV cache of all chats together, over all devices</source>
        <translation>La caché KV de todos los chats juntos, en todos los dispositivos</translation>
    </message>
    <message>
        <source>tokens ×</source>
        <translation>tokens ×</translation>
    </message>
    <message>
        <source>chats, KV in</source>
        <translation>chats, KV en</translation>
    </message>
    <message>
        <source>On GPUs the engine keeps the KV cache in %1.</source>
        <translation>En las GPU, el motor mantiene la caché KV en %1.</translation>
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
        <translation>falta el campo «%1»</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be text</source>
        <translation>«%1» debe ser texto</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty</source>
        <translation>«%1» está vacío</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is longer than %2 characters</source>
        <translation>«%1» supera los %2 caracteres</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a number from %2 to %3</source>
        <translation>«%1» debe ser un número de %2 a %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has to be a whole number</source>
        <translation>«%1» debe ser un número entero</translation>
    </message>
    <message>
        <source>template %1 is not a JSON object</source>
        <translation>la plantilla %1 no es un objeto JSON</translation>
    </message>
    <message>
        <source>&quot;id&quot; may hold lower-case letters, digits and hyphens only</source>
        <translation>«id» solo puede contener minúsculas, cifras y guiones</translation>
    </message>
    <message>
        <source>&quot;language&quot; has to be a code such as &quot;en&quot;</source>
        <translation>«language» debe ser un código como «en»</translation>
    </message>
    <message>
        <source>&quot;variables&quot; has to be an object of texts</source>
        <translation>«variables» debe ser un objeto de textos</translation>
    </message>
    <message>
        <source>the default of the variable &quot;%1&quot; has to be text</source>
        <translation>el valor predeterminado de la variable «%1» debe ser texto</translation>
    </message>
    <message>
        <source>&quot;sampling&quot; has to be an object</source>
        <translation>«sampling» debe ser un objeto</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>no es UTF-8</translation>
    </message>
    <message>
        <source>no template in this file</source>
        <translation>no hay ninguna plantilla en este archivo</translation>
    </message>
    <message>
        <source>the id &quot;%1&quot; is used twice</source>
        <translation>el id «%1» se usa dos veces</translation>
    </message>
</context>
<context>
    <name>mw::gui::Quality</name>
    <message>
        <source>%1, with which the others are compared: %2</source>
        <translation>%1, con el que se comparan los demás: %2</translation>
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
        <translation>medido con %1: perplejidad %2, misma palabra siguiente en el %3 % de los casos</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>No hay ningún archivo %1.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 no se puede leer: %2</translation>
    </message>
    <message>
        <source>%1 is no text in UTF-8.</source>
        <translation>%1 no es un texto en UTF-8.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 está vacío.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityCard</name>
    <message>
        <source>Quality</source>
        <translation>Calidad</translation>
    </message>
    <message>
        <source>What fp8, int8, int4 or a smaller KV cache costs is not measured yet. It takes a text of yours, which the loaded model reads as it is stored and then in each format.</source>
        <translation>Lo que cuestan fp8, int8, int4 o una caché KV más pequeña aún no se ha medido. Hace falta un texto suyo, que el modelo cargado lee como está guardado y luego en cada formato.</translation>
    </message>
    <message>
        <source>what a format costs, on a text of yours</source>
        <translation>lo que cuesta un formato, con un texto suyo</translation>
    </message>
    <message>
        <source>Progress of the measurement</source>
        <translation>Progreso de la medición</translation>
    </message>
    <message>
        <source>What is measured stays</source>
        <translation>Lo medido se conserva</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Medir…</translation>
    </message>
    <message>
        <source>Measure quality…</source>
        <translation>Medir la calidad…</translation>
    </message>
    <message>
        <source>Nothing was measured.</source>
        <translation>No se midió nada.</translation>
    </message>
    <message>
        <source>%1 of %2 are measured.</source>
        <translation>%1 de %2 están medidos.</translation>
    </message>
    <message>
        <source>The measurement stopped: %1</source>
        <translation>La medición se detuvo: %1</translation>
    </message>
    <message>
        <source>Cancelled. %1</source>
        <translation>Cancelado. %1</translation>
    </message>
    <message>
        <source>What was measured is not saved: %1</source>
        <translation>Lo medido no se ha guardado: %1</translation>
    </message>
    <message>
        <source>Deleted: %1, %2</source>
        <translation>Eliminada: %1, %2</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>loading what was there before</source>
        <translation>vuelve a cargar lo que había antes</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>loading %1</source>
        <translation>carga %1</translation>
    </message>
    <message>
        <source>reading in %1</source>
        <translation>lee en %1</translation>
    </message>
    <message>
        <source>The benchmark runs.</source>
        <translation>El benchmark está en marcha.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityDialog</name>
    <message>
        <source>Text file</source>
        <translation>Archivo de texto</translation>
    </message>
    <message>
        <source>a text of yours, UTF-8</source>
        <translation>un texto suyo, UTF-8</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>Textos (*.txt *.md);;Todos los archivos (*)</translation>
    </message>
    <message>
        <source>Measure quality</source>
        <translation>Medir la calidad</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>Qué se compara</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Tokens of it, at most</source>
        <translation>Tokens de él, como máximo</translation>
    </message>
    <message>
        <source>A text of the kind that you work with says most. The model reads it once in each format; how well it foresees the next word is compared. Nothing of it leaves this computer.</source>
        <translation>Un texto como los de su trabajo dice más. El modelo lo lee una vez en cada formato; se compara lo bien que prevé la palabra siguiente. Nada de él sale de este equipo.</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>como está guardado: %1</translation>
    </message>
    <message>
        <source>&amp;KV cache</source>
        <translation>Caché &amp;KV</translation>
    </message>
    <message>
        <source>Each is compared with the weights as stored, %1, and the KV cache in %2.</source>
        <translation>Cada uno se compara con los pesos como están guardados, %1, y la caché KV en %2.</translation>
    </message>
    <message>
        <source>This is what the others are compared with. It can be measured with another KV cache.</source>
        <translation>Con esto se comparan los demás. Se puede medir con otra caché KV.</translation>
    </message>
    <message>
        <source>Choose a text first.</source>
        <translation>Elija primero un texto.</translation>
    </message>
    <message>
        <source>There is nothing to measure.</source>
        <translation>No hay nada que medir.</translation>
    </message>
    <message>
        <source>; at the end it is as it is now. Answers in progress stop; their text stays.</source>
        <translation>; al final está como ahora. Las respuestas en curso se detienen; su texto se conserva.</translation>
    </message>
    <message>
        <source>; at the end none is loaded, as now.</source>
        <translation>; al final no hay ninguno cargado, como ahora.</translation>
    </message>
    <message>
        <source>Takes %1 on the disk meanwhile.</source>
        <translation>Ocupa %1 en el disco mientras tanto.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityNote</name>
    <message>
        <source> with the KV cache in %1</source>
        <translation> con la caché KV en %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>What %1 costs in quality is not measured.</source>
        <translation>Lo que %1 cuesta en calidad no se ha medido.</translation>
    </message>
    <message>
        <source>Measure again…</source>
        <translation>Medir de nuevo…</translation>
    </message>
    <message>
        <source>Measure…</source>
        <translation>Medir…</translation>
    </message>
    <message>
        <source>On a text of yours, against the weights as they are stored</source>
        <translation>Con un texto suyo, frente a los pesos como están guardados</translation>
    </message>
    <message>
        <source>Measure the quality of %1…</source>
        <translation>Medir la calidad de %1…</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityRunner</name>
    <message>
        <source>A text of two tokens is the shortest that can be measured.</source>
        <translation>Un texto de dos tokens es el más corto que se puede medir.</translation>
    </message>
    <message>
        <source>The model’s predictions are no numbers.</source>
        <translation>Las predicciones del modelo no son números.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityStore</name>
    <message>
        <source>%1 is damaged, and cannot be set aside.</source>
        <translation>%1 está dañado y no se puede apartar.</translation>
    </message>
</context>
<context>
    <name>mw::gui::QualityTable</name>
    <message>
        <source>Measured quality</source>
        <translation>Calidad medida</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>KV cache</source>
        <translation>Caché KV</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>Perplejidad</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Cambio</translation>
    </message>
    <message>
        <source>Same next word</source>
        <translation>Misma palabra</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>Divergencia KL</translation>
    </message>
    <message>
        <source>KL, 99 %</source>
        <translation>KL, 99 %</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Medido</translation>
    </message>
    <message>
        <source>with the weights as stored → so; the less, the better the model foresees the text</source>
        <translation>con los pesos como están guardados → así; cuanto menos, mejor prevé el modelo el texto</translation>
    </message>
    <message>
        <source>how often both hold the same next word for the likeliest</source>
        <translation>cuántas veces ambos tienen la misma palabra siguiente por la más probable</translation>
    </message>
    <message>
        <source>how far the predictions are apart, on average; 0: not at all</source>
        <translation>cuánto distan en promedio las predicciones; 0: nada</translation>
    </message>
    <message>
        <source>what 99 of 100 words stay below</source>
        <translation>aquello por debajo de lo cual quedan 99 de 100 palabras</translation>
    </message>
    <message>
        <source>%1
%2 in pieces of %3 tokens, beside %4; %5, %6</source>
        <translation>%1
%2 en trozos de %3 tokens, junto a %4; %5, %6</translation>
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
        <translation>Vistas</translation>
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
            <numerusform>%n en decodificación</numerusform>
            <numerusform>%n en decodificación</numerusform>
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
            <numerusform>%n en cola</numerusform>
            <numerusform>%n en cola</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>decode</source>
        <translation>decodificación</translation>
    </message>
    <message>
        <source>prefill</source>
        <translation>prefill</translation>
    </message>
    <message>
        <source>queued, place %1, %2 s</source>
        <translation>en cola, puesto %1, %2 s</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation>Punto de acceso</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Prompt tokens</source>
        <translation>Tokens del prompt</translation>
    </message>
    <message>
        <source>Tokens so far</source>
        <translation>Tokens hasta ahora</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Tokens/s</translation>
    </message>
    <message>
        <source>First token after</source>
        <translation>Primer token tras</translation>
    </message>
</context>
<context>
    <name>mw::gui::RequestsView</name>
    <message>
        <source>Live requests</source>
        <translation>Solicitudes en curso</translation>
    </message>
    <message>
        <source>queued, place 10, 10.0 s</source>
        <translation>en cola, puesto 10, 10,0 s</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
<context>
    <name>mw::gui::RunList</name>
    <message>
        <source>running · experiment %1 of %2</source>
        <translation>en curso · prueba %1 de %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::SecretField</name>
    <message>
        <source>Show the %1 for half a minute</source>
        <translation>Mostrar durante medio minuto: %1</translation>
    </message>
    <message>
        <source>Copy the %1</source>
        <translation>Copiar: %1</translation>
    </message>
    <message>
        <source>hidden, ends in %1</source>
        <translation>oculto, termina en %1</translation>
    </message>
    <message>
        <source>Hide the %1</source>
        <translation>Ocultar: %1</translation>
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
        <translation>tokens por segundo</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>Tiempo hasta el primer token</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>served</source>
        <translation>servidas</translation>
    </message>
    <message>
        <source>this window</source>
        <translation>esta ventana</translation>
    </message>
    <message>
        <source>median</source>
        <translation>mediana</translation>
    </message>
    <message>
        <source>99 % within</source>
        <translation>99 % en menos de</translation>
    </message>
    <message>
        <source>No model is loaded. Programs that ask are told so until one is.</source>
        <translation>No hay ningún modelo cargado. Mientras tanto, eso se responde a los programas que preguntan.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Abrir un modelo…</translation>
    </message>
    <message>
        <source>ms, last minute&apos;s requests</source>
        <translation>ms, solicitudes del último minuto</translation>
    </message>
    <message>
        <source>Serve</source>
        <translation>Servidor</translation>
    </message>
    <message>
        <source>Other programs use the loaded model; this window keeps its own chats.</source>
        <translation>Otros programas usan el modelo cargado; esta ventana conserva sus propios chats.</translation>
    </message>
    <message>
        <source>Cancel all requests</source>
        <translation>Cancelar todas las solicitudes</translation>
    </message>
    <message>
        <source>Live requests</source>
        <translation>Solicitudes en curso</translation>
    </message>
    <message>
        <source>Switch the endpoint for other programs on or off</source>
        <translation>Encender o apagar el punto de acceso para otros programas</translation>
    </message>
    <message>
        <source>Switch the AIME worker on or off</source>
        <translation>Encender o apagar el worker de AIME</translation>
    </message>
    <message>
        <source>Copy the address for other programs</source>
        <translation>Copiar la dirección para otros programas</translation>
    </message>
    <message>
        <source>Cancel all requests of other programs</source>
        <translation>Cancelar todas las solicitudes de otros programas</translation>
    </message>
    <message>
        <source>No request of another program is open.</source>
        <translation>No hay ninguna solicitud de otro programa en curso.</translation>
    </message>
    <message>
        <source>No request yet. Paste the curl example into a terminal, and one is seen here.</source>
        <translation>Aún no hay solicitudes. Pegue el ejemplo de curl en un terminal, y aquí se verá una.</translation>
    </message>
    <message>
        <source>No job yet. The endpoint beside the worker is off.</source>
        <translation>Aún no hay tareas. El punto de acceso junto al worker está apagado.</translation>
    </message>
    <message>
        <source>Nothing is served. Switch the endpoint on, and programs that speak OpenAI&apos;s API use the loaded model beside your chats.</source>
        <translation>No se sirve nada. Encienda el punto de acceso, y los programas que hablan la API de OpenAI usarán el modelo cargado junto a sus chats.</translation>
    </message>
    <message>
        <source>Copy the curl example</source>
        <translation>Copiar el ejemplo de curl</translation>
    </message>
    <message>
        <source>Switch the endpoint on</source>
        <translation>Encender el punto de acceso</translation>
    </message>
    <message>
        <source>No request is open. Ended so far: %1, the last one at %2.</source>
        <translation>Ninguna solicitud en curso. Terminadas hasta ahora: %1, la última a las %2.</translation>
    </message>
    <message>
        <source>No job is open. Ended so far: %1. The endpoint beside the worker is off.</source>
        <translation>Ningún trabajo en curso. Terminados hasta ahora: %1. El punto de acceso junto al worker está apagado.</translation>
    </message>
</context>
<context>
    <name>mw::gui::Serving</name>
    <message>
        <source>Endpoint: </source>
        <translation>Punto de acceso: </translation>
    </message>
    <message>
        <source>AIME worker: </source>
        <translation>Worker de AIME: </translation>
    </message>
    <message>
        <source>AIME job %1</source>
        <translation>Tarea de AIME %1</translation>
    </message>
    <message>
        <source>%1: %2 + %3 tokens, first after %4 s, %5 tokens/s</source>
        <translation>%1: %2 + %3 tokens, el primero tras %4 s, %5 tokens/s</translation>
    </message>
    <message>
        <source>%1: did not wait for the end of its answer; %2 + %3 tokens</source>
        <translation>%1: no esperó al final de su respuesta; %2 + %3 tokens</translation>
    </message>
    <message>
        <source>%1: refused, %2: %3</source>
        <translation>%1: rechazada, %2: %3</translation>
    </message>
    <message>
        <source>(%1 times)</source>
        <translation>(%1 veces)</translation>
    </message>
    <message numerus="yes">
        <source>Endpoint: %Ln more were answered or refused</source>
        <translation>
            <numerusform>Punto de acceso: %Ln más se respondió o rechazó</numerusform>
            <numerusform>Punto de acceso: %Ln más se respondieron o rechazaron</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cancelled here; %2 + %3 tokens</source>
        <translation>%1: cancelada aquí; %2 + %3 tokens</translation>
    </message>
</context>
<context>
    <name>mw::gui::SettingsPage</name>
    <message>
        <source>Colours</source>
        <translation>Colores</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Como el escritorio</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Let the model name new chats after their first answer</source>
        <translation>Dejar que el modelo ponga nombre a los chats nuevos tras su primera respuesta</translation>
    </message>
    <message>
        <source>While nobody waits for an answer. Otherwise a chat is called by the first words of its first question. A name that you give it stays.</source>
        <translation>Cuando nadie espera una respuesta. Si no, un chat se llama como las primeras palabras de su primera pregunta. El nombre que usted le dé se conserva.</translation>
    </message>
    <message>
        <source>Where things are kept</source>
        <translation>Dónde se guarda todo</translation>
    </message>
    <message>
        <source>Chats and your templates</source>
        <translation>Chats y sus plantillas</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>Nothing leaves this machine, except what you serve to others.</source>
        <translation>Nada sale de este equipo, salvo lo que usted sirva a otros.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Window: GPL-3.0-or-later. Engine: Apache-2.0. Icons: Lucide, ISC.</source>
        <translation>Ventana: GPL-3.0-or-later. Motor: Apache-2.0. Iconos: Lucide, ISC.</translation>
    </message>
    <message>
        <source>From the next start on, for words, numbers and dates.</source>
        <translation>A partir del próximo inicio, para palabras, números y fechas.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Tell me in other windows, too, when an answer that took long has ended</source>
        <translation>Avisarme también en otras ventanas cuando termine una respuesta larga</translation>
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
        <translation>Al escribir</translation>
    </message>
    <message>
        <source>Send; while an answer is under way: ask this next</source>
        <translation>Enviar; mientras hay una respuesta en curso: preguntar esto después</translation>
    </message>
    <message>
        <source>New line</source>
        <translation>Línea nueva</translation>
    </message>
    <message>
        <source>Stop the answer, or leave the editing</source>
        <translation>Detener la respuesta, o salir de la edición</translation>
    </message>
    <message>
        <source>In the conversation</source>
        <translation>En la conversación</translation>
    </message>
    <message>
        <source>Turn by turn</source>
        <translation>Mensaje a mensaje</translation>
    </message>
    <message>
        <source>What can be done with the turn</source>
        <translation>Qué se puede hacer con el mensaje</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menú</translation>
    </message>
    <message>
        <source>Copy the selection, or the turn</source>
        <translation>Copiar la selección, o el mensaje</translation>
    </message>
    <message>
        <source>To its beginning, to its end</source>
        <translation>Al principio, al final</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Detener la respuesta</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Show all of a long question</source>
        <translation>Mostrar entera una pregunta larga</translation>
    </message>
</context>
<context>
    <name>mw::gui::Sparkline</name>
    <message>
        <source>Click to open the graph, or to fold it</source>
        <translation>Haga clic para abrir el gráfico, o para plegarlo</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedCards</name>
    <message>
        <source>Tokens/s, all chats</source>
        <translation>Tokens/s, todos los chats</translation>
    </message>
    <message>
        <source>Tokens per second of all chats</source>
        <translation>Tokens por segundo de todos los chats</translation>
    </message>
    <message>
        <source>Tokens/s per chat</source>
        <translation>Tokens/s por chat</translation>
    </message>
    <message>
        <source>Tokens per second of each chat</source>
        <translation>Tokens por segundo de cada chat</translation>
    </message>
    <message>
        <source>Calibrating.
The first dots come in a moment.</source>
        <translation>Calibrando.
Los primeros puntos llegan en un momento.</translation>
    </message>
    <message>
        <source>No speed is known yet.
Calibrate, or just chat: every answer is measured.</source>
        <translation>Aún no se conoce la velocidad.
Calibre, o simplemente chatee: cada respuesta se mide.</translation>
    </message>
    <message>
        <source>%1: %2 tok/s, %3 each</source>
        <translation>%1: %2 tok/s, %3 cada uno</translation>
    </message>
    <message>
        <source>below reading speed even with one chat at this context</source>
        <translation>por debajo de la velocidad de lectura incluso con un solo chat con este contexto</translation>
    </message>
    <message>
        <source>above reading speed at this context with any number of chats</source>
        <translation>por encima de la velocidad de lectura con cualquier número de chats con este contexto</translation>
    </message>
    <message>
        <source>at best above reading speed up to %1 at this context</source>
        <translation>en el mejor caso, por encima de la velocidad de lectura hasta %1 con este contexto</translation>
    </message>
    <message>
        <source>above reading speed up to %1 at this context</source>
        <translation>por encima de la velocidad de lectura hasta %1 con este contexto</translation>
    </message>
    <message>
        <source> · a full prompt takes at best %1 to read</source>
        <translation> · un prompt lleno se lee en el mejor caso en %1</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read</source>
        <translation> · un prompt lleno se lee en %1</translation>
    </message>
    <message>
        <source>Measured: %1, %2 tokens/s in all, %3 each, at %4 tokens of context</source>
        <translation>Medido: %1, %2 tokens/s en total, %3 cada uno, con %4 tokens de contexto</translation>
    </message>
    <message>
        <source>; faint dots: other contexts</source>
        <translation>; puntos tenues: otros contextos</translation>
    </message>
    <message>
        <source>nothing measured on this machine yet</source>
        <translation>aún no se ha medido nada en este equipo</translation>
    </message>
    <message>
        <source>the limit that published figures set, for chats half full; real engines stay below it</source>
        <translation>el límite que marcan los datos publicados, para chats medio llenos; los motores reales quedan por debajo</translation>
    </message>
    <message>
        <source>line fitted to what was measured so far, for chats half full (%1 tokens); not calibrated</source>
        <translation>curva ajustada a lo medido hasta ahora, para chats medio llenos (%1 tokens); sin calibrar</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens); dots measured with other contexts, residual %2 % there</source>
        <translation>curva prevista para chats medio llenos (%1 tokens); puntos medidos con otros contextos, con un error de %2 %</translation>
    </message>
    <message>
        <source>line predicted for chats half full (%1 tokens), dots measured on this machine, residual %2 %</source>
        <translation>curva prevista para chats medio llenos (%1 tokens), puntos medidos en este equipo, error de %2 %</translation>
    </message>
    <message>
        <source> · a full prompt takes %1 to read (between %2 and %3)</source>
        <translation> · un prompt lleno se lee en %1 (entre %2 y %3)</translation>
    </message>
    <message>
        <source>line guessed for chats half full (%1 tokens); dots measured only with other contexts, residual %2 % there</source>
        <translation>curva estimada para chats medio llenos (%1 tokens); puntos medidos solo con otros contextos, con un error de %2 %</translation>
    </message>
</context>
<context>
    <name>mw::gui::SpeedChart</name>
    <message>
        <source>reading, %1–%2 tok/s</source>
        <translation>lectura, %1–%2 tok/s</translation>
    </message>
    <message>
        <source>predicted from %1 with %2 chats to %3 with %4</source>
        <translation>previsto de %1 con %2 chats a %3 con %4</translation>
    </message>
    <message numerus="yes">
        <source>%n measured</source>
        <translation>
            <numerusform>%n medida</numerusform>
            <numerusform>%n medidas</numerusform>
        </translation>
    </message>
    <message>
        <source>chats at once</source>
        <translation>chats a la vez</translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted</source>
        <translation>
            <numerusform>%Ln chat: %1 tokens/s previstos</numerusform>
            <numerusform>%Ln chats: %1 tokens/s previstos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln chats: %1 tokens/s predicted, between %2 and %3</source>
        <translation>
            <numerusform>%Ln chat: %1 tokens/s previstos, entre %2 y %3</numerusform>
            <numerusform>%Ln chats: %1 tokens/s previstos, entre %2 y %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>mw::gui::StartCard</name>
    <message>
        <source>Start</source>
        <translation>Para empezar</translation>
    </message>
    <message>
        <source>Chat with the demo model</source>
        <translation>Chatear con el modelo de demostración</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Abrir una carpeta…</translation>
    </message>
    <message>
        <source>Open the folder of a Mixtral checkpoint that you have.</source>
        <translation>Abrir la carpeta de un checkpoint de Mixtral que tenga.</translation>
    </message>
    <message>
        <source>A small demo model comes with the workbench (%1) and runs on any machine. It knows the workbench and tells stories; it shows how everything works, not how clever Mixtral is. Or open the folder of a checkpoint that you have.</source>
        <translation>Se incluye un pequeño modelo de demostración (%1) que funciona en cualquier equipo. Conoce el programa y cuenta historias; muestra cómo funciona todo, no lo listo que es Mixtral. O abra la carpeta de un checkpoint que tenga.</translation>
    </message>
    <message>
        <source>A model is being loaded…</source>
        <translation>Cargando un modelo…</translation>
    </message>
    <message>
        <source>It is loaded.</source>
        <translation>Está cargado.</translation>
    </message>
    <message>
        <source>%1 is loaded.</source>
        <translation>%1 está cargado.</translation>
    </message>
</context>
<context>
    <name>mw::gui::StatusStrip</name>
    <message>
        <source>The model is loaded as on devices that have no more memory.</source>
        <translation>El modelo está cargado como en dispositivos que no tienen más memoria.</translation>
    </message>
    <message>
        <source>Memory %1 of %2</source>
        <translation>Memoria %1 de %2</translation>
    </message>
    <message>
        <source>This machine&apos;s memory in use; the workbench has %1 of it.</source>
        <translation>Memoria en uso de este equipo; Workbench ocupa %1.</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>perdida</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>memory not told</source>
        <translation>memoria desconocida</translation>
    </message>
    <message>
        <source>GPU %1 %2</source>
        <translation>GPU %1 %2</translation>
    </message>
    <message>
        <source>%1 GPUs, %2 of %3</source>
        <translation>%1 GPU, %2 de %3</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Sin modelo</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Cargando</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>Generando</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>The engine has stopped</source>
        <translation>El motor se detuvo</translation>
    </message>
    <message>
        <source>Budget %1 per device</source>
        <translation>Presupuesto %1 por dispositivo</translation>
    </message>
    <message>
        <source>%1 of %2 running</source>
        <translation>%1 de %2 en curso</translation>
    </message>
    <message numerus="yes">
        <source>, %n waiting</source>
        <translation>
            <numerusform>, %n en espera</numerusform>
            <numerusform>, %n en espera</numerusform>
        </translation>
    </message>
    <message>
        <source>reading the prompt, %1 tok/s</source>
        <translation>lee el prompt, %1 tok/s</translation>
    </message>
    <message>
        <source>%1 tok/s · %2 per chat</source>
        <translation>%1 tok/s · %2 por chat</translation>
    </message>
    <message>
        <source>KV pages %1 %</source>
        <translation>Páginas KV %1 %</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateDialog</name>
    <message>
        <source>yours</source>
        <translation>propia</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Plantillas</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nueva</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importar…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Descripción</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Categoría</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>Prompt de sistema</translation>
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
        <translation>Longitud de respuesta</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicar</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Eliminar</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Import templates</source>
        <translation>Importar plantillas</translation>
    </message>
    <message>
        <source>Templates (*.json)</source>
        <translation>Plantillas (*.json)</translation>
    </message>
    <message>
        <source>Export template</source>
        <translation>Exportar la plantilla</translation>
    </message>
    <message>
        <source>Part of the program. Duplicate it to make changes.</source>
        <translation>Parte del programa. Duplíquela para modificarla.</translation>
    </message>
    <message>
        <source>A template file could not be read and was skipped.</source>
        <translation>Un archivo de plantilla no se pudo leer y se omitió.</translation>
    </message>
    <message>
        <source>%1 template files could not be read and were skipped.</source>
        <translation>%1 archivos de plantilla no se pudieron leer y se omitieron.</translation>
    </message>
    <message>
        <source>Templates of the program cannot be deleted</source>
        <translation>Las plantillas del programa no se pueden eliminar</translation>
    </message>
    <message>
        <source>Duplicate it to make changes</source>
        <translation>Duplíquela para modificarla</translation>
    </message>
    <message>
        <source>Nothing has changed</source>
        <translation>No ha cambiado nada</translation>
    </message>
    <message>
        <source>Save first</source>
        <translation>Guarde primero</translation>
    </message>
    <message>
        <source>Write {{a_name}} where something is to be filled in.</source>
        <translation>Escriba {{un_nombre}} donde haya que rellenar algo.</translation>
    </message>
    <message>
        <source>Variables: %1</source>
        <translation>Variables: %1</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>¿Guardar los cambios de «%1»?</translation>
    </message>
    <message>
        <source>New template</source>
        <translation>Plantilla nueva</translation>
    </message>
    <message>
        <source>%1 (copy)</source>
        <translation>%1 (copia)</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>Se eliminó «%1».</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplateLibrary</name>
    <message>
        <source>not a regular file</source>
        <translation>no es un archivo normal</translation>
    </message>
    <message>
        <source>larger than 4 MiB</source>
        <translation>mayor que 4 MiB</translation>
    </message>
    <message>
        <source>%1:1:1: the id &quot;%2&quot; is taken by another file</source>
        <translation>%1:1:1: el id «%2» ya lo usa otro archivo</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>No se puede crear la carpeta %1.</translation>
    </message>
    <message>
        <source>This template is part of the program and cannot be deleted.</source>
        <translation>Esta plantilla forma parte del programa y no se puede eliminar.</translation>
    </message>
    <message>
        <source>%1 cannot be deleted: %2</source>
        <translation>No se puede eliminar %1: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::TemplatePicker</name>
    <message>
        <source>Yours</source>
        <translation>Propias</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Plantillas</translation>
    </message>
    <message>
        <source>Search templates</source>
        <translation>Buscar plantillas</translation>
    </message>
    <message>
        <source>No template holds these words</source>
        <translation>Ninguna plantilla contiene estas palabras</translation>
    </message>
</context>
<context>
    <name>mw::gui::TimeSeriesChart</name>
    <message>
        <source>5 min ago</source>
        <translation>hace 5 min</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
    <message>
        <source>%1: no values yet</source>
        <translation>%1: aún sin valores</translation>
    </message>
    <message>
        <source>not available</source>
        <translation>no disponible</translation>
    </message>
    <message>
        <source>%1: now %2, between %3 and %4 %5 in the last five minutes</source>
        <translation>%1: ahora %2, entre %3 y %4 %5 en los últimos cinco minutos</translation>
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
        <translation>hace %1 s</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>sin valores</translation>
    </message>
</context>
<context>
    <name>mw::gui::TokenPanel</name>
    <message>
        <source>Keep it in the desktop’s keyring</source>
        <translation>Guardarlo en el depósito de claves del escritorio</translation>
    </message>
    <message>
        <source>hf_…</source>
        <translation>hf_…</translation>
    </message>
    <message>
        <source>Token of your account on the hub</source>
        <translation>Token de su cuenta en el hub</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>Abrir la página</translation>
    </message>
    <message>
        <source>Make a token</source>
        <translation>Crear un token</translation>
    </message>
    <message>
        <source>It is shown to the hub only, never to the servers that it leads to, and stands in no file of the workbench. A token that may read is enough.</source>
        <translation>Solo se muestra al hub, nunca a los servidores a los que remite, y no está en ningún archivo del programa. Basta un token de lectura.</translation>
    </message>
    <message>
        <source>This desktop has no keyring that can be reached: the token is kept in memory until the window is closed, and asked for again after that.</source>
        <translation>Este escritorio no tiene un depósito de claves accesible: el token permanece en memoria hasta que se cierre la ventana y después se vuelve a pedir.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TopBar</name>
    <message>
        <source>Context per chat and chats at once. The KV cache holds context × chats.</source>
        <translation>Contexto por chat y chats a la vez. La caché KV contiene contexto × chats.</translation>
    </message>
    <message>
        <source>Search or run a command</source>
        <translation>Buscar o ejecutar un comando</translation>
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
        <translation>Ayuda</translation>
    </message>
    <message>
        <source>Welcome page	F1</source>
        <translation>Página de inicio	F1</translation>
    </message>
    <message>
        <source>All commands	Ctrl+K</source>
        <translation>Todos los comandos	Ctrl+K</translation>
    </message>
    <message>
        <source>About Mixtral Workbench</source>
        <translation>Acerca de Mixtral Workbench</translation>
    </message>
    <message>
        <source>Model: %1, %2</source>
        <translation>Modelo: %1, %2</translation>
    </message>
    <message>
        <source>context %1 per chat × %2 chats</source>
        <translation>contexto %1 por chat × %2 chats</translation>
    </message>
    <message>
        <source>%1 tokens of context per chat, %2 at once</source>
        <translation>%1 tokens de contexto por chat, %2 a la vez</translation>
    </message>
    <message>
        <source>Loading a model…</source>
        <translation>Cargando un modelo…</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Abrir un modelo</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningModel</name>
    <message>
        <source>%1 tokens were asked for; this model takes %2 at most.</source>
        <translation>Se pidieron %1 tokens; este modelo admite como máximo %2.</translation>
    </message>
    <message>
        <source>%1 tokens were asked for; a chat needs at least %2.</source>
        <translation>Se pidieron %1 tokens; un chat necesita al menos %2.</translation>
    </message>
    <message>
        <source>%1 chats were asked for; %2 is the most.</source>
        <translation>Se pidieron %1 chats; el máximo es %2.</translation>
    </message>
    <message>
        <source>The cache keeps pages of %1 tokens: room for %2 per chat.</source>
        <translation>La caché usa páginas de %1 tokens: sitio para %2 por chat.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TuningView</name>
    <message>
        <source>Nothing to tune yet</source>
        <translation>Aún no hay nada que ajustar</translation>
    </message>
    <message>
        <source>Open a model to see what context length and chats at once cost in memory and speed, or plan for GPUs that are not here.</source>
        <translation>Abra un modelo para ver lo que cuestan la longitud del contexto y los chats a la vez en memoria y velocidad, o planifique para GPU que no están aquí.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Abrir un modelo…</translation>
    </message>
    <message>
        <source>Plan for other hardware…</source>
        <translation>Planificar para otro hardware…</translation>
    </message>
    <message>
        <source>The calibration failed: %1</source>
        <translation>La calibración falló: %1</translation>
    </message>
    <message>
        <source>Measured, but not kept for the next start: %1</source>
        <translation>Medido, pero no guardado para el próximo inicio: %1</translation>
    </message>
    <message>
        <source>Tuning</source>
        <translation>Ajuste</translation>
    </message>
    <message>
        <source>One long document</source>
        <translation>Un documento largo</translation>
    </message>
    <message>
        <source>One chat with the longest context that fits with room to spare</source>
        <translation>Un chat con el contexto más largo que cabe con margen</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Equilibrado</translation>
    </message>
    <message>
        <source>Eight chats with the longest context that fits with room to spare</source>
        <translation>Ocho chats con el contexto más largo que cabe con margen</translation>
    </message>
    <message>
        <source>Many chats</source>
        <translation>Muchos chats</translation>
    </message>
    <message>
        <source>As many chats of 4,096 tokens as fit with room to spare and stay above the speed of reading</source>
        <translation>Tantos chats de 4096 tokens como quepan con margen y sigan por encima de la velocidad de lectura</translation>
    </message>
    <message>
        <source>Within a budget…</source>
        <translation>Con un presupuesto…</translation>
    </message>
    <message>
        <source>What fits into so much memory of each device</source>
        <translation>Lo que cabe en tanta memoria de cada dispositivo</translation>
    </message>
    <message>
        <source>Planning %1 in %2 for %3, which are not in this machine. Nothing can be loaded from here.</source>
        <translation>Se planifica %1 en %2 para %3, que no están en este equipo. Desde aquí no se puede cargar nada.</translation>
    </message>
    <message>
        <source>Back to this machine</source>
        <translation>Volver a este equipo</translation>
    </message>
    <message>
        <source>Calibrating: %1, %2 % done</source>
        <translation>Calibrando: %1, %2 % hecho</translation>
    </message>
    <message>
        <source>Hardware: %1</source>
        <translation>Hardware: %1</translation>
    </message>
    <message>
        <source>Hardware: this machine</source>
        <translation>Hardware: este equipo</translation>
    </message>
    <message>
        <source>Stop calibrating</source>
        <translation>Detener la calibración</translation>
    </message>
    <message>
        <source>Calibrate · %1 s</source>
        <translation>Calibrar · %1 s</translation>
    </message>
    <message>
        <source>What was measured before comes back</source>
        <translation>Vuelve lo que se había medido antes</translation>
    </message>
    <message>
        <source>Only the hardware that is here can be measured.</source>
        <translation>Solo se puede medir el hardware que está aquí.</translation>
    </message>
    <message>
        <source>A model has to be loaded.</source>
        <translation>Tiene que haber un modelo cargado.</translation>
    </message>
    <message>
        <source>Answers are being generated; they would be measured as well.</source>
        <translation>Se están generando respuestas; también se medirían.</translation>
    </message>
    <message>
        <source>Measures this model on this machine with 1 to %1 chats at once</source>
        <translation>Mide este modelo en este equipo con 1 a %1 chats a la vez</translation>
    </message>
    <message>
        <source>These GPUs are not in this machine.</source>
        <translation>Estas GPU no están en este equipo.</translation>
    </message>
    <message>
        <source>A model has to be loaded first.</source>
        <translation>Primero tiene que haber un modelo cargado.</translation>
    </message>
    <message>
        <source>A calibration runs.</source>
        <translation>Hay una calibración en curso.</translation>
    </message>
    <message>
        <source>This is what is loaded now.</source>
        <translation>Es lo que está cargado ahora.</translation>
    </message>
    <message>
        <source>Loads the model anew at this point. Answers in progress stop; their text stays. If it fails, the point that is loaded now comes back.</source>
        <translation>Vuelve a cargar el modelo en este punto. Las respuestas en curso se detienen; su texto se conserva. Si falla, vuelve el punto cargado ahora.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Aplicar</translation>
    </message>
    <message>
        <source>Apply · loaded now</source>
        <translation>Aplicar · cargado ahora</translation>
    </message>
    <message>
        <source>Apply · reloads in %1</source>
        <translation>Aplicar · recarga en %1</translation>
    </message>
    <message>
        <source>Apply · reloads, about %1</source>
        <translation>Aplicar · recarga, unos %1</translation>
    </message>
    <message>
        <source>Nothing of the kind fits with room to spare.</source>
        <translation>Nada así cabe con margen.</translation>
    </message>
    <message>
        <source>Memory budget</source>
        <translation>Presupuesto de memoria</translation>
    </message>
    <message>
        <source>GB that the model may take of each device:</source>
        <translation>GB que el modelo puede ocupar en cada dispositivo:</translation>
    </message>
    <message>
        <source>Within %1</source>
        <translation>Con %1</translation>
    </message>
    <message>
        <source>Not even one chat fits into %1 per device.</source>
        <translation>En %1 por dispositivo no cabe ni un solo chat.</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnActions</name>
    <message>
        <source>Previous version</source>
        <translation>Versión anterior</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Versión siguiente</translation>
    </message>
    <message>
        <source>Copy the Markdown source</source>
        <translation>Copiar el código Markdown</translation>
    </message>
    <message>
        <source>Edit and ask again</source>
        <translation>Editar y volver a preguntar</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Responder de nuevo</translation>
    </message>
    <message>
        <source>Continue this answer</source>
        <translation>Continuar esta respuesta</translation>
    </message>
    <message>
        <source>Delete this turn and what follows</source>
        <translation>Eliminar este mensaje y lo que sigue</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>Versión %1 de %2</translation>
    </message>
    <message>
        <source>Wait for the answer, or stop it</source>
        <translation>Espere la respuesta, o deténgala</translation>
    </message>
    <message>
        <source>Go on from here in a new chat</source>
        <translation>Seguir desde aquí en un chat nuevo</translation>
    </message>
    <message>
        <source>About this answer</source>
        <translation>Acerca de esta respuesta</translation>
    </message>
    <message>
        <source>Edit this answer</source>
        <translation>Editar esta respuesta</translation>
    </message>
</context>
<context>
    <name>mw::gui::TurnDetails</name>
    <message>
        <source>About this answer</source>
        <translation>Acerca de esta respuesta</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
</context>
<context>
    <name>mw::gui::UnsavedDialog</name>
    <message>
        <source>Save the chats elsewhere</source>
        <translation>Guardar los chats en otro lugar</translation>
    </message>
    <message>
        <source>Chats (*.sqlite)</source>
        <translation>Chats (*.sqlite)</translation>
    </message>
    <message>
        <source>Chats are not saved</source>
        <translation>Hay chats sin guardar</translation>
    </message>
    <message>
        <source>What was said since then is lost when the window closes.</source>
        <translation>Lo que se dijo desde entonces se pierde al cerrar la ventana.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Guardar en otro lugar…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Changes that could not be saved: %1.</source>
        <translation>Cambios que no se pudieron guardar: %1.</translation>
    </message>
</context>
<context>
    <name>mw::gui::VariablesDialog</name>
    <message>
        <source>System prompt</source>
        <translation>Prompt de sistema</translation>
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
        <translation>faltan %1</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>cargado</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>como está guardado</translation>
    </message>
    <message>
        <source>perplexity %1</source>
        <translation>perplejidad %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Converted while loading. What that costs is not measured.</source>
        <translation>Se convierte al cargar. Lo que eso cuesta no se ha medido.</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightChoice</name>
    <message>
        <source>Weights</source>
        <translation>Pesos</translation>
    </message>
    <message>
        <source>as stored: %1</source>
        <translation>como está guardado: %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::WeightsCard</name>
    <message>
        <source>Getting the real weights</source>
        <translation>Conseguir los pesos reales</translation>
    </message>
    <message>
        <source>%1 · %2 parameters · %3 in bf16 · licence %4</source>
        <translation>%1 · %2 de parámetros · %3 en bf16 · licencia %4</translation>
    </message>
    <message>
        <source>for chats</source>
        <translation>para chats</translation>
    </message>
    <message>
        <source>continues texts</source>
        <translation>continúa textos</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>Copiar el comando</translation>
    </message>
    <message>
        <source>Copy the command that fetches %1</source>
        <translation>Copiar el comando que descarga %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Open %1 in the browser</source>
        <translation>Abrir %1 en el navegador</translation>
    </message>
    <message>
        <source>Mistral AI publishes them on the Hugging Face hub, which may ask you to sign in. Nothing is downloaded before you have seen its size, its licence and the room that there is. Or copy a command for a terminal (it needs the hf program, from Python’s huggingface_hub).</source>
        <translation>Mistral AI los publica en el hub de Hugging Face, que puede pedir que inicie sesión. No se descarga nada antes de que haya visto el tamaño, la licencia y el espacio que hay. O copie un comando para un terminal (necesita el programa hf, de huggingface_hub de Python).</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Descargar…</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Descargar %1</translation>
    </message>
</context>
<context>
    <name>mw::gui::WelcomeView</name>
    <message>
        <source>Mixtral models on your own machine: nothing that you write leaves it, and nothing is downloaded by itself.</source>
        <translation>Modelos Mixtral en su propio equipo: nada de lo que escribe sale de él, y nada se descarga por sí solo.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Bienvenida</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>Página de inicio</translation>
    </message>
</context>
<context>
    <name>mw::gui::WholeFile</name>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>No se puede escribir %1: %2</translation>
    </message>
</context>
<context>
    <name>mw::gui::Words</name>
    <message>
        <source>invalid request</source>
        <translation>solicitud no válida</translation>
    </message>
    <message>
        <source>file not found</source>
        <translation>archivo no encontrado</translation>
    </message>
    <message>
        <source>damaged or contradictory file</source>
        <translation>archivo dañado o contradictorio</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>no compatible</translation>
    </message>
    <message>
        <source>context too short</source>
        <translation>contexto demasiado corto</translation>
    </message>
    <message>
        <source>out of memory</source>
        <translation>memoria agotada</translation>
    </message>
    <message>
        <source>numbers are not finite</source>
        <translation>hay números no finitos</translation>
    </message>
    <message>
        <source>device failure</source>
        <translation>fallo del dispositivo</translation>
    </message>
    <message>
        <source>defect of this program</source>
        <translation>defecto de este programa</translation>
    </message>
    <message>
        <source>%1 (%2 GiB)</source>
        <translation>%1 (%2 GiB)</translation>
    </message>
    <message>
        <source>%1 billion</source>
        <translation>%1 mil millones</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 millones</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 chat</translation>
    </message>
    <message>
        <source>%1 chats</source>
        <translation>%1 chats</translation>
    </message>
    <message>
        <source>%1 layers, hidden size %2, %3 experts (%4 per token)</source>
        <translation>%1 capas, tamaño oculto %2, %3 expertos (%4 por token)</translation>
    </message>
    <message>
        <source>%1, %2 active per token</source>
        <translation>%1, de ellos %2 activos por token</translation>
    </message>
    <message>
        <source>%1 (%2 bits per weight)</source>
        <translation>%1 (%2 bits por peso)</translation>
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
        <translation>CPU %1 de %2</translation>
    </message>
    <message>
        <source>%1 · tensor parallel and pipeline</source>
        <translation>%1 · paralelismo de tensores y pipeline</translation>
    </message>
    <message>
        <source>%1 · tensor parallel</source>
        <translation>%1 · paralelismo de tensores</translation>
    </message>
    <message>
        <source>%1 · pipeline</source>
        <translation>%1 · pipeline</translation>
    </message>
    <message>
        <source>less than a second</source>
        <translation>menos de un segundo</translation>
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
        <translation>Archivo: %1</translation>
    </message>
    <message>
        <source>Offset: byte %1</source>
        <translation>Posición: byte %1</translation>
    </message>
    <message>
        <source>Device: %1</source>
        <translation>Dispositivo: %1</translation>
    </message>
    <message>
        <source>Device %1: %2 needed, %3 free, %4 missing</source>
        <translation>Dispositivo %1: se necesitan %2, libres %3, faltan %4</translation>
    </message>
    <message>
        <source>Message: %1</source>
        <translation>Mensaje: %1</translation>
    </message>
    <message>
        <source>It fits with the KV cache in %1.</source>
        <translation>Con la caché KV en %1 cabe.</translation>
    </message>
    <message>
        <source>It fits with %1 weights.</source>
        <translation>Con los pesos en %1 cabe.</translation>
    </message>
    <message>
        <source>It fits with %1 weights and the KV cache in %2.</source>
        <translation>Con los pesos en %1 y la caché KV en %2 cabe.</translation>
    </message>
    <message>
        <source>%1 needs %2 and has %3: %4 missing.</source>
        <translation>%1 necesita %2 y tiene %3: faltan %4.</translation>
    </message>
    <message>
        <source>At this context there is room for %1.</source>
        <translation>Con este contexto hay sitio para %1.</translation>
    </message>
    <message>
        <source>With this many chats, %1 tokens each fit.</source>
        <translation>Con tantos chats, caben %1 tokens en cada uno.</translation>
    </message>
    <message>
        <source>The weights alone are too large.</source>
        <translation>Los pesos por sí solos son demasiado grandes.</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>no cabe</translation>
    </message>
    <message>
        <source>tight</source>
        <translation>justo</translation>
    </message>
    <message>
        <source>Only %1 stay free on %2.</source>
        <translation>Solo quedan %1 libres en %2.</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>cabe</translation>
    </message>
    <message>
        <source>%1 stay free on %2.</source>
        <translation>Quedan %1 libres en %2.</translation>
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
        <translation>todos los formatos</translation>
    </message>
</context>
</TS>
