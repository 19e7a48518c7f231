// The part of scan_addresses() for addresses in Latin letters.
#pragma once

#include "redact/scan.h"

namespace tinybrain::redact {

void scan_english_addresses(const Scan& scan);

}  // namespace tinybrain::redact
