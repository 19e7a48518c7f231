// The parts of scan_names(): by language.
#pragma once

#include "redact/scan.h"

namespace tinybrain::redact {

void scan_korean_names(const Scan& scan);
void scan_english_names(const Scan& scan);

}  // namespace tinybrain::redact
