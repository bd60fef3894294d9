// SPDX-FileCopyrightText: 2026 The Mixtral Workbench developers
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <string>
#include <string_view>

#include "mw/hub.h"

namespace mw {

/// Whether a path from elsewhere may be put below a folder: relative, of names only, without control characters, and
/// none of them this program's own while it fetches.
bool staysBelow(std::string_view path);

/// What the hub answers about a repository (GET /api/models/OWNER/NAME/revision/REVISION?blobs=true). Throws
/// HubError(Content) naming what is wrong with it; `place` is what was asked for.
HubRepository parseRepository(const std::string& json, const HubPlace& place);

/// Whether all of these can lie in one folder; throws HubError(Content) naming two that cannot.
void requireApart(const std::vector<HubFile>& files);

bool isFigures(std::string_view text, std::size_t length);

}  // namespace mw
