// Names of people.
#include "redact/scan.h"

namespace tinybrain::redact {
void scan_names(const Scan&) {}
}  // namespace tinybrain::redact
