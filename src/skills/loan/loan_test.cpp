// Screening: decisions with reasons, never through protected columns; what is unsure goes to a human and is logged.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "base/file.h"
#include "base/folder_testing.h"
#include "skills/registry.h"
#include "vault/vault.h"

using namespace tinybrain;
using namespace tinybrain::skills;
using tinybrain::testing::code_of;

namespace {

const std::string kFolder = TINYBRAIN_SOURCE_DIR "/skills/loan";

Json parsed(const std::string& text) { return Json::parse(text); }

struct Trained {
  testing::TemporaryFolder folder;
  std::unique_ptr<Vault> vault;
  Opened skill;
  explicit Trained(bool with_vault = false, const std::string& more = "") {
    for (const char* file : {"applications.csv", "held_out.csv"})
      std::filesystem::copy_file(kFolder + "/sample/" + file, folder.path / file);
    if (with_vault) {
      VaultOptions options;
      options.key.file = folder.path / "key";
      vault = std::make_unique<Vault>(folder.path / "vault.tbv", options);
    }
    skill = open(kFolder, folder.path, vault.get(), parsed("{}"));
    skill.call(
        "train",
        parsed(R"({"table": "applications.csv", "target": "risk", "good": "good", "model": "linear",
      "protected": ["personal_status_sex", {"column": "age", "cuts": [25]}, "foreign_worker"],
      "actionable": {"duration_months": "any", "credit_amount": "down", "savings": "any"})" +
               more + "}"));
  }
};

const char* kGoodCase =
    R"("checking_status": "no checking account", "duration_months": 6, "credit_amount": 1200, "savings": ">=1000 DM",
       "credit_history": "critical account / other credits existing", "employment_since": ">=7 years", "age": 40, "installment_rate_pct": 2,
       "property": "real estate", "other_debtors": "none", "housing": "own", "other_installment_plans": "none")";
const char* kBadCase =
    R"("checking_status": "<0 DM", "duration_months": 48, "credit_amount": 12000, "savings": "<100 DM",
       "credit_history": "no credits taken / all paid back duly", "employment_since": "<1 year", "housing": "rent", "age": 22, "installment_rate_pct": 4,
       "property": "unknown / none", "other_debtors": "none", "other_installment_plans": "bank")";

std::string values(const char* pairs, const std::string& more = "") {
  return std::string(R"({"values": {)") + pairs + "}" + more + "}";
}

}  // namespace

TEST_CASE("a decision has its chance, reasons in words and the smallest change") {
  const Trained t;
  const Json good = t.skill.call("decide", parsed(values(kGoodCase)));
  CHECK(good.at("decision").as_string() == "approve");
  CHECK(good.at("chance").as_double() > 0.8);
  const Json bad = t.skill.call("decide", parsed(values(kBadCase, R"(, "language": "ko")")));
  CHECK(bad.at("decision").as_string() == "refuse");
  CHECK(bad.at("text").as_string().find("거절") == 0);
  CHECK(bad.at("reasons").as_array().size() == 5);
  for (const Json& change : bad.at("smallest_change").at("changes").as_array()) {
    const std::string column = change.at("column").as_string();
    CHECK((column == "duration_months" || column == "credit_amount" || column == "savings"));
  }
  const Json human =
      t.skill.call("decide", parsed(values(kBadCase, R"(, "refusals_to_human": true)")));
  CHECK(human.at("decision").as_string() == "human");
}

TEST_CASE("protected columns change nothing") {
  const Trained t;
  const auto chance = [&](const std::string& more) {
    return t.skill
        .call("decide", parsed(values((std::string(R"("duration_months": 24)") + more).c_str())))
        .at("chance")
        .as_double();
  };
  CHECK(chance(R"(, "age": 22, "foreign_worker": "yes")") ==
        chance(R"(, "age": 60, "foreign_worker": "no")"));
  CHECK(chance("") == chance(R"(, "personal_status_sex": "male: single")"));
}

TEST_CASE("an application with hardly a value goes to a human; an unknown column is refused") {
  const Trained t;
  CHECK(t.skill.call("decide", parsed(R"({"values": {"duration_months": 6}})"))
            .at("decision")
            .as_string() == "human");
  CHECK(code_of([&] { t.skill.call("decide", parsed(R"({"values": {"salary": 6}})")); }) ==
        Code::bad_argument);
  CHECK(code_of([&] {
          t.skill.call("decide", parsed(R"({"values": {"duration_months": "soon"}})"));
        }) == Code::bad_argument);
  CHECK(code_of([&] {
          t.skill.call("decide", parsed(R"({"values": {"duration_months": [1]}})"));
        }) == Code::bad_argument);
}

TEST_CASE("lines of their own for groups need the group") {
  const Trained t(false, R"(, "mitigation": "thresholds")");
  const Json without = t.skill.call("decide", parsed(values(kGoodCase)));
  CHECK(without.at("decision").as_string() == "human");
  const Json with = t.skill.call(
      "decide",
      parsed(
          values((std::string(kGoodCase) + R"(, "personal_status_sex": "male: single")").c_str())));
  CHECK(with.at("decision").as_string() == "approve");
}

TEST_CASE("every decision is in the audit, and a human's answer empties the queue") {
  const Trained t(true);
  CHECK(code_of([&] { t.skill.call("decide", parsed(values(kGoodCase))); }) ==
        Code::bad_argument);  // no case
  t.skill.call("decide", parsed(values(kGoodCase, R"(, "case": "A-1")")));
  t.skill.call("decide", parsed(values(kBadCase, R"(, "case": "A-2", "refusals_to_human": true)")));
  CHECK(t.vault->audit().list({.kind = "decision.loan"}).size() == 2);
  const Json queue = t.skill.call("queue", parsed("{}"));
  REQUIRE(queue.at("waiting").as_int() == 1);
  const Json& waiting = queue.at("cases").as_array()[0];
  CHECK(waiting.at("case").as_string() == "A-2");
  Json answer;
  answer.set("number", waiting.at("number")).set("decision", "approve").set("by", "Kim");
  CHECK(t.skill.call("review", answer).at("case").as_string() == "A-2");
  CHECK(t.skill.call("queue", parsed("{}")).at("waiting").as_int() == 0);
  CHECK(code_of([&] { t.skill.call("review", answer); }) == Code::not_found);
  CHECK(t.vault->audit().verify().good());
}

TEST_CASE("a report has all mitigations, groups and the deletion test") {
  const Trained t;
  const Json j = t.skill.call("report", parsed(R"({"table": "held_out.csv"})"));
  CHECK(j.at("rows").as_int() == 100);
  REQUIRE(j.at("variants").as_array().size() == 3);
  const Json& plain = j.at("variants").as_array()[0];
  CHECK(plain.at("auc").at("value").as_double() > 0.6);
  CHECK(plain.at("groups").as_array().size() == 3);
  CHECK(j.at("reasons").at("ratio").as_double() > 2);
}

TEST_CASE("a column of free text counts by its words, which are the reason, and no text is kept") {
  const testing::TemporaryFolder folder;
  const char *const kGood[] = {"steady work at the mill", "all bills paid on time",
                               "꾸준히 저축하고 있습니다"},
                    *const kBad[] = {"two letters about overdue bills", "lost the job in spring",
                                     "연체가 두 번 있었습니다"},
                    *const kOther[] = {"asked about the garden fence", "called about a new car",
                                       "집 수리 때문에 문의"};
  std::string past = "income,note,outcome\n", later = past;
  for (int i = 0; i < 240; ++i) {
    const bool good = i * 7 % 3 != 0;
    const auto pick = [&](const char* const(&from)[3], int by) {
      return std::string(from[(i / by) % 3]);
    };
    (i < 180 ? past : later) += std::to_string(20 + (i * 13) % 50) + ",\"" + pick(kOther, 3) +
                                ", number" + std::to_string(i) + ", " +
                                pick(good ? kGood : kBad, 1) + " today\"," +
                                (good ? "good" : "bad") + "\n";
  }
  write_file(folder.path / "past.csv", past);
  write_file(folder.path / "later.csv", later);
  const Opened skill = open(kFolder, folder.path, nullptr, parsed("{}"));
  const auto train = [&](const std::string& more) {
    return skill.call(
        "train",
        parsed(R"({"table": "past.csv", "target": "outcome", "good": "good")" + more + "}"));
  };
  const auto auc = [&] {
    return skill.call("report", parsed(R"({"table": "later.csv"})"))
        .at("variants")
        .as_array()[0]
        .at("auc")
        .at("value")
        .as_double();
  };
  CHECK(train("").at("card").at("texts") == parsed(R"(["note"])"));
  CHECK(auc() > 0.95);
  const std::string file = read_file(folder.path / "screening.json");
  CHECK(file.find("\"number17\"") == std::string::npos);  // only one text has it
  const Json said = skill.call(
      "decide",
      parsed(
          R"({"values": {"income": 40, "note": "yesterday two letters about overdue bills came"}})"));
  CHECK(said.at("decision") == Json("refuse"));
  const Json& reason = said.at("reasons").as_array()[0];
  CHECK(reason.at("column") == Json("note"));
  CHECK(reason.at("value").as_string().find("overdue") != std::string::npos);
  for (const Json& change : said.at("smallest_change").at("changes").as_array())
    CHECK(change.at("column") != Json("note"));
  const Json korean = skill.call(
      "decide",
      parsed(
          R"({"values": {"income": 40, "note": "꾸준히 저축하고 있습니다"}, "language": "ko"})"));
  CHECK(korean.at("decision") == Json("approve"));
  CHECK(korean.at("reasons").as_array()[0].at("text").as_string().find("note에 쓰인 말(") == 0);
  for (const char* note : {"", "?", "zzzz", "\\u0001 \\ufffd"})
    CHECK(skill
              .call("decide",
                    parsed(R"({"values": {"income": 40, "note": ")" + std::string(note) + "\"}}"))
              .find("chance"));
  const auto open_cut = [&](const std::string& bytes) {
    write_file(folder.path / "cut.json", bytes);
    return code_of([&] {
      skill.call("decide", parsed(R"({"values": {"income": 1}, "screening": "cut.json"})"));
    });
  };
  const size_t at = file.find("\"rarities\":[");
  REQUIRE(at != std::string::npos);
  CHECK(open_cut(file.substr(0, at + 12) + "1," + file.substr(at + 12)) == Code::bad_file);
  CHECK(train(R"(, "text_columns": [])").at("card").find("texts") == nullptr);
  CHECK(auc() < 0.8);
  CHECK(code_of([&] { train(R"(, "text_columns": ["remark"])"); }) == Code::bad_argument);
  CHECK(train(R"(, "leave_out": ["note"])").at("card").find("texts") == nullptr);
}

TEST_CASE("bad files and names are refused and nothing is written") {
  const Trained t;
  const auto call = [&](const char* tool, const char* arguments) {
    return code_of([&] { t.skill.call(tool, parsed(arguments)); });
  };
  CHECK(call("train", R"({"table": "../applications.csv", "target": "risk", "good": "good"})") ==
        Code::bad_argument);
  CHECK(call("train", R"({"table": "none.csv", "target": "risk", "good": "good"})") ==
        Code::not_found);
  CHECK(call("train", R"({"table": "applications.csv", "target": "risk", "good": "fine"})") ==
        Code::bad_argument);
  CHECK(call("train", R"({"table": "applications.csv", "target": "age", "good": "30"})") ==
        Code::bad_argument);
  CHECK(
      call(
          "train",
          R"({"table": "applications.csv", "target": "risk", "good": "good", "mitigation": "reweighing"})") ==
      Code::bad_argument);
  CHECK(call("decide", R"({"values": {}, "screening": "/etc/passwd"})") == Code::bad_argument);
  const std::string whole = read_file(t.folder.path / "screening.json");
  for (size_t size : {size_t{0}, size_t{1}, whole.size() / 3, whole.size() - 3}) {
    write_file(t.folder.path / "cut.json", whole.substr(0, size));
    CHECK(call("decide", R"({"values": {}, "screening": "cut.json"})") == Code::bad_file);
  }
}
