// A desk as its owner relies on it: the dial is kept on real questions, and a conversation goes as a person would expect.
#include "desk/desk.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/folder_testing.h"
#include "base/rng.h"
#include "desk/desk_testing.h"
#include "text/small_talk.h"

namespace tinybrain::desk {
namespace {

using testing::code_of;
using testing::make_bank;
using testing::make_shop;
using testing::table;

struct Bank {
  tinybrain::testing::TemporaryFolder folder;
  // Two of five of the questions that were asked are from elsewhere.
  Json made = make_bank(folder.path / "desk.gguf", {}, 0.4);
  Desk desk{folder.path / "desk.gguf", nullptr};
  std::vector<Asked> asked = read_asked(table("desk_asked.csv"), {}, desk.matcher().faq());
};

struct Shop {
  tinybrain::testing::TemporaryFolder folder;
  Desk desk{make_shop(folder.path) / "desk.gguf", nullptr};
  Conversation conversation;
  std::string ask(std::string_view question) {
    const Settled s = desk.settle(question, conversation);
    return s.decision == Decision::answer ? desk.answer_text(s.candidates[0].answer)
                                          : name_of(s.decision);
  }
};

}  // namespace

TEST_CASE("from the FAQ alone, wrong answers stay within the dial, and a wider dial answers more") {
  Bank bank;
  CHECK(bank.made.get_int("questions", 0) == 300);
  CHECK(bank.made.get_int("answers", 0) == 10);
  double before = 0;
  for (double dial : {0.02, 0.05, 0.1, 0.2}) {
    bank.desk.set_dial(dial);
    const Json m = judge_desk(bank.desk, bank.asked, {});
    CAPTURE(m.dump());
    CHECK(m.at("wrong_interval").as_array()[0].as_double() <= dial);  // as far as 200 can show
    CHECK(m.get_double("answered", 0) >= before);
    CHECK(m.at("elsewhere").get_int("questions", 0) == 80);
    CHECK(m.at("elsewhere").get_double("refused", 0) >= 0.75);
    before = m.get_double("answered", 0);
  }
  CHECK(before > 0.2);
}

TEST_CASE(
    "over many halvings of questions that were really asked, wrong answers stay within the dial") {
  Bank bank;
  std::vector<Tried> tried;
  for (const Asked& a : bank.asked) {
    const std::vector<Candidate> found = bank.desk.matcher().find(a.question, 20);
    REQUIRE(!found.empty());
    tried.push_back({features_of(found, bank.desk.matcher().unseen(a.question)),
                     a.answer && found[0].answer == *a.answer, 1});
  }
  // A half that shows no threshold answers nothing. Of the others, one in ten may be misled (Calibration::kSure).
  for (double dial : {0.1, 0.2}) {
    constexpr uint64_t kHalvings = 40;
    uint64_t answered_any = 0, misled = 0;
    for (uint64_t seed = 0; seed < kHalvings; ++seed) {
      const std::vector<uint32_t> order = shuffled_indices(tried.size(), seed);
      std::vector<Tried> half;
      for (size_t i = 0; i < order.size() / 2; ++i) half.push_back(tried[order[i]]);
      const Fitted fitted = fit_chance(half, seed);
      const double threshold = fitted.calibration.threshold(dial);
      uint64_t answered = 0, wrong = 0;
      for (size_t i = order.size() / 2; i < order.size(); ++i) {
        const Tried& t = tried[order[i]];
        if (fitted.model.chance(t.features) < threshold) continue;
        ++answered;
        wrong += !t.right;
      }
      answered_any += answered > 0;
      misled += drift_of(answered, wrong, dial).probability < 0.05;
    }
    CAPTURE(dial);
    CHECK(answered_any > 0);
    CHECK(misled <= kHalvings / 10);
  }
}

TEST_CASE("no share of wrong answers is promised that the questions do not show") {
  CHECK(Calibration().threshold(0.05) > 1);
  const auto points = [](int right, int wrong, float chance, bool asked) {
    std::vector<Calibration::Point> all;
    for (int i = 0; i < right + wrong; ++i) all.push_back({chance, i >= wrong, 1, asked});
    return all;
  };
  // Upper bounds of Clopper and Pearson, scipy 1.17: beta.ppf(0.9, 1, 21) = 0.1038, beta.ppf(0.9, 1, 22) = 0.0994;
  // beta.ppf(0.9, 2, 36) = 0.1011, beta.ppf(0.9, 2, 37) = 0.0985.
  CHECK(Calibration(points(21, 0, 0.9f, true)).threshold(0.1) > 1);
  CHECK(Calibration(points(22, 0, 0.9f, true)).threshold(0.1) == doctest::Approx(0.9));
  CHECK(Calibration(points(36, 1, 0.9f, true)).threshold(0.1) > 1);
  CHECK(Calibration(points(37, 1, 0.9f, true)).threshold(0.1) == doctest::Approx(0.9));
  CHECK(Calibration(points(400, 0, 0.4f, true)).threshold(0.1) > 1);  // under kLeastChance

  // Trials alone show something, but however many there are, no more than ten answers would.
  CHECK(Calibration(points(10, 0, 0.9f, false)).threshold(0.05) > 1);
  CHECK(Calibration(points(1000, 0, 0.9f, false)).threshold(0.05) == doctest::Approx(0.9));
  CHECK(Calibration(points(9700, 300, 0.9f, false)).threshold(0.05) > 1);
  // What was asked outweighs them, either way.
  std::vector<Calibration::Point> both = points(9700, 300, 0.9f, false);
  for (const Calibration::Point& p : points(40, 0, 0.9f, true)) both.push_back(p);
  CHECK(Calibration(both).threshold(0.05) == doctest::Approx(0.9));
  both = points(1000, 0, 0.9f, false);
  for (const Calibration::Point& p : points(37, 3, 0.9f, true)) both.push_back(p);
  CHECK(Calibration(both).threshold(0.05) > 1);
  CHECK(Calibration(both).at(0.9f).wrong == doctest::Approx(3.0 / 50));
  CHECK(Calibration(both).at(0.9f).answered == doctest::Approx(1));
}

TEST_CASE("drift is told from chance") {
  CHECK(!drift_of(0, 0, 0.05).drifted());
  CHECK(!drift_of(20, 2, 0.05).drifted());
  CHECK(drift_of(20, 6, 0.05).drifted());
  // 1 - (cumulative of 1 among 20 at 0.05), scipy 1.10: binom.sf(1, 20, 0.05)
  CHECK(drift_of(20, 2, 0.05).probability == doctest::Approx(0.26416).epsilon(1e-4));
}

TEST_CASE("a dial that makes no sense is refused") {
  Shop shop;
  for (double dial : {0.0, -1.0, 0.51, 1e9, std::nan("")})
    CHECK(code_of([&] { shop.desk.set_dial(dial); }) == Code::bad_argument);
  CHECK(shop.desk.dial() == 0.05);
}

TEST_CASE("the owner's own words are answered, whatever the dial; others need enough chance") {
  Shop shop;
  shop.desk.set_dial(0.001);
  CHECK(shop.ask("how long does delivery take?") == "Two days.");
  CHECK(shop.ask("배송은 얼마나 걸리나요?") == "이틀 걸립니다.");
  CHECK(shop.ask("Is the moon made of cheese?") == "unknown");
  CHECK(code_of([&] { shop.ask(" \n"); }) == Code::bad_argument);
  CHECK(shop.ask("\xff\xfe broken \xc3") == "unknown");
}

TEST_CASE("a short question goes on from the one before") {
  Shop shop;
  CHECK(shop.ask("How long does delivery take") != "Nine days.");
  CHECK(shop.ask("to Canada?") == "Nine days.");
  shop.conversation = {};
  CHECK(shop.ask("to Canada?") == "unknown");
}

TEST_CASE("of two answers that were offered a number chooses, in both languages") {
  Shop shop;
  for (const auto& [word, wanted] : {std::pair{"1", "Nine days."},
                                     {"1.", "Nine days."},
                                     {"1번", "Nine days."},
                                     {" 2 번 ", "이틀 걸립니다."},
                                     {"2번이요", "이틀 걸립니다."},
                                     {"2)", "이틀 걸립니다."}}) {
    CAPTURE(word);
    // Also where the question before says nothing of them.
    shop.conversation = {"delivery", {1, 3}};
    CHECK(shop.ask(word) == wanted);
    CHECK(shop.conversation.offered.empty());
  }
  for (const char* word : {"3", "0", "-1", "99999999999999999999", "1 parcel is missing"}) {
    CAPTURE(word);
    shop.conversation = {"delivery", {1, 3}};
    CHECK(shop.ask(word) != "Nine days.");
  }
  shop.conversation = {"", {1}};
  CHECK(shop.ask("1") == "Nine days.");
}

TEST_CASE("two near answers are offered, and one of them is given when chosen") {
  Bank bank;
  size_t offered = 0, with_right = 0;
  bank.desk.set_dial(0.1);
  for (const Asked& a : bank.asked) {
    Conversation c;
    if (bank.desk.settle(a.question, c).decision != Decision::ask_back) continue;
    ++offered;
    REQUIRE(c.offered.size() == 2);
    const uint32_t second = c.offered[1];
    with_right += a.answer && (c.offered[0] == *a.answer || second == *a.answer);
    const Settled s = bank.desk.settle("2", c);
    CHECK(s.decision == Decision::answer);
    CHECK(s.chosen);
    CHECK(s.candidates[0].answer == second);
  }
  CAPTURE(offered);
  CHECK(2 * with_right >= offered);
}

TEST_CASE("greetings and thanks are no questions") {
  CHECK(small_talk_of("Hello!") == SmallTalk::hello);
  CHECK(small_talk_of("안녕하세요~") == SmallTalk::hello);
  CHECK(small_talk_of("THANK YOU.") == SmallTalk::thanks);
  CHECK(small_talk_of("감사합니다!!") == SmallTalk::thanks);
  CHECK(small_talk_of("수고하세요") == SmallTalk::bye);
  CHECK(small_talk_of("hello, where is my parcel?") == SmallTalk::none);
  CHECK(small_talk_of("") == SmallTalk::none);
  Shop shop;
  CHECK(shop.ask("고마워요") == "small_talk");
}

TEST_CASE("what was taught is answered next, and after opening it again") {
  Shop shop;
  const size_t answers = shop.desk.matcher().faq().answers.size();
  CHECK(shop.ask("Where do I find my invoice?") == "unknown");
  const uint32_t fresh =
      shop.desk.teach("Where do I find my invoice?", {}, "In the mail with your order.");
  CHECK(fresh == answers);
  CHECK(shop.ask("where do i find my invoice?") == "In the mail with your order.");
  CHECK(shop.desk.teach("Invoice please", {}, "In the mail with your order.") == fresh);
  CHECK(shop.desk.teach("Till when can it go back", 2u, "") == 2u);
  CHECK(code_of([&] { shop.desk.teach("x", 99u, ""); }) == Code::bad_argument);
  CHECK(code_of([&] { shop.desk.teach("  ", 0u, ""); }) == Code::bad_argument);
  shop.desk.save(shop.folder.path / "desk.gguf");
  const Desk again(shop.folder.path / "desk.gguf", nullptr);
  for (const auto& [question, answer] :
       {std::pair{"invoice please", "In the mail with your order."},
        {"How long does delivery take?", "Two days."}}) {
    Conversation c;
    const Settled s = again.settle(question, c);
    CHECK(s.decision == Decision::answer);
    CHECK(again.answer_text(s.candidates[0].answer) == answer);
  }
}

TEST_CASE("too little makes no desk, and nothing is written") {
  tinybrain::testing::TemporaryFolder folder;
  MakeOptions options;
  options.faq = folder.path / "faq.csv";
  const auto make = [&] { make_desk(options, nullptr, folder.path / "desk.gguf", {}); };
  CHECK(code_of(make) == Code::not_found);
  testing::put(options.faq, "question,answer\nWhy?,Because.\nHow?,So.\n");
  CHECK(code_of(make) == Code::bad_argument);
  testing::put(options.faq, testing::kShop);
  CHECK(code_of([&] {
          make_desk(options, nullptr, folder.path / "desk.gguf",
                    [](const Making&) { return false; });
        }) == Code::cancelled);
  CHECK(!std::filesystem::exists(folder.path / "desk.gguf"));
  CHECK(code_of([&] { Desk(folder.path / "desk.gguf", nullptr); }) == Code::not_found);
}

}  // namespace tinybrain::desk
