// The parts of the router: marked examples, typed values, slots learnt from spans, arguments, and where requests go.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "base/file.h"
#include "base/folder_testing.h"
#include "base/format.h"
#include "skills/dispatch.h"
#include "skills/slots.h"
#include "skills/typed.h"

using namespace tinybrain;
using namespace tinybrain::skills;
using testing::code_of;

namespace {

constexpr int64_t kSunday = 20'786;  // 2026-11-29

// "text -> type value" of each, in one line.
std::string typed(std::string_view text) {
  std::string all;
  for (const TypedValue& v : typed_values(text, kSunday))
    all += (all.empty() ? "" : "; ") + std::string(text.substr(v.begin, v.end - v.begin)) + " = " +
           name_of(v.type) + " " + v.value.dump();
  return all;
}

Examples pantry() {
  Examples e;
  const auto add = [&](const char* intent, std::initializer_list<const char*> texts) {
    for (const char* text : texts) e.add("pantry", intent, "", parse_marked(text));
  };
  add("find",
      {"is there {item:milk} in the pantry", "do we have {item:rice}", "look for {item:beans}",
       "do we have any {item:flour}", "창고에 {item:우유} 있어?", "{item:쌀} 찾아 줘",
       "{item:밀가루} 남았어?", "is any {item:tea} left in the pantry"});
  add("buy",
      {"put {item:milk} on the list", "we have to buy {item:rice}", "add {item:oil} to the list",
       "buy {item:bread}", "{item:우유} 목록에 넣어 줘", "{item:기름} 사야 해",
       "{item:빵} 목록에 추가해 줘", "put some {item:eggs} on the list"});
  for (const char* chat :
       {"how are you", "I feel so sad today", "what is your name", "you are funny",
        "오늘 너무 힘들어", "나 심심해", "이름이 뭐야", "사랑해"})
    e.add("", "chat", "", parse_marked(chat));
  for (const char* other : {"what is the capital of france", "convert ten dollars to yen"})
    e.add("", "oos", "", parse_marked(other));
  return e;
}

}  // namespace

TEST_CASE("values are marked in examples") {
  const TaggedText t = parse_marked("run {distance:5 km} on {day:월요일}");
  CHECK(t.text == "run 5 km on 월요일");
  REQUIRE(t.spans.size() == 2);
  CHECK(t.text.substr(t.spans[1].begin, t.spans[1].end - t.spans[1].begin) == "월요일");
  for (const char* bad : {"run {distance:5", "run {5 km}", "run {:5}", "run {distance:}", "{"})
    CHECK_MESSAGE(code_of([&] { parse_marked(bad); }) == Code::bad_argument, bad);
}

TEST_CASE("numbers, days, times and spans of time") {
  const std::pair<const char*, const char*> kKnown[] = {
      {"run 5.5 km", "5.5 = number 5.5"},
      {"1,200 won", "1,200 = number 1200.0"},
      {"twenty-five cups", "twenty-five = number 25.0"},
      {"two hundred and", "two hundred = number 200.0"},
      {"사과 세 개", "세 = number 3.0"},
      {"스물두 명", "스물두 = number 22.0"},
      {"삼백이십 원", "삼백이십 = number 320.0"},
      {"3만 원", "3만 = number 30000.0"},
      {"for 20 minutes", "20 minutes = duration 1200.0"},
      {"half an hour", "half an hour = duration 1800.0"},
      {"두 시간 반 동안", "두 시간 반 = duration 9000.0"},
      {"30분 걷기", "30분 = duration 1800.0"},
      {"tomorrow at 7 pm", "tomorrow = date \"2026-11-30\"; 7 pm = time \"19:00\""},
      {"내일 오후 3시 반에", "내일 = date \"2026-11-30\"; 오후 3시 반 = time \"15:30\""},
      {"next friday", "next friday = date \"2026-12-04\""},
      {"다음 주 금요일", "다음 주 금요일 = date \"2026-12-11\""},
      {"March 2nd, 2027", "March 2nd, 2027 = date \"2027-03-02\""},
      {"3월 2일", "3월 2일 = date \"2027-03-02\""},
      {"2026-12-24", "2026-12-24 = date \"2026-12-24\""},
      {"in 3 days", "in 3 days = date \"2026-12-02\""},
      {"사흘", ""},
      {"noon", "noon = time \"12:00\""},
      {"15:45", "15:45 = time \"15:45\""},
      {"2월 31일", "2 = number 2.0; 31일 = duration 2678400.0"},
      {"afternoon", ""},
      {"한국", ""},
      {"이것 오다", ""},
      {"이번 주 운동", ""},
      {"이 사람 말고 이 곡", ""},
      {"오 킬로", "오 = number 5.0"},
      {"십오 명", "십오 = number 15.0"},
      {"someone", ""}};
  for (const auto& [text, found] : kKnown) CHECK_MESSAGE(typed(text) == found, text);
  typed(std::string(5000, '9'));
  typed("1e400 \xff\xfe 9999999999999999999999 99:99 13월 45일");
}

TEST_CASE("slots are learnt from spans") {
  std::vector<TaggedText> examples;
  for (const char* text :
       {"play {song:Blue} by {artist:Ann Lee}", "put on {song:Red Sky} by {artist:Bo}",
        "play {song:Gold} by {artist:The Kites}", "put on {song:Silver Rain} by {artist:Mina}",
        "play something", "{artist:아이유}의 {song:밤편지} 틀어 줘",
        "{artist:혁오}의 {song:톰보이} 틀어 줘", "{artist:자우림}의 {song:스물다섯} 들려 줘"})
    examples.push_back(parse_marked(text));
  const Tagger tagger(examples, {}, 1);
  const auto of = [&](std::string_view text) {
    std::string all;
    for (const Span& s : tagger.find(text))
      all += s.slot + "=" + std::string(text.substr(s.begin, s.end - s.begin)) + ";";
    return all;
  };
  CHECK(of("play Green by Zoe Moon") == "song=Green;artist=Zoe Moon;");
  CHECK(of("잔나비의 초록 틀어 줘") == "artist=잔나비;song=초록;");
  CHECK(of("play something") == "");
  CHECK(of("") == "");
  of(std::string(20'000, 'x') + "\xff");
}

TEST_CASE("arguments of a tool") {
  testing::TemporaryFolder folder;
  testing::put(folder.path / "skill.toml", R"toml(
kind = "declared"
en = "a"
ko = "b"
[tools.plan]
en = "a"
ko = "b"
arguments = '''{"type": "object", "required": ["minutes", "kind"], "properties": {
  "minutes": {"type": "integer"}, "day": {"type": "string"}, "language": {"enum": ["en", "ko"]},
  "kind": {"enum": ["walk", "run"], "description": "What to do"}, "tags": {"type": "array", "items": {"enum": ["hard", "easy"]}}}}'''
[intents.plan]
tool = "plan"
en = ["plan a run"]
ko = ["달리기 계획 짜 줘"]
[slots.minutes]
type = "duration"
unit = "minutes"
en = "For how long?"
ko = "얼마 동안인가요?"
[slots.day]
type = "date"
[slots.kind]
choices = {walk = ["산책", "걷기"], run = ["달리기", "jog"]}
)toml");
  const Manifest m = read_manifest(folder.path);
  const std::vector<SlotRule> rules = slot_rules(m, "plan");
  const auto fill = [&](const char* text, Language language = Language::en) {
    return fill_slots(rules, m.tools[0].arguments, text, {}, language, kSunday);
  };
  CHECK(
      fill("an easy jog for half an hour tomorrow").arguments ==
      Json::parse(
          R"({"minutes": 30, "day": "2026-11-30", "kind": "run", "tags": ["easy"], "language": "en"})"));
  const Filled f = fill("내일 산책할래", Language::ko);
  CHECK(f.arguments.get_string("kind", "") == "walk");
  CHECK(f.missing == Json::parse(R"([{"slot": "minutes", "ask": "얼마 동안인가요?"}])"));
  CHECK(fill("for 90 seconds run").arguments.find("minutes") == nullptr);  // 1.5 is no integer
  CHECK(fill("trunk").arguments.find("kind") == nullptr);
}

TEST_CASE("requests go to their intent, talk goes nowhere") {
  const Router router(pantry(), nullptr, {.seed = 1, .progress = {}});
  const auto sent = [&](const char* text) {
    const Routed r = router.route(text);
    return r.ranked.empty() ? std::string() : router.intents()[r.ranked[0].intent].name;
  };
  CHECK(sent("is there rice in the pantry") == "find");
  CHECK(sent("add tea to the list") == "buy");
  CHECK(sent("쌀 목록에 넣어 줘") == "buy");
  for (const char* hello : {"hi", "Hello!", "안녕하세요", "thanks"})
    CHECK(router.route(hello).decision == Decision::small_talk);
  for (const char* other : {"", "   ", "?", "\xff\xfe", "how are you today", "나 너무 힘들어"})
    CHECK_MESSAGE(router.route(other).decision != Decision::skill, other);
  CHECK(code_of([] { Router({}, nullptr, {}); }) == Code::bad_argument);
  int steps = 0;
  CHECK(code_of([&] {
          Router(pantry(), nullptr,
                 {.seed = 0, .progress = [&](uint64_t, uint64_t) { return ++steps < 2; }});
        }) == Code::cancelled);
}

TEST_CASE(
    "a router that was kept sends as a fresh one does; a damaged copy is learnt and written "
    "again") {
  testing::TemporaryFolder folder;
  const std::filesystem::path cache = folder.path / "some" / "cache";
  const auto kept = [&](uint64_t seed, const char* version) {
    return Router(pantry(), nullptr,
                  {.seed = seed, .progress = {}, .cache = cache, .version = version});
  };
  const auto sent = [](const Router& router) {
    std::string all = std::to_string(router.threshold());
    for (const char* text :
         {"is there rice in the pantry", "add tea to the list", "쌀 목록에 넣어 줘", "how are you",
          "convert ten dollars", "창고에 우유 남았어?", "zzz"}) {
      const Routed r = router.route(text);
      all += fmt::format("\n{} {} {:a}", text, name_of(r.decision), r.chance);
      for (const Ranked& one : r.ranked)
        all += fmt::format(" {} {:a}", one.intent, one.probability);
      for (const Span& s : r.spans) all += fmt::format(" {} {}-{}", s.slot, s.begin, s.end);
    }
    return all;
  };
  const auto files = [&] {
    std::vector<std::filesystem::path> all;
    for (const auto& entry : std::filesystem::directory_iterator(cache))
      all.push_back(entry.path());
    return all;
  };
  const std::string fresh = sent(Router(pantry(), nullptr, {.seed = 1, .progress = {}}));
  CHECK(sent(kept(1, "1")) == fresh);
  REQUIRE(files().size() == 1);
  const std::filesystem::path file = files()[0];
  const std::string whole = read_file(file);
  const auto stopped = [](uint64_t, uint64_t) { return false; };  // whoever learns is told so
  const auto taken = [&](uint64_t seed, const char* version) {
    try {
      Router(pantry(), nullptr,
             {.seed = seed, .progress = stopped, .cache = cache, .version = version});
      return true;
    } catch (const Error&) {
      return false;
    }
  };
  CHECK(taken(1, "1"));
  CHECK(sent(kept(1, "1")) == fresh);
  CHECK_FALSE(taken(2, "1"));
  CHECK_FALSE(taken(1, "2"));
  std::vector<std::string> damaged = {"", "x", whole + "x", std::string(whole.size(), '\0')};
  for (size_t at = 0; at < whole.size(); at += 1 + whole.size() / 40) {
    damaged.push_back(whole.substr(0, at));
    damaged.push_back(whole);
    damaged.back()[at] = static_cast<char>(damaged.back()[at] ^ 1);
  }
  for (const std::string& bytes : damaged) {
    write_file(file, bytes);
    CHECK_FALSE(taken(1, "1"));
  }
  CHECK(sent(kept(1, "1")) == fresh);
  CHECK(read_file(file) == whole);
  // A few are kept, not all that ever were.
  for (uint64_t seed = 2; seed < 9; ++seed) kept(seed, "1");
  CHECK(files().size() == 4);
  // Where nothing can be written it works all the same.
  testing::put(folder.path / "file", "no folder");
  CHECK(
      sent(Router(
          pantry(), nullptr,
          {.seed = 1, .progress = {}, .cache = folder.path / "file" / "cache", .version = "1"})) ==
      fresh);
}

TEST_CASE("tables of examples") {
  testing::TemporaryFolder folder;
  const auto file = folder.path / "t.csv";
  const auto read = [&](const char* text) {
    testing::put(file, text);
    Examples e;
    add_table(file, "s", e);
    return e;
  };
  const Examples e = read(
      "text,intent,slots\n새 노래 틀어,play,\"[{\"\"slot\"\": \"\"s\"\", \"\"start\"\": 2, "
      "\"\"end\"\": 4}]\"\nno,oos,\n");
  CHECK(e.texts[0].text.substr(e.texts[0].spans[0].begin, 6) == "노래");
  CHECK(e.intent_of == std::vector<uint32_t>{0, kNothing});
  for (const char* bad : {"", "a,b\n1,2\n", "text,intent\nx\n", "text,intent,slots\nabc,p,[{}]\n",
                          "text,intent,slots\nabc,p,7\n",
                          "text,intent,slots\nabc,p,\"[{\"\"slot\"\": \"\"s\"\", \"\"start\"\": 2, "
                          "\"\"end\"\": 9}]\"\n"})
    CHECK_MESSAGE(code_of([&] { read(bad); }) == Code::bad_file, bad);
}
