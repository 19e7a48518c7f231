// How people ask the memory for something: patterns and what they mean. Tables in orders_english.cpp and orders_korean.cpp.
#pragma once

#include <span>

#include "memory/commands.h"

namespace tinybrain::memory {

// {v}: the words; {n}: a phrase that names a topic.
struct Order {
  const char* pattern;
  Wish::Kind kind;
  Wish::What what;
  const char* topics;  // "kind/slot kind/slot", "" = by {n}
};

struct Orders {
  std::span<const Order> orders;
  std::span<const char* const[2]> pieces;
};
Orders english_orders();
Orders korean_orders();

}  // namespace tinybrain::memory
