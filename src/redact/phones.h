// Telephone numbers among groups of digits: Korean, North American, international.
#pragma once

#include "redact/groups.h"
#include "redact/scan.h"

namespace tinybrain::redact {

void scan_phone(const Scan& scan, const Groups& g);

}  // namespace tinybrain::redact
