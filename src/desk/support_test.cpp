// A desk at work: what a slip shows and what it hides, that nothing goes without a grant or over the budget, and that what
// was taught is kept.
#include "desk/support.h"

#include <doctest/doctest.h>

#include "base/folder_testing.h"
#include "desk/desk_testing.h"

namespace tinybrain::desk {
namespace {

using testing::code_of;

struct Work {
  tinybrain::testing::TemporaryFolder folder;
  std::optional<Vault> vault;
  std::optional<Support> support;

  explicit Work(bool with_vault = true, bool granted = true) {
    testing::make_shop(folder.path);
    if (with_vault) {
      VaultOptions options;
      options.key.file = folder.path / "vault.key";
      vault.emplace(folder.path / "vault.tbv", options);
      if (granted) vault->consents().grant("escalation", "owner");
    }
    open();
    set(R"({"escalation": {"mode": "ask", "endpoint": "http://127.0.0.1:9/v1", "model": "large",
            "budget_per_day": 1, "price_in": 0, "price_out": 0}})");
  }
  void open() {
    SupportParts parts;
    parts.vault = vault ? &*vault : nullptr;
    support.emplace(folder.path, parts);
  }
  void set(const char* changes) { support->set_settings(Json::parse(changes)); }
  Json ask(std::string_view text, std::string_view language = "en") {
    Json request;
    request.set("text", text);
    request.set("language", language);
    return support->ask(request);
  }
  int64_t slip_of(std::string_view text) { return ask(text).at("slip").get_int("id", 0); }
  size_t audited(const char* kind) {
    AuditFilter filter;
    filter.kind = kind;
    return vault->audit().list(filter).size();
  }
};

constexpr const char* kPersonal = "My mail is ann.lee@example.com, 010-1234-5678: why is it blue?";

Json reply_of(const char* content, int in = 100, int out = 10) {
  Json j;
  j.set("content", content);
  j.set("prompt_tokens", in);
  j.set("completion_tokens", out);
  return j;
}

}  // namespace

TEST_CASE("an answer says where it stands; the rest is not guessed") {
  Work work(false);
  const Json answer = work.ask("How long does delivery take?");
  CHECK(answer.get_string("decision", "") == "answer");
  CHECK(answer.get_string("text", "") == "Two days.");
  CHECK(answer.at("cites").as_array()[0].get_string("file", "") == "faq.csv");
  CHECK(answer.at("cites").as_array()[0].get_int("row", 0) == 2);
  CHECK(answer.at("slip").is_null());
  CHECK(work.ask("Is the moon made of cheese?").get_string("decision", "") == "unknown");
  CHECK(work.ask("고마워요", "ko").get_string("text", "").find("다행") != std::string::npos);
  CHECK(code_of([&] { work.ask(""); }) == Code::bad_argument);
  for (const char* request :
       {R"({})", R"({"text": 3})", R"({"text": "1", "conversation": {"offered": [99]}})",
        R"({"text": "1", "conversation": {"offered": [-1]}})",
        R"({"text": "1", "conversation": {"offered": ["x"]}})"}) {
    CAPTURE(request);
    CHECK(code_of([&] { work.support->ask(Json::parse(request)); }) != Code::ok);
  }
}

TEST_CASE("a slip holds nothing that was redacted, not even where an example was taught with it") {
  Work work;
  // A customer's words, taught as they came.
  work.support->teach(Json::parse(
      R"({"text": "Ask bob@example.org why my order is blue", "answer_text": "Blue is our colour."})"));
  const Json reply = work.ask(kPersonal);
  const Json& slip = reply.at("slip");
  REQUIRE(slip.is_object());
  CHECK(slip.get_bool("allowed", false));
  CHECK(!slip.get_bool("granted", true));
  const auto check = [](const Json& messages) {
    const std::string all = messages.dump();
    CHECK(all.find("ann.lee") == std::string::npos);
    CHECK(all.find("1234-5678") == std::string::npos);
    CHECK(all.find("bob@") == std::string::npos);
    CHECK(all.find("why is it blue?") != std::string::npos);
    CHECK(all.find("Blue is our colour.") != std::string::npos);
  };
  check(slip.at("messages"));
  CHECK(slip.at("replaced").as_array().size() == 3);
  const Json sent = work.support->grant(slip.get_int("id", 0), true);
  check(sent.at("messages"));
  CHECK(sent.get_string("endpoint", "") == "http://127.0.0.1:9/v1");
  AuditFilter filter;
  filter.kind = "escalation.";
  for (const AuditEntry& e : work.vault->audit().list(filter))
    CHECK(e.detail.dump().find("ann.lee") == std::string::npos);
}

TEST_CASE("a slip that is refused sends nothing and is gone") {
  Work work;
  const int64_t id = work.slip_of(kPersonal);
  CHECK(work.support->grant(id, false).is_null());
  CHECK(work.audited("escalation.refused") == 1);
  CHECK(work.audited("escalation.sent") == 0);
  CHECK(code_of([&] { work.support->grant(id, true); }) == Code::not_found);
  CHECK(code_of([&] { work.support->received(id, reply_of("x")); }) == Code::not_found);
}

TEST_CASE("without the vault, the grant or the setting nothing goes") {
  for (const bool with_vault : {false, true}) {
    Work work(with_vault, false);
    const Json slip = work.ask(kPersonal).at("slip");
    CHECK(!slip.get_bool("allowed", true));
    CHECK(!slip.get_string("refusal", "").empty());
    CHECK(code_of([&] { work.support->grant(slip.get_int("id", 0), true); }) == Code::bad_argument);
  }
  Work work;
  const int64_t waiting = work.slip_of(kPersonal);
  work.set(R"({"escalation": {"mode": "off"}})");
  CHECK(code_of([&] { work.support->grant(waiting, true); }) == Code::bad_argument);
  CHECK(work.ask(kPersonal).at("slip").is_null());
  CHECK(work.audited("escalation.sent") == 0);
  // Withdrawn while it waits.
  work.set(R"({"escalation": {"mode": "always"}})");
  const Json slip = work.ask(kPersonal).at("slip");
  CHECK(slip.get_bool("granted", false));
  work.vault->consents().withdraw("escalation", "owner");
  CHECK(code_of([&] { work.support->grant(slip.get_int("id", 0), true); }) == Code::bad_argument);
}

TEST_CASE("the day's budget is kept, by what is expected and then by what came back") {
  Work work;
  work.set(R"({"escalation": {"price_in": 1000, "price_out": 1000, "budget_per_day": 0}})");
  CHECK(!work.ask(kPersonal).at("slip").get_bool("allowed", true));
  const double price = work.ask(kPersonal).at("slip").get_double("price", 0);
  REQUIRE(price > 0);
  Json changes, escalation;
  escalation.set("budget_per_day", 1.5 * price);
  changes.set("escalation", escalation);
  work.support->set_settings(changes);
  const int64_t first = work.slip_of(kPersonal), second = work.slip_of(kPersonal);
  work.support->grant(first, true);
  CHECK(work.support->report().get_double("spent_today", 0) == doctest::Approx(price));
  CHECK(code_of([&] { work.support->grant(second, true); }) == Code::bad_argument);
  work.support->received(first, reply_of("I do not know.", 50, 10));
  CHECK(work.support->report().get_double("spent_today", 0) == doctest::Approx(60 * 1000 / 1e6));
  work.open();  // what was spent is in the vault
  CHECK(work.support->report().get_double("spent_today", 0) == doctest::Approx(0.06));
}

TEST_CASE("of a reply only what stands in the owner's texts is said") {
  Work work;
  constexpr const char* kQuestion = "Can my item at 010-1234-5678 be sent back, refunds?";
  int64_t id = work.slip_of(kQuestion);
  work.support->grant(id, true);
  CHECK(code_of([&] { work.support->grant(id, true); }) == Code::not_found);  // once only
  Json reply = work.support->received(
      id, reply_of("Refunds take five days. You also get a free pony with it."));
  CHECK(reply.get_string("decision", "") == "large");
  CHECK(reply.get_string("text", "").find("five days") != std::string::npos);
  CHECK(reply.get_string("text", "").find("pony") == std::string::npos);
  for (const char* result :
       {R"({"error": "timeout"})", R"({"content": ""})", R"({"content": "I do not know."})",
        R"({"content": "Refunds take nine days."})", R"({})"}) {
    CAPTURE(result);
    id = work.slip_of(kQuestion);
    work.support->grant(id, true);
    reply = work.support->received(id, Json::parse(result));
    CHECK(reply.get_string("decision", "") == "unknown");
    CHECK(!reply.get_string("text", "").empty());
  }
  CHECK(work.audited("escalation.failed") == 3);
}

TEST_CASE("teaching makes the next answer right, and is kept") {
  Work work;
  CHECK(work.ask("Do you sell gift cards?").get_string("decision", "") == "unknown");
  const Json taught = work.support->teach(
      Json::parse(R"({"text": "Do you sell gift cards?", "answer_text": "Yes, from 10 euros."})"));
  CHECK(taught.get_int("questions", 0) == 9);
  CHECK(work.ask("do you sell gift cards?").get_string("text", "") == "Yes, from 10 euros.");
  work.open();
  CHECK(work.ask("Do you sell gift cards?").get_string("text", "") == "Yes, from 10 euros.");
  for (const char* lesson :
       {R"({})", R"({"text": "x"})", R"({"text": "x", "answer": 99})",
        R"({"text": "x", "answer": -1})", R"({"text": "", "answer": 0})",
        R"({"text": "x", "answer_text": " "})", R"({"text": "x", "right": "yes"})"}) {
    CAPTURE(lesson);
    CHECK(code_of([&] { work.support->teach(Json::parse(lesson)); }) != Code::ok);
  }
  CHECK(work.support->answers().as_array().size() == 6);
}

TEST_CASE("what people say of answers shows when the dial no longer holds") {
  Work work(true, false);
  work.vault->consents().grant("corrections", "owner");
  for (int i = 0; i < 20; ++i) {
    Json lesson;
    lesson.set("text", "How long does delivery take?");
    lesson.set("right", i >= 6);
    work.support->teach(lesson);
  }
  const Json drift = work.support->report().at("drift");
  CHECK(drift.get_int("judged", 0) == 20);
  CHECK(drift.get_int("wrong", 0) == 6);
  CHECK(drift.get_bool("drifted", false));
  work.ask("Is the moon made of cheese?");
  CHECK(work.support->report().get_int("open", 0) == 1);
}

TEST_CASE("desks that share a vault keep their own counts; rows that name no desk are everyone's") {
  Work work(true, true);
  work.vault->consents().grant("corrections", "owner");
  work.vault->consents().grant("answer", "owner");
  work.set(R"({"escalation": {"price_in": 1000, "price_out": 1000, "budget_per_day": 100}})");
  std::filesystem::create_directory(work.folder.path / "other");
  testing::make_shop(work.folder.path / "other");
  SupportParts parts;
  parts.vault = &*work.vault;
  Support other(work.folder.path / "other/", parts);  // named as without the slash
  other.set_settings(work.support->settings());

  Json earlier;
  earlier.set("rating", -1);
  earlier.set("target", "desk");
  work.vault->lessons().add("feedback", "Where is it?", earlier);
  Json lesson;
  lesson.set("text", "How long does delivery take?");
  lesson.set("right", false);
  work.support->teach(lesson);
  const int64_t id = work.slip_of("Is the moon made of cheese?");
  work.support->grant(id, true);
  const Json own = work.support->report(), theirs = other.report();
  CHECK(own.get_int("open", 0) == 1);
  CHECK(theirs.get_int("open", -1) == 0);
  CHECK(own.at("drift").get_int("judged", 0) == 2);
  CHECK(theirs.at("drift").get_int("judged", 0) == 1);
  CHECK(own.get_double("spent_today", 0) > 0);
  CHECK(theirs.get_double("spent_today", -1) == 0);
  CHECK(own.at("days").as_array().size() == 1);
  CHECK(theirs.at("days").as_array().empty());

  // What another process of the same desk spent counts as soon as it is written down.
  Json sent;
  sent.set("desk", "other");
  sent.set("price", 2.5);
  work.vault->audit().append("escalation.sent", sent);
  CHECK(other.report().get_double("spent_today", 0) == doctest::Approx(2.5));
  CHECK(work.support->report().get_double("spent_today", 0) ==
        doctest::Approx(own.get_double("spent_today", 0)));

  LessonFilter filter;
  filter.kind = "question";
  filter.desk = "other";
  CHECK(work.vault->lessons().list(filter).empty());
  work.vault->lessons().add("question", "from before", Json(Json::Object{}));
  CHECK(work.vault->lessons().list(filter).size() == 1);
}

}  // namespace tinybrain::desk
