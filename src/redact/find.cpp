// All scanners over one text, and what stays of what they found.
#include <algorithm>

#include "redact/redact.h"
#include "redact/scan.h"

namespace tinybrain::redact {
namespace {

// A longer place counts more: what is inside it goes with it.
float weight_of(const Found& found) {
  const auto length = static_cast<float>(std::min<size_t>(found.end - found.begin, 40));
  return found.confidence + 0.01f * length;
}

// The heaviest first, the others where they do not overlap.
std::vector<Found> without_overlap(std::vector<Found> found) {
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    const float x = weight_of(a), y = weight_of(b);
    if (x != y) return x > y;
    return a.begin != b.begin ? a.begin < b.begin : a.kind < b.kind;
  });
  std::map<size_t, Found> kept;  // by where they begin
  for (const Found& one : found) {
    const auto next = kept.lower_bound(one.begin);
    if (next != kept.end() && next->second.begin < one.end) continue;
    if (next != kept.begin() && std::prev(next)->second.end > one.begin) continue;
    kept.emplace(one.begin, one);
  }
  std::vector<Found> result;
  for (const auto& [begin, one] : kept) result.push_back(one);
  return result;
}

bool wanted(const Options& options, Kind kind) {
  return options.kinds.empty() ||
         std::find(options.kinds.begin(), options.kinds.end(), kind) != options.kinds.end();
}

}  // namespace

std::vector<Finding> find_personal(std::string_view utf8, const Options& options) {
  const Folded text(utf8);
  const Cues cues(text);
  std::vector<Found> found;
  const Scan scan{text, cues, found};
  scan_numbers(scan);
  scan_codes(scan);
  scan_network(scan);
  scan_secrets(scan);
  scan_dates(scan);
  scan_addresses(scan);
  scan_names(scan);
  std::erase_if(found, [&](const Found& one) {
    return one.end <= one.begin || one.end > text.size() || !wanted(options, one.kind) ||
           one.confidence < options.least_confidence;
  });
  std::vector<Finding> result;
  for (const Found& one : without_overlap(std::move(found)))
    result.push_back(
        {one.kind, text.begin_of(one.begin), text.end_of(one.end - 1), one.confidence});
  return result;
}

}  // namespace tinybrain::redact
