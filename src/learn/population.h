// What is known of a taste before it is known whose: how many of other people like each item, and the directions in which
// people differ. Made from their ratings or events, shipped with an app; it holds no person, only sums over them.
//
//   general.type = "population"
//   tinybrain.population.items [n], .chance [n], .people, .caution, .precision, .content
//   factors [n, f] f16
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/file.h"
#include "base/json.h"
#include "learn/belief.h"

namespace tinybrain {

struct Population {
  Population() = default;
  Population(Population&&) = default;  // no copies: the index points into items
  Population& operator=(Population&&) = default;

  std::vector<std::string> items;
  std::vector<float> chance;   // [n]: the mean of people's rewards, 0 where there is none
  std::vector<float> factors;  // [n][width], of length 1 in the mean of squares
  uint32_t width = 0, people = 0;
  double caution = 1;    // how much every item that a person did not choose speaks against it
  double precision = 1;  // of an observation of weight 1
  double content = 0.1;  // how much tags and creators count beside it: 0 to 1

  std::optional<uint32_t> find(std::string_view item) const;
  double usual() const { return usual_; }  // the mean of `chance`
  // Of a person's weights on the factors, nothing seen: identity + caution x (sum of factors' outer products).
  Belief prior() const;
  void index();  // after the above were set

 private:
  std::unordered_map<std::string_view, uint32_t> place_;
  double usual_ = 0;
};

// Error{bad_file} when counts differ, a number is out of range or not finite, or it is something else.
Population parse_population(Bytes bytes);
Population read_population(const std::filesystem::path& path);  // {not_found}, {io}
void write_population(const Population& population, const std::filesystem::path& path);

// What one person thought of one item; of each person in order of time.
struct Opinion {
  std::string user, item;
  double reward;                  // -1 to 1
  std::vector<std::string> tags;  // of the item, where the table has them
};
// A table with user, item, one of rating, reward (-1 to 1) and signal, and, where there are, time (a number) and tags (with vertical bars between); columns of
// other names are passed over, userId, movieId and timestamp are known too. Error{bad_file} names the line.
std::vector<Opinion> read_opinions(const std::filesystem::path& table);

struct PopulationOptions {
  uint32_t width = 0;  // 0 = chosen
  double caution = 0, precision = 0;
  double content = -1;
  uint32_t least = 3;  // people who had an item, or it is left out: what one person had is theirs
  uint64_t seed = 1;
};
// What is not given is chosen by ranking for some of the people whom the rest has not seen. measures: {"people", "items",
// "opinions", "width", "caution", "precision", "content", "tried": [{.., "ndcg"}]}. Error{bad_argument} when there are too few people;
// {cancelled} when progress(done, all) returns false.
Population make_population(const std::vector<Opinion>& opinions, const PopulationOptions& options,
                           Json& measures,
                           const std::function<bool(uint64_t, uint64_t)>& progress = {});

}  // namespace tinybrain
