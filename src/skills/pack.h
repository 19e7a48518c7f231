// A skill as one file that can be given away: its files, each with a hash, and a signature. Installing one runs nothing of
// it: a pack holds declarations, tables and texts; what computes is in the program already.
//
// The file: the line "tinybrain skill pack 1", a line of JSON {"name", "files": [{"path", "bytes", "sha256"}] by path,
// "public_key", "signature"}, then the bytes of the files one after the other. The signature (Ed25519) is over "tinybrain
// skill pack\n" and the JSON without it, compact.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace tinybrain::skills {

inline constexpr size_t kMostPackFiles = 2000, kLargestPack = size_t{256} << 20;  // bytes

// Refuses what check_skill calls an error, links and what is no file. key: 32 bytes, made when it is not there. Hidden files and
// compiled Python stay behind. {"name", "files", "bytes", "signer"}. Error{bad_argument}, {io}, {no_space}.
Json pack_skill(const std::filesystem::path& folder, const std::filesystem::path& key,
                const std::filesystem::path& output);

struct Installing {
  std::filesystem::path into;        // the folder of skills
  std::vector<std::string> signers;  // public keys that are trusted, 64 digits
  bool trust = false;                // whoever signed
};
// Whole or not at all; one of the same name that is there is replaced. {"name", "folder", "signer", "known": whether the signer
// was trusted before}. Error{bad_file}: not a pack, cut short, changed, or with a path that leads out of its folder;
// {bad_argument}: an unknown signer, or something else of that name; what check_skill calls an error.
Json install_skill(const std::filesystem::path& pack, const Installing& how);

// The public key of the key file, 64 digits; "" where there is none.
std::string signer_of(const std::filesystem::path& key);

}  // namespace tinybrain::skills
