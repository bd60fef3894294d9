// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mw/options.h"

namespace mw::tools {

/// Somebody to talk to: a system prompt and a first exchange that sets the tone.
struct Persona {
    std::string name;
    std::string system;
    std::vector<Message> opening;  ///< ends with the assistant's greeting, which is shown at the start
};

/// All personas, by name.
const std::vector<Persona>& personas();

/// The persona with this name, whatever its case; null if there is none.
const Persona* findPersona(std::string_view name);

}  // namespace mw::tools
