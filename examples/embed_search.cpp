// Search by meaning over the lines of a file: embed_search MODEL FILE QUERY. Prints the three
// nearest lines with their cosine similarity. MODEL is an encoder such as all-MiniLM-L6-v2.
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <numeric>
#include <tinybrain/tinybrain.hpp>

int main(int argc, char** argv) try {
  if (argc != 4) return std::cerr << "usage: embed_search MODEL FILE QUERY\n", 2;
  std::ifstream file(argv[2]);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  const tb::Model model(argv[1]);
  const auto vectors = model.embed(lines);
  const auto query = model.embed({argv[3]})[0];
  std::vector<std::pair<float, size_t>> found;  // unit vectors: the dot product is the cosine
  for (size_t i = 0; i < lines.size(); ++i) {
    found.emplace_back(std::inner_product(query.begin(), query.end(), vectors[i].begin(), 0.f), i);
  }
  std::sort(found.rbegin(), found.rend());
  for (size_t i = 0; i < std::min<size_t>(3, found.size()); ++i) {
    std::printf("%.3f  %s\n", found[i].first, lines[found[i].second].c_str());
  }
} catch (const tb::Exception& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
