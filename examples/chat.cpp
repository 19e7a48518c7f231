// A conversation in C++: chat MODEL, then one question a line. The session keeps what it has read,
// so each answer only pays for what is new.
#include <iostream>
#include <tinybrain/tinybrain.hpp>

int main(int argc, char** argv) try {
  if (argc != 2) return std::cerr << "usage: chat MODEL\n", 2;
  tb::Model model(argv[1]);
  tb::Session session(model);
  std::vector<tb::Message> messages;
  for (std::string question; std::cout << "> " && std::getline(std::cin, question);) {
    messages.push_back({"user", question});
    const auto show = [](std::string_view text) { std::cout << text << std::flush; };
    const tb::Reply reply = session.chat(messages, {}, show);
    messages.push_back({"assistant", reply.text});
    std::cout << "\n";
  }
} catch (const tb::Exception& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
