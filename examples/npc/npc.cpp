// A small game: Mara walks through an old house for you. Tell her in your own words what to do, and get the crown.
//
//   npc MODEL [--language ko] [--phrases] [--memory FILE]
//
// --phrases: she speaks in fixed phrases rather than in the model's words, which models without Korean need for it.
// --memory: where she keeps what she knows of you. A script of lines may come on standard input.
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <tinybrain/npc.hpp>

#include "house.h"

namespace {

constexpr uint32_t kFrame = 4000;  // microseconds; a game would draw in between

// The text at `"key": "` of JSON as the library writes it; "" = it is not there.
std::string text_at(const std::string& json, const std::string& key) {
  const std::string mark = "\"" + key + "\":\"";
  const size_t begin = json.find(mark);
  if (begin == std::string::npos) return "";
  std::string text;
  for (size_t i = begin + mark.size(); i < json.size() && json[i] != '"'; ++i)
    text += json[i] == '\\' && i + 1 < json.size() ? json[++i] : json[i];
  return text;
}

std::string persona(bool korean, bool phrases) {
  std::string json =
      korean ? R"({"name": "마라", "about": "오래된 집을 잘 아는 침착한 길잡이입니다. 짧고 공손하게 말합니다.")"
             : R"({"name": "Mara", "about": "You know this old house well. You are calm, kind and speak briefly.")";
  if (phrases)
    json += korean ? R"(, "phrases": {"open": "{0:을} 열게요.", "close": "{0:을} 닫을게요.", "take": "{0:을} 챙겼어요.",
            "give": "{0:을} 드릴게요.", "go": "{0:으로} 가요.", "unlock": "열쇠가 맞네요.", "examine": "{0:을} 살펴볼게요.",
            "wait": "기다릴게요.", "talk": "무엇을 할까요?"})"
                   : R"(, "phrases": {"open": "I open the {0}.", "close": "I shut the {0}.", "take": "I have the {0}.",
            "give": "The {0} is yours.", "go": "To the {0}, then.", "unlock": "The key fits.", "examine": "Let me see the {0}.",
            "wait": "I wait.", "talk": "What shall I do?"})";
  return json + "}";
}

int play(const std::string& path, bool korean, bool phrases, const std::string& memory) {
  tb::Model model(path);
  tb::Cast cast(model, korean ? R"({"language": "ko", "setting": "밤, 오래된 집."})"
                              : R"({"setting": "Night, in an old house."})");
  tb::Npc mara(cast, persona(korean, phrases));
  if (std::ifstream file(memory); !memory.empty() && file)
    mara.load(std::string(std::istreambuf_iterator<char>(file), {}));
  House house(korean);
  std::cout << house.scene() << "\n";
  const bool person = isatty(STDIN_FILENO);
  mara.see(house.view());
  for (std::string said; !house.won();) {
    cast.step(100000);  // while the player thinks
    if (person) std::cout << "> " << std::flush;
    if (!std::getline(std::cin, said)) break;
    if (!person) std::cout << "> " << said << "\n";
    mara.hear(said);
    while (mara.step(kFrame) == TB_NPC_TURN) {
    }
    const std::string turn = mara.turn(), line = text_at(turn, "line");
    if (!line.empty()) std::cout << (korean ? "마라: " : "Mara: ") << line << "\n";
    const size_t action = turn.find("\"action\":{");
    if (action == std::string::npos) continue;
    const size_t thing = turn.find("\"objects\":[\"", action);
    std::cout << house.act(text_at(turn.substr(action), "name"),
                           thing == std::string::npos
                               ? ""
                               : turn.substr(thing + 12, turn.find('"', thing + 12) - thing - 12))
              << "\n";
    mara.see(house.view());
  }
  if (!memory.empty()) std::ofstream(memory) << mara.save();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string model, memory;
  bool korean = false, phrases = false;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--phrases")
      phrases = true;
    else if (word == "--language" && i + 1 < argc)
      korean = std::string(argv[++i]) == "ko";
    else if (word == "--memory" && i + 1 < argc)
      memory = argv[++i];
    else
      model = word;
  }
  if (model.empty()) return std::fprintf(stderr, "usage: npc MODEL [--language ko] [--phrases]\n"), 2;
  try {
    tb_set_language(korean ? "ko" : "en");
    return play(model, korean, phrases, memory);
  } catch (const std::exception& e) {
    return std::fprintf(stderr, "%s\n", e.what()), 1;
  }
}
