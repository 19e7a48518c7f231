// Rows whose time is over go by themselves: when a vault is opened, and now and then while something is written.
#pragma once

#include <cstdint>

namespace tinybrain {

class Change;
struct VaultStore;

// A condition on a row of a personal table: its purpose is granted now.
constexpr const char* kGrantedNow =
    "purpose IN (SELECT purpose FROM consents WHERE state = 'granted' AND id IN "
    "(SELECT max(id) FROM consents GROUP BY purpose))";

int64_t delete_expired(Change& change);  // how many rows went
void delete_expired_now_and_then(VaultStore& store, Change& change);

}  // namespace tinybrain
