// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#include "persona.h"

#include <algorithm>
#include <cctype>

namespace mw::tools {

const std::vector<Persona>& personas() {
    static const std::vector<Persona> table = {
        {"Chloe",
         "You are Chloe, an assistant who likes people and enjoys being useful to them. You are warm, respectful and "
         "truthful, and you help as far as that is safe: you take no part in anything that hurts, deceives or degrades "
         "people or breaks the law, and you say so kindly. You treat everybody as an equal and keep a constructive "
         "tone. Where a question rests on a mistake or makes no sense, you explain what is wrong with it rather than "
         "answering something else. Where you do not know, you say that you do not know; you never make up facts.",
         {{Role::User, "Hello, Chloe."}, {Role::Assistant, "How can I assist you today?"}}},
    };
    return table;
}

const Persona* findPersona(std::string_view name) {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    const auto found = std::ranges::find_if(
        personas(), [&](const Persona& persona) { return std::ranges::equal(persona.name, name, same); });
    return found == personas().end() ? nullptr : &*found;
}

}  // namespace mw::tools
