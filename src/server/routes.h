// Which endpoint answers which path.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "server/endpoint.h"

namespace tinybrain::server {

struct Route {
  const char* path;  // one that ends in '/' takes the rest of the path; a '*' is any one part of it
  const char* method;
  Answer (*run)(Service&, const Call&);
  bool open;        // needs no key
  size_t body = 0;  // most bytes of a body; 0 = as elsewhere
};

// "GET, POST": of the routes of a path.
std::string allowed_methods(std::string_view path);
// Most bytes that any route takes.
size_t largest_body();

// nullptr when there is none; with a path that other methods have, one of theirs.
const Route* find_route(std::string_view method, std::string_view path);
// The part after a path that ends in '/', or what '*' stands for.
std::string rest_of(const Route& route, const std::string& path);

}  // namespace tinybrain::server
