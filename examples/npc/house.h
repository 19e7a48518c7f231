// The world of the game: a house with a hall, a garden and a cellar, what lies in them, and what happens when Mara does
// something. Knows nothing of models: it says what can be done now, and does what it is told.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

class House {
 public:
  explicit House(bool korean) : korean_(korean) {}

  // As tb_npc_see takes it: only what is possible now.
  std::string view() const {
    std::string actions;
    const auto add = [&](const char* verb, const std::vector<std::string>& ids) {
      if (ids.empty()) return;
      actions += (actions.empty() ? "" : ", ") + std::string("{\"name\": \"") + verb +
                 "\", \"words\": " + words(verb) + ", \"objects\": [" + names(ids) + "]}";
    };
    std::vector<std::string> open, shut, take, look{here_ == "hall" ? "lamp" : "sky"};
    if (here_ == "hall") {
      (opened_.count("chest") ? shut : open).push_back("chest");
      if (unlocked_ && !opened_.count("hatch")) open.push_back("hatch");
      look = {"chest", "hatch", "lamp"};
      add("go", opened_.count("hatch") ? std::vector<std::string>{"garden", "cellar"}
                                       : std::vector<std::string>{"garden"});
      if (!unlocked_ && carried_.count("key")) add("unlock", {"hatch"});
    } else {
      add("go", {"hall"});
      if (here_ == "garden") look = {"well", "roses"};
    }
    for (const auto& [thing, place] : lies_)
      if (place == here_ || (place == "chest" && here_ == "hall" && opened_.count("chest")))
        take.push_back(thing);
    look.insert(look.end(), take.begin(), take.end());
    add("open", open);
    add("close", shut);
    add("take", take);
    add("examine", look);
    add("give", {carried_.begin(), carried_.end()});
    actions += ", {\"name\": \"wait\", \"words\": " + words("wait") + "}";
    std::string things;
    for (const auto& [id, entry] : kThings())
      things += (things.empty() ? "" : ", ") + std::string("{\"name\": \"") + name(id) +
                "\", \"words\": " + (korean_ ? entry.korean_words : entry.words) + "}";
    return "{\"scene\": \"" + scene() + "\", \"things\": [" + things + "], \"actions\": [" + actions + "]}";
  }

  std::string scene() const {
    std::string here, all;
    for (const auto& [thing, place] : lies_)
      if (place == here_ || (place == "chest" && here_ == "hall" && opened_.count("chest")))
        here += ", " + name(thing);
    for (const std::string& thing : carried_) all += (all.empty() ? "" : ", ") + name(thing);
    std::string text;
    if (here_ == "hall")
      text = korean_ ? "먼지 쌓인 홀. 보물 상자, 바닥의 뚜껑문, 등불" : "A dusty hall: a treasure chest, a hatch in the floor, a lamp";
    else if (here_ == "garden")
      text = korean_ ? "달빛 비치는 정원. 우물, 장미" : "A moonlit garden: a well, roses";
    else
      text = korean_ ? "서늘한 지하실" : "A cold cellar";
    text += here + ".";
    if (!all.empty()) text += (korean_ ? " 마라가 가진 것: " : " Mara carries: ") + all + ".";
    return text;
  }

  // What happens. thing: as it is called in the view, "" = none.
  std::string act(const std::string& verb, const std::string& thing) {
    std::string id;
    for (const auto& [known, entry] : kThings())
      if (name(known) == thing) id = known;
    if (verb == "open") return opened_.insert(id).second ? said("It opens.", "열렸습니다.") : "";
    if (verb == "close") return opened_.erase(id) ? said("It shuts.", "닫혔습니다.") : "";
    if (verb == "go") {
      here_ = id;
      return scene();
    }
    if (verb == "unlock") {
      unlocked_ = true;
      return said("The brass key turns. The hatch can be opened now.",
                  "놋쇠 열쇠가 돌아갑니다. 이제 뚜껑문을 열 수 있습니다.");
    }
    if (verb == "take") {
      lies_.erase(id);
      carried_.insert(id);
      return said("Mara has it now.", "이제 마라가 가지고 있습니다.");
    }
    if (verb == "give") {
      carried_.erase(id);
      won_ = id == "crown";
      if (won_) return said("The crown is yours. You have won!", "왕관을 얻었습니다. 이겼습니다!");
      lies_[id] = here_;
      return said("You look at it and put it down.", "살펴본 뒤 내려놓습니다.");
    }
    if (verb == "examine") return korean_ ? kThings().at(id).korean_look : kThings().at(id).look;
    return said("Time passes.", "시간이 흐릅니다.");
  }

  bool won() const { return won_; }

 private:
  struct Entry {
    const char *name, *words, *look, *korean_name, *korean_words, *korean_look;
  };
  static const std::map<std::string, Entry>& kThings() {
    static const std::map<std::string, Entry> all{
        {"chest", {"treasure chest", R"(["box"])", "Iron bands, no lock.", "보물 상자", R"(["상자", "궤짝"])", "쇠테를 두른 상자입니다. 자물쇠는 없습니다."}},
        {"hatch", {"hatch", R"(["trapdoor", "cellar door"])", "A hatch with a brass lock.", "뚜껑문", R"(["바닥문", "문"])", "놋쇠 자물쇠가 달린 뚜껑문입니다."}},
        {"lamp", {"lamp", "[]", "It burns low.", "등불", R"(["램프"])", "약하게 타고 있습니다."}},
        {"key", {"brass key", "[]", "It is warm to the touch.", "놋쇠 열쇠", R"(["열쇠"])", "만지면 따뜻합니다."}},
        {"rose", {"dried rose", "[]", "It fell apart long ago.", "마른 장미", "[]", "오래전에 말라 버렸습니다."}},
        {"crown", {"silver crown", "[]", "Small, plain and very old.", "은 왕관", R"(["왕관"])", "작고 수수하며 아주 오래되었습니다."}},
        {"well", {"well", "[]", "Deep and dry.", "우물", "[]", "깊고 말라 있습니다."}},
        {"roses", {"roses", R"(["flowers"])", "White ones.", "장미", R"(["꽃"])", "흰 장미입니다."}},
        {"sky", {"ceiling", "[]", "Cobwebs.", "천장", "[]", "거미줄이 있습니다."}},
        {"hall", {"hall", R"(["inside", "back", "house"])", "", "홀", R"(["안", "집"])", ""}},
        {"garden", {"garden", R"(["outside", "out"])", "", "정원", R"(["밖", "바깥"])", ""}},
        {"cellar", {"cellar", R"(["down", "downstairs", "basement"])", "", "지하실", R"(["아래", "지하"])", ""}}};
    return all;
  }

  std::string words(const std::string& verb) const {
    static const std::map<std::string, const char*> all{
        {"go", R"(["walk", "head", "enter", "climb", "가", "들어가", "나가", "내려가"])"},
        {"open", R"(["lift", "열", "여"])"},
        {"close", R"(["shut", "닫"])"},
        {"unlock", R"(["use the key", "잠금", "자물쇠", "따"])"},
        {"take", R"(["pick up", "grab", "fetch", "get", "집", "가져", "챙겨", "주워"])"},
        {"examine", R"(["look at", "inspect", "study", "살펴", "봐", "보"])"},
        {"give", R"(["hand", "hand over", "pass", "건네", "내놔", "줘", "주세요", "주"])"},
        {"wait", R"(["stay", "stop", "기다", "가만"])"}};
    return all.at(verb);
  }
  std::string names(const std::vector<std::string>& ids) const {
    std::string all;
    for (const std::string& id : ids) all += (all.empty() ? "\"" : ", \"") + name(id) + "\"";
    return all;
  }
  std::string name(const std::string& id) const {
    return korean_ ? kThings().at(id).korean_name : kThings().at(id).name;
  }
  std::string said(const char* en, const char* ko) const { return korean_ ? ko : en; }

  bool korean_, unlocked_ = false, won_ = false;
  std::string here_ = "hall";
  std::set<std::string> opened_, carried_;
  std::map<std::string, std::string> lies_{{"key", "chest"}, {"rose", "garden"}, {"crown", "cellar"}};
};
