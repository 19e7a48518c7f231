// Builds a brain from an FAQ once, then answers from it: answer_faq FAQ.csv BRAIN QUESTION. FAQ.csv has the columns
// question and answer; BRAIN is a folder, made on the first run. Prints JSON: whether the answer is known, and the
// entries that come nearest.
#include <filesystem>
#include <iostream>
#include <tinybrain/tinybrain.hpp>

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return out + '"';
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) return std::cerr << "usage: answer_faq FAQ.csv BRAIN QUESTION\n", 2;
  if (!std::filesystem::exists(std::filesystem::path(argv[2]) / "manifest.json")) {
    tb::build(R"({"task": "answer", "base": "none", "data": )" + quoted(argv[1]) +
              R"(, "output": )" + quoted(argv[2]) + "}");
  }
  std::cout << tb::Knowledge(argv[2]).find(argv[3]) << "\n";
} catch (const tb::Exception& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
