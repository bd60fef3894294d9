// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0
"use strict";

const words = {
    en: {language: "Language", character: "System prompt", none: "none", fresh: "New chat", token: "Token of this server",
         enter: "Enter", send: "Send", stop: "Stop", ask: "Your message", wrong: "The token is wrong.",
         away: "The server cannot be reached.", speed: "tokens/s", cut: "(stopped)"},
    de: {language: "Sprache", character: "Systemprompt", none: "keiner", fresh: "Neuer Chat", token: "Token dieses Servers",
         enter: "Eintreten", send: "Senden", stop: "Anhalten", ask: "Ihre Nachricht", wrong: "Das Token ist falsch.",
         away: "Der Server ist nicht erreichbar.", speed: "Token/s", cut: "(angehalten)"},
    fr: {language: "Langue", character: "Prompt système", none: "aucun", fresh: "Nouvelle discussion",
         token: "Jeton de ce serveur", enter: "Entrer", send: "Envoyer", stop: "Arrêter", ask: "Votre message",
         wrong: "Le jeton est incorrect.", away: "Le serveur est injoignable.", speed: "tokens/s", cut: "(arrêté)"},
    it: {language: "Lingua", character: "Prompt di sistema", none: "nessuno", fresh: "Nuova chat",
         token: "Token di questo server", enter: "Entra", send: "Invia", stop: "Ferma", ask: "Messaggio",
         wrong: "Il token è sbagliato.", away: "Il server non è raggiungibile.", speed: "token/s", cut: "(fermato)"},
    es: {language: "Idioma", character: "Prompt de sistema", none: "ninguno", fresh: "Chat nuevo",
         token: "Token de este servidor", enter: "Entrar", send: "Enviar", stop: "Detener", ask: "Su mensaje",
         wrong: "El token es incorrecto.", away: "No se puede acceder al servidor.", speed: "tokens/s", cut: "(detenido)"},
};

const at = id => document.getElementById(id);
let language = "en", token = "", model = "", talk = [], running = null;

const say = name => words[language][name];

function translate() {
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
    at("text").placeholder = at("text").ariaLabel = say("ask");
}

async function showTemplates() {
    const list = at("template");
    const option = (name, value) => Object.assign(document.createElement("option"), {textContent: name, value});
    list.replaceChildren(option(say("none"), ""));
    try {
        const {templates} = await (await fetch(`/templates/${language}.json`)).json();
        list.append(...templates.map(each => option(each.name, each.system_prompt)));
        if (templates.length) list.selectedIndex = 1;
    } catch { /* a chat without a system prompt is one, too */ }
}

async function choose(next) {
    language = next;
    at("language").value = next;
    translate();
    await showTemplates();
}

const ask = (path, more = {}) => fetch(path, {...more, headers: {"Authorization": `Bearer ${token}`, ...more.headers}});

async function enter(given) {
    token = given;
    at("refused").textContent = "";
    let answer;
    try {
        answer = await ask("/v1/models");
    } catch {
        at("refused").textContent = say("away");
    }
    const known = answer && answer.ok;
    if (answer && !known && given) at("refused").textContent = say("wrong");
    if (known) {
        model = (await answer.json()).data[0]?.id ?? "";
        sessionStorage.setItem("token", token);
    }
    at("entrance").hidden = known;
    at("question").hidden = !known;
    at(known ? "text" : "token").focus();
}

function bubble(kind, text) {
    const paragraph = Object.assign(document.createElement("p"), {className: kind, textContent: text});
    at("talk").append(paragraph);
    paragraph.scrollIntoView({block: "end"});
    return paragraph;
}

async function* eventsOf(answer) {
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = "";;) {
        const {value, done} = await reader.read();
        if (done) return;
        const pieces = (rest + value).split("\n\n");
        rest = pieces.pop();
        for (const piece of pieces) if (piece !== "data: [DONE]") yield JSON.parse(piece.slice(6));
    }
}

function busy(now) {
    at("send").hidden = now;
    at("stop").hidden = !now;
}

async function send(text) {
    talk.push({role: "user", content: text});
    bubble("user", text);
    const paragraph = bubble("assistant", "");
    const system = at("template").value;
    running = new AbortController();
    busy(true);
    let content = "", tokens = 0, first = 0;
    try {
        const answer = await ask("/v1/chat/completions", {
            method: "POST", signal: running.signal, headers: {"Content-Type": "application/json"},
            body: JSON.stringify({model, stream: true, temperature: 0.7, top_k: 40, top_p: 0.9,
                                  messages: (system ? [{role: "system", content: system}] : []).concat(talk)})});
        if (!answer.ok) throw new Error((await answer.json()).error.message);
        for await (const event of eventsOf(answer)) {
            if (event.error) throw new Error(event.error.message);
            const piece = event.choices[0]?.delta.content;
            if (!piece) continue;
            first ||= performance.now();
            content += piece;
            paragraph.textContent = content;
            if (++tokens > 1) {
                const speed = (tokens - 1) * 1000 / Math.max(performance.now() - first, 1);
                const digits = {minimumFractionDigits: 1, maximumFractionDigits: 1};
                at("speed").textContent = `${speed.toLocaleString(language, digits)} ${say("speed")}`;
            }
            at("talk").scrollTop = at("talk").scrollHeight;
        }
    } catch (failure) {
        if (failure.name === "AbortError") paragraph.textContent = content || say("cut");
        else bubble("error", failure instanceof TypeError ? say("away") : failure.message);
    }
    if (content) talk.push({role: "assistant", content});
    else talk.pop();
    running = null;
    busy(false);
}

at("language").addEventListener("change", event => choose(event.target.value));
at("entrance").addEventListener("submit", event => { event.preventDefault(); enter(at("token").value.trim()); });
at("fresh").addEventListener("click", () => { running?.abort(); talk = []; at("talk").replaceChildren(); at("text").focus(); });
at("stop").addEventListener("click", () => running?.abort());
at("question").addEventListener("submit", event => {
    event.preventDefault();
    const text = at("text").value.trim();
    if (!text || running) return;
    at("text").value = "";
    send(text);
});
at("text").addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        at("question").requestSubmit();
    }
});

// A link may bring the token behind "#", which browsers send to nobody.
const brought = new URLSearchParams(location.hash.slice(1)).get("token");
if (brought) history.replaceState(null, "", location.pathname);
const own = navigator.language.slice(0, 2);
choose(own in words ? own : "en").then(() => enter(brought ?? sessionStorage.getItem("token") ?? ""));
