// tinybrain desk: questions to a support desk, and what its owner wants to know and set.
#include <cstdlib>

#include "base/home.h"
#include "base/json.h"
#include "base/messages/cli.h"
#include "base/messages/desk_home.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/text.h"
#include "home/commands.h"
#include "home/desk_folder.h"
#include "remote/large_model.h"

namespace tinybrain::home {
namespace {

using cli::text;

// What stands after the desk's name.
std::string question_of(const Options& o) {
  return fmt::format("{}", fmt::join(o.words.begin() + 1, o.words.end(), " "));
}

std::string share(const Json& j, const char* name) { return percent_text(j.get_double(name, 0)); }

// How it was understood, a line a fact.
void print_why(const Json& trace) {
  for (const Json& head : trace.at("heads").as_array())
    cli::print_line("  " + head.get_string("name", "") + ": " + head.get_string("label", "-") +
                    " (" + share(head, "probability") + " %)");
  for (const Json& slot : trace.at("slots").as_array())
    cli::print_line("  " + slot.get_string("kind", "") + ": " + slot.get_string("text", ""));
  if (const Json* intent = trace.find("intent"); intent && intent->is_object())
    cli::print_line("  " + text(msg::kDeskNearest, intent->get_string("question", ""),
                                share(*intent, "chance")));
  for (const Json& e : trace.at("evidence").as_array()) {
    if (e.get_string("kind", "") == "passage")
      cli::print_line("  " + text(msg::kDeskEvidence, e.get_string("file", ""), e.get_int("row", 0),
                                  e.get_string("heading", "")));
  }
  for (const Json& rule : trace.at("rules").as_array()) cli::print_line("  " + rule.as_string());
  cli::print_line("  " + trace.get_string("decision", "") + ": " + trace.get_string("why", ""));
  cli::print_line(
      "  " + text(msg::kDeskTime, fmt::format("{:.1f}", trace.get_double("seconds", 0) * 1000)));
}

void print_reply(const Json& reply, const Options& o) {
  cli::print_line(reply.get_string("text", ""));
  const auto& cites = reply.at("cites").as_array();
  for (const Json& c : cites)
    if (!c.get_string("file", "").empty())
      cli::print_line("  [" + c.get_string("file", "") + ":" + std::to_string(c.get_int("row", 0)) +
                      "] " + c.get_string("heading", ""));
  if (o.why) print_why(reply.at("trace"));
}

void print_slip(const Json& slip) {
  cli::print_line(
      text(msg::kDeskSlipTitle, slip.get_string("endpoint", ""), slip.get_string("model", "")));
  cli::print_line(text(msg::kDeskSlipReason, slip.get_string("reason", "")));
  for (const Json& m : slip.at("messages").as_array())
    cli::print_line("| " + m.get_string("role", "") + ": " + m.get_string("content", ""));
  cli::print_line(text(msg::kDeskSlipPrice, slip.get_int("tokens", 0),
                       fmt::format("{:.6g}", slip.get_double("price", 0)),
                       slip.get_string("currency", "")));
}

// Whether the person lets this slip go. Never without them: no terminal, no sending, unless it was granted for all.
bool granted(const Json& slip, const Options& o) {
  if (slip.get_bool("granted", false) || o.grant) return true;
  if (!cli::input_is_terminal() || o.json) return false;
  print_slip(slip);
  cli::print(text(msg::kDeskSlipAsk));
  cli::flush();
  std::string line;
  return cli::read_line(line) && (line == "y" || line == "yes" || line == "예" || line == "네");
}

Json hand_over(tb::Desk& desk, const Json& slip) {
  const Json to_send = Json::parse(desk.grant(slip.get_int("id", 0), true));
  const char* key = environment("TINYBRAIN_ESCALATION_KEY");
  const Json result = remote::ask_large_model(to_send, key ? key : "");
  return Json::parse(desk.received(slip.get_int("id", 0), result.dump()));
}

Json ask_once(tb::Desk& desk, const std::string& question, const Json& conversation,
              const Options& o) {
  Json request;
  request.set("text", question);
  request.set("conversation", conversation);
  Json reply = Json::parse(desk.ask(request.dump()));
  if (!o.json) print_reply(reply, o);
  const Json* slip = reply.find("slip");
  if (slip && slip->is_object()) {
    if (!slip->get_bool("allowed", false)) {
      if (!o.json) cli::note(slip->get_string("refusal", ""));
    } else if (granted(*slip, o)) {
      const Json large = hand_over(desk, *slip);
      if (!o.json) cli::print_line(large.get_string("text", ""));
      reply.set("large", large);
    }
  }
  if (o.json) cli::print_json(reply);
  cli::flush();
  return reply.at("conversation");
}

int ask(const Options& o) {
  OpenDesk opened = open_desk(o, true);
  Json conversation;
  if (const std::string question = question_of(o); !question.empty()) {
    ask_once(*opened.desk, question, conversation, o);
    return 0;
  }
  std::string line;
  while (true) {
    if (cli::input_is_terminal()) {
      cli::print("> ");
      cli::flush();
    }
    if (!cli::read_line(line)) break;
    if (line.empty()) continue;
    const Json reply = ask_once(*opened.desk, line, conversation, o);
    if (!o.alone) conversation = reply;
  }
  return 0;
}

int evaluate(const Options& o) {
  if (o.words.size() < 2) throw Error(Code::bad_argument, msg::kDeskNoData);
  OpenDesk opened = open_desk(o, false);
  Json options;
  options.set("text_column", o.text_column);
  options.set("answer_column", o.answer_column);
  if (o.dial > 0) options.set("dial", o.dial);
  cli::Progress progress(text(msg::kDeskJudging));
  const Json m =
      Json::parse(opened.desk->evaluate(o.words[1], options.dump(), progress.callback()));
  progress.clear();
  if (o.json) {
    cli::print_json(m);
    return 0;
  }
  const auto& interval = m.at("wrong_interval").as_array();
  const Json& elsewhere = m.at("elsewhere");
  cli::print_line(text(msg::kDeskJudged, m.get_int("questions", 0), share(m, "dial")));
  cli::print_line(text(msg::kDeskJudgedAnswered, share(m, "answered"),
                       share(m, "wrong_of_answered"), percent_text(interval[0].as_double()),
                       percent_text(interval[1].as_double())));
  cli::print_line(text(msg::kDeskJudgedFirst, share(m, "first_right")));
  if (elsewhere.get_int("questions", 0))
    cli::print_line(text(msg::kDeskJudgedElsewhere, elsewhere.get_int("questions", 0),
                         share(elsewhere, "refused")));
  cli::print_line(text(msg::kDeskJudgedTime,
                       fmt::format("{:.1f}", m.at("seconds").get_double("median", 0) * 1000)));
  return 0;
}

int report(const Options& o) {
  OpenDesk opened = open_desk(o, true);
  const Json r = Json::parse(opened.desk->report());
  if (o.json) {
    cli::print_json(r);
    return 0;
  }
  const Json &expected = r.at("expected"), &drift = r.at("drift");
  cli::print_line(text(msg::kDeskReportDial, share(r, "dial"), share(expected, "answered")));
  for (const Json& d : r.at("dials").as_array())
    cli::print_line(text(msg::kSkillDial, share(d, "dial"), share(d, "answered")));
  cli::print_line(
      text(msg::kDeskReportJudged, drift.get_int("judged", 0), drift.get_int("wrong", 0)));
  if (drift.get_bool("drifted", false)) cli::print_line(text(msg::kDeskReportDrift));
  cli::print_line(text(msg::kDeskReportOpen, r.get_int("open", 0)));
  cli::print_line(text(msg::kDeskReportSpent, fmt::format("{:.4g}", r.get_double("spent_today", 0)),
                       fmt::format("{:.4g}", r.get_double("budget_per_day", 0)),
                       r.at("saved").get_string("currency", "")));
  return 0;
}

int settings(const Options& o) {
  OpenDesk opened = open_desk(o, false);
  Json changes, escalation;
  if (o.dial > 0) changes.set("dial", o.dial);
  if (!o.escalation.empty()) escalation.set("mode", o.escalation);
  if (!o.endpoint.empty()) escalation.set("endpoint", o.endpoint);
  if (!o.large_model.empty()) escalation.set("model", o.large_model);
  if (o.budget >= 0) escalation.set("budget_per_day", o.budget);
  if (o.price_in >= 0) escalation.set("price_in", o.price_in);
  if (o.price_out >= 0) escalation.set("price_out", o.price_out);
  if (!escalation.is_null()) changes.set("escalation", std::move(escalation));
  const Json now = Json::parse(opened.desk->settings(changes.is_null() ? "" : changes.dump()));
  if (o.json)
    cli::print_json(now);
  else
    cli::print_line(now.dump(2));
  return 0;
}

int answers(const Options& o) {
  OpenDesk opened = open_desk(o, false);
  const Json all = Json::parse(opened.desk->answers());
  if (o.json) {
    cli::print_json(all);
    return 0;
  }
  for (const Json& a : all.as_array()) {
    cli::print_line(std::to_string(a.get_int("answer", 0)) + "\t" + a.get_string("text", ""));
    for (const Json& q : a.at("questions").as_array()) cli::print_line("\t- " + q.as_string());
  }
  return 0;
}

int teach(const Options& o) {
  const std::string question = question_of(o);
  if (question.empty() || o.answer.empty()) throw Error(Code::bad_argument, msg::kDeskTeachWhat);
  OpenDesk opened = open_desk(o, true);
  Json lesson;
  lesson.set("text", question);
  lesson.set("answer_text", o.answer);
  const Json result = Json::parse(opened.desk->teach(lesson.dump()));
  if (o.json)
    cli::print_json(result);
  else
    cli::print_line(
        text(msg::kDeskTaught, result.get_int("questions", 0), result.get_int("answers", 0)));
  return 0;
}

}  // namespace

int run_desk(const Options& o) {
  if (o.words.empty()) throw Error(Code::bad_argument, msg::kDeskWhichDesk);
  if (o.action == "ask") return ask(o);
  if (o.action == "eval") return evaluate(o);
  if (o.action == "report") return report(o);
  if (o.action == "set") return settings(o);
  if (o.action == "answers") return answers(o);
  return teach(o);
}

}  // namespace tinybrain::home
