// Writes into a vault until it is killed, saying each thing only after the vault acknowledged it: vault_test.py kills it
// at any moment and looks whether all that was said is there. An app on the public headers.
//   vault_writer VAULT KEY_FILE SEED [COUNT]
#include <signal.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "tinybrain/home.hpp"

namespace {

void say(const std::string& what, std::int64_t number) {
  std::printf("%s %lld\n", what.c_str(), static_cast<long long>(number));
  std::fflush(stdout);
}

std::string quoted(const std::string& name, const std::string& value) {
  return "{\"" + name + "\": \"" + value + "\"}";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  ::signal(SIGXFSZ, SIG_IGN);
  std::uint64_t state = std::strtoull(argv[3], nullptr, 10) * 2654435761u + 1;
  const auto random = [&](std::uint64_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % n;
  };
  long count = argc > 4 ? std::atol(argv[4]) : -1;
  try {
    tb::Vault vault(argv[1], quoted("key_file", argv[2]));
    for (const char* purpose : {"answer", "corrections", "remember"})
      vault.set_consent("{\"purpose\": \"" + std::string(purpose) + "\", \"state\": \"granted\"}");
    say("open", 0);
    std::vector<std::int64_t> events;
    while (count < 0 || count-- > 0) {
      const std::string text = "raspberry said " + std::to_string(random(1u << 30));
      switch (random(10)) {
        case 0:
          vault.note("action.test", quoted("text", text));
          say("audit", 0);
          break;
        case 1: say("lesson", vault.add_lesson("question", text)); break;
        case 2:
          vault.remember(quoted("text", text));
          say("memory", 0);
          break;
        case 3:
          if (!events.empty() && random(4) == 0) {
            const std::int64_t id = events[random(events.size())];
            say("erasing", id);
            vault.erase("{\"table\": \"events\", \"id\": " + std::to_string(id) + "}");
            say("erased", id);
          }
          break;
        case 4:
          if (random(8) == 0) {
            vault.backup();
            say("backup", 0);
          }
          break;
        default:
          events.push_back(vault.record("answer", "test", quoted("text", text)));
          say("event", events.back());
      }
    }
  } catch (const tb::Exception& e) {
    std::printf("failed %d %s\n", static_cast<int>(e.status()), e.what());
    return 1;
  } catch (const std::exception& e) {
    std::printf("failed -1 %s\n", e.what());
    return 1;
  }
  return 0;
}
