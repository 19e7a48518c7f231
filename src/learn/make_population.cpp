// Makes a population: reads the table, takes the principal directions of people's rewards, chooses the three figures by
// ranking for people who were kept apart.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "base/error.h"
#include "base/messages/model.h"
#include "base/messages/taste.h"
#include "data/csv.h"
#include "data/encoding.h"
#include "learn/population.h"
#include "learn/signal.h"
#include "learn/taste_features.h"

namespace tinybrain {
namespace {

constexpr uint32_t kWidths[] = {16, 32, 64};
constexpr double kCautions[] = {0.3, 1, 3}, kPrecisions[] = {0.3, 1, 3};
constexpr double kContents[] = {0, 0.1, 0.3, 1};
constexpr size_t kLeastPeople = 5, kLeastToChoose = 20, kMostTried = 200, kTop = 10;
constexpr size_t kSeen[] = {1, 5, 20, 50};  // events after which a ranking is judged
constexpr double kLiked = 0.75;
constexpr size_t kMostTags = 150;           // that are looked at when `content` is chosen
constexpr size_t kSpare = 8, kRounds = 15;  // of the iteration for the directions

struct Cell {
  uint32_t item;
  double reward;
};

struct People {
  std::vector<std::string> items;
  std::vector<std::vector<Cell>> rows;  // each in order of time
  std::vector<std::vector<Direction>>
      tags;  // of the items, as features_of() has them; indices from 0
  uint32_t tag_count = 0;
};

// Those who liked something, in the order of their names; of two opinions on one item the later one.
People people_of(const std::vector<Opinion>& opinions, uint32_t least) {
  std::map<std::string_view, std::map<std::string_view, size_t>> last;
  for (size_t i = 0; i < opinions.size(); ++i) last[opinions[i].user][opinions[i].item] = i;
  std::map<std::string_view, uint32_t> times;
  for (const auto& [user, had] : last)
    for (const auto& [item, i] : had) ++times[item];
  People people;
  std::map<std::string_view, uint32_t> place;
  for (const auto& [item, count] : times) {
    if (count < least) continue;
    place[item] = static_cast<uint32_t>(people.items.size());
    people.items.emplace_back(item);
  }
  std::map<std::string, uint32_t> tag_place;
  people.tags.resize(people.items.size());
  for (const Opinion& o : opinions) {
    const auto found = place.find(o.item);
    if (found == place.end() || !people.tags[found->second].empty()) continue;
    Item item;
    item.tags = o.tags;
    for (const NamedFeature& f : features_of(item, {}, false)) {
      const auto at = tag_place.try_emplace(f.name, static_cast<uint32_t>(tag_place.size())).first;
      if (at->second < kMostTags) people.tags[found->second].push_back({at->second, f.value});
    }
  }
  people.tag_count = static_cast<uint32_t>(std::min(tag_place.size(), kMostTags));
  for (const auto& [user, had] : last) {
    std::vector<std::pair<size_t, uint32_t>> order;
    bool liked = false;
    for (const auto& [item, i] : had) {
      const auto found = place.find(item);
      if (found == place.end()) continue;
      order.emplace_back(i, found->second);
      liked = liked || opinions[i].reward > 0;
    }
    if (!liked) continue;
    std::sort(order.begin(), order.end());
    std::vector<Cell>& row = people.rows.emplace_back();
    for (const auto& [i, item] : order) row.push_back({item, opinions[i].reward});
  }
  return people;
}

// Rows of `m` [n][width] made orthonormal columns (Gram and Schmidt, twice); columns that vanish become 0.
void orthonormalize(std::vector<double>& m, size_t n, size_t width) {
  for (int pass = 0; pass < 2; ++pass) {
    for (size_t c = 0; c < width; ++c) {
      std::vector<double> dots(c + 1);
      for (size_t i = 0; i < n; ++i)
        for (size_t b = 0; b <= c; ++b) dots[b] += m[i * width + b] * m[i * width + c];
      double length = dots[c];
      for (size_t b = 0; b < c; ++b) length -= dots[b] * dots[b];
      const double scale = length > 1e-12 * std::max(1e-30, dots[c]) ? 1 / std::sqrt(length) : 0;
      for (size_t i = 0; i < n; ++i) {
        double v = m[i * width + c];
        for (size_t b = 0; b < c; ++b) v -= dots[b] * m[i * width + b];
        m[i * width + c] = v * scale;
      }
    }
  }
}

// The leading directions of the rewards without their mean, by orthogonal iteration: factors [items][width], each direction
// as long as people differ in it, all together of length 1 in the mean of squares.
std::vector<float> directions(const People& people, std::span<const size_t> who,
                              const std::vector<float>& chance, uint32_t width, uint64_t seed) {
  const size_t n = chance.size(), q = width + kSpare;
  std::vector<double> v(n * q), next(n * q), lengths(q);
  Rng rng(seed);
  for (double& x : v) x = normal_pair(rng).first;
  for (size_t round = 0; round < kRounds; ++round) {
    orthonormalize(v, n, q);
    std::vector<double> mean(q), sum(q), t(q);
    for (size_t i = 0; i < n; ++i)
      for (size_t c = 0; c < q; ++c) mean[c] += chance[i] * v[i * q + c];
    std::fill(next.begin(), next.end(), 0);
    std::fill(lengths.begin(), lengths.end(), 0);
    for (size_t u : who) {
      for (size_t c = 0; c < q; ++c) t[c] = -mean[c];
      for (const Cell& cell : people.rows[u])
        for (size_t c = 0; c < q; ++c) t[c] += std::max(0.0, cell.reward) * v[cell.item * q + c];
      for (const Cell& cell : people.rows[u])
        for (size_t c = 0; c < q; ++c) next[cell.item * q + c] += std::max(0.0, cell.reward) * t[c];
      for (size_t c = 0; c < q; ++c) {
        sum[c] += t[c];
        lengths[c] += t[c] * t[c];
      }
    }
    if (round + 1 == kRounds) break;
    for (size_t i = 0; i < n; ++i)
      for (size_t c = 0; c < q; ++c) next[i * q + c] -= chance[i] * sum[c];
    v.swap(next);
  }
  // v is orthonormal, lengths are those of the people's coordinates on it. The longest come first.
  std::vector<size_t> order(q);
  for (size_t c = 0; c < q; ++c) order[c] = c;
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return lengths[a] > lengths[b]; });
  double squares = 0;
  std::vector<float> factors(n * width);
  for (size_t i = 0; i < n; ++i) {
    for (size_t c = 0; c < width; ++c) {
      const double f = v[i * q + order[c]] * std::sqrt(lengths[order[c]]);
      factors[i * width + c] = static_cast<float>(f);
      squares += f * f;
    }
  }
  const auto scale =
      static_cast<float>(squares > 0 ? std::sqrt(static_cast<double>(n) / squares) : 0);
  for (float& f : factors) f *= scale;
  return factors;
}

Population fit(const People& people, std::span<const size_t> who, uint32_t width, uint64_t seed) {
  Population p;
  p.items = people.items;
  p.people = static_cast<uint32_t>(who.size());
  p.width = width;
  std::vector<double> sums(p.items.size());
  for (size_t u : who)
    for (const Cell& cell : people.rows[u]) sums[cell.item] += std::max(0.0, cell.reward);
  p.chance.resize(sums.size());
  for (size_t i = 0; i < sums.size(); ++i)
    p.chance[i] = static_cast<float>(sums[i] / static_cast<double>(who.size()));
  p.factors = directions(people, who, p.chance, width, seed);
  p.index();
  return p;
}

std::vector<Direction> row_of(const Population& p, const People& people, uint32_t item) {
  std::vector<Direction> x(p.width);
  for (uint32_t c = 0; c < p.width; ++c) x[c] = {c, p.factors[size_t{item} * p.width + c]};
  for (const Direction& d : people.tags[item])
    if (p.content > 0) x.push_back({p.width + d.index, p.content * d.value});
  return x;
}

// How well all that a person had not seen is ranked for them: NDCG at 10 of what they liked later.
double ndcg(const Population& p, const People& people, const Belief& belief,
            const std::vector<Cell>& row, size_t seen) {
  std::vector<char> had(p.items.size()), liked(p.items.size());
  size_t relevant = 0;
  for (size_t i = 0; i < row.size(); ++i) {
    if (i < seen) {
      had[row[i].item] = 1;
    } else if (row[i].reward >= kLiked) {
      liked[row[i].item] = 1;
      ++relevant;
    }
  }
  if (relevant == 0) return -1;
  const std::vector<double>& w = belief.mean();
  std::vector<std::pair<double, uint32_t>> scores;
  for (uint32_t i = 0; i < p.items.size(); ++i) {
    if (had[i]) continue;
    double score = p.chance[i];
    for (const Direction& d : row_of(p, people, i)) score += w[d.index] * d.value;
    scores.emplace_back(-score, i);
  }
  const size_t top = std::min(kTop, scores.size());
  std::partial_sort(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(top),
                    scores.end());
  double got = 0, best = 0;
  for (size_t r = 0; r < top; ++r)
    if (liked[scores[r].second]) got += 1 / std::log2(static_cast<double>(r) + 2);
  for (size_t r = 0; r < std::min(relevant, kTop); ++r)
    best += 1 / std::log2(static_cast<double>(r) + 2);
  return got / best;
}

// The mean over kSeen of the mean over people.
double judged(const Population& p, const People& people, std::span<const size_t> who) {
  double sums[std::size(kSeen)] = {}, counts[std::size(kSeen)] = {};
  Belief prior = p.prior();
  for (uint32_t t = 0; p.content > 0 && t < people.tag_count; ++t) prior.grow(1);
  for (size_t u : who) {
    Belief belief = prior;
    const std::vector<Cell>& row = people.rows[u];
    for (size_t i = 0, next = 0; i < row.size() && next < std::size(kSeen); ++i) {
      if (i == kSeen[next]) {
        if (const double v = ndcg(p, people, belief, row, i); v >= 0) {
          sums[next] += v;
          ++counts[next];
        }
        ++next;
      }
      belief.observe(row_of(p, people, row[i].item), row[i].reward - p.chance[row[i].item],
                     p.precision);
    }
  }
  double mean = 0, parts = 0;
  for (size_t k = 0; k < std::size(kSeen); ++k) {
    if (counts[k] == 0) continue;
    mean += sums[k] / counts[k];
    ++parts;
  }
  return parts > 0 ? mean / parts : 0;
}

double number_in(const std::string& text, uint64_t line, const char* what) {
  double v = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(v))
    throw Error(Code::bad_file, msg::kPopulationRow, line, text, what);
  return v;
}

}  // namespace

std::vector<Opinion> read_opinions(const std::filesystem::path& table) {
  const std::vector<CsvRecord> rows = parse_csv(decode_text(read_file(table)).text);
  const auto column = [&](std::initializer_list<const char*> names) -> std::optional<size_t> {
    if (rows.empty()) return {};
    for (const char* name : names)
      for (size_t i = 0; i < rows[0].fields.size(); ++i)
        if (rows[0].fields[i] == name) return i;
    return {};
  };
  const auto user = column({"user", "userId"}), item = column({"item", "movieId", "itemId"}),
             time = column({"time", "timestamp"}), rating = column({"rating"}),
             reward = column({"reward"}), signal = column({"signal"}), tags = column({"tags"});
  if (!user || !item || (!rating && !reward && !signal))
    throw Error(Code::bad_file, msg::kPopulationColumns, table.string());
  double low = 1, high = 5;
  std::vector<std::pair<double, Opinion>> timed;
  for (size_t r = 1; r < rows.size(); ++r) {
    const CsvRecord& row = rows[r];
    if (row.fields.size() != rows[0].fields.size())
      throw Error(Code::bad_file, msg::kPopulationRow, row.line, row.fields[0], "row");
    Opinion o{row.fields[*user], row.fields[*item], 0, {}};
    if (tags) {
      std::string_view rest = row.fields[*tags];
      while (!rest.empty()) {
        const size_t end = std::min(rest.find('|'), rest.size());
        if (end > 0) o.tags.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(rest.size(), end + 1));
      }
    }
    if (o.user.empty() || o.item.empty())
      throw Error(Code::bad_file, msg::kPopulationRow, row.line, "", "user, item");
    if (reward) {
      o.reward = number_in(row.fields[*reward], row.line, "reward");
      if (std::abs(o.reward) > 1)
        throw Error(Code::bad_file, msg::kPopulationRow, row.line, row.fields[*reward], "reward");
    } else if (rating) {
      o.reward = number_in(row.fields[*rating], row.line, "rating");
      low = std::min(low, o.reward);
      high = std::max(high, o.reward);
    } else {
      Json j;
      j.set("signal", row.fields[*signal]);
      j.set("item", Json(Json::Object{{"id", o.item}}));
      const Reward said = reward_of(observation_of(j));
      o.reward = said.value;
    }
    const double at = time ? number_in(row.fields[*time], row.line, "time") : 0;
    timed.emplace_back(at, std::move(o));
  }
  std::stable_sort(timed.begin(), timed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Opinion> all;
  for (auto& [at, o] : timed) {
    if (!reward && rating) o.reward = reward_of_rating(o.reward, low, high);
    all.push_back(std::move(o));
  }
  return all;
}

Population make_population(const std::vector<Opinion>& opinions, const PopulationOptions& options,
                           Json& measures,
                           const std::function<bool(uint64_t, uint64_t)>& progress) {
  const People people = people_of(opinions, options.least);
  const size_t n = people.rows.size();
  if (n < kLeastPeople) throw Error(Code::bad_argument, msg::kPopulationFew, n, kLeastPeople);
  const auto limited = [](uint32_t width, size_t who) {  // people span no more directions
    return std::min(width, static_cast<uint32_t>(who - 1));
  };
  uint64_t done = 0;
  const uint64_t all =
      std::size(kWidths) * std::size(kCautions) * std::size(kPrecisions) + std::size(kContents) + 1;
  const auto step = [&] {
    if (progress && !progress(done++, all)) throw Error(Code::cancelled, msg::kCancelled);
  };

  uint32_t width = options.width ? options.width : 32;
  double caution = options.caution > 0 ? options.caution : 1;
  double precision = options.precision > 0 ? options.precision : 1;
  double content = options.content >= 0 ? options.content : Population{}.content;
  Json tried = Json::Array{};
  if (n >= kLeastToChoose) {
    const std::vector<uint32_t> order = shuffled_indices(n, options.seed);
    const auto apart = static_cast<std::ptrdiff_t>(std::min(kMostTried, n / 4));
    const std::vector<size_t> held(order.begin(), order.begin() + apart),
        rest(order.begin() + apart, order.end());
    const auto judge = [&](Population& p) {
      step();
      const double v = judged(p, people, held);
      Json one;
      one.set("width", p.width);
      one.set("caution", p.caution);
      one.set("precision", p.precision);
      one.set("content", p.content);
      one.set("ndcg", v);
      tried.push(std::move(one));
      return v;
    };
    double best = -1;
    Population p;
    for (uint32_t w : kWidths) {
      if (options.width && w != kWidths[0]) continue;
      p = fit(people, rest, limited(options.width ? options.width : w, rest.size()), options.seed);
      for (double c : kCautions) {
        for (double d : kPrecisions) {
          p.caution = options.caution > 0 ? options.caution : c;
          p.precision = options.precision > 0 ? options.precision : d;
          p.content = 0;
          const double v = judge(p);
          if (v <= best) continue;
          best = v;
          width = options.width ? options.width : w;
          caution = p.caution;
          precision = p.precision;
        }
      }
    }
    if (people.tag_count && options.content < 0) {  // beside what was chosen
      p = fit(people, rest, limited(width, rest.size()), options.seed);
      p.caution = caution;
      p.precision = precision;
      best = -1;
      for (double c : kContents) {
        p.content = c;
        const double v = judge(p);
        if (v <= best) continue;
        best = v;
        content = c;
      }
    }
  }
  step();
  std::vector<size_t> everybody(n);
  for (size_t u = 0; u < n; ++u) everybody[u] = u;
  Population p = fit(people, everybody, limited(width, n), options.seed);
  p.caution = caution;
  p.precision = precision;
  p.content = content;
  measures = Json();
  measures.set("people", n);
  measures.set("items", p.items.size());
  measures.set("opinions", opinions.size());
  measures.set("width", p.width);
  measures.set("caution", caution);
  measures.set("precision", precision);
  measures.set("content", content);
  measures.set("tried", std::move(tried));
  return p;
}

}  // namespace tinybrain
