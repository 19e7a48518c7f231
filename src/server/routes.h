// Which endpoint answers which path.
#pragma once

#include <string>
#include <string_view>

#include "server/endpoint.h"

namespace tinybrain::server {

struct Route {
  const char* path;  // one that ends in '/' takes the rest of the path
  const char* method;
  Answer (*run)(Service&, const Call&);
  bool open;  // needs no key
};

// nullptr when there is none; with a path that another method has, that one's route.
const Route* find_route(std::string_view method, std::string_view path);
// The part after a path that ends in '/'.
std::string rest_of(const Route& route, const std::string& path);

}  // namespace tinybrain::server
