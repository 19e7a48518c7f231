#include "skills/tutor/correct.h"

#include <algorithm>

#include "base/messages/skill_tutor.h"
#include "skills/tutor/correct_rules.h"

namespace tinybrain::skills::tutor {
namespace {

struct Why {
  const char* rule;
  const Message& plain;
  const Message& full;
};

const Why kWhys[] = {{"article", msg::kWhyArticleSimple, msg::kWhyArticle},
                     {"agreement", msg::kWhyAgreementSimple, msg::kWhyAgreement},
                     {"past", msg::kWhyPastSimple, msg::kWhyPast},
                     {"base form", msg::kWhyBaseSimple, msg::kWhyBase},
                     {"uncountable", msg::kWhyUncountableSimple, msg::kWhyUncountable},
                     {"plural", msg::kWhyPluralSimple, msg::kWhyPlural},
                     {"comparative", msg::kWhyComparativeSimple, msg::kWhyComparative},
                     {"preposition", msg::kWhyPrepositionSimple, msg::kWhyPreposition},
                     {"spelling", msg::kWhySpellingSimple, msg::kWhySpelling},
                     {"capital", msg::kWhyCapitalSimple, msg::kWhyCapital},
                     {"repeated", msg::kWhyRepeatedSimple, msg::kWhyRepeated},
                     {"confused", msg::kWhyConfusedSimple, msg::kWhyConfused},
                     {"particle", msg::kWhyParticleSimple, msg::kWhyParticle},
                     {"spacing", msg::kWhySpacingSimple, msg::kWhySpacing},
                     {"contraction", msg::kWhyContractionSimple, msg::kWhyContraction}};

}  // namespace

void Edits::put(size_t at, size_t length, const std::string& now, const char* rule) {
  const std::string was(text_.substr(at, length));
  if (was == now) return;
  for (const Edit& e : edits_)
    if (at < e.at + std::max<size_t>(e.length, 1) && e.at < at + std::max<size_t>(length, 1)) return;
  edits_.push_back({at, length, was, now, rule});
}

std::vector<Edit> Edits::take() {
  std::sort(edits_.begin(), edits_.end(), [](const Edit& a, const Edit& b) { return a.at < b.at; });
  return std::move(edits_);
}

std::vector<Edit> corrections(std::string_view text, Language language) {
  return language == Language::ko ? korean_corrections(text) : english_corrections(text);
}

std::string corrected(std::string_view text, const std::vector<Edit>& edits) {
  std::string out;
  size_t at = 0;
  for (const Edit& e : edits) {
    out += text.substr(at, e.at - at);
    out += e.now;
    at = e.at + e.length;
  }
  return out + std::string(text.substr(at));
}

std::string explanation(std::string_view rule, Language in, bool simple) {
  std::string all;
  for (const Why& why : kWhys) {
    if (why.rule == rule) return tinybrain::text_of(in, simple ? why.plain : why.full);
    all += (all.empty() ? "" : ", ") + std::string(why.rule);
  }
  throw Error(Code::bad_argument, msg::kTutorNoRule, std::string(rule), all);
}

}  // namespace tinybrain::skills::tutor
