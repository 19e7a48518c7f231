#include "vault/residue.h"

#include <algorithm>
#include <fstream>
#include <string>

namespace tinybrain {
namespace {

constexpr uint64_t kBase = 1'000'003;
constexpr size_t kMostWindows = 4;  // of one text
constexpr size_t kPiece = size_t{1} << 20;

uint64_t hash_of(std::string_view window) {
  uint64_t h = 0;
  for (unsigned char c : window) h = h * kBase + c;
  return h;
}

// Calls body with every string in a value, as it stands in the dumped text (escaped, without quotes).
template <class Body>
void each_string(const Json& value, Body&& body) {
  if (value.is_string()) {
    const std::string text = value.dump();
    body(std::string_view(text).substr(1, text.size() - 2));
  } else if (value.is_array()) {
    for (const Json& v : value.as_array()) each_string(v, body);
  } else if (value.is_object()) {
    for (const auto& [key, v] : value.as_object()) each_string(v, body);
  }
}

}  // namespace

template <class Hit>
void ResidueProbe::scan(std::string_view bytes, Hit&& hit) const {
  if (bytes.size() < kWindow || windows_.empty()) return;
  uint64_t top = 1;
  for (size_t i = 1; i < kWindow; ++i) top *= kBase;
  uint64_t h = hash_of(bytes.substr(0, kWindow));
  for (size_t at = 0;; ++at) {
    const auto [first, last] = windows_.equal_range(h);
    for (auto it = first; it != last; ++it)
      if (bytes.compare(at, kWindow, it->second) == 0 && !hit(it)) return;
    if (at + kWindow >= bytes.size()) return;
    h = (h - static_cast<unsigned char>(bytes[at]) * top) * kBase +
        static_cast<unsigned char>(bytes[at + kWindow]);
  }
}

void ResidueProbe::expect_gone_text(std::string_view text) {
  if (text.size() < kWindow) return;
  ++texts_;
  const size_t last = text.size() - kWindow;
  const size_t n = std::min(kMostWindows, last / kWindow + 1);
  for (size_t i = 0; i < n; ++i) {
    const std::string_view window = text.substr(n == 1 ? 0 : last * i / (n - 1), kWindow);
    const uint64_t h = hash_of(window);
    const auto [first, end] = windows_.equal_range(h);
    if (std::none_of(first, end, [&](const auto& w) { return w.second == window; }))
      windows_.emplace(h, window);
  }
}

void ResidueProbe::expect_gone(const Json& value) {
  each_string(value, [&](std::string_view text) { expect_gone_text(text); });
}

void ResidueProbe::may_stay_text(std::string_view text) {
  std::vector<std::string> met;
  scan(text, [&](auto it) {
    met.push_back(it->second);
    return true;
  });
  for (const std::string& window : met) {
    const auto [first, last] = windows_.equal_range(hash_of(window));
    for (auto it = first; it != last;)
      it = it->second == window ? windows_.erase(it) : std::next(it);
  }
}

void ResidueProbe::may_stay(const Json& value) {
  each_string(value, [&](std::string_view text) { may_stay_text(text); });
}

bool ResidueProbe::found_in(std::string_view bytes) const {
  bool found = false;
  scan(bytes, [&](auto) { return !(found = true); });
  return found;
}

bool ResidueProbe::found_in_file(const std::filesystem::path& path, uint64_t& bytes_read) const {
  std::ifstream in(path, std::ios::binary);
  std::string piece;
  while (in) {
    // The end of the last piece again: a window may lie across.
    if (piece.size() > kWindow) piece.erase(0, piece.size() - kWindow);
    const size_t kept = piece.size();
    piece.resize(kept + kPiece);
    in.read(piece.data() + kept, static_cast<std::streamsize>(kPiece));
    const auto n = static_cast<size_t>(in.gcount());
    piece.resize(kept + n);
    bytes_read += n;
    if (n && found_in(piece)) return true;
  }
  return false;
}

}  // namespace tinybrain
