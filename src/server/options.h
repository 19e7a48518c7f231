// What the command line of tinybrain-server says, as plain data. The only user of CLI11 is options.cpp.
#pragma once

#include <string>
#include <vector>

#include "server/guard.h"
#include "server/models.h"

namespace tinybrain::server {

struct Options {
  std::vector<std::string> models;
  ModelOptions model;
  GuardOptions guard;
  std::vector<AdapterOption> adapters;
  std::string tls_certificate, tls_key;  // files; "" = not encrypted
  std::string seed_brain;                // "" = where the programs have it, if it is there
  std::string home;       // folder of builds; "" = where the programs keep a person's data
  bool no_pull = false;   // nothing is fetched, whoever asks
  bool sealed = false;    // nothing from outside, no files but the models
  int learn_every = 300;  // seconds between looks whether it is a good moment to learn; 0 = never
  int grace = 3;          // seconds for running replies when the server stops
  std::string page;       // help or version, to be shown instead
};

// Error{bad_argument} on wrong usage.
Options parse_options(int argc, char** argv);

}  // namespace tinybrain::server
