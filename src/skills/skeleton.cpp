#include "skills/skeleton.h"

#include <system_error>

#include "base/error.h"
#include "base/file.h"
#include "base/messages/skills_pack.h"

namespace tinybrain::skills {
namespace {

namespace fs = std::filesystem;

constexpr const char* kManifest =
    R"toml(# A skill: what it is for, what it is asked, its tools, its limits. The format: docs/skills.md.
# It works as it is; change it line by line, and ask `tinybrain skill check FOLDER` in between.

kind = "declared"                      # no code of its own: tools look tables up, or are the app's
en = "What is in the pantry, and until when it keeps."
ko = "식료품 창고에 무엇이 있고 언제까지 먹을 수 있는지 알려 줍니다."
data = ["pantry.csv"]                  # what it reads; sample/ has one to try it with
purposes = []                          # consents without which it keeps nothing: "behaviour", "remember", ...

# ---- Tools: what is called. `arguments` is a JSON Schema; nothing that does not fit it reaches the tool.

[tools.find]
en = "Looks for something in the pantry."
ko = "창고에서 식품을 찾습니다."
arguments = '''
{"type": "object",
 "properties": {
   "item": {"type": "string", "maxLength": 100, "description": "What is looked for; a part of its name"},
   "days": {"type": "number", "minimum": 0, "description": "Keeps for at most so many days"}},
 "additionalProperties": false}'''
table = "pantry.csv"                   # its rows are looked up ...
match = {item = "has", days = "at_most"} # ... by these columns: is, has, at_least, at_most
most = 20                              # rows in an answer

[tools.add_to_list]                    # no table: the app answers it (tb_skill_add_tool)
en = "Puts something on the shopping list."
ko = "장보기 목록에 넣습니다."
arguments = '''
{"type": "object",
 "properties": {
   "item": {"type": "string", "maxLength": 100, "description": "What to buy"},
   "count": {"type": "integer", "minimum": 1, "maximum": 1000, "description": "How many"}},
 "required": ["item"], "additionalProperties": false}'''

# ---- Intents: how people ask, in both languages; three examples each at least, ten are better. {slot:value} marks a value.

[intents.find]
tool = "find"
en = ["do we have any {item:rice}", "is there {item:milk} in the pantry", "look for {item:black beans}",
      "what in the pantry has to be eaten within {days:3} days", "how much {item:flour} is left",
      "can you check if we still have {item:eggs}"]
ko = ["{item:쌀} 있어?", "창고에 {item:우유} 남았어?", "{item:검은콩} 찾아 줘", "{days:3}일 안에 먹어야 하는 거 뭐야",
      "{item:밀가루} 얼마나 남았지", "{item:달걀} 아직 있는지 봐 줘"]

[intents.add_to_list]
tool = "add_to_list"
en = ["put {item:milk} on the shopping list", "we need {count:two} bottles of {item:oil}", "add {item:bread} to the list",
      "i have to buy {item:onions}", "note down {count:12} {item:eggs}"]
ko = ["장보기 목록에 {item:우유} 넣어 줘", "{item:기름} {count:두} 병 사야 해", "{item:빵} 목록에 추가해 줘",
      "{item:양파} 사야겠다", "{item:달걀} {count:12}개 적어 둬"]

# ---- Slots: what kind of value each is, and what is asked when it is missing.

[slots.item]
type = "text"
en = "What is it?"
ko = "어떤 식품인가요?"

[slots.count]
type = "number"

[slots.days]
type = "number"

# ---- Limits: a skill whose eval/report.json says more than this does not load.

[limits]
error = 0.1                            # of requests that reach the wrong tool
cases_wrong = 0.2                      # of eval/cases.jsonl, which `tinybrain skill eval FOLDER` tries
)toml";

constexpr const char* kTable = R"(item,amount,days
rice,2 kg,200
쌀,5 kg,180
milk,1 l,3
우유,900 ml,4
eggs,8,10
달걀,10,12
black beans,500 g,400
flour,1 kg,150
)";

constexpr const char* kCases =
    R"({"call": "find", "arguments": {"item": "milk"}, "expect": {"found": 1, "rows.0.item": "milk"}}
{"call": "find", "arguments": {"days": -1}, "error": "bad_argument"}
{"ask": "have we still got black beans", "expect": {"tool": "find", "arguments.item": "black beans"}}
{"ask": "검은콩 아직 있나요", "expect": {"tool": "find"}}
{"ask": "hello there", "expect": {"tool": null}}
)";

constexpr const char* kReport =
    R"({"measures": {}, "comment": "What eval/ measured; see limits in skill.toml."}
)";

}  // namespace

void make_skeleton(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(folder, error)))
    throw Error(Code::bad_argument, msg::kSkillThere, folder.string());
  fs::create_directories(folder / "sample");
  fs::create_directories(folder / "eval");
  write_file(folder / "sample" / "pantry.csv", kTable);
  write_file(folder / "eval" / "report.json", kReport);
  write_file(folder / "eval" / "cases.jsonl", kCases);
  write_file(folder / "skill.toml", kManifest);
}

}  // namespace tinybrain::skills
