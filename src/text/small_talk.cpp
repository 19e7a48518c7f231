#include "text/small_talk.h"

#include <array>
#include <string>
#include <utility>

#include "text/unicode.h"

namespace tinybrain {
namespace {

using Phrase = std::pair<std::string_view, SmallTalk>;
constexpr std::array kPhrases = {
    Phrase{"hi", SmallTalk::hello},
    Phrase{"hello", SmallTalk::hello},
    Phrase{"hey", SmallTalk::hello},
    Phrase{"hi there", SmallTalk::hello},
    Phrase{"hello there", SmallTalk::hello},
    Phrase{"good morning", SmallTalk::hello},
    Phrase{"good afternoon", SmallTalk::hello},
    Phrase{"good evening", SmallTalk::hello},
    Phrase{"안녕", SmallTalk::hello},
    Phrase{"안녕하세요", SmallTalk::hello},
    Phrase{"안녕하십니까", SmallTalk::hello},
    Phrase{"반갑습니다", SmallTalk::hello},
    Phrase{"여보세요", SmallTalk::hello},
    Phrase{"thanks", SmallTalk::thanks},
    Phrase{"thank you", SmallTalk::thanks},
    Phrase{"thank you very much", SmallTalk::thanks},
    Phrase{"thanks a lot", SmallTalk::thanks},
    Phrase{"thx", SmallTalk::thanks},
    Phrase{"감사합니다", SmallTalk::thanks},
    Phrase{"고맙습니다", SmallTalk::thanks},
    Phrase{"고마워요", SmallTalk::thanks},
    Phrase{"고마워", SmallTalk::thanks},
    Phrase{"감사해요", SmallTalk::thanks},
    Phrase{"bye", SmallTalk::bye},
    Phrase{"goodbye", SmallTalk::bye},
    Phrase{"good bye", SmallTalk::bye},
    Phrase{"안녕히 계세요", SmallTalk::bye},
    Phrase{"수고하세요", SmallTalk::bye},
};

}  // namespace

SmallTalk small_talk_of(std::string_view text) {
  std::string plain = unicode::folded(unicode::repaired(text));
  while (!plain.empty() && std::string_view(".!?~^ ").find(plain.back()) != std::string_view::npos)
    plain.pop_back();
  for (const auto& [phrase, kind] : kPhrases)
    if (plain == phrase) return kind;
  return SmallTalk::none;
}

}  // namespace tinybrain
