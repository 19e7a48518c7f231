#include "memory/utterance.h"

#include <algorithm>
#include <span>

#include "text/unicode.h"

namespace tinybrain::memory {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view kEnglishOpeners[] = {"well",
                                                "oh",
                                                "hi",
                                                "hello",
                                                "hey",
                                                "so",
                                                "ok",
                                                "okay",
                                                "yes",
                                                "yeah",
                                                "no",
                                                "nope",
                                                "actually",
                                                "also",
                                                "and",
                                                "but",
                                                "by the way",
                                                "btw",
                                                "anyway",
                                                "just so you know",
                                                "fyi",
                                                "for the record",
                                                "to be honest",
                                                "honestly",
                                                "you know",
                                                "you see",
                                                "as you know",
                                                "in fact",
                                                "hmm",
                                                "um",
                                                "uh",
                                                "right",
                                                "sure",
                                                "thanks",
                                                "thank you",
                                                "please",
                                                "sorry",
                                                "correction",
                                                "now",
                                                "these days",
                                                "nowadays",
                                                "currently",
                                                "at the moment",
                                                "recently",
                                                "there",
                                                "hi there",
                                                "hey there",
                                                "hello there",
                                                "good morning",
                                                "good evening",
                                                "first of all",
                                                "one more thing",
                                                "let me introduce myself",
                                                "since you asked",
                                                "last week",
                                                "last month",
                                                "last year",
                                                "as of today",
                                                "from now on",
                                                "sadly",
                                                "unfortunately",
                                                "luckily",
                                                "fortunately",
                                                "if you ask me",
                                                "again",
                                                "wait",
                                                "i mean",
                                                "i forgot to mention",
                                                "i should mention that",
                                                "i should tell you that",
                                                "i just wanted to say that",
                                                "did i mention that",
                                                "just to let you know",
                                                "before i forget",
                                                "oh and",
                                                "nice to meet you"};
constexpr std::string_view kKoreanOpeners[] = {
    "안녕하세요",   "안녕",         "음",
    "아",           "어",           "참",
    "그리고",       "근데",         "그런데",
    "사실은",       "사실",         "네",
    "예",           "응",           "아니",
    "아니요",       "아뇨",         "아니야",
    "지금은",       "지금",         "요즘은",
    "요즘",         "현재는",       "현재",
    "이제는",       "이제",         "저기",
    "있잖아",       "있잖아요",     "맞아",
    "맞아요",       "그게",         "또",
    "아 참",        "아참",         "그러고 보니",
    "작년부터",     "올해부터",     "올해",
    "얼마 전에",    "최근에",       "지난주에",
    "지난달에",     "작년에",       "어제",
    "반갑습니다",   "반가워",       "반가워요",
    "고마워",       "고마워요",     "처음 뵙겠습니다",
    "솔직히",       "원래",         "참고로",
    "그럼",         "그나저나",     "혹시 몰라서 말하는데",
    "말 안 했는데", "정정할게",     "정정할게요",
    "잠깐",         "미안",         "미안해",
    "미안해요",     "죄송해요",     "죄송합니다",
    "아시다시피",   "참고로 말하면"};

// What makes a sentence no plain statement, as words or groups of words between spaces.
constexpr std::string_view kEnglishUnreal[] = {"if",
                                               "unless",
                                               "would",
                                               "could",
                                               "might",
                                               "maybe",
                                               "perhaps",
                                               "wish",
                                               "imagine",
                                               "suppose",
                                               "pretend",
                                               "let's say",
                                               "hypothetically",
                                               "supposed",
                                               "should",
                                               "i'd",
                                               "i'll",
                                               "dream",
                                               "dreamed",
                                               "dreamt",
                                               "almost",
                                               "as though",
                                               "probably",
                                               "possibly",
                                               "someday",
                                               "one day",
                                               "want to",
                                               "used to",
                                               "used",
                                               "can't wait",
                                               "hopefully",
                                               "kidding",
                                               "joking",
                                               "wanna",
                                               "going to",
                                               "gonna",
                                               "planning",
                                               "considering",
                                               "thinking",
                                               "no longer sure",
                                               "not sure",
                                               "i guess",
                                               "role play",
                                               "roleplay",
                                               "in the game",
                                               "in my novel",
                                               "the character",
                                               "hope",
                                               "could've",
                                               "would've",
                                               "sometimes feel"};
constexpr std::string_view kEnglishReported[] = {"said",
                                                 "says",
                                                 "told",
                                                 "tells",
                                                 "asked me",
                                                 "claims",
                                                 "claimed",
                                                 "according",
                                                 "quote",
                                                 "wrote",
                                                 "heard",
                                                 "thinks",
                                                 "thought",
                                                 "lyrics",
                                                 "song goes",
                                                 "goes like",
                                                 "translate",
                                                 "how do you say",
                                                 "example sentence",
                                                 "the sentence"};
constexpr std::string_view kEnglishAsking[] = {
    "what",     "what's", "whats", "who",   "who's", "whose",  "where",     "where's", "when",
    "when's",   "why",    "how",   "how's", "which", "do",     "does",      "did",     "is",
    "are",      "am",     "was",   "were",  "can",   "could",  "would",     "should",  "will",
    "have you", "has",    "shall", "may i", "isn't", "aren't", "don't you", "doesn't", "didn't"};

constexpr std::string_view kKoreanUnreal[] = {
    "만약",        "만일",      "혹시",        "아마",      "아마도",   "언젠가",  "싶어",
    "싶어요",      "싶다",      "싶은데",      "싶습니다",  "싶네",     "싶었어",  "예전에",
    "예전에는",    "예전엔",    "옛날에",      "옛날에는",  "옛날엔",   "한때",    "가정하면",
    "라면",        "이라면",    "상상해",      "꿈에서",    "척",       "농담",    "농담이야",
    "것 같아",     "것 같아요", "거 같아",     "거 같아요", "것 같다",  "거 같다", "줄 알았어",
    "줄 알았는데", "뻔했어",    "소설에서",    "게임에서",  "연기해",   "역할극",  "전에는",
    "전엔",        "어릴 때는", "어렸을 때는", "어릴 땐",   "어렸을 땐"};
constexpr std::string_view kKoreanUnrealEnds[] = {
    "면",     "다면",   "라면",   "려고", "으려고", "을까", "ㄹ까", "텐데",   "을걸",
    "할걸",   "더라면", "려나",   "려면", "거라면", "으면", "면은", "았으면", "었으면",
    "했으면", "겠어",   "겠어요", "겠다", "겠지",   "던",   "도록", "래요"};
constexpr std::string_view kKoreanReported[] = {
    "라고 했어", "라고 말했", "라고 그랬", "다고 했",   "다고 말했", "다고 그랬",
    "다고 하더", "라고 하더", "래요",      "대요",      "다던데",    "라던데",
    "다더라",    "라더라",    "번역해",    "라는 문장", "라는 가사", "가사에"};
constexpr std::string_view kKoreanAskingEnds[] = {
    "니",   "냐",   "나요", "가요",   "까",     "까요",   "을래",  "래",
    "건가", "는가", "인가", "던가",   "은가",   "나",     "는지",  "을지",
    "뭐야", "뭐지", "뭘까", "뭐예요", "누구야", "어디야", "언제야"};
constexpr std::string_view kKoreanAskingWords[] = {
    "뭐",   "뭘", "무엇",   "무슨",   "어디", "어디에", "어디서", "언제", "누가",
    "누구", "왜", "어떻게", "얼마나", "몇",   "어떤",   "무엇을", "뭐가"};

// Whether `words` stand in `text` between spaces or at its ends.
bool has_words(std::string_view text, std::string_view words) {
  for (size_t at = text.find(words); at != text.npos; at = text.find(words, at + 1)) {
    const size_t end = at + words.size();
    const auto parts = [](char c) {
      return c == ' ' || c == ',' || c == '"' || c == '.' || c == '!';
    };
    if ((at == 0 || parts(text[at - 1])) && (end == text.size() || parts(text[end]))) return true;
  }
  return false;
}

template <size_t N>
bool has_any(std::string_view text, const std::string_view (&list)[N]) {
  return std::any_of(list, list + N, [&](std::string_view w) { return has_words(text, w); });
}

template <size_t N>
bool ends_any(std::string_view text, const std::string_view (&list)[N]) {
  return std::any_of(list, list + N, [&](std::string_view w) {
    return text.size() > w.size() && text.ends_with(w);
  });
}

// Takes an opener and the comma after it away; false when there is none.
bool without_opener(std::string_view& text, std::string_view lower, Language language) {
  const auto take = [&](Words list) {
    size_t longest = 0;
    for (std::string_view opener : list) {
      if (!lower.starts_with(opener)) continue;
      const char after = lower.size() > opener.size() ? lower[opener.size()] : 0;
      if ((after == ' ' || after == ',') && opener.size() > longest) longest = opener.size();
    }
    // What is left must be more than a word that depends on it.
    if (longest == 0) return false;
    text.remove_prefix(longest);
    while (!text.empty() && (text[0] == ' ' || text[0] == ',')) text.remove_prefix(1);
    return true;
  };
  return language == Language::en ? take(kEnglishOpeners) : take(kKoreanOpeners);
}

// Remarks after the statement: "..., by the way".
std::string_view without_remark(std::string_view text) {
  constexpr std::string_view kRemarks[] = {", by the way",
                                           ", btw",
                                           ", you know",
                                           ", just so you know",
                                           ", fyi",
                                           ", please",
                                           ", thanks",
                                           ", too",
                                           ", as you know",
                                           ", okay",
                                           ", in case you wonder",
                                           ", if that helps",
                                           ", so be careful",
                                           ", just in case",
                                           ", you see",
                                           ", actually",
                                           ", haha",
                                           ", lol",
                                           ", to be precise"};
  for (std::string_view remark : kRemarks)
    if (text.size() > remark.size() && lowered(text).ends_with(remark))
      return text.substr(0, text.size() - remark.size());
  return text;
}

void add_clause(Sentence& sentence, std::string_view text) {
  text = without_remark(trimmed(text));
  while (!text.empty() && without_opener(text, lowered(text), sentence.language)) {
  }
  text = trimmed(text);
  if (text.empty()) return;
  sentence.clauses.push_back({std::string(text), lowered(text)});
}

// "I live in Seoul and my name is Minsu": a clause more where a new statement about the speaker begins.
void cut_english(Sentence& sentence) {
  constexpr std::string_view kJoints[] = {", and ", " and ", ", but ", " but ",
                                          "; ",     ", ",    " - ",    ": "};
  constexpr std::string_view kStarts[] = {"i ",
                                          "i'm ",
                                          "im ",
                                          "i've ",
                                          "my ",
                                          "we ",
                                          "our ",
                                          "became a ",
                                          "became an ",
                                          "her name is ",
                                          "his name is ",
                                          "its name is ",
                                          "you can call me ",
                                          "call me ",
                                          "please call me ",
                                          "people call me "};
  const std::string lower = lowered(sentence.text);
  size_t begin = 0;
  for (size_t at = 1; at < lower.size(); ++at) {
    const std::string_view here = std::string_view(lower).substr(at);
    for (std::string_view joint : kJoints) {
      if (!here.starts_with(joint)) continue;
      std::string_view rest = here.substr(joint.size());
      for (std::string_view skip : {"also ", "actually ", "now ", "currently ", "yes "})
        if (rest.starts_with(skip)) rest.remove_prefix(skip.size());
      const bool starts = std::any_of(std::begin(kStarts), std::end(kStarts),
                                      [&](auto s) { return rest.starts_with(s); });
      if (!starts) continue;
      add_clause(sentence, std::string_view(sentence.text).substr(begin, at - begin));
      begin = at + joint.size();
      at = begin;
      break;
    }
  }
  add_clause(sentence, std::string_view(sentence.text).substr(begin));
}

// "저는 민수이고 부산에 살아요": after a word that joins, unless what follows still belongs to it.
void cut_korean(Sentence& sentence) {
  constexpr std::string_view kJoins[] = {
      "이고",   "인데",     "는데",     "은데",   "지만",    "이며", "하며", "살고",   "하고",
      "있고",   "좋아하고", "싫어하고", "예요,",  "이에요,", "구요", "고요", "거든요", "거든",
      "니까",   "해서",     "겨서",     "와서",   "져서",    "나서", "려서", "워서",   "뀌어서",
      "바꿔서", "그만두고", "고",       "다니고", "키우고",  "했고", "였고", "인데요", "는데요",
      "고,",    "야,",      "요,",      "다,",    "없고",    "쓰고", "데,"};
  constexpr std::string_view kGoesOn[] = {"있",   "싶",   "계",   "나서", "말",
                                          "다니", "다녀", "다닙", "자랐"};
  const std::string_view text = sentence.text;
  size_t begin = 0;
  for (size_t at = text.find(' '); at != text.npos; at = text.find(' ', at + 1)) {
    const std::string_view before = text.substr(begin, at - begin), after = text.substr(at + 1);
    const size_t word = before.rfind(' ');
    const std::string_view last = word == before.npos ? before : before.substr(word + 1);
    const bool joins = std::any_of(std::begin(kJoins), std::end(kJoins), [&](auto j) {
      return last.size() > j.size() && last.ends_with(j);
    });
    const bool goes_on = (last.ends_with("고") || last.ends_with("고,")) &&
                         std::any_of(std::begin(kGoesOn), std::end(kGoesOn),
                                     [&](auto g) { return after.starts_with(g); });
    constexpr std::string_view kNouns[] = {
        "최고", "창고", "광고", "참고", "재고",   "사고", "보고", "신고", "냉장고", "그리고",
        "하고", "말고", "여고", "외고", "과학고", "로고", "망고", "라고", "다고",   "자고"};
    const bool noun = std::find(std::begin(kNouns), std::end(kNouns), last) != std::end(kNouns) ||
                      last.ends_with("망고");
    if (noun) continue;
    const bool quotes =
        last.ends_with("라고") || last.ends_with("다고") || last.ends_with("하라고");
    if (!joins || goes_on || quotes) continue;
    add_clause(sentence, before);
    begin = at + 1;
  }
  add_clause(sentence, text.substr(begin));
}

void judge_english(Sentence& s, bool marked) {
  const std::string lower = lowered(s.clauses.empty() ? s.text : s.clauses[0].text);
  const std::string whole = lowered(s.text);
  s.question = marked;
  for (std::string_view asking : kEnglishAsking)
    s.question |=
        lower.starts_with(asking) && (lower.size() == asking.size() || lower[asking.size()] == ' ');
  s.unreal = has_any(whole, kEnglishUnreal);
  s.reported =
      has_any(whole, kEnglishReported) || s.text.starts_with('"') || s.text.starts_with('>');
}

void judge_korean(Sentence& s, bool marked) {
  const std::string_view text = trimmed(s.text);
  const size_t space = text.rfind(' ');
  const std::string_view last = space == text.npos ? text : text.substr(space + 1);
  s.question = marked;
  if (!marked) {
    // "-지", "-죠", "-나" also end statements; a question word in the sentence decides.
    const bool asks = ends_any(last, kKoreanAskingEnds);
    const bool joins = last.ends_with("니까") || last.ends_with("으니까");
    s.question = (asks && !joins) || has_any(text, kKoreanAskingWords);
  }
  s.unreal = has_any(text, kKoreanUnreal);
  for (std::string_view word : words_of(text)) {
    constexpr std::string_view kNouns[] = {"라면", "냉면", "짜장면", "쫄면", "비빔면", "화면",
                                           "표면", "당면", "컵라면", "밀면", "먹으면"};
    const bool noun =
        std::find(std::begin(kNouns), std::end(kNouns), trimmed(word)) != std::end(kNouns);
    s.unreal |= !noun && ends_any(trimmed(word), kKoreanUnrealEnds);
  }
  s.reported = text.starts_with('"') || text.starts_with('\'') || text.starts_with('>');
  for (std::string_view piece : kKoreanReported) s.reported |= text.find(piece) != text.npos;
}

bool is_abbreviation(std::string_view before) {
  constexpr std::string_view kShort[] = {"mr",   "mrs", "ms", "dr", "st",
                                         "prof", "no",  "vs", "jr", "sr"};
  const size_t space = before.rfind(' ');
  const std::string word = lowered(space == before.npos ? before : before.substr(space + 1));
  return std::find(std::begin(kShort), std::end(kShort), word) != std::end(kShort) ||
         (word.size() == 1 && word != "i");
}

}  // namespace

std::vector<Sentence> sentences_of(std::string_view text) {
  std::vector<Sentence> all;
  const auto add = [&](std::string_view piece) {
    const bool marked = piece.find('?') != piece.npos;
    while (!piece.empty() && piece[0] == ' ') piece.remove_prefix(1);
    if (trimmed(piece).empty()) return;
    Sentence s;
    s.text = piece;
    s.language = language_in(piece);
    if (s.language == Language::en) {
      cut_english(s);
      judge_english(s, marked);
    } else {
      cut_korean(s);
      judge_korean(s, marked);
    }
    all.push_back(std::move(s));
  };
  size_t begin = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool line = c == '\n';
    if (!line && c != '.' && c != '!' && c != '?' && c != ';') continue;
    if (c == ';') continue;
    size_t end = at + 1;
    while (!line && end < text.size() &&
           (text[end] == '.' || text[end] == '!' || text[end] == '?' || text[end] == '"'))
      ++end;
    if (!line && end < text.size() && text[end] != ' ' && text[end] != '\n') continue;  // 3.5, a.b
    if (c == '.' && end == at + 1 && is_abbreviation(text.substr(begin, at - begin))) continue;
    add(text.substr(begin, end - begin - (line ? 1 : 0)));
    begin = end;
    at = end - 1;
  }
  add(text.substr(begin));
  return all;
}

}  // namespace tinybrain::memory
