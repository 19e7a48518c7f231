#include "skills/loan/loan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/messages/skill_loan.h"
#include "skills/asked.h"
#include "skills/data_folder.h"
#include "skills/loan/decide.h"
#include "skills/loan/report.h"
#include "skills/loan/train.h"
#include "vault/vault.h"

namespace tinybrain::skills {
namespace {

using namespace loan;

constexpr const char* kFile = "screening.json";
constexpr const char* kDecided = "decision.loan";
constexpr const char* kReviewed = "review.loan";

class Loan : public Skill {
 public:
  explicit Loan(const Opening& opening) : data_(opening), vault_(opening.vault) {}

  Json call(const std::string& tool, const Json& arguments) override {
    const Language language = language_in(arguments);
    Json result;
    if (tool == "train") result = train(arguments);
    if (tool == "decide") result = decide_one(arguments, language);
    if (tool == "report")
      result = report_on(screen(arguments), data_.file(arguments.at("table").as_string("table")),
                         static_cast<uint64_t>(arguments.get_int("seed", 1)), language);
    if (tool == "queue") result = queue(arguments);
    if (tool == "review") result = review(arguments);
    if (data_.sample()) result.set("sample", text_of(language, msg::kLoanSample));
    return result;
  }

 private:
  const ReadScreen& screen(const Json& arguments) {
    const std::filesystem::path file = data_.file(arguments.get_string("screening", kFile));
    const auto written = std::filesystem::exists(file) ? std::filesystem::last_write_time(file)
                                                       : std::filesystem::file_time_type{};
    if (!read_ || read_from_ != file || written != written_) {
      read_ = read_screen(file);
      read_from_ = file, written_ = written;
    }
    return *read_;
  }

  Json train(const Json& arguments) {
    const std::filesystem::path file =
        data_.file_to_write(arguments.get_string("screening", kFile));
    const Screen s = train_screen(data_.file(arguments.at("table").as_string("table")), arguments);
    write_screen(file, s);
    read_.reset();
    Json j, lines;
    const Lines& in_use = s.lines[static_cast<size_t>(s.mitigation)];
    lines.set("refuse_below", in_use.refuse_below).set("approve_from", in_use.approve_from);
    j.set("screening", file.filename().string()).set("card", s.card);
    return j.set("mitigation", name_of(s.mitigation)).set("lines", lines);
  }

  Json decide_one(const Json& arguments, Language language) {
    const std::string name = arguments.get_string("case", "");
    if (name.size() > 100 || (vault_ && name.empty()))
      throw Error(Code::bad_argument, msg::kLoanCaseName);
    Json j = decide(screen(arguments), arguments, language);
    if (!name.empty()) j.set("case", name);
    if (!vault_) return j.set("logged", text_of(language, msg::kLoanNotLogged));
    // What was decided and why; the values themselves stay with the application.
    Json detail, reasons{Json::Array{}}, logged;
    for (const Json& reason : j.at("reasons").as_array()) {
      Json one;
      one.set("column", reason.at("column"));
      reasons.push(one.set("effect", reason.at("effect")));
    }
    detail.set("case", name).set("decision", j.at("decision")).set("chance", j.at("chance"));
    detail.set("reasons", reasons).set("trace", j.at("trace"));
    const AuditEntry entry = vault_->audit().append(kDecided, detail);
    logged.set("number", entry.seq).set("hash", entry.hash);
    return j.set("logged", logged);
  }

  Vault& vault() const {
    if (!vault_) throw Error(Code::bad_argument, msg::kLoanNoVault);
    return *vault_;
  }

  // Decisions that a human has to make and has not made, by number.
  std::map<int64_t, AuditEntry> waiting() const {
    std::map<int64_t, AuditEntry> all;
    std::set<int64_t> done;
    AuditFilter filter;
    filter.limit = 1000;
    for (;;) {  // newest first: a review comes before its decision
      const std::vector<AuditEntry> entries = vault().audit().list(filter);
      for (const AuditEntry& e : entries) {
        filter.before = e.seq;
        if (e.erased) continue;
        if (e.kind == kReviewed) done.insert(e.detail.get_int("number", 0));
        if (e.kind == kDecided && e.detail.get_string("decision", "") == "human" &&
            !done.count(e.seq))
          all.emplace(e.seq, e);
      }
      if (entries.size() < filter.limit) return all;
    }
  }

  Json queue(const Json& arguments) const {
    const auto all = waiting();
    const auto most =
        static_cast<size_t>(std::clamp<int64_t>(arguments.get_int("limit", 20), 1, 1000));
    Json j, cases{Json::Array{}};
    for (const auto& [number, entry] : all) {
      if (cases.as_array().size() == most) break;
      Json one;
      one.set("number", number).set("time", entry.time);
      for (const char* name : {"case", "chance", "reasons"}) one.set(name, entry.detail.at(name));
      cases.push(std::move(one));
    }
    return j.set("waiting", all.size()).set("cases", cases);
  }

  Json review(const Json& arguments) {
    const int64_t number = arguments.at("number").as_int("number");
    const std::string decision = arguments.get_string("decision", ""),
                      by = arguments.get_string("by", "");
    if ((decision != "approve" && decision != "refuse") || by.empty() || by.size() > 100)
      throw Error(Code::bad_argument, msg::kLoanReviewWords);
    const auto all = waiting();
    const auto at = all.find(number);
    if (at == all.end()) throw Error(Code::not_found, msg::kLoanNoSuchCase, number);
    Json detail, j, logged;
    detail.set("number", number)
        .set("case", at->second.detail.at("case"))
        .set("decision", decision)
        .set("by", by);
    detail.set("note", arguments.get_string("note", "").substr(0, 2000));
    const AuditEntry entry = vault().audit().append(kReviewed, detail);
    logged.set("number", entry.seq).set("hash", entry.hash);
    return j.set("case", at->second.detail.at("case"))
        .set("decision", decision)
        .set("logged", logged);
  }

  DataFolder data_;
  Vault* vault_;
  std::optional<ReadScreen> read_;
  std::filesystem::path read_from_;
  std::filesystem::file_time_type written_;
};

}  // namespace

std::unique_ptr<Skill> make_loan(const Opening& opening) { return std::make_unique<Loan>(opening); }

}  // namespace tinybrain::skills
