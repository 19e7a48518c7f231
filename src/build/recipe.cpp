#include "build/recipe.h"

#include <functional>
#include <vector>

#include "base/error.h"
#include "base/messages/build.h"

namespace tinybrain {
namespace {

constexpr std::pair<const char*, Task> kTasks[] = {
    {"classify", Task::classify}, {"answer", Task::answer}, {"chat", Task::chat},
    {"complete", Task::complete}, {"embed", Task::embed},   {"understand", Task::understand}};

// One member of the JSON: how it is read into a recipe, and how it is shown.
struct Member {
  const char* name;
  std::function<void(Recipe&, const Json&)> read;
  // Empty: what the result does not depend on, or a path; it stays out of the manifest.
  std::function<Json(const Recipe&)> show;
};

[[noreturn]] void out_of_range(const char* name, const Json& value, double least, double most) {
  throw Error(Code::bad_argument, msg::kRecipeRange, name, value.dump(), least, most);
}

// Access to a value inside a recipe.
template <class T>
using Place = std::function<T&(Recipe&)>;

Member text(const char* name, Place<std::string> place, bool shown = true) {
  return {name, [=](Recipe& r, const Json& j) { place(r) = j.as_string(name); },
          shown ? [=](const Recipe& r) { return Json(place(const_cast<Recipe&>(r))); }
                : std::function<Json(const Recipe&)>()};
}
Member flag(const char* name, Place<bool> place) {
  return {name, [=](Recipe& r, const Json& j) { place(r) = j.as_bool(name); },
          [=](const Recipe& r) { return Json(place(const_cast<Recipe&>(r))); }};
}
Member list(const char* name, Place<Json> place) {
  return {name,
          [=](Recipe& r, const Json& j) {
            j.as_array(name);
            place(r) = j;
          },
          [=](const Recipe& r) { return place(const_cast<Recipe&>(r)); }};
}
template <class T>
Member number(const char* name, double least, double most, Place<T> place, bool shown = true) {
  return {name,
          [=](Recipe& r, const Json& j) {
            const double v = j.as_double(name);
            if (!(v >= least && v <= most)) out_of_range(name, j, least, most);
            place(r) = static_cast<T>(v);
          },
          shown ? [=](const Recipe& r) {
            const T v = place(const_cast<Recipe&>(r));
            if constexpr (std::is_floating_point_v<T>) return Json(double{v});
            return Json(static_cast<int64_t>(v));
          } : std::function<Json(const Recipe&)>()};
}

#define TB_AT(member) [](Recipe& r) -> auto& { return r.member; }

const std::vector<Member>& members() {
  static const std::vector<Member> kAll = {
      {"task",
       [](Recipe& r, const Json& j) {
         for (const auto& [name, task] : kTasks)
           if (j.as_string("task") == name) return void(r.task = task);
         throw Error(Code::bad_argument, msg::kRecipeTask, j.as_string("task"));
       },
       [](const Recipe& r) { return Json(task_name(r.task)); }},
      {"language",
       [](Recipe& r, const Json& j) {
         r.language = j.as_string("language") == "ko" ? Language::ko : Language::en;
       },
       [](const Recipe& r) { return Json(r.language == Language::ko ? "ko" : "en"); }},
      text("data", TB_AT(data), false),
      text("dev", TB_AT(dev), false),
      text("test", TB_AT(test), false),
      text("base", TB_AT(base), false),
      text("output", TB_AT(output), false),
      text("name", TB_AT(name)),
      text("license", TB_AT(license)),
      text("type", TB_AT(type)),
      text("text_column", TB_AT(read.text_column)),
      text("label_column", TB_AT(read.label_column)),
      text("answer_column", TB_AT(read.answer_column)),
      text("group_column", TB_AT(read.group_column)),
      text("out_of_scope", TB_AT(out_of_scope)),
      flag("drop_duplicates", TB_AT(check.drop_duplicates)),
      flag("drop_near_duplicates", TB_AT(check.drop_near_duplicates)),
      flag("drop_contradictions", TB_AT(check.drop_contradictions)),
      flag("drop_leaks", TB_AT(drop_leaks)),
      flag("balance", TB_AT(balance)),
      number<uint64_t>("budget", 0, 1e12, TB_AT(budget)),
      number<double>("latency_ms", 0, 1e6, TB_AT(latency_ms)),
      number<uint32_t>("per_label", 0, 1e6, TB_AT(per_label)),
      number<double>("dev_share", 0, 0.9, TB_AT(dev_share)),
      number<double>("test_share", 0, 0.9, TB_AT(test_share)),
      number<uint32_t>("epochs", 0, 10000, TB_AT(epochs)),
      number<uint32_t>("batch", 0, 4096, TB_AT(batch)),
      number<uint32_t>("passes", 1, 1024, TB_AT(passes)),
      number<double>("rate", 0, 1, TB_AT(rate)),
      number<double>("smoothing", 0, 0.9, TB_AT(smoothing)),
      number<double>("token_dropout", 0, 0.9, TB_AT(token_dropout)),
      number<uint32_t>("patience", 0, 10000, TB_AT(patience)),
      number<int>("lora_rank", -1, 1024, TB_AT(lora_rank)),
      flag("dora", TB_AT(dora)),
      number<uint32_t>("layers", 0, 64, TB_AT(layers)),
      number<uint32_t>("width", 0, 4096, TB_AT(width)),
      number<uint32_t>("vocabulary", 0, 1 << 18, TB_AT(vocabulary)),
      number<uint32_t>("context", 0, 1 << 16, TB_AT(context)),
      list("pairs", TB_AT(pairs)),
      list("heads", TB_AT(heads)),
      number<uint64_t>("seed", 0, 9e15, TB_AT(seed)),
      number<double>("checkpoint_seconds", 0, 1e6, TB_AT(checkpoint_seconds), false),
  };
  return kAll;
}

#undef TB_AT

}  // namespace

const char* task_name(Task task) {
  for (const auto& [name, t] : kTasks)
    if (t == task) return name;
  return "classify";
}

Recipe Recipe::parse(const Json& json) {
  Recipe recipe;
  if (!json.is_object()) throw Error(Code::bad_argument, msg::kRecipeObject);
  for (const auto& [key, value] : json.as_object()) {
    const Member* found = nullptr;
    for (const Member& m : members())
      if (key == m.name) found = &m;
    if (!found) {
      std::string known;
      for (const Member& m : members()) known += (known.empty() ? "" : ", ") + std::string(m.name);
      throw Error(Code::bad_argument, msg::kRecipeUnknown, key, known);
    }
    try {
      found->read(recipe, value);
    } catch (const Error& e) {
      if (e.code() == Code::bad_file)  // of another kind
        throw Error(Code::bad_argument, msg::kRecipeKind, key, value.dump());
      throw;
    }
  }
  if (recipe.data.empty()) throw Error(Code::bad_argument, msg::kRecipeMissing, "data");
  if (recipe.output.empty()) throw Error(Code::bad_argument, msg::kRecipeMissing, "output");
  if (recipe.dora &&
      (recipe.lora_rank == 0 || recipe.task == Task::answer || recipe.task == Task::embed))
    throw Error(Code::bad_argument, msg::kRecipeDora);
  recipe.read.task = recipe.task;
  return recipe;
}

Json Recipe::json() const {
  Json j{Json::Object{}};
  for (const Member& m : members())
    if (m.show)
      if (Json value = m.show(*this); !value.is_null()) j.set(m.name, std::move(value));
  return j;
}

}  // namespace tinybrain
