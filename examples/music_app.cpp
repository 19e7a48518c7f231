// A music player that learns genres by hour and mood from what is played and skipped: music_app FOLDER.
// Each line of input is a moment, "9 joy" (the mood may be missing). It plays a song; "y" = heard to the end, "n" =
// skipped, "why" = what it thinks. What it may keep, it asks first; it lies in FOLDER, encrypted.
#include <filesystem>
#include <iostream>
#include <sstream>
#include <tinybrain/learn.hpp>

static const std::string kSongs = R"([
  {"id": "Blue in Green", "tags": ["jazz"]}, {"id": "So What", "tags": ["jazz"]},
  {"id": "Around the World", "tags": ["dance"]}, {"id": "Insomnia", "tags": ["dance"]},
  {"id": "Clair de lune", "tags": ["classical"]}, {"id": "Gnossienne", "tags": ["classical"]}])";

// The first string of that name in a JSON text, from there on.
static std::string first(const std::string& json, const std::string& name, size_t from = 0) {
  const size_t at = json.find("\"" + name + "\":\"", from);
  if (at == std::string::npos) return "";
  const size_t begin = at + name.size() + 4;
  return json.substr(begin, json.find('"', begin) - begin);
}

// {"id": ..., "tags": [...]} of one song
static std::string song(const std::string& id) {
  const size_t at = kSongs.find("{\"id\": \"" + id + "\"");
  return kSongs.substr(at, kSongs.find('}', at) + 1 - at);
}

int main(int argc, char** argv) try {
  if (argc != 2) return std::cerr << "usage: music_app FOLDER\n", 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  tb::Vault vault((folder / "vault.tbv").string(),
                  "{\"key_file\": \"" + (folder / "vault.key").string() + "\"}");
  for (const std::string purpose : {"behaviour", "mood"}) {
    std::cout << "May I remember your " << purpose << "? (y/n) " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    vault.set_consent("{\"purpose\": \"" + purpose + "\", \"state\": \"" +
                      (answer == "y" ? "granted" : "refused") + "\"}");
  }
  tb::Preferences taste(&vault);
  for (std::string line, answer; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string hour = "12", mood;
    words >> hour >> mood;
    const std::string context = R"("context": {"hour": )" + hour + R"(, "mood": ")" + mood + "\"}";
    const std::string now =
        first(taste.rank("{\"items\": " + kSongs + ", " + context + R"(, "explore": 0.3})"), "id");
    std::cout << "Playing: " << now << "\n" << std::flush;
    while (std::getline(std::cin, answer) && answer == "why") {
      const std::string why = taste.why("{\"item\": " + song(now) + ", " + context + "}");
      std::cout << "Mostly: " << first(why, "text") << "\n" << std::flush;
    }
    const std::string signal = answer == "y" ? "play\", \"seconds\": 200, \"of\": 200" : "skip\"";
    taste.observe("{\"signal\": \"" + signal + ", \"item\": " + song(now) + ", " + context + "}");
  }
} catch (const tb::Exception& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
