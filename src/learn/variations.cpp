#include "learn/variations.h"

#include <algorithm>
#include <array>

#include "base/rng.h"
#include "text/unicode.h"

namespace tinybrain {
namespace {

constexpr std::array kBeforeEn{"please, ",
                               "hello, ",
                               "can you tell me: ",
                               "I need help: ",
                               "I have a question, ",
                               "quick question: ",
                               "I would like to know, ",
                               "could you help me? "};
constexpr std::array kAfterEn{", please", "? thanks", ", can you help", "? I need to know"};
constexpr std::array kBeforeKo{"혹시 ", "저기요, ", "질문 있어요. ", "궁금한데 ", "음, ", "안녕, "};
constexpr std::array kAfterKo{" 알려줘", " 궁금해", " 좀 알려 주세요", " 말해 줘", " 부탁해"};

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = text.find_first_not_of(" \t\r\n", at);
    if (begin == std::string_view::npos) break;
    const size_t end = std::min(text.find_first_of(" \t\r\n", begin), text.size());
    words.emplace_back(text.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += all.empty() ? word : " " + word;
  return all;
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), is_ascii_letter);
}

std::string without_mark(std::string text) {
  while (!text.empty() && std::string_view(" ?.!").find(text.back()) != std::string_view::npos)
    text.pop_back();
  return text;
}

// The first letter small, but for words such as "I" and names in capitals.
std::string small_start(std::string text) {
  if (text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z')
    text[0] = static_cast<char>(text[0] + ('a' - 'A'));
  return text;
}

// Two letters change places in a word of plain letters, as fingers do.
void slip(std::vector<std::string>& words, Rng& rng) {
  std::string& word = words[rng.next() % words.size()];
  if (word.size() < 4 || !is_plain(word)) return;
  const size_t at = 1 + rng.next() % (word.size() - 2);
  std::swap(word[at], word[at + 1]);
}

// A word goes, but none with a digit or a capital: those say what it is about.
void drop(std::vector<std::string>& words, Rng& rng, bool english) {
  if (words.size() < 4) return;
  const size_t at = rng.next() % words.size();
  const std::string& word = words[at];
  if (english && (!is_plain(word) || (word[0] >= 'A' && word[0] <= 'Z' && word.size() > 1))) return;
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string varied(std::string_view question, bool english, Rng& rng) {
  std::vector<std::string> words = words_of(question);
  if (words.empty()) return std::string(question);
  const auto chance = [&](double p) { return rng.uniform() < p; };
  const auto one_of = [&](const auto& all) { return std::string(all[rng.next() % all.size()]); };
  if (chance(0.5)) drop(words, rng, english);
  if (chance(0.3)) drop(words, rng, english);
  if (english && chance(0.4)) slip(words, rng);
  if (!english && chance(0.5) && words.size() > 2) {  // Korean words change places easily
    const size_t at = rng.next() % (words.size() - 2);
    std::swap(words[at], words[at + 1]);
  }
  std::string text = joined(words);
  if (chance(0.6)) text = without_mark(text);
  const double frame = rng.uniform();
  if (frame < 0.4) {
    text = english ? one_of(kBeforeEn) + small_start(text) : one_of(kBeforeKo) + text;
  } else if (frame < 0.6) {
    text = without_mark(text) + (english ? one_of(kAfterEn) : one_of(kAfterKo));
  } else if (english && chance(0.5)) {
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return text;
}

}  // namespace

std::vector<std::string> question_variations(std::string_view question, std::string_view language,
                                             size_t count, uint64_t seed) {
  std::vector<std::string> all{std::string(question)};
  uint64_t hash = 1469598103934665603u ^ seed;  // FNV-1a
  for (char c : question) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  Rng rng(hash);
  for (size_t tries = 0; all.size() < count && tries < 8 * count; ++tries) {
    std::string next = varied(question, language != "ko", rng);
    if (!next.empty() && std::find(all.begin(), all.end(), next) == all.end())
      all.push_back(std::move(next));
  }
  return all;
}

}  // namespace tinybrain
