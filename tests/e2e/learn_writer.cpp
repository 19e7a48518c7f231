// Gives what a person shows, a line of JSON each from standard input, to a vault: learn_writer VAULT KEY_FILE. Prints the
// row's number a line, 0 = not granted.
#include <cstdio>
#include <iostream>
#include <string>

#include "tinybrain/learn.hpp"

int main(int, char** argv) {
  try {
    tb::Vault vault(argv[1], std::string("{\"key_file\":\"") + argv[2] + "\"}");
    for (std::string line; std::getline(std::cin, line);)
      std::printf("%lld\n", static_cast<long long>(tb::feedback(vault, line)));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
